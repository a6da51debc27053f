//! What a device proves itself with.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::{
    base::{
        oath::Oath,
        webauthn::{Attachment, Credential, Registration},
    },
    domain::{
        mfa::{
            addresses::Address,
            browser::Browser,
            desktop::Desktop,
            kind::{Fido, Kind},
            otp::Sent,
            phone::Phone,
        },
        notice::Wording,
    },
};

/// What a device proves itself with.
pub(crate) enum Mean {
    /// A phone or mailbox.
    Message(Message),
    /// An authenticator app.
    App(Oath),
    /// A token of the environment.
    Token(HeldToken),
    /// A security key or passkey.
    Key(Key),
    /// A phone with a native app.
    Mobile(Phone),
    /// A key that types passcodes.
    Yubikey { public_id: String },
    /// A computer with the PingID desktop app.
    Desktop(Box<Desktop>),
    /// A browser that is remembered.
    Browser(Browser),
}

/// A phone or mailbox that passcodes are sent to.
pub(crate) struct Message {
    pub(crate) address: Address,
    /// Passcodes are in the answers instead of being sent.
    pub(crate) test_mode: bool,
    /// How the message that pairs it is worded.
    pub(crate) wording: Wording,
    /// The passcode of the pairing.
    pub(crate) pairing: Option<Sent>,
}

/// A token that somebody holds.
pub(crate) struct HeldToken {
    /// The id of its row.
    pub(crate) id: String,
    pub(crate) serial: String,
    /// `HOTP` or `TOTP`.
    pub(crate) class: &'static str,
}

/// A security key or passkey.
pub(crate) struct Key {
    pub(crate) class: Fido,
    pub(crate) rp_id: String,
    pub(crate) rp_name: String,
    /// What devices of its policy are called.
    pub(crate) display_name: String,
    pub(crate) state: KeyState,
}

/// How far a key has come.
pub(crate) enum KeyState {
    Asked(Box<Registration>),
    Registered(Box<Credential>),
}

impl Key {
    pub(crate) fn credential(&self) -> Option<&Credential> {
        match &self.state {
            KeyState::Registered(credential) => Some(credential),
            KeyState::Asked(_) => None,
        }
    }

    fn show(&self, body: &mut Value) {
        body["rp"] = json!({ "id": self.rp_id, "name": self.rp_name });
        if let Some(credential) = self.credential() {
            body["credentialId"] = URL_SAFE_NO_PAD.encode(credential.id()).into();
            body["displayName"] = self.display_name.as_str().into();
            let cross = credential.attachment() != Some(Attachment::Platform);
            body["attributes"] = json!({ "isCrossPlatform": cross });
        }
    }
}

impl Mean {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Message(message) => Kind::Message(message.address.channel),
            Self::App(_) => Kind::Totp,
            Self::Token(_) => Kind::OathToken,
            Self::Key(key) => Kind::Fido(key.class),
            Self::Mobile(_) => Kind::Mobile,
            Self::Yubikey { .. } => Kind::Yubikey,
            Self::Desktop(_) => Kind::Desktop,
            Self::Browser(_) => Kind::Browser,
        }
    }

    /// What it is called where nobody has named it.
    pub(crate) fn usual_name(&self) -> Option<String> {
        match self {
            Self::Browser(_) => Some(Browser::usual_name()),
            _ => None,
        }
    }

    /// Where its passcodes are sent.
    pub(crate) fn address(&self) -> Option<&Address> {
        match self {
            Self::Message(message) => Some(&message.address),
            _ => None,
        }
    }

    /// The native app on it, where that is one of the environment's applications.
    pub(crate) fn application(&self) -> Option<&str> {
        match self {
            Self::Mobile(phone) => phone.about.application_id.as_deref(),
            _ => None,
        }
    }

    /// What signs for it.
    pub(crate) fn credential(&self) -> Option<&Credential> {
        match self {
            Self::Key(key) => key.credential(),
            _ => None,
        }
    }

    /// Whether a device can be paired without showing anything.
    pub(crate) fn can_start_active(&self) -> bool {
        match self {
            Self::Message(message) => !message.test_mode,
            Self::Yubikey { .. } | Self::Browser(_) => true,
            _ => false,
        }
    }

    /// Whether its passcodes are in the answers instead of being sent.
    pub(crate) fn is_tested(&self) -> bool {
        matches!(self, Self::Message(message) if message.test_mode)
    }

    /// What only devices of its type have; an address is masked for whom it is not to be told.
    pub(crate) fn show(&self, body: &mut Value, masked: bool) {
        match self {
            Self::Message(message) if masked => message.address.show_masked(body),
            Self::Message(message) => message.address.show(body),
            Self::App(_) | Self::Yubikey { .. } => {}
            Self::Token(token) => {
                body["serialNumber"] = token.serial.as_str().into();
                body["tokenType"] = token.class.into();
            }
            Self::Key(key) => key.show(body),
            Self::Mobile(phone) => phone.show(body),
            Self::Desktop(desktop) => desktop.show(body),
            Self::Browser(browser) => browser.show(body),
        }
    }
}
