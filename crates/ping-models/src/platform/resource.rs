//! Resources that tokens are for, and their scopes.

use super::ClientAuthMethod;
use crate::{
    EnvironmentId, Links, Listed, Model, OpenEnum, Reference, ResourceId, Rest, ScopeId, Secret,
    Timestamp, UnknownValue,
};

/// The type of a resource.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ResourceType {
    /// That of OpenID Connect: who the user is.
    #[wire("OPENID_CONNECT")]
    OpenIdConnect,
    /// PingOne's own interface.
    #[wire("PINGONE_API")]
    PingOneApi,
    /// The customer's own.
    Custom,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A resource that tokens are for.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A resource to be created, of the type `CUSTOM`, or what replaces one.
    NewResource
))]
#[non_exhaustive]
pub struct Resource {
    /// The id of the resource.
    #[model(read_only)]
    pub id: ResourceId,
    /// Links: the resource itself, its environment, scopes and attributes.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that it is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The resource, once more.
    #[model(read_only)]
    pub resource: Option<Reference<ResourceId>>,
    /// Its name, unique in the environment.
    #[model(always, on_create)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whose it is. Only `CUSTOM` can be created.
    #[model(name = "type", always)]
    pub resource_type: ResourceType,
    /// Whom tokens are for; the name unless told otherwise. Must not contain `pingone` or
    /// `pingidentity`.
    pub audience: Option<String>,
    /// How many seconds a token is valid, 300 to 2,592,000.
    pub access_token_validity_seconds: Option<i64>,
    /// How the resource proves who it is when it asks about a token.
    pub introspect_endpoint_auth_method: Option<ClientAuthMethod>,
    /// What tokens tell of permissions.
    pub application_permissions_settings: Option<ApplicationPermissionsSettings>,
    /// The client id of an imported resource, together with the secret, where the environment may
    /// import them; at least 8 characters.
    #[model(create_only)]
    pub client_id: Option<String>,
    /// The secret of an imported resource, at least 8 characters; in no answer.
    #[model(create_only)]
    pub client_secret: Option<Secret>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for Resource {
    const EMBEDDED: &'static str = "resources";
}

/// What tokens tell of permissions.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ApplicationPermissionsSettings {
    /// Whether they have a claim of permissions; they have none unless told otherwise.
    pub claim_enabled: Option<bool>,
    rest: Rest<Self>,
}

/// A scope of a resource.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A scope to be created, or what replaces one.
    NewResourceScope
))]
#[non_exhaustive]
pub struct ResourceScope {
    /// The id of the scope.
    #[model(read_only)]
    pub id: ScopeId,
    /// Links: the scope itself, its resource and environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that it is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The resource.
    #[model(read_only)]
    pub resource: Option<Reference<ResourceId>>,
    /// Its name; of PingOne's own resource `p1:read:user` or `p1:update:user` with `:` and a
    /// suffix.
    #[model(always, on_create)]
    pub name: String,
    /// What it allows.
    pub description: Option<String>,
    /// The attributes of users that it shows or lets change; of PingOne's own resource.
    pub schema_attributes: Option<Vec<String>>,
    /// The ids of the resource's attributes that are claims; of OpenID Connect's resource.
    pub mapped_claims: Option<Vec<String>>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for ResourceScope {
    const EMBEDDED: &'static str = "scopes";
}
