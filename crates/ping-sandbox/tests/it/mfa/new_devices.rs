//! What users are told of new devices, and whom a license lets be told anything.

use ping_sandbox::{Channel, MfaPhone};
use serde_json::{Value, json};

use super::{email_device, mobile::pair, policies::change, user};
use crate::support::Api;

const JSON: &str = "application/json";
const EMAIL: &str = "joe@example.com";
const PHONE: &str = "+15125550100";

/// Where the user is told of devices, oldest first, and what.
fn told(api: &Api) -> Vec<(Channel, String)> {
    let all = api.sandbox.outbox().all().into_iter();
    let of_devices = all.filter(|one| {
        one.notification.as_ref().is_some_and(|from| from.template == "new_device_paired")
    });
    of_devices.map(|one| (one.channel, one.text)).collect()
}

async fn patch(api: &Api, id: &str, body: Value) {
    let path = api.env(&format!("/users/{id}"));
    api.send("PATCH", &path, JSON, &body).await.expect(200, "platform.patch_user");
}

#[tokio::test]
async fn a_user_is_told_of_each_new_device_as_the_policy_says() {
    let api = Api::start().await;
    let (id, devices) = user(&api).await;
    let paired = |name: &str| format!("A device was paired: {name}");
    // Nobody has an address to be told at.
    email_device(&api, &devices, "first@example.com").await;
    assert_eq!(told(&api), []);

    patch(&api, &id, json!({ "email": EMAIL, "mobilePhone": PHONE })).await;
    pair(&api, &id, MfaPhone::android()).await;
    assert_eq!(told(&api), [(Channel::Email, paired("MOBILE"))]);

    // One that has to be activated is none until then.
    change(&api, |policy| policy["newDeviceNotification"] = json!("SMS_THEN_EMAIL")).await;
    let body = json!({
        "type": "EMAIL", "email": "second@example.com", "nickname": "Work",
        "status": "ACTIVATION_REQUIRED",
    });
    let created = api.post(&devices, &body).await.expect(201, "mfa.create_mfa_device_email");
    assert_eq!(told(&api).len(), 1);
    let otp = api.sandbox.outbox().next_email("second@example.com").await.otp.unwrap();
    let path = format!("{devices}/{}", created.text_at("/id"));
    let activated = api.act(&path, "device.activate", &json!({ "otp": otp })).await;
    activated.expect(200, "mfa.activate_mfa_device");
    assert_eq!(told(&api)[1..], [(Channel::Sms, paired("Work"))]);

    // Without a number it is the email.
    patch(&api, &id, json!({ "mobilePhone": null })).await;
    email_device(&api, &devices, "third@example.com").await;
    assert_eq!(told(&api)[2..], [(Channel::Email, paired("EMAIL"))]);
    change(&api, |policy| policy["newDeviceNotification"] = json!("NONE")).await;
    email_device(&api, &devices, "fourth@example.com").await;
    assert_eq!(told(&api).len(), 3);
}

#[tokio::test]
async fn a_license_may_have_messages_for_listed_users_alone() {
    let api = Api::start().await;
    let (id, devices) = user(&api).await;
    patch(&api, &id, json!({ "email": EMAIL })).await;
    let admin = "8ec37673-2528-49ff-a9cc-e8cab67d2a7f";
    let body = json!({
        "name": "Sandbox", "type": "SANDBOX", "region": "NA", "license": { "id": admin },
    });
    let moved = api.send("PUT", &api.env(""), JSON, &body).await;
    moved.expect(200, "platform.update_environment");
    // The user is told of no device, and gets no passcode.
    email_device(&api, &devices, EMAIL).await;
    let ask = async || {
        let body = json!({ "user": { "id": id } });
        api.post(&api.auth("/deviceAuthentications"), &body).await
    };
    let refused = ask().await;
    refused.assert_error(403, "ACCESS_FAILED", None);
    assert_eq!(refused.at("/details/0/code"), "LICENSE_EXCEEDED");
    assert_eq!(api.sandbox.outbox().all(), []);

    let listed = json!({ "whitelist": [{ "user": { "id": id } }] });
    let set = api.send("PUT", &api.env("/notificationsSettings"), JSON, &listed).await;
    set.expect(200, "platform.update_notification_settings");
    assert_eq!(ask().await.status, 201);
    email_device(&api, &devices, "other@example.com").await;
    assert_eq!((api.sandbox.outbox().all().len(), told(&api).len()), (2, 1));
}
