//! The URI that an authenticator app scans.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::Model;
use crate::secret::Secret;

/// The URI that an authenticator app scans, `otpauth://totp/...`. It holds the shared secret:
/// `Debug` prints `[redacted]`.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyUri(Secret);

impl KeyUri {
    /// Makes the URI of an account's name and a secret in Base32.
    pub fn from_secret(account: &str, secret: &Secret) -> Self {
        Self(Secret::new(format!(
            "otpauth://totp/{}?secret={}",
            utf8_percent_encode(account, STRICT),
            utf8_percent_encode(secret.expose(), STRICT)
        )))
    }

    /// The URI itself. The word is there for a reviewer to notice.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The QR code to be scanned; `None` where the URI is longer than a QR code can hold.
    #[cfg(feature = "qr")]
    pub fn qr(&self) -> Option<crate::QrCode> {
        crate::QrCode::new(self.expose())
    }
}

/// Everything but the unreserved characters of RFC 3986.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Model for KeyUri {}

impl fmt::Debug for KeyUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Serialize for KeyUri {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for KeyUri {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Secret::deserialize(deserializer).map(Self)
    }
}
