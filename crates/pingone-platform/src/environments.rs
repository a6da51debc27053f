//! Environments.

use ping_models::EnvironmentId;
use ping_models::platform::Environment;
use ping_transport::{Call, expansions, handle};

use crate::operations::*;

expansions! {
    /// What can come along with an environment.
    pub EnvironmentExpansion {
        /// Its products, as `_embedded.billOfMaterials`.
        BillOfMaterials = expand "billOfMaterials",
    }
}

handle! {
    /// The environments. From [`Platform::environments`](crate::Platform::environments).
    pub struct Environments;
}

impl Environments {
    /// Reads one environment. With [`EnvironmentExpansion::BillOfMaterials`] its products come along.
    ///
    /// Needs `orgmgt:read:environment`, which every role in that environment has. Errors: 404 for
    /// an unknown environment, 403 for one in which the worker has no role.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments.html>
    #[doc(alias("get", "fetch", "find", "Read One Environment"))]
    pub fn read(&self, id: impl Into<EnvironmentId>) -> Call<Environment, EnvironmentExpansion> {
        self.scope.at(&READ_ONE_ENVIRONMENT).id(id).call().taking()
    }
}

handle! {
    /// The managed environment. From [`Platform::environment`](crate::Platform::environment).
    ///
    /// ```no_run
    /// # use pingone_platform::{EnvironmentExpansion, Platform};
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let products = EnvironmentExpansion::BillOfMaterials;
    /// let environment = platform.environment().read().expand(products).await?;
    /// println!("{:?}: {:?}", environment.name, environment.environment_type);
    /// # Ok(()) }
    /// ```
    pub struct EnvironmentHandle;
}

impl EnvironmentHandle {
    /// Reads the environment; see [`Environments::read`].
    #[doc(alias("get", "fetch", "find", "Read One Environment"))]
    pub fn read(&self) -> Call<Environment, EnvironmentExpansion> {
        self.scope.at(&READ_ONE_ENVIRONMENT).call().taking()
    }
}
