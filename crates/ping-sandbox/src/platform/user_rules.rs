//! What a user's members may hold.

use serde_json::{Map, Value};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::response::Detail;

/// A rule for one member: its name, what it holds.
type Rule = (&'static str, Kind);

enum Kind {
    /// A text of so many characters of these.
    Text {
        min: usize,
        max: usize,
        of: Characters,
    },
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
    /// As the header `Accept-Language`.
    Languages,
    /// Members of their own.
    Object(&'static [Rule]),
}

/// Which characters a text may have.
#[derive(Clone, Copy)]
enum Characters {
    /// Those of a line.
    Line,
    /// Those of a name.
    Name,
    /// Those of the lines of a street.
    Street,
    /// All but those that control a terminal.
    Any,
}

impl Characters {
    /// The documented pattern.
    fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Line => Some(r"^[\p{L}\p{M}\p{Zs}\p{S}\p{N}\p{P}]*$"),
            Self::Name => Some(r"^[\p{L}\p{M}\p{N}' .-]*$"),
            Self::Street => Some(r"^[\p{L}\p{M}\p{N}\p{Zs}\p{P}\r\n]*$"),
            Self::Any => None,
        }
    }

    fn include(self, c: char) -> bool {
        use GeneralCategoryGroup::{Letter, Mark, Number, Punctuation, Symbol};

        let group = c.general_category_group();
        let is_written = matches!(group, Letter | Mark | Number);
        let is_space = c.general_category() == GeneralCategory::SpaceSeparator;
        match self {
            Self::Line => is_written || is_space || matches!(group, Symbol | Punctuation),
            Self::Name => is_written || matches!(c, '\'' | ' ' | '.' | '-'),
            Self::Street => {
                is_written || is_space || group == Punctuation || matches!(c, '\r' | '\n')
            }
            Self::Any => !c.is_control() || matches!(c, '\r' | '\n'),
        }
    }
}

const fn text(max: usize, of: Characters) -> Kind {
    Kind::Text { min: 1, max, of }
}

const LINE: Kind = text(256, Characters::Line);
const NAME: Kind = text(256, Characters::Name);
const TEXT: Kind = text(256, Characters::Any);

/// The members that a caller may write; others are ignored, as the service does.
const RULES: &[Rule] = &[
    ("username", text(128, Characters::Line)),
    ("email", Kind::Email),
    (
        "name",
        Kind::Object(&[
            ("given", LINE),
            ("middle", LINE),
            ("family", NAME),
            ("formatted", NAME),
            ("honorificPrefix", TEXT),
            ("honorificSuffix", TEXT),
        ]),
    ),
    ("nickname", LINE),
    ("title", LINE),
    (
        "type",
        Kind::Text {
            min: 0,
            max: 256,
            of: Characters::Line,
        },
    ),
    ("locale", LINE),
    ("preferredLanguage", Kind::Languages),
    ("timezone", Kind::Timezone),
    ("primaryPhone", Kind::Phone),
    ("mobilePhone", Kind::Phone),
    ("photo", Kind::Object(&[("href", Kind::Url)])),
    (
        "address",
        Kind::Object(&[
            ("streetAddress", text(256, Characters::Street)),
            ("locality", LINE),
            ("region", LINE),
            ("postalCode", text(40, Characters::Line)),
            ("countryCode", Kind::Country),
        ]),
    ),
    ("accountId", TEXT),
    ("externalId", text(1024, Characters::Any)),
];

/// The writable members of `body`, merged into `profile`: what is left out stays, null clears.
/// Adds what is wrong to `details`.
pub(super) fn merge(
    profile: &mut Map<String, Value>,
    body: &Map<String, Value>,
    details: &mut Vec<Detail>,
) {
    merge_members(RULES, "", profile, body, details);
    // One that was sent and is refused has its detail.
    let is_sent = body.get("username").is_some_and(|name| !name.is_null());
    if !is_sent && !profile.contains_key("username") {
        details.push(Detail::new("REQUIRED_VALUE", "A value is required.").target("username"));
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
        Kind::Text { of, .. } if !text.chars().all(|c| of.include(c)) => {
            let why = "The value has characters that are not allowed.";
            let detail = Detail::new("INVALID_VALUE", why);
            Err(match of.pattern() {
                Some(pattern) => detail.inner("allowedPattern", pattern),
                None => detail,
            })
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
        Kind::Languages if length > 256 => Err(too_long(256)),
        Kind::Languages if text.split(',').all(is_language) => Ok(()),
        Kind::Languages => invalid("The value must be languages as in en-gb;q=0.8, en;q=0.7."),
        Kind::Country if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) => Ok(()),
        Kind::Country => invalid("The value must be a country code of two capital letters."),
        Kind::Url if text.starts_with("https://") || text.starts_with("http://") => Ok(()),
        Kind::Url => invalid("The value must be an http or https URL."),
    }
}

/// A language, or any, with or without its weight.
fn is_language(text: &str) -> bool {
    let (language, weight) = match text.split_once(';') {
        Some((language, weight)) => (language.trim(), Some(weight.trim())),
        None => (text.trim(), None),
    };
    let is_tag = language == "*"
        || language.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    let is_weight = |text: &str| {
        let number = text.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
        number.is_some_and(|q| (0.0..=1.0).contains(&q))
    };
    is_tag && weight.is_none_or(is_weight)
}

fn word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
