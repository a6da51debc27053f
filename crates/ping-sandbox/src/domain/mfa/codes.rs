//! Authentication codes: what a native app claims to sign its user on.

use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;

/// One of them.
pub(crate) struct AuthenticationCode {
    pub(crate) id: String,
    pub(crate) code: String,
    /// What it was created with.
    pub(crate) asked: Value,
    /// Who has claimed it, and with which device.
    pub(crate) claimed: Option<(String, Value)>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

impl AuthenticationCode {
    /// Whether an app can still claim it.
    pub(crate) fn is_good(&self, now: Timestamp) -> bool {
        self.claimed.is_none() && now < self.expires_at
    }

    pub(crate) fn show(&self) -> Value {
        let mut body = self.asked.clone();
        body["id"] = self.id.as_str().into();
        body["code"] = self.code.as_str().into();
        body["uri"] = format!("pingonesdk?authentication_code={}", self.code).into();
        body["createdAt"] = self.created_at.iso().into();
        body["updatedAt"] = self.updated_at.iso().into();
        body["expiresAt"] = self.expires_at.iso().into();
        body["status"] = "UNCLAIMED".into();
        if let Some((user_id, device)) = &self.claimed {
            body["status"] = "CLAIMED".into();
            body["user"] = json!({ "id": user_id });
            body["_embedded"] = json!({ "device": device });
        }
        body
    }
}
