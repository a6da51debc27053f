//! Waiting for a report about devices whose rows come in files.

use std::fmt;
use std::time::Duration;

use ping_models::mfa::{DeviceReport, DeviceReportStatus, NewDeviceReport};
use ping_models::{DecodeError, DeviceReportId, Secret};
use ping_transport::flow::{Action, Progress, Wait};
use ping_transport::{Call, Download, Error, Polling};

use crate::DeviceReports;
use crate::operations::GET_REPORT_RESULTS_FILE;

/// How often the service is asked unless the caller says otherwise, and at most by its
/// documentation.
const INTERVAL: Duration = Duration::from_secs(5);

/// How long is waited unless the caller says otherwise: as long as there is a report.
const DEADLINE: Duration = Duration::from_secs(30 * 60);

/// A report in files that is being made. From
/// [`DeviceReports::create_files`](crate::DeviceReports::create_files), or by its id from
/// [`Mfa::device_report`](crate::Mfa::device_report), in another process as well.
///
/// Cheap to clone. Dropping it ends nothing.
#[derive(Clone)]
pub struct DeviceReportJob {
    reports: DeviceReports,
    id: DeviceReportId,
}

/// How a report came out.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the report may have failed"]
pub enum DeviceReportOutcome {
    /// Its files are there.
    Ready(DeviceReportFiles),
    /// It failed.
    Failed(DeviceReportFailure),
}

/// A report that failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeviceReportFailure {
    report: Box<DeviceReport>,
}

impl DeviceReportFailure {
    /// What the service tells of it.
    pub fn report(&self) -> &DeviceReport {
        &self.report
    }
}

impl fmt::Display for DeviceReportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report {} failed", self.report.id.as_str().escape_debug())
    }
}

impl std::error::Error for DeviceReportFailure {}

impl DeviceReportOutcome {
    /// The files of a report that is there.
    ///
    /// # Errors
    ///
    /// Fails where the report did.
    pub fn into_files(self) -> Result<DeviceReportFiles, DeviceReportFailure> {
        match self {
            Self::Ready(files) => Ok(files),
            Self::Failed(failure) => Err(failure),
        }
    }
}

pub(crate) fn begin(reports: &DeviceReports, report: NewDeviceReport) -> Action<DeviceReportJob> {
    Action::new(reports, |reports| async move {
        let id = reports.create(report).await?.id;
        Ok(DeviceReportJob { reports, id })
    })
}

/// As that of all steps: without the client.
impl fmt::Debug for DeviceReportJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceReportJob").field("id", &self.id).finish_non_exhaustive()
    }
}

impl DeviceReportJob {
    pub(crate) fn new(reports: DeviceReports, id: DeviceReportId) -> Self {
        Self { reports, id }
    }

    /// The id of the report, which goes on with it elsewhere.
    pub fn id(&self) -> &DeviceReportId {
        &self.id
    }

    /// Asks once how far it is.
    ///
    /// Errors: as for [`DeviceReports::read`](crate::DeviceReports::read).
    #[doc(alias("refresh", "status"))]
    pub fn poll(&self) -> Action<Progress<DeviceReportStatus, DeviceReportOutcome>> {
        let id = self.id.clone();
        Action::new(&self.reports, |reports| ask(reports, id))
    }

    /// Waits until the files are there: asks every 5 seconds, which is as often as the service
    /// wants it, for half an hour unless set. Dropping the future stops waiting.
    ///
    /// # Errors
    ///
    /// Fails as [`poll`](Self::poll) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline. A report that
    /// failed is an outcome, which [`DeviceReportOutcome::into_files`] makes an error.
    pub fn wait(&self) -> Wait<DeviceReportOutcome> {
        let id = self.id.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.reports, polling, move |reports| ask(reports, id.clone()))
    }
}

async fn ask(
    reports: DeviceReports,
    id: DeviceReportId,
) -> Result<Progress<DeviceReportStatus, DeviceReportOutcome>, Error> {
    let report = Box::new(reports.read(id).await?);
    Ok(match report.status {
        DeviceReportStatus::Success => {
            Progress::Ended(DeviceReportOutcome::Ready(DeviceReportFiles { reports, report }))
        }
        DeviceReportStatus::Failed => {
            Progress::Ended(DeviceReportOutcome::Failed(DeviceReportFailure { report }))
        }
        status => Progress::Waiting(status),
    })
}

/// The files of a report: archives of the ZIP format, encrypted with
/// [`password`](Self::password). They are saved as they are, or, with the feature `zip`, read row
/// by row.
///
/// Their links are good for five minutes; then [`DeviceReportJob::poll`] gives new ones, as long as
/// there is the report.
#[derive(Clone)]
pub struct DeviceReportFiles {
    reports: DeviceReports,
    report: Box<DeviceReport>,
}

/// As that of all steps: without the client.
impl fmt::Debug for DeviceReportFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceReportFiles").field("report", &self.report).finish_non_exhaustive()
    }
}

impl DeviceReportFiles {
    /// What the service tells of the report.
    pub fn report(&self) -> &DeviceReport {
        &self.report
    }

    /// The password of the archives, where the service tells one.
    pub fn password(&self) -> Option<&Secret> {
        self.report.zip_password.as_ref()
    }

    /// The archive with the rows as CSV, as it is, for a file or any other writer
    /// ([`Download::write_to`]). It comes from where the service keeps files: no token is sent
    /// there, and only `https` is believed, or this machine.
    ///
    /// Errors: 403 where the time of the link is over.
    #[doc(alias("export", "download"))]
    pub fn csv(&self) -> Call<Download> {
        self.file("csvPresignedUrl", self.report.csv_presigned_url.as_ref())
    }

    /// The archive with the rows as JSON, likewise.
    ///
    /// Errors: as for [`csv`](Self::csv).
    #[doc(alias("export", "download"))]
    pub fn json(&self) -> Call<Download> {
        self.file("jsonPresignedUrl", self.report.json_presigned_url.as_ref())
    }

    /// The rows, typed, out of the archive of CSV while it is still coming: nothing is saved, and
    /// neither the archive nor what is in it is in memory as a whole.
    ///
    /// Errors: as for [`csv`](Self::csv). Rows fail as those of
    /// [`Rows::try_next`](ping_transport::rows::Rows::try_next) do, and where the archive is not as
    /// [`Download::unzipped`] wants it: all rows are right once they have ended without an error.
    #[cfg(feature = "zip")]
    #[doc(alias("entries", "unzip", "decrypt"))]
    pub fn rows(&self) -> Action<ping_transport::rows::Rows<ping_models::mfa::DeviceReportRow>> {
        let report = self.report.clone();
        Action::new(&self.reports, |reports| async move {
            let files = Self { reports, report };
            let Some(password) = files.password() else {
                return Err(missing("zipPassword", "the password of the files"));
            };
            let archive = files.csv().await?;
            Ok(ping_transport::rows::Rows::csv(archive.unzipped(password)))
        })
    }

    fn file(&self, member: &'static str, url: Option<&Secret>) -> Call<Download> {
        let request = self.reports.scope.at(&GET_REPORT_RESULTS_FILE).segment(&self.report.id);
        match url {
            Some(url) => request.elsewhere(url),
            None => request.invalid(missing(member, "a link to the file")),
        }
        .download(|file| file)
    }
}

fn missing(member: &'static str, what: &'static str) -> Error {
    Error::undocumented(DecodeError::new(member, what))
}
