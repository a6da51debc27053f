//! PingID on the wire: envelope, users, life-cycle, pairing, authentication.

pub mod authentication;
mod envelope;
#[cfg(feature = "webauthn")]
mod fido;
#[cfg(feature = "webauthn")]
mod fido_sign_on;
mod online;
mod pairing;
mod policies;
mod policy_sign_on;
mod ppm;
#[cfg(feature = "webauthn")]
mod ppm_fido;
mod push;
mod report;
mod tokens;

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ping_sandbox::PingIdDevice;
use serde_json::{Value, json};

use crate::support::{Api, Reply};

pub const TIMESTAMP: &str = "2026-01-15 12:00:00.000";

/// The sandbox's time in the tests, in milliseconds.
const NOW: u64 = 1_768_478_400_000;

pub async fn post(api: &Api, operation: &str, token: &str) -> Reply {
    let path = format!("/pingid/rest/4/{operation}/do");
    let headers = [("content-type", "application/json")];
    let token = token.as_bytes().to_vec();
    let answer = api.raw("POST", &path, &headers, token);
    in_time(answer).await.unwrap()
}

/// Something that waits for a person: broken, it fails instead of waiting forever.
fn in_time<T>(waits: impl Future<Output = T>) -> impl Future<Output = T> {
    let waits = Box::pin(tokio::time::timeout(Duration::from_secs(10), waits));
    async { waits.await.expect("an answer") }
}

/// An answer that is held back, and what a person does meanwhile.
async fn held<T>(answer: impl Future<Output = T>, person: impl Future<Output = ()>) -> T {
    in_time(async { tokio::join!(answer, person).0 }).await
}

/// Calls an operation; status and opened `responseBody`.
pub async fn call(api: &Api, operation: &str, body: Value) -> (u16, Value) {
    let account = api.tenant.pingid().account();
    let answer = post(api, operation, &account.request(TIMESTAMP, &body)).await;
    let payload = account.open(&answer.text).unwrap();
    (answer.status, payload["responseBody"].clone())
}

pub async fn ok(api: &Api, operation: &str, body: Value) -> Value {
    let (status, reply) = call(api, operation, body).await;
    assert_eq!((status, &reply["errorId"]), (200, &json!(200)), "{reply}");
    reply
}

/// A reply that wants something: neither success nor error.
pub async fn step(api: &Api, operation: &str, body: Value, id: u32) -> Value {
    let (status, reply) = call(api, operation, body).await;
    assert_eq!((status, &reply["errorId"]), (200, &json!(id)), "{reply}");
    reply
}

async fn refused(api: &Api, operation: &str, body: Value, error_id: u32) -> Value {
    let (status, reply) = call(api, operation, body).await;
    assert_eq!((status, &reply["errorId"]), (400, &json!(error_id)), "{reply}");
    reply
}

pub async fn add(api: &Api, name: &str, activate: bool) -> Value {
    let body = json!({ "username": name, "role": "REGULAR", "activateUser": activate });
    ok(api, "adduser", body).await
}

pub async fn activation_code(api: &Api, name: &str) -> String {
    let reply = ok(api, "getactivationcode", json!({ "userName": name })).await;
    reply["activationCode"].as_str().unwrap().to_owned()
}

/// Adds a user and pairs a first device.
async fn active(api: &Api, name: &str) {
    add(api, name, false).await;
    let code = activation_code(api, name).await;
    api.tenant.pingid().pair(&code).unwrap();
}

async fn details(api: &Api, name: &str) -> Value {
    let reply = ok(api, "getuserdetails", json!({ "userName": name })).await;
    reply["userDetails"].clone()
}

pub async fn status(api: &Api, name: &str) -> String {
    let details = details(api, name).await;
    details["status"].as_str().unwrap().to_owned()
}

async fn poll(api: &Api, code: &str) -> Value {
    ok(api, "pairingstatus", json!({ "activationCode": code })).await
}

