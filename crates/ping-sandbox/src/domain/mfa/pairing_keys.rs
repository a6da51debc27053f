//! Pairing keys: codes by which a native app pairs itself.

use std::time::Duration;

use serde_json::{Value, json};

use crate::base::{limits::Latest, timestamp::Timestamp};

/// How many good keys a user may have.
pub(crate) const MOST: usize = 20;
/// How long a key is good where no application of the policy says it.
pub(crate) const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The pairing keys of all users, by their ids.
pub(crate) type PairingKeys = Latest<PairingKey>;

/// One of them.
pub(crate) struct PairingKey {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) code: String,
    /// The native apps that it is for; none: all of them.
    pub(crate) applications: Vec<String>,
    pub(crate) policy_id: String,
    pub(crate) state: KeyState,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// What has become of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyState {
    Unclaimed,
    Claimed,
    /// With the code of the error.
    Failed(&'static str),
}

impl PairingKey {
    /// Whether an app can still claim it.
    pub(crate) fn is_good(&self, now: Timestamp) -> bool {
        self.state == KeyState::Unclaimed && now < self.expires_at
    }

    pub(crate) fn show(&self) -> Value {
        let status = match self.state {
            KeyState::Unclaimed => "UNCLAIMED",
            KeyState::Claimed => "CLAIMED",
            KeyState::Failed(_) => "FAILED",
        };
        let applications: Vec<Value> =
            self.applications.iter().map(|id| json!({ "id": id })).collect();
        let mut body = json!({
            "id": self.id,
            "code": self.code,
            "status": status,
            "user": { "id": self.user_id },
            "createdAt": self.created_at.iso(),
            "updatedAt": self.updated_at.iso(),
            "expiresAt": self.expires_at.iso(),
        });
        if !applications.is_empty() {
            body["applications"] = applications.into();
        }
        if let KeyState::Failed(code) = self.state {
            let message = "The application could not be paired.";
            body["error"] = json!({ "code": code, "message": message });
        }
        body
    }
}
