//! Reports about users' devices.

use crate::{
    DeviceId, DeviceReportId, EnvironmentId, Items, Links, Listed, Loose, Model, OpenEnum,
    OpenValue, Reference, Rest, Secret, Timestamp, UnknownValue, UserId,
};

use super::{DeviceStatus, DeviceType};
use crate::rows::cells;

/// What reports about devices are made by: the same in all environments.
const TEMPLATE: &str = "db632bfd-7054-4bde-b108-a384aac2d513";

/// How the rows of a report are handed out.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceReportDelivery {
    /// In pages of the answer.
    Entries,
    /// In files that are made after the answer.
    AsyncFile,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How far a report is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceReportStatus {
    /// Its files are being made.
    InProgress,
    /// It is there.
    Success,
    /// It has failed.
    Failed,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A column of a report.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DeviceReportField {
    /// Its name, such as `userId`, `username`, `phone`, `deviceId`, `deviceStatus`, `bypassUntil`.
    #[model(new)]
    pub name: Option<String>,
    rest: Rest<Self>,
}

/// The request of a report: with [`entries`](Self::entries) its rows come with answers, with
/// [`files`](Self::files) they come in encrypted archives.
///
/// ```
/// use ping_models::mfa::{DeviceType, NewDeviceReport};
///
/// let report = NewDeviceReport::entries()
///     .columns(["userId", "deviceId"])
///     .of_type(&DeviceType::Sms);
/// assert_eq!(report.filter.as_deref(), Some(r#"(deviceType eq "SMS")"#));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewDeviceReport {
    /// What it is made by.
    #[model(fixed = Reference::to(TEMPLATE))]
    pub data_exploration_template: Reference,
    /// The columns; the service chooses where they are not sent.
    pub fields: Option<Vec<DeviceReportField>>,
    /// Which devices: a comparison in parentheses, whose value is a text, such as
    /// `(deviceType eq "SMS")` or `(mfaEnabled eq "true")`.
    pub filter: Option<String>,
    /// `true`, as a text, where the rows come with answers.
    pub sync: Option<String>,
    /// How the rows are handed out.
    #[model(new)]
    pub deliver_as: Option<DeviceReportDelivery>,
    rest: Rest<Self>,
}

impl NewDeviceReport {
    /// A report whose rows come with answers, page by page.
    pub fn entries() -> Self {
        Self::new(DeviceReportDelivery::Entries).sync("true")
    }

    /// A report whose rows come in files, as soon as those are made.
    pub fn files() -> Self {
        Self::new(DeviceReportDelivery::AsyncFile)
    }

    /// The columns, by their names.
    #[must_use]
    pub fn columns<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        let fields: Vec<_> =
            names.into_iter().map(|name| DeviceReportField::new(name.into())).collect();
        self.fields(fields)
    }

    /// Only devices of this type, in place of another filter.
    #[must_use]
    pub fn of_type(self, device_type: &DeviceType) -> Self {
        let name = device_type.as_str().replace('\\', "\\\\").replace('"', "\\\"");
        self.filter(format!("(deviceType eq \"{name}\")"))
    }

    /// Only devices of users whose multi-factor authentication is on, or off, in place of another
    /// filter.
    #[must_use]
    pub fn mfa_enabled(self, enabled: bool) -> Self {
        self.filter(format!("(mfaEnabled eq \"{enabled}\")"))
    }
}

/// A report. It is there for half an hour.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-reports.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DeviceReport {
    /// The id of the report.
    pub id: DeviceReportId,
    /// Links: the report itself, its environment and what it is made by, and the next entries
    /// where there are more.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment of the devices.
    pub environment: Option<Reference<EnvironmentId>>,
    /// What it is made by.
    pub data_exploration_template: Option<Reference>,
    /// The columns.
    pub fields: Option<Vec<DeviceReportField>>,
    /// Which devices.
    pub filter: Option<String>,
    /// What its rows are ordered by; nothing.
    pub order_by: Option<Vec<OpenValue>>,
    /// `true`, as a text, where the rows come with answers.
    pub sync: Option<Loose<String>>,
    /// How the rows are handed out.
    pub deliver_as: Option<DeviceReportDelivery>,
    /// How far it is.
    #[model(always)]
    pub status: DeviceReportStatus,
    /// The first rows; with `expand=entries`.
    pub entries: Option<Items<DeviceReportRow>>,
    /// The password of the files.
    pub zip_password: Option<Secret>,
    /// Where the file of CSV is, for five minutes. Whoever has it needs no token.
    pub csv_presigned_url: Option<Secret>,
    /// Where the file of JSON is, likewise.
    pub json_presigned_url: Option<Secret>,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always)]
    pub updated_at: Timestamp,
    /// Until when it is there.
    pub expires_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// A row of a report: a device and its user. It has the columns that were asked for; others are
/// read by [`field`](Self::field).
#[derive(Clone, Default, PartialEq, Model)]
#[model(row)]
#[non_exhaustive]
pub struct DeviceReportRow {
    /// The id of the user.
    pub user_id: Option<UserId>,
    /// The user's name.
    #[model(personal)]
    pub username: Option<String>,
    /// The phone number of the device.
    #[model(personal)]
    pub phone: Option<String>,
    /// The id of the device.
    pub device_id: Option<DeviceId>,
    /// Its type.
    pub device_type: Option<DeviceType>,
    /// Whether it is paired.
    pub device_status: Option<DeviceStatus>,
    /// Whether the user's multi-factor authentication is on.
    pub mfa_enabled: Option<Loose<bool>>,
    /// Until when the user needs no multi-factor authentication.
    pub bypass_until: Option<Timestamp>,
    rest: Rest<Self>,
}

cells! {
    DeviceType(text) = Ok(Self::from_wire(text));
    DeviceStatus(text) = Ok(Self::from_wire(text));
}

impl Listed for DeviceReportRow {
    const EMBEDDED: &'static str = "entries";
    const BESIDE: bool = true;
}
