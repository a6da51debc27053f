//! What was sent to people.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::control::{Control, Run, Said, WAIT},
    domain::outbox::{Channel, Message, Notification},
    store::schema::{Form, Kind, Member, choice, flag, form, list, object, open, text},
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
    object("notification", NOTIFICATION).doc("What it was written from; PingID's have none."),
    flag("read").required().doc("Whether it was handed out as the next one."),
];

const NOTIFICATION: &[Member] = &[
    text("template", 1, usize::MAX).required(),
    text("locale", 1, usize::MAX).required().doc("The language that fitted best."),
    text("variant", 1, usize::MAX),
    open("variables", &[]).required().doc("What the caller said in it."),
    text("subject", 0, usize::MAX),
    text("sender", 1, usize::MAX),
    text("replyTo", 1, usize::MAX),
    text("voice", 1, usize::MAX).doc("Who reads a call."),
    text("provider", 1, usize::MAX).doc("Who carried the text message or call."),
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
    Control {
        method: "PUT",
        path: "outbox/providers",
        does: "Which providers carry no text messages and calls; replaces those before.",
        methods: &["Outbox::providers_down"],
        body: &[list("down", &Kind::LINE, 0, 100).required().doc("Their ids.")],
        run: Run::In(|context, said| {
            context.env.outbox.down = said.body.texts("down").into_iter().collect();
            Ok(Response::empty(204))
        }),
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
        "notification": message.notification.as_ref().map(notification),
        "read": message.read,
    });
    without_nulls(&mut shown);
    shown
}

fn notification(from: &Notification) -> Value {
    let mut shown = json!({
        "template": from.template,
        "locale": from.locale,
        "variant": from.variant,
        "variables": from.variables,
        "subject": from.subject,
        "sender": from.sender,
        "replyTo": from.reply_to,
        "voice": from.voice,
        "provider": from.provider,
    });
    without_nulls(&mut shown);
    shown
}

fn without_nulls(shown: &mut Value) {
    if let Value::Object(members) = shown {
        members.retain(|_, value| !value.is_null());
    }
}

fn next_message(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let channel = Channel::parse(said.text("channel")).ok_or_else(not_found)?;
    match context.env.outbox.take(channel, said.text("to")) {
        Some(taken) => Ok(Response::json(200, &message(&taken))),
        None => Err(Failure::from(Response::from(not_found()).unless_waited())),
    }
}
