//! The account's properties file, in the format of Java properties.

use std::collections::BTreeMap;
use std::path::Path;

use ping_models::Secret;

use super::{Account, Parts};
use crate::error::Error;

impl Account {
    /// Reads a properties file.
    ///
    /// # Errors
    ///
    /// Fails with the path where the file cannot be read, and with the key and the path where a
    /// key is missing or not usable.
    pub fn from_properties_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            Error::configuration("PINGID_PROPERTIES", format_args!("cannot read {name}: {error}"))
        })?;
        // Java's properties are ISO 8859-1 at heart; everything that counts here is ASCII.
        Self::parse(&String::from_utf8_lossy(&bytes), &name)
    }

    /// Reads the text of a properties file.
    ///
    /// # Errors
    ///
    /// Fails with the key that is missing or not usable.
    pub fn from_properties(text: &str) -> Result<Self, Error> {
        Self::parse(text, "the properties")
    }

    fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let mut values = properties(text);
        let mut take = |key: &str| values.remove(key).filter(|value| !value.is_empty());
        let missing = |key: &'static str| {
            move || {
                Error::configuration(
                    key,
                    format_args!(
                        "missing in {file}: download the properties file of the account again"
                    ),
                )
            }
        };
        let parts = Parts {
            key: take("use_base64_key").map(Secret::from).ok_or_else(missing("use_base64_key"))?,
            token: take("token").map(Secret::from).ok_or_else(missing("token"))?,
            org_alias: take("org_alias").ok_or_else(missing("org_alias"))?,
            idp_url: take("idp_url").ok_or_else(missing("idp_url"))?,
            authenticator_url: take("authenticator_url"),
            admin_url: take("admin_url"),
        };
        Self::from_parts(parts, file)
    }
}

/// Keys and values: the first unescaped `=`, `:` or white space separates, `\` escapes, `#` and
/// `!` begin comments, a `\` at the end of a line goes on with the next one.
fn properties(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    // Editors like to put a byte order mark in front.
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with(['#', '!']) {
            continue;
        }
        let mut whole = line.to_owned();
        while ends_in_escape(&whole) {
            whole.pop();
            match lines.next() {
                Some(next) => whole.push_str(next.trim_start()),
                None => break,
            }
        }
        let mut key = String::new();
        let mut chars = whole.chars();
        let mut separated = false;
        for char in chars.by_ref() {
            match char {
                '=' | ':' if !ends_in_escape(&key) => {
                    separated = true;
                    break;
                }
                ' ' | '\t' if !ends_in_escape(&key) => break,
                _ => key.push(char),
            }
        }
        let mut value = chars.as_str().trim_start();
        if !separated {
            // White space may stand in front of the separator.
            value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
        }
        values.insert(unescape(&key), unescape(value).trim_end().to_owned());
    }
    values
}

fn ends_in_escape(line: &str) -> bool {
    let slashes = line.len() - line.trim_end_matches('\\').len();
    slashes % 2 == 1
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let code: String = chars.by_ref().take(4).collect();
                out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
