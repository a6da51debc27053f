//! YubiKeys, the PingID desktop app and browsers.

use serde_json::{Value, json};

use super::user;
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
