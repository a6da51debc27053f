//! Identity assurance: what was verified of a user, as claims.

use crate::{Links, Model, OpenValue, Personal, Rest};

/// The verified claims of a user, which the service stores where the policy has `ida`
/// enabled.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-assurance-ida.html>
#[derive(Clone, PartialEq, Model)]
#[model(snake_case)]
#[non_exhaustive]
pub struct IdentityAssurance {
    /// Links: `self`, `user`, `environment`.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// How it was verified (`verification`), what (`claims`), and by which checks and
    /// documents; the members are not documented.
    pub verified_claims: Option<Personal<OpenValue>>,
    rest: Rest<Self>,
}
