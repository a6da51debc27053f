//! YubiKeys, the PingID desktop app and browsers.

use serde_json::{Value, json};

use super::{begin, names, user};
use crate::support::Api;

/// An environment whose policy lets users have all of that.
async fn environment() -> (Api, String, String) {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let policies = api.env("/deviceAuthenticationPolicies");
    let mut policy =
        api.get(&policies).await.at("/_embedded/deviceAuthenticationPolicies/0").clone();
    let on = json!({
        "enabled": true,
        "otp": { "failure": { "count": 2, "coolDown": { "duration": 2, "timeUnit": "MINUTES" } } },
    });
    policy["yubikey"] = on.clone();
    policy["pingIdDesktopGen2"] = on;
    policy["rememberMe"]["web"]["enabled"] = true.into();
    policy.as_object_mut().unwrap().remove("notificationsPolicy");
    let id = policy["id"].as_str().unwrap().to_owned();
    let path = format!("{policies}/{id}");
    assert_eq!(api.send("PUT", &path, "application/json", &policy).await.status, 200);
    (api, devices, id)
}

#[tokio::test]
async fn the_controls_play_keys_and_computers() {
    let (api, devices, _) = environment().await;
    let touched = api.post("/sandbox/mfa/yubikey", &json!({ "serialNumber": 7 })).await;
    let body = json!({ "type": "YUBIKEY", "otp": touched.at("/otp") });
    let key = api.post(&devices, &body).await.expect(201, "mfa.create_mfa_device_yubikey");
    assert_eq!((key.at("/status"), key.at("/otp")), (&json!("ACTIVE"), &Value::Null));
    let again = api.post(&devices, &body).await;
    again.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "otp")));

    let body = json!({ "type": "PINGID_DESKTOP_GEN2", "status": "ACTIVATION_REQUIRED" });
    let asked = api.post(&devices, &body).await;
    let asked = asked.expect(201, "mfa.create_mfa_device_pingid_desktop");
    let options = asked.at("/pingIdDesktopCredentialCreationOptions");
    let answer = api.post("/sandbox/mfa/desktop", &json!({ "options": options })).await;
    let answer = json!({ "attestation": answer.text_at("/answer") });
    let path = format!("{devices}/{}", asked.text_at("/id"));
    let echo = json!({ "attestation": options });
    let wrong = api.act(&path, "device.activate", &echo).await;
    wrong.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "attestation")));
    let active = api.act(&path, "device.activate", &answer).await;
    let active = active.expect(200, "mfa.activate_mfa_device_pingid_desktop");
    assert_eq!((active.at("/status"), active.at("/os/type")), (&json!("ACTIVE"), &json!("MAC")));
    let other = json!({ "options": answer["attestation"] });
    assert_eq!(api.post("/sandbox/mfa/desktop", &other).await.status, 400);
}

#[tokio::test]
async fn a_desktop_app_that_fails_too_often_is_locked() {
    let (api, devices, _) = environment().await;
    let asked = api.post(&devices, &json!({ "type": "PINGID_DESKTOP_GEN2" })).await;
    let path = format!("{devices}/{}", asked.text_at("/id"));
    let wrong = json!({ "attestation": "a.b.c" });
    for _ in 0..2 {
        assert_eq!(api.act(&path, "device.activate", &wrong).await.status, 400);
    }
    let locked = api.act(&path, "device.activate", &wrong).await;
    locked.assert_error(400, "REQUEST_FAILED", None);
}

#[tokio::test]
async fn a_desktop_app_answers_what_it_is_asked_once() {
    let (api, devices, _) = environment().await;
    let user_id = devices.rsplit('/').nth(1).unwrap();
    let play = async |options: &Value| {
        let answer = api.post("/sandbox/mfa/desktop", &json!({ "options": options })).await;
        answer.text_at("/answer").to_owned()
    };
    let asked = api.post(&devices, &json!({ "type": "PINGID_DESKTOP_GEN2" })).await;
    let answer = play(asked.at("/pingIdDesktopCredentialCreationOptions")).await;
    let device = format!("{devices}/{}", asked.text_at("/id"));
    let active = api.act(&device, "device.activate", &json!({ "attestation": answer })).await;
    assert_eq!(active.status, 200);

    let (begun, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(begun.at("/status"), "ASSERTION_REQUIRED");
    assert_eq!(names(begun.at("/_links")), ["assertion.check", "device.select", "self"]);
    let options = begun.at("/pingIdDesktopCredentialRequestOptions");
    let (other, elsewhere) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let others = play(other.at("/pingIdDesktopCredentialRequestOptions")).await;
    let check = async |path: &str, answer: &str| {
        api.act(path, "assertion.check", &json!({ "assertion": answer })).await
    };
    let missing = api.act(&path, "assertion.check", &json!({})).await;
    missing.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "assertion")));
    // What the app said to another question, and the question itself.
    check(&path, &others).await.assert_error(
        400,
        "INVALID_DATA",
        Some(("INVALID_VALUE", "assertion")),
    );
    let right = play(options).await;
    let done = check(&path, &right).await.expect(200, "mfa.check_assertion_pingid_desktop");
    assert_eq!(done.at("/status"), "COMPLETED");
    assert_eq!(done.at("/authenticators"), &json!(["desktop", "mfa", "user"]));
    assert_eq!(names(done.at("/_links")), ["self"]);
    check(&path, &right).await.assert_error(400, "REQUEST_FAILED", None);

    // Two wrong ones are one too many, by the policy.
    for _ in 0..2 {
        assert_eq!(check(&elsewhere, "a.b.c").await.status, 400);
    }
    let failed = api.get(&elsewhere).await;
    assert_eq!(failed.at("/status"), "FAILED");
    assert_eq!(failed.at("/error/code"), "OTP_ATTEMPTS_EXCEEDED");
    assert_eq!(api.get(&device).await.at("/lock/status"), "LOCKED");
}

