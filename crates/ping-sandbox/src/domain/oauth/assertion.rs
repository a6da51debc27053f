//! Client assertions: a JWT that the application signs instead of sending its secret.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Sha256, Sha384, Sha512};

use crate::base::timestamp::Timestamp;

/// An assertion may not live longer than this, in seconds.
const LONGEST_LIFE: f64 = 3600.0;

/// What a signature is checked with.
#[derive(Clone)]
pub(crate) enum Verifier {
    /// The application's secret.
    Secret(String),
    /// The application's public key.
    #[cfg(feature = "jwt-assertions")]
    PublicKey(jsonwebtoken::DecodingKey),
}

impl Verifier {
    /// A verifier for an RSA or EC public key.
    #[cfg(feature = "jwt-assertions")]
    pub(crate) fn public_key(pem: &str) -> std::io::Result<Self> {
        use jsonwebtoken::DecodingKey;

        DecodingKey::from_rsa_pem(pem.as_bytes())
            .or_else(|_| DecodingKey::from_ec_pem(pem.as_bytes()))
            .map(Self::PublicKey)
            .map_err(|_| {
                std::io::Error::new(
                    std::io::ErrorKind::InvalidInput,
                    "public_key_pem is not the PEM of an RSA or EC public key",
                )
            })
    }

    fn accepts(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Secret(secret) => {
                let key = secret.as_bytes();
                match algorithm {
                    "HS256" => hmac_matches::<Hmac<Sha256>>(key, message, signature),
                    "HS384" => hmac_matches::<Hmac<Sha384>>(key, message, signature),
                    "HS512" => hmac_matches::<Hmac<Sha512>>(key, message, signature),
                    _ => false,
                }
            }
            #[cfg(feature = "jwt-assertions")]
            Self::PublicKey(key) => {
                use jsonwebtoken::{Algorithm, crypto::aws_lc::DEFAULT_PROVIDER};

                let algorithm = match algorithm {
                    "RS256" => Algorithm::RS256,
                    "RS384" => Algorithm::RS384,
                    "RS512" => Algorithm::RS512,
                    "ES256" => Algorithm::ES256,
                    "ES384" => Algorithm::ES384,
                    _ => return false,
                };
                // Directly, because the library's own entry points panic where another crate of the
                // program has switched a second provider on.
                (DEFAULT_PROVIDER.verifier_factory)(&algorithm, key)
                    .is_ok_and(|verifier| verifier.verify(message, &signature.to_vec()).is_ok())
            }
        }
    }
}

fn hmac_matches<M: Mac + KeyInit>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    <M as KeyInit>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(message).verify_slice(signature).is_ok())
}

/// What an assertion has to claim.
pub(crate) struct Expected<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) audiences: &'a [String],
    pub(crate) now: Timestamp,
}

/// Whether a compact JWT is signed by the application and claims what it has to.
pub(crate) fn is_good(jwt: &str, verifier: &Verifier, expected: &Expected<'_>) -> bool {
    let Some((message, signature)) = jwt.rsplit_once('.') else {
        return false;
    };
    let Some((header, payload)) = message.split_once('.') else {
        return false;
    };
    let (Some(header), Some(claims)) = (decoded(header), decoded(payload)) else {
        return false;
    };
    let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else {
        return false;
    };
    header["alg"].as_str().is_some_and(|algorithm| {
        verifier.accepts(algorithm, message.as_bytes(), &signature)
            && claims_are_good(&claims, expected)
    })
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

fn claims_are_good(claims: &Value, expected: &Expected<'_>) -> bool {
    let now = expected.now.seconds() as f64;
    let is_audience = |value: &Value| {
        let audience = value.as_str().unwrap_or_default();
        expected.audiences.iter().any(|known| known == audience)
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
    claims["iss"] == expected.client_id
        && claims["sub"] == expected.client_id
        && audience
        && lives
        && begun
}
