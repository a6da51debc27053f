//! Compact JWS with HS256, the only form that PingID's envelope has.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value};
use sha2::Sha256;

/// A signing key, decoded.
pub(crate) type Key = [u8; 32];

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not three parts of unpadded base64url.
    Form,
    /// The header is not a JSON object.
    Header,
    /// The header names another algorithm than HS256.
    Algorithm,
    /// The signature was made with another key or for other bytes.
    Signature,
}

/// A token whose signature holds.
#[derive(Debug)]
pub(crate) struct Verified {
    pub(crate) header: Map<String, Value>,
    /// The payload's bytes; whether they are JSON is for the caller to find out.
    pub(crate) payload: Vec<u8>,
}

/// Signs a payload; the header must name HS256 itself.
pub(crate) fn sign(header: &Value, payload: &Value, key: &Key) -> String {
    let mut token = URL_SAFE_NO_PAD.encode(header.to_string());
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(payload.to_string(), &mut token);
    let signature = mac(key, token.as_bytes()).finalize().into_bytes();
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut token);
    token
}

/// Checks form, algorithm and signature, in this order, before the payload is handed out.
pub(crate) fn verify(token: &[u8], key: &Key) -> Result<Verified, Refusal> {
    let mut parts = token.split(|byte| *byte == b'.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refusal::Form);
    };
    let signed = &token[..header.len() + 1 + payload.len()];
    let decode = |part: &[u8]| URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::Form);
    let (header, payload, signature) = (decode(header)?, decode(payload)?, decode(signature)?);
    let header: Map<String, Value> =
        serde_json::from_slice(&header).map_err(|_| Refusal::Header)?;
    if header.get("alg").and_then(Value::as_str) != Some("HS256") {
        return Err(Refusal::Algorithm);
    }
    mac(key, signed).verify_slice(&signature).map_err(|_| Refusal::Signature)?;
    Ok(Verified { header, payload })
}

/// What the header says, whoever wrote it.
pub(crate) fn unverified_header(token: &[u8]) -> Option<Map<String, Value>> {
    let header = token.split(|byte| *byte == b'.').next()?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()
}

fn mac(key: &Key, message: &[u8]) -> Hmac<Sha256> {
    // HMAC pads a short key with zeros to the hash's block size.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(message);
    mac
}
