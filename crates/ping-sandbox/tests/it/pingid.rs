//! PingID on the wire: envelope, users, life-cycle, pairing.

use std::time::{Duration, SystemTime};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ping_sandbox::{PingIdAccount, PingIdDevice, ReplyForm, Sandbox};
use serde_json::{Value, json};

use crate::wire::{Answer, send};

const TIMESTAMP: &str = "2026-11-22 10:00:00.000";

/// 2026-11-22T10:00:00Z.
fn start_time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_341_600)
}

async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .seed(1)
        .frozen_at(start_time())
        .start()
        .await
        .unwrap()
}

async fn post(sandbox: &Sandbox, operation: &str, token: &str) -> Answer {
    let path = format!("/pingid/rest/4/{operation}/do");
    let headers = [("Content-Type", "application/json")];
    send(sandbox, "POST", &path, &headers, token.as_bytes()).await
}

/// Calls an operation; status and opened `responseBody`.
async fn call(sandbox: &Sandbox, operation: &str, body: Value) -> (u16, Value) {
    let account = sandbox.pingid().account();
    let answer = post(sandbox, operation, &account.request(TIMESTAMP, &body)).await;
    let payload = account.open(&answer.text()).unwrap();
    (answer.status, payload["responseBody"].clone())
}

async fn ok(sandbox: &Sandbox, operation: &str, body: Value) -> Value {
    let (status, reply) = call(sandbox, operation, body).await;
    assert_eq!((status, &reply["errorId"]), (200, &json!(200)), "{reply}");
    reply
}

async fn refused(sandbox: &Sandbox, operation: &str, body: Value, error_id: u32) -> Value {
    let (status, reply) = call(sandbox, operation, body).await;
    assert_eq!(
        (status, &reply["errorId"]),
        (400, &json!(error_id)),
        "{reply}"
    );
    reply
}

async fn add(sandbox: &Sandbox, name: &str, activate: bool) -> Value {
    let body = json!({ "username": name, "role": "REGULAR", "activateUser": activate });
    ok(sandbox, "adduser", body).await
}

async fn activation_code(sandbox: &Sandbox, name: &str) -> String {
    let reply = ok(sandbox, "getactivationcode", json!({ "userName": name })).await;
    reply["activationCode"].as_str().unwrap().to_owned()
}

/// Adds a user and pairs a first device.
async fn active(sandbox: &Sandbox, name: &str) {
    add(sandbox, name, false).await;
    let code = activation_code(sandbox, name).await;
    sandbox.pingid().pair(&code).unwrap();
}

async fn details(sandbox: &Sandbox, name: &str) -> Value {
    let reply = ok(sandbox, "getuserdetails", json!({ "userName": name })).await;
    reply["userDetails"].clone()
}

async fn status(sandbox: &Sandbox, name: &str) -> String {
    let details = details(sandbox, name).await;
    details["status"].as_str().unwrap().to_owned()
}

async fn poll(sandbox: &Sandbox, code: &str) -> Value {
    ok(sandbox, "pairingstatus", json!({ "activationCode": code })).await
}

