//! A browser with an authenticator in it; what it makes is as a service takes it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::{Passkey, ctap2, webauthn};
use serde_json::{Value, json};
use url::Url;

/// What it has is a key, or none.
#[derive(Clone, Default)]
pub struct Browser {
    pub key: Option<Passkey>,
}

/// Somebody who is there and says yes.
struct Willing;

#[async_trait::async_trait]
impl UserValidationMethod for Willing {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, ctap2::Ctap2Error> {
        Ok(UserCheck { presence, verification })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// An authenticator that counts and holds this key.
fn authenticator(
    key: Option<Passkey>,
) -> Authenticator<Option<Passkey>, Willing, RustCryptoBackend> {
    let aaguid = ctap2::Aaguid::new_empty();
    let mut authenticator = Authenticator::new(aaguid, key, Willing, RustCryptoBackend);
    authenticator.set_make_credentials_with_signature_counter(true);
    authenticator
}

/// The argument of the browser's call: an empty list is none.
fn argument(options: &str) -> Value {
    let mut options = standard(options);
    let members = options.as_object_mut().unwrap();
    members.retain(|_, member| *member != json!([]));
    json!({ "publicKey": options })
}

impl Browser {
    /// `navigator.credentials.create` with a service's options; the result as a service takes it.
    pub async fn create(&mut self, origin: &str, options: &str) -> Value {
        let mut client =
            Client::new(authenticator(self.key.clone())).allows_insecure_localhost(true);
        let page = Url::parse(origin).unwrap();
        let options = serde_json::from_value(argument(options)).unwrap();
        let made = client.register(page, options, DefaultClientData).await;
        self.key.clone_from(client.authenticator().store());
        let webauthn::CreatedPublicKeyCredential { id, raw_id, response, .. } = made.unwrap();
        json!({
            "id": id,
            "type": "public-key",
            "rawId": STANDARD.encode(raw_id.as_slice()),
            "response": {
                "clientDataJSON": STANDARD.encode(response.client_data_json.as_slice()),
                "attestationObject": STANDARD.encode(response.attestation_object.as_slice()),
            },
        })
    }

    /// `navigator.credentials.get`, the same way.
    pub async fn get(&mut self, origin: &str, options: &str) -> Value {
        let mut client =
            Client::new(authenticator(self.key.clone())).allows_insecure_localhost(true);
        let page = Url::parse(origin).unwrap();
        let options = serde_json::from_value(argument(options)).unwrap();
        let made = client.authenticate(page, options, DefaultClientData).await;
        self.key.clone_from(client.authenticator().store());
        let webauthn::AuthenticatedPublicKeyCredential { id, raw_id, response, .. } = made.unwrap();
        let handle = response.user_handle.unwrap_or_default();
        json!({
            "id": id,
            "type": "public-key",
            "rawId": STANDARD.encode(raw_id.as_slice()),
            "response": {
                "clientDataJSON": STANDARD.encode(response.client_data_json.as_slice()),
                "authenticatorData": STANDARD.encode(response.authenticator_data.as_slice()),
                "signature": STANDARD.encode(response.signature.as_slice()),
                "userHandle": STANDARD.encode(handle.as_slice()),
            },
        })
    }
}

/// A service's options as browsers read them: its signed bytes are Base64, its numbers in quotes
/// are numbers.
pub fn standard(options: &str) -> Value {
    let mut options: Value = serde_json::from_str(options).unwrap();
    for pointer in ["/challenge", "/user/id"] {
        if let Some(bytes) = options.pointer_mut(pointer) {
            *bytes = base64url(bytes);
        }
    }
    for name in ["excludeCredentials", "allowCredentials"] {
        for known in options[name].as_array_mut().into_iter().flatten() {
            known["id"] = base64url(&known["id"]);
        }
    }
    for parameter in options["pubKeyCredParams"].as_array_mut().into_iter().flatten() {
        let algorithm: i64 = parameter["alg"].as_str().unwrap().parse().unwrap();
        parameter["alg"] = algorithm.into();
    }
    options
}

fn base64url(signed: &Value) -> Value {
    let bytes: Vec<i8> = serde_json::from_value(signed.clone()).unwrap();
    let bytes: Vec<u8> = bytes.into_iter().map(i8::cast_unsigned).collect();
    URL_SAFE_NO_PAD.encode(bytes).into()
}
