//! How deep a source is nested, before it is read: the engine reads by recursion, and a stack has
//! an end.

/// How deep brackets may be nested.
const BRACKETS: usize = 250;
/// How many words and operators may follow each other without a `;`, a `,` or a brace: each may be
/// nested in the one before.
const CHAIN: usize = 2_000;

/// Whether a source, or a text of JSON, is nested deeper than it may be. Texts, templates and
/// comments do not count; what looks like a bracket in a regular expression does.
pub(crate) fn is_too_deep(source: &str) -> bool {
    let mut scan = Scan { depth: 0, chain: 0, templates: Vec::new() };
    let mut bytes = source.bytes().peekable();
    let mut in_word = false;
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().copied();
        let word = byte.is_ascii_alphanumeric() || b"_$.".contains(&byte) || !byte.is_ascii();
        match byte {
            b'/' if next == Some(b'/') => skip(&mut bytes, |_, byte| byte == b'\n'),
            b'/' if next == Some(b'*') => {
                bytes.next();
                skip(&mut bytes, |before, byte| (before, byte) == (b'*', b'/'));
            }
            b'\'' | b'"' => quoted(&mut bytes, byte),
            b'`' => scan.template(&mut bytes),
            b'}' if scan.templates.last() == Some(&scan.depth) => {
                scan.templates.pop();
                scan.template(&mut bytes);
            }
            byte => scan.token(byte, word && in_word),
        }
        in_word = word;
        if scan.depth > BRACKETS || scan.chain > CHAIN || scan.templates.len() > BRACKETS {
            return true;
        }
    }
    false
}

struct Scan {
    depth: usize,
    chain: usize,
    /// How deep the brackets were where each template that is open was left for `${`.
    templates: Vec<usize>,
}

type Bytes<'s> = std::iter::Peekable<std::str::Bytes<'s>>;

impl Scan {
    fn token(&mut self, byte: u8, goes_on: bool) {
        match byte {
            b'(' | b'[' => self.depth += 1,
            b'{' => {
                self.depth += 1;
                self.chain = 0;
            }
            b')' | b']' => self.depth = self.depth.saturating_sub(1),
            b'}' => {
                self.depth = self.depth.saturating_sub(1);
                self.chain = 0;
            }
            b';' | b',' => self.chain = 0,
            byte if byte.is_ascii_whitespace() || goes_on => {}
            _ => self.chain += 1,
        }
    }

    /// The text of a template, up to its end or to a `${`.
    fn template(&mut self, bytes: &mut Bytes<'_>) {
        while let Some(byte) = bytes.next() {
            match byte {
                b'\\' => {
                    bytes.next();
                }
                b'`' => return,
                b'$' if bytes.peek().is_some_and(|next| *next == b'{') => {
                    bytes.next();
                    self.templates.push(self.depth);
                    return;
                }
                _ => {}
            }
        }
    }
}

fn quoted(bytes: &mut Bytes<'_>, quote: u8) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            // A text ends with its line at the latest.
            byte if byte == quote || byte == b'\n' => return,
            _ => {}
        }
    }
}

fn skip(bytes: &mut Bytes<'_>, is_end: impl Fn(u8, u8) -> bool) {
    let mut before = 0;
    for byte in bytes {
        if is_end(before, byte) {
            return;
        }
        before = byte;
    }
}

#[cfg(test)]
mod tests {
    use super::is_too_deep;

    #[test]
    fn what_is_nested_counts() {
        for deep in [
            "(".repeat(300),
            "[".repeat(300),
            "{".repeat(300),
            "!".repeat(2_100),
            "a=".repeat(2_100),
            "if(1)".repeat(1_100),
            "a=>".repeat(2_100),
            "1+".repeat(2_100),
            "typeof ".repeat(2_100),
            "`${".repeat(300),
            "a?b:".repeat(1_000),
        ] {
            assert!(is_too_deep(&deep), "{}", &deep[..20]);
        }
    }

    #[test]
    fn what_stands_beside_each_other_does_not() {
        for flat in [
            "f(a);".repeat(5_000),
            "if (a) { b(); } else ".repeat(5_000),
            format!("'{}'", "(".repeat(5_000)),
            format!("\"\\\"{}\"", "(".repeat(5_000)),
            format!("`{}${{a}}{}`", "(".repeat(5_000), "!".repeat(5_000)),
            format!("// {}\n/* {} */ a", "(".repeat(5_000), "(".repeat(5_000)),
            format!("[{}]", "{\"a\": [1]}, ".repeat(5_000)),
            format!("\"{}\"", "long ".repeat(5_000)),
            "'<p>' + name + '</p>' + ".repeat(100),
            "word".repeat(5_000),
        ] {
            assert!(!is_too_deep(&flat), "{}", &flat[..20]);
        }
    }
}
