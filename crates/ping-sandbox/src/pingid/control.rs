//! What a person with a phone does, and how the service answers.

use std::fmt;

use serde_json::{Value, json};

use super::{
    PingIdAccount, PingIdDevice, ReplyForm, directory::PairingStatus, oath::OrgToken,
    pairing::MODHEX, push_control,
};
use crate::{
    context::Context,
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Failure, Response},
    running::Tenant,
    world::Environment,
};

/// How many users the control adds at once.
const MOST_USERS: usize = 1_000_000;

/// PingID's controls. Obtained from [`Sandbox::pingid`](crate::Sandbox::pingid).
#[derive(Clone)]
pub struct PingId {
    pub(crate) tenant: Tenant,
}

impl fmt::Debug for PingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PingId").finish_non_exhaustive()
    }
}

impl PingId {
    /// The seeded account.
    pub fn account(&self) -> PingIdAccount {
        self.tenant
            .look(|context| context.env.pingid.account.clone())
    }

    /// How replies are written from now on.
    pub fn reply_form(&self, form: ReplyForm) {
        self.tenant.change(|context| context.env.pingid.form = form);
    }

    /// A person scans or types an activation code: polls see `VERIFIED`, a user without a device
    /// becomes `PENDING`.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it has been claimed already.
    pub fn claim(&self, activation_code: &str) -> Result<(), ControlError> {
        self.tenant
            .change(|context| claim(context, activation_code))
    }

    /// The person finishes: the next poll sees `PAIRED`, the one after it `SUCCESS`, once; the user
    /// is `ACTIVE`. Returns the device's id.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for another kind of device.
    pub fn complete_pairing(
        &self,
        activation_code: &str,
        device: PingIdDevice,
    ) -> Result<u64, ControlError> {
        let reports = [PairingStatus::Paired, PairingStatus::Success];
        let pair = |context: &mut Context<'_>| pair(context, activation_code, device, &reports);
        self.tenant.change(pair)
    }

    /// Everything at once with an iPhone: the next poll sees `SUCCESS`. Returns the device's id.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for computers only.
    pub fn pair(&self, activation_code: &str) -> Result<u64, ControlError> {
        self.pair_device(activation_code, PingIdDevice::iphone())
    }

    /// As [`PingId::pair`], with that device.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for another kind of device.
    pub fn pair_device(
        &self,
        activation_code: &str,
        device: PingIdDevice,
    ) -> Result<u64, ControlError> {
        let reports = [PairingStatus::Success];
        let pair = |context: &mut Context<'_>| pair(context, activation_code, device, &reports);
        self.tenant.change(pair)
    }
}

impl PingId {
    /// How many devices a user may have from now on.
    pub fn device_limit(&self, devices: usize) {
        let limit = |context: &mut Context<'_>| context.env.pingid.directory.device_limit = devices;
        self.tenant.change(limit);
    }

    /// Adds so many users, `user000001` and so on, with an SMS device each: a report of them is
    /// worth streaming. Called again, it goes on behind the last one.
    pub fn add_users(&self, count: usize) {
        self.tenant.change(|context| add_users(context, count));
    }

    /// A person looks at an OATH token: the passcode that it shows now. A token that counts shows
    /// another one each time.
    ///
    /// # Errors
    ///
    /// If the organization has no such token.
    pub fn token_code(&self, serial_number: &str) -> Result<String, ControlError> {
        self.tenant
            .change(|context| token_code(context, serial_number))
    }

    /// Brings an OATH token out of step: somebody plays with its button so many times, or its
    /// clock is so many steps ahead, behind where negative.
    ///
    /// # Errors
    ///
    /// If the organization has no such token.
    pub fn token_skew(&self, serial_number: &str, steps: i64) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            token(context, serial_number)?.skew(steps);
            Ok(())
        })
    }

    /// A person touches a YubiKey: what it types. The same serial number is the same key.
    pub fn yubikey_otp(&self, serial_number: u64) -> String {
        self.tenant
            .change(|context| yubikey_otp(context, serial_number))
    }
}

fn add_users(context: &mut Context<'_>, count: usize) {
    let now = context.now();
    let Environment { pingid, random, .. } = &mut *context.env;
    pingid.directory.add_crowd(count, now, random);
}

fn token<'a>(context: &'a mut Context<'_>, serial: &str) -> Result<&'a mut OrgToken, ControlError> {
    let token = context.env.pingid.tokens.get_mut(serial);
    Ok(token.ok_or("the organization has no token of that serial number")?)
}

