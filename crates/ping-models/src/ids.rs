//! The ids of what PingOne has. Several products use them, so that they stand in none.

use std::sync::Arc;

use crate::Id;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => { $(
        $(#[$doc])*
        #[derive(Id)]
        pub struct $name(Arc<str>);
    )* };
}

ids! {
    /// The id of an organization, a UUID.
    OrganizationId,
    /// The id of an environment, a UUID.
    EnvironmentId,
    /// The id of a population, a UUID.
    PopulationId,
    /// The id of a user, a UUID.
    UserId,
    /// The id of an application, a UUID; the client id of what signs in by OpenID Connect.
    ApplicationId,
    /// The id of what an application was granted, a UUID.
    GrantId,
    /// The id of a resource, a UUID.
    ResourceId,
    /// The id of a scope of a resource, a UUID.
    ScopeId,
    /// The id of a key, a UUID.
    KeyId,
    /// The id of a certificate, a UUID.
    CertificateId,
}
