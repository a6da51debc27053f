//! Offline pairing, YubiKeys, authenticator apps and what can be changed about devices.

use serde_json::{Value, json};

use super::{add, details, ok, refused};
use crate::support::Api;

async fn otp(api: &Api, channel: &str, to: &str) -> Value {
    let body = json!({ "channel": channel, "to": to });
    let message = api.post("/sandbox/outbox/next", &body).await;
    assert_eq!(message.status, 200, "{}", message.text);
    message.body["otp"].clone()
}

#[tokio::test]
async fn an_sms_pairs_a_phone() {
    let api = Api::start().await;
    add(&api, "jdoe", true).await;
    let body = json!({ "username": "jdoe", "type": "SMS", "pairingData": "13035551234",
        "validateUniqueDevice": "true", "clientData": "echo" });
    let started = ok(&api, "startofflinepairing", body).await;
    assert!(started["sessionId"].as_str().unwrap().starts_with("oacts_"));
    assert!(started["deviceId"].is_string() && started["deviceUuid"].is_string());
    assert!(started.get("tokenType").is_none());
    assert_eq!(started["clientData"], "echo");
    assert_eq!(details(&api, "jdoe").await["status"], "PENDING_ACTIVATION");
    let body =
        json!({ "sessionId": started["sessionId"], "otp": otp(&api, "SMS", "+13035551234").await });
    ok(&api, "finalizeofflinepairing", body.clone()).await;
    let user = details(&api, "jdoe").await;
    assert_eq!(user["status"], "ACTIVE");
    let device = &user["deviceDetails"];
    assert_eq!(device["deviceId"].to_string(), started["deviceId"].as_str().unwrap());
    for (name, value) in [
        ("type", json!("SMS")),
        ("deviceRole", json!("PRIMARY")),
        ("nickname", json!("SMS 1")),
        ("displayID", json!("13035551234")),
        ("countryCode", json!("1")),
        ("phoneNumber", json!("3035551234")),
        ("pushEnabled", json!(false)),
        ("deviceModel", Value::Null),
        ("deviceUuid", started["deviceUuid"].clone()),
    ] {
        assert_eq!(device.get(name), Some(&value), "{name}");
    }
    refused(&api, "finalizeofflinepairing", body, 20517).await;
}

#[tokio::test]
async fn malformed_pairings_are_refused() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let pairing =
        |kind: &str, data: Value| json!({ "username": "jdoe", "type": kind, "pairingData": data });
    for (operation, body, id) in [
        ("startofflinepairing", json!({ "username": "jdoe" }), 400),
        ("startofflinepairing", pairing("FAX", json!("1")), 400),
        ("startofflinepairing", pairing("SMS", json!(13035551234_u64)), 400),
        ("startofflinepairing", pairing("SMS", json!("303-555")), 20559),
        ("startofflinepairing", pairing("VOICE", json!("+13035551234,x")), 20559),
        ("startofflinepairing", pairing("EMAIL", json!("nowhere")), 20558),
        ("startofflinepairing", pairing("AUTHENTICATOR_APP", json!("GEZDGNBV")), 400),
        ("offlinepairing", pairing("AUTHENTICATOR_APP", json!("1")), 400),
        ("finalizeofflinepairing", json!({ "sessionId": "oacts_1" }), 400),
        ("finalizeofflinepairing", json!({ "sessionId": "oacts_1", "otp": "1" }), 20517),
        ("pairyubikey", json!({ "username": "jdoe", "otp": "é".repeat(22) }), 20513),
        ("authenticatorappstartpairing", json!({ "username": "jdoe" }), 400),
        ("authenticatorappstartpairing", json!({ "username": "jdoe", "pairingType": "HOTP" }), 400),
        ("authenticatorappfinishpairing", json!({ "sessionId": "x", "otp": "12 34" }), 400),
        ("authenticatorappfinishpairing", json!({ "sessionId": "x", "otp": "1234" }), 20517),
        ("updatedeviceattr", json!({ "userName": "jdoe" }), 400),
    ] {
        refused(&api, operation, body, id).await;
    }
}

#[tokio::test]
async fn an_app_is_given_a_key_that_makes_its_passcodes() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let body = json!({ "username": "jdoe", "pairingType": "TOTP" });
    let started = ok(&api, "authenticatorappstartpairing", body).await;
    let uri = started["pairingKeyUri"].as_str().unwrap();
    // Neither address nor names: the user name.
    assert!(uri.starts_with("otpauth://totp/Ping%20Sandbox:jdoe?secret="), "{uri}");
    let groups: Vec<_> = started["pairingKey"].as_str().unwrap().split(' ').collect();
    assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 4));
    let code = api.sandbox.totp_code(&groups.concat()).unwrap();
    let body = json!({ "sessionId": started["sessionId"], "otp": code });
    ok(&api, "authenticatorappfinishpairing", body).await;
    assert_eq!(details(&api, "jdoe").await["deviceDetails"]["type"], "Authenticator App");
}

#[tokio::test]
async fn the_device_limit_holds_for_phones_with_the_app_too() {
    let api = Api::start().await;
    let limit = async |body: Value| {
        let path = "/sandbox/pingid/device-limit";
        api.send("PUT", path, "application/json", &body).await.status
    };
    assert_eq!(limit(json!({ "devices": 1 })).await, 204);
    assert_eq!(limit(json!({ "devices": -1 })).await, 400);
    assert_eq!(limit(json!({})).await, 400);
    super::active(&api, "jdoe").await;
    let code = super::activation_code(&api, "jdoe").await;
    let error = api.sandbox.pingid().pair(&code).unwrap_err();
    assert!(error.to_string().contains("as many devices as are allowed"));
    let touch = async |body: Value| api.post("/sandbox/pingid/yubikey", &body).await;
    assert_eq!(touch(json!({ "serialNumber": -1 })).await.status, 400);
    let otp = touch(json!({ "serialNumber": 7 })).await.body["otp"].clone();
    assert!(otp.as_str().unwrap().starts_with("ccccccccccci"));
    let body = json!({ "username": "jdoe", "otp": otp });
    let reply = refused(&api, "pairyubikey", body, 20562).await;
    assert_eq!(reply["errorMsg"], "user.exceeded.num.of.devices");
}

#[tokio::test]
async fn the_oldest_pairings_that_have_begun_go_first() {
    let api = Api::with(|builder| builder.kept(2, 1_000_000)).await;
    add(&api, "jdoe", false).await;
    let mut begun = Vec::new();
    for number in 0..3 {
        let to = format!("joe{number}@example.com");
        let body = json!({ "username": "jdoe", "type": "EMAIL", "pairingData": to });
        let started = ok(&api, "startofflinepairing", body).await;
        begun.push(started["sessionId"].clone());
    }
    // Of the oldest nothing is known; a wrong passcode of the others is one.
    for (session, id) in begun.iter().zip([20517, 20513, 20513]) {
        let body = json!({ "sessionId": session, "otp": "0" });
        refused(&api, "finalizeofflinepairing", body, id).await;
    }
}
