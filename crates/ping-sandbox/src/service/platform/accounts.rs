//! Accounts of users: import, locks, verification, identity providers, linked accounts.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::{
        catalogue::{Call, Handler},
        tables,
    },
    domain::{
        notice::{Says, Wording},
        outbox::Channel,
        platform::{
            linked_accounts::LINKED_ACCOUNTS,
            passwords::{Password, open_account, profile},
            templates::VERIFICATION_CODE,
            users::USERS,
        },
    },
    store::{
        Store,
        schema::{Draft, Form, Member, choice, flag, form, object, open, text},
    },
    wire::{
        hal::links,
        response::{Answer, Detail, Failure, Response, invalid_data, request_failed},
    },
    world::context::Context,
};

/// How long a verification code is good.
// assumes: verification-code
const VERIFICATION: Duration = Duration::from_secs(30 * 60);
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Where a password is that PingOne does not know.
pub(super) const EXTERNAL: Member = object(
    "external",
    &[object(
        "gateway",
        &[
            text("id", 1, 256).required(),
            text("type", 1, 64),
            object("userType", &[text("id", 1, 256).required()]).required(),
            open("correlationAttributes", &[]),
        ],
    )
    .required()],
);

const IMPORTED: &[Member] = &[
    flag("emailVerified"),
    object(
        "lifecycle",
        &[
            choice("status", &["ACCOUNT_OK", "VERIFICATION_REQUIRED"]),
            flag("suppressVerificationCode"),
        ],
    ),
    object("password", &[text("value", 1, 1024), flag("forceChange"), EXTERNAL]),
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.import_user", import),
        ("platform.lock_user_account", lock),
        ("platform.unlock_user_account", unlock),
        ("platform.send_user_verification_code", send_code),
        ("platform.verify_user", verify),
        ("platform.read_user_identity_provider", read_provider),
        ("platform.update_user_identity_provider", update_provider),
        ("platform.create_user_linked_account", link),
    ]
}

/// The user that a path is about, as an answer.
fn answer(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = tables::shown(context, call, &USERS, call.param("userID"))?;
    Ok(Response::hal(200, &body))
}

fn import(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (id, more) = tables::create(context, call, &USERS, IMPORTED, check_password)?;
    for name in ["emailVerified", "lifecycle"] {
        if let Some(value) = more.get(name) {
            context.env.store.set(&USERS, &id, name, value.clone());
        }
    }
    let now = context.now();
    let forced = more.flag("password.forceChange").unwrap_or_default();
    let salt = context.env.random.bytes::<16>();
    let mut password = Password::default();
    if more.get("password.external").is_some() {
        password.set_external();
    } else if let Some(value) = more.find_text("password.value") {
        password.set(Some(value), forced, salt, now);
    }
    context.env.platform.passwords.insert(id.clone(), password);
    let suppressed = more.flag("lifecycle.suppressVerificationCode").unwrap_or_default();
    if more.find_text("lifecycle.status") == Some("VERIFICATION_REQUIRED") && !suppressed {
        // Without an address there is nowhere to send it.
        let _ = mail_code(context, &id);
    }
    tables::created(context, call, &USERS, &id)
}

fn check_password(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let user = Value::from(draft.sent.clone());
    let password = draft.new.get("password");
    if let Some(value) = password.and_then(|password| password["value"].as_str()) {
        wrong.extend(Password::default().refusal(value, &profile(&user), "password"));
    }
}

fn lock(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    context.require_user(id)?;
    let body = context.body(call, &[form("unlockAt", Form::Time)])?;
    let now = context.now();
    let until = body.find_text("unlockAt").and_then(Timestamp::parse);
    // A time that has passed locks nothing, and none either.
    if let Some(until) = until.filter(|until| now < *until) {
        let account = json!({
            "canAuthenticate": false, "status": "LOCKED", "lockedAt": now.iso(),
            "unlockAt": until.iso(),
        });
        context.env.store.set(&USERS, id, "account", account);
        context.audit(call, "USER", "LOCKED", id)?;
    }
    answer(context, call)
}

fn unlock(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    context.require_user(id)?;
    context.env.store.set(&USERS, id, "account", open_account());
    if let Some(password) = context.env.platform.passwords.get_mut(id) {
        password.unlock();
    }
    for device in context.env.mfa.devices.of_mut(id) {
        device.forgive();
    }
    context.audit(call, "USER", "UNLOCKED", id)?;
    answer(context, call)
}

/// Sends a code to the user's address.
fn mail_code(context: &mut Context<'_>, id: &str) -> Result<(), Failure> {
    let email = context.require_user(id)?.text("email").map(str::to_owned);
    let email = email.ok_or_else(|| request_failed("The user has no email address."))?;
    context.may_send(Channel::Email, &email, id, None)?;
    let code = context.env.random.text(LETTERS, 8);
    let what = (&Wording::of(VERIFICATION_CODE), Says::Code(&code));
    context.send(Channel::Email, &email, id, None, what);
    let until = context.now() + VERIFICATION;
    context.env.platform.verifications.insert(id.to_owned(), (code, email, until));
    Ok(())
}

fn send_code(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    mail_code(context, id)?;
    let status = json!({ "status": "VERIFICATION_REQUIRED" });
    context.env.store.set(&USERS, id, "lifecycle", status);
    context.audit(call, "USER", "UPDATED", id)?;
    answer(context, call)
}

fn verify(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    context.require_user(id)?;
    let body = context.body(call, &[text("verificationCode", 1, 64).required()])?;
    let now = context.now();
    let given = body.text("verificationCode").trim();
    let sent = context.env.platform.verifications.get(id);
    let sent = sent.filter(|(code, _, until)| now < *until && code.eq_ignore_ascii_case(given));
    let Some((_, email, _)) = sent.cloned() else {
        let detail = Detail::invalid("The code is not the one that was sent, or it has expired.");
        return Err(invalid_data([detail.target("verificationCode")]));
    };
    context.env.platform.verifications.remove(id);
    context.claimed(Channel::Email, id);
    if context.require_user(id)?.text("email") == Some(&email) {
        context.env.store.set(&USERS, id, "emailVerified", true.into());
    }
    context.env.store.set(&USERS, id, "lifecycle", json!({ "status": "ACCOUNT_OK" }));
    context.audit(call, "USER", "UPDATED", id)?;
    answer(context, call)
}

fn read_provider(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    let mut body = context.require_user(id)?.body["identityProvider"].clone();
    let user = context.env_url(&format!("/users/{id}"));
    body["_links"] = links([("self", format!("{user}/identityProvider")), ("user", user)]);
    Ok(Response::hal(200, &body))
}

fn update_provider(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    context.require_user(id)?;
    let body = context.body(call, &[text("id", 1, 256)])?;
    // assumes: identity-provider-type
    let provider = match body.find_text("id") {
        Some(id) => json!({ "id": id, "type": "OPENID_CONNECT" }),
        None => json!({ "type": "PING_ONE" }),
    };
    context.env.store.set(&USERS, id, "identityProvider", provider);
    context.audit(call, "USER", "UPDATED", id)?;
    read_provider(context, call)
}

/// The attributes that come along are not taken over.
fn link(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    const MORE: &[Member] = &[open("attributes", &[])];
    let (id, _) = tables::create(context, call, &LINKED_ACCOUNTS, MORE, |_, _, _| {})?;
    tables::created(context, call, &LINKED_ACCOUNTS, &id)
}
