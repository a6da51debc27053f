//! Typed calls of the PingOne Platform API: organizations, licenses, environments, populations and
//! users.
//!
//! Handles follow the path of the resource. A method describes a call; nothing is sent until it
//! is awaited.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK; this is what the documentation calls them:
//!
//! | method | operation |
//! |---|---|
//! | [`Organizations::list`] | Read All Organizations |
//! | [`Organizations::read`] | Read One Organization |
//! | [`Licenses::list`] | Read All Licenses |
//! | [`Licenses::read`] | Read One License |
//! | [`Environments::read`], [`EnvironmentHandle::read`] | Read One Environment |
//! | [`Populations::list`] | Read All Populations |
//! | [`Users::create`] | Create User |
//! | [`Users::list`] | Read User or Users |
//! | [`Users::read`] | Read User by ID |
//! | [`Users::patch`] | Update User (PATCH) |
//! | [`Users::delete`] | Delete User |
//!
//! ```no_run
//! use ping_models::platform::{LicenseStatus, NewUser, PatchUser};
//! use ping_transport::{Client, Region};
//! use pingone_platform::{LicenseFilter, Platform};
//!
//! # async fn example() -> Result<(), ping_transport::Error> {
//! let client = Client::builder()
//!     .region(Region::Eu)
//!     .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
//!     .worker("client-id", "client-secret")
//!     .build()?;
//! let platform = Platform::new(client);
//!
//! let organization = platform.organizations().list().stream().try_next().await?;
//! if let Some(organization) = organization {
//!     let active = LicenseFilter::status().eq(LicenseStatus::Active);
//!     let licenses = platform.organization(organization.id).licenses();
//!     let mut licenses = licenses.list().filter(active).stream();
//!     while let Some(license) = licenses.try_next().await? {
//!         println!("{:?} until {:?}", license.name, license.expires_at);
//!     }
//! }
//!
//! let user = platform.users().create(NewUser::new("jdoe").email("jdoe@example.com")).await?;
//! platform.users().patch(&user.id, PatchUser::new().title("Director")).await?;
//! # Ok(()) }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod environments;
mod filters;
mod licenses;
mod operations;
mod organizations;
mod populations;
mod users;

pub use environments::{EnvironmentHandle, Environments};
pub use filters::{
    EnvironmentExpansion, LicenseFilter, OrganizationFilter, PopulationFilter, UserExpansion,
    UserFilter,
};
pub use licenses::Licenses;
pub use operations::operations;
pub use organizations::{OrganizationHandle, Organizations};
pub use populations::Populations;
pub use users::Users;

use ping_models::{EnvironmentId, OrganizationId};
use ping_transport::{Client, Scope};

/// The PingOne Platform. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Platform {
    scope: Scope,
}

impl Platform {
    /// The platform as this client reaches it. What is in an environment is taken from the
    /// environment that the client manages.
    pub fn new(client: Client) -> Self {
        Self {
            scope: Scope::new(client),
        }
    }

    /// The same, with another managed environment. The worker's roles decide what it may do there.
    #[must_use]
    pub fn in_environment(&self, id: impl Into<EnvironmentId>) -> Self {
        Self {
            scope: self.scope.in_environment(id.into()),
        }
    }

    /// The organizations that the worker sees: its own.
    pub fn organizations(&self) -> Organizations {
        Organizations {
            scope: self.scope.outside(),
        }
    }

    /// One organization and what belongs to it.
    #[doc(alias("org", "tenant"))]
    pub fn organization(&self, id: impl Into<OrganizationId>) -> OrganizationHandle {
        OrganizationHandle {
            scope: self.scope.outside().below("organizationID", id.into()),
        }
    }

    /// The environments.
    pub fn environments(&self) -> Environments {
        Environments {
            scope: self.scope.outside(),
        }
    }

    /// The managed environment.
    pub fn environment(&self) -> EnvironmentHandle {
        EnvironmentHandle {
            scope: self.scope.clone(),
        }
    }

    /// The populations of the managed environment.
    #[doc(alias("population"))]
    pub fn populations(&self) -> Populations {
        Populations {
            scope: self.scope.clone(),
        }
    }

    /// The users of the managed environment.
    #[doc(alias("user"))]
    pub fn users(&self) -> Users {
        Users {
            scope: self.scope.clone(),
        }
    }
}
