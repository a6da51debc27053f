//! The report about the organization's users and their devices.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::base::timestamp::Timestamp;
use crate::domain::pingid::{
    device::Paired,
    directory::Directory,
    user::{Status, User},
};

/// How long a report is served before another job makes a new one.
pub(crate) const CACHED: Duration = Duration::from_secs(2 * 3600);

pub(crate) const COLUMNS: [&str; 19] = [
    "username",
    "deviceID",
    "status",
    "userCreationTime",
    "orgEmail",
    "deviceCount",
    "deviceType",
    "deviceRole",
    "devicePairingDate",
    "deviceModel",
    "osVersion",
    "appVersion",
    "countryCode",
    "phoneNumber",
    "yubikeySerialNumber",
    "deviceEmail",
    "lastTrxTime",
    "bypassUntil",
    "lastDeviceTrxTime",
];

/// The columns that are milliseconds in JSON and text in CSV.
pub(crate) const TIMES: [&str; 5] =
    ["userCreationTime", "devicePairingDate", "lastTrxTime", "bypassUntil", "lastDeviceTrxTime"];

/// The last report, if there was one.
#[derive(Default)]
pub(crate) struct Reports(pub(crate) Option<Report>);

pub(crate) struct Report {
    pub(crate) made: Timestamp,
    pub(crate) csv: Bytes,
    pub(crate) json: Bytes,
}

impl Reports {
    /// A job is done. Not every job makes a report: the last one serves for a while.
    pub(crate) fn job_done(&mut self, directory: &Directory, now: Timestamp) {
        let fresh = |report: &Report| now.since(report.made) < CACHED;
        if !self.0.as_ref().is_some_and(fresh) {
            self.0 = Some(Report::of(directory, now));
        }
    }
}

impl Report {
    pub(crate) fn of(directory: &Directory, now: Timestamp) -> Self {
        let mut csv = COLUMNS.join(",");
        csv.push_str("\r\n");
        let mut json = String::from("{\"data\":[");
        for (index, row) in directory.users().flat_map(|user| rows(user, now)).enumerate() {
            let fields = COLUMNS.map(|column| field(column, row.get(column)));
            csv.push_str(&fields.join(","));
            csv.push_str("\r\n");
            if index > 0 {
                json.push(',');
            }
            json.push_str(&object(&row));
        }
        json.push_str("]}");
        Self { made: now, csv: csv.into(), json: json.into() }
    }
}

/// A row with its columns in order, whatever order JSON comes in elsewhere.
pub(crate) fn object(row: &Map<String, Value>) -> String {
    let members = COLUMNS.iter().filter_map(|column| {
        let value = row.get(*column)?;
        Some(format!("\"{column}\":{value}"))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// One row a device; one without a device for a user who has none.
pub(crate) fn rows(user: &User, now: Timestamp) -> Vec<Map<String, Value>> {
    let millis = |time: Option<Timestamp>| time.map(Timestamp::millis);
    // The report does not know that a user has to pair another device.
    let status = Some(user.status).filter(|status| *status != Status::PendingChangeDevice);
    let of_user = json!({
        "username": user.name,
        "status": status.map(Status::name),
        "userCreationTime": user.created.millis(),
        "orgEmail": user.profile.email,
        "deviceCount": user.devices.len(),
        "lastTrxTime": millis(user.last_login),
        "bypassUntil": millis(user.bypass_until.filter(|until| *until > now)),
    });
    let members = |value: Value| match value {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let of_user = members(of_user);
    let mut rows: Vec<_> = user
        .devices
        .iter()
        .enumerate()
        .map(|(place, device)| {
            let mut row = of_user.clone();
            row.extend(members(device_columns(device, place == 0)));
            row
        })
        .collect();
    if rows.is_empty() {
        rows.push(of_user);
    }
    rows
}

pub(crate) fn device_columns(device: &Paired, primary: bool) -> Value {
    let shown = device.json(primary);
    json!({
        "deviceID": device.id.to_string(),
        "deviceType": shown["type"],
        "deviceRole": if primary { "Primary" } else { "Secondary" },
        "devicePairingDate": device.enrolled.millis(),
        "deviceModel": shown["deviceModel"],
        "osVersion": shown["osVersion"],
        "appVersion": shown["appVersion"],
        "countryCode": shown["countryCode"],
        "phoneNumber": shown["phoneNumber"],
        "yubikeySerialNumber": device.kind.yubikey_serial().map(|serial| serial.to_string()),
        "deviceEmail": shown["email"],
        "lastDeviceTrxTime": device.last_used.map(Timestamp::millis),
    })
}

/// A field of a line, in quotes where RFC 4180 wants them.
pub(crate) fn field(column: &str, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Number(millis)) if TIMES.contains(&column) => millis
            .as_i64()
            .map(|millis| civil_time(Timestamp::from_millis(millis)))
            .unwrap_or_default(),
        Some(Value::String(text)) if text.contains(['"', ',', '\r', '\n']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// `yyyy/mm/dd hh:mm:ss` in UTC.
pub(crate) fn civil_time(at: Timestamp) -> String {
    let at = at.to_utc();
    format!(
        "{:04}/{:02}/{:02} {:02}:{:02}:{:02}",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}
