//! Sealing: what a flow knows, carried across the requests of a web application by the browser.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ping_models::{EpochMillis, OpenValue, Secret};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::error::Error;
use crate::random::random_bytes;

/// Names the format; another one is another text.
const FORMAT: &[u8] = b"ping-sdk sealed 1";

const NONCE: usize = 24;

/// A key that seals steps of flows: 32 random bytes, the same for all instances of an application,
/// kept as other secrets are. Cheap to clone.
///
/// ```
/// use ping_transport::{SealKey, Secret};
///
/// let text = Secret::from("JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=");
/// let key = SealKey::from_base64(&text)?;
/// assert_eq!(format!("{key:?}"), "SealKey(..)");
/// # Ok::<(), ping_transport::Error>(())
/// ```
#[derive(Clone)]
pub struct SealKey(XChaCha20Poly1305);

impl SealKey {
    /// A key by its bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&bytes.into()))
    }

    /// A key in standard Base64.
    ///
    /// # Errors
    ///
    /// Fails where the text is not the Base64 of 32 bytes.
    pub fn from_base64(text: &Secret) -> Result<Self, Error> {
        let bytes = STANDARD.decode(text.expose().trim()).ok();
        let bytes: Option<[u8; 32]> = bytes.and_then(|bytes| bytes.try_into().ok());
        let bytes = bytes.ok_or_else(|| {
            Error::configuration("seal key", "must be the Base64 form of 32 random bytes")
        })?;
        Ok(Self::new(bytes))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(..)")
    }
}

#[derive(Serialize, Deserialize)]
struct Content {
    kind: String,
    user: String,
    /// Milliseconds since 1970.
    expires: i64,
    state: OpenValue,
}

fn refused(message: &str) -> Error {
    Error::invalid_input("sealed", message)
}

fn millis(time: SystemTime) -> i64 {
    EpochMillis::from(time).unix_millis()
}

impl Client {
    /// Seals what a step knows: encrypted and authenticated (XChaCha20-Poly1305), for `user` and
    /// for so long by this client's clock. The text is URL-safe. Product crates use it.
    ///
    /// What is sealed can be opened any number of times until it expires. The services tell of a
    /// success as often as they are asked: [`UsedIds`](crate::UsedIds) takes one once.
    ///
    /// # Errors
    ///
    /// Fails where the system has no randomness.
    pub fn seal<T: Serialize>(
        &self,
        key: &SealKey,
        kind: &str,
        user: &str,
        lifetime: Duration,
        state: &T,
    ) -> Result<String, Error> {
        let unwritable = |_| refused("cannot be written as JSON");
        let content = Content {
            kind: kind.to_owned(),
            user: user.to_owned(),
            // What no clock can name never expires.
            expires: self
                .clock()
                .now()
                .checked_add(lifetime)
                .map_or(i64::MAX, millis),
            state: OpenValue::encode(state).map_err(unwritable)?,
        };
        let plain = serde_json::to_vec(&content).map_err(unwritable)?;
        let nonce = random_bytes::<NONCE>()?;
        let payload = Payload {
            msg: &plain,
            aad: FORMAT,
        };
        let encrypted = key.0.encrypt(&XNonce::from(nonce), payload);
        let encrypted = encrypted.map_err(|_| refused("is too large"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &encrypted].concat()))
    }

    /// Opens what [`seal`](Self::seal) sealed, of the same kind and for the same user.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) on the field
    /// `sealed`: it was changed, sealed with another key, for another user or for another kind of
    /// step, or has expired.
    pub fn unseal<T: DeserializeOwned>(
        &self,
        key: &SealKey,
        kind: &str,
        user: &str,
        sealed: &str,
    ) -> Result<T, Error> {
        let not_ours = || refused("was changed, or sealed with another key");
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| not_ours())?;
        let (nonce, encrypted) = bytes.split_at_checked(NONCE).ok_or_else(not_ours)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| not_ours())?;
        let payload = Payload {
            msg: encrypted,
            aad: FORMAT,
        };
        let plain = key.0.decrypt(&XNonce::from(nonce), payload);
        let plain = plain.map_err(|_| not_ours())?;
        let stale = || refused("was sealed by another version of this program: begin again");
        let content: Content = serde_json::from_slice(&plain).map_err(|_| stale())?;
        if content.user != user {
            return Err(refused("was sealed for another user"));
        }
        if content.kind != kind {
            return Err(refused("is the step of another sequence"));
        }
        if content.expires <= millis(self.clock().now()) {
            return Err(refused("has expired: begin again"));
        }
        content.state.decode().map_err(|_| stale())
    }
}
