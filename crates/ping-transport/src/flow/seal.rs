//! Sealing: state, carried across the requests of a web application by the browser.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ping_models::{EpochMillis, OpenValue, Secret};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::random::random_bytes;

/// Names the format; another one is another text.
const FORMAT: &[u8] = b"ping-sdk sealed 1";

const NONCE: usize = 24;

/// A key that seals steps of flows, and other state: 32 random bytes, the same for all instances of an application,
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

/// Why what was sealed does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// It was changed, or sealed with another key.
    Altered,
    /// It was sealed for another user.
    AnotherUser,
    /// It was sealed for another purpose: it is the step of another sequence, say.
    AnotherPurpose,
    /// Its time is over.
    Expired,
    /// It was sealed by another version of the program, which knew other things.
    AnotherVersion,
}

impl OpenError {
    fn message(self) -> &'static str {
        match self {
            Self::Altered => "was changed, or sealed with another key",
            Self::AnotherUser => "was sealed for another user",
            Self::AnotherPurpose => "is the step of another sequence",
            Self::Expired => "has expired: begin again",
            Self::AnotherVersion => "was sealed by another version of this program: begin again",
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "what was sealed {}", self.message())
    }
}

impl std::error::Error for OpenError {}

/// An invalid input on the field `sealed`.
impl From<OpenError> for Error {
    fn from(error: OpenError) -> Self {
        Self::invalid_input("sealed", error.message())
    }
}

fn millis(time: SystemTime) -> i64 {
    EpochMillis::from(time).unix_millis()
}

impl SealKey {
    /// Seals state: encrypted and authenticated (XChaCha20-Poly1305), for a purpose, for `user`,
    /// and until a time. The text is URL-safe, and about a third longer than the state as JSON.
    ///
    /// The steps of flows have a `seal` of their own. This is for what an application keeps
    /// beside them, such as where the user wanted to go.
    ///
    /// What is sealed can be opened any number of times until it expires;
    /// [`UsedIds`](crate::UsedIds) takes something once.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use ping_transport::{Error, OpenError, SealKey};
    /// # fn example(key: SealKey) -> Result<(), Error> {
    /// let now = SystemTime::now();
    /// let until = now + Duration::from_secs(600);
    /// let sealed = key.seal("return-to", "jdoe", until, &"/cart")?;
    /// let path: String = key.open("return-to", "jdoe", now, &sealed)?;
    /// assert_eq!(path, "/cart");
    /// let refused = key.open::<String>("return-to", "jane", now, &sealed);
    /// assert_eq!(refused, Err(OpenError::AnotherUser));
    /// # Ok(()) }
    /// # example(SealKey::new([7; 32])).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// Fails where the state cannot be written as JSON, and where the system has no randomness.
    pub fn seal<T: Serialize + ?Sized>(
        &self,
        purpose: &str,
        user: &str,
        until: SystemTime,
        state: &T,
    ) -> Result<String, Error> {
        self.seal_until(purpose, user, millis(until), state)
    }

    pub(super) fn seal_for<T: Serialize>(
        &self,
        purpose: &str,
        user: &str,
        (now, lifetime): (SystemTime, Duration),
        state: &T,
    ) -> Result<String, Error> {
        // What no clock can name never expires.
        let until = now.checked_add(lifetime).map_or(i64::MAX, millis);
        self.seal_until(purpose, user, until, state)
    }

    fn seal_until<T: Serialize + ?Sized>(
        &self,
        purpose: &str,
        user: &str,
        expires: i64,
        state: &T,
    ) -> Result<String, Error> {
        let unwritable = |_| Error::invalid_input("state", "cannot be written as JSON");
        let content = Content {
            kind: purpose.to_owned(),
            user: user.to_owned(),
            expires,
            state: OpenValue::encode(state).map_err(unwritable)?,
        };
        let plain = serde_json::to_vec(&content).map_err(unwritable)?;
        let nonce = random_bytes::<NONCE>()?;
        let payload = Payload { msg: &plain, aad: FORMAT };
        let encrypted = self.0.encrypt(&XNonce::from(nonce), payload);
        let encrypted = encrypted.map_err(|_| Error::invalid_input("state", "is too large"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &encrypted].concat()))
    }

    /// Opens what [`seal`](Self::seal) sealed, for the same purpose and the same user.
    ///
    /// # Errors
    ///
    /// Says why it does not open.
    pub fn open<T: DeserializeOwned>(
        &self,
        purpose: &str,
        user: &str,
        now: SystemTime,
        sealed: &str,
    ) -> Result<T, OpenError> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed);
        let bytes = bytes.map_err(|_| OpenError::Altered)?;
        let (nonce, encrypted) = bytes.split_at_checked(NONCE).ok_or(OpenError::Altered)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| OpenError::Altered)?;
        let payload = Payload { msg: encrypted, aad: FORMAT };
        let plain = self.0.decrypt(&XNonce::from(nonce), payload);
        let plain = plain.map_err(|_| OpenError::Altered)?;
        let content: Content =
            serde_json::from_slice(&plain).map_err(|_| OpenError::AnotherVersion)?;
        if content.user != user {
            return Err(OpenError::AnotherUser);
        }
        if content.kind != purpose {
            return Err(OpenError::AnotherPurpose);
        }
        if content.expires <= millis(now) {
            return Err(OpenError::Expired);
        }
        content.state.decode().map_err(|_| OpenError::AnotherVersion)
    }
}
