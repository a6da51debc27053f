//! Security keys, biometrics and FIDO2 devices, paired by a software authenticator.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{add, call, details, ok, refused};
use crate::support::{
    Api,
    browser::{Browser, standard},
};

pub const ORIGIN: &str = "https://admin.pingone.com";

fn start(user: &str, kind: Option<&str>) -> Value {
    let mut body = json!({ "userName": user, "rpId": "pingone.com", "rpName": "Example" });
    if let Some(kind) = kind {
        body["webauthnType"] = kind.into();
    }
    body
}

/// What finishes a pairing.
fn finish(user: &str, started: &Value, made: &Value) -> Value {
    json!({ "userName": user, "sessionId": started["sessionId"], "rpId": "pingone.com",
        "origin": ORIGIN, "publicKeyCredentialJson": made.to_string() })
}

async fn begin(api: &Api, user: &str, kind: Option<&str>) -> Value {
    ok(api, "webauthnstartpairing", start(user, kind)).await
}

async fn create(started: &Value) -> Value {
    let options = started["publicKeyCredentialOptions"].as_str().unwrap();
    Browser::default().create(ORIGIN, options).await
}

fn options(started: &Value) -> Value {
    standard(started["publicKeyCredentialOptions"].as_str().unwrap())
}

/// Pairs another device.
async fn pair(api: &Api, user: &str, kind: Option<&str>) -> Value {
    pair_with(api, user, kind, &mut Browser::default()).await
}

/// Pairs what that browser has from then on.
pub async fn pair_with(api: &Api, user: &str, kind: Option<&str>, browser: &mut Browser) -> Value {
    let started = begin(api, user, kind).await;
    let options = started["publicKeyCredentialOptions"].as_str().unwrap();
    let made = browser.create(ORIGIN, options).await;
    ok(api, "webauthnfinishpairing", finish(user, &started, &made)).await;
    made
}

async fn devices(api: &Api, user: &str) -> Vec<Value> {
    let devices = details(api, user).await["devicesDetails"].clone();
    devices.as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_security_key_is_paired() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let mut body = start("jdoe", Some("WebAuthn"));
    body["clientData"] = "echo".into();
    let started = ok(&api, "webauthnstartpairing", body).await;
    assert_eq!(started["clientData"], "echo");
    let session = started["sessionId"].as_str().unwrap();
    assert_eq!((session.len(), session.split('-').count()), (36, 5));
    let asked: Value =
        serde_json::from_str(started["publicKeyCredentialOptions"].as_str().unwrap()).unwrap();
    let account = api.sandbox.pingid().account();
    let name = format!("{}_jdoe", account.org_alias());
    assert_eq!(asked["user"]["name"], name);
    assert_eq!(asked["user"]["displayName"], name);
    assert_eq!(asked["user"]["id"].as_array().unwrap().len(), 32);
    assert_eq!(asked["rp"], json!({ "id": "pingone.com", "name": "Example" }));
    assert_eq!(asked["excludeCredentials"], json!([]));
    assert_eq!(asked["attestation"], "direct");
    let selection = &asked["authenticatorSelection"];
    assert_eq!(selection["authenticatorAttachment"], "cross-platform");
    assert_eq!(details(&api, "jdoe").await["status"], "NOT_ACTIVE");

    let made = create(&started).await;
    let body = finish("jdoe", &started, &made);
    ok(&api, "webauthnfinishpairing", body.clone()).await;
    let user = details(&api, "jdoe").await;
    assert_eq!(user["status"], "ACTIVE");
    let device = &user["deviceDetails"];
    for (name, value) in [
        ("type", json!("Security Key")),
        ("nickname", json!("Security Key 1")),
        ("displayID", Value::Null),
        ("deviceRole", json!("PRIMARY")),
        ("pushEnabled", json!(false)),
        ("deviceUuid", started["deviceUuid"].clone()),
        ("authenticationAttachment", json!("cross-platform")),
        ("transports", json!([])),
    ] {
        assert_eq!(device.get(name), Some(&value), "{name}");
    }
    assert_eq!(device["deviceId"].to_string(), started["deviceId"].as_str().unwrap());
    // The session was good once.
    refused(&api, "webauthnfinishpairing", body, 20517).await;
}

