//! Bytes as scripts see them.

use serde_json::Value;

use super::failure::Failure;
use super::object::{Arg, Args};

/// Bytes as Java has them: from -128 to 127.
pub(crate) fn signed(bytes: &[u8]) -> Value {
    bytes.iter().map(|byte| Value::from(byte.cast_signed())).collect()
}

/// The text that the bytes are in UTF-8.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Args {
    /// Bytes as Java has them, or as JavaScript does: from -128 to 255.
    pub(crate) fn bytes(&self, index: usize, name: &str) -> Result<Vec<u8>, Failure> {
        let wrong = || self.wrong(name, "an array of bytes");
        match self.values.get(index) {
            Some(Arg::Json(value)) => of(value).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

/// An array of bytes.
pub(crate) fn of(value: &Value) -> Option<Vec<u8>> {
    let byte = |value: &Value| {
        let number = value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))?;
        u8::try_from(number).ok().or_else(|| i8::try_from(number).ok().map(i8::cast_unsigned))
    };
    value.as_array()?.iter().map(byte).collect()
}
