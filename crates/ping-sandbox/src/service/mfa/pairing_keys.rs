//! Pairing keys, and the native apps that claim them.

use serde_json::{Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    domain::{
        control_error::ControlError,
        mfa::{
            device::Device,
            kind::Kind,
            mean::Mean,
            pairing_keys::{KeyState, MOST, PairingKey},
            phone::{MfaPhone, Phone},
            policies::POLICIES,
            push_credentials::PUSH_CREDENTIALS,
            rules::Policy,
            settings::Settings,
        },
        platform::applications::APPLICATIONS,
    },
    service::mfa::{
        create::{check_limits, too_many},
        new_devices::announce,
        policy::{invalid, policy_of},
    },
    store::schema::{Kind as Holds, Member, list, reference, text},
    wire::{
        hal::links,
        response::{Answer, Failure, Response, not_found, request_failed},
    },
    world::context::Context,
};

const MEMBERS: &[Member] = &[
    list("applications", &Holds::Object(&[text("id", 1, 256).required()]), 0, 100),
    reference("policy", &POLICIES),
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.create_mfa_pairing_key", create),
        ("mfa.read_one_mfa_pairing_key", read),
        ("mfa.delete_mfa_pairing_key", delete),
    ]
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let body = context.body(call, MEMBERS)?;
    let items = body.get("applications").and_then(Value::as_array).into_iter().flatten();
    let applications: Vec<String> =
        items.filter_map(|one| one["id"].as_str()).map(str::to_owned).collect();
    for (at, id) in applications.iter().enumerate() {
        if context.env.store.row(&APPLICATIONS, "", id).is_none() {
            let target = format!("applications[{at}].id");
            return Err(invalid(&target, "There is no such application."));
        }
    }
    let now = context.now();
    let keys = context.env.mfa.pairing_keys.values();
    if keys.filter(|key| key.user_id == user_id && key.is_good(now)).count() >= MOST {
        return Err(too_many("pairing keys", MOST));
    }
    let policy = policy_of(context, &body);
    if !policy.rules(Kind::Mobile).pairing {
        return Err(invalid("policy.id", "The policy does not allow such devices."));
    }
    let lifetime = policy.pairing_key_lifetime(&applications);
    let policy_id = policy.id.to_owned();
    let (alphabet, length) = Settings::of(&context.env.store).pairing_keys();
    let code = context.env.random.text(alphabet, length);
    let key = PairingKey {
        id: context.uuid(),
        user_id: user_id.to_owned(),
        code,
        applications,
        policy_id,
        state: KeyState::Unclaimed,
        created_at: now,
        updated_at: now,
        expires_at: now + lifetime,
    };
    let (id, body) = (key.id.clone(), shown(context, &key));
    context.env.mfa.pairing_keys.insert(id.clone(), key);
    context.audit(call, "PAIRING_KEY", "CREATED", &id)?;
    Ok(Response::created(&body))
}

/// The key that a path names, or the documented 404.
fn find<'a>(context: &'a Context<'_>, call: &Call<'_>) -> Result<&'a PairingKey, Failure> {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let key = context.env.mfa.pairing_keys.get(call.param("pairingKeyID"));
    key.filter(|key| key.user_id == user_id).ok_or_else(not_found)
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let key = find(context, call)?;
    Ok(Response::hal(200, &shown(context, key)))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    if find(context, call)?.state != KeyState::Unclaimed {
        return Err(request_failed("The pairing key has been claimed."));
    }
    let id = call.param("pairingKeyID");
    context.env.mfa.pairing_keys.remove(id);
    context.audit(call, "PAIRING_KEY", "DELETED", id)?;
    Ok(Response::empty(204))
}

fn shown(context: &Context<'_>, key: &PairingKey) -> Value {
    let user = context.env_url(&format!("/users/{}", key.user_id));
    let mut body = key.show();
    body["environment"] = json!({ "id": context.env.id });
    body["_links"] = links([
        ("self", format!("{user}/pairingKeys/{}", key.id)),
        ("environment", context.env_url("")),
        ("user", user),
    ]);
    body
}

/// A native app claims a key: the phone is paired. Returns the id of the device.
pub(crate) fn claim(
    context: &mut Context<'_>,
    code: &str,
    about: MfaPhone,
) -> Result<String, ControlError> {
    let now = context.now();
    let mut keys = context.env.mfa.pairing_keys.values();
    let key = keys.find(|key| key.code == code && key.is_good(now));
    let key = key.ok_or("there is no good pairing key of that code")?;
    let (key_id, user_id) = (key.id.clone(), key.user_id.clone());
    let policy_id = key.policy_id.clone();
    let refused = refusal(context, key, &about);
    drop(keys);
    let device = context.uuid();
    let state = match refused {
        Some(code) => KeyState::Failed(code),
        None => KeyState::Claimed,
    };
    if let Some(key) = context.env.mfa.pairing_keys.get_mut(&key_id) {
        key.state = state;
        key.updated_at = now;
    }
    if let Some(code) = refused {
        return Err(format!("the pairing failed: {code}").into());
    }
    let secret = context.env.random.bytes::<20>().to_vec();
    let application = about.application_id.as_deref();
    let application = application.and_then(|id| context.env.store.row(&APPLICATIONS, "", id));
    let name = application.and_then(|row| row.text("name")).map(str::to_owned);
    let mean = Mean::Mobile(Phone::new(about, name, secret, now));
    let mut paired = Device::new(device.clone(), &user_id, mean, now);
    paired.policy_id = policy_id;
    announce(context, &paired);
    context.env.mfa.devices.put(paired);
    Ok(device)
}

/// Why an app cannot be paired by a key, as the native SDK names it.
fn refusal(context: &Context<'_>, key: &PairingKey, about: &MfaPhone) -> Option<&'static str> {
    let store = &context.env.store;
    let policy = Policy::or_default(store, &key.policy_id);
    let application = about.application_id.as_deref();
    let meant = |id: &str| key.applications.iter().any(|one| one == id);
    if !key.applications.is_empty() && !application.is_some_and(meant) {
        return Some("Unregistered");
    }
    if !policy.rules(Kind::Mobile).pairing || !policy.lets_pair(application) {
        return Some("PushDisabled");
    }
    if check_limits(context, &key.user_id, true).is_err() {
        return Some("LimitExceeded");
    }
    let lacks = |id: &str| store.rows(&PUSH_CREDENTIALS, id).next().is_none();
    application.filter(|id| lacks(id)).map(|_| "MissingPushCredentials")
}
