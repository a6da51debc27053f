//! PingOne MFA: users' devices, policies and device authentications.

pub(crate) mod activate;
pub(crate) mod authentications;
pub(crate) mod create;
pub(crate) mod devices;
pub(crate) mod order;
pub(crate) mod otp;
pub(crate) mod show;

use serde_json::Value;

use crate::{
    dispatch::{catalogue::Handler, product::Product},
    domain::mfa::{
        fido_policies::FIDO_POLICIES,
        policies::POLICIES,
        read::{invalid, optional_text},
        rules::Policy,
        settings::MFA_SETTINGS,
    },
    service::controls::read,
    store::schema::choice,
    wire::{
        request::Request,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};

pub(crate) const PRODUCT: Product = Product {
    name: "mfa",
    tables: &[&FIDO_POLICIES, &MFA_SETTINGS, &POLICIES],
    handlers: routes,
    ..Product::BASE
};

fn routes() -> Vec<(&'static str, Handler)> {
    [
        create::routes(),
        activate::routes(),
        devices::routes(),
        order::routes(),
        authentications::routes(),
    ]
    .concat()
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
    prompt_for_device(context, body.text("deviceSelection") == "PROMPT_TO_SELECT");
    Ok(Response::empty(204))
}

/// Whether a user with several devices is asked by the policy that the environment began with.
pub(crate) fn prompt_for_device(context: &mut Context<'_>, prompt: bool) {
    context.env.mfa.prompt_to_select(&mut context.env.store, prompt);
}

/// The policy that a request names, or the default one.
fn policy_of<'a>(context: &'a Context<'_>, body: &Value) -> Result<Policy<'a>, Failure> {
    let store = &context.env.store;
    match optional_text(body, "/policy/id")? {
        None => Ok(Policy::default(store)),
        Some(id) => Policy::of(store, id).ok_or_else(|| {
            invalid("policy.id", "There is no such device authentication policy.", |d| d)
        }),
    }
}
