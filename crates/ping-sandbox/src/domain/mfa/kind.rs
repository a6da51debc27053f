//! The types of devices, and what one of each does.

use crate::domain::outbox::Channel;

/// The type of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A phone or mailbox that passcodes are sent to.
    Message(Channel),
    /// An authenticator app.
    Totp,
    /// A token of the environment.
    OathToken,
    /// What speaks WebAuthn.
    Fido(Fido),
    /// A phone with a native app.
    Mobile,
    /// A key that types passcodes.
    Yubikey,
    /// A computer with the PingID desktop app.
    Desktop,
    /// A browser that is remembered.
    Browser,
}

/// The types of what speaks WebAuthn. All but the first are of former times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fido {
    Fido2,
    Platform,
    SecurityKey,
}

/// What a device does to prove that it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Gives back a passcode that was sent to it.
    SentCode,
    /// Makes passcodes of its own.
    OwnCode,
    /// Signs a challenge.
    Assertion,
    /// Shows a push that a person answers, or makes passcodes of its own.
    Push,
    /// Is known again, and nobody chooses it.
    Memory,
}

impl Kind {
    const ALL: [Self; 13] = [
        Self::Message(Channel::Sms),
        Self::Message(Channel::Voice),
        Self::Message(Channel::Email),
        Self::Message(Channel::WhatsApp),
        Self::Totp,
        Self::OathToken,
        Self::Fido(Fido::Fido2),
        Self::Fido(Fido::Platform),
        Self::Fido(Fido::SecurityKey),
        Self::Mobile,
        Self::Yubikey,
        Self::Desktop,
        Self::Browser,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Message(channel) => channel.as_str(),
            Self::Totp => "TOTP",
            Self::OathToken => "OATH_TOKEN",
            Self::Fido(Fido::Fido2) => "FIDO2",
            Self::Fido(Fido::Platform) => "PLATFORM",
            Self::Fido(Fido::SecurityKey) => "SECURITY_KEY",
            Self::Mobile => "MOBILE",
            Self::Yubikey => "YUBIKEY",
            Self::Desktop => "PINGID_DESKTOP_GEN2",
            Self::Browser => "BROWSER",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    pub(crate) fn proof(self) -> Proof {
        match self {
            Self::Message(_) => Proof::SentCode,
            Self::Totp | Self::OathToken | Self::Yubikey => Proof::OwnCode,
            Self::Fido(_) | Self::Desktop => Proof::Assertion,
            Self::Mobile => Proof::Push,
            Self::Browser => Proof::Memory,
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
            Self::OathToken => "oathToken",
            Self::Fido(_) => "fido2",
            Self::Mobile => "mobile",
            Self::Yubikey => "yubikey",
            Self::Desktop => "pingIdDesktopGen2",
            Self::Browser => "rememberMe",
        }
    }
}
