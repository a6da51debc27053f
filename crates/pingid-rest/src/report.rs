//! The report of users and devices.

use ping_models::pingid::{GetOrganizationReport, ReportFormat, ReportRow};
use ping_transport::rows::Rows;
use ping_transport::{Call, Download, Scope};

use crate::operations::*;

/// The rows of the report of users and devices, as a stream that goes on while the report is still
/// coming. From [`PingId::report`](crate::PingId::report).
pub type Report = Rows<ReportRow>;

/// The member of the JSON form that has the rows.
const ROWS: &str = "data";

pub(crate) fn rows(scope: &Scope, format: ReportFormat) -> Call<Report> {
    let read: fn(Download) -> Report = match format {
        ReportFormat::Csv => Rows::csv,
        _ => |file| Rows::json(file, ROWS),
    };
    file(scope, format, read)
}

pub(crate) fn file<T>(scope: &Scope, format: ReportFormat, read: fn(Download) -> T) -> Call<T> {
    let call = scope.at(&GET_ORGANIZATION_REPORT);
    call.json(&GetOrganizationReport::new(format))
        .download(read)
}
