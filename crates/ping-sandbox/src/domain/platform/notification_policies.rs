//! Notification policies: how many messages are sent, where, and how fast.

use serde_json::{Value, json};

use crate::base::{countries::country_of, random::Random, timestamp::Timestamp};
use crate::domain::{cooldown::Cooldown, outbox::Channel};
use crate::store::Store;
use crate::store::schema::{
    Draft, Form, Hooks, Kind, Member, Schema, Unique, choice, flag, int, list, object, text,
};
use crate::wire::response::Detail;

const METHODS: Kind = Kind::Choice(&["SMS", "Voice", "Email"]);
const PHONE_METHODS: Kind = Kind::Choice(&["SMS", "Voice"]);
// Providers spell it otherwise.
const PROVIDER_METHODS: Kind = Kind::Choice(&["SMS", "VOICE"]);
const COUNTRY: Kind = Kind::Form(Form::Country);
const PERIOD: Kind = Kind::Span { least: 10, most: 600 };

const QUOTA: Kind = Kind::Object(&[
    choice("type", &["USER", "ENVIRONMENT"]).required(),
    list("deliveryMethods", &METHODS, 1, 2).default(r#"["SMS","Voice"]"#),
    int("total", 0, i64::MAX),
    int("claimed", 0, i64::MAX),
    int("unclaimed", 0, i64::MAX),
]);

const COOLDOWN: &[Member] = &[
    flag("enabled").required(),
    list("periods", &PERIOD, 3, 3),
    choice("groupBy", &["USER_ID"]),
    int("resendLimit", 1, 10),
];

const PROVIDER: Kind = Kind::Object(&[
    list("deliveryMethods", &PROVIDER_METHODS, 1, 2),
    list("countries", &COUNTRY, 1, 300),
    list("fallbackChain", &Kind::Object(&[text("id", 1, 256).required()]), 1, 100).required(),
]);

pub(crate) static NOTIFICATION_POLICIES: Schema = Schema {
    name: "NOTIFICATIONS_POLICY",
    collection: "notificationsPolicies",
    embedded: "notificationsPolicies",
    noun: "notificationsPolicy",
    members: &[
        text("name", 1, 256).required(),
        flag("default").default("false"),
        list("quotas", &QUOTA, 0, 2).required(),
        object(
            "countryLimit",
            &[
                choice("type", &["NONE", "ALLOWED", "DENIED"]).required(),
                list("deliveryMethods", &PHONE_METHODS, 1, 2),
                list("countries", &COUNTRY, 1, 300),
            ],
        )
        .default(r#"{"type":"NONE"}"#),
        object(
            "cooldownConfiguration",
            &[
                object("email", COOLDOWN).required(),
                object("sms", COOLDOWN).required(),
                object("voice", COOLDOWN).required(),
                object("whatsApp", COOLDOWN).alias("whatsapp").required(),
            ],
        ),
        object("providerConfiguration", &[list("conditions", &PROVIDER, 1, 100).required()]),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    one_default: true,
    hooks: Hooks {
        check,
        may_delete: |_, row, _| {
            if row.body["default"] != true {
                return Ok(());
            }
            let why = "Cannot remove default notifications policy.";
            Err(Detail::new("CONSTRAINT_VIOLATION", why).target(row.id()))
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// The policy that every environment has.
// assumes: notification-quotas
pub(crate) fn plant_default(store: &mut Store, random: &Random, now: Timestamp) {
    let policy = json!({
        "id": random.stream("notification policy").uuid(),
        "name": "Default Notification Policy",
        "default": true,
        "quotas": [
            { "type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 50 },
            { "type": "USER", "deliveryMethods": ["Email"], "total": 50 },
        ],
    });
    store.plant(&NOTIFICATION_POLICIES, "", &policy, now);
}

/// What a policy says of the messages that fall under it.
pub(crate) struct NotificationRules<'a>(&'a Value);

impl<'a> NotificationRules<'a> {
    /// Of the policy with that id, as long as there is one; else of the default.
    pub(crate) fn of(store: &'a Store, id: Option<&str>) -> Self {
        let named = id.and_then(|id| store.row(&NOTIFICATION_POLICIES, "", id));
        let mut rows = store.rows(&NOTIFICATION_POLICIES, "");
        let row = named.or_else(|| rows.find(|row| row.body["default"] == true));
        Self(row.map_or(&Value::Null, |row| &row.body))
    }

    pub(crate) fn quotas(&self) -> impl Iterator<Item = &'a Value> {
        self.0["quotas"].as_array().into_iter().flatten()
    }

    /// Whether messages may go to that address.
    pub(crate) fn allows(&self, channel: Channel, to: &str) -> bool {
        let limit = &self.0["countryLimit"];
        if !matches!(channel, Channel::Sms | Channel::Voice) || !is_of(limit, channel) {
            return true;
        }
        let countries = limit["countries"].as_array();
        let country = country_of(to).unwrap_or_default();
        let is_named = countries.is_some_and(|all| all.iter().any(|one| one == country));
        match limit["type"].as_str() {
            Some("ALLOWED") => is_named,
            Some("DENIED") => !is_named,
            _ => true,
        }
    }

    pub(crate) fn cooldown(&self, channel: Channel) -> Option<Cooldown> {
        let member = match channel {
            Channel::Email => "email",
            Channel::Sms => "sms",
            Channel::Voice => "voice",
            Channel::WhatsApp => "whatsApp",
        };
        Cooldown::of(&self.0["cooldownConfiguration"][member])
    }

    /// The providers that carry a text message or call there, by their ids, the first one first.
    /// What is said of the country alone comes before what is said of all.
    pub(crate) fn providers(&self, channel: Channel, to: &str) -> impl Iterator<Item = &'a str> {
        let country = country_of(to).unwrap_or_default();
        let conditions = self.0["providerConfiguration"]["conditions"].as_array();
        let mut fit = conditions.into_iter().flatten().filter(|one| is_of(one, channel));
        let mut of_all = fit.clone().filter(|one| one["countries"].is_null());
        let of_country = fit.find(|one| {
            one["countries"].as_array().is_some_and(|all| all.iter().any(|one| one == country))
        });
        let chain = of_country.or_else(|| of_all.next()).map(|one| &one["fallbackChain"]);
        let chain = chain.and_then(Value::as_array).into_iter().flatten();
        chain.filter_map(|one| one["id"].as_str())
    }
}

/// Whether something is about that channel: it says so, or says nothing of any.
fn is_of(rule: &Value, channel: Channel) -> bool {
    let methods = rule["deliveryMethods"].as_array();
    let names = |name: &Value| name.as_str().and_then(Channel::parse) == Some(channel);
    methods.is_none_or(|methods| methods.iter().any(names))
}

fn check(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let of = |name: &str| draft.new.get(name).unwrap_or(&Value::Null);
    check_quotas(of("quotas"), wrong);
    let limit = of("countryLimit");
    let is_limited = matches!(limit["type"].as_str(), Some("ALLOWED" | "DENIED"));
    if is_limited && limit["countries"].is_null() {
        wrong.push(Detail::required().target("countryLimit.countries"));
    }
    for method in ["email", "sms", "voice", "whatsApp"] {
        let cooldown = &of("cooldownConfiguration")[method];
        for name in ["periods", "resendLimit"] {
            if cooldown["enabled"] == true && cooldown[name].is_null() {
                let target = format!("cooldownConfiguration.{method}.{name}");
                wrong.push(Detail::required().target(target));
            }
        }
    }
    let conditions = of("providerConfiguration")["conditions"].as_array();
    if conditions.is_some_and(|all| all.iter().all(|one| !one["countries"].is_null())) {
        let why = "One of the conditions must be for all countries.";
        wrong.push(Detail::invalid(why).target("providerConfiguration.conditions"));
    }
}

/// A quota counts either emails or what goes to phones, either all or parts of it; there is one for
/// each.
fn check_quotas(quotas: &Value, wrong: &mut Vec<Detail>) {
    let mut emails = Vec::new();
    for (index, quota) in quotas.as_array().into_iter().flatten().enumerate() {
        let refuse =
            |member: &str, why| Detail::invalid(why).target(format!("quotas[{index}].{member}"));
        let methods = quota["deliveryMethods"].as_array().map_or(&[][..], Vec::as_slice);
        let of_email = methods.contains(&"Email".into());
        if of_email && methods.len() > 1 {
            wrong.push(refuse("deliveryMethods", "Emails have a quota of their own."));
        }
        let is_there = |member: &str| !quota[member].is_null();
        if is_there("total") && (is_there("claimed") || is_there("unclaimed")) {
            wrong.push(refuse("total", "A total excludes parts of it."));
        }
        if emails.contains(&of_email) {
            wrong.push(refuse("deliveryMethods", "They have a quota already."));
        }
        emails.push(of_email);
    }
}
