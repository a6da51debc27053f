//! Verify transactions.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Requirements;
use crate::{
    Links, Listed, Model, OpenEnum, OpenValue, Reference, Rest, Secret, Timestamp, UnknownValue,
    VerifyPolicyId, VerifyTransactionId,
};

/// Where a transaction stands.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions.html>
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum VerifyStatus {
    /// Created; the user has been asked for data.
    Requested,
    /// The user has opened the link and begun.
    Initiated,
    /// Some of the data is there, some is outstanding.
    Partial,
    /// The data is being checked.
    InProgress,
    /// The checks were passed.
    Success,
    /// A check was not passed, or the transaction expired.
    Fail,
    /// No verification was needed; a success.
    NotRequired,
    /// Approved by an administrator after the user had begun.
    ApprovedManually,
    /// Approved by an administrator before the user had begun.
    ApprovedNoRequest,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

impl VerifyStatus {
    /// Whether the person counts as verified. A status that is not known does not.
    pub fn is_verified(&self) -> bool {
        matches!(
            self,
            Self::Success | Self::NotRequired | Self::ApprovedManually | Self::ApprovedNoRequest
        )
    }

    /// Whether the service has decided. A failure can still be approved by an administrator.
    pub fn is_decided(&self) -> bool {
        self.is_verified() || *self == Self::Fail
    }
}

/// How one check of a transaction went.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CheckStatus {
    /// Passed.
    Success,
    /// Not passed.
    Fail,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The single checks of a transaction by their names, such as `GOVERNMENT_ID`, `LIVENESS` or
/// `FACIAL_COMPARISON_DOCUMENT`.
///
/// The service documents neither all names nor all values, so this keeps whatever comes.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VerificationStatus(OpenValue);

/// What the checks of a transaction have where it ran out of time.
const TIMED_OUT: &str = "TRANSACTION_TIMED_OUT";

impl VerificationStatus {
    /// The checks and how they went, in the order of their names.
    pub fn checks(&self) -> Vec<(String, CheckStatus)> {
        // Each by itself, so that one that nothing can hold costs no other one.
        let members: BTreeMap<String, OpenValue> = self.0.decode().unwrap_or_default();
        let status = |value: &OpenValue| match value.decode::<String>() {
            Ok(text) => CheckStatus::from_wire(&text),
            Err(_) => CheckStatus::from_wire(value.get()),
        };
        let checks = members.iter().map(|(name, value)| (name.clone(), status(value)));
        checks.collect()
    }

    /// How the check of this name went.
    pub fn check(&self, name: &str) -> Option<CheckStatus> {
        let mut checks = self.checks().into_iter();
        checks.find_map(|(known, status)| (known == name).then_some(status))
    }

    /// Whether the transaction ran out of time. No document says where the mark stands, so it
    /// counts anywhere.
    pub fn is_timed_out(&self) -> bool {
        self.0.get().contains(TIMED_OUT)
    }
}

impl Model for VerificationStatus {}

impl fmt::Debug for VerificationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.checks()).finish()
    }
}

/// Where a transaction stands, and why.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct TransactionStatus {
    /// The status.
    pub status: Option<VerifyStatus>,
    /// The single checks; absent where nothing was checked.
    pub verification_status: Option<VerificationStatus>,
    /// What the providers had to say. The form of the items is not documented.
    #[model(name = "providerMessagesList")]
    pub provider_messages: Option<Vec<OpenValue>>,
    rest: Rest<Self>,
}

impl TransactionStatus {
    /// A transaction in this status.
    pub fn new(status: VerifyStatus) -> Self {
        Self {
            status: Some(status),
            verification_status: None,
            provider_messages: None,
            rest: crate::Rest::default(),
        }
    }
}

/// The documents that were verified, which the service lists in a text: `[selfie, liveness]`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentNames(OpenValue);

