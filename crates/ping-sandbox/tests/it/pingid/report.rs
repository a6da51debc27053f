//! The organization's report, which is a file and no reply.

use std::time::Duration;

use ping_sandbox::{PingIdAccount, PingIdDevice};
use serde_json::{Value, json};

use super::{
    NOW, TIMESTAMP, activation_code, add,
    authentication::{on_web, otp, passcode},
    call, ok, post, refused, step,
};
use crate::support::{Api, Reply};

async fn report(api: &Api, kind: &str) -> Reply {
    let account = api.sandbox.pingid().account();
    let body = json!({ "fileType": kind });
    let reply = post(api, "getorgreport", &account.request(TIMESTAMP, &body)).await;
    let reply = reply.expect(200, "pingid.get_organization_report");
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    reply
}

async fn rows(api: &Api) -> Vec<Value> {
    report(api, "JSON").await.body["data"].as_array().unwrap().clone()
}

/// Runs a job to its end.
async fn run_job(api: &Api) {
    let job = ok(api, "createjob", json!({ "jobType": "USER_REPORTS" })).await;
    let body = json!({ "jobToken": job["jobToken"] });
    for status in ["pending", "in_progress", "done"] {
        let reply = ok(api, "getjobstatus", body.clone()).await;
        assert_eq!(reply["status"], status);
    }
}

async fn pair(api: &Api, body: Value) {
    ok(api, "offlinepairing", body).await;
}

/// Users of every kind that the report tells apart, later ones first.
async fn populate(api: &Api) {
    let pingid = api.sandbox.pingid();
    let body =
        json!({ "username": "zoe", "role": "REGULAR", "email": "\"zoe, of \"\"old\"\"\"@x.org" });
    ok(api, "adduser", body).await;
    api.sandbox.clock().advance(Duration::from_secs(61));
    add(api, "marcher", false).await;
    let code = activation_code(api, "marcher").await;
    pingid.pair_device(&code, PingIdDevice::android()).unwrap();
    pair(api, json!({ "username": "marcher", "type": "SMS", "pairingData": "13035551234" })).await;
    pair(api, json!({ "username": "marcher", "type": "EMAIL", "pairingData": "m@x.org" })).await;
    let otp = pingid.yubikey_otp(8_881_023);
    ok(api, "pairyubikey", json!({ "username": "marcher", "otp": otp })).await;
    let until = NOW + 3_600_000;
    ok(api, "userbypass", json!({ "userName": "marcher", "bypassUntil": until })).await;
    // Had a device once.
    super::active(api, "gone").await;
    ok(api, "unpairdevice", json!({ "userName": "gone" })).await;
}

#[tokio::test]
async fn a_row_a_device_as_json() {
    let api = Api::start().await;
    populate(&api).await;
    run_job(&api).await;
    let text = report(&api, "JSON").await.text;
    let start = r#"{"data":[{"username":"gone","status":null,"userCreationTime":"#;
    assert!(text.starts_with(start), "columns in their order: {text}");
    let rows = rows(&api).await;
    let named = |name: &'static str| rows.iter().filter(move |row| row["username"] == name);
    assert_eq!(rows.len(), 6);
    assert_eq!(
        named("zoe").collect::<Vec<_>>(),
        [&json!({
            "username": "zoe", "status": "NOT_ACTIVE", "userCreationTime": NOW,
            "orgEmail": "\"zoe, of \"\"old\"\"\"@x.org", "deviceCount": 0, "lastTrxTime": null,
            "bypassUntil": null,
        })]
    );
    let gone = named("gone").next().unwrap();
    assert_eq!((&gone["status"], &gone["deviceCount"]), (&Value::Null, &json!(0)));
    let user = super::details(&api, "marcher").await;
    let marys: Vec<_> = named("marcher").collect();
    assert_eq!(marys.len(), 4);
    for (row, device) in marys.iter().zip(user["devicesDetails"].as_array().unwrap()) {
        assert_eq!(row["deviceID"], device["deviceId"].to_string());
        assert_eq!(row["deviceType"], device["type"]);
        assert_eq!(row["deviceCount"], 4);
        assert_eq!(row["userCreationTime"], NOW + 61_000);
        assert_eq!(row["devicePairingDate"], NOW + 61_000);
        assert_eq!(row["bypassUntil"], NOW + 3_600_000);
        assert_eq!(row.as_object().unwrap().len(), 19);
    }
    for (place, name, value) in [
        (0, "deviceRole", "Primary"),
        (1, "deviceRole", "Secondary"),
        (0, "deviceModel", "Pixel 9"),
        (0, "osVersion", "15"),
        (0, "appVersion", "2.17.0"),
        (1, "countryCode", "1"),
        (1, "phoneNumber", "3035551234"),
        (2, "deviceEmail", "m@x.org"),
        (3, "yubikeySerialNumber", "8881023"),
    ] {
        assert_eq!(marys[place][name], value, "{name} of {place}");
    }
    assert_eq!(marys[0]["phoneNumber"], Value::Null);
    assert_eq!(marys[3]["lastDeviceTrxTime"], Value::Null);
}

