//! OATH tokens: the environment's, those that users have, and the jobs that make many.

use std::time::Duration;

use serde_json::{Value, json};

use super::{begin, check, user};
use crate::support::{Api, Reply};

const SECRET: &str = "3132333435363738393031323334353637383930";
/// What a counting token with this secret shows, by RFC 4226.
const CODES: [&str; 10] = [
    "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
    "520489",
];

/// Makes a token that counts; returns its id.
async fn token(api: &Api, serial: &str) -> String {
    let body = json!({ "serialNumber": serial, "secret": SECRET, "type": "HOTP", "otpLength": 6 });
    let reply = api.post(&api.env("/oathTokens"), &body).await;
    let reply = reply.expect(201, "mfa.create_oath_token_hotp");
    assert_eq!(reply.at("/secret"), &Value::Null);
    assert_eq!(
        (reply.at("/hotp/counter"), reply.at("/hashAlgorithm")),
        (&json!(0), &json!("HmacSHA1"))
    );
    reply.text_at("/id").to_owned()
}

/// A user's device of that token; returns its path.
async fn device(api: &Api, devices: &str, serial: &str) -> String {
    let body = json!({ "type": "OATH_TOKEN", "serialNumber": serial });
    let reply = api.post(devices, &body).await.expect(201, "mfa.create_mfa_device_oath_token");
    assert_eq!(reply.at("/status"), "ACTIVATION_REQUIRED");
    assert_eq!(reply.at("/tokenType"), "HOTP");
    format!("{devices}/{}", reply.text_at("/id"))
}

async fn activate(api: &Api, device: &str, otp: &str, resync: Option<bool>) -> Reply {
    let mut body = json!({ "otp": otp });
    if let Some(resync) = resync {
        body["oathResync"] = resync.into();
    }
    api.act(device, "device.activate", &body).await
}

#[tokio::test]
async fn a_token_is_paired_and_signs_in_with_each_passcode_once() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    token(&api, "42").await;
    let device = device(&api, &devices, "42").await;
    let wrong = activate(&api, &device, "000000", None).await;
    wrong.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));
    let active = activate(&api, &device, CODES[2], None).await;
    assert_eq!(active.expect(200, "mfa.activate_mfa_device").at("/status"), "ACTIVE");
    let user = json!({ "user": { "id": user_id } });
    let (asks, path) = begin(&api, user.clone()).await;
    assert_eq!(asks.at("/status"), "OTP_REQUIRED");
    for used in [CODES[2], CODES[0]] {
        assert_eq!(check(&api, &path, used).await.status, 400);
    }
    assert_eq!(check(&api, &path, CODES[3]).await.at("/status"), "COMPLETED");
    let body = json!({ "user": { "id": user_id }, "selectedDevice": { "otp": CODES[4] } });
    assert_eq!(begin(&api, body).await.0.at("/status"), "COMPLETED");
}

#[tokio::test]
async fn a_clock_with_another_hash_and_step_makes_eight_digits() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let body = json!({
        "serialNumber": "T1", "secret": SECRET, "type": "TOTP", "otpLength": 8,
        "hashAlgorithm": "HmacSHA256", "totp": { "timeStep": 60 },
    });
    let reply = api.post(&api.env("/oathTokens"), &body).await;
    reply.expect(201, "mfa.create_oath_token_totp");
    let body = json!({ "type": "OATH_TOKEN", "serialNumber": "T1" });
    let reply = api.post(&devices, &body).await;
    assert_eq!(reply.at("/tokenType"), "TOTP");
    let device = format!("{devices}/{}", reply.text_at("/id"));
    let key = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA256\
               &digits=8&period=60";
    let otp = api.sandbox.totp_code(key).unwrap();
    assert_eq!(activate(&api, &device, &otp, None).await.status, 200);
}

