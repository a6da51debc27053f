//! Where the types of requests and answers come from.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The types that belong to no product, beside ids.
const SHARED: [&str; 4] = ["Collection", "Reference", "TokenRequest", "TokenResponse"];

/// Where a name comes from.
pub(super) enum Home {
    /// The language, or it is no name of a type.
    Language,
    /// The root of the models.
    Shared,
    /// The product's module of the models.
    Product,
}

/// Where a name comes from.
pub(super) fn home(name: &str) -> Home {
    match name {
        "Vec" | "Option" | "String" => Home::Language,
        _ if SHARED.contains(&name) || name.ends_with("Id") => Home::Shared,
        _ if name.starts_with(char::is_uppercase) => Home::Product,
        _ => Home::Language,
    }
}

/// The imports of all names that these types consist of.
pub(super) fn imports<'a>(types: impl Iterator<Item = &'a str>, product: &str) -> String {
    let (mut shared, mut own) = (BTreeSet::new(), BTreeSet::new());
    for name in types.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        match home(name) {
            Home::Shared => shared.insert(name),
            Home::Product => own.insert(name),
            Home::Language => false,
        };
    }
    let mut text = String::new();
    let modules = [("ping_models".to_owned(), shared), (format!("ping_models::{product}"), own)];
    for (module, names) in modules.iter().filter(|(_, names)| !names.is_empty()) {
        let names: Vec<&str> = names.iter().copied().collect();
        let _ = writeln!(text, "use {module}::{{{}}};", names.join(", "));
    }
    text
}

/// A type as `operations!` takes it: one word, a collection, or anything in parentheses.
pub(super) fn in_macro(name: &str) -> String {
    let is_word = |text: &str| text.chars().all(char::is_alphanumeric);
    let item = name.strip_prefix("Collection<").and_then(|rest| rest.strip_suffix('>'));
    match name {
        "" | "()" => "()".to_owned(),
        _ if is_word(item.unwrap_or(name)) => name.to_owned(),
        _ => format!("({name})"),
    }
}
