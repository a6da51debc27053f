//! Escaping: texts of others for terminals and logs.

use std::borrow::Cow;

pub(crate) use ping_models::__private::escaped;

/// The longest text of a peer that is handed on, in characters.
const LONGEST: usize = 2000;

/// A text for one line of a log: nothing in it acts on a terminal, and it is not endless.
pub(crate) fn presentable(text: &str) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else {
        return escaped(text);
    };
    let mut short: String = escaped(&text[..end]).chars().take(LONGEST).collect();
    short.push('…');
    Cow::Owned(short)
}
