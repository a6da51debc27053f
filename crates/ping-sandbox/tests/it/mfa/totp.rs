//! Authenticator apps.

use std::time::Duration;

use serde_json::{Value, json};

use super::{another, begin, check, user};
use crate::support::Api;

/// A user with an authenticator app that is not yet activated: the user's id, the device's path and
/// the key URI.
async fn paired(api: &Api) -> (String, String, String) {
    let (user_id, devices) = user(api).await;
    let created = api
        .post(&devices, &json!({ "type": "TOTP" }))
        .await
        .expect(201, "mfa.create_mfa_device_totp");
    let device = format!("{devices}/{}", created.text_at("/id"));
    (user_id, device, created.text_at("/keyUri").to_owned())
}

async fn activate(api: &Api, device: &str, otp: &str) -> u16 {
    api.act(device, "device.activate", &json!({ "otp": otp })).await.status
}

fn step(api: &Api, steps: u64) {
    api.sandbox.clock().advance(Duration::from_secs(30 * steps));
}

#[tokio::test]
async fn the_key_is_shown_once() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let created = api.post(&devices, &json!({ "type": "TOTP" })).await;
    assert_eq!(created.at("/status"), "ACTIVATION_REQUIRED");
    let secret = created.text_at("/secret");
    assert_eq!(created.text_at("/keyUri"), format!("otpauth://totp/joe?secret={secret}"));
    assert_eq!(
        api.sandbox.totp_code(secret).unwrap(),
        api.sandbox.totp_code(created.text_at("/keyUri")).unwrap()
    );
    let read = api.get(&format!("{devices}/{}", created.text_at("/id"))).await;
    assert_eq!(read.at("/secret"), &Value::Null);
    assert_eq!(read.at("/keyUri"), &Value::Null);
}

#[tokio::test]
async fn a_user_pairs_an_app_and_signs_in_with_it() {
    let api = Api::start().await;
    let (user_id, device, key) = paired(&api).await;
    let otp = api.sandbox.totp_code(&key).unwrap();
    assert_eq!(activate(&api, &device, &otp).await, 200);
    assert_eq!(api.get(&device).await.at("/status"), "ACTIVE");

    let (reply, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(reply.at("/status"), "OTP_REQUIRED");
    // A passcode is good once, so the one of the activation is no more.
    let reused = check(&api, &path, &otp).await;
    reused.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));
    step(&api, 1);
    let otp = api.sandbox.totp_code(&key).unwrap();
    let completed = check(&api, &path, &otp).await;
    assert_eq!(completed.status, 200);
    assert_eq!(completed.at("/status"), "COMPLETED");
    let (_, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(check(&api, &path, &otp).await.status, 400);
}

#[tokio::test]
async fn a_passcode_may_be_five_steps_early_or_late_and_not_six() {
    for (steps, status) in [(0, 200), (1, 200), (5, 200), (6, 400)] {
        let api = Api::start().await;
        let (_, device, key) = paired(&api).await;
        let otp = api.sandbox.totp_code(&key).unwrap();
        step(&api, steps);
        assert_eq!(activate(&api, &device, &otp).await, status, "late {steps}");

        let api = Api::start().await;
        let (_, device, key) = paired(&api).await;
        let now = api.sandbox.clock().now();
        step(&api, steps);
        let otp = api.sandbox.totp_code(&key).unwrap();
        api.sandbox.clock().set(now);
        assert_eq!(activate(&api, &device, &otp).await, status, "early {steps}");
    }
}

#[tokio::test]
async fn a_secret_waits_half_an_hour_for_its_first_passcode() {
    let api = Api::start().await;
    let (_, device, key) = paired(&api).await;
    step(&api, 60);
    let otp = api.sandbox.totp_code(&key).unwrap();
    assert_eq!(activate(&api, &device, &otp).await, 400);
}

