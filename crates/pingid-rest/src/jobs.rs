//! Jobs that run at the service.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use ping_models::pingid::{
    BulkJobStatusReply, CreateJob, GetBulkJobStatus, GetJobStatus, JobReply, JobResult, JobState,
    JobStatus, JobStatusReply, JobToken,
};
use ping_transport::{Call, Client, Error, Polling, RequestBuilder};

use crate::{PingId, operations};

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
    pub(crate) client: Client,
}

impl Jobs {
    /// CreateJob: begins a job.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("add", "new", "CreateJob"))]
    pub fn create(&self, job: impl Into<CreateJob>) -> Call<JobReply> {
        let request = self.client.request(&operations::CREATE_JOB);
        request.json(&job.into()).call()
    }

    /// GetJobStatus: how far a job is. Read [`JobStatusReply::state`], not the `errorId`.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("poll", "GetJobStatus"))]
    pub fn status(&self, job: impl Into<GetJobStatus>) -> Call<JobStatusReply> {
        let request = self.client.request(&operations::GET_JOB_STATUS);
        // It changes nothing.
        request.json(&job.into()).repeatable().call()
    }

    /// GetBulkJobStatus: how far several jobs are.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("GetBulkJobStatus"))]
    pub fn bulk_status(&self, jobs: GetBulkJobStatus) -> Call<BulkJobStatusReply> {
        self.bulk_request(&jobs).call()
    }

    fn bulk_request(
        &self,
        jobs: &GetBulkJobStatus,
    ) -> RequestBuilder<GetBulkJobStatus, BulkJobStatusReply> {
        let request = self.client.request(&operations::GET_BULK_JOB_STATUS);
        let none = jobs.job_tokens.as_ref().is_some_and(Vec::is_empty);
        let error = none.then(|| Error::invalid_input("jobTokens", "is empty"));
        request.json(jobs).repeatable().invalid(error)
    }

    /// Waits until all of the jobs have ended, and tells for each how. All are asked for in one
    /// request, every 10 seconds for half an hour unless `polling` is given.
    ///
    /// # Errors
    ///
    /// Fails as [`bulk_status`](Self::bulk_status) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline: also where the
    /// service does not know one of the tokens.
    pub fn wait_all(
        &self,
        tokens: impl IntoIterator<Item = impl Into<JobToken>>,
        polling: Option<Polling>,
    ) -> impl Future<Output = Result<BTreeMap<String, JobOutcome>, Error>> + Send + 'static {
        let this = self.clone();
        let tokens: Vec<JobToken> = tokens.into_iter().map(Into::into).collect();
        let polling = polling.unwrap_or_else(|| Polling::new(INTERVAL, DEADLINE));
        async move {
            let mut ended = BTreeMap::new();
            let wanted: std::collections::BTreeSet<_> = tokens.iter().cloned().collect();
            let request = GetBulkJobStatus::new(tokens);
            let ask = || this.bulk_request(&request).call().send();
            let all = |reply: BulkJobStatusReply| {
                for (token, result) in reply.results.unwrap_or_default() {
                    let state = result.as_ref().and_then(|result| result.status.as_ref());
                    if let Some(outcome) = JobOutcome::of(state.map(JobStatus::state), result) {
                        ended.insert(token, outcome);
                    }
                }
                let done = wanted
                    .iter()
                    .all(|token| ended.contains_key(token.as_str()));
                done.then(|| std::mem::take(&mut ended))
            };
            this.client.poll(polling, ask, all).await
        }
    }
}

/// A job that is under way. From [`PingId::job`](crate::PingId::job).
///
/// Cheap to clone. Dropping it ends nothing: the job goes on.
#[derive(Clone)]
pub struct Job {
    pingid: PingId,
    token: JobToken,
    polling: Polling,
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum JobProgress {
    /// Not at its end.
    Waiting(JobState),
    /// At its end.
    Ended(JobOutcome),
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
        Self {
            pingid,
            token,
            polling: Polling::new(INTERVAL, DEADLINE),
        }
    }

    /// What the service calls the job.
    pub fn token(&self) -> &JobToken {
        &self.token
    }

    /// How often to ask, and for how long: every 10 seconds for half an hour unless set.
    #[must_use]
    pub fn polling(mut self, polling: Polling) -> Self {
        self.polling = polling;
        self
    }

    /// Asks once how far it has come.
    ///
    /// Errors: as for [`Jobs::status`].
    pub fn poll(&self) -> impl Future<Output = Result<JobProgress, Error>> + Send + 'static {
        let call = self.pingid.jobs().status(&self.token);
        async move {
            let reply = call.await?;
            let state = reply.state();
            Ok(match JobOutcome::of(Some(state), reply.result) {
                Some(outcome) => JobProgress::Ended(outcome),
                None => JobProgress::Waiting(state),
            })
        }
    }

    /// Waits for the end. Dropping the future stops waiting; the job goes on.
    ///
    /// # Errors
    ///
    /// Fails as [`poll`](Self::poll) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline. A job that
    /// failed is an outcome, which [`JobOutcome::into_result`] makes an error.
    pub fn wait(&self) -> impl Future<Output = Result<JobOutcome, Error>> + Send + 'static {
        let this = self.clone();
        async move {
            let client = this.pingid.client().clone();
            let ended = |progress| match progress {
                JobProgress::Ended(outcome) => Some(outcome),
                JobProgress::Waiting(_) => None,
            };
            client.poll(this.polling, || this.poll(), ended).await
        }
    }
}
