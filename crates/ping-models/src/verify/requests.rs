//! What a program sends to start or to approve a verification.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{TransactionStatus, VerifyStatus};
use crate::decode::decode_text;
use crate::{
    Model, OpenValue, Personal, Reference, Rest, Secret, SecretValue, VerifyPolicyId, raw,
};

/// Where the link is sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SendNotification {
    /// The address to which the link is mailed.
    pub email: Option<Personal<String>>,
    /// The number to which the link is texted.
    pub phone: Option<Personal<String>>,
    rest: Rest<Self>,
}

/// Where the browser goes after the data is collected.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Redirect {
    /// The target, https only.
    pub url: String,
    /// What the user reads before going there, at most 256 characters.
    pub message: Option<String>,
    rest: Rest<Self>,
}

impl From<&str> for Redirect {
    fn from(url: &str) -> Self {
        Self::new(url)
    }
}

/// Where the service reports to.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Callback {
    /// The target.
    pub url: String,
    /// Headers of the report, by name; their values never print.
    pub headers: Option<BTreeMap<String, SecretValue>>,
    rest: Rest<Self>,
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

/// What the data of the document has to match: one value, or one of several.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WantedValue {
    /// The value.
    pub value: Option<Personal<String>>,
    /// The values of which one has to match.
    pub options: Option<Personal<Vec<String>>>,
    rest: Rest<Self>,
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

impl Model for Requirement {}

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
        raw::read(deserializer, |json| {
            if json.starts_with('{') {
                decode_text(json).map(Self::Wanted)
            } else {
                decode_text(json).map(Self::Other)
            }
        })
    }
}

/// What the verified data has to match. Runs where the policy checks a government id.
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct Requirements {
    /// Given names.
    pub given_name: Option<Requirement>,
    /// Family names.
    pub family_name: Option<Requirement>,
    /// Full names.
    pub name: Option<Requirement>,
    /// Addresses.
    pub address: Option<Requirement>,
    /// The date of birth as `yyyy-MM-dd`.
    pub birth_date: Option<Requirement>,
    /// Email addresses offered for a one-time passcode; as options.
    pub email: Option<Requirement>,
    /// Phone numbers offered for a one-time passcode.
    pub phone: Option<Requirement>,
    /// A portrait to compare with. Required where the policy compares faces without a
    /// government id; ignored otherwise.
    #[model(name = "referenceSelfie")]
    pub reference_selfie: Option<Requirement>,
    rest: Rest<Self>,
}

/// The request of Create Verify Transaction. Without a policy the default one applies.
///
/// ```
/// use ping_models::VerifyPolicyId;
/// use ping_models::verify::{NewVerification, Redirect, Requirement, Requirements};
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
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewVerification {
    /// The policy by which to verify.
    pub verify_policy: Option<Reference<VerifyPolicyId>>,
    /// Where the link is sent; nowhere where absent.
    pub send_notification: Option<SendNotification>,
    /// Where the browser goes after the data is collected.
    pub redirect: Option<Redirect>,
    /// Where the service reports to.
    pub callback: Option<Callback>,
    /// What the verified data has to match.
    pub requirements: Option<Requirements>,
    rest: Rest<Self>,
}

impl NewVerification {
    /// A verification by this policy.
    pub fn with_policy(policy: impl Into<Reference<VerifyPolicyId>>) -> Self {
        Self::new().verify_policy(policy)
    }
}

/// The request of Update Verify Transaction: an approval by an administrator.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateVerifyTransaction {
    /// The status to set.
    pub transaction_status: TransactionStatus,
    rest: Rest<Self>,
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
