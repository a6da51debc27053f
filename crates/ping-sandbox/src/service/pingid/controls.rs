//! What a person with a phone does, and how the service answers.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use crate::{
    base::oath_token::Token,
    domain::control_error::ControlError,
    service::controls::{read, read_text},
    store::schema::int,
    wire::{
        request::Request,
        response::{Answer, Failure, Response},
    },
    world::{Environment, context::Context},
};
use crate::{
    domain::pingid::{
        device::PingIdDevice, directory::PairingStatus, pairing::MODHEX, reply_form::ReplyForm,
    },
    service::pingid::push_controls,
};

/// How many users the control adds at once.
const MOST_USERS: i64 = 1_000_000;

pub(crate) fn add_users(context: &mut Context<'_>, count: usize) {
    let now = context.now();
    let Environment { pingid, random, .. } = &mut *context.env;
    pingid.directory.add_crowd(count, now, random);
}

pub(crate) fn token<'a>(
    context: &'a mut Context<'_>,
    serial: &str,
) -> Result<&'a mut Token, ControlError> {
    let token = context.env.pingid.tokens.get_mut(serial);
    Ok(token.ok_or("the organization has no token of that serial number")?)
}

pub(crate) fn token_code(context: &mut Context<'_>, serial: &str) -> Result<String, ControlError> {
    let now = context.now();
    Ok(token(context, serial)?.show(now))
}

pub(crate) fn yubikey_otp(context: &mut Context<'_>, serial: u64) -> String {
    // Six bytes are the public id, sixteen are encrypted and different each time.
    let digit = |place: u32| MODHEX[usize::from((serial >> (4 * place)) as u8 & 0x0f)];
    let public_id = (0..12).rev().map(|place| char::from(digit(place)));
    public_id.collect::<String>() + &context.env.random.text(MODHEX, 32)
}

pub(crate) fn claim(context: &mut Context<'_>, code: &str) -> Result<(), ControlError> {
    Ok(context.env.pingid.directory.claim(code)?)
}

pub(crate) fn pair(
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
        (_, path) => return push_controls::control(context, request, path),
    };
    Some(pair_endpoint(context, request, reports))
}

fn claim_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    claim(context, &read_text(request, "activationCode")?)?;
    Ok(Response::empty(204))
}

fn pair_endpoint(
    context: &mut Context<'_>,
    request: &Request,
    reports: &[PairingStatus],
) -> Answer {
    let body = request.object()?;
    let code = read_text(request, "activationCode")?;
    let device = match body.get("device") {
        None | Some(Value::Null) => PingIdDevice::iphone(),
        Some(value) => PingIdDevice::parse(value).map_err(ControlError::from)?,
    };
    let id = pair(context, &code, device, reports)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

fn reply_form_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    context.env.pingid.form = ReplyForm::parse(request.object()?).map_err(ControlError::from)?;
    Ok(Response::empty(204))
}

/// The one number that a control's body has to have.
pub(crate) fn number<T: TryFrom<i64> + Default>(
    request: &Request,
    name: &'static str,
    range: RangeInclusive<i64>,
) -> Result<T, Failure> {
    let body = read(request, &[int(name, *range.start(), *range.end()).required()])?;
    Ok(body.number(name).unwrap_or_default())
}

fn device_limit_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    context.env.pingid.directory.device_limit = number(request, "devices", 0..=i64::MAX)?;
    Ok(Response::empty(204))
}

fn users_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    add_users(context, number(request, "count", 0..=MOST_USERS)?);
    Ok(Response::empty(204))
}

fn token_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let otp = token_code(context, &read_text(request, "serialNumber")?)?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn token_skew_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let serial = read_text(request, "serialNumber")?;
    token(context, &serial)?.skew(number(request, "steps", i64::MIN..=i64::MAX)?);
    Ok(Response::empty(204))
}

fn yubikey_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let otp = yubikey_otp(context, number(request, "serialNumber", 0..=i64::MAX)?);
    Ok(Response::json(200, &json!({ "otp": otp })))
}
