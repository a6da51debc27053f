//! What a person with a phone does, and how the service answers.

use serde_json::{Value, json};

use crate::domain::pingid::{
    codes::PairingStatus, device::PingIdDevice, reply_form::ReplyForm, user::User,
};
use crate::{
    base::{oath_token::Token, yubikey},
    dispatch::control::{Control, OTP, Run, SEARCH, SERIAL, STEPS, Said, shown_otp},
    domain::control_error::ControlError,
    store::schema::{Form, Kind, Member, any, choice, flag, form, int, list, text},
    wire::response::{Answer, Response},
    world::{Environment, context::Context},
};

/// How many users the control adds at once.
const MOST_USERS: i64 = 1_000_000;

pub(crate) fn add_users(context: &mut Context<'_>, count: usize) {
    let now = context.now();
    let Environment { pingid, random, .. } = &mut *context.env;
    pingid.directory.add_crowd(count, now, random);
}

pub(crate) fn token<'a>(
    context: &'a mut Context<'_>,
    serial: &str,
) -> Result<&'a mut Token, ControlError> {
    let token = context.env.pingid.tokens.get_mut(serial);
    Ok(token.ok_or("the organization has no token of that serial number")?)
}

pub(crate) fn token_code(context: &mut Context<'_>, serial: &str) -> Result<String, ControlError> {
    let now = context.now();
    Ok(token(context, serial)?.show(now))
}

pub(crate) fn yubikey_otp(context: &mut Context<'_>, serial: u64) -> String {
    yubikey::touch(serial, &mut context.env.random)
}

pub(crate) fn claim(context: &mut Context<'_>, code: &str) -> Result<(), ControlError> {
    Ok(context.env.pingid.directory.claim(code)?)
}

pub(crate) fn pair(
    context: &mut Context<'_>,
    code: &str,
    device: PingIdDevice,
    reports: &[PairingStatus],
) -> Result<u64, ControlError> {
    let now = context.now();
    let Environment { pingid, random, .. } = &mut *context.env;
    Ok(pingid.directory.pair(code, device, reports, now, random)?)
}

