//! Phones with a native app: paired by a key, pushed to, and locked.

use std::time::Duration;

use ping_sandbox::MfaPhone;
use serde_json::{Value, json};

use super::{begin, check, names, policies::change, user};
use crate::support::{Api, Reply};

async fn key(api: &Api, user_id: &str, body: Value) -> Reply {
    let path = api.env(&format!("/users/{user_id}/pairingKeys"));
    api.post(&path, &body).await.expect(201, "mfa.create_mfa_pairing_key")
}

/// Pairs a phone; returns the id of the device.
pub async fn pair(api: &Api, user_id: &str, phone: MfaPhone) -> String {
    let key = key(api, user_id, json!({})).await;
    api.sandbox.mfa().pair(key.text_at("/code"), phone).unwrap()
}

pub async fn native_app(api: &Api) -> String {
    let body = json!({
        "name": "App", "enabled": true, "type": "NATIVE_APP", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "NONE", "grantTypes": ["AUTHORIZATION_CODE"],
        "responseTypes": ["CODE"], "redirectUris": ["app://x"],
    });
    let reply = api.post(&api.env("/applications"), &body).await;
    reply.expect(201, "platform.create_application").text_at("/id").to_owned()
}

#[tokio::test]
async fn a_native_app_claims_a_key_and_its_user_approves_a_push() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let created = key(&api, &user_id, json!({})).await;
    assert_eq!(created.at("/status"), "UNCLAIMED");
    assert_eq!(created.text_at("/code").len(), 16);
    assert_eq!(created.text_at("/expiresAt"), "2026-01-15T12:10:00.000Z");
    let path = created.header("location").replace(&api.connection.api_url, "");
    let mfa = api.sandbox.mfa();
    let device = mfa.pair(created.text_at("/code"), MfaPhone::iphone()).unwrap();
    let claimed = api.get(&path).await.expect(200, "mfa.read_one_mfa_pairing_key");
    assert_eq!(claimed.at("/status"), "CLAIMED");
    api.delete(&path).await.assert_error(400, "REQUEST_FAILED", None);
    assert!(mfa.pair(created.text_at("/code"), MfaPhone::iphone()).is_err());
    let shown = api.get(&format!("{devices}/{device}")).await;
    assert_eq!((shown.at("/type"), shown.at("/os/type")), (&json!("MOBILE"), &json!("iOS")));
    assert_eq!(shown.at("/notificationProvider"), "APNS");

    let context = json!({ "clientContext": { "shop": 7 } });
    let body = json!({ "user": { "id": user_id }, "notification": context });
    let (asks, path) = begin(&api, body).await;
    assert_eq!(asks.at("/status"), "PUSH_CONFIRMATION_REQUIRED");
    assert_eq!(names(asks.at("/_links")), ["device.select", "otp.check", "self"]);
    let push = mfa.next_push(&user_id).await;
    assert_eq!((push.device_id.as_str(), push.number), (device.as_str(), None));
    assert_eq!(push.client_context.as_deref(), Some(r#"{"shop":7}"#));
    let pushes = api.get("/sandbox/mfa/pushes").await;
    assert_eq!(pushes.at("/pushes/0/clientContext/shop"), 7);
    mfa.approve(&user_id).unwrap();
    assert_eq!(api.get(&path).await.at("/status"), "COMPLETED");
    assert!(mfa.approve(&user_id).is_err());
}

#[tokio::test]
async fn a_push_is_denied_timed_out_taken_back_or_passed_by() {
    let api = Api::start().await;
    let (user_id, _) = user(&api).await;
    let device = pair(&api, &user_id, MfaPhone::android()).await;
    let mfa = api.sandbox.mfa();
    let body = json!({ "user": { "id": user_id } });
    let (_, denied) = begin(&api, body.clone()).await;
    mfa.deny(&user_id).unwrap();
    assert_eq!(api.get(&denied).await.at("/error/code"), "PUSH_DENIED");

    let (_, late) = begin(&api, body.clone()).await;
    api.sandbox.clock().advance(Duration::from_secs(39));
    assert_eq!(api.get(&late).await.at("/status"), "PUSH_CONFIRMATION_REQUIRED");
    api.sandbox.clock().advance(Duration::from_secs(1));
    let timed_out = api.get(&late).await;
    assert_eq!(timed_out.at("/status"), "PUSH_CONFIRMATION_TIMED_OUT");
    assert_eq!(names(timed_out.at("/_links")), ["self"]);

    // Who is in a hurry need not move the clock.
    let (_, ignored) = begin(&api, body.clone()).await;
    mfa.time_out(&user_id).unwrap();
    assert_eq!(api.get(&ignored).await.at("/status"), "PUSH_CONFIRMATION_TIMED_OUT");
    assert!(mfa.time_out(&user_id).is_err());
    let (_, ignored) = begin(&api, body.clone()).await;
    let said = json!({ "userId": user_id });
    assert_eq!(api.post("/sandbox/mfa/time-out", &said).await.status, 204);
    assert_eq!(api.get(&ignored).await.at("/status"), "PUSH_CONFIRMATION_TIMED_OUT");

    let (_, canceled) = begin(&api, body.clone()).await;
    api.act(&canceled, "cancel.push.authentication", &json!({ "reason": "CHANGE_DEVICE" })).await;
    assert!(mfa.pushes().is_empty());

    let (_, path) = begin(&api, body).await;
    let otp = mfa.app_otp(&user_id, &device).unwrap();
    assert_eq!(check(&api, &path, &otp).await.at("/status"), "COMPLETED");
    assert!(mfa.pushes().is_empty());
}

#[tokio::test]
async fn pushes_that_nobody_approves_lock_the_phone() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let device = pair(&api, &user_id, MfaPhone::android()).await;
    let mfa = api.sandbox.mfa();
    let body = json!({ "user": { "id": user_id } });
    for round in 0..5 {
        begin(&api, body.clone()).await;
        if round % 2 == 0 { mfa.deny(&user_id) } else { mfa.time_out(&user_id) }.unwrap();
    }
    let read = api.get(&format!("{devices}/{device}")).await;
    assert_eq!(read.at("/lock/reason"), "PUSH");
    assert_eq!(read.at("/lock/expiresAt"), "2026-01-15T12:30:00.000Z");
    assert_eq!(begin(&api, body).await.0.at("/error/code"), "NO_USABLE_DEVICES");
}

