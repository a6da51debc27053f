//! Authentication codes, and the native apps that claim them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    domain::{
        control_error::ControlError,
        mfa::{codes::AuthenticationCode, mean::Mean, rules::span as length},
        platform::applications::APPLICATIONS,
    },
    store::schema::{Member, choice, open, reference, span},
    wire::{
        hal::links,
        response::{Answer, Response, not_found},
    },
    world::context::Context,
};

const MEMBERS: &[Member] = &[
    reference("application", &APPLICATIONS).required(),
    open("clientContext", &[]),
    span("lifeTime", 10, 1800).default(r#"{"duration":1,"timeUnit":"MINUTES"}"#),
    choice("userApproval", &["REQUIRED", "NOT_REQUIRED"]).default(r#""REQUIRED""#),
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.create_authentication_code", create),
        ("mfa.read_authentication_code", read),
        ("mfa.delete_authentication_code", delete),
    ]
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.body(call, MEMBERS)?;
    let mut asked = json!({});
    for member in ["application", "clientContext", "lifeTime", "userApproval"] {
        if let Some(value) = body.get(member) {
            asked[member] = value.clone();
        }
    }
    let now = context.now();
    let lifetime = body.get("lifeTime").and_then(length).unwrap_or(Duration::from_secs(60));
    let code = AuthenticationCode {
        id: context.uuid(),
        code: context.env.random.text(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 8),
        asked,
        claimed: None,
        created_at: now,
        updated_at: now,
        expires_at: now + lifetime,
    };
    let (id, body) = (code.id.clone(), shown(context, &code));
    context.env.mfa.codes.insert(id.clone(), code);
    context.audit(call, "AUTHENTICATION_CODE", "CREATED", &id)?;
    Ok(Response::created(&body))
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let code = context.env.mfa.codes.get(call.param("authCodeID")).ok_or_else(not_found)?;
    Ok(Response::hal(200, &shown(context, code)))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("authCodeID");
    context.env.mfa.codes.remove(id).ok_or_else(not_found)?;
    context.audit(call, "AUTHENTICATION_CODE", "DELETED", id)?;
    Ok(Response::empty(204))
}

fn shown(context: &Context<'_>, code: &AuthenticationCode) -> Value {
    let environment_id = &context.env.id;
    let url = context.url(&format!("/{environment_id}/authenticationCodes/{}", code.id));
    let mut body = code.show();
    body["environment"] = json!({ "id": environment_id });
    body["_links"] = links([("self", url)]);
    body
}

/// The native app on that phone claims a code, and is told its `clientContext`, as JSON.
pub(crate) fn claim(
    context: &mut Context<'_>,
    user_id: &str,
    device_id: &str,
    code: &str,
) -> Result<Option<String>, ControlError> {
    let now = context.now();
    let device = context.env.mfa.devices.get(user_id, device_id);
    let device = device.filter(|device| matches!(device.mean, Mean::Mobile(_)));
    let shown = device.ok_or("the user has no such phone")?.whole();
    let told: serde_json::Map<String, Value> = ["id", "os", "model", "application"]
        .into_iter()
        .map(|member| (member.to_owned(), shown[member].clone()))
        .collect();
    let codes = &mut context.env.mfa.codes;
    let found = codes.values().find(|one| one.code == code && one.is_good(now));
    let id = found.map(|one| one.id.clone()).ok_or("there is no good code of that text")?;
    let Some(code) = codes.get_mut(&id) else {
        return Ok(None);
    };
    code.claimed = Some((user_id.to_owned(), told.into()));
    code.updated_at = now;
    Ok(code.asked.get("clientContext").map(Value::to_string))
}
