//! The envelope: who is believed, and the forms of a reply.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ping_sandbox::{PingIdAccount, ReplyForm};
use serde_json::{Value, json};

use super::{TIMESTAMP, add, post, refused};
use crate::support::Api;

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
    let api = Api::start().await;
    let connection = &api.connection;
    let account = api.sandbox.pingid().account();
    let text = &connection.pingid_properties;
    let value = |key: &str| {
        text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('=')).unwrap().to_owned()
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
    let api = Api::start().await;
    let account = api.sandbox.pingid().account();
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
        ("short signature", with_part(&good, 2, &URL_SAFE_NO_PAD.encode([0; 16]))),
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
        ("header is a list", with_part(&good, 0, &header(json!(["HS256"])))),
        (
            "other key",
            stranger(alias, token, &STANDARD.encode(other_key)).request(TIMESTAMP, &body),
        ),
        ("other organization", stranger("b", token, &key).request(TIMESTAMP, &body)),
        ("other token", stranger(alias, "b", &key).request(TIMESTAMP, &body)),
    ];
    for (name, token) in cases {
        let answer = post(&api, "adduser", &token).await;
        assert_eq!(answer.status, 400, "{name}");
        let body = answer.body;
        assert_eq!(body["responseBody"]["errorId"], 400, "{name}: unsigned JSON");
    }
    refused(&api, "getuserdetails", json!({ "userName": "mallory" }), 10564).await;
}

#[tokio::test]
async fn the_request_header_inside_the_token_must_be_the_account_s() {
    let api = Api::start().await;
    let account = api.sandbox.pingid().account();
    let good = json!({ "orgAlias": account.org_alias(), "secretKey": account.token() });
    let body = json!({ "username": "a", "role": "REGULAR" });
    for (name, payload) in [
        ("no header", json!({ "reqBody": body })),
        (
            "wrong alias",
            json!({ "reqHeader": { "orgAlias": "b", "secretKey": account.token() }, "reqBody": body }),
        ),
        ("wrong key", json!({ "reqHeader": { "orgAlias": account.org_alias() }, "reqBody": body })),
        ("no body", json!({ "reqHeader": good })),
        ("not an object", json!([1])),
    ] {
        let answer = post(&api, "adduser", &account.sign(&payload)).await;
        let reply = account.open(&answer.text).unwrap();
        assert_eq!(answer.status, 400, "{name}");
        assert_eq!(reply["responseBody"]["errorId"], 400, "{name}");
    }
    // What samples leave out or add does no harm.
    let mut header = good;
    header["sessionId"] = Value::Null;
    header["version"] = json!(4.9);
    let payload = json!({ "reqHeader": header, "reqBody": body });
    assert_eq!(post(&api, "AddUser", &account.sign(&payload)).await.status, 200);
}

#[tokio::test]
async fn both_spellings_of_the_alias_and_more_header_members_are_taken() {
    use hmac::{Hmac, KeyInit, Mac};

    let api = Api::start().await;
    let account = api.sandbox.pingid().account();
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
        (json!({ "alg": "HS256", "orgAlias": alias, "token": token }), true),
        (
            json!({ "alg": "HS256", "org_alias": alias, "token": token, "typ": "JWT", "kid": 1 }),
            true,
        ),
        (json!({ "alg": "HS256", "org_alias": alias, "orgAlias": "b", "token": token }), false),
        (json!({ "alg": "HS256", "token": token }), false),
        (json!({ "alg": "HS512", "org_alias": alias, "token": token }), false),
    ] {
        let answer = post(&api, "getuserdetails", &sign(header.clone())).await;
        let signed = account.open(&answer.text).is_ok();
        assert_eq!(signed, known, "{header}");
    }
}

#[tokio::test]
async fn replies_come_in_every_form_that_was_seen() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let account = pingid.account();
    add(&api, "jdoe", false).await;
    let known = account.request(TIMESTAMP, &json!({ "userName": "jdoe", "clientData": "x" }));
    let unknown = account.request(TIMESTAMP, &json!({ "userName": "nobody" }));
    let header = |text: &str| -> Value {
        let part = text.split('.').next().unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };

    let text = post(&api, "getuserdetails", &known).await.text;
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
    let text = post(&api, "getuserdetails", &known).await.text;
    let reply = account.open(&text).unwrap();
    assert_eq!(reply["userDetails"]["userName"], "jdoe");
    assert_eq!(reply["errorMsg"], "");

    pingid.reply_form(ReplyForm::new().camel_case_alias().success_message(None));
    let text = post(&api, "getuserdetails", &known).await.text;
    assert_eq!(header(&text)["orgAlias"], account.org_alias());
    assert_eq!(header(&text)["org_alias"], Value::Null);
    let reply = account.open(&text).unwrap();
    assert_eq!(reply["responseBody"]["errorMsg"], Value::Null);

    pingid.reply_form(ReplyForm::new().unsigned_errors());
    let answer = post(&api, "getuserdetails", &unknown).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.body["responseBody"]["errorId"], 10564);
    let text = post(&api, "getuserdetails", &known).await.text;
    assert!(account.open(&text).is_ok(), "successes stay signed");

    let set = async |body: Value| {
        let path = "/sandbox/pingid/reply-form";
        let reply = api.send("PUT", path, "application/json", &body).await;
        reply.status
    };
    assert_eq!(set(json!({ "signErrors": true, "alias": "orgAlias" })).await, 204);
    let text = post(&api, "getuserdetails", &unknown).await.text;
    assert_eq!(header(&text)["orgAlias"], account.org_alias());
    assert!(account.open(&text).is_ok());
    assert_eq!(set(json!({ "alias": "alias" })).await, 400);
}
