//! Passcodes: what was sent and what came back.

use crate::domain::mfa::otp::*;
use serde_json::Value;

use crate::{
    domain::outbox::Channel,
    wire::response::{Detail, Failure, invalid_data},
    world::context::Context,
};

use crate::domain::mfa::{device::Kind, policy, required_text};

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
    invalid_data([Detail::new("INVALID_OTP", "The passcode is not the right one. Enter it again.")
        .target("otp")
        .inner("attemptsRemaining", attempts_remaining)])
}

/// As [`wrong`], for the right passcode after its time.
pub(super) fn expired() -> Failure {
    invalid_data([
        Detail::new("INVALID_OTP", "The passcode has expired. Ask for a new one.").target("otp")
    ])
}
