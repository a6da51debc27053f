//! What people with tokens do, and how the environment is set.

use serde_json::{Value, json};

use crate::{
    base::{oath_token::Token, yubikey},
    dispatch::control::{Control, OTP, Run, SERIAL, STEPS, Said, WAIT, listed_or_wait, shown_otp},
    domain::{
        control_error::ControlError,
        mfa::{mean::Mean, oath_tokens::by_serial, phone::MfaPhone},
        oauth::access_token::claims,
    },
    service::mfa::{codes, pairing_keys, push},
    store::schema::{Form, Kind, Member, any, choice, flag, form, int, list, text},
    wire::response::{Answer, Response},
    world::{Environment, context::Context},
};

pub(crate) const CONTROLS: &[Control] = &[
    Control {
        method: "PUT",
        path: "mfa/policy",
        does: "Whether a user with several devices is asked for one, by the policy that the \
               environment began with.",
        methods: &["Sandbox::prompt_for_device", "Environment::prompt_for_device"],
        body: &[choice("deviceSelection", &["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT"]).required()],
        run: Run::In(set_policy),
        ..Control::BASE
    },
    Control {
        path: "mfa/pair",
        does: "A phone with a native app claims a pairing key.",
        methods: &["Mfa::pair"],
        body: &[
            text("code", 1, 256).required().doc("The pairing key."),
            choice("os", &["ANDROID", "IOS"]).default("\"ANDROID\""),
            text("application", 1, 256).doc("The id of the native application."),
            flag("pushEnabled").default("true"),
        ],
        answer: &[text("deviceId", 1, 256).required()],
        run: Run::In(pair),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "mfa/pairing-keys",
        does: "The pairing keys that no phone has claimed yet.",
        answer: &[list("pairingKeys", &Kind::Object(PAIRING_KEY), 0, usize::MAX).required()],
        run: Run::In(unclaimed_keys),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "mfa/pushes",
        does: "The pushes that wait for an answer.",
        methods: &["Mfa::pushes", "Mfa::next_push"],
        query: &[WAIT],
        answer: &[list("pushes", &Kind::Object(PUSH), 0, usize::MAX).required()],
        run: Run::In(pushes),
        ..Control::BASE
    },
    Control {
        path: "mfa/approve",
        does: "A user approves a push.",
        methods: &["Mfa::approve", "Mfa::approve_with_number"],
        body: &[
            USER_ID,
            int("number", 0, 99).doc("What is chosen of the numbers; the right one by default."),
        ],
        run: Run::In(approve),
        ..Control::BASE
    },
    Control {
        path: "mfa/deny",
        does: "A user denies a push.",
        methods: &["Mfa::deny"],
        body: &[USER_ID],
        run: Run::In(deny),
        ..Control::BASE
    },
    Control {
        path: "mfa/time-out",
        does: "A push that its user leaves unanswered times out at once.",
        methods: &["Mfa::time_out"],
        body: &[USER_ID],
        run: Run::In(time_out),
        ..Control::BASE
    },
    Control {
        path: "mfa/app-otp",
        does: "The passcode that the native app on a phone shows.",
        methods: &["Mfa::app_otp"],
        body: &[USER_ID, DEVICE_ID],
        answer: &[OTP],
        run: Run::In(app_otp_endpoint),
        ..Control::BASE
    },
    Control {
        path: "mfa/claim-code",
        does: "The native app on a phone claims an authentication code.",
        methods: &["Mfa::claim_code"],
        body: &[USER_ID, DEVICE_ID, text("code", 1, 256).required()],
        answer: &[CLIENT_CONTEXT],
        run: Run::In(claim_code),
        ..Control::BASE
    },
    Control {
        path: "mfa/desktop",
        does: "What the PingID desktop app answers to what a page hands to it.",
        methods: &["Mfa::desktop"],
        body: &[text("options", 1, 65_536).required().doc("The JWT of the service.")],
        answer: &[text("answer", 1, usize::MAX).required()],
        run: Run::In(|context, said| {
            let answer = desktop(context, said.text("options"))?;
            Ok(Response::json(200, &json!({ "answer": answer })))
        }),
        ..Control::BASE
    },
    Control {
        path: "mfa/yubikey",
        does: "What a YubiKey types.",
        methods: &["Mfa::yubikey_otp"],
        body: &[int("serialNumber", 0, i64::MAX).required()],
        answer: &[OTP],
        run: Run::In(|context, said| {
            let otp = yubikey::touch(said.number("serialNumber"), &mut context.env.random);
            Ok(shown_otp(&otp))
        }),
        ..Control::BASE
    },
    Control {
        path: "mfa/token",
        does: "What an OATH token of the environment shows.",
        methods: &["Mfa::token_code"],
        body: &[SERIAL],
        answer: &[OTP],
        run: Run::In(token_endpoint),
        ..Control::BASE
    },
    Control {
        path: "mfa/token-skew",
        does: "A token whose button was played with, or whose clock is off.",
        methods: &["Mfa::token_skew"],
        body: &[SERIAL, STEPS],
        run: Run::In(token_skew_endpoint),
        ..Control::BASE
    },
];

const USER_ID: Member = text("userId", 1, 256).required();
const DEVICE_ID: Member = text("deviceId", 1, 256).required();