#[tokio::test]
async fn biometrics_and_fido2_devices_differ_in_what_is_shown() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    pair(&api, "jdoe", Some("webauthn_platform_windows")).await;
    pair(&api, "jdoe", Some("webauthn_platform")).await;
    let started = begin(&api, "jdoe", None).await;
    let selection = &options(&started)["authenticatorSelection"];
    assert_eq!(selection.get("authenticatorAttachment"), None);
    assert_eq!(selection["residentKey"], "preferred");
    let mut made = create(&started).await;
    made["authenticatorAttachment"] = "cross-platform".into();
    made["response"]["transports"] = json!(["hybrid"]);
    ok(&api, "webauthnfinishpairing", finish("jdoe", &started, &made)).await;
    let shown: Vec<_> = devices(&api, "jdoe")
        .await
        .into_iter()
        .map(|device| {
            ["type", "nickname", "displayID", "authenticationAttachment", "transports"]
                .map(|name| device[name].clone())
        })
        .collect();
    assert_eq!(
        json!(shown),
        json!([
            [
                "FIDO2 Biometrics",
                "Windows Hello 1",
                "webauthn_platform_windows",
                "platform",
                ["internal"]
            ],
            [
                "FIDO2 Biometrics",
                "FIDO2 Biometrics 1",
                "webauthn_platform",
                "platform",
                ["internal"]
            ],
            ["FIDO2", "FIDO2 1", null, "cross-platform", ["hybrid"]],
        ])
    );
    // Other devices have no such members.
    let body = json!({ "username": "jdoe", "type": "EMAIL", "pairingData": "j@example.com" });
    ok(&api, "offlinepairing", body).await;
    let email = devices(&api, "jdoe").await.pop().unwrap();
    assert!(email.get("transports").is_none());
}

#[tokio::test]
async fn names_are_the_clients_where_it_has_some() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let mut body = start("jdoe", None);
    body["name"] = "é".repeat(100).into();
    body["displayName"] = "John Doe".into();
    let user = options(&ok(&api, "webauthnstartpairing", body.clone()).await)["user"].clone();
    assert_eq!(user["name"], "é".repeat(100));
    assert_eq!(user["displayName"], "John Doe");
    for name in ["name", "displayName"] {
        let mut long = body.clone();
        long[name] = "é".repeat(101).into();
        refused(&api, "webauthnstartpairing", long, 400).await;
    }
}

#[tokio::test]
async fn what_the_user_has_is_excluded_at_its_own_domain() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let made = pair(&api, "jdoe", Some("webauthn_platform")).await;
    let started = begin(&api, "jdoe", Some("WebAuthn")).await;
    let excluded = options(&started)["excludeCredentials"].clone();
    assert_eq!(
        excluded,
        json!([{ "type": "public-key", "id": made["id"], "transports": ["internal"] }])
    );
    let mut elsewhere = start("jdoe", Some("WebAuthn"));
    elsewhere["rpId"] = "example.com".into();
    let started = ok(&api, "webauthnstartpairing", elsewhere).await;
    assert_eq!(options(&started)["excludeCredentials"], json!([]));
}

#[tokio::test]
async fn users_pair_side_by_side() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    add(&api, "marcher", false).await;
    let johns = begin(&api, "jdoe", None).await;
    let marys = begin(&api, "marcher", None).await;
    let again = begin(&api, "jdoe", None).await;
    let handle = |started: &Value| options(started)["user"]["id"].clone();
    assert_ne!(handle(&johns), handle(&marys));
    assert_eq!(handle(&johns), handle(&again), "a user is always the same one");
    assert_ne!(options(&johns)["challenge"], options(&again)["challenge"]);

    let (johns_key, marys_key) = (create(&johns).await, create(&marys).await);
    // Neither the session nor the challenge of somebody else.
    refused(&api, "webauthnfinishpairing", finish("marcher", &johns, &johns_key), 20517).await;
    refused(&api, "webauthnfinishpairing", finish("jdoe", &johns, &marys_key), 400).await;
    ok(&api, "webauthnfinishpairing", finish("marcher", &marys, &marys_key)).await;
    ok(&api, "webauthnfinishpairing", finish("jdoe", &johns, &johns_key)).await;

    // John's key in Mary's hands: `none` is signed by nobody, so that it fits any challenge.
    let stolen = begin(&api, "marcher", None).await;
    let mut made = create(&stolen).await;
    made["id"] = johns_key["id"].clone();
    made["rawId"] = johns_key["rawId"].clone();
    made["response"]["attestationObject"] = johns_key["response"]["attestationObject"].clone();
    let reply =
        refused(&api, "webauthnfinishpairing", finish("marcher", &stolen, &made), 400).await;
    assert_eq!(reply["errorMsg"], "The device is paired already.");
    assert_eq!(devices(&api, "marcher").await.len(), 1);
}

