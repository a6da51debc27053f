//! Browsers that are remembered.

use serde_json::json;

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::Call,
    domain::mfa::{
        authentication::{Authentication, Chosen, no_usable_devices},
        browser::Browser,
        device::Device,
        mean::Mean,
        policies::POLICIES,
    },
    service::mfa::authentications::begin::is_let_through,
    store::{
        Sent,
        schema::{Member, choice, object, reference, text},
    },
    wire::response::{Answer, Response},
    world::context::Context,
};

const PAYLOAD: &[Member] =
    &[choice("type", &["BROWSER"]).required(), text("value", 1, 65_536).required()];
const MEMBERS: &[Member] = &[
    object("user", &[text("id", 1, 256).required()]).default("{}"),
    reference("policy", &POLICIES).required(),
    object("payload", PAYLOAD).default("{}"),
    object("deviceSession", &[text("id", 1, 256).required()]),
];

/// What proves an authentication of a browser that is remembered.
const BY_MEMORY: &[&str] = &["rm"];

/// Whether a browser is remembered: an authentication that has come to its end.
// assumes: remembered-check
pub(super) fn check(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.body(call, MEMBERS)?;
    let user_id = body.text("user.id");
    context.require_user(user_id)?;
    let (id, now) = (context.uuid(), context.now());
    let mut authentication = Authentication::new(id, user_id, body.text("policy.id"), now);
    if is_let_through(context, &authentication)? {
        authentication.complete(&[], now);
        authentication.bypassed = true;
    } else {
        let cookies = call.request.header("cookie").unwrap_or_default();
        let remembers = authentication.policy(context).remembers().is_some();
        let mut devices = context.env.mfa.devices.of(user_id);
        let known = devices
            .find(|device| remembers && device.is_fit(now) && is_it(device, &body, cookies, now))
            .map(|device| device.id.clone());
        drop(devices);
        match known {
            Some(id) => {
                authentication.chosen = Some(Chosen::Device(id));
                authentication.complete(BY_MEMORY, now);
                context.signed_on(user_id);
            }
            None => authentication.fail(no_usable_devices([].into_iter()), now),
        }
    }
    let mut shown = authentication.resource(context);
    shown["payload"] = json!({ "value": body.text("payload.value") });
    if let Some(session) = body.get("deviceSession") {
        shown["deviceSession"] = session.clone();
    }
    context.env.mfa.authentications.begin(authentication, now);
    Ok(Response::hal(200, &shown))
}

/// Whether it is the browser that a request is about, and remembered still.
fn is_it(device: &Device, body: &Sent, cookies: &str, now: Timestamp) -> bool {
    let Mean::Browser(browser) = &device.mean else {
        return false;
    };
    let named = |pair: &str| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == Browser::COOKIE).then(|| value == browser.cookie)
    };
    now < browser.until
        && cookies.split(';').find_map(named) == Some(true)
        && body.text("payload.value") == browser.payload
        && body.find_text("deviceSession.id") == browser.session.as_deref()
}
