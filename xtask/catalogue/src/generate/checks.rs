//! The checks of the payloads of all operations.

use std::fmt::Write as _;

use super::types::{Home, home};
use crate::row::Row;

/// The file.
pub(super) fn file(rows: &[&Row]) -> String {
    let mut text = String::from(
        "//! The models of all operations. Written by `cargo catalogue` from\n\
         //! `fixtures/catalogue.csv`.\n\n\
         use ping_models::lossless::check;\n\
         use ping_models::{mfa, pingid, platform, verify};\n\n\
         use crate::registry::Models;\n\n\
         /// The id of each operation, and how payloads of its request and its answer are checked.\n\
         pub(crate) const MODELS: &[Models] = &[\n",
    );
    for row in rows {
        let check = |name: &str| match name {
            "" | "()" => "None".to_owned(),
            _ => format!("Some(check::<{}>)", qualified(name, &row.product)),
        };
        let _ = writeln!(
            text,
            "    (\"{}\", {}, {}),",
            row.id,
            check(&row.request_type),
            check(&row.response_type)
        );
    }
    text + "];\n"
}

/// What comes of the operations that a client sends, for those who call them all.
pub(super) fn asks(rows: &[&Row]) -> String {
    let mut text = String::from(
        "//! What comes of each operation. Written by `cargo catalogue` from\n\
         //! `fixtures/catalogue.csv`.\n\n\
         use ping_sdk::models::{mfa, pingid, platform, verify};\n\n\
         use super::plain::{Ask, list, none, one};\n\n\
         /// The id of each operation that a client sends, and what asks for its answer.\n\
         pub(super) const ASKS: &[(&str, Ask)] = &[\n",
    );
    for row in rows.iter().filter(|row| row.is_sent_by_a_client()) {
        let answer = row.response_type.as_str();
        let item = answer.strip_prefix("Collection<").and_then(|rest| rest.strip_suffix('>'));
        let ask = match (answer, item) {
            ("()", _) => "none".to_owned(),
            (_, Some(item)) => format!("list::<{}>", qualified(item, &row.product)),
            _ => format!("one::<{}>", qualified(answer, &row.product)),
        };
        let _ = writeln!(text, "    (\"{}\", {ask}),", row.id);
    }
    text + "];\n"
}

/// The type with the module before each name that has one.
fn qualified(name: &str, product: &str) -> String {
    let mut text = String::new();
    for word in name.split_inclusive(|c: char| !c.is_alphanumeric()) {
        match home(word.trim_end_matches(|c: char| !c.is_alphanumeric())) {
            Home::Shared => text.push_str("ping_models::"),
            Home::Product => {
                let _ = write!(text, "{product}::");
            }
            Home::Language => {}
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_where_they_are() {
        assert_eq!(
            qualified("Collection<User>", "platform"),
            "ping_models::Collection<platform::User>"
        );
        assert_eq!(
            qualified("Reference<UserId>", "platform"),
            "ping_models::Reference<ping_models::UserId>"
        );
        assert_eq!(qualified("Vec<Option<String>>", "mfa"), "Vec<Option<String>>");
    }
}
