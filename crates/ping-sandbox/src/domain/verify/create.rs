//! The body of Create Verify Transaction.

use serde_json::{Map, Value};

use crate::{
    store::{
        Sent,
        schema::{
            Draft, Form, Kind, Member, each, foreign, form, is_of_form, list, object, open, text,
        },
    },
    wire::response::Detail,
};

/// What is known; anything else is ignored, as the service does with retired members.
pub(crate) const MEMBERS: &[Member] = &[
    foreign("verifyPolicy"),
    object("sendNotification", &[form("email", Form::Email), form("phone", Form::Phone)]),
    object("redirect", &[form("url", Form::Https).required(), text("message", 1, 256)]),
    object("callback", &[text("url", 1, 2048).required(), open("headers", &[])]),
    each("requirements", REQUIREMENT),
];
/// A value to compare with, or several of which one has to fit.
const REQUIREMENT: &Kind =
    &Kind::Object(&[text("value", 1, usize::MAX), list("options", &Kind::LINE, 1, 1000)]);

/// What a client asks for.
#[derive(Default)]
pub(crate) struct NewTransaction {
    pub(crate) policy_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) requirements: Option<Value>,
}

impl NewTransaction {
    /// Of a sound body.
    pub(crate) fn of(sent: &Sent) -> Self {
        let text = |path| sent.find_text(path).map(str::to_owned);
        Self {
            policy_id: text("verifyPolicy.id"),
            email: text("sendNotification.email"),
            phone: text("sendNotification.phone"),
            requirements: sent.get("requirements").cloned(),
        }
    }

    /// Whether the request brings that requirement.
    pub(crate) fn requires(&self, name: &str) -> bool {
        let requirements = self.requirements.as_ref();
        requirements.is_some_and(|requirements| requirements[name].is_object())
    }
}

/// What the requirements have to be.
pub(crate) fn check(draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let requirements = draft.sent.get("requirements").and_then(Value::as_object);
    for (name, wanted) in requirements.into_iter().flatten() {
        if let Some(wanted) = wanted.as_object() {
            wrong.extend(check_requirement(name, wanted));
        }
    }
}

fn check_requirement(name: &str, wanted: &Map<String, Value>) -> Option<Detail> {
    let has = |member: &str| wanted.get(member).is_some_and(|value| !value.is_null());
    if !has("value") && !has("options") {
        let member = if name == "email" { "options" } else { "value" };
        return Some(Detail::required().target(format!("requirements.{name}.{member}")));
    }
    let form = match name {
        "referenceSelfie" => Form::Base64,
        "birth_date" => Form::Date,
        _ => return None,
    };
    let value = wanted.get("value")?.as_str().filter(|value| !value.is_empty())?;
    let refused = is_of_form(value, form).err()?;
    Some(refused.target(format!("requirements.{name}.value")))
}
