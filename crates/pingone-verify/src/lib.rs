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
//! | [`DocumentsHandle::create`] | Create Verification Document |
//! | [`DocumentsHandle::list`] | Read All Verification Documents |
//! | [`DocumentsHandle::read`] | Read One Verification Document |
//! | [`DocumentsHandle::update`] | Update Verification Document |
//! | [`DocumentsHandle::delete`] | Delete Verification Document |
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

mod data;
mod documents;
mod filters;
mod flow;
mod operations;
mod policies;
mod transactions;
mod users;
mod verdict;

use std::future::Future;

use ping_models::verify::{NewVerification, VerifyTransactionId};
use ping_models::{EnvironmentId, UserId};
use ping_transport::{Client, Error, Scope};

pub use data::{MetadataHandle, VerifiedDataHandle};
pub use documents::DocumentsHandle;
pub use filters::{VerifyPolicyFilter, VerifyTransactionExpansion};
pub use flow::{Progress, Verification};
pub use operations::operations;
pub use policies::Policies;
pub use transactions::Transactions;
pub use users::IdentityAssuranceHandle;
pub use verdict::{Reason, Retained, Verdict};

/// PingOne Verify. Cheap to clone.
///
/// Everything in it needs the role Identity Data Admin and a license that includes Verify.
#[derive(Clone, Debug)]
pub struct Verify {
    scope: Scope,
}

impl Verify {
    /// Verify as this client reaches it, in the environment that the client manages.
    pub fn new(client: Client) -> Self {
        Self {
            scope: Scope::new(client),
        }
    }

    /// The same, in another managed environment. The worker's roles decide what it may do there.
    #[must_use]
    pub fn in_environment(&self, id: impl Into<EnvironmentId>) -> Self {
        Self {
            scope: self.scope.in_environment(id.into()),
        }
    }

    /// The policies, which say what a verification checks.
    #[doc(alias("policy"))]
    pub fn policies(&self) -> Policies {
        Policies {
            scope: self.scope.clone(),
        }
    }

    /// One user's verifications.
    #[doc(alias("users"))]
    pub fn user(&self, id: impl Into<UserId>) -> UserHandle {
        UserHandle {
            scope: self.scope.clone(),
            user: id.into(),
        }
    }
}

/// One user's verifications. From [`Verify::user`].
#[derive(Clone, Debug)]
pub struct UserHandle {
    pub(crate) scope: Scope,
    pub(crate) user: UserId,
}

impl UserHandle {
    /// The user's transactions.
    #[doc(alias("verifications"))]
    pub fn transactions(&self) -> Transactions {
        Transactions {
            scope: self.scope.clone(),
            user: self.user.clone(),
        }
    }

    /// One transaction and what belongs to it.
    pub fn transaction(&self, id: impl Into<VerifyTransactionId>) -> TransactionHandle {
        TransactionHandle {
            scope: self.scope.clone(),
            user: self.user.clone(),
            transaction: id.into(),
        }
    }

    /// Starts a verification: creates a transaction and gives the step that has the link to show
    /// and waits for the verdict.
    ///
    /// Errors: as for [`Transactions::create`].
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions/create-verify-transaction.html>
    #[doc(alias("begin", "verify"))]
    pub fn start(
        &self,
        verification: NewVerification,
    ) -> impl Future<Output = Result<Verification, Error>> + Send + 'static {
        flow::start(self.clone(), verification)
    }

    /// Goes on with a verification that was started before.
    ///
    /// Errors: as for [`Transactions::read`].
    #[doc(alias("open", "restore"))]
    pub fn resume(
        &self,
        id: impl Into<VerifyTransactionId>,
    ) -> impl Future<Output = Result<Verification, Error>> + Send + 'static {
        flow::resume(self.clone(), id.into())
    }
}

/// One transaction and what belongs to it. From [`UserHandle::transaction`].
#[derive(Clone, Debug)]
pub struct TransactionHandle {
    pub(crate) scope: Scope,
    pub(crate) user: UserId,
    pub(crate) transaction: VerifyTransactionId,
}

impl TransactionHandle {
    /// What the checks said.
    pub fn metadata(&self) -> MetadataHandle {
        MetadataHandle(self.clone())
    }

    /// What a program hands in for the person.
    pub fn documents(&self) -> DocumentsHandle {
        DocumentsHandle(self.clone())
    }

    /// What the person showed.
    pub fn verified_data(&self) -> VerifiedDataHandle {
        VerifiedDataHandle(self.clone())
    }
}
