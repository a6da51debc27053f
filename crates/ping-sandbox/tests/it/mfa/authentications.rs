//! The states of a device authentication.

use std::time::Duration;

use serde_json::{Value, json};

use super::{another, begin, check, email_device, names, user};
use crate::support::Api;

#[tokio::test]
async fn the_first_device_is_sent_a_passcode_that_completes_the_authentication() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let device = email_device(&api, &devices, "joe@example.com").await;
    email_device(&api, &devices, "second@example.com").await;
    let (reply, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let reply = reply.expect(201, "mfa.initialize_device_authentication");
    assert_eq!(reply.at("/status"), "OTP_REQUIRED");
    assert_eq!(reply.at("/selectedDevice/id"), device.as_str());
    assert_eq!(reply.at("/policy/id"), api.connection.device_policy_id.as_str());
    assert_eq!(names(reply.at("/_links")), ["device.select", "otp.check", "self"]);
    let url = format!("{}{path}", api.connection.auth_url);
    assert_eq!(reply.text_at("/_links/otp.check/href"), url);
    assert_eq!(reply.header("location"), url);
    let shown = reply.at("/_embedded/devices");
    assert_eq!(shown[0]["email"], "j****@example.com");
    assert_eq!(shown[1]["email"], "se****@example.com");
    assert_eq!(shown[0]["usableStatus"]["status"], "ENABLED");
    assert_eq!(reply.at("/test"), &Value::Null);

    let message = api.sandbox.outbox().next_email("joe@example.com").await;
    let completed = check(&api, &path, &message.otp.unwrap()).await;
    assert_eq!(completed.status, 200);
    assert_eq!(completed.at("/status"), "COMPLETED");
    assert_eq!(names(completed.at("/_links")), ["self"]);
    let read = api.get(&path).await.expect(200, "mfa.read_device_authentication");
    assert_eq!(read.body, completed.body);
    let again = check(&api, &path, "123456").await;
    again.assert_error(400, "REQUEST_FAILED", None);
}

#[tokio::test]
async fn another_device_can_be_selected_at_the_start_and_later() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let first = email_device(&api, &devices, "first@example.com").await;
    let second = email_device(&api, &devices, "second@example.com").await;
    let outbox = api.sandbox.outbox();

    let body = json!({ "user": { "id": user_id }, "selectedDevice": { "id": second } });
    let (reply, path) = begin(&api, body).await;
    let reply = reply.expect(201, "mfa.initialize_device_authentication_with_device");
    assert_eq!(reply.at("/selectedDevice/id"), second.as_str());
    let old = outbox.next_email("second@example.com").await.otp.unwrap();

    let selected = api
        .act(&path, "device.select", &json!({ "device": { "id": first } }))
        .await
        .expect(200, "mfa.select_device_for_authentication");
    assert_eq!(selected.at("/status"), "OTP_REQUIRED");
    assert_eq!(selected.at("/selectedDevice/id"), first.as_str());
    let otp = outbox.next_email("first@example.com").await.otp.unwrap();
    assert_eq!(check(&api, &path, &old).await.status, 400);
    assert_eq!(check(&api, &path, &otp).await.at("/status"), "COMPLETED");

    let (_, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    for (body, code, target) in [
        (json!({}), "REQUIRED_VALUE", "device.id"),
        (json!({ "device": { "id": "none" } }), "INVALID_VALUE", "device.id"),
    ] {
        let reply = api.act(&path, "device.select", &body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
}

#[tokio::test]
async fn a_canceled_authentication_waits_for_another_device() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let device = email_device(&api, &devices, "joe@example.com").await;
    let (_, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let otp = api.sandbox.outbox().next_email("joe@example.com").await.otp;
    let canceled = api
        .act(&path, "cancel.push.authentication", &json!({ "reason": "CHANGE_DEVICE" }))
        .await
        .expect(200, "mfa.cancel_device_authentication");
    assert_eq!(canceled.at("/status"), "DEVICE_SELECTION_REQUIRED");
    assert_eq!(names(canceled.at("/_links")), ["device.select", "self"]);
    assert_eq!(canceled.at("/selectedDevice/id"), device.as_str());
    let early = check(&api, &path, &otp.unwrap()).await;
    early.assert_error(400, "REQUEST_FAILED", None);
    let select = json!({ "device": { "id": device } });
    let selected = api.act(&path, "device.select", &select).await;
    assert_eq!(selected.at("/status"), "OTP_REQUIRED");
}

#[tokio::test]
async fn a_user_with_several_devices_is_asked_if_the_policy_says_so() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    email_device(&api, &devices, "first@example.com").await;
    api.sandbox.prompt_for_device(true);
    let user = json!({ "user": { "id": user_id } });
    let (reply, _) = begin(&api, user.clone()).await;
    assert_eq!(reply.at("/status"), "OTP_REQUIRED");
    email_device(&api, &devices, "second@example.com").await;
    let (reply, _) = begin(&api, user).await;
    assert_eq!(reply.at("/status"), "DEVICE_SELECTION_REQUIRED");
    assert_eq!(reply.at("/selectedDevice"), &Value::Null);
    assert_eq!(names(reply.at("/_links")), ["device.select", "self"]);
}

#[tokio::test]
async fn a_blocked_device_cannot_be_used() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let first = email_device(&api, &devices, "first@example.com").await;
    let second = email_device(&api, &devices, "second@example.com").await;
    let device = format!("{devices}/{first}");
    api.act(&device, "device.block", &Value::Null).await;

    let (reply, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(reply.at("/selectedDevice/id"), second.as_str());
    assert_eq!(reply.at("/_embedded/blockedDevices/0/id"), first.as_str());
    let select = json!({ "device": { "id": first } });
    let refused = api.act(&path, "device.select", &select).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "device.id")));

    let body = json!({ "user": { "id": user_id }, "selectedDevice": { "id": first } });
    let (reply, _) = begin(&api, body).await;
    assert_eq!(reply.at("/status"), "FAILED");
    assert_eq!(reply.at("/error/code"), "NO_USABLE_DEVICES");
    assert_eq!(reply.at("/error/unavailableDevices/0/id"), first.as_str());
}

