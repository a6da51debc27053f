//! Device ids and activation codes: both come as numbers and as strings.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::loose::{Loose, LooseValue, scalar_text};
use crate::{Id, Model, Secret};

/// Names a workflow that is under way, from its first reply to the call that ends it.
#[derive(Id)]
pub struct SessionId(Arc<str>);

/// Names a job that runs at the service.
#[derive(Id)]
pub struct JobToken(Arc<str>);

/// The id of a paired device: a 64-bit number, written as a number unless it came as a string.
///
/// Many are above 2^53, where a `f64` loses digits.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(Loose<u64>);

impl DeviceId {
    /// A device by its number.
    pub fn new(id: u64) -> Self {
        Self(Loose::new(id))
    }

    /// The number.
    pub fn get(&self) -> u64 {
        self.0.get()
    }
}

impl Model for DeviceId {}

impl Eq for DeviceId {}

impl Hash for DeviceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}

impl From<u64> for DeviceId {
    fn from(id: u64) -> Self {
        Self::new(id)
    }
}

impl From<&DeviceId> for DeviceId {
    fn from(id: &DeviceId) -> Self {
        id.clone()
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The code with which a phone or computer pairs itself: 12 digits, the first of which may be 0.
///
/// Whoever has it can pair a device with the user: it never prints. [`expose`](Self::expose)
/// gives the digits, to be shown to the user.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActivationCode(Loose<Digits>);

impl ActivationCode {
    /// A code by its digits.
    pub fn new(digits: impl Into<String>) -> Self {
        Self(Loose::new(Digits(Secret::new(digits))))
    }

    /// The digits, for the user to type.
    pub fn expose(&self) -> &str {
        self.0.0.expose()
    }

    /// Whether there are no digits: some replies carry an empty code where none was made.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl Model for ActivationCode {}

impl From<&str> for ActivationCode {
    fn from(digits: &str) -> Self {
        Self::new(digits)
    }
}

impl From<String> for ActivationCode {
    fn from(digits: String) -> Self {
        Self::new(digits)
    }
}

impl From<&ActivationCode> for ActivationCode {
    fn from(code: &ActivationCode) -> Self {
        code.clone()
    }
}

impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.0, f)
    }
}

#[derive(Clone, PartialEq, Serialize)]
struct Digits(Secret);

impl LooseValue for Digits {
    const EXPECTED: &'static str = "digits as a string or a number";

    fn read_text(text: &str) -> Option<Self> {
        Some(Self(Secret::new(text)))
    }

    fn read(json: &str) -> Option<Self> {
        let text = scalar_text(json)?;
        if json.starts_with('"') {
            return Self::read_text(&text);
        }
        // A number has lost its leading zeros.
        Self::read_text(&format!("{text:0>12}"))
    }

    fn collect(&self) {
        LooseValue::collect(&self.0);
    }
}
