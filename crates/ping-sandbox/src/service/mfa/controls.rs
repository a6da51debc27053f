//! What people with tokens do, and how the environment is set.

use serde_json::{Value, json};

use crate::{
    base::oath_token::Token,
    domain::{
        control_error::ControlError,
        mfa::{mean::Mean, oath_tokens::by_serial, phone::MfaPhone},
    },
    service::{
        controls::{read, read_text},
        mfa::{codes, pairing_keys, push},
        pingid::controls::number,
    },
    store::schema::{Member, choice, flag, int, text},
    wire::{
        request::Request,
        response::{Answer, Response},
    },
    world::{Environment, context::Context},
};

/// Answers `/sandbox/mfa/...`; `None` if there is no such control endpoint.
pub(crate) fn control(
    context: &mut Context<'_>,
    request: &Request,
    path: &[&str],
) -> Option<Answer> {
    Some(match (request.method.as_str(), path) {
        ("PUT", ["policy"]) => set_policy(context, request),
        ("POST", ["pair"]) => pair(context, request),
        ("GET", ["pushes"]) => Ok(pushes(context)),
        ("POST", ["approve"]) => approve(context, request),
        ("POST", ["deny"]) => deny(context, request),
        ("POST", ["app-otp"]) => app_otp_endpoint(context, request),
        ("POST", ["claim-code"]) => claim_code(context, request),
        ("POST", ["token"]) => token_endpoint(context, request),
        ("POST", ["token-skew"]) => token_skew_endpoint(context, request),
        _ => return None,
    })
}

/// The token of that serial number.
pub(crate) fn token<'a>(
    context: &'a mut Context<'_>,
    serial: &str,
) -> Result<&'a mut Token, ControlError> {
    let Environment { mfa, store, .. } = &mut *context.env;
    let id = by_serial(store, serial).map(|row| row.id().to_owned());
    let held = id.and_then(|id| mfa.tokens.of(store, &id));
    let held = held.ok_or("the environment has no token of that serial number")?;
    Ok(&mut held.token)
}

pub(crate) fn token_code(context: &mut Context<'_>, serial: &str) -> Result<String, ControlError> {
    let now = context.now();
    Ok(token(context, serial)?.show(now))
}

/// The passcode that the app on a phone shows.
pub(crate) fn app_otp(
    context: &mut Context<'_>,
    user_id: &str,
    device_id: &str,
) -> Result<String, ControlError> {
    let now = context.now();
    match context.env.mfa.devices.get(user_id, device_id).map(|device| &device.mean) {
        Some(Mean::Mobile(phone)) => Ok(phone.oath.code(phone.oath.present(now))),
        _ => Err("the user has no such phone".into()),
    }
}

fn pair(context: &mut Context<'_>, request: &Request) -> Answer {
    let members = [
        text("code", 1, 256).required(),
        choice("os", &["ANDROID", "IOS"]),
        text("application", 1, 256),
        flag("pushEnabled"),
    ];
    let body = read(request, &members)?;
    let mut phone = match body.find_text("os") {
        Some("IOS") => MfaPhone::iphone(),
        _ => MfaPhone::android(),
    };
    if let Some(id) = body.find_text("application") {
        phone = phone.application(id);
    }
    if body.flag("pushEnabled") == Some(false) {
        phone = phone.without_push();
    }
    let id = pairing_keys::claim(context, body.text("code"), phone)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

fn pushes(context: &mut Context<'_>) -> Response {
    let pushes: Vec<Value> = push::waiting(context)
        .into_iter()
        .map(|push| {
            json!({
                "authenticationId": push.authentication_id,
                "userId": push.user_id,
                "deviceId": push.device_id,
                "text": push.text,
                "number": push.number,
            })
        })
        .collect();
    Response::json(200, &json!({ "pushes": pushes }))
}

fn approve(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = read(request, &[text("userId", 1, 256).required(), int("number", 0, 99)])?;
    let answer = body.number("number").map_or(push::Answer::Approve, push::Answer::ApproveWith);
    push::answer(context, body.text("userId"), answer)?;
    Ok(Response::empty(204))
}

fn deny(context: &mut Context<'_>, request: &Request) -> Answer {
    push::answer(context, &read_text(request, "userId")?, push::Answer::Deny)?;
    Ok(Response::empty(204))
}

const PHONE: [Member; 2] = [text("userId", 1, 256).required(), text("deviceId", 1, 256).required()];

fn app_otp_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = read(request, &PHONE)?;
    let otp = app_otp(context, body.text("userId"), body.text("deviceId"))?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn claim_code(context: &mut Context<'_>, request: &Request) -> Answer {
    let [user, device] = PHONE;
    let body = read(request, &[user, device, text("code", 1, 256).required()])?;
    codes::claim(context, body.text("userId"), body.text("deviceId"), body.text("code"))?;
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

fn set_policy(context: &mut Context<'_>, request: &Request) -> Answer {
    let modes = choice("deviceSelection", &["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT"]).required();
    let body = read(request, &[modes])?;
    prompt_for_device(context, body.text("deviceSelection") == "PROMPT_TO_SELECT");
    Ok(Response::empty(204))
}

/// Whether a user with several devices is asked by the policy that the environment began with.
pub(crate) fn prompt_for_device(context: &mut Context<'_>, prompt: bool) {
    context.env.mfa.prompt_to_select(&mut context.env.store, prompt);
}
