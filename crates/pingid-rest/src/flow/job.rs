//! Waiting for a job.

use std::fmt;
use std::time::Duration;

use ping_models::pingid::{JobResult, JobState, JobToken};
use ping_transport::flow::{Action, Progress, Wait};
use ping_transport::{Error, Polling};

use crate::PingId;

/// How often the service is asked unless the caller says otherwise.
pub(crate) const INTERVAL: Duration = Duration::from_secs(10);

/// How long is waited for a job unless the caller says otherwise.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30 * 60);

/// A job that is under way. From [`PingId::job`](crate::PingId::job).
///
/// Cheap to clone. Dropping it ends nothing: the job goes on.
#[derive(Clone)]
pub struct Job {
    pingid: PingId,
    token: JobToken,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "the job may have failed"]
pub enum JobOutcome {
    /// It is done. The result is missing where the service tells none.
    Done(Option<JobResult>),
    /// It failed, although the `errorId` was 200.
    Failed(JobFailure),
}

/// Why a job failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobFailure {
    result: Option<Box<JobResult>>,
}

impl JobFailure {
    /// What the service tells of it.
    pub fn result(&self) -> Option<&JobResult> {
        self.result.as_deref()
    }

    /// Of a revocation: the tokens that users have, each with the user's name.
    pub fn paired(&self) -> impl Iterator<Item = (&str, String)> {
        self.result().into_iter().flat_map(JobResult::paired)
    }
}

impl fmt::Display for JobFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the job failed")?;
        if let Some(message) = self.result().and_then(|result| result.message.as_ref()) {
            write!(f, ": {message}")?;
        }
        let paired = self.paired().count();
        if paired > 0 {
            write!(
                f,
                "; users have {paired} of the tokens: unpair them first, or let the job do so"
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for JobFailure {}

impl JobOutcome {
    pub(crate) fn of(state: Option<JobState>, result: Option<JobResult>) -> Option<Self> {
        match state {
            Some(JobState::Done) => Some(Self::Done(result)),
            Some(JobState::Failure) => {
                Some(Self::Failed(JobFailure { result: result.map(Box::new) }))
            }
            _ => None,
        }
    }

    /// The result of a job that is done; an empty one where the service tells none.
    ///
    /// # Errors
    ///
    /// Fails where the job did.
    pub fn into_result(self) -> Result<JobResult, JobFailure> {
        match self {
            Self::Done(result) => Ok(result.unwrap_or_default()),
            Self::Failed(failure) => Err(failure),
        }
    }
}

/// As that of all steps: without the client.
impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("token", &self.token).finish_non_exhaustive()
    }
}

impl Job {
    pub(crate) fn new(pingid: PingId, token: JobToken) -> Self {
        Self { pingid, token }
    }

    /// What the service calls the job.
    pub fn token(&self) -> &JobToken {
        &self.token
    }

    /// Asks once how far it has come.
    ///
    /// Errors: as for [`Jobs::status`](crate::Jobs::status).
    #[doc(alias("refresh", "status"))]
    pub fn poll(&self) -> Action<Progress<JobState, JobOutcome>> {
        let token = self.token.clone();
        Action::new(&self.pingid, |pingid| ask(pingid, token))
    }

    /// Waits for the end: asks every 10 seconds for half an hour unless set. Dropping the future
    /// stops waiting; the job goes on.
    ///
    /// # Errors
    ///
    /// Fails as [`poll`](Self::poll) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline. A job that
    /// failed is an outcome, which [`JobOutcome::into_result`] makes an error.
    pub fn wait(&self) -> Wait<JobOutcome> {
        let token = self.token.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.pingid, polling, move |pingid| ask(pingid, token.clone()))
    }
}

async fn ask(pingid: PingId, token: JobToken) -> Result<Progress<JobState, JobOutcome>, Error> {
    let reply = pingid.jobs().status(&token).await?;
    let state = reply.state();
    Ok(match JobOutcome::of(Some(state), reply.result) {
        Some(outcome) => Progress::Ended(outcome),
        None => Progress::Waiting(state),
    })
}
