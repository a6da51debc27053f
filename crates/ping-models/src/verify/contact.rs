//! Checks of an email address or a phone number by a one-time passcode.

use super::{CheckMode, VerifySpan};
use crate::{Model, Rest};

/// Whether and how it is checked that the user has an email address (`email` of a policy) or a
/// phone number (`phone`): the service sends a one-time passcode there, and the user enters it.
/// The `email` of a transaction's requirements has the addresses that are offered for it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ContactCheck {
    /// Whether it is checked.
    pub verify: Option<CheckMode>,
    /// Whether the address or number becomes a verified MFA device; `false` unless set.
    pub create_mfa_device: Option<bool>,
    /// How the passcode works.
    pub otp: Option<ContactOtp>,
    rest: Rest<Self>,
}

impl ContactCheck {
    /// Checks it in this mode.
    pub fn mode(mode: CheckMode) -> Self {
        Self::new().verify(mode)
    }

    /// Checks it always.
    pub fn required() -> Self {
        Self::mode(CheckMode::Required)
    }
}

/// How a passcode works. A policy that has it has to say everything but the variant of the
/// message; one that does not has the service's own numbers.
///
/// ```
/// use ping_models::verify::{ContactOtp, OtpDeliveries, OtpNotification, VerifySpan};
///
/// let deliveries = OtpDeliveries::new(3u32, VerifySpan::seconds(30));
/// let lifetime = VerifySpan::minutes(10);
/// let otp = ContactOtp::new(5u32, deliveries, lifetime, OtpNotification::new());
/// assert_eq!(otp.field("attempts").unwrap()["count"], 5);
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ContactOtp {
    /// How often it may be entered; the service's own number is 5.
    #[model(new)]
    pub attempts: Option<OtpCount>,
    /// How often it is sent; the service's own number is 3.
    #[model(new)]
    pub deliveries: Option<OtpDeliveries>,
    /// How long it is good: 60 s to 30 min; 10 min by email and 5 min by phone unless
    /// set.
    #[model(new)]
    pub life_time: Option<VerifySpan>,
    /// The message.
    #[model(new)]
    pub notification: Option<OtpNotification>,
    rest: Rest<Self>,
}

/// How often.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OtpCount {
    /// The number of times.
    #[model(new)]
    pub count: Option<u32>,
    rest: Rest<Self>,
}

impl From<u32> for OtpCount {
    fn from(count: u32) -> Self {
        Self::new(count)
    }
}

/// How often a passcode is sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OtpDeliveries {
    /// The number of times.
    #[model(new)]
    pub count: Option<u32>,
    /// The least time between two: up to 30 min; 30 s unless set.
    #[model(new)]
    pub cooldown: Option<VerifySpan>,
    /// The same as some documents spell it; read it, and send `cooldown`.
    pub cool_down: Option<VerifySpan>,
    rest: Rest<Self>,
}

impl OtpDeliveries {
    /// The least time between two deliveries, in whichever spelling it came.
    pub fn any_cooldown(&self) -> Option<&VerifySpan> {
        self.cooldown.as_ref().or(self.cool_down.as_ref())
    }
}

/// The message that carries a passcode.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OtpNotification {
    /// The template, always `email_phone_verification`.
    #[model(preset = "email_phone_verification".to_owned())]
    pub template_name: Option<String>,
    /// The variant of the template.
    pub variant_name: Option<String>,
    rest: Rest<Self>,
}
