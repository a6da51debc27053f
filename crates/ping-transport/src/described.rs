//! A request as a reviewer reads it.

use std::borrow::Cow;
use std::fmt;

use http::header::{AUTHORIZATION, HeaderValue};
use ping_models::Secret;
use serde_json::Value;

use crate::auth::Authorization;
use crate::error::Error;
use crate::hosts::Hosts;
use crate::masking::{MASK, SHORTEST};
use crate::request::Parts;
use crate::sensitive::{each_leaf, is_secret_name};

/// A request as it would be sent. `Display` is what a reviewer reads: method and URL, headers, a
/// blank line, the body. Secrets are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Described {
    /// The catalogue id of the operation.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// Header names and values in the order of their names, secrets masked.
    pub headers: Vec<(String, String)>,
    /// The body as indented JSON with sorted members, secrets masked.
    pub body: Option<String>,
}

/// Masks secrets: what is below a name of one, and the texts that are known to be one.
pub(crate) fn presentable(value: Value, secrets: &[Secret]) -> Value {
    each_leaf(value, false, &mut |leaf, secret| {
        let is_known = match &leaf {
            Value::String(text) => secrets.iter().any(|secret| secret.expose() == text),
            Value::Number(number) => is_one_of(secrets, &number.to_string()),
            _ => false,
        };
        if secret || is_known { MASK.into() } else { leaf }
    })
}

/// Whether a number is one of the secrets; a short one is equal to others by chance.
fn is_one_of(secrets: &[Secret], number: &str) -> bool {
    number.len() >= SHORTEST && secrets.iter().any(|secret| secret.expose() == number)
}

fn presentable_json(json: &[u8], secrets: &[Secret]) -> String {
    match serde_json::from_slice::<Value>(json) {
        Ok(value) => {
            let value = presentable(value, secrets);
            serde_json::to_string_pretty(&value).unwrap_or_default()
        }
        Err(_) => format!("({} bytes that are not JSON)", json.len()),
    }
}

/// The URL with secrets in its query masked.
fn presentable_url(url: String) -> String {
    let Some((path, query)) = url.split_once('?') else {
        return url;
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_secret_name(name) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// The URL of something that whoever has it may read.
fn without_path(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    format!("{scheme}://{host}/{MASK}")
}

/// The JSON text with `[personal]` for every scalar below the pointers.
fn without_persons<'a>(json: &'a [u8], pointers: &[&str]) -> Cow<'a, [u8]> {
    fn mask(value: &mut Value) {
        match value {
            Value::Object(members) => members.iter_mut().for_each(|(_, member)| mask(member)),
            Value::Array(items) => items.iter_mut().for_each(mask),
            Value::Null => {}
            scalar => *scalar = "[personal]".into(),
        }
    }
    if pointers.is_empty() {
        return Cow::Borrowed(json);
    }
    let Ok(mut value) = serde_json::from_slice::<Value>(json) else {
        return Cow::Borrowed(json);
    };
    for pointer in pointers {
        if let Some(found) = value.pointer_mut(pointer) {
            mask(found);
        }
    }
    Cow::Owned(value.to_string().into_bytes())
}

impl Described {
    pub(crate) fn new(
        parts: &Parts,
        hosts: &Hosts,
        auth: &dyn Authorization,
    ) -> Result<Self, Error> {
        auth.check(parts.operation.host)?;
        let url = parts.url(hosts)?;
        parts.wire_body()?;
        let mut headers = parts.all_headers();
        if auth.is_bearer() {
            headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer [redacted]"));
        }
        let mut headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| {
                let value = if value.is_sensitive() {
                    MASK
                } else {
                    value.to_str().unwrap_or("[not text]")
                };
                (name.as_str().to_owned(), value.to_owned())
            })
            .collect();
        headers.sort();
        // What stands below the name of a secret is found by its name.
        let secrets = &parts.secrets;
        let body = match auth.describe(parts)? {
            Some(sealed) => Some(presentable_json(&sealed, secrets)),
            None => parts.body.as_deref().map(|json| {
                let json = without_persons(json, parts.operation.personal);
                presentable_json(&json, secrets)
            }),
        };
        Ok(Self {
            operation: parts.operation.id,
            method: parts.operation.method.to_string(),
            url: match parts.elsewhere {
                Some(_) => without_path(&url),
                None => presentable_url(url),
            },
            headers,
            body,
        })
    }
}

impl fmt::Display for Described {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, self.url)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        if let Some(body) = &self.body {
            write!(f, "\n{body}")?;
        }
        Ok(())
    }
}
