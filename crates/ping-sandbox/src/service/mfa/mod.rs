//! PingOne MFA: users' devices and device authentications.

pub(crate) mod authentications;
pub(crate) mod create;
pub(crate) mod devices;
pub(crate) mod otp;
pub(crate) mod show;

use crate::domain::mfa::*;

use serde_json::Value;

use crate::{
    dispatch::catalogue::Handler,
    service::controls::read,
    store::schema::choice,
    wire::{
        request::Request,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    [create::routes(), devices::routes(), authentications::routes()].concat()
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
    let modes = choice("deviceSelection", &["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT"]).required();
    let body = read(request, &[modes])?;
    context.env.mfa.prompt_to_select = body.text("deviceSelection") == "PROMPT_TO_SELECT";
    Ok(Response::empty(204))
}

/// The policy that a request names has to be the one there is.
fn check_policy(context: &Context<'_>, body: &Value) -> Result<(), Failure> {
    match optional_text(body, "/policy/id")? {
        Some(id) if id != context.env.mfa.policy_id => {
            Err(invalid("policy.id", "There is no such device authentication policy.", |d| d))
        }
        _ => Ok(()),
    }
}
