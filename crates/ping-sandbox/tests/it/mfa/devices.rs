//! Devices that get their passcodes by message.

use std::time::Duration;

use serde_json::{Value, json};

use super::{another, email_device, user};
use crate::support::Api;

#[tokio::test]
async fn a_worker_pairs_message_devices_at_once() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let policy = json!({ "id": api.connection.device_policy_id });
    for (kind, body, member, value) in [
        ("sms", json!({ "type": "SMS", "phone": "+1 (512) 520-1234" }), "phone", "+15125201234"),
        ("voice", json!({ "type": "VOICE", "phone": "1-512-555-1234" }), "phone", "+15125551234"),
        (
            "email",
            json!({ "type": "EMAIL", "email": "joe@example.com" }),
            "email",
            "joe@example.com",
        ),
        (
            "whatsapp",
            json!({ "type": "WHATSAPP", "phone": "+15125550000" }),
            "phone",
            "+15125550000",
        ),
    ] {
        let mut body = body;
        body["policy"] = policy.clone();
        let created =
            api.post(&devices, &body).await.expect(201, &format!("mfa.create_mfa_device_{kind}"));
        assert_eq!(created.at("/status"), "ACTIVE");
        assert_eq!(created.at(&format!("/{member}")), value);
        assert_eq!(created.at("/user/id"), user_id.as_str());
        assert_eq!(created.at("/_links/device.activate"), &Value::Null);
        assert_eq!(created.at("/policy"), &Value::Null);
        let url = created.text_at("/_links/self/href");
        assert_eq!(created.header("location"), url);
        let read = api.get(&url.replace(&api.connection.api_url, "")).await;
        assert_eq!(read.operation(), "mfa.read_one_mfa_device");
        assert_eq!(read.at("/lock/status"), "UNLOCKED");
        assert_eq!(read.at("/block/status"), "UNBLOCKED");
    }
    assert!(api.sandbox.outbox().all().is_empty());
}

#[tokio::test]
async fn a_device_that_asks_for_activation_is_sent_a_passcode() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let phone = "+15125550100";
    let body = json!({ "type": "SMS", "phone": phone, "status": "ACTIVATION_REQUIRED" });
    let created = api.post(&devices, &body).await.expect(201, "mfa.create_mfa_device_sms");
    assert_eq!(created.at("/status"), "ACTIVATION_REQUIRED");
    assert_ne!(created.at("/_links/device.activate"), &Value::Null);
    let device = format!("{devices}/{}", created.text_at("/id"));

    let first = api.sandbox.outbox().next_sms(phone).await;
    assert_eq!(first.user_id.as_deref(), Some(user_id.as_str()));
    let otp = first.otp.unwrap();
    assert_eq!(otp.len(), 6);
    assert!(first.text.contains(&otp));

    let wrong = api.act(&device, "device.activate", &json!({ "otp": another(&otp) })).await;
    wrong.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));
    assert_eq!(wrong.at("/details/0/innerError/attemptsRemaining"), 2);

    let resent = api
        .act(&device, "device.sendActivationCode", &Value::Null)
        .await
        .expect(200, "mfa.resend_pairing_code");
    assert_eq!(resent.at("/status"), "ACTIVATION_REQUIRED");
    let second = api.sandbox.outbox().next_sms(phone).await.otp.unwrap();
    assert_ne!(second, otp);
    let old = api.act(&device, "device.activate", &json!({ "otp": otp })).await;
    assert_eq!(old.status, 400);

    let activated = api
        .act(&device, "device.activate", &json!({ "otp": second }))
        .await
        .expect(200, "mfa.activate_mfa_device");
    assert_eq!(activated.at("/status"), "ACTIVE");
    assert_eq!(activated.at("/_links/device.activate"), &Value::Null);
    for (action, body) in
        [("device.activate", json!({ "otp": second })), ("device.sendActivationCode", Value::Null)]
    {
        let again = api.act(&device, action, &body).await;
        again.assert_error(400, "REQUEST_FAILED", None);
    }
}

