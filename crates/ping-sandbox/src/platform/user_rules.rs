//! What a user's members may hold.

use serde_json::{Map, Value};

use crate::response::Detail;

/// A rule for one member: its name, what it holds.
type Rule = (&'static str, Kind);

enum Kind {
    /// A text of so many characters.
    Text { min: usize, max: usize },
    /// An address with one at sign between two non-empty parts.
    Email,
    /// At most 32 characters, one of them a digit.
    Phone,
    /// `Area/Location`.
    Timezone,
    /// Two capital letters.
    Country,
    /// An http or https URL.
    Url,
    /// Members of their own.
    Object(&'static [Rule]),
}

const TEXT: Kind = Kind::Text { min: 1, max: 256 };

/// The members that a caller may write; others are ignored, as the service does.
const RULES: &[Rule] = &[
    ("username", Kind::Text { min: 1, max: 128 }),
    ("email", Kind::Email),
    (
        "name",
        Kind::Object(&[
            ("given", TEXT),
            ("middle", TEXT),
            ("family", TEXT),
            ("formatted", TEXT),
            ("honorificPrefix", TEXT),
            ("honorificSuffix", TEXT),
        ]),
    ),
    ("nickname", TEXT),
    ("title", TEXT),
    ("type", Kind::Text { min: 0, max: 256 }),
    ("locale", TEXT),
    ("preferredLanguage", TEXT),
    ("timezone", Kind::Timezone),
    ("primaryPhone", Kind::Phone),
    ("mobilePhone", Kind::Phone),
    ("photo", Kind::Object(&[("href", Kind::Url)])),
    (
        "address",
        Kind::Object(&[
            ("streetAddress", TEXT),
            ("locality", TEXT),
            ("region", TEXT),
            ("postalCode", Kind::Text { min: 1, max: 40 }),
            ("countryCode", Kind::Country),
        ]),
    ),
    ("accountId", TEXT),
    ("externalId", Kind::Text { min: 1, max: 1024 }),
];

/// The writable members of `body`, merged into `profile`: what is left out stays, null clears.
/// Adds what is wrong to `details`.
pub(super) fn merge(
    profile: &mut Map<String, Value>,
    body: &Map<String, Value>,
    details: &mut Vec<Detail>,
) {
    merge_members(RULES, "", profile, body, details);
    match profile.get("username") {
        None | Some(Value::Null) => {
            details.push(Detail::new("REQUIRED_VALUE", "A value is required.").target("username"))
        }
        Some(_) => {}
    }
}

fn merge_members(
    rules: &[Rule],
    prefix: &str,
    into: &mut Map<String, Value>,
    from: &Map<String, Value>,
    details: &mut Vec<Detail>,
) {
    for (name, kind) in rules {
        let Some(value) = from.get(*name) else {
            continue;
        };
        let target = format!("{prefix}{name}");
        match (kind, value) {
            (_, Value::Null) => {
                into.remove(*name);
            }
            (Kind::Object(rules), Value::Object(from)) => {
                let mut merged = match into.remove(*name) {
                    Some(Value::Object(map)) => map,
                    _ => Map::new(),
                };
                merge_members(rules, &format!("{target}."), &mut merged, from, details);
                if !merged.is_empty() {
                    into.insert((*name).to_owned(), merged.into());
                }
            }
            (Kind::Object(_), _) => details
                .push(Detail::new("INVALID_VALUE", "The value must be an object.").target(target)),
            (kind, Value::String(text)) => match check(kind, text) {
                Ok(()) => {
                    into.insert((*name).to_owned(), value.clone());
                }
                Err(detail) => details.push(detail.target(target)),
            },
            _ => details
                .push(Detail::new("INVALID_VALUE", "The value must be a string.").target(target)),
        }
    }
}

fn check(kind: &Kind, text: &str) -> Result<(), Detail> {
    let length = text.chars().count();
    let empty = || Detail::new("EMPTY_VALUE", "The value must not be empty.");
    let too_long = |max: usize| {
        Detail::new(
            "SIZE_LIMIT_EXCEEDED",
            format!("The value must have at most {max} characters."),
        )
        .inner("maximumValue", max)
    };
    let invalid = |why: &str| Err(Detail::new("INVALID_VALUE", why));
    match kind {
        Kind::Text { min, .. } if length < *min => Err(empty()),
        Kind::Text { max, .. } if length > *max => Err(too_long(*max)),
        Kind::Text { .. }
            if text
                .chars()
                .any(|c| c.is_control() && c != '\n' && c != '\r') =>
        {
            invalid("The value has characters that are not allowed.")
        }
        Kind::Text { .. } | Kind::Object(_) => Ok(()),
        _ if text.is_empty() => Err(empty()),
        Kind::Email => match text.split_once('@') {
            Some((local, domain))
                if !local.is_empty()
                    && !domain.is_empty()
                    && !domain.contains('@')
                    && !text.contains(char::is_whitespace) =>
            {
                Ok(())
            }
            _ => invalid("The value must be a well-formed email address."),
        },
        Kind::Phone if length > 32 => Err(too_long(32)),
        Kind::Phone if !text.contains(|c: char| c.is_ascii_digit()) => {
            invalid("The value must contain a digit.")
        }
        Kind::Phone => Ok(()),
        Kind::Timezone => match text.split_once('/') {
            Some((area, location)) if word(area) && word(location) => Ok(()),
            _ => invalid("The value must be a time zone such as America/Los_Angeles."),
        },
        Kind::Country if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) => Ok(()),
        Kind::Country => invalid("The value must be a country code of two capital letters."),
        Kind::Url if text.starts_with("https://") || text.starts_with("http://") => Ok(()),
        Kind::Url => invalid("The value must be an http or https URL."),
    }
}

fn word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