#[tokio::test]
async fn a_line_a_device_as_csv() {
    let api = Api::start().await;
    populate(&api).await;
    run_job(&api).await;
    let text = report(&api, "CSV").await.text;
    let ids: Vec<String> = rows(&api)
        .await
        .iter()
        .map(|row| row["deviceID"].as_str().unwrap_or_default().to_owned())
        .collect();
    let wanted = [
        "username,deviceID,status,userCreationTime,orgEmail,deviceCount,deviceType,deviceRole,\
         devicePairingDate,deviceModel,osVersion,appVersion,countryCode,phoneNumber,\
         yubikeySerialNumber,deviceEmail,lastTrxTime,bypassUntil,lastDeviceTrxTime"
            .to_owned(),
        "gone,,,2026/01/15 12:01:01,,0,,,,,,,,,,,,,".to_owned(),
        format!(
            "marcher,{},ACTIVE,2026/01/15 12:01:01,,4,Android,Primary,2026/01/15 12:01:01,Pixel 9,\
             15,2.17.0,,,,,,2026/01/15 13:00:00,",
            ids[1]
        ),
        format!(
            "marcher,{},ACTIVE,2026/01/15 12:01:01,,4,SMS,Secondary,2026/01/15 12:01:01,,,,1,\
             3035551234,,,,2026/01/15 13:00:00,",
            ids[2]
        ),
        format!(
            "marcher,{},ACTIVE,2026/01/15 12:01:01,,4,Email,Secondary,2026/01/15 12:01:01,,,,,,,\
             m@x.org,,2026/01/15 13:00:00,",
            ids[3]
        ),
        format!(
            "marcher,{},ACTIVE,2026/01/15 12:01:01,,4,YubiKey,Secondary,2026/01/15 12:01:01,,,,,,\
             8881023,,,2026/01/15 13:00:00,",
            ids[4]
        ),
        "zoe,,NOT_ACTIVE,2026/01/15 12:00:00,\"\"\"zoe, of \"\"\"\"old\"\"\"\"\"\"@x.org\",0,\
         ,,,,,,,,,,,,"
            .to_owned(),
    ];
    assert_eq!(text, wanted.map(|line| line + "\r\n").concat());
}

#[tokio::test]
async fn refusals_are_in_envelopes() {
    let api = Api::start().await;
    let none = json!({ "fileType": "CSV", "clientData": "echo" });
    let reply = refused(&api, "getorgreport", none.clone(), 400).await;
    assert_eq!(reply["clientData"], "echo");
    assert!(reply["errorMsg"].as_str().unwrap().contains("no report yet"));
    // Begun is not done.
    let job = ok(&api, "createjob", json!({ "jobType": "USER_REPORTS" })).await;
    let status = json!({ "jobToken": job["jobToken"] });
    ok(&api, "getjobstatus", status.clone()).await;
    ok(&api, "getjobstatus", status.clone()).await;
    refused(&api, "getorgreport", none, 400).await;
    ok(&api, "getjobstatus", status).await;
    report(&api, "CSV").await;
    for body in [json!({}), json!({ "fileType": "csv" }), json!({ "fileType": 1 })] {
        refused(&api, "getorgreport", body, 400).await;
    }
    let account = api.sandbox.pingid().account();
    let key = PingIdAccount::new(account.org_alias(), account.token(), &"A".repeat(43)).is_err();
    assert!(key, "a key has its padding");
    let thief = format!("{}=", "A".repeat(43));
    let thief = PingIdAccount::new(account.org_alias(), account.token(), &thief).unwrap();
    let token = thief.request(TIMESTAMP, &json!({ "fileType": "JSON" }));
    let reply = post(&api, "getorgreport", &token).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.at("/responseBody/errorId"), 400);
}

