//! Client assertions: a JWT that the application signs instead of sending its secret.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Sha256, Sha384, Sha512};

use crate::base::timestamp::Timestamp;

/// An assertion may not live longer than this, in seconds.
const LONGEST_LIFE: f64 = 3600.0;

/// A compact JWT, whoever signed it.
pub(crate) struct Assertion {
    message: String,
    header: Value,
    claims: Value,
    signature: Vec<u8>,
}

impl Assertion {
    pub(crate) fn read(jwt: &str) -> Option<Self> {
        let (message, signature) = jwt.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        Some(Self {
            message: message.to_owned(),
            header: decoded(header)?,
            claims: decoded(claims)?,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    /// The client that it says it is from.
    pub(crate) fn issuer(&self) -> Option<&str> {
        self.claims["iss"].as_str()
    }

    /// Whether it is signed with that secret.
    pub(crate) fn fits_secret(&self, secret: &str) -> bool {
        let (key, message) = (secret.as_bytes(), self.message.as_bytes());
        match self.header["alg"].as_str() {
            Some("HS256") => hmac_matches::<Hmac<Sha256>>(key, message, &self.signature),
            Some("HS384") => hmac_matches::<Hmac<Sha384>>(key, message, &self.signature),
            Some("HS512") => hmac_matches::<Hmac<Sha512>>(key, message, &self.signature),
            _ => false,
        }
    }

    /// Whether it is signed with one of the keys: the one that it names, or any where it names
    /// none. `None` where that cannot be told.
    pub(crate) fn fits_key(&self, jwks: &str) -> Option<bool> {
        #[cfg(feature = "jwt-assertions")]
        return Some(self.fits_public_key(jwks));
        #[cfg(not(feature = "jwt-assertions"))]
        {
            let _ = jwks;
            None
        }
    }

    #[cfg(feature = "jwt-assertions")]
    fn fits_public_key(&self, jwks: &str) -> bool {
        use jsonwebtoken::{Algorithm, DecodingKey, crypto::aws_lc::DEFAULT_PROVIDER, jwk::JwkSet};

        let algorithm = match self.header["alg"].as_str() {
            Some("RS256") => Algorithm::RS256,
            Some("RS384") => Algorithm::RS384,
            Some("RS512") => Algorithm::RS512,
            Some("ES256") => Algorithm::ES256,
            Some("ES384") => Algorithm::ES384,
            _ => return false,
        };
        let Ok(set) = serde_json::from_str::<JwkSet>(jwks) else {
            return false;
        };
        let named = self.header["kid"].as_str();
        let is_meant = |id: Option<&str>| named.is_none() || id.is_none() || named == id;
        let meant = set.keys.iter().filter(|key| is_meant(key.common.key_id.as_deref()));
        // Directly, because the library's own entry points panic where another crate of the
        // program has switched a second provider on.
        meant.filter_map(|key| DecodingKey::from_jwk(key).ok()).any(|key| {
            key.family() == algorithm.family()
                && (DEFAULT_PROVIDER.verifier_factory)(&algorithm, &key).is_ok_and(|verifier| {
                    verifier.verify(self.message.as_bytes(), &self.signature).is_ok()
                })
        })
    }

    /// Whether it claims what it has to: the client, one of these audiences, and times.
    pub(crate) fn claims_hold(&self, audiences: &[String], now: Timestamp) -> bool {
        let (claims, now) = (&self.claims, now.seconds() as f64);
        let is_audience = |value: &Value| {
            let audience = value.as_str().unwrap_or_default();
            audiences.iter().any(|known| known == audience)
        };
        let audience = match &claims["aud"] {
            Value::Array(audiences) => audiences.iter().any(is_audience),
            one => is_audience(one),
        };
        let lives = claims["exp"]
            .as_f64()
            .is_some_and(|expires| expires > now && expires <= now + LONGEST_LIFE);
        let begun = match &claims["nbf"] {
            Value::Null => true,
            nbf => nbf.as_f64().is_some_and(|nbf| nbf <= now),
        };
        claims["sub"] == claims["iss"] && audience && lives && begun
    }
}

/// Whether a text is a JWKS; what kinds of keys are in it is for the assertion to find out.
pub(crate) fn is_key_set(text: &str) -> bool {
    let set: Option<Value> = serde_json::from_str(text).ok();
    set.is_some_and(|set| set["keys"].as_array().is_some_and(|keys| !keys.is_empty()))
}

fn hmac_matches<M: Mac + KeyInit>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    <M as KeyInit>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(message).verify_slice(signature).is_ok())
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
