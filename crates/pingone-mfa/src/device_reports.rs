//! Reports about users' devices.

use ping_models::DeviceReportId;
use ping_models::mfa::{DeviceReport, DeviceReportRow, NewDeviceReport};
use ping_transport::flow::Action;
use ping_transport::{Call, List, RateGroup, expansions, filters, handle};

use crate::flow::device_report::{self, DeviceReportJob};
use crate::operations::*;

expansions! {
    /// What can come along with a new report.
    pub DeviceReportExpansion {
        /// Its first entries, of a report that is handed out as entries.
        Entries = expand "entries",
    }
}

filters! {
    /// What entries can be asked for: how many a page has, 1,000 at most. The report itself has the
    /// filter.
    pub DeviceReportPage: limit {}
}

handle! {
    /// The reports about the devices of the environment's users. From
    /// [`Mfa::device_reports`](crate::Mfa::device_reports).
    ///
    /// A report shows the devices as they were up to 15 minutes ago, and is there for half an hour.
    /// The service makes one report of an environment in five seconds.
    ///
    /// ```no_run
    /// # use ping_models::mfa::{DeviceType, NewDeviceReport};
    /// # async fn example(mfa: pingone_mfa::Mfa) -> Result<(), Box<dyn std::error::Error>> {
    /// let reports = mfa.device_reports();
    /// let phones = NewDeviceReport::entries().columns(["userId", "phone"]).of_type(&DeviceType::Sms);
    /// let report = reports.create(phones).await?;
    /// let mut rows = reports.entries(&report.id).stream();
    /// while let Some(row) = rows.try_next().await? {
    ///     println!("{:?}: {:?}", row.user_id, row.phone);
    /// }
    ///
    /// // The same by files, for reports that are large.
    /// let job = reports.create_files(NewDeviceReport::files().mfa_enabled(true)).await?;
    /// let files = job.wait().await?.into_files()?;
    /// let mut archive = Vec::new();
    /// files.csv().await?.write_to(&mut archive).await?;
    /// // With the feature `zip`, `files.rows()` reads them one by one.
    /// # Ok(()) }
    /// ```
    pub struct DeviceReports;
}

impl DeviceReports {
    /// Creates a report. With [`NewDeviceReport::entries`] it is there at once, and
    /// [`entries`](Self::entries) reads it; [`DeviceReportExpansion::Entries`] has the first
    /// thousand rows come along. With [`NewDeviceReport::files`] it takes a while:
    /// [`create_files`](Self::create_files) is the same as a flow.
    ///
    /// Errors: 400 where a column or the filter is not valid; 429 where another one was created
    /// less than five seconds ago, which is sent again like others of its kind.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-reports/create_report_sms_with_results.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-reports/create_report_mfa_enabled_results_in_file.html>
    #[doc(alias(
        "add",
        "new",
        "Create report of SMS devices - entries in response",
        "Create report of MFA-enabled devices - results in file"
    ))]
    pub fn create(&self, report: NewDeviceReport) -> Call<DeviceReport, DeviceReportExpansion> {
        self.scope
            .at(&CREATE_REPORT)
            .counted_with(RateGroup::Analytics)
            .json(&report)
            .call()
            .taking()
    }

    /// Begins a report in files, when it is awaited; the job that it gives waits for them.
    ///
    /// Errors: as for [`create`](Self::create).
    #[doc(alias("export", "download"))]
    pub fn create_files(&self, report: NewDeviceReport) -> Action<DeviceReportJob> {
        device_report::begin(self, report)
    }

    /// Lists the rows of a report that is handed out as entries.
    ///
    /// Errors: 404 for an unknown report, or one that is no more.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-reports/get_report_results_as_entries.html>
    #[doc(alias("rows", "list", "Get report results - entries in response"))]
    pub fn entries(
        &self,
        id: impl Into<DeviceReportId>,
    ) -> List<DeviceReportRow, DeviceReportPage> {
        self.scope
            .at(&GET_REPORT_RESULTS_ENTRIES)
            .counted_with(RateGroup::Analytics)
            .id(id)
            .list()
            .taking()
    }

    /// Reads a report: whether its files are there, and where. Ask every five seconds at most.
    ///
    /// Errors: 404 for an unknown report, or one that is no more.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-reports/get_report_results_as_file_polling.html>
    #[doc(alias("get", "status", "Get report results - results in file - polling"))]
    pub fn read(&self, id: impl Into<DeviceReportId>) -> Call<DeviceReport> {
        self.scope.at(&GET_REPORT_RESULTS_FILE).counted_with(RateGroup::Analytics).id(id).call()
    }
}
