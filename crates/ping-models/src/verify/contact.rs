//! Checks of an email address or a phone number by a one-time passcode.

use super::{CheckMode, VerifySpan};

request! {
    /// Whether and how it is checked that the user has an email address (`email` of a policy) or a
    /// phone number (`phone`): the service sends a one-time passcode there, and the user enters it.
    /// The `email` of a transaction's requirements has the addresses that are offered for it.
    pub struct ContactCheck {
        optional {
            /// Whether it is checked.
            verify: CheckMode = "verify",
            /// Whether the address or number becomes a verified MFA device; `false` unless set.
            create_mfa_device: bool = "createMfaDevice",
            /// How the passcode works.
            otp: ContactOtp = "otp",
        }
    }
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

request! {
    /// How a passcode works. A policy that has it has to say everything but the variant of the
    /// message; one that does not has the service's own numbers.
    pub struct ContactOtp {
        optional {
            /// How often it may be entered; the service's own number is 5.
            attempts: OtpCount = "attempts",
            /// How often it is sent; the service's own number is 3.
            deliveries: OtpDeliveries = "deliveries",
            /// How long it is good: 60 s to 30 min; 10 min by email and 5 min by phone unless
            /// set.
            life_time: VerifySpan = "lifeTime",
            /// The message.
            notification: OtpNotification = "notification",
        }
    }
}

request! {
    /// How often.
    pub struct OtpCount {
        optional {
            /// The number of times.
            count: u32 = "count",
        }
    }
}

impl From<u32> for OtpCount {
    fn from(count: u32) -> Self {
        Self::new().count(count)
    }
}

request! {
    /// How often a passcode is sent.
    pub struct OtpDeliveries {
        optional {
            /// The number of times.
            count: u32 = "count",
            /// The least time between two: up to 30 min; 30 s unless set.
            cooldown: VerifySpan = "cooldown",
            /// The same as some documents spell it; read it, and send `cooldown`.
            cool_down: VerifySpan = "coolDown",
        }
    }
}

impl OtpDeliveries {
    /// The least time between two deliveries, in whichever spelling it came.
    pub fn any_cooldown(&self) -> Option<&VerifySpan> {
        self.cooldown.as_ref().or(self.cool_down.as_ref())
    }
}

request! {
    /// The message that carries a passcode.
    pub struct OtpNotification {
        optional {
            /// The template, always `email_phone_verification`.
            template_name: String = "templateName",
            /// The variant of the template.
            variant_name: String = "variantName",
        }
    }
}
