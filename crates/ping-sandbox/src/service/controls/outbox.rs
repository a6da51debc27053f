//! What was sent to people.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::control::{Control, Run, Said, WAIT},
    domain::outbox::{Channel, Message},
    store::schema::{Form, Kind, Member, choice, flag, form, list, text},
    wire::response::{Answer, Failure, Response, not_found},
    world::context::Context,
};

const MESSAGE: &[Member] = &[
    choice("channel", CHANNELS).required(),
    text("to", 1, usize::MAX).required().doc("The phone number or address."),
    text("otp", 1, usize::MAX).doc("The passcode in it, if there is one."),
    text("text", 1, usize::MAX).required(),
    form("sentAt", Form::Time).required().doc("By the sandbox's clock."),
    text("userId", 1, usize::MAX),
    flag("read").required().doc("Whether it was handed out as the next one."),
];

const CHANNELS: &[&str] = &["SMS", "VOICE", "EMAIL", "WHATSAPP"];

pub(super) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        path: "outbox",
        does: "The last 10,000 messages to people, read or not, oldest first.",
        methods: &["Outbox::all"],
        answer: &[list("messages", &Kind::Object(MESSAGE), 0, usize::MAX).required()],
        run: Run::In(messages),
        ..Control::BASE
    },
    Control {
        path: "outbox/next",
        does: "The oldest message to somebody that was not handed out yet; 404 if there is none.",
        methods: &["Outbox::next", "Outbox::try_next"],
        body: &[
            choice("channel", CHANNELS).required(),
            text("to", 1, usize::MAX).required().doc("The phone number or address."),
            WAIT,
        ],
        answer: MESSAGE,
        run: Run::In(next_message),
        ..Control::BASE
    },
];

fn messages(context: &mut Context<'_>, _: &Said<'_>) -> Answer {
    let messages: Vec<Value> = context.env.outbox.all().map(message).collect();
    Ok(Response::json(200, &json!({ "messages": messages })))
}

fn message(message: &Message) -> Value {
    let mut shown = json!({
        "channel": message.channel.as_str(),
        "to": message.to,
        "otp": message.otp,
        "text": message.text,
        "sentAt": Timestamp::from_system(message.sent_at).iso(),
        "userId": message.user_id,
        "read": message.read,
    });
    if let Value::Object(members) = &mut shown {
        members.retain(|_, value| !value.is_null());
    }
    shown
}

fn next_message(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let channel = Channel::parse(said.text("channel")).ok_or_else(not_found)?;
    match context.env.outbox.take(channel, said.text("to")) {
        Some(taken) => Ok(Response::json(200, &message(&taken))),
        None => Err(Failure::from(Response::from(not_found()).unless_waited())),
    }
}