#[tokio::test]
async fn add_user_creates_with_or_without_a_code() {
    let api = Api::start().await;
    let reply = ok(
        &api,
        "adduser",
        json!({
            "activateUser": false, "fname": "John", "lname": "Doe",
            "email": "jdoe@pingdevelopers.com", "username": "jdoe", "role": "REGULAR",
            "clientData": "Session data", "deviceType": "DESKTOP", "picUrl": null,
        }),
    )
    .await;
    assert_eq!(reply["clientData"], "Session data");
    assert!(reply.get("activationCode").is_none());
    let user = &reply["userDetails"];
    for (name, value) in [
        ("userName", json!("jdoe")),
        ("fname", json!("John")),
        ("lname", json!("Doe")),
        ("email", json!("jdoe@pingdevelopers.com")),
        ("role", json!("REGULAR")),
        ("status", json!("NOT_ACTIVE")),
        ("userEnabled", json!(false)),
        ("deviceDetails", Value::Null),
        ("devicesDetails", Value::Null),
        ("lastLogin", Value::Null),
        ("spList", json!([])),
        ("userInBypass", json!(false)),
    ] {
        assert_eq!(user.get(name), Some(&value), "{name}");
    }

    // The spellings and strings that samples send.
    let reply = ok(
        &api,
        "adduser",
        json!({ "activateUser": "true", "fName": "Meredith", "userName": "meredith", "role": "ADMIN" }),
    )
    .await;
    assert_eq!(reply["activationCode"].as_str().unwrap().len(), 12);
    let user = &reply["userDetails"];
    assert_eq!(user["status"], "PENDING_ACTIVATION");
    assert_eq!((&user["fname"], &user["lname"]), (&json!("Meredith"), &json!("")));
    assert_eq!(user["role"], "ADMIN");

    let again = json!({ "username": "jdoe", "role": "REGULAR", "activateUser": false });
    refused(&api, "adduser", again, 10556).await;
    for (name, body) in [
        ("no name", json!({ "role": "REGULAR" })),
        ("empty name", json!({ "username": "", "role": "REGULAR" })),
        ("long name", json!({ "username": "é".repeat(251), "role": "REGULAR" })),
        ("name of another type", json!({ "username": 7, "role": "REGULAR" })),
        ("no role", json!({ "username": "a" })),
        ("unknown role", json!({ "username": "a", "role": "BOSS" })),
        (
            "flag of another type",
            json!({ "username": "a", "role": "ADMIN", "activateUser": "yes" }),
        ),
        ("unknown device", json!({ "username": "a", "role": "ADMIN", "deviceType": "WATCH" })),
        ("email of another type", json!({ "username": "a", "role": "ADMIN", "email": {} })),
    ] {
        let reply = refused(&api, "adduser", body, 400).await;
        assert!(!reply["errorMsg"].as_str().unwrap().is_empty(), "{name}");
    }
    let longest = json!({ "username": "é".repeat(250), "role": "REGULAR" });
    ok(&api, "adduser", longest).await;
}

#[tokio::test]
async fn unknown_users_are_refused_everywhere() {
    let api = Api::start().await;
    let name = json!({ "userName": "nobody", "role": "REGULAR", "spAlias": "vpn" });
    for operation in [
        "edituser",
        "deleteuser",
        "suspenduser",
        "activateuser",
        "addservice",
        "userbypass",
        "getactivationcode",
        "unpairdevice",
    ] {
        refused(&api, operation, name.clone(), 10564).await;
    }
    let reply = refused(&api, "getuserdetails", name, 10564).await;
    assert_eq!(reply["errorMsg"], "User not exists.");
    assert_eq!(reply["userDetails"], Value::Null);
    assert_eq!(reply["sameDeviceUsersDetails"], json!([]));
}

