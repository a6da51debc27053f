//! Which operation takes and answers which model.

use std::fmt::Write as _;

use super::types::{Home, home};
use crate::row::Row;

/// The table for the documentation of a product's module.
pub(super) fn file(rows: &[&Row]) -> String {
    let mut text = String::from("| operation | takes | answers |\n|---|---|---|\n");
    for row in rows {
        let [takes, answers] = [&row.request_type, &row.response_type];
        let _ =
            writeln!(text, "| {} | {} | {} |", row.title, linked(row, takes), linked(row, answers));
    }
    text
}

/// The type with a link for each name that has a page.
fn linked(row: &Row, text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(|word| match home(word) {
        Home::Shared => format!("[`{word}`](crate::{word})"),
        Home::Product => format!("[`{word}`](crate::{}::{word})", row.product),
        Home::Language => format!("`{word}`"),
    });
    words.collect::<Vec<_>>().join(" of ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::tests::row;

    #[test]
    fn what_has_a_page_is_linked() {
        let list = row(&[
            ("title", "Read"),
            ("request_type", "Asked"),
            ("response_type", "Collection<Thing>"),
        ]);
        let line = "| Read | [`Asked`](crate::platform::Asked) | \
                    [`Collection`](crate::Collection) of [`Thing`](crate::platform::Thing) |";
        assert!(file(&[&list]).contains(line));
        let none = row(&[("title", "Drop"), ("response_type", "()")]);
        assert!(file(&[&none]).ends_with("| Drop |  |  |\n"));
        let texts = row(&[("response_type", "Vec<String>")]);
        assert!(file(&[&texts]).contains("| `Vec` of `String` |"));
    }
}
