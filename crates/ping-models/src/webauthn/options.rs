//! What a browser is asked for.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::{bytes_of, object};
use crate::decode::DecodeError;

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

discreet!(CreationOptions, RequestOptions);

fn member_object<'a>(
    options: &'a mut Map<String, Value>,
    name: &str,
) -> Result<&'a mut Map<String, Value>, DecodeError> {
    let member = options.get_mut(name).and_then(Value::as_object_mut);
    member.ok_or_else(|| DecodeError::new(name, "an object"))
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