#[tokio::test]
async fn three_wrong_passcodes_end_the_authentication_of_a_message_device_without_a_lock() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let id = email_device(&api, &devices, "joe@example.com").await;
    let (_, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let otp = api.sandbox.outbox().next_email("joe@example.com").await.otp.unwrap();
    for left in [2, 1, 0] {
        let wrong = check(&api, &path, &another(&otp)).await;
        assert_eq!(wrong.at("/details/0/innerError/attemptsRemaining"), left);
    }
    assert_eq!(api.get(&path).await.at("/status"), "FAILED");
    // The default policy's cool-down is zero minutes here.
    let device = api.get(&format!("{devices}/{id}")).await;
    assert_eq!(device.at("/lock/status"), "UNLOCKED");
}

#[tokio::test]
async fn a_passcode_lives_half_an_hour_and_the_authentication_an_hour() {
    let mut api = Api::with(|b| b.token_lifetime(Duration::from_secs(86_400))).await;
    let (user_id, devices) = user(&api).await;
    let device = email_device(&api, &devices, "joe@example.com").await;
    let (_, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let otp = api.sandbox.outbox().next_email("joe@example.com").await.otp.unwrap();
    api.sandbox.clock().advance(Duration::from_secs(30 * 60));
    let expired = check(&api, &path, &otp).await;
    expired.assert_error(400, "INVALID_DATA", Some(("INVALID_OTP", "otp")));
    // Selecting the device again brings another.
    let select = json!({ "device": { "id": device } });
    assert_eq!(api.act(&path, "device.select", &select).await.status, 200);
    let otp = api.sandbox.outbox().next_email("joe@example.com").await.otp.unwrap();
    api.sandbox.clock().advance(Duration::from_secs(30 * 60));
    api.refresh().await;
    let gone = check(&api, &path, &otp).await;
    gone.assert_error(410, "REQUEST_FAILED", None);
    assert_eq!(api.get(&path).await.status, 410);
    let unknown = api.auth("/deviceAuthentications/none");
    api.get(&unknown).await.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn one_time_addresses_need_no_device() {
    let api = Api::start().await;
    let (user_id, _) = user(&api).await;
    let outbox = api.sandbox.outbox();
    for (kind, member, address, masked) in [
        ("SMS", "phone", "+15125550144", "*******44"),
        ("VOICE", "phone", "+15125550145", "*******45"),
        ("EMAIL", "email", "joe@example.com", "j****@example.com"),
    ] {
        let body = json!({
            "user": { "id": user_id },
            "selectedDevice": { "oneTime": { "type": kind, member: address } },
        });
        let (reply, path) = begin(&api, body).await;
        let operation =
            format!("mfa.initialize_device_authentication_one_time_{}", kind.to_lowercase());
        let reply = reply.expect(201, &operation);
        let shown = json!({ "type": kind, member: masked });
        assert_eq!(reply.at("/selectedDevice/oneTime"), &shown);
        assert_eq!(reply.at("/_embedded/devices"), &json!([shown]));
        let message = match kind {
            "SMS" => outbox.next_sms(address).await,
            "VOICE" => outbox.next_voice(address).await,
            _ => outbox.next_email(address).await,
        };
        let completed = check(&api, &path, &message.otp.unwrap()).await;
        assert_eq!(completed.at("/status"), "COMPLETED");
    }
}

#[tokio::test]
async fn who_cannot_authenticate_is_told_why() {
    let api = Api::start().await;
    let path = api.auth("/deviceAuthentications");
    let unknown = api.post(&path, &json!({ "user": { "id": "none" } })).await;
    unknown.assert_error(404, "NOT_FOUND", None);

    let created = api.post(&api.env("/users"), &json!({ "username": "off" })).await;
    let user = json!({ "user": { "id": created.text_at("/id") } });
    let off = api.post(&path, &user).await;
    off.assert_error(400, "REQUEST_FAILED", Some(("ACCOUNT_NOT_USABLE", "user.id")));

    let (user_id, _) = self::user(&api).await;
    let (reply, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(reply.at("/status"), "FAILED");
    assert_eq!(reply.at("/error/code"), "NO_USABLE_DEVICES");
    assert_eq!(names(reply.at("/_links")), ["self"]);
    let done = check(&api, &path, "123456").await;
    done.assert_error(400, "REQUEST_FAILED", None);
}
