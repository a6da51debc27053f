//! A report of many rows, and what reads it without this SDK.

use std::fmt::{self, Write as _};

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How many rows the report has.
pub const COUNT: u64 = 1_000_000;

/// How many of them are telephones.
pub const PHONES: u64 = COUNT / 2;

const COLUMNS: [&str; 19] = [
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

/// A row: each user has an iPhone and gets SMS.
fn values(row: u64) -> [Option<String>; 19] {
    let user = row / 2;
    let sms = row % 2 == 1;
    let app = |text: &str| (!sms).then(|| text.to_owned());
    let message = |text: String| sms.then_some(text);
    let text = |text: String| Some(text);
    let millis = 1_441_281_445_000 + user * 61_000;
    [
        text(format!("user{user:06}")),
        text((1_084_997_072_428_840_193 + row * 7_919).to_string()),
        text("ACTIVE".to_owned()),
        text(millis.to_string()),
        text(format!("user{user:06}@pingdevelopers.com")),
        text("2".to_owned()),
        text(if sms { "SMS" } else { "iPhone" }.to_owned()),
        text(if sms { "Secondary" } else { "Primary" }.to_owned()),
        text((millis + 60_000).to_string()),
        app("iPhone 17 Pro"),
        app("26.1"),
        app("2.17.0"),
        message("1".to_owned()),
        message(format!("512{:07}", user)),
        None,
        None,
        text((millis + 90_000).to_string()),
        None,
        text((millis + 90_000).to_string()),
    ]
}

/// Columns that are numbers in JSON.
fn is_number(column: usize) -> bool {
    matches!(column, 3 | 5 | 8 | 16 | 17 | 18)
}

pub fn json() -> Vec<u8> {
    let mut file = String::from("{\"data\":[");
    for row in 0..COUNT {
        file.push_str(if row == 0 { "{" } else { ",{" });
        for (column, value) in values(row).into_iter().enumerate() {
            let separator = if column == 0 { "" } else { "," };
            let name = COLUMNS[column];
            let _ = match value {
                None => write!(file, "{separator}\"{name}\":null"),
                Some(value) if is_number(column) => write!(file, "{separator}\"{name}\":{value}"),
                Some(value) => write!(file, "{separator}\"{name}\":\"{value}\""),
            };
        }
        file.push('}');
    }
    file.push_str("]}");
    file.into_bytes()
}

pub fn csv() -> Vec<u8> {
    let mut file = COLUMNS.join(",");
    file.push('\n');
    for row in 0..COUNT {
        for (column, value) in values(row).into_iter().enumerate() {
            if column > 0 {
                file.push(',');
            }
            match value {
                Some(_) if is_number(column) && column != 5 => file.push_str("2015/09/03 11:57:25"),
                Some(value) => file.push_str(&value),
                None => {}
            }
        }
        file.push('\n');
    }
    file.into_bytes()
}

/// A row as serde derives it, with nothing kept that has no name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<T> {
    username: Option<String>,
    #[serde(rename = "deviceID")]
    device_id: Option<String>,
    status: Option<String>,
    user_creation_time: Option<T>,
    org_email: Option<String>,
    device_count: Option<i64>,
    device_type: Option<String>,
    device_role: Option<String>,
    device_pairing_date: Option<T>,
    device_model: Option<String>,
    os_version: Option<String>,
    app_version: Option<String>,
    country_code: Option<String>,
    phone_number: Option<String>,
    yubikey_serial_number: Option<String>,
    device_email: Option<String>,
    last_trx_time: Option<T>,
    bypass_until: Option<T>,
    last_device_trx_time: Option<T>,
}

/// Reads the rows one by one and drops them: a list of all would be slower.
pub fn bare_json(file: &[u8]) -> u64 {
    struct File;
    struct Rows;

    impl<'de> Visitor<'de> for File {
        type Value = u64;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a report")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<u64, A::Error> {
            let mut phones = 0;
            while let Some(name) = map.next_key::<&str>()? {
                match name {
                    "data" => phones = map.next_value_seed(Rows)?,
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
            Ok(phones)
        }
    }

    impl<'de> DeserializeSeed<'de> for Rows {
        type Value = u64;

        fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<u64, D::Error> {
            from.deserialize_seq(self)
        }
    }

    impl<'de> Visitor<'de> for Rows {
        type Value = u64;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("rows")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<u64, A::Error> {
            let mut phones = 0;
            while let Some(row) = rows.next_element::<Row<i64>>()? {
                phones += u64::from(row.phone_number.is_some());
            }
            Ok(phones)
        }
    }

    let mut json = serde_json::Deserializer::from_slice(file);
    let phones = serde::Deserializer::deserialize_map(&mut json, File).unwrap();
    assert_eq!(phones, PHONES);
    phones
}

pub fn bare_csv(file: &[u8]) -> u64 {
    let mut reader = csv::Reader::from_reader(file);
    let rows = reader.deserialize::<Row<String>>();
    let phones = rows.map(|row| u64::from(row.unwrap().phone_number.is_some()));
    let phones = phones.sum();
    assert_eq!(phones, PHONES);
    phones
}
