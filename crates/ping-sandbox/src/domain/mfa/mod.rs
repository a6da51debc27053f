//! PingOne MFA: users' devices and device authentications.

pub(crate) mod addresses;
pub(crate) mod authentication;
pub(crate) mod device;
pub(crate) mod otp;

use std::time::Duration;

use serde_json::Value;

use crate::{
    base::{limits::Kept, random::Random, timestamp::Timestamp},
    wire::response::{Detail, Failure, invalid_data},
};

use crate::domain::mfa::authentication::Authentication;
use crate::domain::mfa::device::Device;

/// What the default policy says about message passcodes and authenticator apps.
pub(crate) mod policy {
    use std::time::Duration;

    /// How long a passcode that was sent is good.
    pub(crate) const OTP_LIFETIME: Duration = Duration::from_secs(30 * 60);
    /// How many wrong passcodes in a row end an authentication.
    pub(crate) const FAILURE_COUNT: u32 = 3;
    /// Digits of a passcode.
    pub(crate) const OTP_LENGTH: usize = 6;
    /// How long an authenticator app stays locked; the other types are not locked at all.
    pub(crate) const TOTP_COOL_DOWN: Duration = Duration::from_secs(2 * 60);
    /// How long an authenticator app's secret waits for its first passcode.
    pub(crate) const SECRET_LIFETIME: Duration = Duration::from_secs(30 * 60);
    /// Paired devices of one user.
    pub(crate) const MAX_DEVICES: usize = 5;
    /// Devices of one user that wait for their activation.
    pub(crate) const MAX_PENDING: usize = 50;
    /// How long a device may wait for its activation before it is removed.
    pub(crate) const PENDING_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
}

/// How long a device authentication lives.
pub(crate) const AUTHENTICATION_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// What MFA remembers.
pub(crate) struct MfaState {
    /// The environment's only device authentication policy.
    pub(crate) policy_id: String,
    /// Whether a user with several devices is asked, instead of taking the first.
    pub(crate) prompt_to_select: bool,
    /// In the order of their activation.
    pub(crate) devices: Vec<Device>,
    pub(crate) authentications: Vec<Authentication>,
    pub(crate) kept: Kept,
}

impl MfaState {
    pub(crate) fn seeded(random: &mut Random, kept: Kept) -> Self {
        Self {
            policy_id: random.uuid(),
            prompt_to_select: false,
            devices: Vec::new(),
            authentications: Vec::new(),
            kept,
        }
    }

    /// Removes the devices that waited too long for their activation.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.devices.retain(|device| {
            device.active || now.since(device.created_at) < policy::PENDING_LIFETIME
        });
    }

    /// Forgets a deleted user's devices and authentications.
    pub(crate) fn user_deleted(&mut self, id: &str) {
        self.devices.retain(|device| device.user_id != id);
        self.authentications.retain(|authentication| authentication.user_id != id);
    }

    pub(crate) fn devices_of<'a>(&'a self, user_id: &'a str) -> impl Iterator<Item = &'a Device> {
        self.devices.iter().filter(move |device| device.user_id == user_id)
    }
}

/// 400 for a member that is missing.
pub(crate) fn required(target: &str) -> Failure {
    invalid_data([Detail::required().target(target)])
}

/// 400 for a member whose value is not good.
pub(crate) fn invalid(target: &str, why: &str, more: impl FnOnce(Detail) -> Detail) -> Failure {
    invalid_data([more(Detail::invalid(why).target(target))])
}

/// A required text at a JSON pointer of the body; the error names it with dots.
pub(crate) fn required_text<'a>(body: &'a Value, pointer: &str) -> Result<&'a str, Failure> {
    let target = pointer.trim_start_matches('/').replace('/', ".");
    match body.pointer(pointer) {
        None | Some(Value::Null) => Err(required(&target)),
        Some(Value::String(text)) if text.is_empty() => {
            Err(invalid_data([Detail::empty().target(target)]))
        }
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(invalid(&target, "The value must be a string.", |d| d)),
    }
}

/// An optional text at a JSON pointer of the body.
pub(crate) fn optional_text<'a>(
    body: &'a Value,
    pointer: &str,
) -> Result<Option<&'a str>, Failure> {
    match body.pointer(pointer) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => required_text(body, pointer).map(Some),
    }
}