// Published data: https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiExampleUserRegistration.html
// and https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiOverview.html
const VECTOR_ALIAS: &str = "aaaaaaaa-a1b2-123a-b456-1234abcd5678";
const VECTOR_TOKEN: &str = "1a2b3c4d5e6f";
const REGISTRATION_KEY: &str = "JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=";
const OVERVIEW_KEY: &str = "JWC41crr322aUfabc98xyzvGKNIPyAPGL7rMsTbzHlA=";
const REGISTRATION_RESPONSE: &str = "eyJhbGciOiJIUzI1NiIsIm9yZ19hbGlhcyI6ImFhYWFhYWFhLWExYjItMTIzYS1iNDU2LTEyMzRhYmNkNTY3OCIsInRva2VuIjoiMWEyYjNjNGQ1ZTZmIn0.eyAgImFjdGl2YXRpb25Db2RlIjogIjI5MjA3MDUyMjcwMSIsICAgICJ1c2VyRGV0YWlscyI6IHsgICAgICAiZW1haWwiOiAibWVyZWRpdGhAcGluZ2RldmVsb3BlcnMuY29tIiwgICAgICAidXNlcklkIjogMTc0NTcsICAgICAgImxuYW1lIjogIkFyY2hlciIsICAgICAgInVzZXJFbmFibGVkIjogZmFsc2UsICAgICAgImZuYW1lIjogIk1lcmVkaXRoIiwgICAgICAicGljVVJMIjogIkIyVU1PVUlGRUwzQ1FIVlY0S08zWjVSMk8yRlRKWUFWVDMzTlVINk1NSTRCNUdPU1BJWkFSTkE9IiwgICAgICAic3BMaXN0IjogW10sICAgICAgImxhc3RMb2dpbiI6IG51bGwsICAgICAgImJ5cGFzc0V4cGlyYXRpb24iOiBudWxsLCAgICAgICJkZXZpY2VEZXRhaWxzIjogbnVsbCwgICAgICAibGFzdFRyYW5zYWN0aW9ucyI6IFtdLCAgICAgICJ1c2VySW5CeXBhc3MiOiBmYWxzZSwgICAgICAidXNlck5hbWUiOiAibWVyZWRpdGgiLCAgICAgICJzdGF0dXMiOiAiUEVORElOR19BQ1RJVkFUSU9OIiwgICAgICAicm9sZSI6ICJSRUdVTEFSIiAgICB9LCAgICAiZXJyb3JJZCI6IDIwMCwgICAgInVuaXF1ZU1zZ0lkIjogIndlYnNfT3pHVGVXemxGeENyejVhZXRuOUlnUlFIWGxXLVlqaGgxcU9BeGtLdmJkSSIsICAgICJlcnJvck1zZyI6ICJvayIsICAgICJjbGllbnREYXRhIjogbnVsbCAgfQ.6XMoyLUdrw7Y124-X4gNnIpj-s1qMNx-5TMXCvog5eg";
const REGISTRATION_REQUEST: &str = "eyJhbGciOiJIUzI1NiIsIm9yZ19hbGlhcyI6ImFhYWFhYWFhLWExYjItMTIzYS1iNDU2LTEyMzRhYmNkNTY3OCIsInRva2VuIjoiMWEyYjNjNGQ1ZTZmIn0.eyByZXFIZWFkZXIiOiB7ICAibG9jYWxlIjoiZW4iLCAgIm9yZ0FsaWFzIjoiYWFhYWFhYWEtYTFiMi0xMjNhLWI0NTYtMTIzNGFiY2Q1Njc4IiwgICJzZWNyZXRLZXkiOiIxYTJiM2M0ZDVlNmYiLCAgInRpbWVzdGFtcCI6IjIwMTUtMDktMDMgMTE6NTc6MjUuMjI5IiwgICJ2ZXJzaW9uIjoiNC42IiB9LCAicmVxQm9keSI6IHsgICJhY3RpdmF0ZVVzZXIiOnRydWUsICAiZW1haWwiOiJtYXJjaGVyQHBpbmdkZXZlbG9wZXJzLmNvbSIsICAiZk5hbWUiOiJNZXJlZGl0aCIsICAibG5hbWUiOiJBcmNoZXIiLCAgInVzZXJuYW1lIjoibWVyZWRpdGgiLCAgInJvbGUiOiJSRUdVTEFSIiwgICJjbGllbnREYXRhIjpudWxsIH0gfQ.4o60VnZOFP-C3g17WTVGxqIGc-XLrpGZphRhhoo4rWo";
const OVERVIEW_REQUEST: &str = "eyJhbGciOiJIUzI1NiIsIm9yZ19hbGlhcyI6ImFhYWFhYWFhLWExYjItMTIzYS1iNDU2LTEyMzRhYmNkNTY3OCIsInRva2VuIjoiMWEyYjNjNGQ1ZTZmIn0.eyJyZXFIZWFkZXIiOnsibG9jYWxlIjoiZW4iLCJvcmdBbGlhcyI6ImFhYWFhYWFhLWExYjItMTIzYS1iNDU2LTEyMzRhYmNkNTY3OCIsInNlY3JldEtleSI6IjFhMmIzYzRkNWU2ZiIsInRpbWVzdGFtcCI6IjIwMTUtMDktMDMgMTE6NTc6MjUuMjI5IiwidmVyc2lvbiI6IjQuNiJ9LCJyZXFCb2R5Ijp7ImFjdGl2YXRlVXNlciI6ZmFsc2UsImNsaWVudERhdGEiOm51bGwsImVtYWlsIjoibWFyY2hlckBwaW5nZGV2ZWxvcGVycy5jb20iLCJmTmFtZSI6Ik1lcmVkaXRoIiwibG5hbWUiOiJBcmNoZXIiLCJwaWNVcmwiOm51bGwsInJvbGUiOiJSRUdVTEFSIiwidXNlcm5hbWUiOiJtYXJjaGVyIn19.j_CDmoCgDGRVqYoGyMaT5k6MTtW8Q1E9Xu6GHUHeNfA";

#[test]
fn published_response_verifies_and_published_requests_do_not() {
    let registration = PingIdAccount::new(VECTOR_ALIAS, VECTOR_TOKEN, REGISTRATION_KEY).unwrap();
    let overview = PingIdAccount::new(VECTOR_ALIAS, VECTOR_TOKEN, OVERVIEW_KEY).unwrap();
    let payload = registration.open(REGISTRATION_RESPONSE).unwrap();
    assert_eq!(payload["activationCode"], "292070522701");
    assert!(overview.open(REGISTRATION_RESPONSE).is_err());
    for account in [&registration, &overview] {
        assert!(account.open(REGISTRATION_REQUEST).is_err());
        assert!(account.open(OVERVIEW_REQUEST).is_err());
    }
    let other = PingIdAccount::new(VECTOR_ALIAS, "another", REGISTRATION_KEY).unwrap();
    assert!(other.open(REGISTRATION_RESPONSE).is_err());
    assert!(PingIdAccount::new(VECTOR_ALIAS, VECTOR_TOKEN, "c2hvcnQ=").is_err());
}

