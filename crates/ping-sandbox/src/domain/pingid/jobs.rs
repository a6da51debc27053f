//! Jobs: each is pending, then in progress, then at its end, from one question to the next; and at
//! its end after a while, if nobody asks.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
};

/// How long a job takes that nobody asks for.
const TAKES: Duration = Duration::from_secs(60);

/// The jobs.
pub(crate) struct Jobs {
    pub(crate) by_token: Latest<Job>,
}

impl Jobs {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { by_token: Latest::new(kept) }
    }

    /// Keeps a job; of too many, the oldest goes.
    pub(crate) fn begin(&mut self, token: &str, outcome: Outcome, now: Timestamp) {
        let job = Job { asked: 0, begun: now, told: false, outcome };
        self.by_token.insert(token.to_owned(), job);
    }

    /// Whether a report was made that nobody has asked for yet; tells it once.
    pub(crate) fn have_reported(&mut self, now: Timestamp) -> bool {
        let told = self.by_token.values_mut().map(|job| job.has_reported(now));
        told.fold(false, |any, one| any | one)
    }
}

pub(crate) struct Job {
    asked: u32,
    begun: Timestamp,
    /// Whether it was found at its end.
    told: bool,
    outcome: Outcome,
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
    pub(crate) fn ask(&mut self, now: Timestamp) -> &'static str {
        self.asked += 1;
        match self.asked {
            _ if self.is_over(now) && self.outcome.failed() => "failure",
            _ if self.is_over(now) => "done",
            1 => "pending",
            _ => "in_progress",
        }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        self.asked > 2 || now >= self.begun + TAKES
    }

    /// Whether it is at its end for the first time, with a report.
    pub(crate) fn has_reported(&mut self, now: Timestamp) -> bool {
        let is_new = self.is_over(now) && !self.told && matches!(self.outcome, Outcome::Report);
        self.told |= is_new;
        is_new
    }

    pub(crate) fn result(&self, now: Timestamp) -> Option<Value> {
        self.is_over(now).then(|| self.outcome.result())
    }
}
