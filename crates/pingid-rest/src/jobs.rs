//! Jobs that run at the service.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use ping_models::pingid::{
    BulkJobStatusReply, CreateJob, GetBulkJobStatus, GetJobStatus, JobReply, JobResult, JobState,
    JobStatus, JobStatusReply, JobToken,
};
use ping_transport::flow::{Action, Progress, Wait};
use ping_transport::{Call, Error, Polling, Scope};

use crate::PingId;
use crate::checks::Checked;
use crate::operations::*;

/// How often the service is asked unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(10);

/// How long is waited for a job unless the caller says otherwise.
const DEADLINE: Duration = Duration::from_secs(30 * 60);

/// The jobs of the account. From [`PingId::jobs`](crate::PingId::jobs).
///
/// ```no_run
/// # use ping_models::pingid::{GetBulkJobStatus, JobType};
/// # async fn example(pingid: pingid_rest::PingId) -> Result<(), Box<dyn std::error::Error>> {
/// let jobs = pingid.jobs();
/// if let Some(token) = jobs.create(JobType::UserReports).await?.job_token {
///     println!("{:?}", jobs.status(&token).await?.state());
///     println!("{:?}", jobs.bulk_status(GetBulkJobStatus::new([token.clone()])).await?.results);
///     pingid.job(token).wait().await?.into_result()?;
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Jobs {
    pub(crate) scope: Scope,
}

impl Jobs {
    /// CreateJob: begins a job.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("add", "new", "CreateJob"))]
    pub fn create(&self, job: impl Into<CreateJob>) -> Call<JobReply> {
        self.scope.at(&CREATE_JOB).json(&job.into()).call()
    }

    /// GetJobStatus: how far a job is. Read [`JobStatusReply::state`], not the `errorId`.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("poll", "GetJobStatus"))]
    pub fn status(&self, job: impl Into<GetJobStatus>) -> Call<JobStatusReply> {
        self.scope.at(&GET_JOB_STATUS).json(&job.into()).call()
    }

    /// GetBulkJobStatus: how far several jobs are.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("GetBulkJobStatus"))]
    pub fn bulk_status(&self, jobs: GetBulkJobStatus) -> Call<BulkJobStatusReply> {
        self.scope.at(&GET_BULK_JOB_STATUS).checked(&jobs).call()
    }

    /// Waits until all of the jobs have ended, and tells for each how. All are asked for in one
    /// request, every 10 seconds for half an hour unless set.
    ///
    /// # Errors
    ///
    /// Fails as [`bulk_status`](Self::bulk_status) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline: also where the
    /// service does not know one of the tokens.
    pub fn wait_all(
        &self,
        tokens: impl IntoIterator<Item = impl Into<JobToken>>,
    ) -> Wait<BTreeMap<String, JobOutcome>> {
        let tokens: Vec<JobToken> = tokens.into_iter().map(Into::into).collect();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.scope, polling, move |scope| {
            let tokens = tokens.clone();
            async move {
                let request = GetBulkJobStatus::new(tokens.clone());
                let reply = Jobs { scope }.bulk_status(request).await?;
                // The service tells of an end as often as it is asked.
                let results = reply.results.unwrap_or_default().into_iter();
                let ended = results.filter_map(|(token, result)| {
                    let state = result.as_ref().and_then(|result| result.status.as_ref());
                    let outcome = JobOutcome::of(state.map(JobStatus::state), result)?;
                    Some((token, outcome))
                });
                let ended: BTreeMap<_, _> = ended.collect();
                let mut tokens = tokens.iter();
                Ok(
                    match tokens.all(|token| ended.contains_key(token.as_str())) {
                        true => Progress::Ended(ended),
                        false => Progress::Waiting(ended),
                    },
                )
            }
        })
    }
}

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
    fn of(state: Option<JobState>, result: Option<JobResult>) -> Option<Self> {
        match state {
            Some(JobState::Done) => Some(Self::Done(result)),
            Some(JobState::Failure) => Some(Self::Failed(JobFailure {
                result: result.map(Box::new),
            })),
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
        f.debug_struct("Job")
            .field("token", &self.token)
            .finish_non_exhaustive()
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
    /// Errors: as for [`Jobs::status`].
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
        Wait::new(&self.pingid, polling, move |pingid| {
            ask(pingid, token.clone())
        })
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
