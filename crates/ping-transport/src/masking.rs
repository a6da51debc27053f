//! Masking: texts of a peer without the secrets of the request that it answers.
//!
//! A peer may repeat a secret as it is, in another encoding, cut, or in a part of something else.
//! So what is looked for is not the secret but every short piece of it and of its encodings.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::escaping::{boundary, escaped, presentable};
use crate::secret_names::is_secret_name;

/// What stands in the place of a secret.
pub(crate) const MASK: &str = "[redacted]";

/// So many bytes in a row of a secret, or of an encoding of it, are told from chance.
const PIECE: usize = 8;

/// What is shorter cannot be told from other text.
pub(crate) const SHORTEST: usize = 4;

/// Of a secret that is hardly longer than a piece, all but so many bytes give it away.
const CUT: usize = 2;

/// Of longer secrets, the beginning counts.
const LONGEST: usize = 64 * 1024;

/// The secrets of one request, made when an error needs them.
#[derive(Default)]
pub(crate) struct Secrets {
    /// The pieces of secrets and of their encodings, sorted.
    pieces: Vec<u64>,
    /// What is too short to have pieces, looked for as it is.
    short: Vec<Vec<u8>>,
    /// Whether one of them is what members are called.
    is_name: bool,
}

impl<S: AsRef<str>> FromIterator<S> for Secrets {
    fn from_iter<I: IntoIterator<Item = S>>(secrets: I) -> Self {
        let mut all = Self::default();
        for secret in secrets {
            all.add(secret.as_ref());
        }
        all.pieces.sort_unstable();
        all.pieces.dedup();
        all
    }
}

impl Secrets {
    fn add(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        self.is_name |= is_secret_name(secret);
        let secret = &secret[..boundary(secret, secret.len().min(LONGEST))];
        self.add_form(secret.as_bytes());
        for before in 0..3 {
            self.add_form(&base64_within(secret.as_bytes(), before));
        }
        let quoted = serde_json::Value::from(secret).to_string();
        let quoted = &quoted[1..quoted.len() - 1];
        let escaped = escaped(secret);
        for form in [quoted, &*escaped] {
            if form != secret {
                self.add_form(form.as_bytes());
            }
        }
    }

    fn add_form(&mut self, form: &[u8]) {
        let form: Vec<u8> = form.iter().copied().map(folded).collect();
        match form.len() {
            ..PIECE => self.short.push(form),
            length if length < PIECE + CUT => {
                self.short.extend(form.windows(length - CUT).map(<[u8]>::to_vec));
            }
            _ => self.pieces.extend(pieces(&form)),
        }
    }

    /// A text of a peer as it may be shown: without these secrets, without characters that act on
    /// a terminal, and not endless.
    pub(crate) fn clear<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.mask(text) {
            Some(masked) => Cow::Owned(presentable(&masked).into_owned()),
            None => presentable(text),
        }
    }

    /// The text without these secrets; `None` where it has none.
    fn mask(&self, text: &str) -> Option<String> {
        // A secret may begin like the member that it stands in, which tells nothing of it.
        if !self.is_name && is_secret_name(text) {
            return None;
        }
        let runs = self.found(text.as_bytes());
        let mut runs = runs.iter().peekable();
        runs.peek()?;
        let mut masked = String::with_capacity(text.len());
        let mut behind = 0;
        for run in runs {
            masked.push_str(&text[behind..boundary(text, run.start).max(behind)]);
            masked.push_str(MASK);
            behind = (run.end..).find(|end| text.is_char_boundary(*end))?;
        }
        masked.push_str(&text[behind..]);
        Some(masked)
    }

    /// Where secrets stand, percent-encoded or not, in order and apart from each other.
    fn found(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut found = self.matches(text);
        if text.contains(&b'%') {
            let (decoded, places) = percent_decoded(text);
            let matches = self.matches(&decoded).into_iter();
            found.extend(matches.map(|range| places[range.start]..places[range.end]));
        }
        found.sort_unstable_by_key(|range| range.start);
        let mut runs: Vec<Range<usize>> = Vec::new();
        for range in found {
            match runs.last_mut() {
                Some(run) if range.start <= run.end => run.end = run.end.max(range.end),
                _ => runs.push(range),
            }
        }
        runs
    }

    /// Where pieces of secrets and short ones stand.
    fn matches(&self, text: &[u8]) -> Vec<Range<usize>> {
        let text: Vec<u8> = text.iter().copied().map(folded).collect();
        let mut found: Vec<_> = pieces(&text)
            .enumerate()
            .filter(|(_, piece)| self.pieces.binary_search(piece).is_ok())
            .map(|(at, _)| at..at + PIECE)
            .collect();
        for form in &self.short {
            let parts = text.windows(form.len()).enumerate();
            let equal = parts.filter(|(_, part)| part == form);
            found.extend(equal.map(|(at, part)| at..at + part.len()));
        }
        found
    }

    /// A JSON text as it may be shown: member names, strings, and numbers that are secrets;
    /// `None` where it may be shown as it is.
    pub(crate) fn clear_json(&self, json: &str) -> Option<String> {
        let mut cleared = String::with_capacity(json.len());
        let mut changed = false;
        let mut rest = json;
        while let Some(at) = rest.find(|char: char| matches!(char, '"' | '-' | '0'..='9')) {
            cleared.push_str(&rest[..at]);
            let (token, behind) = rest[at..].split_at(token_length(&rest.as_bytes()[at..]));
            rest = behind;
            let better = if token.starts_with('"') {
                match serde_json::from_str::<Cow<'_, str>>(token) {
                    Ok(text) => {
                        let better = self.mask(&text).map(Cow::Owned).unwrap_or(text.clone());
                        let better = escaped(&better);
                        (better != text).then(|| serde_json::Value::from(&*better).to_string())
                    }
                    // Half of a surrogate pair: nobody knows what else is in it.
                    Err(_) => Some(format!("\"{MASK}\"")),
                }
            } else {
                self.mask(token).map(|_| format!("\"{MASK}\""))
            };
            changed |= better.is_some();
            cleared.push_str(better.as_deref().unwrap_or(token));
        }
        cleared.push_str(rest);
        changed.then_some(cleared)
    }
}