fn token_code(context: &mut Context<'_>, serial: &str) -> Result<String, ControlError> {
    let now = context.now();
    Ok(token(context, serial)?.show(now))
}

fn yubikey_otp(context: &mut Context<'_>, serial: u64) -> String {
    // Six bytes are the public id, sixteen are encrypted and different each time.
    let digit = |place: u32| MODHEX[usize::from((serial >> (4 * place)) as u8 & 0x0f)];
    let public_id = (0..12).rev().map(|place| char::from(digit(place)));
    public_id.collect::<String>() + &context.env.random.text(MODHEX, 32)
}

fn claim(context: &mut Context<'_>, code: &str) -> Result<(), ControlError> {
    Ok(context.env.pingid.directory.claim(code)?)
}

fn pair(
    context: &mut Context<'_>,
    code: &str,
    device: PingIdDevice,
    reports: &[PairingStatus],
) -> Result<u64, ControlError> {
    let now = context.now();
    let Environment { pingid, random, .. } = &mut *context.env;
    Ok(pingid.directory.pair(code, device, reports, now, random)?)
}

/// Answers `/sandbox/pingid/...`; `None` if there is no such control endpoint.
pub(crate) fn control(
    context: &mut Context<'_>,
    request: &Request,
    path: &[&str],
) -> Option<Answer> {
    let reports: &[PairingStatus] = match (request.method.as_str(), path) {
        ("POST", ["claim"]) => return Some(claim_endpoint(context, request)),
        ("PUT", ["reply-form"]) => return Some(reply_form_endpoint(context, request)),
        ("PUT", ["device-limit"]) => return Some(device_limit_endpoint(context, request)),
        ("POST", ["users"]) => return Some(users_endpoint(context, request)),
        ("POST", ["token"]) => return Some(token_endpoint(context, request)),
        ("POST", ["token-skew"]) => return Some(token_skew_endpoint(context, request)),
        ("POST", ["yubikey"]) => return Some(yubikey_endpoint(context, request)),
        ("POST", ["complete"]) => &[PairingStatus::Paired, PairingStatus::Success],
        ("POST", ["pair"]) => &[PairingStatus::Success],
        (_, path) => return push_control::control(context, request, path),
    };
    Some(pair_endpoint(context, request, reports))
}

fn claim_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    claim(context, text(request.object()?, "activationCode")?)?;
    Ok(Response::empty(204))
}

fn pair_endpoint(
    context: &mut Context<'_>,
    request: &Request,
    reports: &[PairingStatus],
) -> Answer {
    let body = request.object()?;
    let code = text(body, "activationCode")?;
    let device = match body.get("device") {
        None | Some(Value::Null) => PingIdDevice::iphone(),
        Some(value) => PingIdDevice::parse(value).map_err(ControlError::from)?,
    };
    let id = pair(context, code, device, reports)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

fn reply_form_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    context.env.pingid.form = ReplyForm::parse(request.object()?).map_err(ControlError::from)?;
    Ok(Response::empty(204))
}

pub(super) fn number(request: &Request, name: &str) -> Result<i64, Failure> {
    let number = request.object()?.get(name).and_then(Value::as_i64);
    Ok(number.ok_or_else(|| ControlError::from(format!("{name} must be a whole number")))?)
}

fn device_limit_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let devices = usize::try_from(number(request, "devices")?);
    context.env.pingid.directory.device_limit =
        devices.map_err(|_| ControlError::from("devices must not be negative"))?;
    Ok(Response::empty(204))
}

fn users_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let count = usize::try_from(number(request, "count")?);
    let count = count.map_err(|_| ControlError::from("count must not be negative"))?;
    if count > MOST_USERS {
        let why = format!("count must be {MOST_USERS} at most");
        return Err(ControlError::from(why).into());
    }
    add_users(context, count);
    Ok(Response::empty(204))
}

fn token_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let otp = token_code(context, text(request.object()?, "serialNumber")?)?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn token_skew_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let serial = text(request.object()?, "serialNumber")?;
    token(context, serial)?.skew(number(request, "steps")?);
    Ok(Response::empty(204))
}

fn yubikey_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let serial = u64::try_from(number(request, "serialNumber")?);
    let serial = serial.map_err(|_| ControlError::from("serialNumber must not be negative"))?;
    let otp = yubikey_otp(context, serial);
    Ok(Response::json(200, &json!({ "otp": otp })))
}
