//! Jobs that make or revoke many OATH tokens. Each is done at once.

use serde_json::{Value, json};

/// A job that is done.
pub(crate) struct Job {
    /// `CREATE_OATH_TOKENS` or `REVOKE_OATH_TOKENS`.
    pub(crate) class: &'static str,
    pub(crate) result: Value,
}

impl Job {
    pub(crate) fn show(&self, id: &str) -> Value {
        json!({
            "id": id,
            "type": self.class,
            "async": true,
            "status": "DONE",
            "result": self.result,
        })
    }
}