#[tokio::test]
async fn two_passcodes_in_a_row_bring_a_token_that_is_far_ahead_into_step() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let id = token(&api, "42").await;
    let mfa = api.sandbox.mfa();
    mfa.token_skew("42", 50).unwrap();
    let device = device(&api, &devices, "42").await;
    let first = mfa.token_code("42").unwrap();
    let one_more = activate(&api, &device, &first, Some(true)).await;
    assert_eq!(one_more.operation(), "mfa.activate_mfa_device_oath_token");
    one_more.assert_error(400, "INVALID_DATA", Some(("EXTRA_OTP_REQUIRED", "otp")));
    assert_eq!(one_more.text_at("/details/0/message"), "An extra OTP is required");
    let second = mfa.token_code("42").unwrap();
    assert_eq!(activate(&api, &device, &second, Some(true)).await.status, 200);

    // Later the administrator does it, in one request or two.
    let resync = async |path: &str, otps: &[&str]| {
        api.act(path, "device.resync", &json!({ "otps": otps })).await
    };
    mfa.token_skew("42", 20).unwrap();
    let [a, b] = [mfa.token_code("42").unwrap(), mfa.token_code("42").unwrap()];
    let path = api.env(&format!("/oathTokens/{id}"));
    resync(&path, &[&a, &b]).await.expect(204, "mfa.resync_oath_token_environment");
    mfa.token_skew("42", 20).unwrap();
    let [a, b] = [mfa.token_code("42").unwrap(), mfa.token_code("42").unwrap()];
    let of_user = api.env(&format!("/users/{user_id}/oathTokens/{id}"));
    let one = resync(&of_user, &[&a]).await;
    one.assert_error(400, "INVALID_DATA", Some(("EXTRA_OTP_REQUIRED", "otp")));
    resync(&of_user, &[&b]).await.expect(204, "mfa.resync_oath_token_user");
    let bad = resync(&path, &[&a, &b]).await;
    bad.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "otps")));
    let (_, open) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let otp = mfa.token_code("42").unwrap();
    assert_eq!(check(&api, &open, &otp).await.at("/status"), "COMPLETED");

    let ann = api.user("ann").await;
    let foreign = api.env(&format!("/users/{ann}/oathTokens/{id}"));
    resync(&foreign, &[&a]).await.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn the_drift_of_a_clock_is_shown_after_a_resynchronization() {
    let api = Api::start().await;
    let body = json!({
        "serialNumber": "T1", "secret": SECRET, "type": "TOTP", "otpLength": 6,
        "totp": { "timeStep": 30 },
    });
    let id = api.post(&api.env("/oathTokens"), &body).await.text_at("/id").to_owned();
    let mfa = api.sandbox.mfa();
    mfa.token_skew("T1", 40).unwrap();
    let a = mfa.token_code("T1").unwrap();
    api.sandbox.clock().advance(Duration::from_secs(30));
    let b = mfa.token_code("T1").unwrap();
    let path = api.env(&format!("/oathTokens/{id}"));
    let back = api.act(&path, "device.resync", &json!({ "otps": [a, b] })).await;
    assert_eq!(back.status, 204, "{}", back.text);
    assert_eq!(api.get(&path).await.at("/totp/drift"), 40);
}

#[tokio::test]
async fn a_revoked_token_is_unpaired() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let id = token(&api, "42").await;
    let device = device(&api, &devices, "42").await;
    let filter = "?filter=serialNumber%20eq%20%2242%22";
    let list = api.env("/oathTokens");
    let found = api.get(&format!("{list}{filter}")).await;
    let found = found.expect(200, "mfa.retrieve_oath_token_by_serial_number");
    assert_eq!(found.at("/_embedded/oathTokens/0/id"), id.as_str());
    assert!(found.at("/_embedded/oathTokens/0/devices").is_null());
    let found = api.get(&format!("{list}{filter}&expand=devices")).await;
    let used = found.at("/_embedded/oathTokens/0/devices/0");
    assert!(device.ends_with(used["id"].as_str().unwrap()));
    assert_eq!(used["user"]["id"], user_id.as_str());
    let path = format!("{list}/{id}");
    api.delete(&path).await.expect(204, "mfa.revoke_oath_token");
    api.get(&device).await.assert_error(404, "NOT_FOUND", None);
    let reply = api.post(&devices, &json!({ "type": "OATH_TOKEN", "serialNumber": "42" })).await;
    reply.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "serialNumber")));
}