pub(crate) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        path: "pingid/activation-codes",
        does: "The activation codes that no phone has paired by yet.",
        answer: &[list("activationCodes", &Kind::Object(CODE), 0, usize::MAX).required()],
        run: Run::In(open_codes),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "pingid/users",
        does: "Users of the account with their devices, by their names.",
        query: SEARCH,
        answer: &[list("users", &Kind::Object(USER), 0, usize::MAX).required()],
        run: Run::In(users),
        ..Control::BASE
    },
    Control {
        path: "pingid/claim",
        does: "A phone takes an activation code; the pairing is not complete yet.",
        methods: &["PingId::claim"],
        body: &[ACTIVATION_CODE],
        run: Run::In(|context, said| {
            claim(context, said.text("activationCode"))?;
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/complete",
        does: "A phone completes an online pairing.",
        methods: &["PingId::complete_pairing"],
        body: &[ACTIVATION_CODE, DEVICE],
        answer: &[DEVICE_ID],
        run: Run::In(|context, said| {
            pair_endpoint(context, said, &[PairingStatus::Paired, PairingStatus::Success])
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/pair",
        does: "A phone or computer pairs by an activation code.",
        methods: &["PingId::pair", "PingId::pair_device"],
        body: &[ACTIVATION_CODE, DEVICE],
        answer: &[DEVICE_ID],
        run: Run::In(|context, said| pair_endpoint(context, said, &[PairingStatus::Success])),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "pingid/reply-form",
        does: "In which of the known forms the service replies.",
        methods: &["PingId::reply_form"],
        body: &[
            flag("wrapper").doc("Whether a `responseBody` is around the reply."),
            flag("signErrors").doc("Whether errors are signed as well."),
            choice("alias", &["org_alias", "orgAlias"]),
            text("successMessage", 0, usize::MAX),
        ],
        run: Run::In(reply_form_endpoint),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "pingid/device-limit",
        does: "How many devices a user may have.",
        methods: &["PingId::device_limit"],
        body: &[int("devices", 0, i64::MAX).required()],
        run: Run::In(|context, said| {
            context.env.pingid.directory.device_limit = said.number("devices");
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/users",
        does: "Adds `user000001` and so on, with an SMS device each; again, it goes on behind the \
               last one.",
        methods: &["PingId::add_users"],
        body: &[int("count", 0, MOST_USERS).required()],
        run: Run::In(|context, said| {
            add_users(context, said.number("count"));
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/token",
        does: "What an OATH token of the organization shows.",
        methods: &["PingId::token_code"],
        body: &[SERIAL],
        answer: &[OTP],
        run: Run::In(|context, said| {
            Ok(shown_otp(&token_code(context, said.text("serialNumber"))?))
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/token-skew",
        does: "A token whose button was played with, or whose clock is off.",
        methods: &["PingId::token_skew"],
        body: &[SERIAL, STEPS],
        run: Run::In(|context, said| {
            token(context, said.text("serialNumber"))?.skew(said.number("steps"));
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/yubikey",
        does: "What a YubiKey types.",
        methods: &["PingId::yubikey_otp"],
        body: &[int("serialNumber", 0, i64::MAX).required()],
        answer: &[OTP],
        run: Run::In(|context, said| {
            Ok(shown_otp(&yubikey_otp(context, said.number("serialNumber"))))
        }),
        ..Control::BASE
    },
];

const ACTIVATION_CODE: Member = text("activationCode", 1, usize::MAX).required();
pub(super) const DEVICE_ID: Member = int("deviceId", 0, i64::MAX).required();
const DEVICE: Member = any("device").doc(
    "`iPhone` (by default), `Android` or `Desktop`, or an object of `type`, `model`, `nickname` \
     and `uuid`.",
);

const CODE: &[Member] = &[
    ACTIVATION_CODE,
    text("userName", 1, usize::MAX).required(),
    form("expiresAt", Form::Time).required(),
];

const USER: &[Member] = &[
    text("userName", 1, usize::MAX).required(),
    text("status", 1, 256).required(),
    list("devices", &Kind::Object(&[DEVICE_ID, text("type", 1, 256).required()]), 0, usize::MAX)
        .required(),
];

fn open_codes(context: &mut Context<'_>, _: &Said<'_>) -> Answer {
    let codes = context.env.pingid.directory.open_codes();
    let codes: Vec<Value> = codes
        .map(|(code, user, expires)| {
            json!({ "activationCode": code, "userName": user, "expiresAt": expires.iso() })
        })
        .collect();
    Ok(Response::json(200, &json!({ "activationCodes": codes })))
}

fn users(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let (search, limit) = said.searched();
    let has = |text: &str| text.to_lowercase().contains(&search);
    let fits = |user: &&User| has(&user.name) || user.profile.email.as_deref().is_some_and(has);
    let found = context.env.pingid.directory.users().filter(fits).take(limit);
    let shown = found.map(|user| {
        let devices: Vec<Value> = user
            .devices
            .iter()
            .map(|device| json!({ "deviceId": device.id, "type": device.kind.name() }))
            .collect();
        json!({ "userName": user.name, "status": user.status.name(), "devices": devices })
    });
    Ok(Response::json(200, &json!({ "users": shown.collect::<Vec<Value>>() })))
}

fn pair_endpoint(context: &mut Context<'_>, said: &Said<'_>, reports: &[PairingStatus]) -> Answer {
    let device = match said.body.get("device") {
        None => PingIdDevice::iphone(),
        Some(value) => PingIdDevice::parse(value).map_err(ControlError::from)?,
    };
    let id = pair(context, said.text("activationCode"), device, reports)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

fn reply_form_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let form = ReplyForm::parse(&said.request.object_or_empty()?).map_err(ControlError::from)?;
    context.env.pingid.form = form;
    Ok(Response::empty(204))
}
