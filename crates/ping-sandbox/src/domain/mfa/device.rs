//! A device: what is known of it, and how it is shown.

use serde_json::{Value, json};

use crate::base::{timestamp::Timestamp, totp};

use crate::domain::mfa::{
    addresses::{masked_email, masked_phone},
    otp::{Sent, Verdict},
    policy,
};

/// The types of devices that are emulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sms,
    Voice,
    Email,
    WhatsApp,
    Totp,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "SMS",
            Self::Voice => "VOICE",
            Self::Email => "EMAIL",
            Self::WhatsApp => "WHATSAPP",
            Self::Totp => "TOTP",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Sms, Self::Voice, Self::Email, Self::WhatsApp, Self::Totp]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }

    /// The member that holds its address.
    pub(crate) fn address_member(self) -> Option<&'static str> {
        match self {
            Self::Sms | Self::Voice | Self::WhatsApp => Some("phone"),
            Self::Email => Some("email"),
            Self::Totp => None,
        }
    }

    /// An address of this type as an authentication shows it.
    pub(crate) fn masked(self, address: &str) -> String {
        match self {
            Self::Email => masked_email(address),
            _ => masked_phone(address),
        }
    }
}

/// A user's device.
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) kind: Kind,
    /// Phone number or email address; empty for an authenticator app.
    pub(crate) address: String,
    pub(crate) nickname: Option<String>,
    pub(crate) active: bool,
    /// The seed of an authenticator app.
    pub(crate) secret: Vec<u8>,
    /// The passcode of the pairing.
    pub(crate) pairing: Option<Sent>,
    pub(crate) test_mode: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) blocked_at: Option<Timestamp>,
    /// Wrong passcodes in a row.
    pub(crate) failures: u32,
    pub(crate) locked_until: Option<Timestamp>,
    /// Time steps whose passcodes were used up.
    pub(crate) used_steps: Vec<u64>,
}

impl Device {
    pub(crate) fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// Whether it can be used to authenticate.
    pub(crate) fn is_usable(&self, now: Timestamp) -> bool {
        self.active && self.blocked_at.is_none() && !self.is_locked(now)
    }

    /// Compares an authenticator app's passcode, counts, and locks after too many wrong ones. A
    /// passcode is good once.
    pub(crate) fn check_totp(&mut self, otp: &str, now: Timestamp) -> Verdict {
        let used = &self.used_steps;
        let step = totp::matching_steps(&self.secret, otp, now).find(|step| !used.contains(step));
        if let Some(step) = step {
            self.used_steps.push(step);
            self.used_steps.retain(|step| *step + totp::STEPS_KEPT > now.seconds() / totp::STEP);
            self.failures = 0;
            return Verdict::Right;
        }
        self.count_failure(now)
    }

    /// Counts a wrong passcode.
    pub(crate) fn count_failure(&mut self, now: Timestamp) -> Verdict {
        self.failures += 1;
        if self.failures >= policy::FAILURE_COUNT {
            self.failures = 0;
            if self.kind == Kind::Totp {
                self.locked_until = Some(now + policy::TOTP_COOL_DOWN);
            }
            return Verdict::Wrong(0);
        }
        Verdict::Wrong(policy::FAILURE_COUNT - self.failures)
    }

    /// The device as an authentication shows it: its address masked.
    pub(crate) fn masked(&self) -> Value {
        let mut body = self.bare(&self.kind.masked(&self.address));
        body["usableStatus"] = json!({ "status": "ENABLED" });
        body
    }

    pub(crate) fn bare(&self, address: &str) -> Value {
        let status = if self.active { "ACTIVE" } else { "ACTIVATION_REQUIRED" };
        let mut body = json!({
            "id": self.id,
            "type": self.kind.as_str(),
            "status": status,
            "createdAt": self.created_at.iso(),
            "updatedAt": self.updated_at.iso(),
        });
        if let Some(member) = self.kind.address_member() {
            body[member] = address.into();
        }
        if let Some(nickname) = &self.nickname {
            body["nickname"] = nickname.as_str().into();
        }
        if self.test_mode {
            body["testMode"] = true.into();
        }
        body
    }
}
