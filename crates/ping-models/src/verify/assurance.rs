//! Identity assurance: what was verified of a user, as claims.

use crate::{Links, OpenValue, Personal};

model! {
    /// The verified claims of a user, which the service stores where the policy has `ida`
    /// enabled.
    ///
    /// Returned by `verify.read_verify_identity_assurance`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-assurance-ida.html>
    pub struct IdentityAssurance {
        optional {
            /// Links: `self`, `user`, `environment`.
            links: Links = "_links",
            /// How it was verified (`verification`), what (`claims`), and by which checks and
            /// documents; the members are not documented.
            verified_claims: Personal<OpenValue> = "verified_claims",
        }
    }
}