#[tokio::test]
async fn the_properties_file_names_this_server_and_escapes_the_key() {
    let sandbox = sandbox().await;
    let connection = sandbox.connection();
    let account = sandbox.pingid().account();
    let text = &connection.pingid_properties;
    let value = |key: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
            .unwrap()
            .to_owned()
    };
    assert_eq!(value("idp_url"), format!("{}/pingid", connection.api_url));
    assert_eq!(value("org_alias"), account.org_alias());
    assert_eq!(value("token"), account.token());
    let key = value("use_base64_key");
    assert!(key.ends_with("\\="), "the padding is escaped");
    assert_eq!(key.replace('\\', ""), account.use_base64_key());
    assert!(!format!("{account:?}").contains(account.token()));
}

/// Replaces one part of a token by another one's.
fn with_part(token: &str, index: usize, part: &str) -> String {
    let mut parts: Vec<&str> = token.split('.').collect();
    parts[index] = part;
    parts.join(".")
}

#[tokio::test]
async fn nothing_is_done_for_a_token_that_does_not_prove_the_account() {
    let sandbox = sandbox().await;
    let account = sandbox.pingid().account();
    let body = json!({ "username": "mallory", "role": "REGULAR", "activateUser": false });
    let good = account.request(TIMESTAMP, &body);
    let key = account.use_base64_key();
    let stranger =
        |alias: &str, token: &str, key: &str| PingIdAccount::new(alias, token, key).unwrap();
    let header = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let (alias, token) = (account.org_alias(), account.token());
    let mut other_key = STANDARD.decode(&key).unwrap();
    other_key[0] ^= 1;
    let other_payload = URL_SAFE_NO_PAD.encode(r#"{"reqBody":{}}"#);
    let cases = [
        ("empty", String::new()),
        ("json", body.to_string()),
        ("two parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("four parts", format!("{good}.x")),
        ("trailing newline", format!("{good}\n")),
        ("padding", format!("{good}=")),
        ("changed payload", with_part(&good, 1, &other_payload)),
        ("no signature", with_part(&good, 2, "")),
        (
            "short signature",
            with_part(&good, 2, &URL_SAFE_NO_PAD.encode([0; 16])),
        ),
        (
            "alg none",
            with_part(
                &with_part(
                    &good,
                    0,
                    &header(json!({ "alg": "none", "org_alias": alias, "token": token })),
                ),
                2,
                "",
            ),
        ),
        (
            "alg HS384",
            with_part(
                &good,
                0,
                &header(json!({ "alg": "HS384", "org_alias": alias, "token": token })),
            ),
        ),
        (
            "changed header",
            with_part(
                &good,
                0,
                &header(
                    json!({ "alg": "HS256", "org_alias": alias, "token": token, "typ": "JWT" }),
                ),
            ),
        ),
        (
            "header is a list",
            with_part(&good, 0, &header(json!(["HS256"]))),
        ),
        (
            "other key",
            stranger(alias, token, &STANDARD.encode(other_key)).request(TIMESTAMP, &body),
        ),
        (
            "other organization",
            stranger("b", token, &key).request(TIMESTAMP, &body),
        ),
        (
            "other token",
            stranger(alias, "b", &key).request(TIMESTAMP, &body),
        ),
    ];
    for (name, token) in cases {
        let answer = post(&sandbox, "adduser", &token).await;
        assert_eq!(answer.status, 400, "{name}");
        let body = answer.json();
        assert_eq!(
            body["responseBody"]["errorId"], 400,
            "{name}: unsigned JSON"
        );
    }
    refused(
        &sandbox,
        "getuserdetails",
        json!({ "userName": "mallory" }),
        10564,
    )
    .await;
}

#[tokio::test]
async fn the_request_header_inside_the_token_must_be_the_account_s() {
    let sandbox = sandbox().await;
    let account = sandbox.pingid().account();
    let good = json!({ "orgAlias": account.org_alias(), "secretKey": account.token() });
    let body = json!({ "username": "a", "role": "REGULAR" });
    for (name, payload) in [
        ("no header", json!({ "reqBody": body })),
        (
            "wrong alias",
            json!({ "reqHeader": { "orgAlias": "b", "secretKey": account.token() }, "reqBody": body }),
        ),
        (
            "wrong key",
            json!({ "reqHeader": { "orgAlias": account.org_alias() }, "reqBody": body }),
        ),
        ("no body", json!({ "reqHeader": good })),
        ("not an object", json!([1])),
    ] {
        let answer = post(&sandbox, "adduser", &account.sign(&payload)).await;
        let reply = account.open(&answer.text()).unwrap();
        assert_eq!(answer.status, 400, "{name}");
        assert_eq!(reply["responseBody"]["errorId"], 400, "{name}");
    }
    // What samples leave out or add does no harm.
    let mut header = good;
    header["sessionId"] = Value::Null;
    header["version"] = json!(4.9);
    let payload = json!({ "reqHeader": header, "reqBody": body });
    assert_eq!(
        post(&sandbox, "AddUser", &account.sign(&payload))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn both_spellings_of_the_alias_and_more_header_members_are_taken() {
    use hmac::{Hmac, KeyInit, Mac};

    let sandbox = sandbox().await;
    let account = sandbox.pingid().account();
    let request = account.request(TIMESTAMP, &json!({ "userName": "a" }));
    let key = STANDARD.decode(account.use_base64_key()).unwrap();
    let sign = |header: Value| {
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let signed = format!("{header}.{}", request.split('.').nth(1).unwrap());
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
        mac.update(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        format!("{signed}.{signature}")
    };
    let (alias, token) = (account.org_alias(), account.token());
    for (header, known) in [
        (
            json!({ "alg": "HS256", "orgAlias": alias, "token": token }),
            true,
        ),
        (
            json!({ "alg": "HS256", "org_alias": alias, "token": token, "typ": "JWT", "kid": 1 }),
            true,
        ),
        (
            json!({ "alg": "HS256", "org_alias": alias, "orgAlias": "b", "token": token }),
            false,
        ),
        (json!({ "alg": "HS256", "token": token }), false),
        (
            json!({ "alg": "HS512", "org_alias": alias, "token": token }),
            false,
        ),
    ] {
        let answer = post(&sandbox, "getuserdetails", &sign(header.clone())).await;
        let signed = account.open(&answer.text()).is_ok();
        assert_eq!(signed, known, "{header}");
    }
}

#[tokio::test]
async fn replies_come_in_every_form_that_was_seen() {
    let sandbox = sandbox().await;
    let pingid = sandbox.pingid();
    let account = pingid.account();
    add(&sandbox, "jdoe", false).await;
    let known = account.request(TIMESTAMP, &json!({ "userName": "jdoe", "clientData": "x" }));
    let unknown = account.request(TIMESTAMP, &json!({ "userName": "nobody" }));
    let header = |text: &str| -> Value {
        let part = text.split('.').next().unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };

    let text = post(&sandbox, "getuserdetails", &known).await.text();
    assert_eq!(
        header(&text),
        json!({ "alg": "HS256", "org_alias": account.org_alias(), "token": account.token() })
    );
    let reply = account.open(&text).unwrap();
    let body = &reply["responseBody"];
    assert_eq!(body["errorMsg"], "ok");
    assert_eq!(body["clientData"], "x");
    let id = body["uniqueMsgId"].as_str().unwrap();
    assert_eq!((id.starts_with("webs_"), id.len()), (true, 48));

    pingid.reply_form(ReplyForm::new().without_wrapper().success_message(Some("")));
    let text = post(&sandbox, "getuserdetails", &known).await.text();
    let reply = account.open(&text).unwrap();
    assert_eq!(reply["userDetails"]["userName"], "jdoe");
    assert_eq!(reply["errorMsg"], "");

    pingid.reply_form(ReplyForm::new().camel_case_alias().success_message(None));
    let text = post(&sandbox, "getuserdetails", &known).await.text();
    assert_eq!(header(&text)["orgAlias"], account.org_alias());
    assert_eq!(header(&text)["org_alias"], Value::Null);
    let reply = account.open(&text).unwrap();
    assert_eq!(reply["responseBody"]["errorMsg"], Value::Null);

    pingid.reply_form(ReplyForm::new().unsigned_errors());
    let answer = post(&sandbox, "getuserdetails", &unknown).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["responseBody"]["errorId"], 10564);
    let text = post(&sandbox, "getuserdetails", &known).await.text();
    assert!(account.open(&text).is_ok(), "successes stay signed");

    let set = |body: Value| {
        let sandbox = &sandbox;
        async move {
            let body = body.to_string();
            let headers = [("Content-Type", "application/json")];
            let path = "/sandbox/pingid/reply-form";
            send(sandbox, "PUT", path, &headers, body.as_bytes())
                .await
                .status
        }
    };
    assert_eq!(
        set(json!({ "signErrors": true, "alias": "orgAlias" })).await,
        204
    );
    let text = post(&sandbox, "getuserdetails", &unknown).await.text();
    assert_eq!(header(&text)["orgAlias"], account.org_alias());
    assert!(account.open(&text).is_ok());
    assert_eq!(set(json!({ "alias": "alias" })).await, 400);
}

#[tokio::test]
async fn add_user_creates_with_or_without_a_code() {
    let sandbox = sandbox().await;
    let reply = ok(
        &sandbox,
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
        &sandbox,
        "adduser",
        json!({ "activateUser": "true", "fName": "Meredith", "userName": "meredith", "role": "ADMIN" }),
    )
    .await;
    assert_eq!(reply["activationCode"].as_str().unwrap().len(), 12);
    let user = &reply["userDetails"];
    assert_eq!(user["status"], "PENDING_ACTIVATION");
    assert_eq!(
        (&user["fname"], &user["lname"]),
        (&json!("Meredith"), &json!(""))
    );
    assert_eq!(user["role"], "ADMIN");

    let again = json!({ "username": "jdoe", "role": "REGULAR", "activateUser": false });
    refused(&sandbox, "adduser", again, 10556).await;
    for (name, body) in [
        ("no name", json!({ "role": "REGULAR" })),
        ("empty name", json!({ "username": "", "role": "REGULAR" })),
        (
            "long name",
            json!({ "username": "é".repeat(251), "role": "REGULAR" }),
        ),
        (
            "name of another type",
            json!({ "username": 7, "role": "REGULAR" }),
        ),
        ("no role", json!({ "username": "a" })),
        ("unknown role", json!({ "username": "a", "role": "BOSS" })),
        (
            "flag of another type",
            json!({ "username": "a", "role": "ADMIN", "activateUser": "yes" }),
        ),
        (
            "unknown device",
            json!({ "username": "a", "role": "ADMIN", "deviceType": "WATCH" }),
        ),
        (
            "email of another type",
            json!({ "username": "a", "role": "ADMIN", "email": {} }),
        ),
    ] {
        let reply = refused(&sandbox, "adduser", body, 400).await;
        assert!(!reply["errorMsg"].as_str().unwrap().is_empty(), "{name}");
    }
    let longest = json!({ "username": "é".repeat(250), "role": "REGULAR" });
    ok(&sandbox, "adduser", longest).await;
}

#[tokio::test]
async fn unknown_users_are_refused_everywhere() {
    let sandbox = sandbox().await;
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
        refused(&sandbox, operation, name.clone(), 10564).await;
    }
    let reply = refused(&sandbox, "getuserdetails", name, 10564).await;
    assert_eq!(reply["errorMsg"], "User not exists.");
    assert_eq!(reply["userDetails"], Value::Null);
    assert_eq!(reply["sameDeviceUsersDetails"], json!([]));
}

#[tokio::test]
async fn edit_user_replaces_everything_but_the_name() {
    let sandbox = sandbox().await;
    let body = json!({ "username": "jdoe", "role": "ADMIN", "fname": "John", "lname": "Doe", "email": "j@example.com" });
    ok(&sandbox, "adduser", body).await;
    let body =
        json!({ "userName": "jdoe", "role": "REGULAR", "fname": "Johnny", "activateUser": false });
    let reply = ok(&sandbox, "edituser", body).await;
    let user = &reply["userDetails"];
    assert_eq!(user["fname"], "Johnny");
    assert_eq!(user["role"], "REGULAR");
    assert_eq!(
        (&user["lname"], &user["email"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(user["status"], "NOT_ACTIVE");
    assert_eq!(reply["sameDeviceUsersDetails"], json!([]));
    assert!(reply.get("activationCode").is_none());

    let activate = json!({ "userName": "jdoe", "role": "REGULAR", "activateUser": true });
    let reply = ok(&sandbox, "edituser", activate.clone()).await;
    let code = reply["activationCode"].as_str().unwrap();
    assert_eq!(reply["userDetails"]["status"], "PENDING_ACTIVATION");
    assert_eq!(poll(&sandbox, code).await["pairingStatus"], "NOT_CLAIMED");
    sandbox.pingid().pair(code).unwrap();
    let reply = ok(&sandbox, "edituser", activate).await;
    assert!(reply.get("activationCode").is_none(), "nothing to activate");
    assert_eq!(reply["userDetails"]["status"], "ACTIVE");
    refused(&sandbox, "edituser", json!({ "userName": "jdoe" }), 400).await;
}

#[tokio::test]
async fn a_user_is_suspended_and_comes_back() {
    let sandbox = sandbox().await;
    add(&sandbox, "jdoe", false).await;
    let name = json!({ "userName": "jdoe" });
    refused(&sandbox, "suspenduser", name.clone(), 10561).await;
    let code = activation_code(&sandbox, "jdoe").await;
    sandbox.pingid().pair(&code).unwrap();
    refused(&sandbox, "activateuser", name.clone(), 10562).await;
    let open = activation_code(&sandbox, "jdoe").await;

    ok(&sandbox, "suspenduser", name.clone()).await;
    assert_eq!(status(&sandbox, "jdoe").await, "SUSPENDED");
    assert_eq!(poll(&sandbox, &open).await["pairingStatus"], "NOT_EXIST");
    refused(&sandbox, "suspenduser", name.clone(), 10561).await;
    refused(&sandbox, "getactivationcode", name.clone(), 10565).await;

    let reply = ok(&sandbox, "activateuser", name.clone()).await;
    assert!(
        reply.get("activationCode").is_none(),
        "has a device already"
    );
    assert_eq!(status(&sandbox, "jdoe").await, "ACTIVE");

    ok(&sandbox, "deleteuser", name.clone()).await;
    refused(&sandbox, "getuserdetails", name.clone(), 10564).await;
    refused(&sandbox, "deleteuser", name, 10564).await;
}

#[tokio::test]
async fn activation_hands_out_a_code_until_there_is_a_device() {
    let sandbox = sandbox().await;
    add(&sandbox, "jdoe", false).await;
    let name = json!({ "userName": "jdoe" });
    let first = ok(&sandbox, "activateuser", name.clone()).await;
    let first = first["activationCode"].as_str().unwrap();
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING_ACTIVATION");
    let second = ok(&sandbox, "activateuser", name.clone()).await;
    let second = second["activationCode"].as_str().unwrap();
    assert_eq!(poll(&sandbox, first).await["pairingStatus"], "NOT_EXIST");
    sandbox.pingid().claim(second).unwrap();
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING");
    let third = ok(&sandbox, "activateuser", name.clone()).await;
    assert!(third["activationCode"].is_string());
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING_ACTIVATION");

    // Deleted with its user.
    let third = third["activationCode"].as_str().unwrap();
    ok(&sandbox, "deleteuser", name).await;
    assert_eq!(poll(&sandbox, third).await["pairingStatus"], "NOT_EXIST");
}

#[tokio::test]
async fn codes_expire_on_the_sandbox_clock() {
    let sandbox = sandbox().await;
    add(&sandbox, "jdoe", false).await;
    let code = activation_code(&sandbox, "jdoe").await;
    sandbox.clock().advance(Duration::from_secs(48 * 3600 - 1));
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "NOT_CLAIMED");
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING_ACTIVATION");
    sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "NOT_EXIST");
    assert_eq!(status(&sandbox, "jdoe").await, "NOT_ACTIVE");
    assert!(sandbox.pingid().claim(&code).is_err());

    for hours in [json!(0), json!(337), json!("x"), json!(1.5)] {
        let body = json!({ "userName": "jdoe", "hoursUntilExpiration": hours });
        refused(&sandbox, "getactivationcode", body, 400).await;
    }
    let body = json!({ "userName": "jdoe", "hoursUntilExpiration": 336 });
    let reply = ok(&sandbox, "getactivationcode", body).await;
    let code = reply["activationCode"].as_str().unwrap();
    sandbox.clock().advance(Duration::from_secs(335 * 3600));
    assert_eq!(poll(&sandbox, code).await["pairingStatus"], "NOT_CLAIMED");

    // A claimed code expires, too; the user has begun, though.
    sandbox.pingid().claim(code).unwrap();
    sandbox.clock().advance(Duration::from_secs(3600));
    assert_eq!(poll(&sandbox, code).await["pairingStatus"], "NOT_EXIST");
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING");
}

#[tokio::test]
async fn pairing_is_polled_from_unclaimed_to_success_once() {
    let sandbox = sandbox().await;
    let pingid = sandbox.pingid();
    add(&sandbox, "jdoe", false).await;
    let code = activation_code(&sandbox, "jdoe").await;
    let reply = poll(&sandbox, &code).await;
    assert_eq!(reply["pairingStatus"], "NOT_CLAIMED");
    assert_eq!(reply["deviceId"], Value::Null);

    pingid.claim(&code).unwrap();
    assert!(pingid.claim(&code).is_err(), "claimed already");
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "VERIFIED");
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "VERIFIED");
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING");

    let id = pingid
        .complete_pairing(&code, PingIdDevice::android().nickname("Joe's phone"))
        .unwrap();
    assert!(id > 1 << 53, "no double holds it");
    assert_ne!(id as f64 as u64, id);
    assert_eq!(status(&sandbox, "jdoe").await, "ACTIVE");
    let reply = poll(&sandbox, &code).await;
    assert_eq!(reply["pairingStatus"], "PAIRED");
    assert_eq!(reply["deviceId"], id);
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "SUCCESS");
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "NOT_EXIST");
    assert!(pingid.pair(&code).is_err(), "used up");

    let user = details(&sandbox, "jdoe").await;
    assert_eq!(user["userEnabled"], true);
    let device = &user["deviceDetails"];
    assert_eq!(device["deviceId"], id);
    assert_eq!(device["type"], "Android");
    assert_eq!(device["deviceRole"], "PRIMARY");
    assert_eq!(device["nickname"], "Joe's phone");
    assert_eq!(device["enrollment"], "2026-11-22 03:00:00.000");
    assert_eq!(device["sentClaimedSms"], -1);
    assert_eq!(device["oathTokenType"], Value::Null);
    assert_eq!(user["devicesDetails"], json!([device]));

    refused(&sandbox, "pairingstatus", json!({}), 400).await;
    let unknown = json!({ "activationCode": 123 });
    let reply = ok(&sandbox, "pairingstatus", unknown).await;
    assert_eq!(reply["pairingStatus"], "NOT_EXIST");
}

