//! A browser with an authenticator in it, of another project than what verifies its work.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use passkey::{
    authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod},
    client::{Client, DefaultClientData},
    crypto::rust_crypto::RustCryptoBackend,
    types::{Passkey, ctap2, webauthn},
};
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
#[derive(Clone, Default)]
pub struct Browser {
    pub key: Option<Passkey>,
}

impl Browser {
    fn authenticator(&self) -> Authenticator<Option<Passkey>, Person, RustCryptoBackend> {
        let aaguid = ctap2::Aaguid::new_empty();
        let mut authenticator =
            Authenticator::new(aaguid, self.key.clone(), Person, RustCryptoBackend);
        authenticator.set_make_credentials_with_signature_counter(true);
        authenticator
    }

    /// `navigator.credentials.create` with a service's options; the result as a service takes it.
    pub async fn create(&mut self, origin: &str, options: &str) -> Value {
        let request = json!({ "publicKey": standard(options) });
        let request = serde_json::from_value(request).unwrap();
        let mut client = Client::new(self.authenticator()).allows_insecure_localhost(true);
        let made = client
            .register(Url::parse(origin).unwrap(), request, DefaultClientData)
            .await
            .unwrap();
        self.key = client.authenticator().store().clone();
        let webauthn::CreatedPublicKeyCredential {
            id,
            raw_id,
            response,
            ..
        } = made;
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
        let request = json!({ "publicKey": standard(options) });
        let request = serde_json::from_value(request).unwrap();
        let mut client = Client::new(self.authenticator()).allows_insecure_localhost(true);
        let made = client
            .authenticate(Url::parse(origin).unwrap(), request, DefaultClientData)
            .await
            .unwrap();
        self.key = client.authenticator().store().clone();
        let webauthn::AuthenticatedPublicKeyCredential {
            id,
            raw_id,
            response,
            ..
        } = made;
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
    for parameter in options["pubKeyCredParams"]
        .as_array_mut()
        .into_iter()
        .flatten()
    {
        let algorithm: i64 = parameter["alg"].as_str().unwrap().parse().unwrap();
        parameter["alg"] = algorithm.into();
    }
    // An empty list is none to a browser.
    let members = options.as_object_mut().unwrap();
    members.retain(|_, value| *value != json!([]));
    options
}

fn base64url(signed: &Value) -> Value {
    let bytes: Vec<i8> = serde_json::from_value(signed.clone()).unwrap();
    let bytes: Vec<u8> = bytes.into_iter().map(i8::cast_unsigned).collect();
    URL_SAFE_NO_PAD.encode(bytes).into()
}
