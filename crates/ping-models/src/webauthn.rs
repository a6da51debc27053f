//! The bridge between the services and a browser's WebAuthn.
//!
//! PingID and PingOne MFA send WebAuthn options as a JSON text whose bytes are arrays of signed
//! numbers. [`CreationOptions`] and [`RequestOptions`] are the same as the JSON that browsers
//! parse with `PublicKeyCredential.parseCreationOptionsFromJSON` and
//! `parseRequestOptionsFromJSON`. What a browser answers, `credential.toJSON()`, becomes what the
//! services take by [`Attestation`] and [`Assertion`].
//!
//! In the page:
//!
//! ```js
//! const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
//! const credential = await navigator.credentials.get({ publicKey });
//! send(JSON.stringify(credential.toJSON()));
//! ```

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use crate::decode::DecodeError;
use crate::lenient;
use crate::secret::Secret;

/// `Debug` that shows nothing.
macro_rules! discreet {
    ($($name:ident),*) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}

mod options;

pub use self::options::{CreationOptions, RequestOptions};

/// What a browser answers to [`CreationOptions`]: a new credential.
#[derive(Clone, PartialEq)]
pub struct Attestation {
    id: String,
    raw_id: Vec<u8>,
    client_data: Vec<u8>,
    attestation_object: Vec<u8>,
}

/// What a browser answers to [`RequestOptions`]: a proof that the user has the device.
#[derive(Clone, PartialEq)]
pub struct Assertion {
    raw_id: Vec<u8>,
    client_data: Vec<u8>,
    authenticator_data: Vec<u8>,
    signature: Vec<u8>,
    user_handle: Vec<u8>,
}

/// How the signature of an assertion is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureForm {
    /// In standard Base64, as everything else: what the documentation says.
    #[default]
    Base64,
    /// As an array of unsigned numbers: what an example of the documentation shows.
    Bytes,
}

impl Attestation {
    /// Reads the text of `credential.toJSON()`; one in the services' form is read, too.
    ///
    /// # Errors
    ///
    /// Fails where a member that the services need is missing or not Base64; the error names it.
    pub fn from_browser(text: &str) -> Result<Self, DecodeError> {
        let credential = object(text)?;
        let response = response(&credential)?;
        let raw_id = bytes_of(credential.get("rawId").or(credential.get("id")), "rawId")?;
        let id = credential.get("id").and_then(Value::as_str);
        Ok(Self {
            id: id.map_or_else(|| URL_SAFE_NO_PAD.encode(&raw_id), str::to_owned),
            client_data: bytes_of(response.get("clientDataJSON"), "response.clientDataJSON")?,
            attestation_object: bytes_of(
                response.get("attestationObject"),
                "response.attestationObject",
            )?,
            raw_id,
        })
    }

    /// The id of the credential.
    pub fn credential_id(&self) -> &[u8] {
        &self.raw_id
    }

    /// The text that the services take.
    pub fn to_service(&self) -> Secret {
        let credential = json!({
            "id": self.id,
            "type": "public-key",
            "rawId": STANDARD.encode(&self.raw_id),
            "response": {
                "clientDataJSON": STANDARD.encode(&self.client_data),
                "attestationObject": STANDARD.encode(&self.attestation_object),
            },
        });
        credential.to_string().into()
    }
}

impl Assertion {
    /// Reads the text of `credential.toJSON()`; one in the services' form is read, too.
    ///
    /// # Errors
    ///
    /// Fails where a member that the services need is missing or not Base64; the error names it.
    pub fn from_browser(text: &str) -> Result<Self, DecodeError> {
        let credential = object(text)?;
        let response = response(&credential)?;
        let user_handle = match response.get("userHandle") {
            None | Some(Value::Null) => Vec::new(),
            given => bytes_of(given, "response.userHandle")?,
        };
        Ok(Self {
            raw_id: bytes_of(credential.get("rawId").or(credential.get("id")), "rawId")?,
            client_data: bytes_of(response.get("clientDataJSON"), "response.clientDataJSON")?,
            authenticator_data: bytes_of(
                response.get("authenticatorData"),
                "response.authenticatorData",
            )?,
            signature: bytes_of(response.get("signature"), "response.signature")?,
            user_handle,
        })
    }

    /// The id of the credential.
    pub fn credential_id(&self) -> &[u8] {
        &self.raw_id
    }

    /// The text that the services take, the signature in Base64.
    pub fn to_service(&self) -> Secret {
        self.to_service_with(SignatureForm::Base64)
    }

    /// The text that the services take, the signature in this form.
    pub fn to_service_with(&self, form: SignatureForm) -> Secret {
        let id = STANDARD.encode(&self.raw_id);
        let signature = match form {
            SignatureForm::Base64 => Value::from(STANDARD.encode(&self.signature)),
            SignatureForm::Bytes => Value::from(self.signature.clone()),
        };
        let credential = json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": {
                "clientDataJSON": STANDARD.encode(&self.client_data),
                "authenticatorData": STANDARD.encode(&self.authenticator_data),
                "signature": signature,
                "userHandle": STANDARD.encode(&self.user_handle),
            },
        });
        credential.to_string().into()
    }
}

discreet!(Attestation, Assertion);

fn object(text: &str) -> Result<Map<String, Value>, DecodeError> {
    let wrong = || DecodeError::new(".", "a JSON object");
    serde_json::from_str(text).map_err(|_| wrong())
}

fn response(credential: &Map<String, Value>) -> Result<&Map<String, Value>, DecodeError> {
    let response = credential.get("response").and_then(Value::as_object);
    response.ok_or_else(|| DecodeError::new("response", "an object"))
}

/// Bytes in any form that is known to be sent.
fn bytes_of(value: Option<&Value>, place: &str) -> Result<Vec<u8>, DecodeError> {
    let wrong = || DecodeError::new(place, "bytes: an array of numbers, or Base64");
    match value.ok_or_else(wrong)? {
        Value::Array(numbers) => numbers
            .iter()
            .map(|number| {
                let number = number.as_i64()?;
                let signed = i8::try_from(number).ok().map(i8::cast_unsigned);
                signed.or_else(|| u8::try_from(number).ok())
            })
            .collect::<Option<_>>()
            .ok_or_else(wrong),
        Value::String(text) => {
            // A form has been seen to turn `+` into a blank.
            let text = text.replace(' ', "+");
            let decoded = lenient::URL_SAFE.decode(&text);
            decoded.or_else(|_| lenient::STANDARD.decode(&text)).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}