#[tokio::test]
async fn a_pairing_code_ends_after_three_attempts_or_half_an_hour() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let email = "joe@example.com";
    let body = json!({ "type": "EMAIL", "email": email, "status": "ACTIVATION_REQUIRED" });
    let created = api.post(&devices, &body).await;
    let device = format!("{devices}/{}", created.text_at("/id"));
    let otp = api.sandbox.outbox().next_email(email).await.otp.unwrap();
    let activate =
        async |otp: &str| api.act(&device, "device.activate", &json!({ "otp": otp })).await;
    for left in [2, 1, 0] {
        let reply = activate(&another(&otp)).await;
        assert_eq!(reply.at("/details/0/innerError/attemptsRemaining"), left);
    }
    let late = activate(&otp).await;
    late.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));

    api.act(&device, "device.sendActivationCode", &Value::Null).await;
    let otp = api.sandbox.outbox().next_email(email).await.otp.unwrap();
    api.sandbox.clock().advance(Duration::from_secs(30 * 60));
    let expired = activate(&otp).await;
    expired.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));

    api.act(&device, "device.sendActivationCode", &Value::Null).await;
    let otp = api.sandbox.outbox().next_email(email).await.otp.unwrap();
    api.sandbox.clock().advance(Duration::from_secs(30 * 60 - 1));
    assert_eq!(activate(&otp).await.status, 200);
}

#[tokio::test]
async fn a_device_that_is_never_activated_is_gone_after_a_day() {
    let mut api = Api::start().await;
    let (_, devices) = user(&api).await;
    let created = api.post(&devices, &json!({ "type": "TOTP" })).await;
    let device = format!("{devices}/{}", created.text_at("/id"));
    api.sandbox.clock().advance(Duration::from_secs(24 * 3600 - 1));
    api.refresh().await;
    assert_eq!(api.get(&device).await.status, 200);
    api.sandbox.clock().advance(Duration::from_secs(1));
    api.get(&device).await.assert_error(404, "NOT_FOUND", None);
    assert_eq!(api.get(&devices).await.at("/count"), 0);
}

#[tokio::test]
async fn a_device_for_testing_shows_its_passcode_instead_of_sending_it() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let body = json!({
        "type": "SMS",
        "phone": "+14135550150",
        "testMode": true,
        "status": "ACTIVATION_REQUIRED",
    });
    let created = api.post(&devices, &body).await.expect(201, "mfa.create_mfa_device_testing");
    assert_eq!(created.at("/testMode"), true);
    let otp = created.text_at("/test/otp");
    let device = format!("{devices}/{}", created.text_at("/id"));
    let activated = api.act(&device, "device.activate", &json!({ "otp": otp })).await;
    assert_eq!(activated.status, 200);
    assert_eq!(activated.at("/test"), &Value::Null);

    let (reply, path) = super::begin(&api, json!({ "user": { "id": user_id } })).await;
    let completed = super::check(&api, &path, reply.text_at("/test/otp")).await;
    assert_eq!(completed.at("/status"), "COMPLETED");
    assert!(api.sandbox.outbox().all().is_empty());
}

