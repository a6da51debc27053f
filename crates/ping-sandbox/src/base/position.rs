//! Where the values of a JSON text are. The text is known to be JSON.

/// A step down from a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// A member of an object: its name, and where name and value begin.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) name_at: usize,
    pub(crate) value_at: usize,
}

/// Where the text's value begins.
pub(crate) fn root(text: &str) -> usize {
    blank(text.as_bytes(), 0)
}

/// The members of the object that begins there, in their order; none if it is no object.
pub(crate) fn members(text: &str, at: usize) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for (name_at, end) in parts(bytes, at, b'{') {
        let value_at = blank(bytes, blank(bytes, end) + 1);
        let name = serde_json::from_str(&text[name_at..end]).unwrap_or_default();
        found.push(Found { name, name_at, value_at });
    }
    found
}

/// Where the elements of the array begin that begins there; none if it is no array.
pub(crate) fn items(text: &str, at: usize) -> Vec<usize> {
    parts(text.as_bytes(), at, b'[').into_iter().map(|(item, _)| item).collect()
}

/// Where the value begins that is so many steps down; where there is none, the nearest above.
pub(crate) fn find(text: &str, at: usize, steps: &[Step<'_>]) -> usize {
    let Some((step, rest)) = steps.split_first() else {
        return at;
    };
    let next = match step {
        Step::Member(wanted) => members(text, at)
            .into_iter()
            .find(|member| member.name == *wanted)
            .map(|member| if rest.is_empty() { member.name_at } else { member.value_at }),
        Step::Item(index) => items(text, at).get(*index).copied(),
    };
    next.map_or(at, |next| find(text, next, rest))
}

/// The line and the column there, from 1 on.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Begin and end of what stands first in each part between commas.
fn parts(bytes: &[u8], at: usize, opening: u8) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    if bytes.get(at) != Some(&opening) {
        return parts;
    }
    let mut at = blank(bytes, at + 1);
    while at < bytes.len() && !matches!(bytes[at], b'}' | b']') {
        let end = skip(bytes, at);
        parts.push((at, end));
        at = blank(bytes, end);
        if bytes.get(at) == Some(&b':') {
            at = blank(bytes, skip(bytes, blank(bytes, at + 1)));
        }
        if bytes.get(at) == Some(&b',') {
            at = blank(bytes, at + 1);
        }
    }
    parts
}

fn blank(bytes: &[u8], at: usize) -> usize {
    let blank = bytes.get(at..).unwrap_or_default().iter();
    at + blank.take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The end of the value that begins there.
fn skip(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_text(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ if depth > 0 => {
                at += 1;
                continue;
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b",]}".contains(byte);
                return at + bytes[at..].iter().take_while(|byte| !ends(byte)).count();
            }
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn end_of_text(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_where_it_is() {
        let text = "\n{ \"a\" : [1, {\"b\\\"]\": [true , null], \"c\": \"x,}\"}],\n  \"ä\":{\"d\":-1.5e3}}";
        let at = |steps: &[Step<'_>]| &text[find(text, root(text), steps)..];
        use Step::{Item, Member};
        assert!(at(&[Member("a"), Item(1), Member("b\"]"), Item(1)]).starts_with("null]"));
        assert!(at(&[Member("a"), Item(1), Member("c")]).starts_with("\"c\": \"x,}\""));
        assert!(at(&[Member("a"), Item(0)]).starts_with("1, "));
        assert!(at(&[Member("ä"), Member("d")]).starts_with("\"d\":-1.5e3"));
        // What is not there is looked for where it would have to be.
        assert!(at(&[Member("ä"), Member("e")]).starts_with("{\"d\""));
        assert!(at(&[Member("a"), Item(7)]).starts_with("[1,"));
        assert_eq!(line_and_column(text, find(text, root(text), &[Member("ä")])), (3, 3));
        assert_eq!(members(text, root(text)).len(), 2);
    }
}
