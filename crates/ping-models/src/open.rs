//! JSON values whose shape is not documented.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::decode::{self, DecodeError};
use crate::model::Model;

/// Any JSON value, kept as it came: for members whose shape is not documented.
#[derive(Clone)]
pub struct OpenValue(pub(crate) Box<RawValue>);

impl OpenValue {
    /// The JSON text as it came.
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// The value as a `serde_json::Value`: numbers beyond 64 bits lose digits there, and a value
    /// that none can hold becomes null. Such are numbers like `1e400`, texts with half of a
    /// surrogate pair, and what is nested deeper than 127 levels; [`get`](Self::get) has them.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.0.get()).unwrap_or_default()
    }

    /// Decodes the value as a type of the caller's.
    ///
    /// # Errors
    ///
    /// Fails when the value has another shape; the error names the place and what was expected.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::decode_text(self.get())
    }

    /// Encodes a value of the caller's.
    ///
    /// # Errors
    ///
    /// Fails when the value cannot be written as JSON, such as a map whose keys are not strings.
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }
}

impl From<serde_json::Value> for OpenValue {
    fn from(value: serde_json::Value) -> Self {
        // A `Value` always has a JSON text.
        RawValue::from_string(value.to_string())
            .map_or_else(|_| OpenValue(RawValue::NULL.to_owned()), OpenValue)
    }
}

impl Model for OpenValue {}

/// By members, strings and exact decimals, as [`differences`](crate::lossless::differences) says.
impl PartialEq for OpenValue {
    fn eq(&self, other: &Self) -> bool {
        crate::lossless::texts::is_same(self.get(), other.get())
    }
}

impl fmt::Debug for OpenValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenValue(..)")
    }
}

impl Serialize for OpenValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OpenValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}
