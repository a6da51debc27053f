//! OATH tokens and jobs.

use serde_json::{Value, json};

use super::{add, call, ok, refused};
use crate::support::Api;

/// The key of the published vectors.
const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

async fn upload(api: &Api, tokens: Value) -> Value {
    let alias = api.sandbox.pingid().account().org_alias().to_owned();
    ok(api, "createorgtokens", json!({ "orgAlias": alias, "tokens": tokens })).await
}

async fn counting(api: &Api) {
    let token =
        json!({ "serialNumber": "107", "tokenType": "HOTP", "secretKey": KEY, "otpLength": "6" });
    upload(api, json!([token])).await;
}

#[tokio::test]
async fn a_job_goes_on_from_question_to_question() {
    let api = Api::start().await;
    let job = ok(&api, "createjob", json!({ "jobType": "USER_REPORTS" })).await;
    let ask = async || ok(&api, "getjobstatus", json!({ "jobToken": job["jobToken"] })).await;
    for status in ["pending", "in_progress"] {
        let reply = ask().await;
        assert_eq!((&reply["status"], reply.get("jobResult")), (&json!(status), None));
    }
    let reply = ask().await;
    assert_eq!(reply["status"], "done");
    assert_eq!(reply["jobResult"], json!({ "type": "JobResult", "status": "DONE" }));
    let body = json!({ "jobTokens": [job["jobToken"], "unknown"] });
    let reply = ok(&api, "getbulkjobstatus", body).await;
    let results = reply["jobResults"].as_object().unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[job["jobToken"].as_str().unwrap()]["status"], "DONE");
    for (operation, body) in [
        ("createjob", json!({})),
        ("createjob", json!({ "jobType": "COFFEE" })),
        ("getjobstatus", json!({ "jobToken": "unknown" })),
        ("getbulkjobstatus", json!({})),
        ("getbulkjobstatus", json!({ "jobTokens": "one" })),
    ] {
        refused(&api, operation, body, 400).await;
    }
}

#[tokio::test]
async fn uploads_are_checked_token_by_token() {
    let api = Api::start().await;
    let alias = api.sandbox.pingid().account().org_alias().to_owned();
    let good = json!({ "serialNumber": "1", "tokenType": "TOTP", "secretKey": KEY,
        "otpLength": "6", "timeStep": "30" });
    for (member, value) in [
        ("serialNumber", json!("")),
        ("tokenType", json!("OCRA")),
        ("secretKey", json!("018")),
        ("otpLength", json!("7")),
        ("timeStep", json!("45")),
        ("timeStep", Value::Null),
    ] {
        let mut bad = good.clone();
        bad[member] = value;
        let body = json!({ "orgAlias": alias, "tokens": [good, bad] });
        let reply = refused(&api, "createorgtokens", body, 400).await;
        assert!(reply["errorMsg"].as_str().unwrap().contains(member), "{reply}");
    }
    let body = json!({ "orgAlias": "another", "tokens": [good] });
    refused(&api, "createorgtokens", body, 400).await;
    // Nothing of a refused upload was kept, and a documented example is fine.
    assert!(api.sandbox.pingid().token_code("1").is_err());
    upload(
        &api,
        json!([
            { "serialNumber": "1", "tokenType": "TOTP", "otpLength": "6", "timeStep": "30",
              "secretKey": "AAAAAAAAAAAAAAAAAAAAAAAAAAA" },
            { "serialNumber": 2, "tokenType": "TOTP", "otpLength": 6, "timeStep": 60,
              "secretKey": "EEEEEEEEEEEEEEEEEEEEEEEEEE" },
        ]),
    )
    .await;
    assert_eq!(api.sandbox.pingid().token_code("2").unwrap().len(), 6);
}

#[tokio::test]
async fn published_passcodes_bring_a_token_into_step() {
    let api = Api::start().await;
    counting(&api).await;
    let body = |otps: Value| json!({ "serialNumber": "107", "otps": otps, "initiatedBy": "ADMIN" });
    // RFC 4226: the passcodes of the counters 5 and 6.
    let reply = ok(&api, "resyncoathtoken", body(json!(["254676", "287922"]))).await;
    assert_eq!((&reply["sessionId"], &reply["errorMsg"]), (&Value::Null, &json!("OK")));
    // What came before is used up.
    refused(&api, "resyncoathtoken", body(json!(["755224", "287082"])), 20513).await;
    let (status, first) = call(&api, "resyncoathtoken", body(json!(["162583"]))).await;
    assert_eq!((status, &first["errorId"]), (200, &json!(30016)));
    let mut second = body(json!(["399871"]));
    second["sessionId"] = first["sessionId"].clone();
    ok(&api, "resyncoathtoken", second.clone()).await;
    refused(&api, "resyncoathtoken", second, 20517).await;
    for otps in [json!([]), json!(["1"]), json!(["1", "2", "3"]), json!(["12345678x"]), json!(7)] {
        refused(&api, "resyncoathtoken", body(otps), 400).await;
    }
}

#[tokio::test]
async fn revoked_tokens_are_gone() {
    let api = Api::start().await;
    counting(&api).await;
    add(&api, "jdoe", false).await;
    let body = json!({ "username": "jdoe", "type": "TOKEN", "pairingData": "107" });
    let reply = ok(&api, "offlinepairing", body.clone()).await;
    assert_eq!(reply["tokenType"], "HOTP");
    refused(&api, "offlinepairing", body.clone(), 400).await;
    let alias = api.sandbox.pingid().account().org_alias().to_owned();
    let revoke = |unpair: bool| json!({ "orgAlias": alias, "serialNumbers": ["107"], "unpairBeforeDelete": unpair });
    let job = ok(&api, "revokeorgtokens", revoke(false)).await;
    for _ in 0..2 {
        ok(&api, "getjobstatus", json!({ "jobToken": job["jobToken"] })).await;
    }
    let failed = ok(&api, "getjobstatus", json!({ "jobToken": job["jobToken"] })).await;
    assert_eq!(failed["status"], "failure");
    assert_eq!(failed["jobResult"]["pairedSerials"], json!({ "107": "jdoe" }));
    ok(&api, "revokeorgtokens", revoke(true)).await;
    assert_eq!(super::status(&api, "jdoe").await, "PENDING_CHANGE_DEVICE");
    refused(&api, "offlinepairing", body, 400).await;
    refused(&api, "revokeorgtokens", revoke(true), 400).await;
}

#[tokio::test]
async fn tokens_are_in_somebodys_hands() {
    let api = Api::start().await;
    counting(&api).await;
    let show = async |body: Value| api.post("/sandbox/pingid/token", &body).await;
    let serial = json!({ "serialNumber": "107" });
    assert_eq!(show(serial.clone()).await.body["otp"], "755224");
    let skew = json!({ "serialNumber": "107", "steps": 2 });
    let answer = api.post("/sandbox/pingid/token-skew", &skew).await;
    assert_eq!(answer.status, 204);
    assert_eq!(show(serial).await.body["otp"], "969429");
    assert_eq!(show(json!({ "serialNumber": "1" })).await.status, 400);
    let answer = api.post("/sandbox/pingid/token-skew", &json!({ "serialNumber": "107" })).await;
    assert_eq!(answer.status, 400);
}
