//! What a setter or another type's rest puts into an object.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Rest;
use crate::decode::DecodeError;
use crate::object::Members;
use crate::open::OpenValue;

impl<T: Members + Serialize + DeserializeOwned> Rest<T> {
    fn knows(name: &str) -> bool {
        T::NAMES.contains(&name) || T::PARTS.iter().any(|part| part.contains(&name))
    }

    /// `whole` with the member `name` replaced by `value`. A value that its type does not allow
    /// is told by the serialization of `whole`.
    #[doc(hidden)]
    pub fn set(mut whole: T, name: &str, value: OpenValue) -> T {
        if !Self::knows(name) {
            whole.rest_mut().keep(name, value.0);
            return whole;
        }
        match Self::replaced(&whole, name, value) {
            Ok(replaced) => replaced,
            Err(error) => {
                whole.rest_mut().refuse(error);
                whole
            }
        }
    }

    fn replaced(whole: &T, name: &str, value: OpenValue) -> Result<T, DecodeError> {
        let json = serde_json::to_string(whole).map_err(|error| unwritable(&error))?;
        let mut members: BTreeMap<String, OpenValue> = crate::decode(json.as_bytes())?;
        members.insert(name.to_owned(), value);
        let json = serde_json::to_string(&members).map_err(|error| unwritable(&error))?;
        crate::decode(json.as_bytes())
    }

    /// Makes a `T` of what was read as an `S`: `make` fills in its fields, and what `source` kept
    /// goes along by its names. Nulls of members that only an `S` has are dropped, as their values
    /// are; an unknown member of the `S` that a `T` names becomes that member.
    #[doc(hidden)]
    pub fn carry<S: Members>(source: &Rest<S>, make: impl FnOnce(Rest<T>) -> T) -> T {
        let mut rest = Self::default();
        rest.carry_nulls(source);
        let unknown = source.unknown().iter();
        let (known, unknown): (Vec<_>, Vec<_>) = unknown.partition(|(name, _)| Self::knows(name));
        for (name, value) in unknown {
            rest.keep(name, value.clone());
        }
        let mut target = make(rest);
        for (name, value) in known {
            match Self::replaced(&target, name, OpenValue(value.clone())) {
                Ok(replaced) => target = replaced,
                // It goes back as it came.
                Err(_) => target.rest_mut().keep(name, value.clone()),
            }
        }
        target
    }
}

/// How a serialization that fails for a refused value begins to say so.
pub(super) const REFUSED: &str = "cannot be sent: ";

fn unwritable(error: &serde_json::Error) -> DecodeError {
    refused(error).unwrap_or_else(|| DecodeError::new(".", "a value that can be written as JSON"))
}

/// What a setter of the request was given and cannot take, where that made its serialization fail.
#[doc(hidden)]
pub fn refused(error: &serde_json::Error) -> Option<DecodeError> {
    let message = error.to_string();
    let (path, expected) =
        message.strip_prefix(REFUSED)?.strip_prefix("at `")?.split_once("`: expected ")?;
    Some(DecodeError::new(path, expected))
}
