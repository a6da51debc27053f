//! What a person with a phone does, and how the service answers.

use std::{fmt, sync::Arc};

use serde_json::{Value, json};

use super::{
    PingIdAccount, PingIdDevice, ReplyForm, directory::PairingStatus, oath::OrgToken,
    pairing::MODHEX, push_control,
};
use crate::{
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Failure, Response},
    state::{Shared, State},
};

/// How many users the control adds at once.
const MOST_USERS: usize = 1_000_000;

/// PingID's controls. Obtained from [`Sandbox::pingid`](crate::Sandbox::pingid).
#[derive(Clone)]
pub struct PingId {
    pub(crate) shared: Arc<Shared>,
}

impl fmt::Debug for PingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PingId").finish_non_exhaustive()
    }
}

impl PingId {
    /// The seeded account.
    pub fn account(&self) -> PingIdAccount {
        self.shared.lock().pingid.account.clone()
    }

    /// How replies are written from now on.
    pub fn reply_form(&self, form: ReplyForm) {
        self.shared.lock().pingid.form = form;
    }

    /// A person scans or types an activation code: polls see `VERIFIED`, a user without a device
    /// becomes `PENDING`.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it has been claimed already.
    pub fn claim(&self, activation_code: &str) -> Result<(), ControlError> {
        claim(&mut self.shared.lock(), activation_code)
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
        pair(&mut self.shared.lock(), activation_code, device, &reports)
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
        pair(&mut self.shared.lock(), activation_code, device, &reports)
    }
}

impl PingId {
    /// How many devices a user may have from now on.
    pub fn device_limit(&self, devices: usize) {
        self.shared.lock().pingid.directory.device_limit = devices;
    }

    /// Adds so many users, `user000001` and so on, with an SMS device each: a report of them is
    /// worth streaming. Called again, it goes on behind the last one.
    pub fn add_users(&self, count: usize) {
        add_users(&mut self.shared.lock(), count);
    }

    /// A person looks at an OATH token: the passcode that it shows now. A token that counts shows
    /// another one each time.
    ///
    /// # Errors
    ///
    /// If the organization has no such token.
    pub fn token_code(&self, serial_number: &str) -> Result<String, ControlError> {
        token_code(&mut self.shared.lock(), serial_number)
    }

    /// Brings an OATH token out of step: somebody plays with its button so many times, or its
    /// clock is so many steps ahead, behind where negative.
    ///
    /// # Errors
    ///
    /// If the organization has no such token.
    pub fn token_skew(&self, serial_number: &str, steps: i64) -> Result<(), ControlError> {
        token(&mut self.shared.lock(), serial_number)?.skew(steps);
        Ok(())
    }

    /// A person touches a YubiKey: what it types. The same serial number is the same key.
    pub fn yubikey_otp(&self, serial_number: u64) -> String {
        yubikey_otp(&mut self.shared.lock(), serial_number)
    }
}

fn add_users(state: &mut State, count: usize) {
    let now = state.now();
    let State { pingid, random, .. } = state;
    pingid.directory.add_crowd(count, now, random);
}

fn token<'a>(state: &'a mut State, serial: &str) -> Result<&'a mut OrgToken, ControlError> {
    let token = state.pingid.tokens.get_mut(serial);
    Ok(token.ok_or("the organization has no token of that serial number")?)
}

fn token_code(state: &mut State, serial: &str) -> Result<String, ControlError> {
    let now = state.now();
    Ok(token(state, serial)?.show(now))
}

fn yubikey_otp(state: &mut State, serial: u64) -> String {
    // Six bytes are the public id, sixteen are encrypted and different each time.
    let digit = |place: u32| MODHEX[usize::from((serial >> (4 * place)) as u8 & 0x0f)];
    let public_id = (0..12).rev().map(|place| char::from(digit(place)));
    public_id.collect::<String>() + &state.random.text(MODHEX, 32)
}

fn claim(state: &mut State, code: &str) -> Result<(), ControlError> {
    let now = state.now();
    state.pingid.settle(now);
    Ok(state.pingid.directory.claim(code)?)
}

