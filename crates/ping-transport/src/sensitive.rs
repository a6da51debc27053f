//! What of a request is secret: by its type where it has one, else by its name.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use ping_models::Secret;
use serde_json::Value;

use crate::request::Parts;
pub(crate) use crate::secret_names::is_secret_name;

/// Parts of the names of headers whose values are secrets.
const SECRET_HEADERS: &[&str] = &[
    "api-key",
    "apikey",
    "assertion",
    "authorization",
    "cookie",
    "credential",
    "password",
    "secret",
    "token",
];

/// Settings have the names of secrets, too, such as the `otp` of a policy. These members of theirs
/// are no secrets; whatever else stands below such a name is taken for one.
const SETTINGS: &[&str] =
    &["count", "duration", "otpLength", "templateName", "timeUnit", "variantName"];

/// Whether the values of a header are secrets.
pub(crate) fn is_secret_header(name: &HeaderName) -> bool {
    let name = name.as_str();
    SECRET_HEADERS.iter().any(|part| name.contains(part))
}

/// The headers, those that are secret marked so that they do not print.
pub(crate) fn marked(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for (name, value) in &mut headers {
        value.set_sensitive(value.is_sensitive() || is_secret_header(name));
    }
    headers
}

/// The secrets that the headers, the query and the body of a request carry.
pub(crate) fn of_request(parts: &Parts) -> Vec<Secret> {
    let mut secrets = of_body(parts);
    for (name, value) in &parts.headers {
        if value.is_sensitive() || is_secret_header(name) {
            of_header(value, &mut secrets);
        }
    }
    let query = parts.query.iter();
    let query = query.map(|(name, value)| (name.as_str(), value.as_str()));
    let raw = parts.raw_query.iter().flat_map(|query| query.split('&'));
    let raw = raw.filter_map(|pair| pair.split_once('='));
    for (name, value) in query.chain(raw) {
        if is_secret_name(name) {
            secrets.push(value.into());
        }
    }
    secrets
}

/// The value and its parts: credentials without their scheme, cookies without their names.
fn of_header(value: &HeaderValue, secrets: &mut Vec<Secret>) {
    let Ok(value) = value.to_str() else { return };
    secrets.push(value.into());
    if let Some((scheme, credentials)) = value.split_once(' ') {
        secrets.push(credentials.into());
        if scheme.eq_ignore_ascii_case("basic")
            && let Some(pair) = STANDARD.decode(credentials).ok()
            && let Ok(pair) = String::from_utf8(pair)
            && let Some((_, password)) = pair.split_once(':')
        {
            secrets.push(password.into());
            secrets.push(percent_decode_str(password).decode_utf8_lossy().as_ref().into());
        }
    }
    let cookies = value.split(';').filter_map(|cookie| cookie.split_once('='));
    secrets.extend(cookies.map(|(_, value)| value.trim().into()));
}

/// The secrets of the body: what its type calls one, and what stands below the name of one.
fn of_body(parts: &Parts) -> Vec<Secret> {
    let mut secrets = parts.secrets.clone();
    let body = parts.body.as_deref().unwrap_or_default();
    if let Ok(body) = serde_json::from_slice(body) {
        collect(body, false, &mut secrets);
    }
    secrets
}

/// Every text and number of a value that is a secret as a whole.
pub(crate) fn of_value(value: Value, secrets: &mut Vec<Secret>) {
    collect(value, true, secrets);
}

fn collect(value: Value, secret: bool, secrets: &mut Vec<Secret>) {
    each_leaf(value, secret, &mut |leaf, secret| {
        match &leaf {
            Value::String(text) if secret => secrets.push(text.as_str().into()),
            Value::Number(number) if secret => secrets.push(number.to_string().into()),
            _ => {}
        }
        leaf
    });
}

/// The value with each text and number as `change` makes it, which is told whether it stands below
/// the name of a secret; or with all of them, where the value is one. Members are sorted, so that
/// texts do not depend on features.
pub(crate) fn each_leaf(
    value: Value,
    secret: bool,
    change: &mut impl FnMut(Value, bool) -> Value,
) -> Value {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.into_iter().collect();
            sorted.sort_by(|left, right| left.0.cmp(&right.0));
            let changed = sorted.into_iter().map(|(name, value)| {
                let is_leaf = !value.is_object() && !value.is_array();
                let is_setting = is_leaf && SETTINGS.contains(&name.as_str());
                let secret = is_secret_name(&name) || (secret && !is_setting);
                let value = each_leaf(value, secret, change);
                (name, value)
            });
            Value::Object(changed.collect())
        }
        Value::Array(items) => {
            items.into_iter().map(|item| each_leaf(item, secret, change)).collect()
        }
        leaf @ (Value::String(_) | Value::Number(_)) => change(leaf, secret),
        other => other,
    }
}
