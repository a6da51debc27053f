//! The body of Create Verify Transaction.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use time::{Date, Month};

use crate::response::Detail;

/// The longest `redirect.message`.
const MAX_MESSAGE: usize = 256;

/// What a client asks for.
#[derive(Default)]
pub(super) struct NewTransaction {
    pub(super) policy_id: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) requirements: Option<Value>,
}

impl NewTransaction {
    /// Reads the members that are known; others are ignored, as the service does with retired ones.
    pub(super) fn parse(body: &Map<String, Value>) -> Result<Self, Vec<Detail>> {
        let mut wrong = Vec::new();
        let mut new = Self::default();
        if let Some(policy) = object(body, "verifyPolicy", "", &mut wrong) {
            new.policy_id = text(policy, "id", "verifyPolicy.", true, &mut wrong);
        }
        if let Some(send) = object(body, "sendNotification", "", &mut wrong) {
            new.email = text(send, "email", "sendNotification.", false, &mut wrong);
            new.phone = text(send, "phone", "sendNotification.", false, &mut wrong);
            if new.email.as_ref().is_some_and(|email| !email.contains('@')) {
                wrong.push(invalid(
                    "sendNotification.email",
                    "The value is not an email address.",
                ));
            }
            let digits = |phone: &String| phone.chars().any(|c| c.is_ascii_digit());
            if new.phone.as_ref().is_some_and(|phone| !digits(phone)) {
                wrong.push(invalid(
                    "sendNotification.phone",
                    "The value is not a phone number.",
                ));
            }
        }
        if let Some(redirect) = object(body, "redirect", "", &mut wrong) {
            check_redirect(redirect, &mut wrong);
        }
        if let Some(callback) = object(body, "callback", "", &mut wrong) {
            text(callback, "url", "callback.", true, &mut wrong);
            object(callback, "headers", "callback.", &mut wrong);
        }
        if let Some(requirements) = object(body, "requirements", "", &mut wrong) {
            check_requirements(requirements, &mut wrong);
            new.requirements = Some(requirements.clone().into());
        }
        if wrong.is_empty() {
            Ok(new)
        } else {
            Err(wrong)
        }
    }

    pub(super) fn has_reference_selfie(&self) -> bool {
        let requirements = self.requirements.as_ref();
        requirements.is_some_and(|requirements| requirements["referenceSelfie"].is_object())
    }
}

fn check_redirect(redirect: &Map<String, Value>, wrong: &mut Vec<Detail>) {
    if let Some(url) = text(redirect, "url", "redirect.", true, wrong)
        && !url.starts_with("https://")
    {
        wrong.push(invalid("redirect.url", "The URL must use https."));
    }
    if let Some(message) = text(redirect, "message", "redirect.", false, wrong)
        && message.chars().count() > MAX_MESSAGE
    {
        wrong.push(
            Detail::new("SIZE_LIMIT_EXCEEDED", "The text is too long.")
                .target("redirect.message")
                .inner("maximumValue", MAX_MESSAGE),
        );
    }
}

fn check_requirements(requirements: &Map<String, Value>, wrong: &mut Vec<Detail>) {
    for name in requirements.keys() {
        let target = format!("requirements.{name}");
        let Some(requirement) = object(requirements, name, "requirements.", wrong) else {
            continue;
        };
        let prefix = format!("{target}.");
        let value = text(requirement, "value", &prefix, false, wrong);
        let options = requirement.get("options").filter(|value| !value.is_null());
        let of_texts = |options: &Value| {
            options
                .as_array()
                .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string))
        };
        match options {
            Some(options) if !of_texts(options) => {
                wrong.push(invalid(
                    format!("{target}.options"),
                    "The value must be an array of strings.",
                ));
            }
            None if !requirement.contains_key("value") => wrong.push(required(format!(
                "{target}.{}",
                if name == "email" { "options" } else { "value" }
            ))),
            _ => {}
        }
        let Some(value) = value else { continue };
        if name == "referenceSelfie" && STANDARD.decode(&value).is_err() {
            wrong.push(invalid(
                format!("{target}.value"),
                "The value must be a JPEG in Base64.",
            ));
        }
        if name == "birth_date" && !is_date(&value) {
            wrong.push(invalid(
                format!("{target}.value"),
                "The value must be a date as yyyy-MM-dd.",
            ));
        }
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

/// An optional object; null counts as absent.
fn object<'a>(
    parent: &'a Map<String, Value>,
    name: &str,
    prefix: &str,
    wrong: &mut Vec<Detail>,
) -> Option<&'a Map<String, Value>> {
    match parent.get(name)? {
        Value::Null => None,
        Value::Object(members) => Some(members),
        _ => {
            wrong.push(invalid(
                format!("{prefix}{name}"),
                "The value must be an object.",
            ));
            None
        }
    }
}

fn text(
    parent: &Map<String, Value>,
    name: &str,
    prefix: &str,
    is_required: bool,
    wrong: &mut Vec<Detail>,
) -> Option<String> {
    let target = format!("{prefix}{name}");
    match parent.get(name) {
        Some(Value::String(text)) if !text.is_empty() => return Some(text.clone()),
        Some(Value::String(_)) => {
            wrong.push(Detail::new("EMPTY_VALUE", "The value must not be empty.").target(target));
        }
        None | Some(Value::Null) if is_required => wrong.push(required(target)),
        None | Some(Value::Null) => {}
        Some(_) => wrong.push(invalid(target, "The value must be a string.")),
    }
    None
}

fn required(target: impl Into<String>) -> Detail {
    Detail::new("REQUIRED_VALUE", "A value is required.").target(target)
}

fn invalid(target: impl Into<String>, why: &str) -> Detail {
    Detail::new("INVALID_VALUE", why).target(target)
}