#[tokio::test]
async fn a_code_limited_to_a_kind_of_device_pairs_no_other() {
    let sandbox = sandbox().await;
    add(&sandbox, "jdoe", false).await;
    let body = json!({ "userName": "jdoe", "deviceType": "DESKTOP" });
    let reply = ok(&sandbox, "activateuser", body).await;
    let code = reply["activationCode"].as_str().unwrap();
    assert!(sandbox.pingid().pair(code).is_err());
    assert_eq!(poll(&sandbox, code).await["pairingStatus"], "NOT_CLAIMED");
    let desktop = PingIdDevice::desktop();
    sandbox.pingid().pair_device(code, desktop).unwrap();
    assert_eq!(poll(&sandbox, code).await["pairingStatus"], "SUCCESS");
    assert_eq!(
        details(&sandbox, "jdoe").await["deviceDetails"]["type"],
        "Desktop"
    );
}

#[tokio::test]
async fn unpairing_the_last_device_asks_for_another_one() {
    let sandbox = sandbox().await;
    active(&sandbox, "jdoe").await;
    let code = activation_code(&sandbox, "jdoe").await;
    assert_eq!(
        status(&sandbox, "jdoe").await,
        "ACTIVE",
        "a code for a second device"
    );
    let second = sandbox.pingid().pair(&code).unwrap();
    let user = details(&sandbox, "jdoe").await;
    let devices = user["devicesDetails"].as_array().unwrap();
    assert_eq!(devices.len(), 2);
    assert_eq!(devices[1]["deviceRole"], "SECONDARY");

    let first = devices[0]["deviceId"].clone();
    let body = json!({ "userName": "jdoe", "deviceId": 1 });
    refused(&sandbox, "unpairdevice", body, 400).await;
    let body = json!({ "userName": "jdoe", "deviceId": first.to_string() });
    ok(&sandbox, "unpairdevice", body).await;
    let user = details(&sandbox, "jdoe").await;
    assert_eq!(user["status"], "ACTIVE");
    assert_eq!(user["deviceDetails"]["deviceId"], second);
    assert_eq!(user["deviceDetails"]["deviceRole"], "PRIMARY");

    ok(&sandbox, "unpairdevice", json!({ "userName": "jdoe" })).await;
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING_CHANGE_DEVICE");
    refused(
        &sandbox,
        "activateuser",
        json!({ "userName": "jdoe" }),
        10565,
    )
    .await;
    let code = activation_code(&sandbox, "jdoe").await;
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING_CHANGE_DEVICE");
    sandbox.pingid().pair(&code).unwrap();
    assert_eq!(status(&sandbox, "jdoe").await, "ACTIVE");

    // Without a device the end of a suspension is not the end of the matter.
    ok(&sandbox, "suspenduser", json!({ "userName": "jdoe" })).await;
    ok(&sandbox, "unpairdevice", json!({ "userName": "jdoe" })).await;
    assert_eq!(status(&sandbox, "jdoe").await, "SUSPENDED");
    ok(&sandbox, "activateuser", json!({ "userName": "jdoe" })).await;
    assert_eq!(status(&sandbox, "jdoe").await, "PENDING_CHANGE_DEVICE");
}

