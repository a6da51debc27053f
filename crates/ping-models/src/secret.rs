//! Values that never print.

use std::borrow::Cow;
use std::cell::RefCell;
use std::{fmt, mem};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::loose::scalar_text;
use crate::model::Model;
use crate::open::OpenValue;
use crate::rest::outermost;

/// A secret text: a client secret, token, key, OTP, seed or pairing key.
///
/// `Debug` prints `[redacted]`, and there is no `Display`, so that no secret is put into a text,
/// nor its mask sent in its place, by mistake. Serialization writes the value, since requests have
/// to carry it. Two secrets are compared in a time that depends on their lengths alone. The memory
/// is wiped on drop; copies that others make, such as the buffers of a connection, are not.
///
/// ```
/// # let token = ping_models::Secret::from("a-token");
/// let header = format!("Bearer {}", token.expose());
/// ```
///
/// ```compile_fail,E0277
/// # let token = ping_models::Secret::from("a-token");
/// let header = format!("Bearer {token}");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<Box<str>>);

impl Secret {
    /// Wraps a secret text.
    pub fn new(value: impl Into<String>) -> Self {
        Self::from(value.into())
    }

    /// The secret itself. The word is there for a reviewer to notice.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Model for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for Secret {}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(Zeroizing::new(value.into()))
    }
}

impl From<String> for Secret {
    /// Copies the text and wipes it: what a `String` gives up when it shrinks is not wiped.
    fn from(value: String) -> Self {
        Self::from(Zeroizing::new(value).as_str())
    }
}

impl From<&Secret> for Secret {
    fn from(value: &Secret) -> Self {
        value.clone()
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        met(&self.0);
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// A secret in any JSON form, for members whose form is not documented.
///
/// `Debug` prints `[redacted]`. Serialization writes the value as it came. Its memory is wiped on
/// drop.
#[derive(Clone, PartialEq)]
pub struct SecretValue(OpenValue);

impl SecretValue {
    /// The value itself.
    pub fn expose(&self) -> &OpenValue {
        &self.0
    }
}

impl From<Secret> for SecretValue {
    fn from(secret: Secret) -> Self {
        Self(serde_json::Value::from(secret.expose()).into())
    }
}

impl Drop for SecretValue {
    fn drop(&mut self) {
        let json = mem::replace(&mut self.0.0, RawValue::NULL.to_owned());
        Box::<str>::from(json).zeroize();
    }
}

impl Model for SecretValue {}

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Serialize for SecretValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = self.0.get();
        met(&scalar_text(json).unwrap_or(Cow::Borrowed(json)));
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SecretValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        OpenValue::deserialize(deserializer).map(Self)
    }
}

thread_local! {
    /// The secrets that the innermost [`collect`] of this thread has met; `None` outside of one.
    static COLLECTED: RefCell<Option<Vec<Secret>>> = const { RefCell::new(None) };
}

/// What is secret of a text, by the types that it was written from.
#[doc(hidden)]
#[derive(Debug)]
pub struct Met {
    /// Every secret in it.
    pub secrets: Vec<Secret>,
    /// Whether a member of this name, if it is put there later, is one.
    pub is_secret: fn(&str) -> bool,
}

/// Runs `encode` and tells what is secret of what was serialized meanwhile, so that a sender knows
/// which texts of its request to mask. What an inner collection meets, the outer one meets too.
#[doc(hidden)]
pub fn collect<T>(encode: impl FnOnce() -> T) -> (T, Met) {
    /// Puts the outer collection back, on a panic as well.
    struct Outer(Option<Vec<Secret>>);

    impl Drop for Outer {
        fn drop(&mut self) {
            COLLECTED.set(self.0.take());
        }
    }

    let mut outer = Outer(COLLECTED.replace(Some(Vec::new())));
    let (result, is_secret) = outermost(encode);
    let secrets = COLLECTED.take().unwrap_or_default();
    if let Some(outer) = &mut outer.0 {
        outer.extend_from_slice(&secrets);
    }
    (result, Met { secrets, is_secret: is_secret.unwrap_or(|_| false) })
}

/// Tells the collection that is on, if there is one, of this secret.
pub(crate) fn met(secret: &str) {
    COLLECTED.with_borrow_mut(|collected| {
        if let Some(collected) = collected {
            collected.push(secret.into());
        }
    });
}

/// Personal data of a verified person: a name, a number, an address, an image, a document.
///
/// `Debug` prints `[personal]`; reading takes the word `expose`. Serialization writes the value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Wraps personal data.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The data itself.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// The data itself, owned.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Personal<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl<T: Model> Model for Personal<T> {}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&PERSONAL, f)
    }
}

/// What stands for personal data in the debugging form of an object.
#[doc(hidden)]
pub const PERSONAL: fmt::Arguments<'static> = format_args!("[personal]");

impl<T: Serialize> Serialize for Personal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Personal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Loose;

    fn encode(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    fn exposed(met: &Met) -> Vec<&str> {
        met.secrets.iter().map(Secret::expose).collect()
    }

    #[test]
    fn secrets_are_compared_to_their_last_byte() {
        let secret = Secret::from("a-secret".to_owned());
        assert_eq!(secret, Secret::from("a-secret"));
        for other in ["b-secret", "a-secreT", "a-secre", "a-secrets", ""] {
            assert!(secret != Secret::from(other), "{other}");
        }
    }

    #[test]
    fn a_collection_meets_every_secret_in_whatever_form_it_came() {
        let loose: Vec<Loose<Secret>> = serde_json::from_str(r#"["a\"b", 123, "c"]"#).unwrap();
        let value = SecretValue::from(Secret::from("e"));
        let (json, met) = collect(|| encode(&(&loose, Secret::from("d"), "plain", &value)));
        assert_eq!(json, r#"[["a\"b",123,"c"],"d","plain","e"]"#);
        assert_eq!(exposed(&met), ["a\"b", "123", "c", "d", "e"]);
        assert_eq!(format!("{value:?}"), "[redacted]");
    }

    #[test]
    fn collections_nest_and_end_on_a_panic() {
        let (inner, outer) = collect(|| {
            encode(&Secret::from("before"));
            let (_, inner) = collect(|| encode(&Secret::from("inside")));
            let panicked = std::panic::catch_unwind(|| {
                collect(|| -> () { panic!("{}", encode(&Secret::from("lost"))) })
            });
            assert!(panicked.is_err());
            encode(&Secret::from("behind"));
            inner
        });
        assert_eq!(exposed(&inner), ["inside"]);
        assert_eq!(exposed(&outer), ["before", "inside", "behind"]);
        encode(&Secret::from("outside"));
        assert!(collect(|| ()).1.secrets.is_empty());
    }
}
