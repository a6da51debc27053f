//! What a device proves itself with.

use crate::{
    base::oath::Oath,
    domain::mfa::{addresses::Address, kind::Kind, otp::Sent},
};

/// What a device proves itself with.
pub(crate) enum Mean {
    /// A phone or mailbox.
    Message(Message),
    /// An authenticator app.
    App(Oath),
}

/// A phone or mailbox that passcodes are sent to.
pub(crate) struct Message {
    pub(crate) address: Address,
    /// Passcodes are in the answers instead of being sent.
    pub(crate) test_mode: bool,
    /// The passcode of the pairing.
    pub(crate) pairing: Option<Sent>,
}

impl Mean {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Message(message) => Kind::Message(message.address.channel),
            Self::App(_) => Kind::Totp,
        }
    }

    /// Where its passcodes are sent.
    pub(crate) fn address(&self) -> Option<&Address> {
        match self {
            Self::Message(message) => Some(&message.address),
            Self::App(_) => None,
        }
    }

    /// Whether a device can be paired without showing anything.
    pub(crate) fn can_start_active(&self) -> bool {
        match self {
            Self::Message(message) => !message.test_mode,
            Self::App(_) => false,
        }
    }

    /// Whether its passcodes are in the answers instead of being sent.
    pub(crate) fn is_tested(&self) -> bool {
        matches!(self, Self::Message(Message { test_mode: true, .. }))
    }
}
