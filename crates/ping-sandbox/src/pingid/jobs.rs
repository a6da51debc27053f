//! Jobs: each is pending, then in progress, then at its end, from one question to the next.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::limits::Kept;

use super::{envelope::Reply, exchange::Exchange, refused::UNKNOWN_JOB};

/// The jobs.
pub(super) struct Jobs {
    by_token: BTreeMap<String, Job>,
    begun: u64,
    kept: Kept,
}

impl Jobs {
    pub(super) fn new(kept: Kept) -> Self {
        Self {
            by_token: BTreeMap::new(),
            begun: 0,
            kept,
        }
    }

    /// Keeps a job; of too many, the oldest goes.
    fn begin(&mut self, token: &str, outcome: Outcome) {
        if self.by_token.len() >= self.kept.entries {
            let oldest = self.by_token.iter().min_by_key(|(_, job)| job.number);
            if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
                self.by_token.remove(&oldest);
            }
        }
        self.begun += 1;
        let job = Job {
            number: self.begun,
            asked: 0,
            outcome,
        };
        self.by_token.insert(token.to_owned(), job);
    }
}

struct Job {
    number: u64,
    asked: u32,
    outcome: Outcome,
}

/// What comes of a job.
#[derive(Clone)]
pub(super) enum Outcome {
    /// The report is there.
    Report,
    /// Tokens were created; these serial numbers were there before.
    Created(Vec<String>),
    Revoked,
    /// Nothing was revoked: users have these tokens.
    StillPaired(BTreeMap<String, String>),
}

impl Outcome {
    fn failed(&self) -> bool {
        matches!(self, Self::StillPaired(_))
    }

    fn result(&self) -> Value {
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
    fn ask(&mut self) -> &'static str {
        self.asked += 1;
        match self.asked {
            1 => "pending",
            2 => "in_progress",
            _ if self.outcome.failed() => "failure",
            _ => "done",
        }
    }

    /// Whether the last question was the first that found it at its end, with a report.
    fn has_reported(&self) -> bool {
        self.asked == 3 && matches!(self.outcome, Outcome::Report)
    }

    fn result(&self) -> Option<Value> {
        (self.asked > 2).then(|| self.outcome.result())
    }
}

impl Exchange<'_> {
    /// A job with that outcome; the reply has its token.
    pub(super) fn begin_job(&mut self, outcome: Outcome) -> Reply {
        let token = self.random.token();
        self.pingid.jobs.begin(&token, outcome);
        Reply::plain().with("jobToken", token)
    }
}

pub(super) fn create(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    if exchange.body.required_text("jobType")? != "USER_REPORTS" {
        return Err(Reply::invalid("jobType must be USER_REPORTS."));
    }
    Ok(exchange.begin_job(Outcome::Report))
}

pub(super) fn status(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let token = exchange.body.required_text("jobToken")?;
    let pingid = &mut *exchange.pingid;
    let job = pingid.jobs.by_token.get_mut(token).ok_or(UNKNOWN_JOB)?;
    let reply = Reply::plain().with("status", job.ask());
    if job.has_reported() {
        pingid.reports.job_done(&pingid.directory, exchange.now);
    }
    Ok(match job.result() {
        Some(result) => reply.with("jobResult", result),
        None => reply,
    })
}

/// Tokens that name no job are left out of the reply.
pub(super) fn bulk_status(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let tokens = exchange.body.strings("jobTokens")?;
    let tokens = tokens.ok_or_else(|| Reply::invalid("jobTokens is required."))?;
    let pingid = &mut *exchange.pingid;
    let results: BTreeMap<_, _> = tokens
        .into_iter()
        .filter_map(|token| {
            let job = pingid.jobs.by_token.get_mut(&token)?;
            let status = job.ask().to_ascii_uppercase();
            if job.has_reported() {
                pingid.reports.job_done(&pingid.directory, exchange.now);
            }
            let result = job.result();
            let told = || json!({ "type": "JobResult", "status": status });
            Some((token, result.unwrap_or_else(told)))
        })
        .collect();
    Ok(Reply::plain().with("jobResults", json!(results)))
}