#[tokio::test]
async fn users_of_one_device_are_listed_when_asked_for() {
    let sandbox = sandbox().await;
    let phone = PingIdDevice::iphone().uuid("5f0c8d3e-0000-4000-8000-000000000001");
    for name in ["ann", "bob"] {
        add(&sandbox, name, false).await;
        let code = activation_code(&sandbox, name).await;
        sandbox.pingid().pair_device(&code, phone.clone()).unwrap();
    }
    active(&sandbox, "cid").await;
    let ask = json!({ "userName": "ann", "getSameDeviceUsers": "true" });
    let reply = ok(&sandbox, "getuserdetails", ask).await;
    let others = reply["sameDeviceUsersDetails"].as_array().unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!(others[0]["userName"], "bob");
    let ask = json!({ "userName": "ann", "getSameDeviceUsers": false });
    let reply = ok(&sandbox, "getuserdetails", ask).await;
    assert_eq!(reply["sameDeviceUsersDetails"], json!([]));
}

#[tokio::test]
async fn bypass_holds_in_services_until_it_expires() {
    let sandbox = sandbox().await;
    active(&sandbox, "joe").await;
    let add_service = |alias: &str| json!({ "userName": "joe", "spAlias": alias });
    ok(&sandbox, "addservice", add_service("vpn")).await;
    ok(&sandbox, "addservice", add_service("ssh")).await;
    refused(&sandbox, "addservice", add_service("vpn"), 10563).await;
    refused(&sandbox, "addservice", add_service("fax"), 10554).await;
    refused(&sandbox, "addservice", json!({ "userName": "joe" }), 400).await;

    let until = 1_795_341_600_000_u64 + 60_000;
    let one = json!({ "userName": "joe", "bypassUntil": until, "spAliases": ["vpn"] });
    ok(&sandbox, "userbypass", one).await;
    let user = details(&sandbox, "joe").await;
    assert_eq!(
        user["spList"],
        json!([
            { "spAlias": "vpn", "spName": "VPN", "status": "BYPASS", "bypassExpiration": until },
            { "spAlias": "ssh", "spName": "SSH", "status": "ACTIVE", "bypassExpiration": null },
        ])
    );
    assert_eq!(user["userInBypass"], false);
    let other = json!({ "userName": "joe", "bypassUntil": until, "spAliases": ["web"] });
    refused(&sandbox, "userbypass", other, 10557).await;
    let wrong = json!({ "userName": "joe", "bypassUntil": until, "spAliases": "vpn" });
    refused(&sandbox, "userbypass", wrong, 400).await;

    let all = json!({ "userName": "joe", "bypassUntil": until });
    ok(&sandbox, "userbypass", all).await;
    let user = details(&sandbox, "joe").await;
    assert_eq!(
        (&user["userInBypass"], &user["bypassExpiration"]),
        (&json!(true), &json!(until))
    );
    assert_eq!(user["spList"][1]["status"], "BYPASS");

    sandbox.clock().advance(Duration::from_secs(60));
    let user = details(&sandbox, "joe").await;
    assert_eq!(
        (&user["userInBypass"], &user["bypassExpiration"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(user["spList"][0]["status"], "ACTIVE");

    ok(
        &sandbox,
        "userbypass",
        json!({ "userName": "joe", "bypassUntil": until + 60_000 }),
    )
    .await;
    ok(
        &sandbox,
        "userbypass",
        json!({ "userName": "joe", "bypassUntil": null }),
    )
    .await;
    assert_eq!(details(&sandbox, "joe").await["userInBypass"], false);
}

#[tokio::test]
async fn a_phone_can_be_played_over_http() {
    let sandbox = sandbox().await;
    add(&sandbox, "jdoe", false).await;
    let code = activation_code(&sandbox, "jdoe").await;
    let control = |name: &'static str, body: Value| {
        let sandbox = &sandbox;
        async move {
            let path = format!("/sandbox/pingid/{name}");
            let headers = [("Content-Type", "application/json")];
            send(
                sandbox,
                "POST",
                &path,
                &headers,
                body.to_string().as_bytes(),
            )
            .await
        }
    };
    assert_eq!(
        control("claim", json!({ "activationCode": "1" }))
            .await
            .status,
        400
    );
    assert_eq!(control("claim", json!({})).await.status, 400);
    assert_eq!(
        control("claim", json!({ "activationCode": code }))
            .await
            .status,
        204
    );
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "VERIFIED");
    let body = json!({ "activationCode": code, "device": "Fridge" });
    assert_eq!(control("complete", body).await.status, 400);
    let body = json!({ "activationCode": code, "device": { "type": "Android", "model": "Pixel" } });
    let answer = control("complete", body).await;
    assert_eq!(answer.status, 200);
    let reply = poll(&sandbox, &code).await;
    assert_eq!(reply["pairingStatus"], "PAIRED");
    assert_eq!(reply["deviceId"], answer.json()["deviceId"]);

    let code = activation_code(&sandbox, "jdoe").await;
    assert_eq!(
        control("pair", json!({ "activationCode": code }))
            .await
            .status,
        200
    );
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "SUCCESS");
    assert_eq!(control("unknown", json!({})).await.status, 404);
}

