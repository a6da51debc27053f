//! The types of devices, and what one of each does.

use crate::domain::outbox::Channel;

/// The type of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A phone or mailbox that passcodes are sent to.
    Message(Channel),
    /// An authenticator app.
    Totp,
}

/// What a device does to prove that it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Gives back a passcode that was sent to it.
    SentCode,
    /// Makes passcodes of its own.
    OwnCode,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Message(Channel::Sms),
        Self::Message(Channel::Voice),
        Self::Message(Channel::Email),
        Self::Message(Channel::WhatsApp),
        Self::Totp,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Message(channel) => channel.as_str(),
            Self::Totp => "TOTP",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The names of all types.
    pub(crate) fn names() -> Vec<&'static str> {
        Self::ALL.map(Self::as_str).to_vec()
    }

    pub(crate) fn proof(self) -> Proof {
        match self {
            Self::Message(_) => Proof::SentCode,
            Self::Totp => Proof::OwnCode,
        }
    }

    /// Whether its passcodes can be had without being sent.
    pub(crate) fn has_test_mode(self) -> bool {
        matches!(self, Self::Message(Channel::Sms | Channel::Voice | Channel::Email))
    }

    /// The member of a policy that is about this type.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Message(Channel::Sms) => "sms",
            Self::Message(Channel::Voice) => "voice",
            Self::Message(Channel::Email) => "email",
            Self::Message(Channel::WhatsApp) => "whatsApp",
            Self::Totp => "totp",
        }
    }
}
