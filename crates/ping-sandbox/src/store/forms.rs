//! The forms that texts may have.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::store::characters::Characters;
use crate::{base::timestamp::Timestamp, wire::response::Detail};

/// A form that a text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// An address with one at sign between two non-empty parts.
    Email,
    /// At most 32 characters, one of them a digit.
    Phone,
    /// An http or https URL.
    Url,
    /// An https URL.
    Https,
    /// Bytes in Base64, at least one.
    Base64,
    /// A day as `yyyy-MM-dd`.
    Date,
    /// An RFC 3339 date-time.
    Time,
    /// `Area/Location`.
    Timezone,
    /// A language with or without its country.
    Locale,
    /// As the header `Accept-Language`.
    Languages,
    /// Two capital letters.
    Country,
}

/// Checks the length and the characters of a text.
pub(super) fn check_text(text: &str, min: usize, max: usize, of: Characters) -> Result<(), Detail> {
    let length = text.chars().count();
    if length < min {
        return Err(Detail::empty());
    }
    if length > max {
        return Err(Detail::too_long(max));
    }
    if text.chars().all(|c| of.include(c)) {
        return Ok(());
    }
    let detail = Detail::invalid("The value has characters that are not allowed.");
    Err(match of.pattern() {
        Some(pattern) => detail.inner("allowedPattern", pattern),
        None => detail,
    })
}

/// Checks that a text has a form.
pub(crate) fn is_of_form(text: &str, form: Form) -> Result<(), Detail> {
    let longest = match form {
        Form::Phone => 32,
        Form::Url | Form::Https => 2048,
        Form::Base64 => usize::MAX,
        _ => 256,
    };
    if text.is_empty() {
        return Err(Detail::empty());
    }
    if text.chars().count() > longest {
        return Err(Detail::too_long(longest));
    }
    let (is_so, why) = match form {
        Form::Email => (is_email(text), "The value must be a well-formed email address."),
        Form::Phone => {
            (text.contains(|c: char| c.is_ascii_digit()), "The value must contain a digit.")
        }
        Form::Url => (
            is_url(text, "https://") || is_url(text, "http://"),
            "The value must be an http or https URL.",
        ),
        Form::Https => (is_url(text, "https://"), "The URL must use https."),
        Form::Base64 => (is_base64(text), "The value must be in Base64."),
        Form::Date => (is_date(text), "The value must be a date as yyyy-MM-dd."),
        Form::Time => (
            Timestamp::parse(text).is_some(),
            "The value must be a date-time such as 2026-03-23T16:34:44.760Z.",
        ),
        Form::Timezone => (
            text.split_once('/').is_some_and(|(area, location)| is_word(area) && is_word(location)),
            "The value must be a time zone such as America/Los_Angeles.",
        ),
        Form::Locale => (
            text.split(['-', '_']).all(is_subtag),
            "The value must be a language such as en or en-GB.",
        ),
        Form::Languages => (
            text.split(',').all(is_language),
            "The value must be languages as in en-gb;q=0.8, en;q=0.7.",
        ),
        Form::Country => (
            text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()),
            "The value must be a country code of two capital letters.",
        ),
    };
    if is_so { Ok(()) } else { Err(Detail::invalid(why)) }
}

fn is_url(text: &str, scheme: &str) -> bool {
    text.starts_with(scheme) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|bytes| !bytes.is_empty())
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && Timestamp::parse(&format!("{text}T00:00:00Z")).is_some()
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// A language, or any, with or without its weight.
fn is_language(text: &str) -> bool {
    let (language, weight) = match text.split_once(';') {
        Some((language, weight)) => (language.trim(), Some(weight.trim())),
        None => (text.trim(), None),
    };
    let is_weight = |text: &str| {
        let number = text.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
        number.is_some_and(|q| (0.0..=1.0).contains(&q))
    };
    (language == "*" || language.split('-').all(is_subtag)) && weight.is_none_or(is_weight)
}

fn is_subtag(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
