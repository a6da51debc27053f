//! A browser with an authenticator in it. It takes and answers what pages give to browsers, the
//! standard JSON of WebAuthn, and knows nothing of what the service writes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData, WebauthnError};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::{Passkey, ctap2, webauthn};
use serde_json::{Value, json};
use url::Url;

/// A person who touches whatever asks for it.
struct Person;

#[async_trait::async_trait]
impl UserValidationMethod for Person {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, ctap2::Ctap2Error> {
        Ok(UserCheck {
            presence,
            verification,
        })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// Its authenticator has room for one key, and counts.
#[derive(Default)]
pub(crate) struct Browser {
    key: Option<Passkey>,
}

impl Browser {
    fn authenticator(&self) -> Authenticator<Option<Passkey>, Person, RustCryptoBackend> {
        let aaguid = ctap2::Aaguid::new_empty();
        let mut authenticator =
            Authenticator::new(aaguid, self.key.clone(), Person, RustCryptoBackend);
        authenticator.set_make_credentials_with_signature_counter(true);
        authenticator
    }

    /// `navigator.credentials.create` in a page of that origin; the text of `toJSON()`.
    pub(crate) async fn create(&mut self, origin: &str, options: &str) -> String {
        let request = serde_json::from_value(parse(options)).unwrap();
        let mut client = Client::new(self.authenticator());
        let made = client.register(Url::parse(origin).unwrap(), request, DefaultClientData);
        let made = made.await.unwrap();
        self.key.clone_from(client.authenticator().store());
        let webauthn::CreatedPublicKeyCredential {
            id,
            raw_id,
            response,
            ..
        } = made;
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
    pub(crate) async fn get(&mut self, origin: &str, options: &str) -> String {
        self.try_get(origin, options).await.unwrap()
    }

    /// The same where the browser may refuse.
    pub(crate) async fn try_get(
        &mut self,
        origin: &str,
        options: &str,
    ) -> Result<String, WebauthnError> {
        let request = serde_json::from_value(parse(options)).unwrap();
        let mut client = Client::new(self.authenticator());
        let origin = Url::parse(origin).unwrap();
        let made = client
            .authenticate(origin, request, DefaultClientData)
            .await?;
        self.key.clone_from(client.authenticator().store());
        let webauthn::AuthenticatedPublicKeyCredential {
            id,
            raw_id,
            response,
            ..
        } = made;
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
    json!({ "publicKey": options })
}
