//! A browser with an authenticator in it. It takes and answers what pages give to browsers, the
//! standard JSON of WebAuthn, and knows nothing of what the service writes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passkey::types::{Passkey, webauthn};
use serde_json::{Value, json};

use crate::authenticator;

/// A browser. What it has is a key, or none.
#[derive(Default)]
pub struct Browser {
    key: Option<Passkey>,
}

impl Browser {
    /// `navigator.credentials.create` in a page of that origin; the text of `toJSON()`.
    pub async fn create(&mut self, origin: &str, options: &str) -> String {
        let made = authenticator::create(&mut self.key, origin, parse(options)).await;
        let webauthn::CreatedPublicKeyCredential { id, raw_id, response, .. } = made.unwrap();
        json!({
            "id": id,
            "rawId": base64url(&raw_id),
            "type": "public-key",
            "authenticatorAttachment": "cross-platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": base64url(&response.client_data_json),
                "attestationObject": base64url(&response.attestation_object),
                "authenticatorData": base64url(&response.authenticator_data),
                "publicKeyAlgorithm": response.public_key_algorithm,
                "transports": ["usb"],
            },
        })
        .to_string()
    }

    /// `navigator.credentials.get` in a page of that origin; the text of `toJSON()`.
    pub async fn get(&mut self, origin: &str, options: &str) -> String {
        self.try_get(origin, options).await.unwrap()
    }

    /// The same where the browser may refuse.
    pub async fn try_get(&mut self, origin: &str, options: &str) -> Result<String, String> {
        let made = authenticator::get(&mut self.key, origin, parse(options)).await?;
        let webauthn::AuthenticatedPublicKeyCredential { id, raw_id, response, .. } = made;
        let handle = response.user_handle.as_deref();
        Ok(json!({
            "id": id,
            "rawId": base64url(&raw_id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": base64url(&response.client_data_json),
                "authenticatorData": base64url(&response.authenticator_data),
                "signature": base64url(&response.signature),
                "userHandle": handle.map(|handle| base64url(handle)),
            },
        })
        .to_string())
    }
}

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` take: they are stricter
/// than the software behind them here.
fn parse(options: &str) -> Value {
    let options: Value = serde_json::from_str(options).unwrap();
    let bytes = |value: &Value| URL_SAFE_NO_PAD.decode(value.as_str().unwrap()).unwrap();
    assert!(bytes(&options["challenge"]).len() >= 16);
    if let Some(user) = options.get("user") {
        assert!((1..=64).contains(&bytes(&user["id"]).len()));
    }
    for name in ["allowCredentials", "excludeCredentials"] {
        let known = options.get(name).map(|known| known.as_array().unwrap());
        for credential in known.into_iter().flatten() {
            assert!(!bytes(&credential["id"]).is_empty());
        }
    }
    if let Some(parameters) = options.get("pubKeyCredParams") {
        let parameters = parameters.as_array().unwrap();
        assert!(parameters.iter().all(|kind| kind["alg"].is_i64()));
    }
    assert!(!options.as_object().unwrap().values().any(Value::is_null));
    options
}
