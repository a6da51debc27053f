//! Jobs that run at the service.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::JobToken;
use crate::model::Model;
use crate::{Loose, OpenValue, Secret};

open_enum! {
    /// What a job does.
    pub enum JobType {
        /// Makes the report of users and devices.
        UserReports = "USER_REPORTS",
    }
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

pingid_request! {
    /// The request of CreateJob. A [`JobType`] converts to it.
    ///
    /// Taken by `pingid.create_job`.
    pub struct CreateJob {
        new {
            /// What the job does.
            job_type: JobType = "jobType",
        }
    }
}

impl From<JobType> for CreateJob {
    fn from(job_type: JobType) -> Self {
        Self::new(job_type)
    }
}

reply! {
    /// The reply of CreateJob, CreateOrgTokens and RevokeOrgTokens.
    ///
    /// Returned by `pingid.create_org_tokens`, `pingid.revoke_org_tokens` and `pingid.create_job`.
    pub struct JobReply {
        /// The job.
        job_token: JobToken = "jobToken",
    }
}

pingid_request! {
    /// The request of GetJobStatus. A job's token converts to it.
    ///
    /// Taken by `pingid.get_job_status`.
    pub struct GetJobStatus {
        new {
            /// The job.
            job_token: JobToken = "jobToken",
        }
    }
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

pingid_request! {
    /// The request of GetBulkJobStatus.
    ///
    /// Taken by `pingid.get_bulk_job_status`.
    pub struct GetBulkJobStatus {
        new {
            /// The jobs.
            job_tokens: Vec<JobToken> = "jobTokens",
        }
    }
}

model! {
    /// A token that was there before, and was not created again.
    pub struct DuplicateToken {
        optional {
            /// Where it stands in the upload; often empty.
            row: Loose<String> = "row",
            /// Its serial number.
            serial: Loose<String> = "serial",
            /// The key of the token that is there, masked.
            password: Secret = "password",
        }
    }
}

model! {
    /// What came of a job.
    #[derive(Default)]
    pub struct JobResult {
        optional {
            /// What kind of result it is: `JobResult`, `CreateOath`, `RevokeOathTokensJobResult`.
            result_type: String = "type",
            /// How it ended.
            status: JobStatus = "status",
            /// Of an upload: how many tokens were there before.
            number_of_duplicates: Loose<i64> = "numberOfDuplicates",
            /// Of an upload: the tokens that were there before.
            duplicates: Vec<DuplicateToken> = "duplicates",
            /// Of a revocation that failed: the tokens that users have, each with the user's name.
            paired_serials: BTreeMap<String, OpenValue> = "pairedSerials",
            /// Why it failed.
            message: String = "message",
        }
    }
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

reply! {
    /// The reply of GetJobStatus. [`state`](Self::state) says how far the job is; an `errorId` of
    /// 200 does not mean that it succeeded.
    ///
    /// Returned by `pingid.get_job_status`.
    pub struct JobStatusReply {
        /// How far it is.
        status: JobStatus = "status",
        /// What came of it.
        result: JobResult = "jobResult",
    }
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
        let result = self
            .result
            .as_ref()
            .and_then(|result| result.status.as_ref());
        match (stated, result.map(JobStatus::state)) {
            (Some(JobState::Done) | None, Some(result)) => result,
            (Some(state), _) => state,
            (None, None) => JobState::Unknown,
        }
    }
}

reply! {
    /// The reply of GetBulkJobStatus.
    ///
    /// Returned by `pingid.get_bulk_job_status`.
    pub struct BulkJobStatusReply {
        /// What each job has come to, by its token.
        results: BTreeMap<String, Option<JobResult>> = "jobResults",
    }
}
