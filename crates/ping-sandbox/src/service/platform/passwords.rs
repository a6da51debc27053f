//! Passwords of users.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::{Call, Handler},
    domain::{
        notice::{Says, Wording},
        outbox::Channel,
        platform::{
            passwords::{Password, Tried, locked_until, open_account, policy, profile},
            populations::POPULATIONS,
            templates::RECOVERY_CODE,
            users::USERS,
        },
    },
    service::platform::accounts::EXTERNAL,
    store::{
        Sent,
        schema::{Member, choice, flag, text},
    },
    wire::{
        hal::links,
        response::{Answer, Detail, Failure, Response, invalid_data, request_failed},
    },
    world::context::Context,
};

const CODE: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// A password in a body.
const fn secret(name: &'static str) -> Member {
    text(name, 1, 1024)
}

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_user_password", read),
        ("platform.check_user_password", check),
        ("platform.set_user_password", set),
        ("platform.set_user_password_value", set_value),
        ("platform.reset_user_password_admin", reset),
        ("platform.reset_user_password_self", change),
        ("platform.force_user_password_change", force_change),
        ("platform.unlock_user_password", unlock),
        ("platform.send_user_password_recovery_code", send_recovery_code),
        ("platform.recover_user_password", recover),
    ]
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let query = Sent::query(call.request, &[choice("expand", &["passwordPolicy"])])?;
    state(context, call, query.find_text("expand").is_some())
}

/// The state of the password, as all that is done to it is answered.
fn state(context: &mut Context<'_>, call: &Call<'_>, with_policy: bool) -> Answer {
    let id = call.param("userID");
    let user = context.require_user(id)?;
    let (now, url) = (context.now(), context.env_url(&format!("/users/{id}")));
    let populations = || context.env.store.rows(&POPULATIONS, "");
    let own = user.reference("population");
    let own = populations().find(|row| Some(row.id()) == own);
    let with = own.filter(|row| row.reference("passwordPolicy").is_some());
    let with = with.or_else(|| populations().find(|row| row.body["default"] == true));
    let policy_id = with.and_then(|row| row.reference("passwordPolicy")).unwrap_or_default();
    let none = Password::default();
    let password = context.env.platform.passwords.get(id).unwrap_or(&none);
    let own = format!("{url}/password");
    let mut all = vec![
        ("self", own.clone()),
        ("environment", context.env_url("")),
        ("user", url),
        ("passwordPolicy", context.env_url(&format!("/passwordPolicies/{policy_id}"))),
    ];
    let actions = ["password.check", "password.reset", "password.set", "password.recover"];
    all.extend(actions.map(|action| (action, own.clone())));
    let mut body = json!({
        "_links": links(all),
        "environment": { "id": context.env.id },
        "user": { "id": id },
        "passwordPolicy": { "id": policy_id },
        "status": password.status(now),
    });
    if let Some(at) = password.changed_at() {
        body["lastChangedAt"] = at.iso().into();
    }
    if let Some(left) = password.locked_for(now) {
        body["secondsUntilUnlock"] = left.as_secs().into();
    }
    if with_policy {
        body["_embedded"] = json!({ "passwordPolicy": policy(policy_id) });
    }
    Ok(Response::hal(200, &body))
}

impl Context<'_> {
    /// The password of a user that there is.
    fn password(&mut self, call: &Call<'_>) -> Result<&mut Password, Failure> {
        let id = call.param("userID");
        self.require_user(id)?;
        Ok(self.env.platform.passwords.entry(id.to_owned()).or_default())
    }

    /// Refuses what needs a password that PingOne checks, of an account that is not locked.
    fn require_usable(&mut self, call: &Call<'_>, target: &str) -> Result<(), Failure> {
        let now = self.now();
        let user = self.require_user(call.param("userID"))?;
        if user.body["identityProvider"]["type"] != "PING_ONE" {
            return Err(request_failed("Another identity provider checks the user's password."));
        }
        let locked = locked_until(user, now).is_some();
        // assumes: password-unusable
        let detail = match self.password(call)?.status(now) {
            "EXTERNAL" => return Err(request_failed("PingOne does not know the password.")),
            "NO_PASSWORD" => Detail::new("NO_PASSWORD", "The user has no password."),
            "PASSWORD_LOCKED_OUT" => Detail::new("ACCOUNT_NOT_USABLE", "The password is locked."),
            _ if locked => Detail::new("ACCOUNT_NOT_USABLE", "The account is locked."),
            _ => return Ok(()),
        };
        Err(invalid_data([detail.target(target)]))
    }

    /// Refuses a new password that the policy does not allow.
    fn require_allowed(
        &mut self,
        call: &Call<'_>,
        value: &str,
        target: &str,
    ) -> Result<(), Failure> {
        self.password(call)?;
        let user = &self.require_user(call.param("userID"))?.body;
        let password = self.env.platform.passwords.get(call.param("userID"));
        let refused = password.and_then(|one| one.refusal(value, &profile(user), target));
        refused.map_or(Ok(()), |detail| Err(invalid_data([detail])))
    }

    /// Puts another password in the place of the old one, which unlocks what wrong ones locked.
    fn put_password(
        &mut self,
        call: &Call<'_>,
        value: Option<&str>,
        forced: bool,
    ) -> Result<(), Failure> {
        let (now, salt) = (self.now(), self.env.random.bytes::<16>());
        self.password(call)?.set(value, forced, salt, now);
        self.open_account(call)
    }

    /// Unlocks an account that wrong passwords have locked. What an administrator locked stays so.
    fn open_account(&mut self, call: &Call<'_>) -> Result<(), Failure> {
        let id = call.param("userID");
        if self.require_user(id)?.body["account"].get("lockedAt").is_none() {
            self.env.store.set(&USERS, id, "account", open_account());
        }
        Ok(())
    }
}

