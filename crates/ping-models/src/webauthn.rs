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

/// Options for `navigator.credentials.create`.
#[derive(Clone, PartialEq)]
pub struct CreationOptions(Options);

/// Options for `navigator.credentials.get`.
#[derive(Clone, PartialEq)]
pub struct RequestOptions(Options);

#[derive(Clone, PartialEq)]
struct Options {
    json: String,
    challenge: String,
    rp_id: Option<String>,
}

impl CreationOptions {
    /// Reads the options as a service sends them. Bytes may be arrays of numbers, signed or not,
    /// or Base64 of either alphabet; numbers of algorithms may be texts. Members that the standard
    /// does not name stay; those that are null go, since browsers refuse them.
    ///
    /// # Errors
    ///
    /// Fails where the text is no JSON object, or a member that browsers need is missing or has
    /// another form; the error names the member.
    ///
    /// ```
    /// use ping_models::webauthn::CreationOptions;
    ///
    /// let options = CreationOptions::from_service(
    ///     r#"{"challenge": [-1, 0, 1], "rp": {"id": "example.com", "name": "Example"},
    ///         "user": {"id": [65, -128], "name": "jdoe", "displayName": "John"},
    ///         "pubKeyCredParams": [{"type": "public-key", "alg": "-7"}]}"#,
    /// )?;
    /// let standard: serde_json::Value = serde_json::from_str(options.json())?;
    /// assert_eq!(standard["challenge"], "_wAB");
    /// assert_eq!(standard["pubKeyCredParams"][0]["alg"], -7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_service(text: &str) -> Result<Self, DecodeError> {
        let mut options = object(text)?;
        let challenge = standard_bytes(&mut options, "challenge", "challenge")?;
        let user = member_object(&mut options, "user")?;
        standard_bytes(user, "id", "user.id")?;
        standard_credentials(&mut options, "excludeCredentials")?;
        for (index, parameters) in array(&mut options, "pubKeyCredParams")?.enumerate() {
            let place = format!("pubKeyCredParams[{index}].alg");
            standard_algorithm(parameters, &place)?;
        }
        let rp = member_object(&mut options, "rp")?;
        let rp_id = rp.get("id").and_then(Value::as_str).map(str::to_owned);
        Ok(Self(Options::new(options, challenge, rp_id)))
    }
}

impl RequestOptions {
    /// Reads the options as a service sends them, as
    /// [`CreationOptions::from_service`] does.
    ///
    /// # Errors
    ///
    /// Fails where the text is no JSON object, or the challenge or the id of a credential is
    /// missing or has another form; the error names the member.
    pub fn from_service(text: &str) -> Result<Self, DecodeError> {
        let mut options = object(text)?;
        let challenge = standard_bytes(&mut options, "challenge", "challenge")?;
        standard_credentials(&mut options, "allowCredentials")?;
        let rp_id = options.get("rpId").and_then(Value::as_str);
        let rp_id = rp_id.map(str::to_owned);
        Ok(Self(Options::new(options, challenge, rp_id)))
    }
}

macro_rules! options {
    ($($name:ident for $parser:literal;)*) => { $(
        impl $name {
            #[doc = concat!("The text for `PublicKeyCredential.", $parser, "`.")]
            pub fn json(&self) -> &str {
                &self.0.json
            }

            /// The challenge, in Base64url.
            pub fn challenge(&self) -> &str {
                &self.0.challenge
            }

            /// The domain of the relying party, where the options name it.
            pub fn rp_id(&self) -> Option<&str> {
                self.0.rp_id.as_deref()
            }
        }
    )* };
}

options! {
    CreationOptions for "parseCreationOptionsFromJSON";
    RequestOptions for "parseRequestOptionsFromJSON";
}

impl Options {
    fn new(mut options: Map<String, Value>, challenge: String, rp_id: Option<String>) -> Self {
        options.retain(|_, member| !member.is_null());
        Self { json: Value::Object(options).to_string(), challenge, rp_id }
    }
}

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

macro_rules! discreet {
    ($($name:ident),*) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}

discreet!(CreationOptions, RequestOptions, Attestation, Assertion);

fn object(text: &str) -> Result<Map<String, Value>, DecodeError> {
    let wrong = || DecodeError::new(".", "a JSON object");
    serde_json::from_str(text).map_err(|_| wrong())
}

fn member_object<'a>(
    options: &'a mut Map<String, Value>,
    name: &str,
) -> Result<&'a mut Map<String, Value>, DecodeError> {
    let member = options.get_mut(name).and_then(Value::as_object_mut);
    member.ok_or_else(|| DecodeError::new(name, "an object"))
}

fn response(credential: &Map<String, Value>) -> Result<&Map<String, Value>, DecodeError> {
    let response = credential.get("response").and_then(Value::as_object);
    response.ok_or_else(|| DecodeError::new("response", "an object"))
}

/// The items of an array; none where it is absent or null.
fn array<'a>(
    options: &'a mut Map<String, Value>,
    name: &str,
) -> Result<impl Iterator<Item = &'a mut Value>, DecodeError> {
    let items = match options.get_mut(name) {
        None | Some(Value::Null) => None,
        Some(Value::Array(items)) => Some(items),
        Some(_) => return Err(DecodeError::new(name, "an array")),
    };
    Ok(items.into_iter().flatten())
}

/// Writes bytes as browsers read them, and returns that text.
fn standard_bytes(
    object: &mut Map<String, Value>,
    name: &str,
    place: &str,
) -> Result<String, DecodeError> {
    let text = URL_SAFE_NO_PAD.encode(bytes_of(object.get(name), place)?);
    object.insert(name.to_owned(), text.clone().into());
    Ok(text)
}

fn standard_credentials(options: &mut Map<String, Value>, name: &str) -> Result<(), DecodeError> {
    for (index, credential) in array(options, name)?.enumerate() {
        let place = format!("{name}[{index}]");
        let Some(credential) = credential.as_object_mut() else {
            return Err(DecodeError::new(place, "an object"));
        };
        standard_bytes(credential, "id", &format!("{place}.id"))?;
        credential.retain(|_, member| !member.is_null());
    }
    Ok(())
}

fn standard_algorithm(parameters: &mut Value, place: &str) -> Result<(), DecodeError> {
    let wrong = || DecodeError::new(place, "the number of an algorithm");
    match parameters.get_mut("alg") {
        Some(Value::Number(_)) => Ok(()),
        Some(algorithm) => {
            let number: i64 =
                algorithm.as_str().and_then(|text| text.trim().parse().ok()).ok_or_else(wrong)?;
            *algorithm = number.into();
            Ok(())
        }
        None => Err(wrong()),
    }
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
