//! What fields and variants are called on the wire.

use syn::Ident;

/// Without the mark of a raw identifier.
pub(crate) fn plain(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

/// `created_at` as `createdAt`.
pub(crate) fn camel_case(name: &Ident) -> String {
    let name = plain(name);
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut chars = word.chars();
        camel.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(chars.as_str());
    }
    camel
}

/// `GovernmentId` as `GOVERNMENT_ID`.
pub(crate) fn screaming_snake_case(name: &Ident) -> String {
    let mut screaming = String::new();
    for (index, char) in name.to_string().char_indices() {
        if index > 0 && char.is_uppercase() {
            screaming.push('_');
        }
        screaming.extend(char.to_uppercase());
    }
    screaming
}
