//! What a program sends to start or to approve a verification.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{TransactionStatus, VerifyStatus};
use crate::model::{Model, decode_error_at};
use crate::open::OpenValue;
use crate::{Personal, Reference, Secret, SecretValue};

request! {
    /// Where the link is sent.
    pub struct SendNotification {
        optional {
            /// The address to which the link is mailed.
            email: Personal<String> = "email",
            /// The number to which the link is texted.
            phone: Personal<String> = "phone",
        }
    }
}

request! {
    /// Where the browser goes after the data is collected.
    pub struct Redirect {
        required {
            /// The target, https only.
            url: String = "url",
        }
        optional {
            /// What the user reads before going there, at most 256 characters.
            message: String = "message",
        }
    }
}

impl From<&str> for Redirect {
    fn from(url: &str) -> Self {
        Self::new(url)
    }
}

request! {
    /// Where the service reports to.
    pub struct Callback {
        required {
            /// The target.
            url: String = "url",
        }
        optional {
            /// Headers of the report, by name; their values never print.
            headers: BTreeMap<String, SecretValue> = "headers",
        }
    }
}

impl Callback {
    /// Adds a header to the report, such as one by which the receiver knows the service.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        let value: Secret = value.into();
        let headers = self.headers.get_or_insert_default();
        headers.insert(name.into(), value.into());
        self
    }
}

request! {
    /// What the data of the document has to match: one value, or one of several.
    pub struct WantedValue {
        optional {
            /// The value.
            value: Personal<String> = "value",
            /// The values of which one has to match.
            options: Personal<Vec<String>> = "options",
        }
    }
}

/// One requirement of a verification.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Requirement {
    /// The documented form: an object with `value` or `options`.
    Wanted(WantedValue),
    /// Any other form, as it came.
    Other(Personal<OpenValue>),
}

impl Requirement {
    /// One value.
    pub fn value(value: impl Into<String>) -> Self {
        Self::Wanted(WantedValue::new().value(value.into()))
    }

    /// Several values of which one has to match.
    pub fn options<V: Into<String>>(values: impl IntoIterator<Item = V>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        Self::Wanted(WantedValue::new().options(values))
    }

    /// A JPEG image, such as the reference selfie.
    pub fn jpeg(bytes: &[u8]) -> Self {
        Self::value(super::image::encode(bytes))
    }
}

impl From<&str> for Requirement {
    fn from(value: &str) -> Self {
        Self::value(value)
    }
}

impl From<String> for Requirement {
    fn from(value: String) -> Self {
        Self::value(value)
    }
}

impl Model for Requirement {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        match self {
            Self::Wanted(wanted) => wanted.unmodelled(path, found),
            Self::Other(value) => value.unmodelled(path, found),
        }
    }
}

impl fmt::Debug for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wanted(wanted) => wanted.fmt(f),
            Self::Other(value) => value.fmt(f),
        }
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Wanted(wanted) => wanted.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = OpenValue::deserialize(deserializer)?;
        if !json.get().starts_with('{') {
            return Ok(Self::Other(Personal::new(json)));
        }
        let wanted = json.decode().map(Self::Wanted);
        wanted.map_err(|error| decode_error_at(&error))
    }
}

request! {
    /// What the verified data has to match. Runs where the policy checks a government id.
    pub struct Requirements {
        optional {
            /// Given names.
            given_name: Requirement = "given_name",
            /// Family names.
            family_name: Requirement = "family_name",
            /// Full names.
            name: Requirement = "name",
            /// Addresses.
            address: Requirement = "address",
            /// The date of birth as `yyyy-MM-dd`.
            birth_date: Requirement = "birth_date",
            /// Email addresses offered for a one-time passcode; as options.
            email: Requirement = "email",
            /// Phone numbers offered for a one-time passcode.
            phone: Requirement = "phone",
            /// A portrait to compare with. Required where the policy compares faces without a
            /// government id; ignored otherwise.
            reference_selfie: Requirement = "referenceSelfie",
        }
    }
}

request! {
    /// The request of Create Verify Transaction. Without a policy the default one applies.
    ///
    /// Taken by `verify.create_verify_transaction`.
    ///
    /// ```
    /// use ping_models::verify::{NewVerification, Redirect, Requirement, Requirements, VerifyPolicyId};
    ///
    /// let policy = VerifyPolicyId::from("11111111-1111-4111-8111-111111111111");
    /// let verification = NewVerification::with_policy(&policy)
    ///     .redirect(Redirect::new("https://app.example.com/done").message("Welcome back"))
    ///     .requirements(
    ///         Requirements::new()
    ///             .given_name(Requirement::options(["Ann", "Annie"]))
    ///             .family_name("Lee"),
    ///     );
    /// assert!(!format!("{verification:?}").contains("Annie"));
    /// ```
    pub struct NewVerification {
        optional {
            /// The policy by which to verify.
            verify_policy: Reference = "verifyPolicy",
            /// Where the link is sent; nowhere where absent.
            send_notification: SendNotification = "sendNotification",
            /// Where the browser goes after the data is collected.
            redirect: Redirect = "redirect",
            /// Where the service reports to.
            callback: Callback = "callback",
            /// What the verified data has to match.
            requirements: Requirements = "requirements",
        }
    }
}

impl NewVerification {
    /// A verification by this policy.
    pub fn with_policy(policy: impl Into<Reference>) -> Self {
        Self::new().verify_policy(policy)
    }
}

request! {
    /// The request of Update Verify Transaction: an approval by an administrator.
    ///
    /// Taken by `verify.update_verify_transaction`.
    pub struct UpdateVerifyTransaction {
        required {
            /// The status to set.
            transaction_status: TransactionStatus = "transactionStatus",
        }
    }
}

impl UpdateVerifyTransaction {
    /// Approves a transaction that failed or is in progress.
    pub fn approve() -> Self {
        Self::new(TransactionStatus::new(VerifyStatus::ApprovedManually))
    }

    /// Approves a transaction for which the user has not begun to give data.
    pub fn approve_without_request() -> Self {
        Self::new(TransactionStatus::new(VerifyStatus::ApprovedNoRequest))
    }
}
