//! What applications were granted.

use crate::{
    ApplicationId, EnvironmentId, GrantId, Links, Listed, Model, Reference, ResourceId, Rest,
    ScopeId, Timestamp,
};

/// The scopes of one resource that an application may ask for.
///
/// <https://developer.pingidentity.com/pingone-api/platform/applications/application-resource-grants.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A grant to be created, or what replaces one; that has the same resource.
    ///
    /// ```
    /// use ping_models::platform::NewApplicationGrant;
    ///
    /// let grant = NewApplicationGrant::new("resource-id", ["scope-id".into()]);
    /// assert!(grant.field("scopes").is_some());
    /// ```
    NewApplicationGrant
))]
#[non_exhaustive]
pub struct ApplicationGrant {
    /// The id of the grant.
    #[model(read_only)]
    pub id: GrantId,
    /// Links: the grant itself, its application and resource.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that it is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The application.
    #[model(read_only)]
    pub application: Option<Reference<ApplicationId>>,
    /// The resource whose scopes they are.
    #[model(new)]
    pub resource: Option<Reference<ResourceId>>,
    /// The scopes.
    #[model(new)]
    pub scopes: Option<Vec<Reference<ScopeId>>>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for ApplicationGrant {
    const EMBEDDED: &'static str = "grants";
}
