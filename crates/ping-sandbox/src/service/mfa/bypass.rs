//! Users who need no MFA for a while.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::{Call, Handler},
    service::mfa::policy::invalid,
    store::schema::text,
    wire::{
        hal::links,
        response::{Answer, Response},
    },
    world::context::Context,
};

/// The only form of a time that is taken.
const FORM: &str = "2030-01-01T00:00:00.000Z";

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("mfa.allow_mfa_bypass", allow), ("mfa.check_mfa_bypass_status", read)]
}

fn allow(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let body = context.body(call, &[text("bypassMFAEnabledUntil", 1, 64).required()])?;
    let until = body.text("bypassMFAEnabledUntil");
    let formed = until.len() == FORM.len() && until.ends_with('Z');
    let until = Timestamp::parse(until)
        .filter(|_| formed)
        .ok_or_else(|| invalid("bypassMFAEnabledUntil", "The form is yyyy-MM-ddTHH:mm:ss.SSSZ."))?;
    context.env.mfa.bypasses.insert(user_id.to_owned(), until);
    context.audit(call, "USER", "MFA_BYPASS_UPDATED", user_id)?;
    read(context, call)
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let user = context.env_url(&format!("/users/{user_id}"));
    let mut body: Value = json!({
        "_links": links([("self", format!("{user}/bypassMFA")), ("user", user)]),
    });
    if let Some(until) = context.env.mfa.bypasses.get(user_id) {
        body["bypassMFAEnabledUntil"] = until.iso().into();
        body["canBypassMFA"] = (context.now() < *until).into();
    }
    Ok(Response::hal(200, &body))
}
