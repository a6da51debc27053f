//! Reports about users' devices: as entries, and in files.

use std::time::Duration;

use serde_json::{Value, json};

use super::{email_device, names, user};
use crate::support::{Api, Reply};

const TEMPLATE: &str = "db632bfd-7054-4bde-b108-a384aac2d513";

fn report(filter: &str) -> Value {
    json!({
        "dataExplorationTemplate": { "id": TEMPLATE },
        "fields": [{ "name": "userId" }, { "name": "deviceType" }],
        "filter": filter,
    })
}

/// A GET of a link of the service's, without a token.
async fn follow(api: &Api, link: &str) -> Reply {
    let (_, path) = link.split_once("/sandbox/").unwrap();
    api.raw("GET", &format!("/sandbox/{path}"), &[], Vec::new()).await.unwrap()
}

#[tokio::test]
async fn entries_come_along_and_in_pages() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    for phone in ["+15125550100", "+15125550101", "+15125550102"] {
        let body = json!({ "type": "SMS", "phone": phone });
        api.post(&devices, &body).await.expect(201, "mfa.create_mfa_device_sms");
    }
    email_device(&api, &devices, "joe@example.com").await;
    let path = api.env("/dataExplorations");
    let mut body = report(r#"(deviceType eq "SMS")"#);
    body["deliverAs"] = "ENTRIES".into();
    // They come along with what is made at once only.
    let early = api.post(&format!("{path}?expand=entries"), &body).await;
    early.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "sync")));
    body["sync"] = "true".into();
    let made = api.post(&format!("{path}?expand=entries&limit=2"), &body).await;
    let made = made.expect(201, "mfa.create_report_sms_devices");
    assert_eq!((made.at("/status"), made.at("/deliverAs")), (&json!("SUCCESS"), &json!("ENTRIES")));
    assert_eq!((made.at("/sync"), made.at("/orderBy")), (&json!("true"), &json!([])));
    assert_eq!(made.at("/zipPassword"), &Value::Null);
    let row = json!({ "userId": user_id, "deviceType": "SMS" });
    assert_eq!(made.at("/entries"), &json!([row, row]));
    let next = made.text_at("/_links/next/href").replace(&api.connection.api_url, "");
    let rest = api.get(&next).await.expect(200, "mfa.get_report_results_entries");
    assert_eq!(rest.at("/entries"), &json!([row]));
    assert_eq!(names(rest.at("/_links")), ["self"]);

    let one = format!("{path}/{}", made.text_at("/id"));
    let first = api.get(&format!("{one}/entries")).await;
    assert_eq!(first.at("/entries").as_array().unwrap().len(), 3);
    for limit in ["0", "1001"] {
        let refused = api.get(&format!("{one}/entries?limit={limit}")).await;
        refused.assert_error(400, "INVALID_REQUEST", Some(("OUT_OF_RANGE", "limit")));
    }
    let read = api.get(&one).await.expect(200, "mfa.get_report_results_file");
    assert_eq!(read.text_at("/expiresAt"), "2026-01-15T12:30:00.000Z");
    assert_eq!(read.at("/entries"), &Value::Null);
}

#[tokio::test]
async fn files_are_made_while_time_passes() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    email_device(&api, &devices, "joe@example.com").await;
    let path = api.env("/dataExplorations");
    let mut body = report(r#"(mfaEnabled eq "true")"#);
    body["deliverAs"] = "ASYNC_FILE".into();
    let made = api.post(&path, &body).await.expect(201, "mfa.create_report_mfa_enabled_devices");
    assert_eq!(made.at("/status"), "IN_PROGRESS");
    let one = format!("{path}/{}", made.text_at("/id"));
    for member in ["/zipPassword", "/csvPresignedUrl", "/jsonPresignedUrl", "/entries"] {
        assert_eq!(made.at(member), &Value::Null);
    }
    let entries = api.get(&format!("{one}/entries")).await;
    entries.assert_error(400, "REQUEST_FAILED", None);

    api.sandbox.clock().advance(Duration::from_secs(10));
    let ready = api.get(&one).await.expect(200, "mfa.get_report_results_file");
    assert_eq!(ready.at("/status"), "SUCCESS");
    assert!(!ready.text_at("/zipPassword").is_empty());
    for (member, name) in [("/csvPresignedUrl", "report.csv"), ("/jsonPresignedUrl", "report.json")]
    {
        let link = ready.text_at(member);
        let archive = follow(&api, link).await;
        assert_eq!((archive.status, archive.header("content-type")), (200, "application/zip"));
        assert!(archive.text.starts_with("PK\u{3}\u{4}") && archive.text.contains(name));
        assert!(!archive.text.contains(&user_id), "it is encrypted");
        let forged = follow(&api, &link.replace("until=", "until=9")).await;
        forged.assert_error(403, "ACCESS_FAILED", None);
    }
    // A link is good for five minutes, a report for thirty.
    let link = ready.text_at("/csvPresignedUrl");
    api.sandbox.clock().advance(Duration::from_secs(5 * 60));
    follow(&api, link).await.assert_error(403, "ACCESS_FAILED", None);
    let again = api.get(&one).await;
    assert_eq!(follow(&api, again.text_at("/csvPresignedUrl")).await.status, 200);
    api.sandbox.clock().advance(Duration::from_secs(24 * 60 + 50));
    assert_eq!(api.get(&one).await.status, 404);
}

#[tokio::test]
async fn reports_are_refused() {
    let api = Api::start().await;
    let path = api.env("/dataExplorations");
    for (member, value, target) in [
        ("dataExplorationTemplate", json!({ "id": "other" }), "dataExplorationTemplate.id"),
        ("fields", json!([{ "name": "shoeSize" }]), "fields[0].name"),
        ("filter", json!("(shoeSize eq \"43\")"), "filter"),
        ("sync", json!(true), "sync"),
        ("deliverAs", json!("PIGEON"), "deliverAs"),
    ] {
        let mut body = report(r#"(deviceType eq "SMS")"#);
        body[member] = value;
        let refused = api.post(&path, &body).await;
        assert_eq!(refused.at("/details/0/target"), target, "{}", refused.text);
        assert_eq!(refused.status, 400);
    }
    let least = json!({ "dataExplorationTemplate": { "id": TEMPLATE } });
    assert_eq!(api.post(&path, &least).await.status, 201);
    api.sandbox.clock().advance(Duration::from_secs(4));
    let early = api.post(&path, &least).await;
    early.assert_error(429, "REQUEST_LIMITED", None);
    assert_eq!(early.header("retry-after"), "5");
    api.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(api.post(&path, &least).await.status, 201);
}