/// Tries a password. The error of a wrong one says how many more tries there are.
fn try_password(
    context: &mut Context<'_>,
    call: &Call<'_>,
    value: &str,
    target: &str,
) -> Result<(), Failure> {
    context.require_usable(call, target)?;
    let now = context.now();
    let password = context.password(call)?;
    let Tried::Wrong(left) = password.check(value, now) else {
        return Ok(());
    };
    if let Some(span) = password.locked_for(now) {
        lock_account(context, call, now + span)?;
    }
    let detail = Detail::invalid("The password is not the right one.").target(target);
    Err(invalid_data([detail.inner("failuresRemaining", left)]))
}

fn lock_account(
    context: &mut Context<'_>,
    call: &Call<'_>,
    until: Timestamp,
) -> Result<(), Failure> {
    let id = call.param("userID");
    let account: Value = json!({
        "canAuthenticate": false, "status": "LOCKED", "unlockAt": until.iso(),
    });
    context.env.store.set(&USERS, id, "account", account);
    context.audit(call, "USER", "LOCKED", id)
}

fn check(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?;
    let body = context.body(call, &[secret("password").required()])?;
    try_password(context, call, body.text("password"), "password")?;
    context.signed_on(call.param("userID"));
    state(context, call, false)
}

fn set(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?;
    let members = &[secret("value").required(), flag("forceChange").required(), EXTERNAL];
    let body = context.body(call, members)?;
    if body.get("external").is_some() {
        context.password(call)?.set_external();
    } else {
        context.require_allowed(call, body.text("value"), "value")?;
        let forced = body.flag("forceChange").unwrap_or_default();
        context.put_password(call, body.find_text("value"), forced)?;
    }
    context.audit(call, "PASSWORD", "SET", call.param("userID"))?;
    state(context, call, false)
}

fn set_value(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?;
    let members = &[secret("value"), flag("forceChange"), flag("bypassPolicy")];
    let body = context.body(call, members)?;
    let value = body.find_text("value");
    if let (Some(value), false) = (value, body.flag("bypassPolicy").unwrap_or_default()) {
        context.require_allowed(call, value, "value")?;
    }
    let forced = body.flag("forceChange").unwrap_or_default();
    context.put_password(call, value, forced)?;
    context.audit(call, "PASSWORD", "SET", call.param("userID"))?;
    state(context, call, false)
}

fn reset(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?;
    let body = context.body(call, &[secret("newPassword").required()])?;
    replace(context, call, body.text("newPassword"))?;
    context.audit(call, "PASSWORD", "RESET", call.param("userID"))?;
    state(context, call, false)
}

fn change(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?;
    let members = &[secret("currentPassword").required(), secret("newPassword").required()];
    let body = context.body(call, members)?;
    try_password(context, call, body.text("currentPassword"), "currentPassword")?;
    replace(context, call, body.text("newPassword"))?;
    context.audit(call, "PASSWORD", "RESET", call.param("userID"))?;
    state(context, call, false)
}

fn replace(context: &mut Context<'_>, call: &Call<'_>, value: &str) -> Result<(), Failure> {
    if context.password(call)?.is_external() {
        return Err(request_failed("PingOne does not know the password."));
    }
    context.require_allowed(call, value, "newPassword")?;
    context.put_password(call, Some(value), false)
}

fn force_change(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let now = context.now();
    let password = context.password(call)?;
    if matches!(password.status(now), "NO_PASSWORD" | "EXTERNAL") {
        return Err(request_failed("There is no password to be changed."));
    }
    password.force();
    context.open_account(call)?;
    context.audit(call, "USER", "UNLOCKED", call.param("userID"))?;
    state(context, call, false)
}

fn unlock(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?.unlock();
    context.open_account(call)?;
    context.audit(call, "PASSWORD", "UNLOCKED", call.param("userID"))?;
    state(context, call, false)
}

fn send_recovery_code(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    context.require_usable(call, "status")?;
    let user = context.require_user(id)?;
    if user.body["enabled"] == false {
        return Err(request_failed("The user is disabled."));
    }
    let email = user.text("email").map(str::to_owned);
    let email = email.ok_or_else(|| request_failed("The user has no email address."))?;
    context.may_send(Channel::Email, &email, id, None)?;
    let (now, code) = (context.now(), context.env.random.text(CODE, 8));
    let what = (&Wording::of(RECOVERY_CODE), Says::Code(&code));
    context.send(Channel::Email, &email, id, None, what);
    context.password(call)?.begin_recovery(code, now);
    context.audit(call, "PASSWORD", "RECOVERY_CODE_SENT", id)?;
    state(context, call, false)
}

fn recover(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.password(call)?;
    let members = &[text("recoveryCode", 1, 64).required(), secret("newPassword").required()];
    let body = context.body(call, members)?;
    let now = context.now();
    if let Err(why) = context.password(call)?.recover(body.text("recoveryCode"), now) {
        return Err(invalid_data([Detail::invalid(why).target("recoveryCode")]));
    }
    context.claimed(Channel::Email, call.param("userID"));
    replace(context, call, body.text("newPassword"))?;
    context.audit(call, "USER", "UNLOCKED", call.param("userID"))?;
    state(context, call, false)
}