const PUSH: &[Member] = &[
    text("authenticationId", 1, 256).required(),
    USER_ID,
    DEVICE_ID,
    text("title", 0, usize::MAX).required(),
    text("text", 0, usize::MAX).required(),
    int("number", 0, 99).doc("The number that the user has to choose, where one is asked for."),
    CLIENT_CONTEXT,
];

const CLIENT_CONTEXT: Member = any("clientContext").doc("What the caller tells the app.");

/// The token of that serial number.
pub(crate) fn token<'a>(
    context: &'a mut Context<'_>,
    serial: &str,
) -> Result<&'a mut Token, ControlError> {
    let Environment { mfa, store, .. } = &mut *context.env;
    let id = by_serial(store, serial).map(|row| row.id().to_owned());
    let held = id.and_then(|id| mfa.tokens.of(store, &id));
    let held = held.ok_or("the environment has no token of that serial number")?;
    Ok(&mut held.token)
}

pub(crate) fn token_code(context: &mut Context<'_>, serial: &str) -> Result<String, ControlError> {
    let now = context.now();
    Ok(token(context, serial)?.show(now))
}

/// The passcode that the app on a phone shows.
pub(crate) fn app_otp(
    context: &mut Context<'_>,
    user_id: &str,
    device_id: &str,
) -> Result<String, ControlError> {
    let now = context.now();
    match context.env.mfa.devices.get(user_id, device_id).map(|device| &device.mean) {
        Some(Mean::Mobile(phone)) => Ok(phone.oath.code(phone.oath.present(now))),
        _ => Err("the user has no such phone".into()),
    }
}

/// What the desktop app answers to what a page hands to it.
pub(crate) fn desktop(context: &Context<'_>, asked: &str) -> Result<String, ControlError> {
    let claims = claims(asked).unwrap_or_default();
    let id = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let device = context.env.mfa.devices.get(id("sub"), id("deviceId"));
    let answer = match device.map(|device| &device.mean) {
        Some(Mean::Desktop(desktop)) => desktop.answer(asked),
        _ => None,
    };
    answer.ok_or_else(|| "the service has asked no desktop app for that".into())
}

fn pair(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let body = &said.body;
    let mut phone = match body.find_text("os") {
        Some("IOS") => MfaPhone::iphone(),
        _ => MfaPhone::android(),
    };
    if let Some(id) = body.find_text("application") {
        phone = phone.application(id);
    }
    if body.flag("pushEnabled") == Some(false) {
        phone = phone.without_push();
    }
    let id = pairing_keys::claim(context, body.text("code"), phone)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

const PAIRING_KEY: &[Member] =
    &[text("code", 1, 256).required(), USER_ID, form("expiresAt", Form::Time).required()];

fn unclaimed_keys(context: &mut Context<'_>, _: &Said<'_>) -> Answer {
    let now = context.now();
    let keys = context.env.mfa.pairing_keys.values().filter(|key| key.is_good(now));
    let keys: Vec<Value> = keys
        .map(|key| {
            let expires = key.expires_at.iso();
            json!({ "code": key.code, "userId": key.user_id, "expiresAt": expires })
        })
        .collect();
    Ok(Response::json(200, &json!({ "pairingKeys": keys })))
}

fn pushes(context: &mut Context<'_>, _: &Said<'_>) -> Answer {
    let pushes: Vec<Value> = push::waiting(context)
        .into_iter()
        .map(|push| {
            let mut shown = json!({
                "authenticationId": push.authentication_id,
                "userId": push.user_id,
                "deviceId": push.device_id,
                "title": push.title,
                "text": push.text,
            });
            if let Some(number) = push.number {
                shown["number"] = number.into();
            }
            tell(&mut shown, push.client_context);
            shown
        })
        .collect();
    Ok(listed_or_wait("pushes", pushes))
}

/// Shows the app what the caller tells it.
fn tell(shown: &mut Value, client_context: Option<String>) {
    if let Some(told) = client_context.and_then(|text| serde_json::from_str::<Value>(&text).ok()) {
        shown["clientContext"] = told;
    }
}

fn approve(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let answer =
        said.body.number("number").map_or(push::Answer::Approve, push::Answer::ApproveWith);
    push::answer(context, said.text("userId"), answer)?;
    Ok(Response::empty(204))
}

fn deny(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    push::answer(context, said.text("userId"), push::Answer::Deny)?;
    Ok(Response::empty(204))
}

fn time_out(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    push::answer(context, said.text("userId"), push::Answer::TimeOut)?;
    Ok(Response::empty(204))
}

fn app_otp_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    Ok(shown_otp(&app_otp(context, said.text("userId"), said.text("deviceId"))?))
}

fn claim_code(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let (user_id, device_id) = (said.text("userId"), said.text("deviceId"));
    let mut shown = json!({});
    tell(&mut shown, codes::claim(context, user_id, device_id, said.text("code"))?);
    Ok(Response::json(200, &shown))
}

fn token_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    Ok(shown_otp(&token_code(context, said.text("serialNumber"))?))
}

fn token_skew_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    token(context, said.text("serialNumber"))?.skew(said.number("steps"));
    Ok(Response::empty(204))
}

fn set_policy(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    prompt_for_device(context, said.text("deviceSelection") == "PROMPT_TO_SELECT");
    Ok(Response::empty(204))
}

/// Whether a user with several devices is asked by the policy that the environment began with.
pub(crate) fn prompt_for_device(context: &mut Context<'_>, prompt: bool) {
    context.env.mfa.prompt_to_select(&mut context.env.store, prompt);
}