#[tokio::test]
async fn the_activation_link_leads_to_a_page() {
    let sandbox = sandbox().await;
    add(&sandbox, "jdoe", false).await;
    let code = activation_code(&sandbox, "jdoe").await;
    let link = |code: &str| {
        let query = STANDARD.encode(format!("act_code={code}"));
        format!("/pingid/QRRedirection?{query}")
    };
    let answer = send(&sandbox, "GET", &link(&code), &[], b"").await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("PingID app"));
    let answer = send(&sandbox, "GET", &link("1"), &[], b"").await;
    assert!(answer.text().contains("not valid"));
    let answer = send(&sandbox, "GET", "/pingid/QRRedirection", &[], b"").await;
    assert!(answer.text().contains("not valid"));
    assert_eq!(poll(&sandbox, &code).await["pairingStatus"], "NOT_CLAIMED");
}

#[tokio::test]
async fn what_is_not_emulated_is_refused_by_name() {
    let sandbox = sandbox().await;
    let token = sandbox.pingid().account().request(TIMESTAMP, &json!({}));
    let answer = post(&sandbox, "createorgtokens", &token).await;
    assert_eq!(answer.status, 501);
    assert!(answer.text().contains("pingid.create_org_tokens"));
    assert_eq!(post(&sandbox, "nothing", &token).await.status, 404);
}