#[tokio::test]
async fn edit_user_replaces_everything_but_the_name() {
    let api = Api::start().await;
    let body = json!({ "username": "jdoe", "role": "ADMIN", "fname": "John", "lname": "Doe", "email": "j@example.com" });
    ok(&api, "adduser", body).await;
    let body =
        json!({ "userName": "jdoe", "role": "REGULAR", "fname": "Johnny", "activateUser": false });
    let reply = ok(&api, "edituser", body).await;
    let user = &reply["userDetails"];
    assert_eq!(user["fname"], "Johnny");
    assert_eq!(user["role"], "REGULAR");
    assert_eq!((&user["lname"], &user["email"]), (&Value::Null, &Value::Null));
    assert_eq!(user["status"], "NOT_ACTIVE");
    // Clients of the vendor's write the names of members so.
    let body = json!({ "userName": "jdoe", "role": "REGULAR", "fName": "Jane", "lName": "Roe" });
    let user = ok(&api, "edituser", body).await["userDetails"].take();
    assert_eq!((&user["fname"], &user["lname"]), (&json!("Jane"), &json!("Roe")));
    assert_eq!(reply["sameDeviceUsersDetails"], json!([]));
    assert!(reply.get("activationCode").is_none());

    let activate = json!({ "userName": "jdoe", "role": "REGULAR", "activateUser": true });
    let reply = ok(&api, "edituser", activate.clone()).await;
    let code = reply["activationCode"].as_str().unwrap();
    assert_eq!(reply["userDetails"]["status"], "PENDING_ACTIVATION");
    assert_eq!(poll(&api, code).await["pairingStatus"], "NOT_CLAIMED");
    api.sandbox.pingid().pair(code).unwrap();
    let reply = ok(&api, "edituser", activate).await;
    assert!(reply.get("activationCode").is_none(), "nothing to activate");
    assert_eq!(reply["userDetails"]["status"], "ACTIVE");
    refused(&api, "edituser", json!({ "userName": "jdoe" }), 400).await;
}

#[tokio::test]
async fn a_user_is_suspended_and_comes_back() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let name = json!({ "userName": "jdoe" });
    refused(&api, "suspenduser", name.clone(), 10561).await;
    let code = activation_code(&api, "jdoe").await;
    api.sandbox.pingid().pair(&code).unwrap();
    refused(&api, "activateuser", name.clone(), 10562).await;
    let open = activation_code(&api, "jdoe").await;

    ok(&api, "suspenduser", name.clone()).await;
    assert_eq!(status(&api, "jdoe").await, "SUSPENDED");
    assert_eq!(poll(&api, &open).await["pairingStatus"], "NOT_EXIST");
    refused(&api, "suspenduser", name.clone(), 10561).await;
    refused(&api, "getactivationcode", name.clone(), 10565).await;

    let reply = ok(&api, "activateuser", name.clone()).await;
    assert!(reply.get("activationCode").is_none(), "has a device already");
    assert_eq!(status(&api, "jdoe").await, "ACTIVE");

    ok(&api, "deleteuser", name.clone()).await;
    refused(&api, "getuserdetails", name.clone(), 10564).await;
    refused(&api, "deleteuser", name, 10564).await;
}

#[tokio::test]
async fn activation_hands_out_a_code_until_there_is_a_device() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let name = json!({ "userName": "jdoe" });
    let first = ok(&api, "activateuser", name.clone()).await;
    let first = first["activationCode"].as_str().unwrap();
    assert_eq!(status(&api, "jdoe").await, "PENDING_ACTIVATION");
    let second = ok(&api, "activateuser", name.clone()).await;
    let second = second["activationCode"].as_str().unwrap();
    assert_eq!(poll(&api, first).await["pairingStatus"], "NOT_EXIST");
    api.sandbox.pingid().claim(second).unwrap();
    assert_eq!(status(&api, "jdoe").await, "PENDING");
    let third = ok(&api, "activateuser", name.clone()).await;
    assert!(third["activationCode"].is_string());
    assert_eq!(status(&api, "jdoe").await, "PENDING_ACTIVATION");

    // Deleted with its user.
    let third = third["activationCode"].as_str().unwrap();
    ok(&api, "deleteuser", name).await;
    assert_eq!(poll(&api, third).await["pairingStatus"], "NOT_EXIST");
}

