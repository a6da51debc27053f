//! Images in base64.

use std::fmt;

use base64::Engine as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::DecodeError;
use crate::lenient;
use crate::model::Model;

/// An image of a verified person or document, decoded. `Debug` shows its kind and size only.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    media_type: String,
    bytes: Vec<u8>,
}

impl Image {
    /// The media type, such as `image/jpeg`; `application/octet-stream` where nothing tells.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// The bytes of the image file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of the image file, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Decodes base64 text, a data URI included; `format` is what the service calls the form.
    pub(super) fn decode(text: &str, format: Option<&str>) -> Result<Self, DecodeError> {
        let (prefix, text) = match text.strip_prefix("data:").and_then(|uri| uri.split_once(',')) {
            Some((prefix, rest)) => (prefix.split(';').next(), rest),
            None => (None, text),
        };
        let text: String = text.split_ascii_whitespace().collect();
        let bytes =
            lenient::STANDARD.decode(text).map_err(|_| DecodeError::new("data.IMAGE", "base64"))?;
        let declared = prefix.or(format).map(media_type).filter(|kind| !kind.is_empty());
        let media_type = declared.unwrap_or_else(|| sniff(&bytes).to_owned());
        Ok(Self { media_type, bytes })
    }
}

/// The media type that a format's name stands for.
fn media_type(format: &str) -> String {
    let format = format.trim().to_ascii_lowercase();
    match format.as_str() {
        "" => String::new(),
        "jpg" | "jpeg" | "image/jpg" => "image/jpeg".to_owned(),
        named if named.contains('/') => format,
        named => format!("image/{named}"),
    }
}

/// The media type by the first bytes of the file.
fn sniff(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => "application/octet-stream",
    }
}

/// The documented form of an image in a request.
pub(super) fn encode(bytes: &[u8]) -> String {
    lenient::STANDARD.encode(bytes)
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image")
            .field("media_type", &self.media_type)
            .field("len", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// The QR code of a transaction's link, as the service draws it. It leads to the transaction, so
/// `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct VerificationQr(String);

impl VerificationQr {
    /// The picture as a data URI, which is what an `<img>` takes as its source. Show it to the
    /// user alone.
    pub fn data_uri(&self) -> &str {
        &self.0
    }

    /// The picture's bytes and media type.
    ///
    /// # Errors
    ///
    /// Fails where the text is not base64.
    pub fn image(&self) -> Result<Image, DecodeError> {
        Image::decode(&self.0, None).map_err(|_| DecodeError::new(".", "a data URI in base64"))
    }
}

impl Model for VerificationQr {
    /// The service sends the bare text; as JSON it is a string.
    fn from_json(text: &[u8]) -> Result<Self, DecodeError> {
        let text = text.trim_ascii();
        if text.starts_with(b"\"") {
            return crate::decode(text);
        }
        match std::str::from_utf8(text) {
            Ok(text) if text.starts_with("data:") => Ok(Self(text.to_owned())),
            _ => Err(DecodeError::new(".", "a data URI")),
        }
    }
}

impl fmt::Debug for VerificationQr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerificationQr(..)")
    }
}

impl Serialize for VerificationQr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for VerificationQr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
