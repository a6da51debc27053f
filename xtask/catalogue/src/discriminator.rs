//! What tells operations apart, and what marks those that nothing tells apart.

use anyhow::{Result, bail};
use serde_json::Value;

use crate::request::Request;

/// What tells operations apart that share method, path and media type.
#[derive(Clone, Debug, PartialEq)]
pub enum Discriminator {
    /// Nothing does.
    None,
    /// The body member has this text, or is this `true` or `false`: `body:/type=SMS`.
    Equals(String, String),
    /// The body member is present, and not null: `body:/otp`.
    Present(String),
    /// The body is an object without the member: `body:!/user`.
    Absent(String),
    /// The query parameter is present: `query:filter`.
    Query(String),
    /// The wire cannot tell it from this operation, of which it is the case with the marker:
    /// `same_as:mfa.x body:/member`, or `answer:/list/*/type=X` in place of the body.
    SameAs(String, Marker),
}

/// What shows that a request is an operation's that the wire cannot tell from another.
#[derive(Clone, Debug, PartialEq)]
pub enum Marker {
    /// What the request has.
    Request(Box<Discriminator>),
    /// A member of the answer, with `*` for any element, and its value.
    Answer(String, Option<String>),
}

impl Marker {
    fn parse(text: &str) -> Result<Self> {
        let Some(member) = text.strip_prefix("answer:") else {
            return match Discriminator::parse(text)? {
                Discriminator::None | Discriminator::SameAs(..) => {
                    bail!("behind the operation of same_as stands what marks it")
                }
                marker => Ok(Self::Request(Box::new(marker))),
            };
        };
        let (path, value) = member_and_value(member);
        Ok(Self::Answer(pointer(path)?, value.map(word).transpose()?))
    }
}

/// Whether there is such a member, of this value if one is given.
pub(crate) fn shows(value: &Value, path: &str, want: Option<&str>) -> bool {
    let Some(path) = path.strip_prefix('/') else {
        return path.is_empty() && want.is_none_or(|want| value.as_str() == Some(want));
    };
    let (name, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    match value {
        Value::Array(items) if name == "*" => items.iter().any(|item| shows(item, rest, want)),
        _ => value.get(name).is_some_and(|member| shows(member, rest, want)),
    }
}

impl Discriminator {
    /// Reads what stands in the catalogue.
    pub fn parse(text: &str) -> Result<Self> {
        if text.is_empty() {
            return Ok(Self::None);
        }
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        Ok(match kind {
            "same_as" => {
                let (target, marker) = rest.split_once(' ').unwrap_or((rest, ""));
                Self::SameAs(target.to_owned(), Marker::parse(marker)?)
            }
            "query" => Self::Query(word(rest)?),
            "body" => match (rest.strip_prefix('!'), member_and_value(rest)) {
                (Some(absent), _) => Self::Absent(member(absent)?),
                (None, (path, Some(value))) => Self::Equals(member(path)?, word(value)?),
                (None, (path, None)) => Self::Present(member(path)?),
            },
            _ => bail!("{text:?} is no discriminator: those begin with body:, query: or same_as:"),
        })
    }

    /// What of a request tells it apart, where something does.
    pub fn of_the_request(self) -> Option<Self> {
        match self {
            Self::None | Self::SameAs(_, Marker::Answer(..)) => None,
            Self::SameAs(_, Marker::Request(marker)) => Some(*marker),
            told => Some(told),
        }
    }

    pub(crate) fn fits(&self, request: &Request<'_>) -> bool {
        let member = |pointer: &str| {
            let member = request.body.and_then(|body| body.pointer(pointer));
            member.filter(|member| !member.is_null())
        };
        match self {
            Self::None => true,
            Self::Equals(pointer, want) => match member(pointer) {
                Some(Value::String(have)) => have == want,
                Some(Value::Bool(have)) => have.to_string() == *want,
                _ => false,
            },
            Self::Present(pointer) => member(pointer).is_some(),
            Self::Absent(pointer) => {
                request.body.is_some_and(Value::is_object) && member(pointer).is_none()
            }
            Self::Query(name) => query_names(request.query).any(|have| have == name),
            // Reached through its target only.
            Self::SameAs(..) => false,
        }
    }
}

fn member_and_value(text: &str) -> (&str, Option<&str>) {
    match text.split_once('=') {
        Some((path, value)) => (path, Some(value)),
        None => (text, None),
    }
}

/// The path of a member of a body.
fn member(text: &str) -> Result<String> {
    match text.contains('*') {
        true => bail!("{text:?}: only an answer has `*` for any element"),
        false => pointer(text),
    }
}

/// The path of a member, with `*` for any element.
fn pointer(text: &str) -> Result<String> {
    let is_name = |name: &str| name == "*" || is_word(name);
    match text.strip_prefix('/') {
        Some(names) if names.split('/').all(is_name) => Ok(text.to_owned()),
        _ => bail!("{text:?} is no path of a member, such as /selectedDevice/id"),
    }
}

fn word(text: &str) -> Result<String> {
    match is_word(text) {
        true => Ok(text.to_owned()),
        false => bail!("{text:?} is no word of letters, digits and underscores"),
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn query_names(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name))
}
