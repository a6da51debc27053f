//! The report of users and devices.

use ping_models::pingid::{GetOrganizationReport, JobType, ReportFormat, ReportRow};
use ping_transport::flow::Action;
use ping_transport::rows::Rows;
use ping_transport::{Call, Download, Scope};

use crate::operations::*;
use crate::replies::missing;
use crate::{Job, PingId};

/// The rows of the report of users and devices, as a stream that goes on while the report is still
/// coming. From [`PingId::report`](crate::PingId::report).
pub type Report = Rows<ReportRow>;

/// The member of the JSON form that has the rows.
const ROWS: &str = "data";

impl PingId {
    /// GetOrganizationReport: the rows of the last report of users and devices, typed, while the
    /// report is still coming. [`create_report`](Self::create_report) makes a new one; the service
    /// serves the same report for up to two hours.
    ///
    /// ```no_run
    /// # use ping_models::pingid::ReportFormat;
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let mut report = pingid.report(ReportFormat::Json).await?;
    /// while let Some(row) = report.try_next().await? {
    ///     println!("{:?}: {:?}", row.user_name, row.device_type);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("export", "rows", "GetOrganizationReport"))]
    pub fn report(&self, format: ReportFormat) -> Call<Report> {
        rows(&self.scope, format)
    }

    /// GetOrganizationReport: the report as the service writes it, byte for byte, for a file or
    /// any other writer ([`Download::write_to`]).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("export", "download", "GetOrganizationReport"))]
    pub fn report_file(&self, format: ReportFormat) -> Call<Download> {
        file(&self.scope, format, |file| file)
    }

    /// Begins the job that makes a new report. The job that it gives waits for the end, after
    /// which [`report`](Self::report) has it.
    ///
    /// Errors: as for [`Jobs::create`](crate::Jobs::create).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn create_report(&self) -> Action<Job> {
        Action::new(self, |pingid| async move {
            let reply = pingid.jobs().create(JobType::UserReports).await?;
            let token = reply.job_token;
            let token = token.ok_or_else(|| missing("jobToken", "the token of a job"))?;
            Ok(pingid.job(token))
        })
    }
}

fn rows(scope: &Scope, format: ReportFormat) -> Call<Report> {
    let read: fn(Download) -> Report = match format {
        ReportFormat::Csv => Rows::csv,
        _ => |file| Rows::json(file, ROWS),
    };
    file(scope, format, read)
}

fn file<T>(scope: &Scope, format: ReportFormat, read: fn(Download) -> T) -> Call<T> {
    let call = scope.at(&GET_ORGANIZATION_REPORT);
    call.json(&GetOrganizationReport::new(format)).download(read)
}
