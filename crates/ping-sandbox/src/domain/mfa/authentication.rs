//! A device authentication: its states, and how it is shown.

use crate::base::timestamp::Timestamp;

use crate::domain::mfa::{
    device::{Device, Kind},
    otp::Sent,
};

/// Where an authentication is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    DeviceSelectionRequired,
    OtpRequired,
    Completed,
    Failed,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::DeviceSelectionRequired => "DEVICE_SELECTION_REQUIRED",
            Self::OtpRequired => "OTP_REQUIRED",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }

    /// Whether nothing can be done with it any more.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }

    /// The actions that are allowed now.
    pub(crate) fn actions(self) -> &'static [&'static str] {
        match self {
            Self::DeviceSelectionRequired => &["device.select"],
            Self::OtpRequired => &["device.select", "otp.check"],
            Self::Completed | Self::Failed => &[],
        }
    }
}

/// What an authentication is carried out with.
pub(crate) enum Chosen {
    Device(String),
    /// An address that is paired with nobody.
    OneTime {
        kind: Kind,
        address: String,
    },
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
    pub(crate) user_id: String,
    pub(crate) status: Status,
    pub(crate) chosen: Option<Chosen>,
    /// The passcode that was sent; an authenticator app makes its own.
    pub(crate) sent: Option<Sent>,
    /// The passcode is in the answer instead of being sent.
    pub(crate) test_mode: bool,
    /// What its messages say.
    pub(crate) about: String,
    pub(crate) error: Option<Error>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl Authentication {
    pub(crate) fn fail(&mut self, error: Error) {
        self.status = Status::Failed;
        self.sent = None;
        self.error = Some(error);
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
