//! Jobs that make or revoke many OATH tokens.

use serde_json::{Map, Value, json};

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    domain::mfa::{
        jobs::{Job, TAKES},
        oath_tokens::{MEMBERS, OATH_TOKENS, by_serial, check_token},
    },
    store::schema::{Kind, Member, choice, flag, list},
    wire::{
        hal::links,
        response::{Answer, Failure, Response, not_found},
    },
    world::context::Context,
};

/// The most tokens of a job.
const MOST: usize = 10_000;

const CREATION: &[Member] = &[
    choice("type", &["CREATE_OATH_TOKENS"]).required(),
    list("tokens", &Kind::Object(MEMBERS), 1, MOST).required(),
];
const REVOCATION: &[Member] = &[
    choice("type", &["REVOKE_OATH_TOKENS"]).required(),
    flag("async").required(),
    flag("forceUnpair"),
    list("tokenIds", &Kind::LINE, 1, MOST).required(),
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.create_multiple_oath_tokens", create),
        ("mfa.revoke_multiple_oath_tokens", revoke),
        ("mfa.check_oath_token_creation_job", read),
    ]
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.checked_body(call, CREATION, |draft, wrong| {
        let tokens = draft.new.get("tokens").and_then(Value::as_array).into_iter().flatten();
        for (at, token) in tokens.filter_map(Value::as_object).enumerate() {
            check_token(token, &format!("tokens[{at}]."), wrong);
        }
    })?;
    let tokens = body.get("tokens").and_then(Value::as_array).into_iter().flatten();
    let (mut created, mut duplicates) = (0, Vec::new());
    for token in tokens.filter_map(Value::as_object) {
        if add(context, call, token)? {
            created += 1;
        } else {
            let masked = "*".repeat(8);
            let serial = &token["serialNumber"];
            duplicates.push(json!({ "serialNumber": serial, "maskedSecret": masked }));
        }
    }
    let result = json!({ "created": created, "duplicates": duplicates });
    finish(context, call, ("CREATE_OATH_TOKENS", true), result)
}

/// Makes a token, unless there is one of its serial number.
fn add(
    context: &mut Context<'_>,
    call: &Call<'_>,
    token: &Map<String, Value>,
) -> Result<bool, Failure> {
    let serial = token.get("serialNumber").and_then(Value::as_str).unwrap_or_default();
    if by_serial(&context.env.store, serial).is_some() {
        return Ok(false);
    }
    with_store(context, call, |store, asked| store.create(&OATH_TOKENS, "", token, asked))?;
    Ok(true)
}

fn revoke(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.body(call, REVOCATION)?;
    let force = body.flag("forceUnpair").unwrap_or_default();
    let mut revoked = 0;
    for id in body.texts("tokenIds") {
        let there = context.env.store.row(&OATH_TOKENS, "", &id).is_some();
        if there && (force || !context.env.mfa.devices.has_token(&id)) {
            let gone = with_store(context, call, |store, asked| {
                store.remove(&OATH_TOKENS, "", &id, asked)
            })?;
            context.forget(&gone);
            revoked += 1;
        }
    }
    let result = json!({ "revoked": revoked });
    let in_background = body.flag("async").unwrap_or(true);
    finish(context, call, ("REVOKE_OATH_TOKENS", in_background), result)
}

fn finish(
    context: &mut Context<'_>,
    call: &Call<'_>,
    (class, in_background): (&'static str, bool),
    result: Value,
) -> Answer {
    let id = context.uuid();
    let until = in_background.then(|| context.now() + TAKES);
    let job = Job { class, until, result };
    let body = shown(context, &id, &job);
    context.env.mfa.jobs.insert(id.clone(), job);
    context.audit(call, "OATH_JOB", "CREATED", &id)?;
    Ok(Response::created(&body))
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.ids().last().unwrap_or_default();
    let job = context.env.mfa.jobs.get(id).ok_or_else(not_found)?;
    Ok(Response::hal(200, &shown(context, id, job)))
}

fn shown(context: &Context<'_>, id: &str, job: &Job) -> Value {
    let mut body = job.show(id, context.now());
    body["environment"] = json!({ "id": context.env.id });
    body["_links"] = links([
        // Not where it is read, as the service has it.
        ("self", context.env_url(&format!("/jobs/{id}"))),
        ("environment", context.env_url("")),
    ]);
    body
}
