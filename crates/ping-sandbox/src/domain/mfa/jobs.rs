//! Jobs that make or revoke many OATH tokens. Each does its work at once, and tells of it when its
//! time is over.

use std::time::Duration;

use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;

/// How long a job takes that goes on behind its answer.
pub(crate) const TAKES: Duration = Duration::from_secs(5);

/// A job.
pub(crate) struct Job {
    /// `CREATE_OATH_TOKENS` or `REVOKE_OATH_TOKENS`.
    pub(crate) class: &'static str,
    /// When it is done; one that the caller waits for has no such time.
    pub(crate) until: Option<Timestamp>,
    pub(crate) result: Value,
}

impl Job {
    pub(crate) fn show(&self, id: &str, now: Timestamp) -> Value {
        let mut body = json!({
            "id": id,
            "type": self.class,
            "async": self.until.is_some(),
            "status": "IN_PROGRESS",
        });
        if self.until.is_none_or(|until| until <= now) {
            body["status"] = "DONE".into();
            body["result"] = self.result.clone();
        }
        body
    }
}
