//! What tells operations apart, and what marks those that nothing tells apart.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::catalogue::Request;

/// What tells operations apart that share method, path and media type.
#[derive(Clone, Debug, PartialEq)]
pub enum Discriminator {
    /// Nothing does.
    None,
    /// The body member has this value.
    Equals(String, String),
    /// The body member is present.
    Present(String),
    /// The body member is absent.
    Absent(String),
    /// The query parameter is present.
    Query(String),
    /// The wire cannot tell it from this operation, of which it is the case with the marker.
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
        Ok(match member.split_once('=') {
            Some((path, value)) => Self::Answer(path.to_owned(), Some(value.to_owned())),
            None => Self::Answer(member.to_owned(), None),
        })
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
        let (kind, rest) =
            text.split_once(':').context("a discriminator has a kind and a colon")?;
        Ok(match kind {
            "same_as" => {
                let (target, marker) = rest.split_once(' ').unwrap_or((rest, ""));
                Self::SameAs(target.to_owned(), Marker::parse(marker)?)
            }
            "query" => Self::Query(rest.to_owned()),
            "body" => match (rest.strip_prefix('!'), rest.split_once('=')) {
                (Some(pointer), _) => Self::Absent(pointer.to_owned()),
                (None, Some((pointer, value))) => {
                    Self::Equals(pointer.to_owned(), value.to_owned())
                }
                (None, None) => Self::Present(rest.to_owned()),
            },
            _ => bail!("{kind:?} is not a kind of discriminator: body, query and same_as are"),
        })
    }

    pub(crate) fn fits(&self, request: &Request<'_>) -> bool {
        let member = |pointer: &str| request.body.and_then(|body| body.pointer(pointer));
        match self {
            Self::None => true,
            Self::Equals(pointer, want) => match member(pointer) {
                Some(Value::String(have)) => have == want,
                Some(have) => serde_json::to_string(have).is_ok_and(|text| text == *want),
                None => false,
            },
            Self::Present(pointer) => member(pointer).is_some(),
            Self::Absent(pointer) => member(pointer).is_none(),
            Self::Query(name) => query_names(request.query).any(|have| have == name),
            // Reached through its target only.
            Self::SameAs(..) => false,
        }
    }
}

fn query_names(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name))
}
