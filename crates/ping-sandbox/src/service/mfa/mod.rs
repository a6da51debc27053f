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
    let body = request.object()?;
    context.env.mfa.prompt_to_select =
        match crate::service::controls::text(body, "deviceSelection")? {
            "PROMPT_TO_SELECT" => true,
            "DEFAULT_TO_FIRST" => false,
            _ => {
                return Err(invalid("deviceSelection", "The value is not allowed.", |d| {
                    d.inner("allowedValues", vec!["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT"])
                }));
            }
        };
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
