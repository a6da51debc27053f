//! Jobs: how they begin, and how far they are.

use crate::domain::pingid::jobs::Outcome;
use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    domain::pingid::refused::UNKNOWN_JOB,
    service::pingid::{envelope::Reply, exchange::Exchange},
};

impl Exchange<'_> {
    /// A job with that outcome; the reply has its token.
    pub(super) fn begin_job(&mut self, outcome: Outcome) -> Reply {
        let token = self.random.token();
        self.pingid.jobs.begin(&token, outcome, self.now);
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
    let reply = Reply::plain().with("status", job.ask(exchange.now));
    if job.has_reported(exchange.now) {
        pingid.reports.job_done(&pingid.directory, exchange.now);
    }
    Ok(match job.result(exchange.now) {
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
            let status = job.ask(exchange.now).to_ascii_uppercase();
            if job.has_reported(exchange.now) {
                pingid.reports.job_done(&pingid.directory, exchange.now);
            }
            let result = job.result(exchange.now);
            let told = || json!({ "type": "JobResult", "status": status });
            Some((token, result.unwrap_or_else(told)))
        })
        .collect();
    Ok(Reply::plain().with("jobResults", json!(results)))
}
