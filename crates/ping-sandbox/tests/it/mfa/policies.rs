//! What device authentication policies and MFA settings say is obeyed.

use std::time::Duration;

use serde_json::{Value, json};

use super::{another, begin, check, email_device, user};
use crate::support::Api;

const JSON: &str = "application/json";

/// The body that would leave the default policy as it is.
async fn default_policy(api: &Api) -> (String, Value) {
    let path = api.env("/deviceAuthenticationPolicies");
    let path = format!("{path}/{}", api.connection.device_policy_id);
    let reply = api.get(&path).await.expect(200, "mfa.read_one_device_authentication_policy");
    let mut body = reply.body;
    // Shown where none is named, but not taken so.
    assert_eq!(body.as_object_mut().unwrap().remove("notificationsPolicy"), Some(json!({})));
    (path, body)
}

/// Changes the default policy.
pub async fn change(api: &Api, change: impl FnOnce(&mut Value)) {
    let (path, mut body) = default_policy(api).await;
    change(&mut body);
    let reply = api.send("PUT", &path, JSON, &body).await;
    reply.expect(200, "mfa.update_device_authentication_policy");
}

#[tokio::test]
async fn the_default_policy_has_the_documented_numbers() {
    let api = Api::start().await;
    let (path, policy) = default_policy(&api).await;
    assert_eq!(policy["default"], true);
    let otp = json!({
        "otpLength": 6,
        "lifeTime": { "duration": 30, "timeUnit": "MINUTES" },
        "failure": { "count": 3, "coolDown": { "duration": 0, "timeUnit": "MINUTES" } },
    });
    for message in ["sms", "voice", "email", "whatsApp"] {
        assert_eq!(policy[message]["otp"], otp);
    }
    let failure = json!({ "count": 3, "coolDown": { "duration": 2, "timeUnit": "MINUTES" } });
    for own in ["mobile", "totp", "oathToken"] {
        assert_eq!(policy[own]["otp"]["failure"], failure);
    }
    assert_eq!(policy["fido2"]["failure"], failure);
    assert_eq!(policy["totp"]["passcodeGracePeriod"], 5);
    assert_eq!(policy["authentication"]["deviceSelection"], "DEFAULT_TO_FIRST");
    assert_eq!(policy["newDeviceNotification"], "EMAIL_THEN_SMS");
    let fido = policy["_links"]["fido2"]["href"].as_str().unwrap();
    let fido = api.get(&fido.replace(&api.connection.api_url, "")).await;
    assert_eq!(fido.expect(200, "mfa.read_single_fido_policy").at("/default"), true);
    let kept = api.delete(&path).await;
    kept.assert_error(400, "INVALID_DATA", None);
    assert_eq!(kept.at("/details/0/code"), "CONSTRAINT_VIOLATION");
    assert!(kept.text.contains("remove default device authentication policy"), "{}", kept.text);
}

#[tokio::test]
async fn a_method_that_is_switched_off_is_neither_paired_nor_used() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let email = email_device(&api, &devices, "joe@example.com").await;
    change(&api, |policy| policy["email"]["pairingDisabled"] = true.into()).await;
    let body = json!({ "type": "EMAIL", "email": "b@example.com" });
    let refused = api.post(&devices, &body).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "type")));
    // What is paired goes on working.
    let user = json!({ "user": { "id": user_id } });
    assert_eq!(begin(&api, user.clone()).await.0.at("/status"), "OTP_REQUIRED");
    let (_, open) = begin(&api, user.clone()).await;

    change(&api, |policy| policy["email"]["enabled"] = false.into()).await;
    let (failed, _) = begin(&api, user.clone()).await;
    assert_eq!(failed.at("/error/code"), "NO_USABLE_DEVICES");
    assert_eq!(failed.at("/_embedded/devices"), &json!([]));
    let select = json!({ "device": { "id": email } });
    let refused = api.act(&open, "device.select", &select).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "device.id")));
    let one_time = json!({
        "user": { "id": user_id },
        "selectedDevice": { "oneTime": { "type": "EMAIL", "email": "c@example.com" } },
    });
    let refused = api.post(&api.auth("/deviceAuthentications"), &one_time).await;
    let target = Some(("INVALID_VALUE", "selectedDevice.oneTime.type"));
    refused.assert_error(400, "INVALID_DATA", target);
}

