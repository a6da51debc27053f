//! What people with tokens do, and how the environment is set.

use serde_json::json;

use crate::{
    base::oath::Token,
    domain::{control_error::ControlError, mfa::oath_tokens::by_serial},
    service::{
        controls::{read, read_text},
        pingid::controls::number,
    },
    store::schema::choice,
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