#[tokio::test]
async fn a_report_serves_for_two_hours() {
    let api = Api::start().await;
    run_job(&api).await;
    assert_eq!(rows(&api).await, [] as [Value; 0]);
    add(&api, "jdoe", false).await;
    api.sandbox.clock().advance(Duration::from_secs(2 * 3600 - 1));
    run_job(&api).await;
    assert_eq!(rows(&api).await.len(), 0, "cached");
    api.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(rows(&api).await.len(), 0, "no job since");
    // The end of a job counts, wherever it is seen.
    let job = ok(&api, "createjob", json!({ "jobType": "USER_REPORTS" })).await;
    let body = json!({ "jobTokens": [job["jobToken"]] });
    for done in [false, false, true] {
        assert_eq!(rows(&api).await.len(), 0);
        let (_, reply) = call(&api, "getbulkjobstatus", body.clone()).await;
        assert_eq!(reply.to_string().contains("DONE"), done);
    }
    assert_eq!(rows(&api).await[0]["username"], "jdoe");
}

#[tokio::test]
async fn a_crowd_makes_a_long_report() {
    let api = Api::start().await;
    let path = "/sandbox/pingid/users";
    assert_eq!(api.post(path, &json!({ "count": -1 })).await.status, 400);
    assert_eq!(api.post(path, &json!({})).await.status, 400);
    assert_eq!(api.post(path, &json!({ "count": 2 })).await.status, 204);
    api.sandbox.pingid().add_users(998);
    run_job(&api).await;
    let rows = rows(&api).await;
    assert_eq!(rows.len(), 1000);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(row["username"], format!("user{:06}", index + 1));
        assert_eq!(row["deviceType"], "SMS");
        assert_eq!(row["status"], "ACTIVE");
    }
    let csv = report(&api, "CSV").await.text;
    assert_eq!(csv.lines().count(), 1001);
    let phones: std::collections::BTreeSet<_> =
        rows.iter().map(|row| row["phoneNumber"].to_string()).collect();
    assert_eq!(phones.len(), 1000);
}

#[tokio::test]
async fn a_sign_on_counts_for_the_user_and_for_the_device_that_took_it() {
    let api = Api::start().await;
    add(&api, "ann", false).await;
    for number in ["13035551234", "13035554321"] {
        let body = json!({ "username": "ann", "type": "SMS", "pairingData": number });
        pair(&api, body).await;
    }
    api.sandbox.clock().advance(Duration::from_secs(60));
    let started = step(&api, "startauthentication", on_web("ann"), 30001).await;
    let sent = otp(&api, "SMS", "+13035551234").await;
    ok(&api, "authoffline", passcode("ann", &started, sent)).await;
    run_job(&api).await;
    let rows = rows(&api).await;
    let at = json!(NOW + 60_000);
    for (row, device) in rows.iter().zip([&at, &Value::Null]) {
        assert_eq!(row["lastTrxTime"], at);
        assert_eq!(row["lastDeviceTrxTime"], *device);
    }
    assert_eq!(rows.len(), 2);
}

/// Scripts of others begin a job and come back later for the report, without asking how far it is.
#[tokio::test]
async fn a_job_comes_to_its_end_without_being_asked_for() {
    let api = Api::start().await;
    add(&api, "zoe", false).await;
    let job = ok(&api, "createjob", json!({ "jobType": "USER_REPORTS" })).await;
    let early = call(&api, "getorgreport", json!({ "fileType": "JSON" })).await;
    assert_eq!(early.1["errorId"], 400);
    api.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(rows(&api).await[0]["username"], "zoe");
    let reply = ok(&api, "getjobstatus", json!({ "jobToken": job["jobToken"] })).await;
    assert_eq!((&reply["status"], &reply["jobResult"]["status"]), (&json!("done"), &json!("DONE")));
    // What it was told once does not make another report when that one is too old.
    api.sandbox.clock().advance(Duration::from_secs(3 * 3600));
    add(&api, "yan", false).await;
    assert_eq!(rows(&api).await.len(), 1);
}
