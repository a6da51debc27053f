//! How an environment's messages are sent.

use serde_json::{Value, json};

use crate::domain::platform::users::USERS;
use crate::store::Store;
use crate::store::schema::{
    Form, Kind, Member, OnDelete, Schema, choice, form, int, list, object, reference, text,
};

/// Who a message is from, or who is answered.
const SENDER: &[Member] = &[
    text("name", 1, 256).default(r#""PingOne""#),
    form("address", Form::Email).default(r#""noreply@pingidentity.com""#),
];

static LISTED: [Member; 1] = [reference("user", &USERS).required().on_delete(OnDelete::Clear)];

pub(crate) static NOTIFICATION_SETTINGS: Schema = Schema {
    name: "NOTIFICATIONS_SETTINGS",
    collection: "notificationsSettings",
    noun: "notificationsSettings",
    members: &[
        choice("deliveryMode", &["ALL"]).default(r#""ALL""#),
        object("restrictions", &[object("smsVoiceQuota", &[int("daily", 0, 50).required()])]),
        list("smsProvidersFallbackChain", &Kind::LINE, 0, 100).default("[]"),
        object("from", SENDER).default("{}"),
        object("replyTo", SENDER).default("{}"),
        list("whitelist", &Kind::Object(&LISTED), 0, 1000),
    ],
    single: true,
    ..Schema::BASE
};

/// Who emails are `from` or `replyTo`, member by member: what the content says, else the settings,
/// else PingOne.
pub(crate) fn party(store: &Store, content: &Value, role: &str) -> String {
    let settings = store.rows(&NOTIFICATION_SETTINGS, "").next().map(|row| &row.body[role]);
    let of = |member: &str, else_: &str| {
        let said = content[role][member].as_str();
        let set = || settings.and_then(|from| from[member].as_str().map(str::to_owned));
        said.map(str::to_owned).or_else(set).unwrap_or_else(|| else_.to_owned())
    };
    format!("{} <{}>", of("name", "PingOne"), of("address", "noreply@pingidentity.com"))
}

/// The providers that carry text messages and calls where no policy says others.
pub(crate) fn providers(store: &Store) -> impl Iterator<Item = &str> {
    let row = store.rows(&NOTIFICATION_SETTINGS, "").next();
    let chain = row.and_then(|row| row.body["smsProvidersFallbackChain"].as_array());
    chain.into_iter().flatten().filter_map(Value::as_str)
}

/// Whether a user is one of those that the settings list.
pub(crate) fn is_listed(store: &Store, user_id: &str) -> bool {
    let row = store.rows(&NOTIFICATION_SETTINGS, "").next();
    let listed = row.and_then(|row| row.body["whitelist"].as_array());
    listed.into_iter().flatten().any(|one| one["user"]["id"] == user_id)
}

/// How many text messages and calls a user gets a day, as a quota, where the settings say so.
pub(crate) fn daily_quota(store: &Store) -> Option<Value> {
    let row = store.rows(&NOTIFICATION_SETTINGS, "").next()?;
    let most = row.body["restrictions"]["smsVoiceQuota"]["daily"].as_u64()?;
    Some(json!({ "type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": most }))
}
