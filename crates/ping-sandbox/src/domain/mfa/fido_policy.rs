//! What a FIDO policy says, read from its row.

use serde_json::Value;

use crate::{
    base::webauthn::{Attachment, Wish},
    domain::mfa::fido_policies::FIDO_POLICIES,
    store::Store,
};

/// A FIDO policy.
#[derive(Clone, Copy)]
pub(crate) struct FidoPolicy<'a>(&'a Value);

impl<'a> FidoPolicy<'a> {
    /// The one of that id, else the environment's default one.
    pub(crate) fn of(store: &'a Store, id: Option<&str>) -> Self {
        let named = id.and_then(|id| store.row(&FIDO_POLICIES, "", id));
        let default = || {
            let mut rows = store.rows(&FIDO_POLICIES, "");
            rows.find(|row| row.body["default"] == true)
        };
        Self(named.or_else(default).map_or(&Value::Null, |row| &row.body))
    }

    pub(crate) fn rp_id(self) -> &'a str {
        self.0["relyingPartyId"].as_str().unwrap_or_default()
    }

    pub(crate) fn display_name(self) -> &'a str {
        self.0["deviceDisplayName"].as_str().unwrap_or_default()
    }

    pub(crate) fn attachment(self) -> Option<Attachment> {
        match self.0["authenticatorAttachment"].as_str()? {
            "PLATFORM" => Some(Attachment::Platform),
            "CROSS_PLATFORM" => Some(Attachment::CrossPlatform),
            _ => None,
        }
    }

    /// Whether an authenticator is to make sure of its user when it is registered.
    pub(crate) fn verification(self) -> Wish {
        wish(&self.0["userVerification"]["option"])
    }

    /// The same when it signs.
    pub(crate) fn verification_when_signing(self) -> Wish {
        match self.verification() {
            Wish::Required if self.0["userVerification"]["enforceDuringAuthentication"] != true => {
                Wish::Preferred
            }
            wish => wish,
        }
    }

    pub(crate) fn discoverable(self) -> Wish {
        wish(&self.0["discoverableCredentials"])
    }

    /// `attestation` of the options.
    pub(crate) fn attestation(self) -> &'static str {
        match self.0["attestationRequirements"].as_str() {
            Some("DIRECT") => "direct",
            Some("ENTERPRISE") => "enterprise",
            _ => "none",
        }
    }
}

fn wish(value: &Value) -> Wish {
    match value.as_str() {
        Some("REQUIRED") => Wish::Required,
        Some("DISCOURAGED") => Wish::Discouraged,
        _ => Wish::Preferred,
    }
}
