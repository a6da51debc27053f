//! What a person does with the PingID app, and how the account is set for authentications.

use serde_json::{Map, Value, json};

use crate::{
    domain::control_error::ControlError,
    service::controls::text,
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
    push::answer(context, text(request.object()?, "userName")?, answer)?;
    Ok(Response::empty(204))
}

fn approve_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let answer = match request.object()?.get("number") {
        None | Some(Value::Null) => Push::Approve,
        Some(_) => {
            let number = u32::try_from(number(request, "number")?);
            Push::ApproveWith(number.map_err(|_| ControlError::from("number is out of range"))?)
        }
    };
    answer_endpoint(context, request, answer)
}

fn device_id(request: &Request) -> Result<u64, Failure> {
    let id = u64::try_from(number(request, "deviceId")?);
    Ok(id.map_err(|_| ControlError::from("deviceId must not be negative"))?)
}

/// A switch that may be left out.
fn switch(body: &Map<String, Value>, name: &str) -> Result<Option<bool>, ControlError> {
    match body.get(name) {
        None => Ok(None),
        Some(Value::Bool(on)) => Ok(Some(*on)),
        Some(_) => Err(format!("{name} must be true or false").into()),
    }
}

fn device_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let (reachable, enabled) = (switch(body, "reachable")?, switch(body, "pushEnabled")?);
    let phone = phone(context, device_id(request)?)?;
    phone.reachable = reachable.unwrap_or(phone.reachable);
    phone.push_enabled = enabled.unwrap_or(phone.push_enabled);
    Ok(Response::empty(204))
}

fn app_otp_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let otp = app_otp(context, device_id(request)?)?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn settings_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let sessions = &mut context.env.pingid.sessions;
    let settings = [
        ("numberMatching", &mut sessions.number_matching),
        ("deviceSelection", &mut sessions.device_selection),
        ("multipleDevices", &mut sessions.multiple_devices),
        ("passwordlessPolicy", &mut sessions.passwordless_policy),
    ];
    // All of them or, if one is refused, none.
    let read = |(name, setting)| Ok((setting, switch(body, name)?));
    let settings: Vec<(&mut bool, _)> =
        settings.into_iter().map(read).collect::<Result<_, ControlError>>()?;
    for (setting, on) in settings {
        *setting = on.unwrap_or(*setting);
    }
    Ok(Response::empty(204))
}
