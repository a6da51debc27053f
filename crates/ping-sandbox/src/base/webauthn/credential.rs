//! A registered credential.

use serde_json::{Value, json};
use webauthn_rs_core::proto;

use crate::base::webauthn::terms::Attachment;

/// A user's credential at a relying party.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    /// Apart, as it is large.
    pub(super) known: Box<proto::Credential>,
    pub(super) rp_id: String,
    pub(super) user_handle: [u8; 32],
    pub(super) attachment: Option<Attachment>,
    pub(super) transports: Vec<&'static str>,
}

impl Credential {
    pub(crate) fn id(&self) -> &[u8] {
        &self.known.cred_id
    }

    pub(crate) fn user_handle(&self) -> &[u8] {
        &self.user_handle
    }

    pub(crate) fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// How often it has signed, as far as it counts and is known.
    #[cfg(test)]
    pub(crate) fn counter(&self) -> u32 {
        self.known.counter
    }

    /// Where its authenticator is, if that is known.
    pub(crate) fn attachment(&self) -> Option<Attachment> {
        self.attachment
    }

    /// How its authenticator is reached; none where that is not known.
    pub(crate) fn transports(&self) -> &[&'static str] {
        &self.transports
    }

    /// What options say of it.
    pub(super) fn descriptor(&self) -> Value {
        let mut descriptor = json!({ "type": "public-key", "id": signed(self.id()) });
        if !self.transports.is_empty() {
            descriptor["transports"] = json!(self.transports);
        }
        descriptor
    }
}

/// Bytes as the service writes them: from -128 to 127.
pub(super) fn signed(bytes: &[u8]) -> Value {
    bytes.iter().map(|byte| byte.cast_signed()).collect()
}
