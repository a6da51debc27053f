//! Waiting for a job that creates or revokes OATH tokens.

use std::fmt;
use std::time::Duration;

use ping_models::OathJobId;
use ping_models::mfa::{CreateOathTokens, OathJobResult, OathJobStatus, RevokeOathTokens};
use ping_transport::flow::{Action, Progress, Wait};
use ping_transport::{Error, Polling, Scope};

use crate::OathJobs;

/// How often the service is asked unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(5);

/// How long is waited for a job unless the caller says otherwise.
const DEADLINE: Duration = Duration::from_secs(30 * 60);

/// A job that creates or revokes OATH tokens. From
/// [`OathTokens::create_many`](crate::OathTokens::create_many) and
/// [`OathTokens::revoke_many`](crate::OathTokens::revoke_many), or by its id from
/// [`Mfa::oath_job`](crate::Mfa::oath_job), in another process as well.
///
/// Cheap to clone. Dropping it ends nothing: the job goes on.
#[derive(Clone)]
pub struct OathTokenJob {
    jobs: OathJobs,
    id: OathJobId,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "the job may have failed"]
pub enum OathJobOutcome {
    /// It is done. The result says how many tokens were created or revoked, and which were there
    /// before.
    Done(OathJobResult),
    /// It failed.
    Failed(OathJobFailure),
}

/// Why a job failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OathJobFailure {
    reason: Option<String>,
    result: OathJobResult,
}

impl OathJobFailure {
    /// The service's reason.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// What was done all the same, as far as the service tells.
    pub fn result(&self) -> &OathJobResult {
        &self.result
    }
}

impl fmt::Display for OathJobFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the job failed")?;
        if let Some(reason) = &self.reason {
            write!(f, ": {}", reason.escape_debug())?;
        }
        Ok(())
    }
}

impl std::error::Error for OathJobFailure {}

impl OathJobOutcome {
    /// The result of a job that is done.
    ///
    /// # Errors
    ///
    /// Fails where the job did.
    pub fn into_result(self) -> Result<OathJobResult, OathJobFailure> {
        match self {
            Self::Done(result) => Ok(result),
            Self::Failed(failure) => Err(failure),
        }
    }
}

pub(crate) fn create(scope: &Scope, tokens: CreateOathTokens) -> Action<OathTokenJob> {
    Action::new(&OathJobs::from(scope.clone()), |jobs| async move {
        let id = jobs.create(tokens).await?.id;
        Ok(OathTokenJob { jobs, id })
    })
}

pub(crate) fn revoke(scope: &Scope, tokens: RevokeOathTokens) -> Action<OathTokenJob> {
    Action::new(&OathJobs::from(scope.clone()), |jobs| async move {
        let id = jobs.revoke(tokens).await?.id;
        Ok(OathTokenJob { jobs, id })
    })
}

/// As that of all steps: without the client.
impl fmt::Debug for OathTokenJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OathTokenJob").field("id", &self.id).finish_non_exhaustive()
    }
}

impl OathTokenJob {
    pub(crate) fn new(jobs: OathJobs, id: OathJobId) -> Self {
        Self { jobs, id }
    }

    /// The id of the job, which goes on with it elsewhere.
    pub fn id(&self) -> &OathJobId {
        &self.id
    }

    /// Asks once how far it has come.
    ///
    /// Errors: as for [`OathJobs::read`](crate::OathJobs::read).
    #[doc(alias("refresh", "status"))]
    pub fn poll(&self) -> Action<Progress<OathJobStatus, OathJobOutcome>> {
        let id = self.id.clone();
        Action::new(&self.jobs, |jobs| ask(jobs, id))
    }

    /// Waits for the end: asks every 5 seconds for half an hour unless set. Dropping the future
    /// stops waiting; the job goes on.
    ///
    /// # Errors
    ///
    /// Fails as [`poll`](Self::poll) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline. A job that
    /// failed is an outcome, which [`OathJobOutcome::into_result`] makes an error.
    pub fn wait(&self) -> Wait<OathJobOutcome> {
        let id = self.id.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.jobs, polling, move |jobs| ask(jobs, id.clone()))
    }
}

async fn ask(
    jobs: OathJobs,
    id: OathJobId,
) -> Result<Progress<OathJobStatus, OathJobOutcome>, Error> {
    let job = jobs.read(id).await?;
    let result = job.result.unwrap_or_default();
    Ok(match job.status {
        OathJobStatus::Done => Progress::Ended(OathJobOutcome::Done(result)),
        OathJobStatus::Failed => {
            let failure = OathJobFailure { reason: job.reason, result };
            Progress::Ended(OathJobOutcome::Failed(failure))
        }
        status => Progress::Waiting(status),
    })
}