#[tokio::test]
async fn lengths_lifetimes_attempts_and_cool_downs_are_those_of_the_policy() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let id = email_device(&api, &devices, "joe@example.com").await;
    change(&api, |policy| {
        policy["email"]["otp"] = json!({
            "otpLength": 8,
            "lifeTime": { "duration": 90, "timeUnit": "SECONDS" },
            "failure": { "count": 2, "coolDown": { "duration": 10, "timeUnit": "MINUTES" } },
        });
    })
    .await;
    let user = json!({ "user": { "id": user_id } });
    let next = async || api.sandbox.outbox().next_email("joe@example.com").await.otp.unwrap();
    let (_, path) = begin(&api, user.clone()).await;
    let otp = next().await;
    assert_eq!(otp.len(), 8);
    api.sandbox.clock().advance(Duration::from_secs(90));
    assert_eq!(check(&api, &path, &otp).await.status, 400);

    let (_, path) = begin(&api, user.clone()).await;
    let otp = next().await;
    api.sandbox.clock().advance(Duration::from_secs(89));
    for left in [1, 0] {
        let wrong = check(&api, &path, &another(&otp)).await;
        assert_eq!(wrong.at("/details/0/innerError/attemptsRemaining"), left);
    }
    assert_eq!(api.get(&path).await.at("/status"), "FAILED");
    let device = format!("{devices}/{id}");
    assert_eq!(api.get(&device).await.at("/lock/status"), "LOCKED");
    api.sandbox.clock().advance(Duration::from_secs(599));
    assert_eq!(begin(&api, user.clone()).await.0.at("/status"), "FAILED");
    api.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(begin(&api, user).await.0.at("/status"), "OTP_REQUIRED");
}

#[tokio::test]
async fn an_authentication_follows_the_policy_that_it_names() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    email_device(&api, &devices, "joe@example.com").await;
    let (_, mut policy) = default_policy(&api).await;
    policy["name"] = json!("Careful");
    policy["default"] = json!(false);
    policy["authentication"] = json!({ "deviceSelection": "ALWAYS_DISPLAY_DEVICES" });
    policy["rememberMe"]["web"]["enabled"] = json!(true);
    let created = api.post(&api.env("/deviceAuthenticationPolicies"), &policy).await;
    let operation = "mfa.create_device_authentication_policy_remember_me";
    let id = created.expect(201, operation).text_at("/id").to_owned();
    let body = json!({ "user": { "id": user_id }, "policy": { "id": id } });
    let (asks, path) = begin(&api, body.clone()).await;
    assert_eq!(asks.at("/policy/id"), id.as_str());
    assert_eq!(asks.at("/status"), "DEVICE_SELECTION_REQUIRED");
    // Deleted, it leaves the authentication to the default one.
    let path_of = api.env(&format!("/deviceAuthenticationPolicies/{id}"));
    assert_eq!(api.delete(&path_of).await.status, 204);
    assert_eq!(api.get(&path).await.status, 200);
    let refused = api.post(&api.auth("/deviceAuthentications"), &body).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "policy.id")));
}

#[tokio::test]
async fn who_is_let_in_without_mfa_is_for_the_policy_to_say() {
    let api = Api::start().await;
    let created = api.post(&api.env("/users"), &json!({ "username": "off" })).await;
    let user_id = created.text_at("/id").to_owned();
    let body = json!({ "user": { "id": user_id } });
    change(&api, |policy| policy["blockUsersWithDisabledMfa"] = false.into()).await;
    assert_eq!(begin(&api, body.clone()).await.0.at("/status"), "COMPLETED");
    change(&api, |policy| policy["blockDisabledUsers"] = true.into()).await;
    let enabled = api.env(&format!("/users/{user_id}/enabled"));
    api.send("PUT", &enabled, JSON, &json!({ "enabled": false })).await;
    let refused = api.post(&api.auth("/deviceAuthentications"), &body).await;
    refused.assert_error(400, "REQUEST_FAILED", Some(("ACCOUNT_NOT_USABLE", "user.id")));
}

#[tokio::test]
async fn the_uri_of_an_authenticator_app_has_the_parameters_of_the_policy() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    change(&api, |policy| {
        policy["totp"]["uriParameters"] = json!({ "issuer": "Acme & Co" });
        policy["totp"]["passcodeGracePeriod"] = 1.into();
    })
    .await;
    let created = api.post(&devices, &json!({ "type": "TOTP" })).await;
    let key = created.text_at("/keyUri");
    assert!(key.ends_with("&issuer=Acme%20%26%20Co"), "{key}");
    let device = format!("{devices}/{}", created.text_at("/id"));
    let otp = api.sandbox.totp_code(key).unwrap();
    api.sandbox.clock().advance(Duration::from_secs(60));
    let late = api.act(&device, "device.activate", &json!({ "otp": otp })).await;
    assert_eq!(late.status, 400);
}

