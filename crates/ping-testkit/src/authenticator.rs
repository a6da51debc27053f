//! An authenticator in software, of another project than what verifies its work, and the browser
//! calls that use it. It has room for one key, and counts.

use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::webauthn::{AuthenticatedPublicKeyCredential, CreatedPublicKeyCredential};
use passkey::types::{Passkey, ctap2};
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
        Ok(UserCheck { presence, verification })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

fn authenticator(
    key: Option<Passkey>,
) -> Authenticator<Option<Passkey>, Person, RustCryptoBackend> {
    let aaguid = ctap2::Aaguid::new_empty();
    let mut authenticator = Authenticator::new(aaguid, key, Person, RustCryptoBackend);
    authenticator.set_make_credentials_with_signature_counter(true);
    authenticator
}

/// `navigator.credentials.create` in a page of that origin, which gives a key.
pub(crate) async fn create(
    key: &mut Option<Passkey>,
    origin: &str,
    options: Value,
) -> Result<CreatedPublicKeyCredential, String> {
    let options = serde_json::from_value(argument(options)).map_err(|error| error.to_string())?;
    let mut client = Client::new(authenticator(key.clone())).allows_insecure_localhost(true);
    let made = client.register(page(origin)?, options, DefaultClientData).await;
    key.clone_from(client.authenticator().store());
    made.map_err(|error| format!("{error:?}"))
}

/// `navigator.credentials.get`, which uses and counts it.
pub(crate) async fn get(
    key: &mut Option<Passkey>,
    origin: &str,
    options: Value,
) -> Result<AuthenticatedPublicKeyCredential, String> {
    let options = serde_json::from_value(argument(options)).map_err(|error| error.to_string())?;
    let mut client = Client::new(authenticator(key.clone())).allows_insecure_localhost(true);
    let made = client.authenticate(page(origin)?, options, DefaultClientData).await;
    key.clone_from(client.authenticator().store());
    made.map_err(|error| format!("{error:?}"))
}

fn page(origin: &str) -> Result<Url, String> {
    Url::parse(origin).map_err(|error| error.to_string())
}

/// The argument of the browser's call. An empty list is none to a browser.
fn argument(mut options: Value) -> Value {
    if let Some(members) = options.as_object_mut() {
        members.retain(|_, member| *member != json!([]));
    }
    json!({ "publicKey": options })
}
