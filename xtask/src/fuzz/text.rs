//! What a text has to be that reaches a terminal or a log.

/// One line of at most so many bytes, without control characters.
pub(super) fn is_presentable(text: &str, longest: usize) -> Result<(), String> {
    if text.len() > longest {
        let start: String = text.chars().take(200).collect();
        return Err(format!("{} bytes of text: {start:?}…", text.len()));
    }
    match text.chars().find(|c| is_control(*c)) {
        Some(c) => Err(format!("{c:?} in the text {text:?}")),
        None => Ok(()),
    }
}

/// Control characters, and those that turn the direction of the text around them.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_a_terminal_is_not_presentable() {
        assert!(is_presentable("plain: ‘é’ 😀", 40).is_ok());
        for text in ["two\nlines", "\u{1b}[31m", "\u{85}", "a\u{202e}b", "too long for it"] {
            assert!(is_presentable(text, 10).is_err(), "{text:?}");
        }
    }
}
