//! Typed calls of the PingOne Verify API: verify transactions, what their checks said, the data
//! that was verified, policies, documents, and matching.
//!
//! Handles follow the path of the resource. A method describes a call; nothing is sent until it
//! is awaited. What is not there is `None` or an error that [`is_not_found`], which
//! [`optional`] makes `None`; a failure is always an error.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK; this is what the documentation calls them:
//!
//! | method | operation |
//! |---|---|
//! | [`Transactions::create`] | Create Verify Transaction |
//! | [`Transactions::list`] | Read All Verify Transactions |
//! | [`Transactions::read`] | Read One Verify Transaction |
//! | [`Transactions::update`] | Update Verify Transaction |
//! | [`Transactions::delete`] | Delete an ID verification transaction (legacy) |
//! | [`TransactionHandle::qr_code`] | Verification QR code image (qrUrl), Verification QR code image (qrUrl, older form) |
//! | [`MetadataHandle::list`] | Read All Verification MetaData |
//! | [`MetadataHandle::read`] | Read One Verification MetaData |
//! | [`VerifiedDataHandle::list`] | Read All User Verified Data |
//! | [`VerifiedDataHandle::list_by_type`] | Read All User Verified Data (filtered by type) |
//! | [`VerifiedDataHandle::read`] | Read One User Verified Data |
//! | [`VerifiedDataHandle::replace_background`] | Update Verified Data Portrait Background |
//! | [`Documents::create`] | Create Verification Document |
//! | [`Documents::list`] | Read All Verification Documents |
//! | [`Documents::read`] | Read One Verification Document |
//! | [`Documents::update`] | Update Verification Document |
//! | [`Documents::delete`] | Delete Verification Document |
//! | [`Policies::create`] | Create Verify Policy |
//! | [`Policies::list`] | Read All Verify Policies |
//! | [`Policies::read`] | Read One Verify Policy |
//! | [`Policies::update`] | Update Verify Policy |
//! | [`Policies::delete`] | Delete Verify Policy |
//! | [`UserHandle::match_record`] | Submit Identity Record Match |
//! | [`UserHandle::verify_by_data`] | Submit Data-Based Identity Verification |
//! | [`IdentityAssuranceHandle::read`] | Read One Verify Identity Assurance |
//! | [`IdentityAssuranceHandle::delete`] | Delete Verify Identity Assurance |
//! | [`UserHandle::list_reference_data`] | Read All Reference Data (deprecated) |
//! | [`UserHandle::read_reference_data`] | Read One Reference Data (deprecated) |
//! | [`UserHandle::delete_reference_data`] | Delete One Reference Data (deprecated) |
//! | [`UserHandle::read_verification_status`] | Read User Verification Status (deprecated) |
//! | [`UserHandle::update_verification_status`] | Update User Verification Status (deprecated) |
//!
//! ```no_run
//! use ping_models::verify::{NewVerification, VerifyPolicyId};
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