#[tokio::test]
async fn spans_are_bounded_in_each_of_their_units() {
    let api = Api::start().await;
    let (path, policy) = default_policy(&api).await;
    for (duration, unit, status) in
        [(90, "DAYS", 200), (91, "DAYS", 400), (1, "MINUTES", 200), (2161, "HOURS", 400)]
    {
        let mut policy = policy.clone();
        policy["rememberMe"]["web"]["lifeTime"] = json!({ "duration": duration, "timeUnit": unit });
        let reply = api.send("PUT", &path, JSON, &policy).await;
        assert_eq!(reply.status, status, "{duration} {unit}: {}", reply.text);
        if status == 400 {
            let target = "rememberMe.web.lifeTime.duration";
            reply.assert_error(400, "INVALID_DATA", Some(("OUT_OF_RANGE", target)));
        }
    }
    let mut policy = policy.clone();
    policy["mobile"]["applications"] = json!([{
        "id": "app",
        "newRequestDurationConfiguration": {
            "deviceTimeout": { "duration": 25, "timeUnit": "SECONDS" },
            "totalTimeout": { "duration": 39, "timeUnit": "SECONDS" },
        },
    }]);
    let reply = api.send("PUT", &path, JSON, &policy).await;
    let target = "mobile.applications[0].newRequestDurationConfiguration.totalTimeout";
    reply.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", target)));
}

#[tokio::test]
async fn the_settings_say_how_many_devices_a_user_has_and_are_reset() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let path = api.env("/mfaSettings");
    let read = api.get(&path).await.expect(200, "mfa.read_mfa_settings");
    assert_eq!(read.at("/pairing/maxAllowedDevices"), 5);
    assert_eq!(read.at("/users/mfaEnabled"), false);
    assert_eq!((read.at("/id"), read.at("/createdAt")), (&Value::Null, &Value::Null));

    let body = json!({
        "pairing": { "maxAllowedDevices": 1, "pairingKeyFormat": "NUMERIC" },
        "phoneExtensions": { "enabled": true },
        "lockout": { "failureCount": 5, "durationSeconds": 600 },
    });
    let written = api.send("PUT", &path, JSON, &body).await.expect(200, "mfa.update_mfa_settings");
    assert_eq!(written.at("/lockout/failureCount"), 5);
    let voice = json!({ "type": "VOICE", "phone": "+15125551111", "extension": "313#" });
    let created = api.post(&devices, &voice).await.expect(201, "mfa.create_mfa_device_voice");
    assert_eq!(created.at("/extension"), "313#");
    let reply = api.post(&devices, &json!({ "type": "EMAIL", "email": "a@example.com" })).await;
    reply.assert_error(429, "REQUEST_LIMITED", None);
    assert_eq!(reply.at("/details/0/innerError/quotaLimit"), 1);

    let reset = api.delete(&path).await.expect(200, "mfa.reset_mfa_settings");
    assert_eq!(reset.at("/pairing/maxAllowedDevices"), 5);
    assert_eq!(reset.at("/lockout"), &Value::Null);
    let bad = json!({ "pairing": { "maxAllowedDevices": 16 } });
    let reply = api.send("PUT", &path, JSON, &bad).await;
    let target = "pairing.maxAllowedDevices";
    reply.assert_error(400, "INVALID_DATA", Some(("OUT_OF_RANGE", target)));
}

#[tokio::test]
async fn a_fido_policy_in_use_stays() {
    let api = Api::start().await;
    let list = api.env("/fido2Policies");
    let mut policy = api.get(&list).await.at("/_embedded/fido2Policies/0").clone();
    let first = format!("{list}/{}", policy["id"].as_str().unwrap());
    let kept = api.delete(&first).await;
    assert_eq!(kept.at("/details/0/code"), "CONSTRAINT_VIOLATION");
    assert!(kept.text.contains("cannot delete the default policy"), "{}", kept.text);
    policy["name"] = json!("Another");
    policy["default"] = json!(false);
    policy["mdsAuthenticatorsRequirements"]["option"] = json!("SPECIFIC");
    let wrong = api.post(&list, &policy).await;
    let details = wrong.at("/details").as_array().unwrap().clone();
    let codes: Vec<_> = details.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["INVALID_VALUE", "REQUIRED_VALUE"], "{}", wrong.text);
    policy["attestationRequirements"] = json!("ENTERPRISE");
    policy["mdsAuthenticatorsRequirements"]["allowedAuthenticators"] = json!([{ "id": "mds" }]);
    let created = api.post(&list, &policy).await;
    let id = created.expect(201, "mfa.create_fido_policy_enterprise").text_at("/id").to_owned();
    change(&api, |policy| policy["fido2"]["fido2PolicyId"] = id.as_str().into()).await;
    let path = format!("{list}/{id}");
    let expanded = api.get(&format!("{path}?expand=deviceAuthenticationPolicies")).await;
    let users = expanded.at("/_embedded/deviceAuthenticationPolicies");
    assert_eq!(users[0]["id"], api.connection.device_policy_id.as_str());
    let kept = api.delete(&path).await;
    assert_eq!(kept.at("/details/0/code"), "CONSTRAINT_VIOLATION");
    change(&api, |policy| policy["fido2"]["fido2PolicyId"] = Value::Null).await;
    api.delete(&path).await.expect(204, "mfa.delete_single_fido_policy");
}
