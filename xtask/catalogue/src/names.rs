//! How names are written in Rust.

/// `create_device` as `CreateDevice`.
pub(crate) fn camel_case(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

/// `device` as `Device`.
pub(crate) fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

/// `oathTokens` as `oath_tokens`, `openid-configuration` as `openid_configuration`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        let is_part = character.is_alphanumeric();
        if (character.is_uppercase() || !is_part) && !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
        if is_part {
            text.extend(character.to_lowercase());
        }
    }
    text
}
