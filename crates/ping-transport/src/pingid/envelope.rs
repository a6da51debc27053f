//! The signed envelope: compact JWS with HS256, and nothing else.

use std::fmt;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use ping_models::__private::LENIENT_BASE64;
use ping_models::{EpochMillis, Secret};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use time::OffsetDateTime;
use time::macros::format_description;

use super::members::has_twice;
use crate::error::Error;

/// The version of the API that requests name.
const VERSION: &str = "4.9";

type HmacSha256 = Hmac<Sha256>;

/// Signs request tokens and verifies reply tokens with an account's key.
#[derive(Clone)]
pub struct Envelope {
    /// The keyed state, so that the key is scheduled once.
    mac: HmacSha256,
    org_alias: String,
    token: Secret,
    /// The JOSE header of every request, encoded, with the dot behind it.
    header: String,
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope").field("org_alias", &self.org_alias).finish_non_exhaustive()
    }
}

/// Why a token is refused. Nothing of its payload was read before that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Not three parts of URL-safe Base64 with a JSON header.
    Malformed,
    /// Signed with another algorithm than HS256, or not at all.
    Algorithm,
    /// The header names another organization, or none.
    Organization,
    /// The header names another token, or none.
    Token,
    /// The signature does not fit.
    Signature,
    /// A claim of a redirect's token stands twice.
    Twice,
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "it is not a signed token",
            Self::Algorithm => "it is not signed with HS256",
            Self::Organization => "its header names another organization",
            Self::Token => "its header names another account token",
            Self::Signature => "its signature does not fit the account's key",
            Self::Twice => "it has a member twice",
        })
    }
}

impl std::error::Error for EnvelopeError {}

/// Why a key cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyError {
    /// Not standard Base64.
    Encoding,
    /// Fewer than the 32 bytes that HS256 asks for (RFC 7518, 3.2), and that account keys have.
    Short,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Encoding => "the key is not Base64",
            Self::Short => {
                "the key has fewer than 32 bytes: it was cut, or is another account value"
            }
        })
    }
}

impl std::error::Error for KeyError {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestHeader<'a> {
    locale: &'a str,
    org_alias: &'a str,
    secret_key: &'a str,
    timestamp: &'a str,
    version: &'a str,
}

#[derive(Deserialize)]
struct JoseHeader {
    alg: String,
    org_alias: Option<String>,
    #[serde(rename = "orgAlias")]
    org_alias_camel: Option<String>,
    token: Option<String>,
    crit: Option<serde::de::IgnoredAny>,
}

impl Envelope {
    /// An envelope with a key in standard Base64, the account's token and the organization.
    ///
    /// # Errors
    ///
    /// Fails where the key is not Base64, or too short.
    pub fn new(
        key: &Secret,
        token: Secret,
        org_alias: impl Into<String>,
    ) -> Result<Self, KeyError> {
        let bytes = LENIENT_BASE64.decode(key.expose().trim()).map_err(|_| KeyError::Encoding)?;
        if bytes.len() < 32 {
            return Err(KeyError::Short);
        }
        // HMAC takes a key of any length.
        let mac = HmacSha256::new_from_slice(&bytes).map_err(|_| KeyError::Short)?;
        let org_alias = org_alias.into();
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let header = format!(
            r#"{{"alg":"HS256","org_alias":{},"token":{}}}"#,
            quoted(&org_alias),
            quoted(token.expose())
        );
        Ok(Self { mac, org_alias, token, header: format!("{}.", URL_SAFE_NO_PAD.encode(header)) })
    }

    pub(crate) fn org_alias(&self) -> &str {
        &self.org_alias
    }

    /// The account's token, which every request carries.
    pub(crate) fn token(&self) -> &Secret {
        &self.token
    }

