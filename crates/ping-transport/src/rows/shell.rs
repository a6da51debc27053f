//! The text around the rows of a JSON text.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};

/// The text around the rows, which is a JSON text of its own: what is garbage there, or names the
/// rows twice, tells a file that is not to be trusted.
#[derive(Default)]
pub(super) struct Shell {
    pub(super) text: Vec<u8>,
    /// Whether the array is a member, and not the text itself.
    pub(super) object: bool,
}

impl Shell {
    /// Whether the text is JSON, once `end` is behind it, with the array where it should be.
    pub(super) fn is_sound(&self, end: &[u8], member: &str) -> bool {
        let text = [&self.text, end].concat();
        if !self.object {
            return serde_json::from_slice::<[IgnoredAny; 0]>(&text).is_ok();
        }
        let mut reader = serde_json::Deserializer::from_slice(&text);
        let names = reader.deserialize_map(Names(member));
        names.is_ok_and(|times| times == 1) && reader.end().is_ok()
    }
}

/// How often an object has a member of this name.
struct Names<'a>(&'a str);

impl<'de> Visitor<'de> for Names<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
        let mut times = 0;
        while let Some((name, _)) = map.next_entry::<Cow<'_, str>, IgnoredAny>()? {
            times += usize::from(name == self.0);
        }
        Ok(times)
    }
}
