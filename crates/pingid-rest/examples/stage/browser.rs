//! The browser with a FIDO device: a software authenticator in the sandbox. With a real account,
//! the person who runs the example carries the options to a page and its answer back.

use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::{Passkey, ctap2};
use pingid_rest::RelyingParty;
use serde_json::{Value, json};
use url::Url;

use super::{Outcome, Stage};

/// Where `navigator.credentials.create` and `navigator.credentials.get` are called.
pub(crate) struct Browser<'a> {
    stage: &'a Stage,
    site: RelyingParty,
    key: Option<Passkey>,
}

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

impl<'a> Browser<'a> {
    /// A browser that shows a page of this site.
    pub(crate) fn new(stage: &'a Stage, site: &RelyingParty) -> Self {
        Self {
            stage,
            site: site.clone(),
            key: None,
        }
    }

    /// `navigator.credentials.create`.
    pub(crate) async fn create(&mut self, options: &str) -> Outcome<String> {
        if self.stage.sandbox.is_none() {
            return self.carry("create", options);
        }
        let mut client = Client::new(self.authenticator());
        let (origin, request) = (self.origin()?, public_key(options)?);
        let request = serde_json::from_value(request)?;
        let made = client.register(origin, request, DefaultClientData).await;
        let made = made.map_err(|error| format!("{error:?}"))?;
        self.key.clone_from(client.authenticator().store());
        Ok(serde_json::to_string(&made)?)
    }

    /// `navigator.credentials.get`.
    pub(crate) async fn get(&mut self, options: &str) -> Outcome<String> {
        if self.stage.sandbox.is_none() {
            return self.carry("get", options);
        }
        let mut client = Client::new(self.authenticator());
        let (origin, request) = (self.origin()?, public_key(options)?);
        let request = serde_json::from_value(request)?;
        let signed = client
            .authenticate(origin, request, DefaultClientData)
            .await;
        let signed = signed.map_err(|error| format!("{error:?}"))?;
        self.key.clone_from(client.authenticator().store());
        Ok(serde_json::to_string(&signed)?)
    }

    fn authenticator(&self) -> Authenticator<Option<Passkey>, Person, RustCryptoBackend> {
        let aaguid = ctap2::Aaguid::new_empty();
        let mut authenticator =
            Authenticator::new(aaguid, self.key.clone(), Person, RustCryptoBackend);
        authenticator.set_make_credentials_with_signature_counter(true);
        authenticator
    }

    fn origin(&self) -> Outcome<Url> {
        Ok(Url::parse(self.site.origin())?)
    }

    /// Has a person do it in a page of the site.
    fn carry(&self, call: &str, options: &str) -> Outcome<String> {
        println!("In a page of {}: credentials.{call}", self.site.origin());
        println!("{options}");
        self.stage.ask("JSON.stringify(credential)", |_| {
            Err("only a person is asked".into())
        })
    }
}

/// The argument of the browser's call. An empty list is none to a browser.
fn public_key(options: &str) -> Outcome<Value> {
    let mut options: Value = serde_json::from_str(options)?;
    if let Some(members) = options.as_object_mut() {
        members.retain(|_, member| *member != json!([]));
    }
    Ok(json!({ "publicKey": options }))
}
