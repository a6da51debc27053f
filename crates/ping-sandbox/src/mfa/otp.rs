//! Passcodes: what was sent and what came back.

use serde_json::Value;

use crate::{
    context::Context,
    outbox::Channel,
    response::{Detail, Failure, invalid_data},
    timestamp::Timestamp,
};

use super::{device::Kind, policy, required_text};

/// A passcode that was sent and not yet used.
pub(super) struct Sent {
    pub(super) otp: String,
    expires_at: Timestamp,
    failures: u32,
}

/// How a passcode compares to the one that was sent.
pub(super) enum Verdict {
    Right,
    Expired,
    /// So many attempts are left; with none, the right one is refused, too.
    Wrong(u32),
}

impl Sent {
    /// Compares and counts.
    pub(super) fn check(&mut self, otp: &str, now: Timestamp) -> Verdict {
        if self.failures >= policy::FAILURE_COUNT {
            Verdict::Wrong(0)
        } else if now >= self.expires_at {
            Verdict::Expired
        } else if otp == self.otp {
            Verdict::Right
        } else {
            self.failures += 1;
            Verdict::Wrong(policy::FAILURE_COUNT - self.failures)
        }
    }
}

/// A new passcode.
pub(super) fn draw(context: &mut Context<'_>) -> Sent {
    Sent {
        otp: context.env.random.digits(policy::OTP_LENGTH),
        expires_at: context.now() + policy::OTP_LIFETIME,
        failures: 0,
    }
}

/// Puts a passcode's message into the outbox, unless it goes to an authenticator app.
pub(super) fn deliver(
    context: &mut Context<'_>,
    kind: Kind,
    to: &str,
    otp: &str,
    user_id: &str,
    about: &str,
) {
    let channel = match kind {
        Kind::Sms => Channel::Sms,
        Kind::Voice => Channel::Voice,
        Kind::Email => Channel::Email,
        Kind::WhatsApp => Channel::WhatsApp,
        Kind::Totp => return,
    };
    let text = format!("{about} {otp}");
    context.send(channel, to, Some(otp), text, Some(user_id));
}

/// The `otp` of a body; digits only, but how many is for the comparison to say.
pub(super) fn of_body(body: &Value, pointer: &str) -> Result<String, Failure> {
    required_text(body, pointer).map(|otp| otp.trim().to_owned())
}

/// The documented 400 for a passcode that is not the right one.
pub(super) fn wrong(attempts_remaining: u32) -> Failure {
    invalid_data([Detail::new(
        "INVALID_OTP",
        "The passcode is not the right one. Enter it again.",
    )
    .target("otp")
    .inner("attemptsRemaining", attempts_remaining)])
}

/// As [`wrong`], for the right passcode after its time.
pub(super) fn expired() -> Failure {
    invalid_data([Detail::new(
        "INVALID_OTP",
        "The passcode has expired. Ask for a new one.",
    )
    .target("otp")])
}
