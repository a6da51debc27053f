//! Reports of devices: read row by row, and saved as files.

use std::time::Duration;

use ping_models::mfa::{
    DeviceReportDelivery, DeviceReportStatus, DeviceStatus, DeviceType, NewDeviceReport,
    NewEmailDevice, NewSmsDevice,
};
use ping_testkit::{Scripted, is};
use ping_transport::flow::Progress;
use ping_transport::testing::{BodyEnd, Reaction};
use ping_transport::{Call, ClientBuilder, Download, ErrorKind, RetryPolicy};
use pingone_mfa::{DeviceReportExpansion, DeviceReportFiles, DeviceReportOutcome, Mfa};

use crate::service::{Service, service};

impl Service {
    /// A user of that name with a phone and a mailbox.
    async fn with_devices(&self, name: &str, phone: &str) -> pingone_mfa::UserHandle {
        let user = self.user(name).await;
        user.devices().create(NewSmsDevice::new(phone)).await.unwrap();
        let mail = NewEmailDevice::new(format!("{name}@example.com"));
        user.devices().create(mail).await.unwrap();
        user
    }
}

#[tokio::test]
async fn the_phones_of_all_users_are_read_page_by_page() {
    let service = service().await;
    let ann = service.with_devices("ann", "+15125550100").await;
    let bob = service.with_devices("bob", "+15125550101").await;
    let reports = service.mfa.device_reports();
    let phones = || {
        let columns = ["userId", "username", "phone", "deviceId", "deviceStatus"];
        NewDeviceReport::entries().columns(columns).of_type(&DeviceType::Sms)
    };
    let first = reports.create(phones()).expand(DeviceReportExpansion::Entries);
    let report = first.query("limit", "1").await.unwrap();
    assert_eq!(report.status, DeviceReportStatus::Success);
    assert_eq!(report.deliver_as, Some(DeviceReportDelivery::Entries));
    assert_eq!(report.entries.as_ref().unwrap().iter().count(), 1);
    assert!(report.links.as_ref().unwrap().contains_key("next"));
    let read = reports.read(&report.id).await.unwrap();
    assert_eq!((read.id, read.status), (report.id.clone(), DeviceReportStatus::Success));

    let mut pages = reports.entries(&report.id).limit(1).pages();
    let mut rows = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        assert!(page.items.len() <= 1);
        rows.extend(page.items.into_iter().map(Result::unwrap));
    }
    rows.sort_by(|a, b| a.username.cmp(&b.username));
    assert_eq!(rows.len(), 2);
    for (row, user) in rows.iter().zip([&ann, &bob]) {
        let devices = user.devices().list().all().await.unwrap();
        let phone = devices.iter().find(|device| *device.device_type() == DeviceType::Sms).unwrap();
        assert_eq!(row.user_id, Some(user.id()));
        assert_eq!(row.device_id.as_ref(), Some(phone.id()));
        assert_eq!(row.device_status, Some(DeviceStatus::Active));
        assert_eq!((row.mfa_enabled.as_ref(), row.device_type.as_ref()), (None, None));
        // Persons do not print.
        assert!(!format!("{row:?}").contains("+1512"), "{row:?}");
    }
    assert_eq!(rows[0].phone.as_deref(), Some("+15125550100"));

    // There is one in five seconds, and each for half an hour.
    let error = reports.create(phones()).retry(RetryPolicy::never()).await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(5)));
    service.advance(Duration::from_secs(30 * 60));
    assert!(reports.entries(&report.id).all().await.unwrap_err().is_not_found());
    let error = reports.create(phones().filter("(size eq \"1\")")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("filter"));
}

async fn saved(call: Call<Download>) -> Vec<u8> {
    let mut archive = Vec::new();
    let length = call.await.unwrap().write_to(&mut archive).await.unwrap();
    assert_eq!(length, archive.len() as u64);
    archive
}

/// What the archive of a report holds, by its password.
async fn unzipped(files: &DeviceReportFiles, call: Call<Download>) -> String {
    let mut plain = Vec::new();
    let archive = call.await.unwrap();
    let length = archive.unzipped(files.password().unwrap()).write_to(&mut plain).await.unwrap();
    assert_eq!(length, plain.len() as u64);
    String::from_utf8(plain).unwrap()
}