#[tokio::test]
async fn three_wrong_passcodes_lock_the_app_for_two_minutes() {
    let api = Api::start().await;
    let (user_id, device, key) = paired(&api).await;
    let otp = api.sandbox.totp_code(&key).unwrap();
    assert_eq!(activate(&api, &device, &otp).await, 200);
    step(&api, 20);
    let otp = api.sandbox.totp_code(&key).unwrap();
    let user = json!({ "user": { "id": user_id } });
    let (_, path) = begin(&api, user.clone()).await;
    for left in [2, 1, 0] {
        let wrong = check(&api, &path, &another(&otp)).await;
        wrong.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));
        assert_eq!(wrong.at("/details/0/innerError/attemptsRemaining"), left);
    }
    let failed = api.get(&path).await;
    assert_eq!(failed.at("/status"), "FAILED");
    assert_eq!(failed.at("/error/code"), "OTP_ATTEMPTS_EXCEEDED");
    let done = check(&api, &path, &otp).await;
    done.assert_error(400, "REQUEST_FAILED", None);

    let lock = json!({
        "status": "LOCKED",
        "expiresAt": "2026-01-15T12:12:00.000Z",
        "reason": "OTP",
    });
    assert_eq!(api.get(&device).await.at("/lock"), &lock);
    let (reply, _) = begin(&api, user.clone()).await;
    assert_eq!(reply.at("/status"), "FAILED");
    assert_eq!(reply.at("/error/code"), "NO_USABLE_DEVICES");
    let id = device.rsplit('/').next().unwrap();
    assert_eq!(reply.at("/error/unavailableDevices"), &json!([{ "id": id }]));

    // The lock ends by an administrator ...
    let unlocked =
        api.act(&device, "device.unlock", &Value::Null).await.expect(200, "mfa.unlock_mfa_device");
    assert_eq!(unlocked.at("/lock/status"), "UNLOCKED");
    let (_, path) = begin(&api, user.clone()).await;
    for _ in 0..3 {
        check(&api, &path, &another(&otp)).await;
    }
    assert_eq!(api.get(&device).await.at("/lock/status"), "LOCKED");
    // ... or by itself.
    step(&api, 4);
    assert_eq!(api.get(&device).await.at("/lock/status"), "UNLOCKED");
    let (_, path) = begin(&api, user).await;
    let otp = api.sandbox.totp_code(&key).unwrap();
    assert_eq!(check(&api, &path, &otp).await.at("/status"), "COMPLETED");
}

#[tokio::test]
async fn a_right_passcode_forgives_the_wrong_ones_before_it() {
    let api = Api::start().await;
    let (user_id, device, key) = paired(&api).await;
    let otp = api.sandbox.totp_code(&key).unwrap();
    assert_eq!(activate(&api, &device, &another(&otp)).await, 400);
    assert_eq!(activate(&api, &device, &otp).await, 200);
    step(&api, 20);
    let (_, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let otp = api.sandbox.totp_code(&key).unwrap();
    let wrong = check(&api, &path, &another(&otp)).await;
    assert_eq!(wrong.at("/details/0/innerError/attemptsRemaining"), 2);
}

#[tokio::test]
async fn an_authentication_that_brings_its_passcode_is_complete_at_once() {
    let api = Api::start().await;
    let (user_id, device, key) = paired(&api).await;
    let otp = api.sandbox.totp_code(&key).unwrap();
    assert_eq!(activate(&api, &device, &otp).await, 200);
    let id = device.rsplit('/').next().unwrap();
    let path = api.auth("/deviceAuthentications");
    for selected in [json!({}), json!({ "id": id })] {
        step(&api, 20);
        let otp = api.sandbox.totp_code(&key).unwrap();
        let body = |otp: &str| {
            let mut selected = selected.clone();
            selected["otp"] = otp.into();
            json!({ "user": { "id": user_id }, "selectedDevice": selected })
        };
        let operation = "mfa.initialize_device_authentication_with_otp";
        let wrong = api.post(&path, &body(&another(&otp))).await;
        wrong.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));
        assert_eq!(wrong.operation(), operation);
        let right = api.post(&path, &body(&otp)).await.expect(201, operation);
        assert_eq!(right.at("/status"), "COMPLETED");
        assert_eq!(right.at("/selectedDevice/id"), id);
    }
}
