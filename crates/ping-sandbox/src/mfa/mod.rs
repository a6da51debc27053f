//! PingOne MFA: users' devices and device authentications.

mod addresses;
mod authentication;
mod authentications;
mod create;
mod device;
mod devices;
mod otp;

use std::time::Duration;

use serde_json::Value;

use crate::{
    context::Context,
    limits::Kept,
    random::Random,
    request::Request,
    response::{Answer, Detail, Failure, Response, invalid_data},
    route::Handler,
    timestamp::Timestamp,
};

use authentication::Authentication;
use device::Device;

/// What the default policy says about message passcodes and authenticator apps.
mod policy {
    use std::time::Duration;

    /// How long a passcode that was sent is good.
    pub(super) const OTP_LIFETIME: Duration = Duration::from_secs(30 * 60);
    /// How many wrong passcodes in a row end an authentication.
    pub(super) const FAILURE_COUNT: u32 = 3;
    /// Digits of a passcode.
    pub(super) const OTP_LENGTH: usize = 6;
    /// How long an authenticator app stays locked; the other types are not locked at all.
    pub(super) const TOTP_COOL_DOWN: Duration = Duration::from_secs(2 * 60);
    /// How long an authenticator app's secret waits for its first passcode.
    pub(super) const SECRET_LIFETIME: Duration = Duration::from_secs(30 * 60);
    /// Paired devices of one user.
    pub(super) const MAX_DEVICES: usize = 5;
    /// Devices of one user that wait for their activation.
    pub(super) const MAX_PENDING: usize = 50;
    /// How long a device may wait for its activation before it is removed.
    pub(super) const PENDING_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
}

/// How long a device authentication lives.
const AUTHENTICATION_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// What MFA remembers.
pub(crate) struct MfaState {
    /// The environment's only device authentication policy.
    pub(crate) policy_id: String,
    /// Whether a user with several devices is asked, instead of taking the first.
    pub(crate) prompt_to_select: bool,
    /// In the order of their activation.
    devices: Vec<Device>,
    authentications: Vec<Authentication>,
    kept: Kept,
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
        self.authentications
            .retain(|authentication| authentication.user_id != id);
    }

    fn devices_of<'a>(&'a self, user_id: &'a str) -> impl Iterator<Item = &'a Device> {
        self.devices
            .iter()
            .filter(move |device| device.user_id == user_id)
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    [
        create::routes(),
        devices::routes(),
        authentications::routes(),
    ]
    .concat()
}

/// Answers `/sandbox/mfa/...`; `None` if there is no such control endpoint.
pub(crate) fn control(
    context: &mut Context<'_>,
    request: &Request,
    path: &[&str],
) -> Option<Answer> {
    match (request.method.as_str(), path) {
        ("PUT", ["policy"]) => Some(set_policy(context, request)),
        _ => None,
    }
}

fn set_policy(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    context.env.mfa.prompt_to_select = match crate::control::text(body, "deviceSelection")? {
        "PROMPT_TO_SELECT" => true,
        "DEFAULT_TO_FIRST" => false,
        _ => {
            return Err(invalid(
                "deviceSelection",
                "The value is not allowed.",
                |d| {
                    d.inner(
                        "allowedValues",
                        vec!["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT"],
                    )
                },
            ));
        }
    };
    Ok(Response::empty(204))
}

/// 400 for a member that is missing.
fn required(target: &str) -> Failure {
    invalid_data([Detail::required().target(target)])
}

/// 400 for a member whose value is not good.
fn invalid(target: &str, why: &str, more: impl FnOnce(Detail) -> Detail) -> Failure {
    invalid_data([more(Detail::invalid(why).target(target))])
}

/// A required text at a JSON pointer of the body; the error names it with dots.
fn required_text<'a>(body: &'a Value, pointer: &str) -> Result<&'a str, Failure> {
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
fn optional_text<'a>(body: &'a Value, pointer: &str) -> Result<Option<&'a str>, Failure> {
    match body.pointer(pointer) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => required_text(body, pointer).map(Some),
    }
}

/// The policy that a request names has to be the one there is.
fn check_policy(context: &Context<'_>, body: &Value) -> Result<(), Failure> {
    match optional_text(body, "/policy/id")? {
        Some(id) if id != context.env.mfa.policy_id => Err(invalid(
            "policy.id",
            "There is no such device authentication policy.",
            |d| d,
        )),
        _ => Ok(()),
    }
}