#[tokio::test]
async fn how_many_pushes_lock_a_phone_is_for_the_policy_to_say() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let app = native_app(&api).await;
    change(&api, |policy| {
        policy["mobile"]["applications"] = json!([{
            "id": app, "push": { "enabled": true }, "otp": { "enabled": true },
            "pushLimit": {
                "count": 2,
                "timePeriod": { "duration": 3, "timeUnit": "MINUTES" },
                "lockDuration": { "duration": 5, "timeUnit": "MINUTES" },
            },
        }]);
    })
    .await;
    let body = json!({ "type": "HMS", "clientId": "c", "clientSecret": "s" });
    let credentials = api.env(&format!("/applications/{app}/pushCredentials"));
    assert_eq!(api.post(&credentials, &body).await.status, 201);
    let device = pair(&api, &user_id, MfaPhone::android().application(&app)).await;
    let mfa = api.sandbox.mfa();
    let (path, body) = (format!("{devices}/{device}"), json!({ "user": { "id": user_id } }));
    let refuse = async || {
        begin(&api, body.clone()).await;
        mfa.deny(&user_id).unwrap();
        api.get(&path).await.at("/lock/status").clone()
    };
    let pass = |seconds| api.sandbox.clock().advance(Duration::from_secs(seconds));
    assert_eq!(refuse().await, "UNLOCKED");
    // What was longer ago than the period counts no more.
    pass(3 * 60);
    assert_eq!(refuse().await, "UNLOCKED");
    pass(3 * 60 - 1);
    assert_eq!(refuse().await, "LOCKED");
    pass(5 * 60 - 1);
    assert_eq!(begin(&api, body.clone()).await.0.at("/error/code"), "NO_USABLE_DEVICES");
    pass(1);
    assert_eq!(begin(&api, body.clone()).await.0.at("/status"), "PUSH_CONFIRMATION_REQUIRED");
}

