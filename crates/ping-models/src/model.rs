//! What every model shares.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;

use crate::decode::DecodeError;

/// A wire type.
///
/// Implemented by every type of this crate; there is no need to implement it elsewhere.
pub trait Model {
    /// Decodes a JSON text.
    ///
    /// # Errors
    ///
    /// As [`decode`](crate::decode) does.
    fn from_json(json: &[u8]) -> Result<Self, DecodeError>
    where
        Self: DeserializeOwned,
    {
        crate::decode(json)
    }
}

impl Model for String {}
impl Model for serde_json::Value {}
impl<T: Model> Model for Box<T> {}
impl<T: Model> Model for Vec<T> {}
impl<T: Model> Model for BTreeMap<String, T> {}

/// Of an answer that may come without a body: `None` then.
impl<T: Model> Model for Option<T> {
    fn from_json(json: &[u8]) -> Result<Self, DecodeError>
    where
        Self: DeserializeOwned,
    {
        match json.trim_ascii() {
            [] => Ok(None),
            _ => crate::decode(json),
        }
    }
}

/// A value of an open enum that this version of the crate has no name for.
///
/// It is kept as it came. Only decoding makes one, so that a program cannot come to depend on a
/// spelling by accident; `as_str` of the enum reads it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(pub(crate) Box<str>);

impl UnknownValue {
    /// The value as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A value as it is kept where no variant names it.
#[doc(hidden)]
pub fn unknown_value(value: &str) -> UnknownValue {
    UnknownValue(value.into())
}