fn pair(
    state: &mut State,
    code: &str,
    device: PingIdDevice,
    reports: &[PairingStatus],
) -> Result<u64, ControlError> {
    let now = state.now();
    let State { pingid, random, .. } = state;
    pingid.settle(now);
    Ok(pingid.directory.pair(code, device, reports, now, random)?)
}

/// Answers `/sandbox/pingid/...`; `None` if there is no such control endpoint.
pub(crate) fn control(state: &mut State, request: &Request) -> Option<Answer> {
    let path: Vec<&str> = request.segments.iter().map(String::as_str).collect();
    let reports: &[PairingStatus] = match (request.method.as_str(), path.get(2..)?) {
        ("POST", ["claim"]) => return Some(claim_endpoint(state, request)),
        ("PUT", ["reply-form"]) => return Some(reply_form_endpoint(state, request)),
        ("PUT", ["device-limit"]) => return Some(device_limit_endpoint(state, request)),
        ("POST", ["users"]) => return Some(users_endpoint(state, request)),
        ("POST", ["token"]) => return Some(token_endpoint(state, request)),
        ("POST", ["token-skew"]) => return Some(token_skew_endpoint(state, request)),
        ("POST", ["yubikey"]) => return Some(yubikey_endpoint(state, request)),
        ("POST", ["complete"]) => &[PairingStatus::Paired, PairingStatus::Success],
        ("POST", ["pair"]) => &[PairingStatus::Success],
        (_, path) => return push_control::control(state, request, path),
    };
    Some(pair_endpoint(state, request, reports))
}

fn claim_endpoint(state: &mut State, request: &Request) -> Answer {
    claim(state, text(request.object()?, "activationCode")?)?;
    Ok(Response::empty(204))
}

fn pair_endpoint(state: &mut State, request: &Request, reports: &[PairingStatus]) -> Answer {
    let body = request.object()?;
    let code = text(body, "activationCode")?;
    let device = match body.get("device") {
        None | Some(Value::Null) => PingIdDevice::iphone(),
        Some(value) => PingIdDevice::parse(value).map_err(ControlError::from)?,
    };
    let id = pair(state, code, device, reports)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

fn reply_form_endpoint(state: &mut State, request: &Request) -> Answer {
    state.pingid.form = ReplyForm::parse(request.object()?).map_err(ControlError::from)?;
    Ok(Response::empty(204))
}

pub(super) fn number(request: &Request, name: &str) -> Result<i64, Failure> {
    let number = request.object()?.get(name).and_then(Value::as_i64);
    Ok(number.ok_or_else(|| ControlError::from(format!("{name} must be a whole number")))?)
}

fn device_limit_endpoint(state: &mut State, request: &Request) -> Answer {
    let devices = usize::try_from(number(request, "devices")?);
    state.pingid.directory.device_limit =
        devices.map_err(|_| ControlError::from("devices must not be negative"))?;
    Ok(Response::empty(204))
}

fn users_endpoint(state: &mut State, request: &Request) -> Answer {
    let count = usize::try_from(number(request, "count")?);
    let count = count.map_err(|_| ControlError::from("count must not be negative"))?;
    if count > MOST_USERS {
        let why = format!("count must be {MOST_USERS} at most");
        return Err(ControlError::from(why).into());
    }
    add_users(state, count);
    Ok(Response::empty(204))
}

fn token_endpoint(state: &mut State, request: &Request) -> Answer {
    let otp = token_code(state, text(request.object()?, "serialNumber")?)?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn token_skew_endpoint(state: &mut State, request: &Request) -> Answer {
    let serial = text(request.object()?, "serialNumber")?;
    token(state, serial)?.skew(number(request, "steps")?);
    Ok(Response::empty(204))
}

fn yubikey_endpoint(state: &mut State, request: &Request) -> Answer {
    let serial = u64::try_from(number(request, "serialNumber")?);
    let serial = serial.map_err(|_| ControlError::from("serialNumber must not be negative"))?;
    let otp = yubikey_otp(state, serial);
    Ok(Response::json(200, &json!({ "otp": otp })))
}