#[tokio::test]
async fn what_the_policy_says_of_an_application_is_obeyed() {
    let api = Api::start().await;
    let (user_id, _) = user(&api).await;
    let app = native_app(&api).await;
    change(&api, |policy| {
        policy["mobile"]["applications"] = json!([{
            "id": app, "push": { "enabled": true, "numberMatching": { "enabled": true } },
            "otp": { "enabled": false },
            "pushTimeout": { "duration": 60, "timeUnit": "SECONDS" },
            "pairingKeyLifetime": { "duration": 2, "timeUnit": "HOURS" },
        }]);
    })
    .await;
    let mfa = api.sandbox.mfa();
    // Without push credentials the app cannot be paired, nor can any other app.
    let failed = key(&api, &user_id, json!({ "applications": [{ "id": app }] })).await;
    assert_eq!(failed.at("/expiresAt"), "2026-01-15T14:00:00.000Z");
    let phone = || MfaPhone::android().application(&app);
    let error = mfa.pair(failed.text_at("/code"), phone()).unwrap_err();
    assert!(error.to_string().contains("MissingPushCredentials"), "{error}");
    let path = failed.header("location").replace(&api.connection.api_url, "");
    let read = api.get(&path).await;
    assert_eq!(read.at("/status"), "FAILED");
    assert_eq!(read.at("/error/code"), "MissingPushCredentials");
    let body = json!({ "type": "HMS", "clientId": "c", "clientSecret": "s" });
    let credentials = api.env(&format!("/applications/{app}/pushCredentials"));
    api.post(&credentials, &body).await.expect(201, "mfa.create_mfa_push_credential_hms");
    let other = key(&api, &user_id, json!({})).await;
    assert!(mfa.pair(other.text_at("/code"), MfaPhone::android()).is_err());
    let good = key(&api, &user_id, json!({})).await;
    mfa.pair(good.text_at("/code"), phone()).unwrap();

    let body = json!({ "user": { "id": user_id } });
    let (asks, path) = begin(&api, body.clone()).await;
    let number = mfa.next_push(&user_id).await.number.unwrap();
    assert_eq!(asks.at("/numberMatching/number"), number);
    api.sandbox.clock().advance(Duration::from_secs(59));
    mfa.approve_with_number(&user_id, number).unwrap();
    assert_eq!(api.get(&path).await.at("/status"), "COMPLETED");
    let (_, path) = begin(&api, body).await;
    let number = mfa.next_push(&user_id).await.number.unwrap();
    mfa.approve_with_number(&user_id, number + 1).unwrap();
    assert_eq!(api.get(&path).await.at("/status"), "FAILED");
}

#[tokio::test]
async fn a_phone_without_push_is_asked_for_a_passcode() {
    let api = Api::start().await;
    let (user_id, _) = user(&api).await;
    let device = pair(&api, &user_id, MfaPhone::android().without_push()).await;
    let (asks, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(asks.at("/status"), "OTP_REQUIRED");
    assert!(api.sandbox.mfa().pushes().is_empty());
    let otp = api.sandbox.mfa().app_otp(&user_id, &device).unwrap();
    assert_eq!(check(&api, &path, &otp).await.at("/status"), "COMPLETED");
}

#[tokio::test]
async fn keys_are_bounded_and_expire() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let mut last = key(&api, &user_id, json!({})).await;
    for _ in 1..20 {
        last = key(&api, &user_id, json!({})).await;
    }
    let path = api.env(&format!("/users/{user_id}/pairingKeys"));
    let reply = api.post(&path, &json!({})).await;
    reply.assert_error(429, "REQUEST_LIMITED", None);
    assert_eq!(reply.at("/details/0/innerError/quotaLimit"), 20);
    let one = last.header("location").replace(&api.connection.api_url, "");
    api.delete(&one).await.expect(204, "mfa.delete_mfa_pairing_key");
    let good = key(&api, &user_id, json!({})).await;
    api.sandbox.clock().advance(Duration::from_secs(600));
    assert!(api.sandbox.mfa().pair(good.text_at("/code"), MfaPhone::android()).is_err());
    let bad = api.post(&path, &json!({ "applications": [{ "id": "none" }] })).await;
    bad.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "applications[0].id")));
    let posted = api.post(&devices, &json!({ "type": "MOBILE" })).await;
    posted.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "type")));
}

#[tokio::test]
async fn an_app_is_asked_for_its_logs() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let device = pair(&api, &user_id, MfaPhone::android()).await;
    let logs = async |id: &str| {
        let path = format!("{devices}/{id}/logs");
        api.send("PUT", &path, "application/json", &json!({ "status": "PENDING" })).await
    };
    let asked = logs(&device).await.expect(200, "mfa.send_mfa_device_logs");
    assert_eq!(asked.at("/expiresAt"), "2026-01-16T12:00:00.000Z");
    let email = super::email_device(&api, &devices, "joe@example.com").await;
    logs(&email).await.assert_error(400, "REQUEST_FAILED", None);
}