#[tokio::test]
async fn codes_expire_on_the_sandbox_clock() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let code = activation_code(&api, "jdoe").await;
    api.sandbox.clock().advance(Duration::from_secs(48 * 3600 - 1));
    assert_eq!(poll(&api, &code).await["pairingStatus"], "NOT_CLAIMED");
    assert_eq!(status(&api, "jdoe").await, "PENDING_ACTIVATION");
    api.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(poll(&api, &code).await["pairingStatus"], "NOT_EXIST");
    assert_eq!(status(&api, "jdoe").await, "NOT_ACTIVE");
    assert!(api.sandbox.pingid().claim(&code).is_err());

    for hours in [json!(0), json!(337), json!("x"), json!(1.5)] {
        let body = json!({ "userName": "jdoe", "hoursUntilExpiration": hours });
        refused(&api, "getactivationcode", body, 400).await;
    }
    let body = json!({ "userName": "jdoe", "hoursUntilExpiration": 336 });
    let reply = ok(&api, "getactivationcode", body).await;
    let code = reply["activationCode"].as_str().unwrap();
    api.sandbox.clock().advance(Duration::from_secs(335 * 3600));
    assert_eq!(poll(&api, code).await["pairingStatus"], "NOT_CLAIMED");

    // A claimed code expires, too; the user has begun, though.
    api.sandbox.pingid().claim(code).unwrap();
    api.sandbox.clock().advance(Duration::from_secs(3600));
    assert_eq!(poll(&api, code).await["pairingStatus"], "NOT_EXIST");
    assert_eq!(status(&api, "jdoe").await, "PENDING");
}

#[tokio::test]
async fn pairing_is_polled_from_unclaimed_to_success_once() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    add(&api, "jdoe", false).await;
    let code = activation_code(&api, "jdoe").await;
    let reply = poll(&api, &code).await;
    assert_eq!(reply["pairingStatus"], "NOT_CLAIMED");
    assert_eq!(reply["deviceId"], Value::Null);

    pingid.claim(&code).unwrap();
    assert!(pingid.claim(&code).is_err(), "claimed already");
    assert_eq!(poll(&api, &code).await["pairingStatus"], "VERIFIED");
    assert_eq!(poll(&api, &code).await["pairingStatus"], "VERIFIED");
    assert_eq!(status(&api, "jdoe").await, "PENDING");

    let id =
        pingid.complete_pairing(&code, PingIdDevice::android().nickname("Joe's phone")).unwrap();
    assert!(id > 1 << 53, "no double holds it");
    assert_ne!(id as f64 as u64, id);
    assert_eq!(status(&api, "jdoe").await, "ACTIVE");
    let reply = poll(&api, &code).await;
    assert_eq!(reply["pairingStatus"], "PAIRED");
    assert_eq!(reply["deviceId"], id);
    assert_eq!(poll(&api, &code).await["pairingStatus"], "SUCCESS");
    assert_eq!(poll(&api, &code).await["pairingStatus"], "NOT_EXIST");
    assert!(pingid.pair(&code).is_err(), "used up");

    let user = details(&api, "jdoe").await;
    assert_eq!(user["userEnabled"], true);
    let device = &user["deviceDetails"];
    assert_eq!(device["deviceId"], id);
    assert_eq!(device["type"], "Android");
    assert_eq!(device["deviceRole"], "PRIMARY");
    assert_eq!(device["nickname"], "Joe's phone");
    assert_eq!(device["enrollment"], "2026-01-15 05:00:00.000");
    assert_eq!(device["sentClaimedSms"], -1);
    assert_eq!(device["oathTokenType"], Value::Null);
    assert_eq!(user["devicesDetails"], json!([device]));

    refused(&api, "pairingstatus", json!({}), 400).await;
    let unknown = json!({ "activationCode": 123 });
    let reply = ok(&api, "pairingstatus", unknown).await;
    assert_eq!(reply["pairingStatus"], "NOT_EXIST");
}

#[tokio::test]
async fn a_code_limited_to_a_kind_of_device_pairs_no_other() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let body = json!({ "userName": "jdoe", "deviceType": "DESKTOP" });
    let reply = ok(&api, "activateuser", body).await;
    let code = reply["activationCode"].as_str().unwrap();
    assert!(api.sandbox.pingid().pair(code).is_err());
    assert_eq!(poll(&api, code).await["pairingStatus"], "NOT_CLAIMED");
    let desktop = PingIdDevice::desktop();
    api.sandbox.pingid().pair_device(code, desktop).unwrap();
    assert_eq!(poll(&api, code).await["pairingStatus"], "SUCCESS");
    assert_eq!(details(&api, "jdoe").await["deviceDetails"]["type"], "Desktop");
}

