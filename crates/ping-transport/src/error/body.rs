//! The body of an error answer.

use std::collections::BTreeMap;
use std::fmt;

use http::HeaderMap;
use ping_models::{ErrorDetail, PingOneError, decode};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::masking::Secrets;

/// The body of an error answer, in whichever of its shapes it came.
///
/// Secrets of the request are masked in it, and characters that act on a terminal are escaped.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// The shape of the PingOne APIs; gateways send only its `message`.
    PingOne(PingOneError),
    /// The shape of an OAuth 2.0 authorization server.
    OAuth {
        /// The error code, such as `invalid_client`.
        error: String,
        /// The text for developers.
        description: Option<String>,
    },
    /// The shape of PingID.
    PingId {
        /// The numeric id of the error.
        error_id: i64,
        /// The text or key that came with it.
        message: Option<String>,
    },
    /// Anything else: HTML, empty, not UTF-8. The bytes are not kept.
    Opaque {
        /// The media type that the answer claims.
        media_type: Option<String>,
        /// How many bytes of it were read.
        length: usize,
    },
}

impl ErrorBody {
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct OAuth {
            error: String,
            error_description: Option<String>,
        }
        if body.trim_ascii_start().first() == Some(&b'{') {
            let ping = ping_one(body).map(|ping| with_inner_error(ping, body));
            let oauth = decode::<OAuth>(body).ok();
            match (ping, oauth) {
                (Some(ping), _) if ping.code.is_some() || ping.details.is_some() => {
                    return Self::PingOne(ping);
                }
                (_, Some(oauth)) => {
                    return Self::OAuth {
                        error: oauth.error,
                        description: oauth.error_description,
                    };
                }
                (Some(ping), None) if ping.message.is_some() || ping.field("error").is_some() => {
                    return Self::PingOne(ping);
                }
                _ => {}
            }
        }
        Self::Opaque {
            media_type: headers
                .get(http::header::CONTENT_TYPE)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
            length: body.len(),
        }
    }

    /// Leaves of each text what may be shown.
    pub(super) fn clear(&mut self, secrets: &Secrets) {
        let clear = |text: &mut String| *text = secrets.clear(text).into_owned();
        match self {
            Self::PingOne(body) => {
                let json = serde_json::to_string(body).unwrap_or_default();
                if let Some(cleared) = secrets.clear_json(&json) {
                    *self = match ping_one(cleared.as_bytes()) {
                        Some(body) => Self::PingOne(body),
                        None => Self::Opaque { media_type: None, length: json.len() },
                    };
                }
            }
            Self::OAuth { error, description } => {
                clear(error);
                description.iter_mut().for_each(clear);
            }
            Self::PingId { message, .. } => message.iter_mut().for_each(clear),
            Self::Opaque { media_type, .. } => media_type.iter_mut().for_each(clear),
        }
    }

    pub(super) fn correlation_id(&self) -> Option<String> {
        match self {
            Self::PingOne(body) => body.id.clone(),
            Self::OAuth { description, .. } => {
                let (_, tail) = description.as_deref()?.split_once("(Correlation ID: ")?;
                let (id, _) = tail.split_once(')')?;
                Some(id.trim().to_owned())
            }
            Self::PingId { .. } | Self::Opaque { .. } => None,
        }
    }
}

impl fmt::Display for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PingOne(body) => {
                if let Some(code) = &body.code {
                    write!(f, "{code}: ")?;
                }
                let mut behind = body.message.as_deref().unwrap_or("(no message)");
                for detail in body.details.iter().flatten() {
                    write!(f, "{}; ", without_full_stop(behind))?;
                    behind = detail.message.as_deref().unwrap_or_default();
                    if let Some(target) = &detail.target {
                        write!(f, "{target}: ")?;
                    }
                    match &detail.code {
                        Some(code) if behind.is_empty() => write!(f, "{code}")?,
                        Some(code) => write!(f, "{code} ")?,
                        None => {}
                    }
                }
                f.write_str(behind)
            }
            Self::OAuth { error, description } => match description {
                Some(description) => write!(f, "{error}: {description}"),
                None => f.write_str(error),
            },
            Self::PingId { error_id, message } => match message.as_deref() {
                Some(message) if !message.is_empty() => {
                    write!(f, "errorId {error_id}: {message}")
                }
                _ => write!(f, "errorId {error_id}"),
            },
            Self::Opaque { length: 0, .. } => f.write_str("with an empty body"),
            Self::Opaque { media_type, length } => match media_type {
                Some(media_type) => write!(f, "with {length} bytes of {media_type}"),
                None => write!(f, "with {length} bytes"),
            },
        }
    }
}

/// A text that goes on.
pub(super) fn without_full_stop(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text)
}

fn ping_one(body: &[u8]) -> Option<PingOneError> {
    decode(body).ok().or_else(|| salvage(body))
}

/// A resource that failed has its error inside: the body tells that as its own.
fn with_inner_error(mut body: PingOneError, json: &[u8]) -> PingOneError {
    #[derive(Deserialize)]
    struct Failed<'a> {
        #[serde(borrow)]
        error: &'a RawValue,
    }
    if body.code.is_none()
        && body.message.is_none()
        && let Ok(Failed { error }) = serde_json::from_slice(json)
        && let Some(error) = ping_one(error.get().as_bytes())
    {
        body.code = error.code;
        body.message = error.message;
        body.details = body.details.or(error.details);
    }
    body
}

/// What can be read of an error body that is not as documented or does not end, in one pass.
fn salvage(body: &[u8]) -> Option<PingOneError> {
    let mut members = Members::default();
    // What stands before the fault counts.
    let _ = serde_json::Deserializer::from_slice(body).deserialize_map(&mut members);
    let kept: BTreeMap<_, _> = members
        .0
        .iter()
        .filter_map(|(name, value)| {
            let json = value.get();
            let better = match name.as_str() {
                "id" | "code" | "message" | "target" => match json.as_bytes().first()? {
                    b'"' => {
                        return serde_json::from_str::<String>(json)
                            .ok()
                            .map(|_| (name, value.clone()));
                    }
                    b'{' | b'[' | b'n' => return None,
                    _ => Value::from(json).to_string(),
                },
                "details" => {
                    let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                    let good =
                        |item: &&&RawValue| serde_json::from_str::<ErrorDetail>(item.get()).is_ok();
                    serde_json::to_string(&items.iter().filter(good).collect::<Vec<_>>()).ok()?
                }
                _ => return Some((name, value.clone())),
            };
            Some((name, RawValue::from_string(better).ok()?))
        })
        .collect();
    decode(&serde_json::to_vec(&kept).ok()?).ok()
}

/// The members of an object, as far as it is one.
#[derive(Default)]
struct Members(BTreeMap<String, Box<RawValue>>);

impl<'de> Visitor<'de> for &mut Members {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry()? {
            self.0.insert(name, value);
        }
        Ok(())
    }
}
