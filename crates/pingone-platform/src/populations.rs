//! Populations.

use ping_models::platform::Population;
use ping_transport::{List, Scope};

use crate::filters::PopulationFilter;
use crate::operations::*;

/// The populations of an environment. From [`Platform::populations`].
///
/// [`Platform::populations`]: crate::Platform::populations
#[derive(Clone, Debug)]
pub struct Populations {
    pub(crate) scope: Scope,
}

impl Populations {
    /// Lists the populations.
    ///
    /// Needs the role Identity Data Admin or Identity Data Read Only.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/populations.html>
    #[doc(alias("get_all", "all", "search", "Read All Populations"))]
    pub fn list(&self) -> List<Population, PopulationFilter> {
        self.scope.at(&READ_ALL_POPULATIONS).list().taking()
    }
}
