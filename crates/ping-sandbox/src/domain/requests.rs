//! The log of received requests: what came and what was answered, secrets masked.

use std::time::{Duration, SystemTime};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::HeaderMap;
use serde_json::{Map, Value};

use crate::base::timestamp::Timestamp;

/// How much of a path, a query or a body is shown, in characters.
const SHOWN: usize = 16 * 1024;

/// How much of a path is kept, in characters.
const KEPT_PATH: usize = 1024;

const FORM: &str = "application/x-www-form-urlencoded";

/// Stands for what is secret.
const MASK: &str = "[masked]";

/// Members, parameters and headers that are secrets, in lower case and without `_` and `-`.
const SECRETS: &[&str] = &[
    "accesstoken",
    "assertion",
    "authorization",
    "clientassertion",
    "clientsecret",
    "cookie",
    "currentpassword",
    "idtoken",
    "newpassword",
    "otp",
    "passcode",
    "password",
    "privatekey",
    "recoverycode",
    "refreshtoken",
    "secret",
    "secretkey",
    "seed",
    "setcookie",
    "token",
    "usebase64key",
];

/// A request that the sandbox received and how it answered. Secrets in it are masked, as is what a
/// text hides that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Its place among all that were received, from 1 on.
    pub number: u64,
    /// When it was answered, by the sandbox's clock.
    pub at: SystemTime,
    /// How long the answer took, in real time.
    pub took: Duration,
    /// The method, in upper case.
    pub method: String,
    /// The path as it came, without the query; a very long one is cut and ends with `…`.
    pub path: String,
    /// The query, decoded; empty without one.
    pub query: String,
    /// The catalogue's id of the operation that the sandbox routed the request to.
    pub operation: Option<String>,
    /// The status of the answer; `None` if a fault dropped the connection instead.
    pub status: Option<u16>,
    /// What a fault did to it: `STATUS`, `RESET`, `TRUNCATE`, `MALFORMED` or `DELAY`.
    pub fault: Option<String>,
    /// The headers that came.
    pub request_headers: Vec<(String, String)>,
    /// The body that came; JSON and what a PingID envelope holds are indented.
    pub request_body: String,
    /// The headers of the answer.
    pub response_headers: Vec<(String, String)>,
    /// The body of the answer, as that of the request.
    pub response_body: String,
}

/// A request with its answer as they were on the wire: cheap to keep, and looked at later.
pub(crate) struct Received {
    pub(crate) number: u64,
    pub(crate) at: Timestamp,
    pub(crate) took: Duration,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) operation: Option<&'static str>,
    pub(crate) status: Option<u16>,
    pub(crate) fault: Option<&'static str>,
    pub(crate) sent: Message,
    pub(crate) answered: Message,
}

/// Headers and body, in memory of their own: those of a request are a part of what the connection
/// was read into, and would keep all of it.
#[derive(Default)]
pub(crate) struct Message {
    /// A line each.
    headers: String,
    body: Box<[u8]>,
}

impl Message {
    pub(crate) fn of(headers: &HeaderMap, body: &[u8]) -> Self {
        let mut lines = String::new();
        for (name, value) in headers {
            lines += name.as_str();
            lines.push(':');
            lines += &String::from_utf8_lossy(value.as_bytes());
            lines.push('\n');
        }
        Self { headers: lines, body: body.into() }
    }

    fn size(&self) -> usize {
        self.headers.len() + self.body.len()
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.lines().filter_map(|line| line.split_once(':'))
    }

    fn headers(&self) -> Vec<(String, String)> {
        let shown =
            self.pairs().map(|(name, value)| (name.to_owned(), text(name, value).to_owned()));
        shown.collect()
    }

    fn body(&self) -> String {
        if self.body.is_empty() {
            return String::new();
        }
        let Ok(sent) = std::str::from_utf8(&self.body) else {
            return format!("[{} bytes]", self.body.len());
        };
        let media_type = self.pairs().find(|(name, _)| *name == "content-type");
        let is_form = media_type.is_some_and(|(_, it)| it.starts_with(FORM));
        let shown = if let Ok(value) = serde_json::from_str::<Value>(sent) {
            indented(masked(value))
        } else if let Some(opened) = envelope(sent) {
            indented(masked(opened))
        } else if is_form {
            let pairs = sent.split('&').map(|pair| match pair.split_once('=') {
                Some((name, value)) => format!("{name}={}", text(name, value)),
                None => pair.to_owned(),
            });
            pairs.collect::<Vec<String>>().join("&")
        } else {
            sent.to_owned()
        };
        cut(shown, SHOWN)
    }
}

