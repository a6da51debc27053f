//! Scalars that the services send now in one JSON form and now in another.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decode::DecodeError;
use crate::model::Model;
use crate::raw;
use crate::secret::{self, Secret};

/// A scalar that a [`Loose`] can hold.
pub trait LooseValue: Sized + PartialEq + Serialize {
    /// What a decoder says it expected.
    const EXPECTED: &'static str;

    /// Reads the text of any form that is known to be sent for this scalar: what is inside of a
    /// JSON string, or the JSON text of a number or boolean.
    fn read_text(text: &str) -> Option<Self>;

    /// Reads any JSON form that is known to be sent for this scalar.
    fn read(json: &str) -> Option<Self> {
        Self::read_text(&scalar_text(json)?)
    }

    /// The documented JSON form.
    fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the documented form alone, and quickly: what [`write`](Self::write) would write.
    fn read_documented(json: &str) -> Option<Self> {
        let _ = json;
        None
    }

    /// Notes the value as secret where it is and secrets are being collected.
    #[doc(hidden)]
    fn collect(&self) {}
}

/// A scalar with one Rust type whatever JSON form it came in.
///
/// It remembers how it came and is written the same way again; a new one is written in the
/// documented form. Two are equal when their values are.
#[derive(Clone)]
pub struct Loose<T> {
    value: T,
    /// The JSON text, kept only where it is not the documented form.
    original: Option<Box<str>>,
}

impl<T> Loose<T> {
    /// A value to be written in the documented form.
    pub fn new(value: T) -> Self {
        Self { value, original: None }
    }

    /// The value, owned.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Copy> Loose<T> {
    /// The value.
    pub fn get(&self) -> T {
        self.value
    }
}

impl<T> std::ops::Deref for Loose<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> From<T> for Loose<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Loose<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl From<&str> for Loose<Secret> {
    fn from(value: &str) -> Self {
        Self::new(value.into())
    }
}

impl From<String> for Loose<Secret> {
    fn from(value: String) -> Self {
        Self::new(value.into())
    }
}

impl<T: PartialEq> PartialEq for Loose<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: PartialEq> PartialEq<T> for Loose<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: fmt::Debug> fmt::Debug for Loose<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Loose<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> Model for Loose<T> {}

impl<T: LooseValue> Serialize for Loose<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = match &self.original {
            Some(original) => {
                self.value.collect();
                original.to_string()
            }
            None => self.value.write(),
        };
        let json = RawValue::from_string(json).map_err(serde::ser::Error::custom)?;
        json.serialize(serializer)
    }
}

impl<'de, T: LooseValue> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::read(deserializer, |json| {
            if let Some(value) = T::read_documented(json) {
                return Ok(Self::new(value));
            }
            let value = T::read(json).ok_or_else(|| DecodeError::new(".", T::EXPECTED))?;
            let original = (value.write() != json).then(|| Box::from(json));
            Ok(Self { value, original })
        })
    }
}

/// The text inside a JSON string, or the JSON text of another scalar.
pub(crate) fn scalar_text(json: &str) -> Option<Cow<'_, str>> {
    match json.as_bytes().first()? {
        b'"' => match plain_string(json) {
            Some(plain) => Some(Cow::Borrowed(plain)),
            None => serde_json::from_str(json).ok().map(Cow::Owned),
        },
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(json)),
    }
}

/// What is inside of a JSON string that needs no escapes: serde_json writes the same.
pub(crate) fn plain_string(json: &str) -> Option<&str> {
    let inside = json.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('\\')).then_some(inside)
}

impl LooseValue for bool {
    const EXPECTED: &'static str = "a boolean, or `true` or `false` as a string";

    fn read_text(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("true") || text == "1" {
            Some(true)
        } else if text.eq_ignore_ascii_case("false") || text == "0" {
            Some(false)
        } else {
            None
        }
    }
}

macro_rules! loose_integer {
    ($($integer:ty),*) => { $(
        impl LooseValue for $integer {
            const EXPECTED: &'static str = "an integer, or one as a string";

            fn read_text(text: &str) -> Option<Self> {
                let text = text.trim();
                text.parse().ok().or_else(|| {
                    // `1.0`, `1e3`: an integer written as another number.
                    let whole: f64 = text.parse().ok()?;
                    let exact = whole.fract() == 0.0 && whole.abs() < 9_007_199_254_740_992.0;
                    exact.then(|| format!("{whole:.0}").parse().ok())?
                })
            }

            fn read_documented(json: &str) -> Option<Self> {
                // JSON has no signs or zeros to spare but that of `-0`.
                json.parse().ok().filter(|_| json != "-0")
            }
        }
    )* };
}

loose_integer!(i64, u64, i32, u32);

impl LooseValue for f64 {
    const EXPECTED: &'static str = "a number, or one as a string";

    fn read_text(text: &str) -> Option<Self> {
        let number: f64 = text.trim().parse().ok()?;
        number.is_finite().then_some(number)
    }
}

impl LooseValue for String {
    const EXPECTED: &'static str = "a string, a number or a boolean";

    fn read_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn read_documented(json: &str) -> Option<Self> {
        plain_string(json).map(str::to_owned)
    }
}

impl LooseValue for Secret {
    const EXPECTED: &'static str = "a string or a number";

    fn read_text(text: &str) -> Option<Self> {
        Some(Self::from(text))
    }

    fn read_documented(json: &str) -> Option<Self> {
        plain_string(json).map(Self::from)
    }

    fn collect(&self) {
        secret::met(self.expose());
    }
}
