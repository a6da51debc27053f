//! The report of users and devices: made by a job, read as rows, kept as a file.

use std::time::Duration;

use ping_models::pingid::{
    JobToken, OfflinePairing, PairYubiKey, PingIdCode, ReportFormat, ReportRow, ReportTime,
    ToggleUserBypass, UserStatus,
};
use ping_transport::ErrorKind as Kind;
use pingid_rest::JobOutcome;

use super::{Stage, is, refused, web};

const PATH: &str = "/pingid/rest/4/getorgreport/do";
const BOTH: [ReportFormat; 2] = [ReportFormat::Json, ReportFormat::Csv];

impl Stage {
    async fn make_report(&self) {
        let job = self.pingid.create_report().await.unwrap();
        is!(job.wait().await.unwrap(), JobOutcome::Done);
    }

    async fn rows(&self, format: ReportFormat) -> Vec<ReportRow> {
        let mut report = self.pingid.report(format).await.unwrap();
        let mut rows = Vec::new();
        while let Some(row) = report.try_next().await.unwrap() {
            rows.push(row);
        }
        assert_eq!(report.count(), rows.len() as u64);
        rows
    }

    async fn file(&self, format: ReportFormat) -> Vec<u8> {
        let mut file = Vec::new();
        let download = self.pingid.report_file(format).await.unwrap();
        let length = download.write_to(&mut file).await.unwrap();
        assert_eq!(length, file.len() as u64);
        file
    }
}

/// What a row says, however the form says that there is nothing.
fn told(row: &ReportRow) -> Vec<String> {
    // CSV has no milliseconds.
    let seconds = |time: &Option<ReportTime>| {
        let millis = time.as_ref().and_then(ReportTime::unix_millis);
        millis.map(|millis| (millis / 1000).to_string())
    };
    [
        row.user_name.clone(),
        row.device().map(|id| id.to_string()),
        row.status.as_ref().map(ToString::to_string),
        seconds(&row.user_created_at),
        row.email.clone(),
        row.device_count.as_ref().map(|count| count.get().to_string()),
        row.device_type.as_ref().map(ToString::to_string),
        row.device_role.as_ref().map(ToString::to_string),
        seconds(&row.paired_at),
        row.device_model.clone(),
        row.os_version.as_ref().map(|text| text.to_string()),
        row.app_version.as_ref().map(|text| text.to_string()),
        row.country_code.as_ref().map(|text| text.to_string()),
        row.phone_number.as_ref().map(|text| text.to_string()),
        row.yubikey_serial_number.as_ref().map(|text| text.to_string()),
        row.device_email.clone(),
        seconds(&row.last_transaction_at),
        seconds(&row.bypass_until),
        seconds(&row.device_last_transaction_at),
    ]
    .map(Option::unwrap_or_default)
    .into()
}

#[tokio::test]
async fn both_forms_tell_of_the_users_and_devices_that_exist() {
    let stage = Stage::new().await;
    let phone = stage.phone("ann, \"the first\"").await;
    let number = OfflinePairing::sms("ann, \"the first\"", "+15125550100");
    let sms = stage.pair(number).await;
    stage.add("bob").await;
    let key = stage.sandbox.pingid().yubikey_otp(8_881_023);
    let key = PairYubiKey::new("bob", key);
    stage.pingid.pairings().yubikey(key).await.unwrap();
    stage.add("cid").await;
    let until = stage.sandbox.clock().now() + Duration::from_secs(3600);
    let bypass = ToggleUserBypass::new("bob", until);
    stage.pingid.users().bypass(bypass).await.unwrap();
    stage.make_report().await;

    let json = stage.rows(ReportFormat::Json).await;
    let csv = stage.rows(ReportFormat::Csv).await;
    let in_words = |rows: &[ReportRow]| rows.iter().map(told).collect::<Vec<_>>();
    assert_eq!(in_words(&json), in_words(&csv));

    let of = |user: &str| {
        let rows = json.iter();
        rows.filter(|row| row.user_name.as_deref() == Some(user)).collect::<Vec<_>>()
    };
    let anns = of("ann, \"the first\"");
    let devices: Vec<_> = anns.iter().map(|row| row.device().unwrap()).collect();
    assert_eq!(devices, [phone.into(), sms]);
    assert_eq!(anns[0].status, Some(UserStatus::Active));
    assert_eq!(anns[1].device_count.as_ref().unwrap().get(), 2);
    assert_eq!(&**anns[1].phone_number.as_ref().unwrap(), "5125550100");
    let bobs = of("bob");
    let serial = bobs[0].yubikey_serial_number.as_ref().unwrap();
    assert_eq!(&**serial, "8881023");
    assert!(bobs[0].bypass_until.is_some());
    let cids = of("cid");
    assert_eq!((cids.len(), cids[0].device()), (1, None));
    assert_eq!(cids[0].status, Some(UserStatus::NotActive));
    assert_eq!(json.len(), 4);
}