    /// A request token around the JSON text of a `reqBody`, with the time in UTC.
    ///
    /// # Errors
    ///
    /// Fails where the clock is outside the years that a timestamp can name.
    pub fn request_token(&self, body: &[u8], now: SystemTime) -> Result<String, Error> {
        let format = format_description!(
            "[year]-[month]-[day] [hour]:[minute]:[second].[subsecond digits:3]"
        );
        let nanos = i128::from(EpochMillis::from(now).unix_millis()) * 1_000_000;
        let timestamp = OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .ok()
            .and_then(|now| now.format(&format).ok())
            .ok_or_else(|| Error::configuration("clock", "is far off: set it"))?;
        Ok(self.sign(&self.payload(body, self.token.expose(), &timestamp)))
    }

    pub(crate) fn payload(&self, body: &[u8], secret_key: &str, timestamp: &str) -> Vec<u8> {
        let header = RequestHeader {
            locale: "en",
            org_alias: &self.org_alias,
            secret_key,
            timestamp,
            version: VERSION,
        };
        let mut payload = Vec::with_capacity(body.len() + 256);
        payload.extend_from_slice(br#"{"reqHeader":"#);
        // Strings always have a JSON text.
        let _ = serde_json::to_writer(&mut payload, &header);
        payload.extend_from_slice(br#","reqBody":"#);
        payload.extend_from_slice(body);
        payload.push(b'}');
        payload
    }

    /// Signs a payload as a compact JWS with the account's header.
    pub fn sign(&self, payload: &[u8]) -> String {
        let mut token = String::with_capacity(self.header.len() + payload.len() * 4 / 3 + 48);
        token.push_str(&self.header);
        URL_SAFE_NO_PAD.encode_string(payload, &mut token);
        let mut mac = self.mac.clone();
        mac.update(token.as_bytes());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(mac.finalize().into_bytes(), &mut token);
        token
    }

    /// Verifies a compact JWS and returns its payload. Nothing of the payload is read before the
    /// signature, compared in constant time, fits.
    ///
    /// # Errors
    ///
    /// Fails where any of header, organization, account token and signature is not as it has to be.
    pub fn open(&self, token: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        let (header, payload) = self.verify(token)?;
        if header.aliases().next().is_none() {
            return Err(EnvelopeError::Organization);
        }
        if header.token.is_none() {
            return Err(EnvelopeError::Token);
        }
        Ok(payload)
    }

    /// Verifies the token that a browser brings back from a redirect. Its header need not name the
    /// organization and the account's token: the claims do, which are the caller's to compare.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open) does, but for a header that names neither; and where a claim stands
    /// twice.
    pub fn open_redirect(&self, token: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        let (_, payload) = self.verify(token)?;
        if has_twice(&payload) {
            return Err(EnvelopeError::Twice);
        }
        Ok(payload)
    }

    /// What the header names has to be right, whatever else it has to name.
    fn verify(&self, token: &[u8]) -> Result<(JoseHeader, Vec<u8>), EnvelopeError> {
        let text = std::str::from_utf8(token).map_err(|_| EnvelopeError::Malformed)?;
        let (signed, signature) = text.rsplit_once('.').ok_or(EnvelopeError::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(EnvelopeError::Malformed)?;
        if payload.contains('.') {
            return Err(EnvelopeError::Malformed);
        }
        let decode =
            |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| EnvelopeError::Malformed);
        let header = decode(header)?;
        let header: JoseHeader =
            serde_json::from_slice(&header).map_err(|_| EnvelopeError::Malformed)?;
        if header.alg != "HS256" || header.crit.is_some() {
            return Err(EnvelopeError::Algorithm);
        }
        let signature = decode(signature)?;
        let mut mac = self.mac.clone();
        mac.update(signed.as_bytes());
        mac.verify_slice(&signature).map_err(|_| EnvelopeError::Signature)?;
        // Both spellings are sent; where both are there, both have to fit.
        if header.aliases().any(|alias| *alias != self.org_alias) {
            return Err(EnvelopeError::Organization);
        }
        let token = header.token.as_deref();
        if token.is_some_and(|token| token != self.token.expose()) {
            return Err(EnvelopeError::Token);
        }
        let payload = decode(payload)?;
        Ok((header, payload))
    }
}

impl JoseHeader {
    fn aliases(&self) -> impl Iterator<Item = &String> {
        [&self.org_alias, &self.org_alias_camel].into_iter().flatten()
    }
}
