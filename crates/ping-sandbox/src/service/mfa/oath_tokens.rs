//! OATH tokens: who has them, and those that are out of step.

use serde_json::{Value, json};

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    domain::mfa::{
        mean::Mean,
        oath_tokens::{OATH_TOKENS, Tried},
        otp::Verdict,
    },
    service::mfa::{otp, policy::invalid},
    store::{
        Query,
        schema::{Kind, Member, list},
    },
    wire::response::{Answer, Response, not_found},
    world::{Environment, context::Context},
};

const MEMBERS: &[Member] = &[list("otps", &Kind::LINE, 1, 2).required()];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.retrieve_all_oath_tokens", retrieve_all),
        ("mfa.retrieve_oath_token_by_serial_number", retrieve_all),
        ("mfa.resync_oath_token_environment", resync),
        ("mfa.resync_oath_token_user", of_user),
    ]
}

/// The tokens, and with `expand=devices` who has them.
fn retrieve_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let mut expands = false;
    let mut page = with_store(context, call, |store, asked| {
        let query = Query::of(call.request, &OATH_TOKENS)?;
        expands = query.expands();
        store.list(&OATH_TOKENS, "", &query, asked)
    })?;
    if let (true, Some(rows)) = (expands, page["_embedded"]["oathTokens"].as_array_mut()) {
        for row in rows {
            let id = row["id"].as_str().unwrap_or_default();
            let devices = context
                .env
                .mfa
                .devices
                .with_token(id)
                .map(|device| json!({ "id": device.id, "user": { "id": device.user_id } }));
            row["devices"] = devices.collect();
        }
    }
    Ok(Response::hal(200, &page))
}

/// The token of one of the user's devices.
fn of_user(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, id) = (call.param("userID"), call.param("oathTokenID"));
    context.require_user(user_id)?;
    let mut devices = context.env.mfa.devices.of(user_id);
    if !devices.any(|device| matches!(&device.mean, Mean::Token(held) if held.id == id)) {
        return Err(not_found());
    }
    drop(devices);
    resync(context, call)
}

/// Two passcodes in a row, in one request or in two, bring a token back into step.
fn resync(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("oathTokenID");
    context.env.store.require(&OATH_TOKENS, "", id)?;
    let otps = context.body(call, MEMBERS)?.texts("otps");
    let now = context.now();
    let Environment { mfa, store, .. } = &mut *context.env;
    let held = mfa.tokens.of(store, id).ok_or_else(not_found)?;
    let tries = otps.iter().map(|one| held.resync(one.trim(), now));
    match tries.last() {
        Some(Tried::Right) => {}
        Some(Tried::OneMore) if otps.len() == 1 => otp::refused(Verdict::OneMore)?,
        _ => return Err(invalid("otps", "They are not two passcodes of the token in a row.")),
    }
    let drift = held.token.oath.drift();
    let row = store.require(&OATH_TOKENS, "", id)?;
    if let Some(Value::Object(totp)) = row.body.get("totp") {
        let mut totp = totp.clone();
        totp.insert("drift".to_owned(), json!(drift));
        store.set(&OATH_TOKENS, id, "totp", totp.into());
    }
    context.audit(call, "OATH_TOKEN", "UPDATED", id)?;
    Ok(Response::empty(204))
}
