//! The people of an environment, and codes for their cameras.

use serde_json::{Value, json};

use crate::{
    dispatch::control::{Control, Run, SEARCH, Said},
    domain::{platform::users::USERS, verify::picture},
    store::{
        Entry,
        schema::{Kind, Member, flag, list, text},
    },
    wire::response::{Answer, Detail, Response, invalid_data},
    world::context::Context,
};

const DEVICE: &[Member] = &[
    text("id", 1, 256).required(),
    text("type", 1, 256).required(),
    text("status", 1, 256).required(),
    text("nickname", 1, 256),
    flag("blocked").required(),
];

const USER: &[Member] = &[
    text("id", 1, 256).required(),
    text("username", 1, usize::MAX).required(),
    text("email", 1, usize::MAX),
    flag("enabled").required(),
    list("devices", &Kind::Object(DEVICE), 0, usize::MAX)
        .required()
        .doc("Those of PingOne MFA, the active ones first, in their order."),
];

pub(super) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        path: "users",
        does: "Users with their devices, the first ones of the directory.",
        query: SEARCH,
        answer: &[list("users", &Kind::Object(USER), 0, usize::MAX).required()],
        run: Run::In(users),
        ..Control::BASE
    },
    Control {
        path: "qr",
        does: "A QR code of a text, as a data URI.",
        body: &[text("text", 1, 2048).required()],
        answer: &[text("image", 1, usize::MAX).required()],
        run: Run::All(|_, said| {
            let why = "The text is too long for a QR code.";
            let image = picture::qr(said.text("text"))
                .ok_or_else(|| invalid_data([Detail::invalid(why).target("text")]))?;
            Ok(Response::json(200, &json!({ "image": image })))
        }),
        ..Control::BASE
    },
];

fn users(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let (search, limit) = said.searched();
    let fits = |user: &&Entry| {
        let names = [user.text("username"), user.text("email")];
        names.into_iter().flatten().any(|name| name.to_lowercase().contains(&search))
    };
    let found = context.env.store.rows(&USERS, "").filter(fits).take(limit);
    let users: Vec<Value> = found.map(|user| shown(context, user)).collect();
    Ok(Response::json(200, &json!({ "users": users })))
}

fn shown(context: &Context<'_>, user: &Entry) -> Value {
    let devices = context.env.mfa.devices.of(user.id()).map(|device| {
        let mut shown = json!({
            "id": device.id,
            "type": device.kind().as_str(),
            "status": if device.active { "ACTIVE" } else { "ACTIVATION_REQUIRED" },
            "blocked": device.blocked_at.is_some(),
        });
        if let Some(nickname) = &device.nickname {
            shown["nickname"] = nickname.as_str().into();
        }
        shown
    });
    let mut shown = json!({
        "id": user.id(),
        "username": user.text("username"),
        "enabled": user.body["enabled"] != false,
        "devices": devices.collect::<Vec<Value>>(),
    });
    if let Some(email) = user.text("email") {
        shown["email"] = email.into();
    }
    shown
}