impl DocumentNames {
    /// The names in the list.
    pub fn names(&self) -> Vec<String> {
        if let Ok(items) = self.0.decode::<Vec<OpenValue>>() {
            let names = items.iter().filter_map(|item| item.decode().ok());
            return names.collect();
        }
        let text: String = self.0.decode().unwrap_or_default();
        let text = text.trim();
        let inner = text.strip_prefix('[').unwrap_or(text);
        let inner = inner.strip_suffix(']').unwrap_or(inner);
        let names = inner.split(',').map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }
}

impl Model for DocumentNames {}

impl fmt::Debug for DocumentNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.names().fmt(f)
    }
}

/// A verification of a user.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VerifyTransaction {
    /// The id of the transaction.
    pub id: VerifyTransactionId,
    /// Links: `self`, `environment`, `user`.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The policy in force; all of it where the read asked to expand it.
    pub verify_policy: Option<Reference<VerifyPolicyId>>,
    /// Where the transaction stands, and why.
    pub transaction_status: Option<TransactionStatus>,
    /// Where the QR code of the link is, while data is wanted.
    pub qr_url: Option<Secret>,
    /// The link that the user follows. [`link`](Self::link) reads it.
    pub web_verification_url: Option<Secret>,
    /// The code in that link, 6 digits.
    pub web_verification_code: Option<Secret>,
    /// The code of older transactions, 12 digits.
    pub verification_code: Option<Secret>,
    /// The documents that were verified.
    pub verified_documents: Option<DocumentNames>,
    /// What the request asked to be matched.
    pub requirements: Option<Requirements>,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[model(always)]
    pub updated_at: Timestamp,
    /// When it ends without a decision.
    #[model(always)]
    pub expires_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for VerifyTransaction {
    const EMBEDDED: &'static str = "verifyTransactions";
}

/// What a transaction has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Not decided yet, or in a status that is not known.
    Pending,
    /// The person is verified.
    Verified,
    /// A check was not passed.
    Failed,
    /// The time ran out before the data was complete.
    Expired,
}

impl VerifyTransaction {
    /// The status.
    pub fn status(&self) -> Option<&VerifyStatus> {
        self.transaction_status.as_ref()?.status.as_ref()
    }

    /// What the transaction has come to.
    pub fn outcome(&self) -> Outcome {
        let Some(status) = self.status() else {
            return Outcome::Pending;
        };
        let state = self.transaction_status.as_ref();
        let checks = state.and_then(|state| state.verification_status.as_ref());
        if status.is_verified() {
            Outcome::Verified
        } else if !status.is_decided() {
            Outcome::Pending
        } else if checks.is_some_and(VerificationStatus::is_timed_out) {
            Outcome::Expired
        } else {
            Outcome::Failed
        }
    }

    /// The link that the user follows to be verified, while data is wanted.
    ///
    /// Whoever has it can act as the user in this transaction: show it to the user alone.
    pub fn link(&self) -> Option<&str> {
        self.web_verification_url.as_ref().map(Secret::expose)
    }

    /// Where the QR code of the link is, while data is wanted; as confidential as the link.
    pub fn qr_link(&self) -> Option<&str> {
        self.qr_url.as_ref().map(Secret::expose)
    }

    /// The single checks and how they went, in the order of their names.
    pub fn checks(&self) -> Vec<(String, CheckStatus)> {
        let state = self.transaction_status.as_ref();
        let checks = state.and_then(|state| state.verification_status.as_ref());
        checks.map(VerificationStatus::checks).unwrap_or_default()
    }

    /// What the providers had to say, as texts; JSON where it is not a text.
    pub fn provider_messages(&self) -> Vec<String> {
        let state = self.transaction_status.as_ref();
        let messages = state.and_then(|state| state.provider_messages.as_ref());
        let text = |message: &OpenValue| match message.to_value() {
            serde_json::Value::String(text) => text,
            _ => message.get().to_owned(),
        };
        messages.into_iter().flatten().map(text).collect()
    }
}