#[tokio::test]
async fn the_files_of_a_report_are_waited_for_and_saved() {
    let service = service().await;
    let ann = service.with_devices("ann", "+15125550100").await;
    service
        .plain_user("bob")
        .await
        .devices()
        .create(NewSmsDevice::new("+15125550101"))
        .await
        .unwrap();
    let new = NewDeviceReport::files().columns(["userId", "deviceType"]).mfa_enabled(true);
    let job = service.mfa.device_reports().create_files(new).await.unwrap();
    let status = is!(job.poll().await.unwrap(), Progress::Waiting);
    assert_eq!(status, DeviceReportStatus::InProgress);
    // The program starts again, and knows the id of the report.
    let variables = service.connection.env_vars();
    let again = service.record(ClientBuilder::from_variables(&variables).unwrap());
    let job = Mfa::new(again.build().unwrap()).device_report(job.id());
    service.advance(Duration::from_secs(10));
    let files = job.wait().await.unwrap().into_files().unwrap();
    assert_eq!(files.report().filter.as_deref(), Some(r#"(mfaEnabled eq "true")"#));

    let csv = unzipped(&files, files.csv()).await;
    let id = ann.id();
    let id = id.as_str();
    assert_eq!(csv, format!("userId,deviceType\r\n{id},SMS\r\n{id},EMAIL\r\n"));
    let json = unzipped(&files, files.json()).await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[1], serde_json::json!({ "userId": id, "deviceType": "EMAIL" }));

    let mut rows = files.rows().await.unwrap();
    for device_type in [DeviceType::Sms, DeviceType::Email] {
        let row = rows.try_next().await.unwrap().unwrap();
        assert_eq!((row.user_id, row.device_type), (Some(ann.id()), Some(device_type)));
        assert!(row.phone.is_none());
    }
    assert!(rows.try_next().await.unwrap().is_none());

    // The links are good for five minutes; the report has new ones.
    service.advance(Duration::from_secs(5 * 60));
    let error = files.csv().await.unwrap_err();
    assert!(error.is_access_denied(), "{error}");
    let outcome = is!(job.poll().await.unwrap(), Progress::Ended);
    let files = outcome.into_files().unwrap();
    assert_eq!(unzipped(&files, files.csv()).await, csv);
}

/// The files of a report whose link is this one.
async fn files_at(url: &str, then: Reaction) -> (Scripted, DeviceReportFiles) {
    let report = serde_json::json!({
        "id": "report-1", "status": "SUCCESS", "zipPassword": "planted password",
        "csvPresignedUrl": url,
    });
    let script = Scripted::new([Reaction::json(200, report.to_string()), then]);
    let job = Mfa::new(script.client.clone()).device_report("report-1");
    let files = job.wait().await.unwrap().into_files().unwrap();
    (script, files)
}

#[tokio::test]
async fn a_link_to_elsewhere_gets_no_token_and_is_shown_to_nobody() {
    let url = "https://files.example.com/planted/report.zip?X-Signature=planted%20signature";
    let archive = Reaction::chunks("application/zip", b"PK\x03\x04...", 4, BodyEnd::Complete);
    let (script, files) = files_at(url, archive).await;
    assert_eq!(saved(files.csv()).await, b"PK\x03\x04...");
    let received = script.fake.received();
    let sent = received.last().unwrap();
    assert_eq!((sent.url.as_str(), sent.operation), (url, None));
    assert!(!sent.headers.contains_key("authorization"));
    assert!(received[0].headers.contains_key("authorization"));
    let described = files.csv().describe().unwrap().to_string();
    assert!(described.starts_with("GET https://files.example.com/[redacted]\n"), "{described}");
    assert!(!format!("{files:?}{described}").contains("planted"), "{files:?}");

    let refusal = Reaction::text(403, "application/xml", format!("<Error>{url}</Error>"));
    let (_, files) = files_at(url, refusal).await;
    let error = files.csv().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 403);
    assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
    // There is none.
    let error = files.json().await.unwrap_err();
    assert!(error.to_string().contains("jsonPresignedUrl"), "{error}");
}

#[tokio::test]
async fn rows_are_not_read_of_what_is_no_archive_of_the_report() {
    let url = "https://files.example.com/report.zip";
    let stored = *b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\x04\0\0\0\x01\0\0\0auser";
    for (body, kind) in [
        (&b"userId\r\nu-1\r\n"[..], ErrorKind::Decode),
        (&stored[..20], ErrorKind::Interrupted),
        (&stored[..33], ErrorKind::Interrupted),
        // Its checksum is another one.
        (&[&stored[..], b"PK\x01\x02"].concat(), ErrorKind::Decode),
    ] {
        let answer = Reaction::chunks("application/zip", body, 7, BodyEnd::Complete);
        let (_, files) = files_at(url, answer).await;
        let mut rows = files.rows().await.unwrap();
        let error = rows.try_next().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(!error.to_string().contains("planted"), "{error}");
        assert!(rows.try_next().await.unwrap().is_none());
    }
    // The service has told no password.
    let report = serde_json::json!({ "id": "r", "status": "SUCCESS", "csvPresignedUrl": url });
    let script = Scripted::new([Reaction::json(200, report.to_string())]);
    let job = Mfa::new(script.client.clone()).device_report("r");
    let error = job.wait().await.unwrap().into_files().unwrap().rows().await.unwrap_err();
    assert!(error.to_string().contains("zipPassword"), "{error}");
}

#[tokio::test]
async fn a_link_that_is_not_secure_is_not_followed() {
    for url in ["http://files.example.com/report.zip", "ftp://files.example.com/x", "files/x", ""] {
        let (script, files) = files_at(url, Reaction::text(200, "application/zip", "PK")).await;
        let error = files.csv().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{url}: {error}");
        assert_eq!(script.fake.received().len(), 1, "{url}");
    }
}

#[tokio::test]
async fn a_report_that_failed_is_an_outcome() {
    let script = Scripted::new([
        Reaction::json(200, r#"{"id":"report-1","status":"QUEUED"}"#),
        Reaction::json(200, r#"{"id":"report-1","status":"FAILED","reason":"full"}"#),
    ]);
    let job = Mfa::new(script.client.clone()).device_report("report-1");
    let failure = is!(job.wait().await.unwrap(), DeviceReportOutcome::Failed);
    assert_eq!(failure.report().field("reason"), Some("full".into()));
    assert_eq!(failure.to_string(), "the report report-1 failed");
}
