//! The report about the organization's users and their devices.

use bytes::Bytes;

use crate::service::pingid::{envelope::Reply, exchange::Exchange};

/// The last report, as the file that it is.
pub(super) fn get(exchange: &mut Exchange<'_>) -> Result<Bytes, Reply> {
    let is_json = match exchange.body.required_text("fileType")? {
        "CSV" => false,
        "JSON" => true,
        _ => return Err(Reply::invalid("fileType must be CSV or JSON.")),
    };
    let pingid = &mut *exchange.pingid;
    if pingid.jobs.have_reported(exchange.now) {
        pingid.reports.job_done(&pingid.directory, exchange.now);
    }
    let report = pingid.reports.0.as_ref();
    let report = report.ok_or_else(|| {
        Reply::invalid("There is no report yet: a job of the type USER_REPORTS makes one.")
    })?;
    Ok(if is_json { report.json.clone() } else { report.csv.clone() })
}
