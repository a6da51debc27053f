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
    dispatch::{
        catalogue::Handler,
        tables::{Does, Verb},
    },
    domain::mfa::{
        fido_policies::FIDO_POLICIES,
        policies::POLICIES,
        read::{invalid, optional_text},
        rules::Policy,
        settings::MFA_SETTINGS,
    },
    service::controls::read,
    store::schema::{Resource, choice},
    wire::{
        request::Request,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    [
        create::routes(),
        activate::routes(),
        devices::routes(),
        order::routes(),
        authentications::routes(),
    ]
    .concat()
}

/// What follows from tables.
pub(crate) fn tables() -> Vec<(&'static str, Does)> {
    use Verb::{Create, Delete, List, Read, Replace, Reset};

    let tables: [(&str, Verb, &'static Resource); 16] = [
        ("mfa.create_device_authentication_policy", Create, &POLICIES),
        ("mfa.create_device_authentication_policy_remember_me", Create, &POLICIES),
        ("mfa.read_device_authentication_policies", List, &POLICIES),
        ("mfa.read_one_device_authentication_policy", Read, &POLICIES),
        ("mfa.update_device_authentication_policy", Replace, &POLICIES),
        ("mfa.delete_device_authentication_policy", Delete, &POLICIES),
        ("mfa.create_fido_policy_certified", Create, &FIDO_POLICIES),
        ("mfa.create_fido_policy_enterprise", Create, &FIDO_POLICIES),
        ("mfa.create_fido_policy_specific", Create, &FIDO_POLICIES),
        ("mfa.read_all_fido_policies", List, &FIDO_POLICIES),
        ("mfa.read_single_fido_policy", Read, &FIDO_POLICIES),
        ("mfa.update_fido_policy", Replace, &FIDO_POLICIES),
        ("mfa.delete_single_fido_policy", Delete, &FIDO_POLICIES),
        ("mfa.read_mfa_settings", Read, &MFA_SETTINGS),
        ("mfa.update_mfa_settings", Replace, &MFA_SETTINGS),
        ("mfa.reset_mfa_settings", Reset, &MFA_SETTINGS),
    ];
    tables.map(|(id, verb, resource)| (id, Does::Table(verb, resource))).to_vec()
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
