//! Credentials as clients hand them in.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde_json::{Map, Value};

use crate::base::webauthn::terms::{Attachment, Refusal};

/// The documented Base64, with or without its padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "internal", "hybrid", "smart-card"];

/// The result of `navigator.credentials.create` or `get`, written as JSON.
pub(super) struct Given {
    members: Map<String, Value>,
    response: Map<String, Value>,
    id: Vec<u8>,
}

impl Given {
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        let Ok(Value::Object(mut members)) = serde_json::from_str(text) else {
            return Err(Refusal::new("The credential is not a JSON object."));
        };
        if members.get("type").and_then(Value::as_str) != Some("public-key") {
            return Err(Refusal::new("The credential's type must be public-key."));
        }
        let Some(Value::Object(response)) = members.remove("response") else {
            return Err(Refusal::new("The credential has no response."));
        };
        let id = bytes(&members, "id")?;
        if id != bytes(&members, "rawId")? {
            return Err(Refusal::new("id and rawId are not the same."));
        }
        Ok(Self { members, response, id })
    }

    pub(super) fn id(&self) -> &[u8] {
        &self.id
    }

    /// `id` as browsers write it.
    pub(super) fn id_text(&self) -> String {
        let text = self.members.get("id").and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    }

    /// A member of the response.
    pub(super) fn bytes(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        bytes(&self.response, name)
    }

    /// Base64 as the others or, as the documentation's example has it, an array of bytes.
    pub(super) fn signature(&self) -> Result<Vec<u8>, Refusal> {
        let Some(Value::Array(items)) = self.response.get("signature") else {
            return self.bytes("signature");
        };
        let byte = |item: &Value| item.as_u64().and_then(|byte| u8::try_from(byte).ok());
        let signature: Option<Vec<u8>> = items.iter().map(byte).collect();
        signature.ok_or_else(|| Refusal::new("signature must consist of bytes."))
    }

    /// Empty counts as absent.
    pub(super) fn user_handle(&self) -> Result<Option<Vec<u8>>, Refusal> {
        match self.response.get("userHandle") {
            None | Some(Value::Null) => Ok(None),
            Some(_) => Ok(Some(self.bytes("userHandle")?).filter(|handle| !handle.is_empty())),
        }
    }

    /// Where the browser says that the authenticator is.
    pub(super) fn attachment(&self) -> Option<Attachment> {
        let told = self.members.get("authenticatorAttachment")?.as_str()?;
        [Attachment::Platform, Attachment::CrossPlatform]
            .into_iter()
            .find(|known| known.name() == told)
    }

    /// How the browser says that the authenticator is reached.
    pub(super) fn transports(&self) -> Vec<&'static str> {
        let told = self.response.get("transports").and_then(Value::as_array);
        let told: Vec<_> = told.into_iter().flatten().collect();
        TRANSPORTS
            .into_iter()
            .filter(|known| told.iter().any(|told| told.as_str() == Some(known)))
            .collect()
    }
}

/// The id that a credential claims to have; `id` where there is no `rawId`.
pub(super) fn claimed_id(text: &str) -> Option<Vec<u8>> {
    let members: Map<String, Value> = serde_json::from_str(text).ok()?;
    bytes(&members, "rawId").or_else(|_| bytes(&members, "id")).ok()
}

/// Base64 of any alphabet; a form turns its `+` into a blank.
fn bytes(members: &Map<String, Value>, name: &str) -> Result<Vec<u8>, Refusal> {
    let text = members.get(name).and_then(Value::as_str);
    let text = text.ok_or_else(|| Refusal::new(format!("{name} must be a string.")))?;
    let standard: String = text
        .chars()
        .map(|letter| match letter {
            '-' | ' ' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    BASE64.decode(standard).map_err(|_| Refusal::new(format!("{name} must be Base64.")))
}
