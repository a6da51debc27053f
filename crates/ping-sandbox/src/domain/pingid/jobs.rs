//! Jobs: each is pending, then in progress, then at its end, from one question to the next.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::limits::{Kept, Latest};

/// The jobs.
pub(crate) struct Jobs {
    pub(crate) by_token: Latest<Job>,
}

impl Jobs {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { by_token: Latest::new(kept) }
    }

    /// Keeps a job; of too many, the oldest goes.
    pub(crate) fn begin(&mut self, token: &str, outcome: Outcome) {
        let job = Job { asked: 0, outcome };
        self.by_token.insert(token.to_owned(), job);
    }
}

pub(crate) struct Job {
    pub(crate) asked: u32,
    pub(crate) outcome: Outcome,
}

/// What comes of a job.
#[derive(Clone)]
pub(crate) enum Outcome {
    /// The report is there.
    Report,
    /// Tokens were created; these serial numbers were there before.
    Created(Vec<String>),
    Revoked,
    /// Nothing was revoked: users have these tokens.
    StillPaired(BTreeMap<String, String>),
}

impl Outcome {
    pub(crate) fn failed(&self) -> bool {
        matches!(self, Self::StillPaired(_))
    }

    pub(crate) fn result(&self) -> Value {
        match self {
            Self::Report | Self::Revoked => json!({ "type": "JobResult", "status": "DONE" }),
            Self::Created(serials) => json!({
                "type": "CreateOath",
                "status": "DONE",
                "numberOfDuplicates": serials.len(),
                "duplicates": serials
                    .iter()
                    .map(|serial| json!({ "row": "", "serial": serial, "password": "********" }))
                    .collect::<Vec<_>>(),
            }),
            Self::StillPaired(paired) => json!({
                "type": "RevokeOathTokensJobResult",
                "status": "FAILURE",
                "pairedSerials": paired,
                "message": "Some of the tokens are paired.",
            }),
        }
    }
}

impl Job {
    /// How far it is; each question finds it further.
    pub(crate) fn ask(&mut self) -> &'static str {
        self.asked += 1;
        match self.asked {
            1 => "pending",
            2 => "in_progress",
            _ if self.outcome.failed() => "failure",
            _ => "done",
        }
    }

    /// Whether the last question was the first that found it at its end, with a report.
    pub(crate) fn has_reported(&self) -> bool {
        self.asked == 3 && matches!(self.outcome, Outcome::Report)
    }

    pub(crate) fn result(&self) -> Option<Value> {
        (self.asked > 2).then(|| self.outcome.result())
    }
}
