//! The report of users and devices.

use std::time::{Duration, UNIX_EPOCH};

use ping_models::pingid::{
    DeviceType, GetOrganizationReport, OrganizationReport, ReportDeviceRole, ReportFormat,
    ReportRow, ReportTime, UserStatus,
};
use ping_models::{Row, decode};

use crate::fixtures::fixtures;

#[test]
fn a_report_is_a_list_of_rows() {
    let (_, json) = fixtures("pingid/get_organization_report", "response").remove(0);
    let report: OrganizationReport = decode(json.as_bytes()).unwrap();
    let rows = report.rows.unwrap();
    assert_eq!(rows.iter().count(), 3);
    let names = rows.iter().map(|row| row.user_name.as_deref().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["jdoe", "jdoe", "marcher"]);
}

#[test]
fn columns_come_in_several_spellings_and_types() {
    for (json, device) in [
        (r#"{"deviceID": "1084997072428840193"}"#, Some(1_084_997_072_428_840_193)),
        (r#"{"deviceId": 1084997072428840193}"#, Some(1_084_997_072_428_840_193)),
        (r#"{"deviceID": null, "deviceId": "7"}"#, Some(7)),
        (r#"{"deviceID": null}"#, None),
    ] {
        let row: ReportRow = decode(json.as_bytes()).unwrap();
        assert_eq!(row.device().map(|id| id.get()), device, "{json}");
    }
    let row: ReportRow = decode(
        br#"{"status": "PENDING ACTIVATION", "deviceCount": "2", "deviceRole": "Primary",
            "new": {"a": 1}}"#,
    )
    .unwrap();
    assert_eq!(row.status.as_ref().unwrap().as_str(), "PENDING ACTIVATION");
    assert_eq!(row.device_count.as_ref().unwrap().get(), 2);
    assert_eq!(row.device_role, Some(ReportDeviceRole::Primary));
    assert_eq!(row.field("new"), Some(serde_json::json!({"a": 1})));
}

#[test]
fn times_are_milliseconds_or_text() {
    let time = |json: &str| -> ReportTime { decode(json.as_bytes()).unwrap() };
    for (json, millis) in [
        ("1441281445000", Some(1_441_281_445_000)),
        ("\"1441281445000\"", Some(1_441_281_445_000)),
        ("1.441281445e12", Some(1_441_281_445_000)),
        ("-1", Some(-1)),
        ("\"2015/09/03 11:57:25\"", Some(1_441_281_445_000)),
        ("\"2015/13/03 11:57:25\"", None),
        ("\"long ago\"", None),
        ("\"\"", None),
    ] {
        let time = time(json);
        assert_eq!(time.unix_millis(), millis, "{json}");
        assert_eq!(serde_json::to_string(&time).unwrap(), json, "as it came");
        let since = millis.and_then(|millis| u64::try_from(millis).ok());
        let since = since.map(|millis| UNIX_EPOCH + Duration::from_millis(millis));
        if millis != Some(-1) {
            assert_eq!(time.to_system_time(), since, "{json}");
        }
    }
    assert_eq!(time("\"long ago\"").text(), Some("long ago"));
    assert_eq!(time("7").text(), None);
    for wrong in ["{}", "[]"] {
        assert!(decode::<ReportTime>(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn a_line_of_csv_becomes_the_same_row() {
    let cells = [
        ("username", "jdoe"),
        ("deviceId", "1084997072428840193"),
        ("status", "ACTIVE"),
        ("userCreationTime", "2015/09/03 11:57:25"),
        ("orgEmail", "jdoe@example.com"),
        ("deviceCount", "2"),
        ("deviceType", "iPhone"),
        ("deviceRole", "Primary"),
        ("devicePairingDate", "2015/09/03 11:57:25"),
        ("deviceModel", "iPhone 17"),
        ("osVersion", "19"),
        ("appVersion", "2.17.0"),
        ("countryCode", "1"),
        ("phoneNumber", "5125550100"),
        ("yubikeySerialNumber", "8881023"),
        ("deviceEmail", "j@example.com"),
        ("lastTrxTime", "never"),
        ("bypassUntil", "2015/09/03 11:57:25"),
        ("lastDeviceTrxTime", "2015/09/03 11:57:25"),
    ];
    let mut row = ReportRow::default();
    for (column, text) in cells {
        ReportRow::cell(column).unwrap()(&mut row, text).unwrap();
    }
    assert!(ReportRow::cell("favoriteColor").is_none());
    row.keep_cell("favoriteColor", "\"green\"");
    assert_eq!(row.device().unwrap().get(), 1_084_997_072_428_840_193);
    assert_eq!(row.status, Some(UserStatus::Active));
    assert_eq!(row.device_type, Some(DeviceType::IPhone));
    assert_eq!(row.user_created_at.as_ref().unwrap().unix_millis(), Some(1_441_281_445_000));
    assert_eq!(row.last_transaction_at.as_ref().unwrap().text(), Some("never"));
    let written = serde_json::to_value(&row).unwrap();
    assert_eq!(written.as_object().unwrap().len(), cells.len() + 1);
    assert_eq!(written["favoriteColor"], "\"green\"");
    let count = ReportRow::cell("deviceCount").unwrap()(&mut row, "many");
    assert_eq!(count.unwrap_err().expected(), "an integer, or one as a string");
    assert_eq!(
        GetOrganizationReport::from(ReportFormat::Csv).field("fileType"),
        Some("CSV".into())
    );
}