#[tokio::test]
async fn unpairing_the_last_device_asks_for_another_one() {
    let api = Api::start().await;
    active(&api, "jdoe").await;
    let code = activation_code(&api, "jdoe").await;
    assert_eq!(status(&api, "jdoe").await, "ACTIVE", "a code for a second device");
    let second = api.sandbox.pingid().pair(&code).unwrap();
    let user = details(&api, "jdoe").await;
    let devices = user["devicesDetails"].as_array().unwrap();
    assert_eq!(devices.len(), 2);
    assert_eq!(devices[1]["deviceRole"], "SECONDARY");

    let first = devices[0]["deviceId"].clone();
    let body = json!({ "userName": "jdoe", "deviceId": 1 });
    refused(&api, "unpairdevice", body, 400).await;
    let body = json!({ "userName": "jdoe", "deviceId": first.to_string() });
    ok(&api, "unpairdevice", body).await;
    let user = details(&api, "jdoe").await;
    assert_eq!(user["status"], "ACTIVE");
    assert_eq!(user["deviceDetails"]["deviceId"], second);
    assert_eq!(user["deviceDetails"]["deviceRole"], "PRIMARY");

    ok(&api, "unpairdevice", json!({ "userName": "jdoe" })).await;
    assert_eq!(status(&api, "jdoe").await, "PENDING_CHANGE_DEVICE");
    refused(&api, "activateuser", json!({ "userName": "jdoe" }), 10565).await;
    let code = activation_code(&api, "jdoe").await;
    assert_eq!(status(&api, "jdoe").await, "PENDING_CHANGE_DEVICE");
    api.sandbox.pingid().pair(&code).unwrap();
    assert_eq!(status(&api, "jdoe").await, "ACTIVE");

    // Without a device the end of a suspension is not the end of the matter.
    ok(&api, "suspenduser", json!({ "userName": "jdoe" })).await;
    ok(&api, "unpairdevice", json!({ "userName": "jdoe" })).await;
    assert_eq!(status(&api, "jdoe").await, "SUSPENDED");
    ok(&api, "activateuser", json!({ "userName": "jdoe" })).await;
    assert_eq!(status(&api, "jdoe").await, "PENDING_CHANGE_DEVICE");
}

#[tokio::test]
async fn users_of_one_device_are_listed_when_asked_for() {
    let api = Api::start().await;
    let phone = PingIdDevice::iphone().uuid("5f0c8d3e-0000-4000-8000-000000000001");
    for name in ["ann", "bob"] {
        add(&api, name, false).await;
        let code = activation_code(&api, name).await;
        api.sandbox.pingid().pair_device(&code, phone.clone()).unwrap();
    }
    active(&api, "cid").await;
    let ask = json!({ "userName": "ann", "getSameDeviceUsers": "true" });
    let reply = ok(&api, "getuserdetails", ask).await;
    let others = reply["sameDeviceUsersDetails"].as_array().unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!(others[0]["userName"], "bob");
    let ask = json!({ "userName": "ann", "getSameDeviceUsers": false });
    let reply = ok(&api, "getuserdetails", ask).await;
    assert_eq!(reply["sameDeviceUsersDetails"], json!([]));
}

