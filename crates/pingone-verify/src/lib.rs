//! Typed calls of the PingOne Verify API: verify transactions, what their checks said, the data
//! that was verified, policies, documents, and matching.
//!
//! Handles follow the path of the resource. A method describes a call; nothing is sent until it
//! is awaited. What is not there is `None` or an error that [`is_not_found`], which
//! [`optional`] makes `None`; a failure is always an error.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK. The search of this page knows what the documentation
//! calls them, too.
//!
//! ```no_run
//! use ping_models::VerifyPolicyId;
//! use ping_models::verify::NewVerification;
//! use ping_transport::{Client, Region};
//! use pingone_verify::Verify;
//!
//! # async fn example() -> Result<(), ping_transport::Error> {
//! let client = Client::builder()
//!     .region(Region::Eu)
//!     .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
//!     .worker("client-id", "client-secret")
//!     .build()?;
//! let user = Verify::new(client).user("2f9c3699-217e-4acb-9e80-9649311b3eb5");
//!
//! let policy = VerifyPolicyId::from("11111111-1111-4111-8111-111111111111");
//! let verification = user.start(NewVerification::with_policy(policy)).await?;
//! println!("{:?}", verification.link());
//! let verdict = verification.wait().await?;
//! if verdict.is_verified() {
//!     println!("{:?}", verdict.checks());
//! } else {
//!     verdict.reasons().iter().for_each(|reason| println!("{reason}"));
//! }
//! # Ok(()) }
//! ```
//!
//! [`is_not_found`]: ping_transport::Error::is_not_found
//! [`optional`]: ping_transport::Call::optional

#![cfg_attr(docsrs, feature(doc_cfg))]

mod documents;
mod flow;
mod identity_assurance;
mod metadata;
mod operations;
mod policies;
mod transactions;
mod users;
mod verified_data;

use ping_models::{EnvironmentId, UserId};
use ping_transport::{Client, Scope, handle};

pub use documents::Documents;
pub use flow::verdict::{Reason, Retained, Verdict};
pub use flow::verification::Verification;
pub use identity_assurance::IdentityAssuranceHandle;
pub use metadata::MetadataHandle;
pub use operations::operations;
pub use policies::{Policies, VerifyPolicyFilter};
pub use transactions::{TransactionHandle, Transactions, VerifyTransactionExpansion};
pub use users::UserHandle;
pub use verified_data::VerifiedDataHandle;

handle! {
    /// PingOne Verify. Cheap to clone.
    ///
    /// Everything in it needs the role Identity Data Admin and a license that includes Verify.
    pub struct Verify;
}

impl Verify {
    /// Verify as this client reaches it, in the environment that the client manages.
    pub fn new(client: Client) -> Self {
        Scope::new(client).into()
    }

    /// The same, in another managed environment. The worker's roles decide what it may do there.
    #[must_use]
    pub fn in_environment(&self, id: impl Into<EnvironmentId>) -> Self {
        self.scope.in_environment(id.into()).into()
    }

    /// The policies, which say what a verification checks.
    #[doc(alias("policy"))]
    pub fn policies(&self) -> Policies {
        self.scope.clone().into()
    }

    /// One user's verifications.
    #[doc(alias("users"))]
    pub fn user(&self, id: impl Into<UserId>) -> UserHandle {
        self.scope.below("userID", id.into()).into()
    }
}
