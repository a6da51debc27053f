//! The report of users and devices.

use std::fmt;
use std::time::SystemTime;

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use time::PrimitiveDateTime;
use time::macros::format_description;

use super::{DeviceId, DeviceType, UserStatus};
use crate::loose::{Loose, LooseValue, scalar_text};
use crate::rows::cells;
use crate::{DecodeError, EpochMillis, Items, Model, OpenEnum, Rest, UnknownValue, raw};

/// How the report is written.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ReportFormat {
    /// One line a device, with a line of names above.
    Csv,
    /// An object with an array of rows.
    Json,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of GetOrganizationReport. A [`ReportFormat`] converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetOrganizationReport {
    /// How the report is written.
    #[model(new)]
    pub file_type: Option<ReportFormat>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl From<ReportFormat> for GetOrganizationReport {
    fn from(format: ReportFormat) -> Self {
        Self::new(format)
    }
}

/// The part that a device plays among a user's devices, as the report writes it.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ReportDeviceRole {
    /// The default device.
    #[wire("Primary")]
    Primary,
    /// Any other device.
    #[wire("Secondary")]
    Secondary,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A time of the report: milliseconds since 1970 in JSON, `2015/09/03 11:57:25` in UTC in CSV.
///
/// Whatever is neither stays readable as a text.
#[derive(Clone, PartialEq)]
pub struct ReportTime(Moment);

#[derive(Clone, PartialEq)]
enum Moment {
    Millis(i64),
    Text(Box<str>),
    /// Any other JSON text, such as `1.4e12`.
    Other(Box<str>),
}

impl ReportTime {
    /// Milliseconds since 1970-01-01T00:00:00Z; `None` for a text that is no time.
    pub fn unix_millis(&self) -> Option<i64> {
        let text = match &self.0 {
            Moment::Millis(millis) => return Some(*millis),
            Moment::Other(json) => return i64::read(json),
            Moment::Text(text) => text,
        };
        let format = format_description!("[year]/[month]/[day] [hour]:[minute]:[second]");
        match PrimitiveDateTime::parse(text.trim(), &format) {
            Ok(at) => at.assume_utc().unix_timestamp().checked_mul(1000),
            Err(_) => i64::read_text(text),
        }
    }

    /// The time of the standard library; `None` for a text that is no time.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        EpochMillis::new(self.unix_millis()?).to_system_time()
    }

    /// The text, where it came as one.
    pub fn text(&self) -> Option<&str> {
        match &self.0 {
            Moment::Text(text) => Some(text),
            Moment::Millis(_) | Moment::Other(_) => None,
        }
    }
}

impl From<i64> for ReportTime {
    fn from(millis: i64) -> Self {
        Self(Moment::Millis(millis))
    }
}

impl Model for ReportTime {}

impl fmt::Debug for ReportTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Moment::Millis(millis) => fmt::Debug::fmt(millis, f),
            Moment::Text(text) | Moment::Other(text) => f.write_str(text),
        }
    }
}

impl Serialize for ReportTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Moment::Millis(millis) => serializer.serialize_i64(*millis),
            Moment::Text(text) => serializer.serialize_str(text),
            Moment::Other(json) => {
                let json = RawValue::from_string(json.to_string());
                json.map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for ReportTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::read(deserializer, |json| {
            if let Some(millis) = i64::read_documented(json) {
                return Ok(Self(Moment::Millis(millis)));
            }
            match (scalar_text(json), json.starts_with('"')) {
                (Some(text), true) => Ok(Self(Moment::Text(text.into()))),
                (Some(_), false) => Ok(Self(Moment::Other(json.into()))),
                (None, _) => {
                    let expected = "milliseconds as a number, or a text";
                    Err(DecodeError::new(".", expected))
                }
            }
        })
    }
}

/// A row of the report: a device and its user, or a user without a device. What a row does
/// not have is absent, null or empty.
///
/// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
#[derive(Clone, Default, PartialEq, Model)]
#[model(row)]
#[non_exhaustive]
pub struct ReportRow {
    /// The user's name.
    #[model(name = "username", personal)]
    pub user_name: Option<String>,
    /// The id of the device, by the name that the API's documentation gives it. See
    /// [`device`](Self::device).
    #[model(name = "deviceID")]
    pub device_id: Option<Loose<String>>,
    /// The same by the name of the administration guide.
    #[model(name = "deviceId")]
    pub guide_device_id: Option<Loose<String>>,
    /// Where the user stands in the life-cycle.
    pub status: Option<UserStatus>,
    /// When the user was added.
    #[model(name = "userCreationTime")]
    pub user_created_at: Option<ReportTime>,
    /// The user's email address.
    #[model(name = "orgEmail", personal)]
    pub email: Option<String>,
    /// How many devices the user has.
    pub device_count: Option<Loose<i64>>,
    /// What kind of device it is.
    pub device_type: Option<DeviceType>,
    /// Whether it is the user's default device.
    pub device_role: Option<ReportDeviceRole>,
    /// When the device was paired.
    #[model(name = "devicePairingDate")]
    pub paired_at: Option<ReportTime>,
    /// Manufacturer and model.
    pub device_model: Option<String>,
    /// The version of its operating system.
    pub os_version: Option<String>,
    /// The version of the PingID app.
    pub app_version: Option<String>,
    /// The country code of its phone number.
    pub country_code: Option<String>,
    /// The phone number without the country code.
    #[model(personal)]
    pub phone_number: Option<String>,
    /// The serial number of a YubiKey.
    pub yubikey_serial_number: Option<String>,
    /// Where passcodes are mailed to.
    #[model(personal)]
    pub device_email: Option<String>,
    /// When the user last signed in; absent before October 2018.
    #[model(name = "lastTrxTime")]
    pub last_transaction_at: Option<ReportTime>,
    /// When the user's bypass ends.
    pub bypass_until: Option<ReportTime>,
    /// When the device was last used; absent before March 2020.
    #[model(name = "lastDeviceTrxTime")]
    pub device_last_transaction_at: Option<ReportTime>,
    rest: Rest<Self>,
}

impl ReportRow {
    /// The id of the device, by whichever name and in whichever form it came; `None` where there
    /// is no device, or its id is no number.
    pub fn device(&self) -> Option<DeviceId> {
        let id = self.device_id.as_ref().or(self.guide_device_id.as_ref());
        u64::read_text(id?).map(DeviceId::new)
    }
}

/// A whole report as it was saved from its JSON form. A row that does not decode costs no
/// other row.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OrganizationReport {
    /// The rows.
    #[model(name = "data")]
    pub rows: Option<Items<ReportRow>>,
    rest: Rest<Self>,
}

cells! {
    UserStatus(text) = Ok(Self::from_wire(text));
    DeviceType(text) = Ok(Self::from_wire(text));
    ReportDeviceRole(text) = Ok(Self::from_wire(text));
    ReportTime(text) = Ok(Self(Moment::Text(text.into())));
}