#[tokio::test]
async fn a_bad_device_is_refused_with_the_member_named() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    email_device(&api, &devices, "joe@example.com").await;
    for (body, code, target) in [
        (json!({}), "REQUIRED_VALUE", "type"),
        (json!({ "type": "CARRIER_PIGEON" }), "INVALID_VALUE", "type"),
        (json!({ "type": "SMS" }), "REQUIRED_VALUE", "phone"),
        (json!({ "type": "SMS", "phone": "15125550100" }), "INVALID_VALUE", "phone"),
        (json!({ "type": "SMS", "phone": "+1512555CALL" }), "INVALID_VALUE", "phone"),
        (json!({ "type": "SMS", "phone": "" }), "EMPTY_VALUE", "phone"),
        (json!({ "type": "EMAIL", "email": "joe" }), "INVALID_VALUE", "email"),
        (json!({ "type": "EMAIL", "email": "joe@example.com" }), "UNIQUENESS_VIOLATION", "email"),
        (
            json!({ "type": "VOICE", "phone": "+15125551111", "extension": "313#" }),
            "INVALID_VALUE",
            "extension",
        ),
        (json!({ "type": "TOTP", "status": "ACTIVE" }), "INVALID_VALUE", "status"),
        (json!({ "type": "TOTP", "nickname": "x".repeat(101) }), "SIZE_LIMIT_EXCEEDED", "nickname"),
        (json!({ "type": "TOTP", "policy": { "id": "none" } }), "INVALID_VALUE", "policy.id"),
    ] {
        let reply = api.post(&devices, &body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    let unknown = api.env("/users/none/devices");
    let reply = api.post(&unknown, &json!({ "type": "TOTP" })).await;
    reply.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn a_sixth_device_is_one_too_many() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    for index in 0..5 {
        email_device(&api, &devices, &format!("joe{index}@example.com")).await;
    }
    let body = json!({ "type": "EMAIL", "email": "joe5@example.com" });
    let reply = api.post(&devices, &body).await;
    reply.assert_error(429, "REQUEST_LIMITED", None);
    assert_eq!(reply.at("/details/0/code"), "LIMIT_EXCEEDED");
    assert_eq!(reply.at("/details/0/innerError/quotaLimit"), 5);
}

#[tokio::test]
async fn devices_are_listed_in_the_order_of_their_activation_and_filtered() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let pending = api.post(&devices, &json!({ "type": "TOTP" })).await;
    let first = email_device(&api, &devices, "a@example.com").await;
    let second = email_device(&api, &devices, "b@example.com").await;
    let listed = async |query: &str| -> Vec<String> {
        let reply =
            api.get(&format!("{devices}{query}")).await.expect(200, "mfa.read_all_mfa_devices");
        let items = reply.at("/_embedded/devices").as_array().unwrap().clone();
        assert_eq!(reply.at("/size"), items.len());
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let third = pending.text_at("/id").to_owned();
    let active = "?filter=status%20eq%20%22ACTIVE%22";
    let totp = "?filter=(type%20eq%20%22TOTP%22)";
    assert_eq!(listed("").await, [&*first, &second, &third]);
    assert_eq!(listed(active).await, [&*first, &second]);
    assert_eq!(listed(totp).await, [&*third]);
    let ordered = api.get(&format!("{devices}?expand=order")).await;
    assert_eq!(ordered.at("/order"), &json!([{ "id": first }, { "id": second }]));
    let bad = api.get(&format!("{devices}?filter=type%20sw%20%22T%22")).await;
    bad.assert_error(400, "INVALID_REQUEST", Some(("INVALID_FILTER", "filter")));
}

#[tokio::test]
async fn a_device_is_renamed_blocked_unblocked_and_deleted() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let id = email_device(&api, &devices, "joe@example.com").await;
    let device = format!("{devices}/{id}");
    let nickname = format!("{device}/nickname");
    let put = async |body: Value| api.send("PUT", &nickname, "application/json", &body).await;

    let renamed =
        put(json!({ "nickname": "My mail" })).await.expect(200, "mfa.update_device_nickname");
    assert_eq!(renamed.at("/nickname"), "My mail");
    let url = format!("{}{device}", api.connection.api_url);
    assert_eq!(renamed.text_at("/_links/device/href"), url);
    assert_eq!(api.get(&device).await.at("/nickname"), "My mail");
    assert_eq!(put(json!({ "nickname": "" })).await.status, 200);
    assert_eq!(api.get(&device).await.at("/nickname"), &Value::Null);
    for (body, code) in [
        (json!({}), "REQUIRED_VALUE"),
        (json!({ "nickname": true }), "INVALID_VALUE"),
        (json!({ "nickname": "x".repeat(101) }), "SIZE_LIMIT_EXCEEDED"),
    ] {
        let reply = put(body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, "nickname")));
    }

    let blocked =
        api.act(&device, "device.block", &Value::Null).await.expect(200, "mfa.block_mfa_device");
    assert_eq!(blocked.at("/status"), "ACTIVE");
    let block = json!({ "status": "BLOCKED", "blockedAt": "2026-01-15T12:00:00.000Z" });
    assert_eq!(blocked.at("/block"), &block);
    let unblocked = api
        .act(&device, "device.unblock", &Value::Null)
        .await
        .expect(200, "mfa.unblock_mfa_device");
    assert_eq!(unblocked.at("/block"), &json!({ "status": "UNBLOCKED" }));

    api.delete(&device).await.expect(204, "mfa.delete_mfa_device");
    api.get(&device).await.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn a_deleted_user_takes_the_devices_along() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let device = email_device(&api, &devices, "joe@example.com").await;
    let (_, path) = super::begin(&api, json!({ "user": { "id": user_id } })).await;
    api.delete(&api.env(&format!("/users/{user_id}"))).await;
    for path in [devices.clone(), format!("{devices}/{device}"), path] {
        api.get(&path).await.assert_error(404, "NOT_FOUND", None);
    }
}
