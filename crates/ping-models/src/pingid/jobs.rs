//! Jobs that run at the service.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{JobToken, ReplyOutcome};
use crate::{Loose, Model, OpenEnum, OpenValue, Rest, Secret, UnknownValue};

/// What a job does.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum JobType {
    /// Makes the report of users and devices.
    UserReports,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How far a job has come, as it came: some replies write it in capitals.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobStatus(String);

/// What a [`JobStatus`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobState {
    /// Not begun.
    Pending,
    /// Under way.
    InProgress,
    /// At its end.
    Done,
    /// Has failed, whatever the `errorId` of the reply.
    Failure,
    /// A status that this version of the crate has no name for.
    Unknown,
}

impl JobStatus {
    /// The status as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it says, in capitals or not.
    pub fn state(&self) -> JobState {
        match self.0.to_ascii_lowercase().as_str() {
            "pending" => JobState::Pending,
            "in_progress" => JobState::InProgress,
            "done" => JobState::Done,
            "failure" | "failed" => JobState::Failure,
            _ => JobState::Unknown,
        }
    }
}

impl From<&str> for JobStatus {
    fn from(status: &str) -> Self {
        Self(status.to_owned())
    }
}

impl Model for JobStatus {}

impl fmt::Debug for JobStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The request of CreateJob. A [`JobType`] converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CreateJob {
    /// What the job does.
    #[model(new)]
    pub job_type: Option<JobType>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl From<JobType> for CreateJob {
    fn from(job_type: JobType) -> Self {
        Self::new(job_type)
    }
}

/// The reply of CreateJob, CreateOrgTokens and RevokeOrgTokens.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct JobReply {
    /// The job.
    pub job_token: Option<JobToken>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of GetJobStatus. A job's token converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetJobStatus {
    /// The job.
    #[model(new)]
    pub job_token: Option<JobToken>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl From<JobToken> for GetJobStatus {
    fn from(token: JobToken) -> Self {
        Self::new(token)
    }
}

impl From<&JobToken> for GetJobStatus {
    fn from(token: &JobToken) -> Self {
        Self::new(token)
    }
}

impl From<&str> for GetJobStatus {
    fn from(token: &str) -> Self {
        Self::new(token)
    }
}

/// The request of GetBulkJobStatus.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetBulkJobStatus {
    /// The jobs.
    #[model(new)]
    pub job_tokens: Option<Vec<JobToken>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// A token that was there before, and was not created again.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DuplicateToken {
    /// Where it stands in the upload; often empty.
    pub row: Option<Loose<String>>,
    /// Its serial number.
    pub serial: Option<Loose<String>>,
    /// The key of the token that is there, masked.
    pub password: Option<Secret>,
    rest: Rest<Self>,
}

/// What came of a job.
#[derive(Clone, Default, PartialEq, Model)]
#[non_exhaustive]
pub struct JobResult {
    /// What kind of result it is: `JobResult`, `CreateOath`, `RevokeOathTokensJobResult`.
    #[model(name = "type")]
    pub result_type: Option<String>,
    /// How it ended.
    pub status: Option<JobStatus>,
    /// Of an upload: how many tokens were there before.
    pub number_of_duplicates: Option<Loose<i64>>,
    /// Of an upload: the tokens that were there before.
    pub duplicates: Option<Vec<DuplicateToken>>,
    /// Of a revocation that failed: the tokens that users have, each with the user's name.
    pub paired_serials: Option<BTreeMap<String, OpenValue>>,
    /// Why it failed.
    pub message: Option<String>,
    rest: Rest<Self>,
}

impl JobResult {
    /// Of a revocation that failed: the serial numbers that users have, each with the user's name.
    pub fn paired(&self) -> impl Iterator<Item = (&str, String)> {
        self.paired_serials.iter().flatten().map(|(serial, user)| {
            let user: Option<String> = user.decode().ok();
            (serial.as_str(), user.unwrap_or_default())
        })
    }
}

/// The reply of GetJobStatus. [`state`](Self::state) says how far the job is; an `errorId` of
/// 200 does not mean that it succeeded.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct JobStatusReply {
    /// How far it is.
    pub status: Option<JobStatus>,
    /// What came of it.
    #[model(name = "jobResult")]
    pub result: Option<JobResult>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

impl JobStatusReply {
    /// How far the job is. Where the reply and the result in it disagree, a failure counts.
    ///
    /// ```
    /// use ping_models::pingid::{JobState, JobStatusReply};
    ///
    /// let reply: JobStatusReply = serde_json::from_str(
    ///     r#"{"errorId": 200, "status": "done", "jobResult": {"status": "FAILURE"}}"#,
    /// )?;
    /// assert_eq!(reply.state(), JobState::Failure);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn state(&self) -> JobState {
        let stated = self.status.as_ref().map(JobStatus::state);
        let result = self.result.as_ref().and_then(|result| result.status.as_ref());
        match (stated, result.map(JobStatus::state)) {
            (Some(JobState::Done) | None, Some(result)) => result,
            (Some(state), _) => state,
            (None, None) => JobState::Unknown,
        }
    }
}

/// The reply of GetBulkJobStatus.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BulkJobStatusReply {
    /// What each job has come to, by its token.
    #[model(name = "jobResults")]
    pub results: Option<BTreeMap<String, Option<JobResult>>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}
