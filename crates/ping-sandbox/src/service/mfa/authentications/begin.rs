//! The beginning of a device authentication.

use crate::{
    dispatch::catalogue::Call,
    domain::{
        mfa::{
            authentication::{Authentication, no_usable_devices},
            policies::POLICIES,
            rules::Selection,
        },
        notice::{LOCALE, VARIABLES, VARIANT, Wording},
        platform::{
            notification_policies::NOTIFICATION_POLICIES, passwords::locked_until,
            templates::STRONG_AUTHENTICATION,
        },
    },
    service::mfa::{
        authentications::{
            check::check_given_otp,
            choose::{COMPATIBILITY, choose, is_usable, owned},
            keys,
            one_time::{self, choose_one_time},
        },
        fido,
        policy::policy_of,
    },
    store::{
        Entry,
        schema::{Member, choice, object, open, reference, text},
    },
    wire::response::{Answer, ApiError, Detail, Failure, Response},
    world::context::Context,
};

const TEMPLATE: &[Member] = &[
    choice("name", &["strong_authentication", "transaction"]).required(),
    LOCALE,
    VARIANT,
    VARIABLES,
];
const NOTIFICATION: &[Member] = &[
    object("template", TEMPLATE),
    reference("policy", &NOTIFICATION_POLICIES),
    open("clientContext", &[]),
];
const MEMBERS: &[Member] = &[
    object("user", &[text("id", 1, 256).required()]),
    reference("policy", &POLICIES),
    object(
        "selectedDevice",
        &[text("id", 1, 256), text("otp", 1, 256), object("oneTime", one_time::MEMBERS)],
    ),
    object("notification", NOTIFICATION),
    object("rp", &[text("id", 1, 253)]),
    object("webAuthn", &[text("challenge", 1, 1024)]),
    COMPATIBILITY,
];

pub(super) fn begin(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.checked_body(call, MEMBERS, |draft, wrong| {
        // Only what a key says tells who it is.
        let nameless = call.operation == "mfa.initialize_device_authentication_no_user_name";
        if !draft.new.contains_key("user") && !nameless && wrong.is_empty() {
            wrong.push(Detail::required().target("user.id"));
        }
    })?;
    let user_id = body.text("user.id");
    if !user_id.is_empty() {
        context.require_user(user_id)?;
    }
    let policy_id = policy_of(context, &body).id.to_owned();
    let id = context.uuid();
    let now = context.now();
    let mut authentication = Authentication::new(id, user_id, &policy_id, now);
    authentication.wording = Wording::sent(&body, STRONG_AUTHENTICATION);
    authentication.without_keys = body.find_text("compatibility") == Some("NONE");
    authentication.challenge = fido::challenge(&body)?;
    if user_id.is_empty() {
        keys::ask_anybody(context, &mut authentication, &body)?;
    } else if is_let_through(context, &authentication)? {
        authentication.complete(&[], now);
        authentication.bypassed = true;
    } else if body.get("selectedDevice.oneTime").is_some() {
        choose_one_time(context, &mut authentication, &body)?;
    } else if body.get("selectedDevice.otp").is_some() {
        check_given_otp(context, &mut authentication, &body)?;
    } else if let Some(id) = body.find_text("selectedDevice.id") {
        let device = owned(context, user_id, id, "selectedDevice.id")?;
        if is_usable(context, &authentication, device) {
            choose(context, &mut authentication, id)?;
        } else {
            authentication.fail(no_usable_devices([device].into_iter()), now);
        }
    } else {
        choose_by_policy(context, &mut authentication)?;
    }
    let body = authentication.resource(context);
    context.env.mfa.authentications.begin(authentication, now);
    Ok(Response::created(&body))
}

/// Goes on with the device that the policy prefers, or asks for one.
fn choose_by_policy(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
) -> Result<(), Failure> {
    let now = context.now();
    let devices = &context.env.mfa.devices;
    let usable: Vec<&str> = devices
        .of(&authentication.user_id)
        .filter(|device| is_usable(context, authentication, device))
        .map(|device| device.id.as_str())
        .collect();
    let asks = match authentication.policy(context).selection() {
        Selection::AlwaysDisplayDevices => true,
        Selection::PromptToSelect => usable.len() > 1,
        Selection::DefaultToFirst => {
            usable.len() > 1 && !devices.is_ordered(&authentication.user_id)
        }
    };
    match usable.first().map(|id| (*id).to_owned()) {
        None => {
            let error = no_usable_devices(devices.of(&authentication.user_id));
            authentication.fail(error, now);
        }
        Some(_) if asks => {}
        Some(first) => choose(context, authentication, &first)?,
    }
    Ok(())
}

/// Whether the user need not prove anything, or the documented 400 where the user must not.
pub(super) fn is_let_through(
    context: &Context<'_>,
    authentication: &Authentication,
) -> Result<bool, Failure> {
    let user: &Entry = context.require_user(&authentication.user_id)?;
    let policy = authentication.policy(context);
    if user.body["enabled"] == false && policy.blocks_disabled_users() {
        return Err(not_usable("The user's account is disabled.", "Enable the user first."));
    }
    if locked_until(user, context.now()).is_some() {
        return Err(not_usable("The user's account is locked.", "Unlock the account first."));
    }
    let bypass = context.env.mfa.bypasses.get(&authentication.user_id);
    if bypass.is_some_and(|until| context.now() < *until) {
        return Ok(true);
    }
    if user.body["mfaEnabled"] == true {
        return Ok(false);
    }
    if policy.blocks_users_without_mfa() {
        return Err(not_usable(
            "Multi-factor authentication is not enabled for the user.",
            "Enable multi-factor authentication for the user first.",
        ));
    }
    Ok(true)
}

fn not_usable(why: &str, advice: &str) -> Failure {
    let why = format!("The request could not be completed. {why}");
    let detail = Detail::new("ACCOUNT_NOT_USABLE", advice).target("user.id");
    ApiError::new(400, "REQUEST_FAILED", why).detail(detail).into()
}