/// The length of the string or number that a JSON text begins with.
fn token_length(json: &[u8]) -> usize {
    if json.first() == Some(&b'"') {
        let mut escape = false;
        let end = json.iter().skip(1).position(|byte| match byte {
            _ if escape => {
                escape = false;
                false
            }
            b'\\' => {
                escape = true;
                false
            }
            byte => *byte == b'"',
        });
        return end.map_or(json.len(), |end| end + 2);
    }
    json.iter()
        .position(|byte| !matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
        .unwrap_or(json.len())
}

/// The overlapping pieces of a text, each as a number.
fn pieces(text: &[u8]) -> impl Iterator<Item = u64> {
    let whole = text.windows(PIECE);
    whole.map(|piece| piece.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)))
}

/// The text without percent-encoding, and where each byte of it stands in the original.
fn percent_decoded(text: &[u8]) -> (Vec<u8>, Vec<usize>) {
    let hex = |at: usize| char::from(*text.get(at)?).to_digit(16);
    let (mut decoded, mut places) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        places.push(at);
        let value = match (hex(at + 1), hex(at + 2)) {
            (Some(high), Some(low)) if *byte == b'%' => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        decoded.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    places.push(text.len());
    (decoded, places)
}

/// Both alphabets of Base64 as one.
fn folded(byte: u8) -> u8 {
    match byte {
        b'+' => b'-',
        b'/' => b'_',
        byte => byte,
    }
}

/// The characters that stand for `secret` alone in the Base64 of a text in which so many bytes,
/// up to multiples of three, are before it.
fn base64_within(secret: &[u8], before: usize) -> Vec<u8> {
    let mut padded = vec![0; before];
    padded.extend_from_slice(secret);
    let mut encoded = URL_SAFE_NO_PAD.encode(&padded).into_bytes();
    encoded.truncate(padded.len() * 8 / 6);
    encoded.drain(..(before * 8).div_ceil(6));
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(secret: &str, text: &str) -> String {
        Secrets::from_iter([secret]).clear(text).into_owned()
    }

    #[test]
    fn as_much_is_masked_as_belongs_to_a_secret() {
        // secret, text, what is shown
        #[rustfmt::skip]
        let table = [
            ("0123456789abcdef", "<0123456789abcdef>", "<[redacted]>"),
            ("0123456789abcdef", "<456789ab>", "<[redacted]>"),
            ("0123456789abcdef", "<456789a>", "<456789a>"),
            ("0123456789abcdef", "01234567-89abcdef", "[redacted]-[redacted]"),
            ("0123456789abcdef", "0123456789abcdef0123456789abcdef", "[redacted]"),
            ("12345678", "<234567> <34567>", "<[redacted]> <34567>"),
            ("1234", "a1234b 123", "a[redacted]b 123"),
            ("123", "123", "123"),
            ("", "text", "text"),
            ("pässwörd-ä", "ää pässwörd-ä ää", "ää [redacted] ää"),
            ("ä23456789", "ö23456789", "ö[redacted]"),
            ("a/b+c/d+e/f", "a%2Fb%2bc/d%2Be/f%", "[redacted]%"),
            ("%41%42%43%44", "%41%42%43%44", "[redacted]"),
            ("with \"quotes\"", r#"{"a":"with \"quotes\""}"#, r#"{"a":"[redacted]"}"#),
            ("joiner\u{200d}s are seen", "joiner\u{200d}s are seen", "[redacted]"),
        ];
        for (secret, text, shown) in table {
            assert_eq!(masked(secret, text), shown, "{secret} in {text}");
        }
    }

    #[test]
    fn json_is_cleared_by_its_tokens() {
        let secrets = Secrets::from_iter(["4711", "s3cr\u{e9}t-text"]);
        // `None` where nothing is to be done.
        #[rustfmt::skip]
        let table = [
            (r#"{"a":[1.50,-2e5,null,true,"x\u00e9"]}"#, None),
            (r#"{"a":4711,"b":-147110,"c":471}"#, Some(r#"{"a":"[redacted]","b":"[redacted]","c":471}"#)),
            (r#"{"s3cr\u00e9t-text":"\\\"s3cr\u00E9t-text\\"}"#, Some(r#"{"[redacted]":"\\\"[redacted]\\"}"#)),
            (r#"["\ud800"]"#, Some(r#"["[redacted]"]"#)),
            (r#"["a\u001bb\u202ec\n"]"#, Some(r#"["a\\u{1b}b\\u{202e}c\\n"]"#)),
        ];
        for (json, cleared) in table {
            assert_eq!(secrets.clear_json(json).as_deref(), cleared, "{json}");
        }
    }

    #[test]
    fn the_name_of_a_member_stays_where_no_secret_is_one() {
        let made = r#"{"response":{"attestationObject":"o2NmbXRkbm9uZQ"}}"#;
        let secrets = Secrets::from_iter([made]);
        assert_eq!(secrets.clear("attestation"), "attestation");
        assert_eq!(secrets.clear("attestation o2NmbXRkbm9uZQ"), "[redacted] [redacted]");
        let secrets = Secrets::from_iter([made, "attestation"]);
        assert_eq!(secrets.clear("attestation"), MASK);
    }
}
