//! The body of Create Verify Transaction.

use serde_json::{Map, Value};
use time::{Date, Month};

use crate::wire::{
    fields::{Fields, is_base64},
    response::Detail,
};

/// The longest `redirect.message`.
const MAX_MESSAGE: usize = 256;

/// What a client asks for.
#[derive(Default)]
pub(crate) struct NewTransaction {
    pub(crate) policy_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) requirements: Option<Value>,
}

impl NewTransaction {
    /// Reads the members that are known; others are ignored, as the service does with retired ones.
    pub(crate) fn parse(body: &Map<String, Value>) -> Result<Self, Vec<Detail>> {
        let mut wrong = Vec::new();
        let mut new = Self::default();
        let mut fields = Fields::of(body, &mut wrong);
        fields.object("verifyPolicy", |policy| {
            policy.require("id");
            new.policy_id = policy.text("id").map(str::to_owned);
        });
        fields.object("sendNotification", |send| {
            new.email = send.text("email").map(str::to_owned);
            new.phone = send.text("phone").map(str::to_owned);
            if new.email.as_ref().is_some_and(|email| !email.contains('@')) {
                send.invalid("email", "The value is not an email address.");
            }
            let digits = |phone: &String| phone.chars().any(|c| c.is_ascii_digit());
            if new.phone.as_ref().is_some_and(|phone| !digits(phone)) {
                send.invalid("phone", "The value is not a phone number.");
            }
        });
        fields.object("redirect", check_redirect);
        fields.object("callback", |callback| {
            callback.require("url");
            callback.text("url");
            callback.object("headers", |_| {});
        });
        fields.object("requirements", |requirements| {
            for name in requirements.names() {
                requirements.object(name, |wanted| check_requirement(name, wanted));
            }
        });
        if wrong.is_empty() {
            let requirements = body.get("requirements");
            new.requirements = requirements.filter(|value| !value.is_null()).cloned();
            Ok(new)
        } else {
            Err(wrong)
        }
    }

    /// Whether the request brings that requirement.
    pub(crate) fn requires(&self, name: &str) -> bool {
        let requirements = self.requirements.as_ref();
        requirements.is_some_and(|requirements| requirements[name].is_object())
    }
}

fn check_redirect(redirect: &mut Fields<'_, '_>) {
    redirect.require("url");
    if let Some(url) = redirect.text("url")
        && !url.starts_with("https://")
    {
        redirect.invalid("url", "The URL must use https.");
    }
    if let Some(message) = redirect.text("message")
        && message.chars().count() > MAX_MESSAGE
    {
        redirect.wrong("message", Detail::too_long(MAX_MESSAGE));
    }
}

fn check_requirement(name: &str, wanted: &mut Fields<'_, '_>) {
    let value = wanted.text("value");
    wanted.texts("options");
    if !wanted.has("value") && !wanted.has("options") {
        wanted.missing(if name == "email" { "options" } else { "value" });
    }
    let Some(value) = value else { return };
    if name == "referenceSelfie" && !is_base64(value) {
        wanted.invalid("value", "The value must be a JPEG in Base64.");
    }
    if name == "birth_date" && !is_date(value) {
        wanted.invalid("value", "The value must be a date as yyyy-MM-dd.");
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return false;
    }
    let date = || {
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
    };
    date().is_some()
}