#[tokio::test]
async fn a_remembered_browser_is_checked_by_its_cookie() {
    let (api, devices, policy) = environment().await;
    let user_id = devices.rsplit('/').nth(1).unwrap();
    let body = json!({
        "type": "BROWSER", "policy": { "id": policy }, "payload": "signals",
        "session": { "id": "session-1" },
    });
    let created = api.post(&devices, &body).await.expect(201, "mfa.create_remember_me_device");
    let cookie = created.header("set-cookie").split(';').next().unwrap();
    let check = async |cookie: &str, body: &Value| {
        let bearer = format!("Bearer {}", api.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/vnd.pingidentity.payload.check+json"),
            ("cookie", cookie),
        ];
        let path = api.auth("/deviceAuthentications");
        api.raw("POST", &path, &headers, body.to_string().into_bytes()).await.unwrap()
    };
    let body = json!({
        "user": { "id": user_id }, "policy": { "id": policy },
        "payload": { "type": "BROWSER", "value": "signals" },
        "deviceSession": { "id": "session-1" },
    });
    let done = check(cookie, &body).await.expect(200, "mfa.check_remember_me_device");
    assert_eq!(done.at("/status"), "COMPLETED");
    assert_eq!(done.at("/authenticators"), &json!(["rm"]));
    assert_eq!(done.at("/selectedDevice/id"), created.at("/id"));
    assert_eq!(done.at("/payload"), &json!({ "value": "signals" }));
    assert_eq!(done.at("/deviceSession/id"), "session-1");
    let path = api.auth(&format!("/deviceAuthentications/{}", done.text_at("/id")));
    assert_eq!(api.get(&path).await.at("/status"), "COMPLETED");

    for (member, value) in [
        ("payload", json!({ "type": "BROWSER", "value": "others" })),
        ("deviceSession", json!({ "id": "session-2" })),
    ] {
        let mut other = body.clone();
        other[member] = value;
        assert_eq!(check(cookie, &other).await.at("/status"), "FAILED", "{member}");
    }
    let other = check("other=1", &body).await;
    assert_eq!((other.status, other.at("/status")), (200, &json!("FAILED")));
    assert_eq!(other.at("/error/code"), "NO_USABLE_DEVICES");
    for (member, code, target) in
        [("policy", "REQUIRED_VALUE", "policy"), ("payload", "REQUIRED_VALUE", "payload.type")]
    {
        let mut less = body.clone();
        less.as_object_mut().unwrap().remove(member);
        let refused = check(cookie, &less).await;
        refused.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    // A text is what the creation takes.
    let mut text = body.clone();
    text["payload"] = "signals".into();
    let refused = check(cookie, &text).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "payload")));
}

#[tokio::test]
async fn so_many_browsers_are_remembered() {
    let (api, devices, policy) = environment().await;
    let remember = async |payload: String| {
        let body = json!({ "type": "BROWSER", "policy": { "id": policy }, "payload": payload });
        api.post(&devices, &body).await
    };
    for number in 0..50 {
        let remembered = remember(number.to_string()).await;
        assert_eq!(
            remembered.expect(201, "mfa.create_remember_me_device").at("/payload"),
            &Value::Null
        );
    }
    assert_eq!(remember("0".to_owned()).await.status, 201);
    let one_more = remember("50".to_owned()).await;
    one_more.assert_error(429, "REQUEST_LIMITED", None);
    let body = json!({
        "type": "BROWSER", "policy": { "id": policy }, "payload": "x",
        "status": "ACTIVATION_REQUIRED",
    });
    let pending = api.post(&devices, &body).await;
    pending.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "status")));
}
