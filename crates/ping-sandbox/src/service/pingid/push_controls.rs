//! What a person does with the PingID app, and how the account is set for authentications.

use serde_json::{Value, json};

use crate::{
    domain::control_error::ControlError,
    service::controls::{read, read_text},
    store::schema::flag,
    wire::{
        request::Request,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};
use crate::{
    domain::pingid::device::App,
    service::pingid::{
        controls::number,
        push::{self, Answer as Push},
    },
};

fn app<'a>(context: &'a mut Context<'_>, device: u64) -> Result<&'a mut App, ControlError> {
    let app = context.env.pingid.directory.app_mut(device);
    app.ok_or_else(|| "no device of that id has the PingID app".into())
}

pub(crate) fn phone<'a>(
    context: &'a mut Context<'_>,
    device: u64,
) -> Result<&'a mut App, ControlError> {
    let app = app(context, device)?;
    if !app.is_phone() {
        return Err("the device is no phone".into());
    }
    Ok(app)
}

pub(crate) fn app_otp(context: &mut Context<'_>, device: u64) -> Result<String, ControlError> {
    let now = context.now();
    let oath = &app(context, device)?.oath;
    Ok(oath.code(oath.present(now)))
}

/// Answers the endpoints of this file; `None` if the path is none of them.
pub(super) fn control(
    context: &mut Context<'_>,
    request: &Request,
    path: &[&str],
) -> Option<Answer> {
    Some(match (request.method.as_str(), path) {
        ("GET", ["pushes"]) => Ok(pushes(context)),
        ("POST", ["approve"]) => approve_endpoint(context, request),
        ("POST", ["deny"]) => answer_endpoint(context, request, Push::Deny),
        ("POST", ["claim-push"]) => answer_endpoint(context, request, Push::Claim),
        ("PUT", ["device"]) => device_endpoint(context, request),
        ("POST", ["app-otp"]) => app_otp_endpoint(context, request),
        ("PUT", ["settings"]) => settings_endpoint(context, request),
        _ => return None,
    })
}

pub(crate) fn pushes(context: &mut Context<'_>) -> Response {
    let pushes: Vec<Value> = push::waiting(context)
        .into_iter()
        .map(|push| {
            json!({
                "sessionId": push.session_id,
                "userName": push.user_name,
                "deviceId": push.device_id,
                "numberForMatching": push.number_for_matching,
            })
        })
        .collect();
    Response::json(200, &json!({ "pushes": pushes }))
}

fn answer_endpoint(context: &mut Context<'_>, request: &Request, answer: Push) -> Answer {
    push::answer(context, &read_text(request, "userName")?, answer)?;
    Ok(Response::empty(204))
}

fn approve_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let answer = match request.object()?.get("number") {
        None | Some(Value::Null) => Push::Approve,
        Some(_) => Push::ApproveWith(number(request, "number", 0..=i64::from(u32::MAX))?),
    };
    answer_endpoint(context, request, answer)
}

fn device_id(request: &Request) -> Result<u64, Failure> {
    number(request, "deviceId", 0..=i64::MAX)
}

fn device_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = read(request, &[flag("reachable"), flag("pushEnabled")])?;
    let phone = phone(context, device_id(request)?)?;
    phone.reachable = body.flag("reachable").unwrap_or(phone.reachable);
    phone.push_enabled = body.flag("pushEnabled").unwrap_or(phone.push_enabled);
    Ok(Response::empty(204))
}

fn app_otp_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let otp = app_otp(context, device_id(request)?)?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn settings_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    const SETTINGS: [&str; 4] =
        ["numberMatching", "deviceSelection", "multipleDevices", "passwordlessPolicy"];
    let body = read(request, &SETTINGS.map(flag))?;
    let sessions = &mut context.env.pingid.sessions;
    let settings = [
        &mut sessions.number_matching,
        &mut sessions.device_selection,
        &mut sessions.multiple_devices,
        &mut sessions.passwordless_policy,
    ];
    for (setting, name) in settings.into_iter().zip(SETTINGS) {
        *setting = body.flag(name).unwrap_or(*setting);
    }
    Ok(Response::empty(204))
}