#[tokio::test]
async fn what_does_not_fit_the_beginning_is_refused() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let started = begin(&api, "jdoe", Some("WebAuthn")).await;
    let made = create(&started).await;
    let good = finish("jdoe", &started, &made);
    let mut unattested = made.clone();
    unattested["response"]["attestationObject"] = STANDARD.encode([0xa0]).into();
    for (member, value) in [
        ("rpId", json!("admin.pingone.com")),
        ("rpId", Value::Null),
        ("origin", json!("https:// admin.pingone.com")),
        ("origin", json!("https://pingone.com")),
        ("origin", json!("https://pingone.com.example.com")),
        ("origin", json!("")),
        ("publicKeyCredentialJson", json!("<output from navigator.credentials.create function>")),
        ("publicKeyCredentialJson", made.clone()),
        ("publicKeyCredentialJson", json!(unattested.to_string())),
    ] {
        let mut body = good.clone();
        body[member] = value.clone();
        let reply = refused(&api, "webauthnfinishpairing", body, 400).await;
        assert!(!reply["errorMsg"].as_str().unwrap().is_empty(), "{member}: {value}");
    }
    let mut unknown = good.clone();
    unknown["sessionId"] = "b6367b8e-1da8-490d-9c6d-6814cb2cfc81".into();
    refused(&api, "webauthnfinishpairing", unknown, 20517).await;
    // Five of them were credentials or origins, and five end it.
    refused(&api, "webauthnfinishpairing", good, 20517).await;
    assert_eq!(details(&api, "jdoe").await["status"], "NOT_ACTIVE");
}

#[tokio::test]
async fn malformed_beginnings_are_refused() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    for (member, value, id) in [
        ("userName", json!("nobody"), 10564),
        ("userName", Value::Null, 400),
        ("rpId", Value::Null, 400),
        ("rpId", json!("https://pingone.com"), 400),
        ("rpId", json!("127.0.0.1"), 400),
        ("rpName", Value::Null, 400),
        ("webauthnType", json!("platform"), 400),
        ("webauthnType", json!("webauthn_platform_toaster"), 400),
        ("webauthnType", json!(7), 400),
        ("displayName", json!({}), 400),
    ] {
        let mut body = start("jdoe", Some("WebAuthn"));
        body[member] = value;
        refused(&api, "webauthnstartpairing", body, id).await;
    }
}

#[tokio::test]
async fn sessions_end_with_time_and_with_their_user() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let started = begin(&api, "jdoe", None).await;
    let made = create(&started).await;
    api.sandbox.clock().advance(Duration::from_secs(30 * 60 - 1));
    let late = begin(&api, "jdoe", None).await;
    api.sandbox.clock().advance(Duration::from_secs(1));
    refused(&api, "webauthnfinishpairing", finish("jdoe", &started, &made), 20517).await;

    ok(&api, "deleteuser", json!({ "userName": "jdoe" })).await;
    add(&api, "jdoe", false).await;
    let made = create(&late).await;
    refused(&api, "webauthnfinishpairing", finish("jdoe", &late, &made), 20517).await;
    // Another user of the same name is another one to authenticators, too.
    let again = begin(&api, "jdoe", None).await;
    assert_ne!(options(&again)["user"]["id"], options(&late)["user"]["id"]);
}

#[tokio::test]
async fn limits_and_suspension_hold_at_both_ends() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    api.sandbox.pingid().device_limit(1);
    let one = begin(&api, "jdoe", None).await;
    pair(&api, "jdoe", None).await;
    refused(&api, "webauthnstartpairing", start("jdoe", None), 20562).await;
    let made = create(&one).await;
    refused(&api, "webauthnfinishpairing", finish("jdoe", &one, &made), 20562).await;

    api.sandbox.pingid().device_limit(2);
    let two = begin(&api, "jdoe", None).await;
    ok(&api, "suspenduser", json!({ "userName": "jdoe" })).await;
    refused(&api, "webauthnstartpairing", start("jdoe", None), 10565).await;
    let made = create(&two).await;
    refused(&api, "webauthnfinishpairing", finish("jdoe", &two, &made), 10565).await;
    assert_eq!(devices(&api, "jdoe").await.len(), 1);
}

#[tokio::test]
async fn a_seed_repeats_the_challenge() {
    let challenge = async || {
        let api = Api::start().await;
        add(&api, "jdoe", false).await;
        let (status, reply) = call(&api, "webauthnstartpairing", start("jdoe", None)).await;
        assert_eq!(status, 200);
        options(&reply)["challenge"].clone()
    };
    assert_eq!(challenge().await, challenge().await);
}
