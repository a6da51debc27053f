//! Escaping: texts of others for terminals and logs.

use std::borrow::Cow;

pub(crate) use ping_models::__private::escaped;

/// The longest text of a peer that is handed on, in bytes.
const LONGEST: usize = 2000;

/// The longest id of a peer that is handed on, in bytes.
const LONGEST_ID: usize = 256;

/// A text for one line of a log: nothing in it acts on a terminal, and it is not endless.
pub(crate) fn presentable(text: &str) -> Cow<'_, str> {
    within(text, LONGEST)
}

/// The same for an id, which stands beside such a text.
pub(crate) fn presentable_id(text: &str) -> Cow<'_, str> {
    within(text, LONGEST_ID)
}

/// The bound counts for the text as it is shown: an escape is longer than what it stands for.
fn within(text: &str, longest: usize) -> Cow<'_, str> {
    let end = boundary(text, longest);
    let shown = escaped(&text[..end]);
    if end == text.len() && shown.len() <= longest {
        return shown;
    }
    Cow::Owned(format!("{}…", &shown[..boundary(&shown, longest)]))
}

/// The last boundary of characters up to `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}