#[tokio::test]
async fn jobs_make_and_revoke_many() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let first = token(&api, "1").await;
    device(&api, &devices, "1").await;
    let jobs = api.env("/oathJobs");
    let of = |serial: &str| json!({ "serialNumber": serial, "secret": SECRET, "type": "HOTP", "otpLength": 6 });
    let body = json!({ "type": "CREATE_OATH_TOKENS", "tokens": [of("1"), of("2"), of("3")] });
    let job = api.act(&jobs, "job.oathtokens.create", &body).await;
    let job = job.expect(201, "mfa.create_multiple_oath_tokens");
    assert_eq!(job.at("/status"), "IN_PROGRESS");
    let path = format!("{jobs}/{}", job.text_at("/id"));
    api.sandbox.clock().advance(Duration::from_millis(4999));
    let going = api.get(&path).await.expect(200, "mfa.check_oath_token_creation_job");
    assert_eq!(going.at("/status"), "IN_PROGRESS");
    assert!(going.at("/result").is_null());
    api.sandbox.clock().advance(Duration::from_millis(1));
    let done = api.get(&path).await;
    assert_eq!(done.at("/status"), "DONE");
    assert_eq!(done.at("/result/created"), 2);
    assert_eq!(done.at("/result/duplicates/0/serialNumber"), "1");

    let all = api.get(&api.env("/oathTokens")).await.expect(200, "mfa.retrieve_all_oath_tokens");
    let rows = all.at("/_embedded/oathTokens").as_array().unwrap().clone();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    let revoke = async |force: bool| {
        let body = json!({
            "type": "REVOKE_OATH_TOKENS", "async": false, "forceUnpair": force, "tokenIds": ids,
        });
        let job = api.act(&jobs, "job.oathtokens.revoke", &body).await;
        let job = job.expect(201, "mfa.revoke_multiple_oath_tokens");
        assert_eq!(job.at("/async"), false);
        job.at("/result/revoked").clone()
    };
    assert_eq!(revoke(false).await, 2, "one is paired");
    assert_eq!(api.get(&api.env(&format!("/oathTokens/{first}"))).await.status, 200);
    assert_eq!(revoke(true).await, 1);
    let bad = json!({ "type": "CREATE_OATH_TOKENS", "tokens": [{ "serialNumber": "4" }] });
    let reply = api.act(&jobs, "job.oathtokens.create", &bad).await;
    reply.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "tokens[0].type")));
    let unknown = api.get(&format!("{jobs}/none")).await;
    unknown.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn what_no_token_can_be_is_refused() {
    let api = Api::start().await;
    for (patch, code, target) in [
        (json!({ "secret": "xyz" }), "INVALID_VALUE", "secret"),
        (json!({ "secret": "123" }), "INVALID_VALUE", "secret"),
        (json!({ "serialNumber": "a-b" }), "INVALID_VALUE", "serialNumber"),
        (json!({ "otpLength": 7 }), "INVALID_VALUE", "otpLength"),
        (json!({ "hashAlgorithm": "HmacSHA256" }), "INVALID_VALUE", "hashAlgorithm"),
        (json!({ "type": "TOTP" }), "REQUIRED_VALUE", "totp"),
        (json!({ "type": "TOTP", "totp": { "timeStep": 45 } }), "INVALID_VALUE", "totp.timeStep"),
    ] {
        let mut body =
            json!({ "serialNumber": "9", "secret": SECRET, "type": "HOTP", "otpLength": 6 });
        body.as_object_mut().unwrap().extend(patch.as_object().unwrap().clone());
        let reply = api.post(&api.env("/oathTokens"), &body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
}