impl Received {
    /// How much of what clients sent is in it, and of what they were answered.
    pub(crate) fn size(&self) -> usize {
        let pairs: usize = self.query.iter().map(|(name, value)| name.len() + value.len()).sum();
        self.path.len() + pairs + self.sent.size() + self.answered.size()
    }

    /// A line of it: secrets masked, and nothing in it that a terminal would obey.
    pub(crate) fn line(&self) -> String {
        let RequestRecord { method, path, query, operation, status, fault, .. } = self.record();
        let mut line = format!("{} {method} {path}", self.at.iso());
        if !query.is_empty() {
            line += &format!("?{query}");
        }
        let status = status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        line += &format!(" {status} {}", operation.as_deref().unwrap_or("-"));
        line += &format!(" {:.1}ms", self.took.as_secs_f64() * 1000.0);
        if let Some(fault) = fault {
            line += &format!(" {fault}");
        }
        line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
    }

    /// What may be shown of it.
    pub(crate) fn record(&self) -> RequestRecord {
        let query: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| format!("{name}={}", text(name, value)))
            .collect();
        RequestRecord {
            number: self.number,
            at: self.at.to_system(),
            took: self.took,
            method: self.method.clone(),
            path: self.path.clone(),
            query: cut(query.join("&"), SHOWN),
            operation: self.operation.map(str::to_owned),
            status: self.status,
            fault: self.fault.map(str::to_owned),
            request_headers: self.sent.headers(),
            request_body: self.sent.body(),
            response_headers: self.answered.headers(),
            response_body: self.answered.body(),
        }
    }
}

/// As much of a path as is kept.
pub(crate) fn kept_path(path: &str) -> String {
    let mut kept: String = path.chars().take(KEPT_PATH).collect();
    if kept.len() < path.len() {
        kept.push('…');
    }
    kept
}

fn cut(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect();
    SECRETS.contains(&name.to_ascii_lowercase().as_str())
}

fn text<'a>(name: &str, value: &'a str) -> &'a str {
    if is_secret(name) { MASK } else { value }
}

/// What a PingID envelope holds.
fn envelope(text: &str) -> Option<Value> {
    let mut parts = text.trim().split('.');
    let [header, payload, _] = [parts.next()?, parts.next()?, parts.next()?];
    let part = |text: &str| -> Option<Value> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    };
    let opened = [("header", part(header)?), ("payload", part(payload)?)];
    let opened: Map<String, Value> =
        opened.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    parts.next().is_none().then_some(opened.into())
}

fn indented(value: Value) -> String {
    format!("{value:#}")
}

/// Texts and numbers below the names of secrets are masked; what has members of its own by these
/// names is a setting, and looked into.
fn masked(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let is_leaf = matches!(value, Value::String(_) | Value::Number(_));
                let value = if is_leaf && is_secret(&name) { MASK.into() } else { masked(value) };
                (name, value)
            });
            Value::Object(members.collect())
        }
        Value::Array(items) => items.into_iter().map(masked).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

    use super::*;

    fn shown(media_type: &'static str, text: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        Message::of(&headers, text.as_bytes()).body()
    }

    #[test]
    fn secrets_are_masked_in_every_sort_of_body() {
        let json = r#"{"password":{"value":"x","minLength":8},"devices":[{"secret":"abc","otp":123456}],"name":"Ann"}"#;
        let shown_json = shown("application/json", json);
        assert!(!shown_json.contains("abc") && !shown_json.contains("123456"), "{shown_json}");
        assert!(shown_json.contains("Ann") && shown_json.contains("minLength"), "{shown_json}");
        let form = "grant_type=client_credentials&client_secret=abc";
        let shown_form = shown("application/x-www-form-urlencoded", form);
        assert_eq!(shown_form, "grant_type=client_credentials&client_secret=[masked]");
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let (head, payload) = (part(r#"{"alg":"HS256"}"#), part(r#"{"reqBody":{"otp":"123456"}}"#));
        let opened = shown("application/json", &format!("{head}.{payload}.c2ln"));
        assert!(opened.contains("HS256") && opened.contains("reqBody"), "{opened}");
        assert!(!opened.contains("123456"), "{opened}");
        assert_eq!(shown("text/plain", "a.b"), "a.b");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut("äöü".to_owned(), 2), "äö…");
        assert_eq!(cut("äö".to_owned(), 2), "äö");
    }
}
