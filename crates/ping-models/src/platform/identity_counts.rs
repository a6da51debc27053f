//! How many identities there are, and how many of them are active.

use crate::{Listed, Loose, Model, OpenEnum, Rest, Timestamp, UnknownValue};

/// How many identities an environment had on a day.
///
/// <https://developer.pingidentity.com/pingone-api/platform/total-identities.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct TotalIdentities {
    /// When the day begins. It comes as text or as the seconds of Unix.
    pub date: Option<Loose<Timestamp>>,
    /// How many there were.
    pub total_identities: Option<i64>,
    rest: Rest<Self>,
}

impl Listed for TotalIdentities {
    const EMBEDDED: &'static str = "totalIdentities";
}

/// How many identities were active in a period: signed in, or had their password checked.
///
/// <https://developer.pingidentity.com/pingone-api/platform/active-identity-counts.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ActiveIdentityCount {
    /// When the period begins.
    #[model(always)]
    pub start_date: Timestamp,
    /// When it ends.
    #[model(always)]
    pub end_date: Timestamp,
    /// How many identities were active in it.
    pub value: Option<i64>,
    /// How many were active from the beginning of the first period to the end of this one.
    pub cumulative: Option<i64>,
    rest: Rest<Self>,
}

impl Listed for ActiveIdentityCount {
    const EMBEDDED: &'static str = "activeIdentityCounts";
}

/// How long the periods are that the active identities of an environment are counted in.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum SamplePeriod {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How long the periods are that the active identities of a license are counted in.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum LicensePeriod {
    /// A year, from the day on which the license began.
    #[wire("licenseYear")]
    LicenseYear,
    /// A month of the calendar.
    #[wire("calendarMonth")]
    CalendarMonth,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}
