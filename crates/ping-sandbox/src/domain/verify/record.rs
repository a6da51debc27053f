//! Entries of metadata and of verified data.

use serde_json::{Map, Value, json};

/// One entry of either list.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    /// What was there before counts as the first attempt.
    attempt: Option<u64>,
    /// Some entries keep the number of their attempt inside `data`, some keep it to themselves.
    shows_attempt: bool,
    members: Map<String, Value>,
}

impl Record {
    /// What a provider says about an attempt.
    pub(crate) fn metadata(
        id: String,
        kind: &'static str,
        provider: &str,
        success: bool,
        data: Value,
    ) -> Self {
        let mut members = Map::new();
        members.insert("provider".to_owned(), provider.into());
        members.insert("status".to_owned(), verdict(success).into());
        members.insert("data".to_owned(), data);
        Self::new(id, kind, members)
    }

    /// What a person handed in.
    pub(crate) fn verified_data(
        id: String,
        kind: &'static str,
        created_at: String,
        data: Value,
    ) -> Self {
        let mut members = Map::new();
        members.insert("createdAt".to_owned(), created_at.into());
        members.insert("data".to_owned(), data);
        Self::new(id, kind, members)
    }

    fn new(id: String, kind: &'static str, members: Map<String, Value>) -> Self {
        Self { id, kind, attempt: None, shows_attempt: false, members }
    }

    /// With `retry.attempt`.
    pub(crate) fn attempt(mut self, attempt: u64) -> Self {
        self.attempt = Some(attempt);
        self.shows_attempt = true;
        self
    }

    /// With `retry.attempt` inside `data`.
    pub(crate) fn attempt_in_data(mut self, attempt: u64) -> Self {
        self.attempt = Some(attempt);
        if let Some(data) = self.members.get_mut("data") {
            data["retry"] = json!({ "attempt": attempt });
        }
        self
    }

    /// With another verdict.
    pub(crate) fn with_status(mut self, success: bool) -> Self {
        self.members.insert("status".to_owned(), verdict(success).into());
        self
    }

    pub(crate) fn set_data(&mut self, data: Value) {
        self.members.insert("data".to_owned(), data);
    }

    pub(crate) fn attempt_number(&self) -> u64 {
        self.attempt.unwrap_or(1)
    }

    /// The entry below its list's URL; without `data` it is a line of the short list.
    pub(crate) fn json(&self, list_url: &str, with_data: bool) -> Value {
        let mut entry = self.members.clone();
        if !with_data {
            entry.remove("data");
        }
        let href = format!("{list_url}/{}", self.id);
        entry.insert("_links".to_owned(), json!({ "self": { "href": href } }));
        entry.insert("id".to_owned(), self.id.as_str().into());
        entry.insert("type".to_owned(), self.kind.into());
        if let Some(attempt) = self.attempt.filter(|_| self.shows_attempt) {
            entry.insert("retry".to_owned(), json!({ "attempt": attempt }));
        }
        entry.into()
    }
}

/// `SUCCESS` or `FAIL`.
pub(crate) fn verdict(success: bool) -> &'static str {
    if success { "SUCCESS" } else { "FAIL" }
}

/// The entries of each type's last attempt, and those of earlier ones.
pub(crate) fn latest(records: &[Record]) -> (Vec<&Record>, Vec<&Record>) {
    records.iter().partition(|record| {
        let last = records
            .iter()
            .filter(|other| other.kind == record.kind)
            .map(Record::attempt_number)
            .max();
        Some(record.attempt_number()) == last
    })
}
