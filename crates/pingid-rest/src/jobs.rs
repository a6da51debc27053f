//! Jobs that run at the service.

use std::collections::BTreeMap;

use ping_models::pingid::{
    BulkJobStatusReply, CreateJob, GetBulkJobStatus, GetJobStatus, JobReply, JobStatus,
    JobStatusReply, JobToken,
};
use ping_transport::flow::{Progress, Wait};
use ping_transport::{Call, Polling, handle};

use crate::JobOutcome;
use crate::checks::Checked;
use crate::flow::job::{DEADLINE, INTERVAL};
use crate::operations::*;

handle! {
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
    pub struct Jobs;
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
                Ok(match tokens.all(|token| ended.contains_key(token.as_str())) {
                    true => Progress::Ended(ended),
                    false => Progress::Waiting(ended),
                })
            }
        })
    }
}