#[tokio::test]
async fn a_report_of_thousands_is_read_row_by_row_and_kept_byte_by_byte() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().add_users(3000);
    stage.make_report().await;
    for format in BOTH {
        let rows = stage.rows(format.clone()).await;
        assert_eq!(rows.len(), 3000);
        for (row, number) in rows.iter().zip(1..) {
            let name = format!("user{number:06}");
            assert_eq!(row.user_name.as_ref(), Some(&name));
            assert!(row.device().is_some());
        }

        let file = stage.file(format.clone()).await;
        // The same question, asked without the SDK.
        let account = stage.sandbox.pingid().account();
        let body = serde_json::json!({ "fileType": format.as_str() });
        let token = account.request("2026-01-01 00:00:00.000", &body);
        let url = format!("{}{PATH}", stage.sandbox.connection().api_url);
        let (status, served) = web::post(&url, "application/json", token).await;
        assert_eq!(status, 200);
        assert!(file == served, "{format:?}: the file is another one");
        assert!(file.len() > 250_000);
    }
}

#[tokio::test]
async fn there_is_no_report_before_one_was_made() {
    let stage = Stage::new().await;
    for format in BOTH {
        let rows = stage.pingid.report(format.clone()).await.unwrap_err();
        let file = stage.pingid.report_file(format).await.unwrap_err();
        for error in [rows, file] {
            assert_eq!((error.kind(), refused(&error)), (Kind::PingId, 400));
            let kind = pingid_rest::pingid_code(&error);
            assert_eq!(kind, Some(PingIdCode::InvalidInput));
            assert!(error.to_string().contains("USER_REPORTS"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_report_that_breaks_off_says_how_many_rows_arrived() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().add_users(3000);
    stage.make_report().await;
    for format in BOTH {
        stage.sandbox.faults().next("POST", PATH).truncate();
        let mut report = stage.pingid.report(format.clone()).await.unwrap();
        let mut arrived = 0;
        let error = loop {
            match report.try_next().await {
                Ok(row) => arrived += u64::from(row.is_some()),
                Err(error) => break error,
            }
            assert!(arrived < 3000, "{format:?}: it came to an end");
        };
        assert_eq!(error.kind(), Kind::Interrupted, "{error}");
        assert!(arrived > 500, "{arrived}");
        assert_eq!(report.count(), arrived);
        let text = error.to_string();
        assert!(text.contains(&format!("{arrived} rows arrived")), "{text}");
        // Nothing follows, and the next time it is whole.
        assert!(report.try_next().await.unwrap().is_none());
        assert_eq!(stage.rows(format.clone()).await.len(), 3000);

        stage.sandbox.faults().next("POST", PATH).truncate();
        let file = stage.pingid.report_file(format).await.unwrap();
        let mut kept = Vec::new();
        let error = file.write_to(&mut kept).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Interrupted, "{error}");
        assert!(kept.len() > 100_000);
    }
}

#[tokio::test]
async fn a_report_is_the_same_for_two_hours() {
    let stage = Stage::new().await;
    stage.add("ann").await;
    stage.make_report().await;
    stage.add("bob").await;
    // It was made while its job was waited for.
    let (two_hours, minute) = (Duration::from_secs(2 * 3600), Duration::from_secs(60));
    let made = stage.sandbox.clock().now();
    for (age, rows) in [(two_hours - minute, 1), (two_hours + minute, 2)] {
        stage.sandbox.clock().set(made + age);
        stage.make_report().await;
        assert_eq!(stage.rows(ReportFormat::Csv).await.len(), rows);
    }
}

#[tokio::test]
async fn reports_are_waited_for_together() {
    let stage = Stage::new().await;
    stage.add("ann").await;
    let first = stage.pingid.create_report().await.unwrap();
    let second = stage.pingid.create_report().await.unwrap();
    let tokens: [JobToken; 2] = [first.token().clone(), second.token().clone()];
    let ended = stage.pingid.jobs().wait_all(tokens.clone());
    let ended = ended.await.unwrap();
    for token in &tokens {
        let outcome = ended[token.as_str()].clone();
        assert!(outcome.into_result().is_ok());
    }
    assert_eq!(stage.rows(ReportFormat::Json).await.len(), 1);
}