#[tokio::test]
async fn bypass_holds_in_services_until_it_expires() {
    let api = Api::start().await;
    active(&api, "joe").await;
    let add_service = |alias: &str| json!({ "userName": "joe", "spAlias": alias });
    ok(&api, "addservice", add_service("vpn")).await;
    ok(&api, "addservice", add_service("ssh")).await;
    refused(&api, "addservice", add_service("vpn"), 10563).await;
    refused(&api, "addservice", add_service("fax"), 10554).await;
    refused(&api, "addservice", json!({ "userName": "joe" }), 400).await;

    let until = NOW + 60_000;
    let one = json!({ "userName": "joe", "bypassUntil": until, "spAliases": ["vpn"] });
    ok(&api, "userbypass", one).await;
    let user = details(&api, "joe").await;
    assert_eq!(
        user["spList"],
        json!([
            { "spAlias": "vpn", "spName": "VPN", "status": "BYPASS", "bypassExpiration": until },
            { "spAlias": "ssh", "spName": "SSH", "status": "ACTIVE", "bypassExpiration": null },
        ])
    );
    assert_eq!(user["userInBypass"], false);
    let other = json!({ "userName": "joe", "bypassUntil": until, "spAliases": ["web"] });
    refused(&api, "userbypass", other, 10557).await;
    let wrong = json!({ "userName": "joe", "bypassUntil": until, "spAliases": "vpn" });
    refused(&api, "userbypass", wrong, 400).await;

    let all = json!({ "userName": "joe", "bypassUntil": until });
    ok(&api, "userbypass", all).await;
    let user = details(&api, "joe").await;
    assert_eq!((&user["userInBypass"], &user["bypassExpiration"]), (&json!(true), &json!(until)));
    assert_eq!(user["spList"][1]["status"], "BYPASS");

    api.sandbox.clock().advance(Duration::from_secs(60));
    let user = details(&api, "joe").await;
    assert_eq!((&user["userInBypass"], &user["bypassExpiration"]), (&json!(false), &Value::Null));
    assert_eq!(user["spList"][0]["status"], "ACTIVE");

    ok(&api, "userbypass", json!({ "userName": "joe", "bypassUntil": until + 60_000 })).await;
    ok(&api, "userbypass", json!({ "userName": "joe", "bypassUntil": null })).await;
    assert_eq!(details(&api, "joe").await["userInBypass"], false);
}

#[tokio::test]
async fn a_phone_can_be_played_over_http() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let code = activation_code(&api, "jdoe").await;
    let control =
        async |name: &str, body: Value| api.post(&format!("/sandbox/pingid/{name}"), &body).await;
    assert_eq!(control("claim", json!({ "activationCode": "1" })).await.status, 400);
    assert_eq!(control("claim", json!({})).await.status, 400);
    assert_eq!(control("claim", json!({ "activationCode": code })).await.status, 204);
    assert_eq!(poll(&api, &code).await["pairingStatus"], "VERIFIED");
    let body = json!({ "activationCode": code, "device": "Fridge" });
    assert_eq!(control("complete", body).await.status, 400);
    let body = json!({ "activationCode": code, "device": { "type": "Android", "model": "Pixel" } });
    let answer = control("complete", body).await;
    assert_eq!(answer.status, 200);
    let reply = poll(&api, &code).await;
    assert_eq!(reply["pairingStatus"], "PAIRED");
    assert_eq!(reply["deviceId"], answer.body["deviceId"]);

    let code = activation_code(&api, "jdoe").await;
    assert_eq!(control("pair", json!({ "activationCode": code })).await.status, 200);
    assert_eq!(poll(&api, &code).await["pairingStatus"], "SUCCESS");
    assert_eq!(control("unknown", json!({})).await.status, 404);
}

#[tokio::test]
async fn the_activation_link_leads_to_a_page() {
    let api = Api::start().await;
    add(&api, "jdoe", false).await;
    let code = activation_code(&api, "jdoe").await;
    let link = |code: &str| {
        let query = STANDARD.encode(format!("act_code={code}"));
        format!("/pingid/QRRedirection?{query}")
    };
    let answer = api.get(&link(&code)).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text.contains("PingID app"));
    let answer = api.get(&link("1")).await;
    assert!(answer.text.contains("not valid"));
    let answer = api.get("/pingid/QRRedirection").await;
    assert!(answer.text.contains("not valid"));
    assert_eq!(poll(&api, &code).await["pairingStatus"], "NOT_CLAIMED");
}

#[tokio::test]
async fn what_is_not_emulated_is_refused_by_name() {
    let api = Api::start().await;
    let token = api.sandbox.pingid().account().request(TIMESTAMP, &json!({}));
    // With WebAuthn all of PingID is emulated.
    if cfg!(not(feature = "webauthn")) {
        let answer = post(&api, "webauthnstartauth", &token).await;
        assert_eq!(answer.status, 501);
        assert!(answer.text.contains("pingid.webauthn_start_auth"));
    }
    assert_eq!(post(&api, "nothing", &token).await.status, 404);
}
