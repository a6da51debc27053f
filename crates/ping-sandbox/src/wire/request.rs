//! A received request, decoded and checked before any handler sees it.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::wire::{
    names::Name,
    response::{Failure, invalid_request},
};

/// A request whose path, query and media type are known to be well-formed.
pub(crate) struct Request {
    /// No other request has it; a handler that runs again knows its request by it.
    pub(crate) number: u64,
    /// A handler has run for it.
    ran: AtomicBool,
    /// The address that it came from.
    pub(crate) from: Option<IpAddr>,
    pub(crate) method: Method,
    /// The path as it came.
    pub(crate) path: String,
    /// The query as it came.
    raw_query: Option<Box<str>>,
    /// The path's segments, percent-decoded.
    pub(crate) segments: Vec<String>,
    /// The query's pairs, decoded, in their order.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The media type in lower case, without its parameters.
    pub(crate) media_type: Option<String>,
    json: Body,
    /// Under which name it came, where that is one that a service or an environment has.
    pub(crate) name: Option<Name>,
}

enum Body {
    Empty,
    NotUtf8,
    NotJson,
    Json(Value),
}

impl Request {
    /// Decodes a request; the failure is what the client gets.
    pub(crate) fn parse(
        method: Method,
        uri: &Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Self, Failure> {
        let path = uri.path().to_owned();
        let segments = segments(&path)?;
        let query = pairs(uri.query().unwrap_or_default())
            .ok_or_else(|| invalid_request("The query is not valid UTF-8 when it is decoded."))?;
        // A client of the vendor's sends its default and then the one that it means.
        let media_type = headers
            .get_all(header::CONTENT_TYPE)
            .into_iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .map(|value| value.trim().to_ascii_lowercase())
            .filter(|value| !value.is_empty());
        let json = if body.iter().all(u8::is_ascii_whitespace) {
            Body::Empty
        } else if let Ok(text) = std::str::from_utf8(&body) {
            match serde_json::from_str(text) {
                // As good as nothing: some clients send it where there is no body.
                Ok(Value::Null) => Body::Empty,
                Ok(value) => Body::Json(value),
                Err(_) => Body::NotJson,
            }
        } else {
            Body::NotUtf8
        };
        static RECEIVED: AtomicU64 = AtomicU64::new(0);
        Ok(Self {
            number: RECEIVED.fetch_add(1, Ordering::Relaxed),
            ran: AtomicBool::new(false),
            from: None,
            method,
            path,
            raw_query: uri.query().map(Into::into),
            segments,
            query,
            headers,
            body,
            media_type,
            json,
            name: None,
        })
    }

    /// What has to be kept of it to have it again.
    pub(crate) fn to_json(&self) -> Value {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = self.headers.iter().map(|(name, value)| json!([name.as_str(), text(value)]));
        let mut target = self.path.clone();
        if let Some(query) = &self.raw_query {
            target = format!("{target}?{query}");
        }
        let mut kept = json!({
            "method": self.method.as_str(),
            "target": target,
            "headers": headers.collect::<Vec<Value>>(),
        });
        match std::str::from_utf8(&self.body) {
            Ok("") => {}
            Ok(text) => kept["body"] = text.into(),
            Err(_) => kept["bytes"] = STANDARD.encode(&self.body).into(),
        }
        kept
    }

    /// What [`Request::to_json`] kept; a request of its own, with another number.
    pub(crate) fn from_json(kept: &Value) -> Option<Self> {
        let text = |name: &str| kept[name].as_str();
        let mut headers = HeaderMap::new();
        for pair in kept["headers"].as_array()? {
            let (name, value) = (pair[0].as_str()?, pair[1].as_str()?);
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        }
        let body = match text("bytes") {
            Some(bytes) => STANDARD.decode(bytes).ok()?,
            None => text("body").unwrap_or_default().as_bytes().to_vec(),
        };
        let method = Method::from_bytes(text("method")?.as_bytes()).ok()?;
        let target: Uri = text("target")?.parse().ok()?;
        Self::parse(method, &target, headers, body.into()).ok()
    }

    /// Whether it says that it only asks.
    pub(crate) fn is_read(&self) -> bool {
        matches!(self.method, Method::GET | Method::HEAD | Method::OPTIONS)
    }

    /// The same, from that address.
    pub(crate) fn from(self, from: Option<IpAddr>) -> Self {
        Self { from, ..self }
    }

    /// The host that it is for, in lower case and without a port.
    pub(crate) fn host(&self) -> Option<String> {
        let named: http::uri::Authority = self.header("host")?.parse().ok()?;
        Some(named.host().to_ascii_lowercase())
    }

    /// Whether its handler runs again.
    pub(crate) fn ran(&self) -> bool {
        self.ran.load(Ordering::Relaxed)
    }

    /// Says that a handler has run; whether it was the first time.
    pub(crate) fn mark_run(&self) -> bool {
        !self.ran.swap(true, Ordering::Relaxed)
    }

    /// The first query parameter of that name.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body if it is JSON, whatever its media type.
    pub(crate) fn json(&self) -> Option<&Value> {
        match &self.json {
            Body::Json(value) => Some(value),
            _ => None,
        }
    }

    /// The body as a JSON object; anything else is the documented 400.
    pub(crate) fn object(&self) -> Result<&Map<String, Value>, Failure> {
        match &self.json {
            Body::Json(Value::Object(map)) => Ok(map),
            Body::Json(_) => Err(invalid_request("The body must be a JSON object.")),
            Body::Empty => Err(invalid_request("The body is empty; a JSON object was expected.")),
            Body::NotUtf8 => Err(invalid_request("The body is not valid UTF-8.")),
            Body::NotJson => Err(invalid_request("The body is not valid JSON.")),
        }
    }

    /// As [`Request::object`], where an absent body counts as an empty object.
    pub(crate) fn object_or_empty(&self) -> Result<Map<String, Value>, Failure> {
        match &self.json {
            Body::Empty => Ok(Map::new()),
            _ => self.object().cloned(),
        }
    }

    /// Whether there is no body.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.json, Body::Empty)
    }

    /// Whether the body is present and cannot be read as JSON.
    pub(crate) fn is_malformed_json(&self) -> bool {
        matches!(self.json, Body::NotJson | Body::NotUtf8)
    }

    /// The pairs of a form-encoded body.
    pub(crate) fn form(&self) -> Option<Vec<(String, String)>> {
        pairs(std::str::from_utf8(&self.body).ok()?)
    }
}

/// The first value of `name` in decoded pairs.
pub(crate) fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Splits before decoding, so that an encoded slash cannot add a segment, then refuses whatever a
/// proxy on the way could have resolved into another path.
fn segments(path: &str) -> Result<Vec<String>, Failure> {
    let refuse = || invalid_request("The path is malformed.");
    let path = path.strip_prefix('/').ok_or_else(refuse)?;
    if path.is_empty() {
        return Ok(Vec::new());
    }
    // The console, as people type it.
    let path = if path == "sandbox/" { "sandbox" } else { path };
    path.split('/')
        .map(|segment| {
            let decoded = percent_decode_str(segment).decode_utf8().map_err(|_| refuse())?;
            let bad = decoded.is_empty()
                || decoded == "."
                || decoded == ".."
                || decoded.chars().any(|c| c == '/' || c == '\\' || c.is_control());
            if bad {
                return Err(refuse());
            }
            Ok(decoded.into_owned())
        })
        .collect()
}

fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let decode = |part: &str| {
        let part = part.replace('+', " ");
        percent_decode_str(&part).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}
