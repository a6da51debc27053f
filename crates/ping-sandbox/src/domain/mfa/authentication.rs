//! A device authentication and its states.

use std::time::Duration;

use crate::{
    base::{timestamp::Timestamp, webauthn::Assertion},
    domain::{
        mfa::{addresses::Address, device::Device, otp::Sent, phone::Push},
        notice::Wording,
        platform::templates::STRONG_AUTHENTICATION,
    },
};

/// How long a device authentication lives.
pub(crate) const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// Where an authentication is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    DeviceSelectionRequired,
    OtpRequired,
    AssertionRequired,
    PushConfirmationRequired,
    PushConfirmationTimedOut,
    Completed,
    Failed,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::DeviceSelectionRequired => "DEVICE_SELECTION_REQUIRED",
            Self::OtpRequired => "OTP_REQUIRED",
            Self::AssertionRequired => "ASSERTION_REQUIRED",
            Self::PushConfirmationRequired => "PUSH_CONFIRMATION_REQUIRED",
            Self::PushConfirmationTimedOut => "PUSH_CONFIRMATION_TIMED_OUT",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }

    /// Whether nothing can be done with it any more.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::PushConfirmationTimedOut)
    }

    /// The actions that are allowed now, to somebody who is known or not.
    pub(crate) fn actions(self, known: bool) -> &'static [&'static str] {
        match self {
            Self::DeviceSelectionRequired => &["device.select"],
            Self::OtpRequired => &["device.select", "otp.check"],
            Self::AssertionRequired if !known => &["assertion.check"],
            Self::AssertionRequired => &["device.select", "assertion.check"],
            // Behind the push there may be a passcode.
            Self::PushConfirmationRequired => &["device.select", "otp.check"],
            Self::Completed | Self::Failed | Self::PushConfirmationTimedOut => &[],
        }
    }
}

/// What an authentication is carried out with.
#[derive(Clone)]
pub(crate) enum Chosen {
    Device(String),
    /// An address that is paired with nobody.
    OneTime(Address),
}

/// Why an authentication failed.
pub(crate) struct Error {
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
    pub(crate) unavailable: Vec<String>,
}

/// One authentication.
pub(crate) struct Authentication {
    pub(crate) id: String,
    /// Empty until an assertion has said who it is.
    pub(crate) user_id: String,
    pub(crate) policy_id: String,
    pub(crate) status: Status,
    pub(crate) chosen: Option<Chosen>,
    /// The passcode that was sent, where one was.
    pub(crate) sent: Option<Sent>,
    /// The assertion that is waited for.
    pub(crate) assertion: Option<Box<Assertion>>,
    /// What the desktop app has to answer.
    pub(crate) desktop: Option<String>,
    /// The push that waits for its answer.
    pub(crate) push: Option<Push>,
    /// The user need not prove anything for a while.
    pub(crate) bypassed: bool,
    /// The caller's challenge for keys.
    pub(crate) challenge: Option<Vec<u8>>,
    /// The browser cannot ask keys.
    pub(crate) without_keys: bool,
    /// The passcode is in the answer instead of being sent.
    pub(crate) test_mode: bool,
    /// How its messages are worded.
    pub(crate) wording: Wording,
    /// What proved it, as `authenticators` has it.
    pub(crate) authenticators: &'static [&'static str],
    pub(crate) error: Option<Error>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl Authentication {
    pub(crate) fn new(id: String, user_id: &str, policy_id: &str, now: Timestamp) -> Self {
        Self {
            id,
            user_id: user_id.to_owned(),
            policy_id: policy_id.to_owned(),
            status: Status::DeviceSelectionRequired,
            chosen: None,
            sent: None,
            assertion: None,
            desktop: None,
            push: None,
            bypassed: false,
            challenge: None,
            without_keys: false,
            test_mode: false,
            wording: Wording::of(STRONG_AUTHENTICATION),
            authenticators: &[],
            error: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// The device that it is carried out with.
    pub(crate) fn device_id(&self) -> Option<&str> {
        match &self.chosen {
            Some(Chosen::Device(id)) => Some(id),
            _ => None,
        }
    }

    /// Nobody has answered the push in time.
    pub(crate) fn time_out(&mut self, now: Timestamp) {
        self.status = Status::PushConfirmationTimedOut;
        self.push = None;
        self.updated_at = now;
    }

    pub(crate) fn complete(&mut self, authenticators: &'static [&'static str], now: Timestamp) {
        self.status = Status::Completed;
        self.authenticators = authenticators;
        self.sent = None;
        self.assertion = None;
        self.push = None;
        self.updated_at = now;
    }

    pub(crate) fn fail(&mut self, error: Error, now: Timestamp) {
        self.status = Status::Failed;
        self.sent = None;
        self.assertion = None;
        self.push = None;
        self.error = Some(error);
        self.updated_at = now;
    }

    /// Waits for a device to be chosen, again.
    pub(crate) fn ask_for_device(&mut self, now: Timestamp) {
        self.status = Status::DeviceSelectionRequired;
        self.sent = None;
        self.assertion = None;
        self.push = None;
        self.updated_at = now;
    }
}

/// There is nothing to authenticate with.
pub(crate) fn no_usable_devices<'a>(devices: impl Iterator<Item = &'a Device>) -> Error {
    Error {
        code: "NO_USABLE_DEVICES",
        message: "The user has no device that can be used.",
        unavailable: devices.map(|device| device.id.clone()).collect(),
    }
}

/// Too much was wrong.
pub(crate) const ATTEMPTS_EXCEEDED: Error = Error {
    code: "OTP_ATTEMPTS_EXCEEDED",
    message: "The device failed too often to prove itself.",
    unavailable: Vec::new(),
};
