//! Client assertions (RFC 7523).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;

use super::{ClientAuthentication, Credentials, SigningAlgorithm};
use crate::error::Error;

/// The service refuses assertions that live longer than an hour.
const LIFETIME: Duration = Duration::from_secs(300);

pub(super) fn sign(
    credentials: &Credentials,
    audience: &str,
    now: SystemTime,
) -> Result<String, Error> {
    let (algorithm, key, key_id) = match &credentials.authentication {
        ClientAuthentication::SecretJwt(secret) => {
            (Algorithm::HS256, EncodingKey::from_secret(secret.expose().as_bytes()), None)
        }
        ClientAuthentication::PrivateKeyJwt { pem, key_id, algorithm } => {
            let (algorithm, key) = private_key(pem.expose().as_bytes(), *algorithm)?;
            (algorithm, key, key_id.clone())
        }
        ClientAuthentication::Basic(_) | ClientAuthentication::Post(_) => {
            return Err(Error::configuration("credentials", "sign no assertion"));
        }
    };
    let refused =
        |_| Error::configuration("private_key", "cannot sign: does it fit the algorithm?");
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let mut header = Header::new(algorithm);
    header.kid = key_id;
    let claims = json!({
        "iss": credentials.client_id,
        "sub": credentials.client_id,
        "aud": audience,
        "exp": seconds + LIFETIME.as_secs(),
        "jti": URL_SAFE_NO_PAD.encode(crate::random::random_bytes::<16>()?),
    });
    let header = serde_json::to_vec(&header)
        .map_err(|_| Error::configuration("key_id", "cannot be written as JSON"))?;
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims.to_string())
    );
    // The provider is named: the library's own choice panics where two are compiled in.
    let signer = (DEFAULT_PROVIDER.signer_factory)(&algorithm, &key).map_err(refused)?;
    let signature = signer
        .try_sign(message.as_bytes())
        .map_err(|_| Error::configuration("private_key", "cannot sign"))?;
    Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn private_key(pem: &[u8], algorithm: SigningAlgorithm) -> Result<(Algorithm, EncodingKey), Error> {
    let (algorithm, key) = match algorithm {
        SigningAlgorithm::Rs256 => (Algorithm::RS256, EncodingKey::from_rsa_pem(pem)),
        SigningAlgorithm::Rs384 => (Algorithm::RS384, EncodingKey::from_rsa_pem(pem)),
        SigningAlgorithm::Rs512 => (Algorithm::RS512, EncodingKey::from_rsa_pem(pem)),
        SigningAlgorithm::Es256 => (Algorithm::ES256, EncodingKey::from_ec_pem(pem)),
        SigningAlgorithm::Es384 => (Algorithm::ES384, EncodingKey::from_ec_pem(pem)),
    };
    let key = key.map_err(|_| {
        Error::configuration(
            "private_key",
            "is not a PEM private key of the algorithm's kind (RSA or P-256/P-384)",
        )
    })?;
    Ok((algorithm, key))
}
