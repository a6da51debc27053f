//! Environments.

use ping_models::EnvironmentId;
use ping_models::platform::Environment;
use ping_transport::{Call, Scope};

use crate::filters::EnvironmentExpansion;
use crate::operations::*;
use crate::populations::Populations;
use crate::users::Users;

/// The environments. From [`Platform::environments`](crate::Platform::environments).
#[derive(Clone, Debug)]
pub struct Environments {
    pub(crate) scope: Scope,
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

/// The managed environment. From [`Platform::environment`](crate::Platform::environment).
///
/// ```no_run
/// # use pingone_platform::{EnvironmentExpansion, Platform};
/// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
/// let products = EnvironmentExpansion::BillOfMaterials;
/// let environment = platform.environment().read().expand(products).await?;
/// let populations = platform.environment().populations().list().all().await?;
/// println!("{:?} has {} populations", environment.name, populations.len());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct EnvironmentHandle {
    pub(crate) scope: Scope,
}

impl EnvironmentHandle {
    /// Reads the environment; see [`Environments::read`].
    #[doc(alias("get", "fetch", "find", "Read One Environment"))]
    pub fn read(&self) -> Call<Environment, EnvironmentExpansion> {
        self.scope.at(&READ_ONE_ENVIRONMENT).call().taking()
    }

    /// The populations of the environment.
    #[doc(alias("population"))]
    pub fn populations(&self) -> Populations {
        Populations {
            scope: self.scope.clone(),
        }
    }

    /// The users of the environment.
    #[doc(alias("user"))]
    pub fn users(&self) -> Users {
        Users {
            scope: self.scope.clone(),
        }
    }
}
