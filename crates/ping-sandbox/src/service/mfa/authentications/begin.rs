//! The beginning of a device authentication.

use serde_json::{Map, Value};

use crate::{
    dispatch::catalogue::Call,
    domain::mfa::{
        authentication::{Authentication, no_usable_devices},
        read::{not_among, optional_text, required_text},
        rules::Selection,
    },
    service::mfa::{
        authentications::{
            check::check_given_otp,
            choose::{choose, is_usable, owned},
            one_time::choose_one_time,
        },
        policy_of,
    },
    store::Entry,
    wire::response::{Answer, ApiError, Detail, Failure, Response},
    world::context::Context,
};

pub(super) fn begin(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = Value::from(call.request.object()?.clone());
    let user_id = required_text(&body, "/user/id")?;
    context.require_user(user_id)?;
    let policy_id = policy_of(context, &body)?.id.to_owned();
    let id = context.uuid();
    let now = context.now();
    let mut authentication = Authentication::new(id, user_id, &policy_id, now);
    authentication.about = about(&body)?;
    if is_let_through(context, &authentication)? {
        authentication.complete(&[], now);
    } else if body.pointer("/selectedDevice/oneTime").is_some() {
        choose_one_time(context, &mut authentication, &body)?;
    } else if body.pointer("/selectedDevice/otp").is_some() {
        check_given_otp(context, &mut authentication, &body)?;
    } else if let Some(id) = optional_text(&body, "/selectedDevice/id")? {
        let device = owned(context, user_id, id, "selectedDevice.id")?;
        if is_usable(context, &authentication, device) {
            choose(context, &mut authentication, id);
        } else {
            authentication.fail(no_usable_devices([device].into_iter()), now);
        }
    } else {
        choose_by_policy(context, &mut authentication);
    }
    let body = authentication.resource(context);
    context.env.mfa.begin(authentication, now);
    Ok(Response::created(&body))
}

/// Goes on with the device that the policy prefers, or asks for one.
fn choose_by_policy(context: &mut Context<'_>, authentication: &mut Authentication) {
    let now = context.now();
    let devices = &context.env.mfa.devices;
    let usable: Vec<&str> = devices
        .of(&authentication.user_id)
        .filter(|device| is_usable(context, authentication, device))
        .map(|device| device.id.as_str())
        .collect();
    let asks = match authentication.policy(context).selection() {
        Selection::AlwaysDisplayDevices => true,
        Selection::PromptToSelect => usable.len() > 1,
        Selection::DefaultToFirst => {
            usable.len() > 1 && !devices.is_ordered(&authentication.user_id)
        }
    };
    match usable.first().map(|id| (*id).to_owned()) {
        None => {
            let error = no_usable_devices(devices.of(&authentication.user_id));
            authentication.fail(error, now);
        }
        Some(_) if asks => {}
        Some(first) => choose(context, authentication, &first),
    }
}

/// Whether the user need not prove anything, or the documented 400 where the user must not.
fn is_let_through(context: &Context<'_>, authentication: &Authentication) -> Result<bool, Failure> {
    let user: &Entry = context.require_user(&authentication.user_id)?;
    let policy = authentication.policy(context);
    if user.body["enabled"] == false && policy.blocks_disabled_users() {
        return Err(not_usable("The user's account is disabled.", "Enable the user first."));
    }
    if user.body["mfaEnabled"] == true {
        return Ok(false);
    }
    if policy.blocks_users_without_mfa() {
        return Err(not_usable(
            "Multi-factor authentication is not enabled for the user.",
            "Enable multi-factor authentication for the user first.",
        ));
    }
    Ok(true)
}

fn not_usable(why: &str, advice: &str) -> Failure {
    let why = format!("The request could not be completed. {why}");
    let detail = Detail::new("ACCOUNT_NOT_USABLE", advice).target("user.id");
    ApiError::new(400, "REQUEST_FAILED", why).detail(detail).into()
}

/// What the messages of an authentication say, by its notification.
fn about(body: &Value) -> Result<String, Failure> {
    if body.pointer("/notification/template").is_none() {
        return Ok("Sign in with the passcode".to_owned());
    }
    const TEMPLATES: [&str; 2] = ["strong_authentication", "transaction"];
    let name = required_text(body, "/notification/template/name")?;
    if !TEMPLATES.contains(&name) {
        return Err(not_among("notification.template.name", &TEMPLATES));
    }
    let none = Map::new();
    let variables = body.pointer("/notification/template/variables").and_then(Value::as_object);
    let variables: Vec<String> = variables
        .unwrap_or(&none)
        .iter()
        .map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or_default()))
        .collect();
    let what = if name == "transaction" { "Approve the transaction" } else { "Sign in" };
    Ok(match variables.as_slice() {
        [] => format!("{what} with the passcode"),
        variables => format!("{what} ({}) with the passcode", variables.join(", ")),
    })
}
