//! Reports about users' devices.

use std::time::Duration;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{base::timestamp::Timestamp, store::Op};

/// What a report is made by, which is the same everywhere.
pub(crate) const TEMPLATE: &str = "db632bfd-7054-4bde-b108-a384aac2d513";
/// What a report can tell of a device.
pub(crate) const FIELDS: &[&str] = &[
    "userId",
    "username",
    "phone",
    "deviceId",
    "deviceType",
    "deviceStatus",
    "mfaEnabled",
    "bypassUntil",
];
/// What it can be filtered by. The values are texts.
pub(crate) const FILTERS: &[(&str, &[Op])] = &[
    ("userId", &[Op::Eq]),
    ("username", &[Op::Eq, Op::Sw]),
    ("phone", &[Op::Eq, Op::Sw]),
    ("deviceId", &[Op::Eq]),
    ("deviceType", &[Op::Eq]),
    ("deviceStatus", &[Op::Eq]),
    ("mfaEnabled", &[Op::Eq]),
];
/// How long there is a report.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// How long a file takes.
const TAKES: Duration = Duration::from_secs(10);
/// How long a link to a file is good.
const LINK: Duration = Duration::from_secs(5 * 60);
/// How long there is no other report of the environment.
pub(crate) const PAUSE: Duration = Duration::from_secs(5);

/// The forms of a file, each with the member that links to it.
pub(crate) const FORMATS: &[(&str, &str)] =
    &[("csv", "csvPresignedUrl"), ("json", "jsonPresignedUrl")];

/// A report.
pub(crate) struct Report {
    pub(crate) created_at: Timestamp,
    /// The request, as far as it is answered.
    pub(crate) asked: Map<String, Value>,
    pub(crate) fields: Vec<String>,
    /// Each an object of the fields that the device has.
    pub(crate) rows: Vec<Value>,
    pub(crate) in_file: bool,
    /// Of its files.
    pub(crate) password: String,
    /// What the links to its files are signed with.
    pub(crate) key: [u8; 32],
    /// What the archives differ by.
    pub(crate) salt: [u8; 11],
}

impl Report {
    pub(crate) fn is_kept(&self, now: Timestamp) -> bool {
        now.since(self.created_at) < LIFETIME
    }

    pub(crate) fn is_ready(&self, now: Timestamp) -> bool {
        !self.in_file || now.since(self.created_at) >= TAKES
    }

    pub(crate) fn show(&self, id: &str, now: Timestamp) -> Value {
        let ready = self.is_ready(now);
        let updated = match (self.in_file, ready) {
            (true, true) => self.created_at + TAKES,
            _ => self.created_at,
        };
        let mut body: Value = self.asked.clone().into();
        body["id"] = id.into();
        body["createdAt"] = self.created_at.iso().into();
        body["updatedAt"] = updated.iso().into();
        body["expiresAt"] = (self.created_at + LIFETIME).iso().into();
        body["orderBy"] = json!([]);
        body["status"] = if ready { "SUCCESS" } else { "IN_PROGRESS" }.into();
        body
    }

    /// The query of a link to a file, as good from now on as the service's are.
    pub(crate) fn link(
        &self,
        id: &str,
        format: &str,
        now: Timestamp,
    ) -> Vec<(&'static str, String)> {
        let until = (now + LINK).millis().to_string();
        let signature = self.signature(format, &until);
        vec![
            ("report", id.to_owned()),
            ("format", format.to_owned()),
            ("until", until),
            ("signature", signature),
        ]
    }

    /// Whether a link is one of this report's, and its time is not over.
    pub(crate) fn is_good(
        &self,
        format: &str,
        until: &str,
        signature: &str,
        now: Timestamp,
    ) -> bool {
        until.parse().is_ok_and(|until: i64| now.millis() < until)
            && self.signature(format, until) == signature
    }

    fn signature(&self, format: &str, until: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(format!("{format}:{until}"));
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What is in a file.
    pub(crate) fn file(&self, format: &str) -> String {
        if format == "json" {
            return Value::from(self.rows.clone()).to_string();
        }
        let cell = |row: &Value, field: &str| {
            let text = row[field].as_str().unwrap_or_default();
            let plain = !text.contains(['"', ',', '\n', '\r']);
            if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
        };
        let lines = self.rows.iter().map(|row| {
            let cells: Vec<_> = self.fields.iter().map(|field| cell(row, field)).collect();
            cells.join(",")
        });
        std::iter::once(self.fields.join(",")).chain(lines).map(|line| line + "\r\n").collect()
    }
}
