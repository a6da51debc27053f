//! How many messages users get a day.

use std::time::Duration;

use serde_json::{Value, json};

use super::{begin, check, email_device, user};
use crate::support::{Api, Reply};

fn policy(name: &str, quota: Value) -> Value {
    let mut whole = json!({ "type": "USER", "deliveryMethods": ["Email"] });
    whole.as_object_mut().unwrap().extend(quota.as_object().unwrap().clone());
    json!({ "name": name, "quotas": [whole] })
}

async fn create(api: &Api, body: Value) -> String {
    let created = api.post(&api.env("/notificationsPolicies"), &body).await;
    created.expect(201, "platform.create_notification_policy").text_at("/id").to_owned()
}

/// Begins an authentication, which may be refused.
async fn ask(api: &Api, body: Value) -> Reply {
    api.post(&api.auth("/deviceAuthentications"), &body).await
}

#[tokio::test]
async fn a_quota_is_over_until_midnight() {
    let mut api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    email_device(&api, &devices, "joe@example.com").await;
    let mut few = policy("Few", json!({ "total": 1 }));
    let own = create(&api, few.clone()).await;
    let body = |policy: &str| json!({ "user": { "id": user_id }, "notification": { "policy": { "id": policy } } });
    begin(&api, body(&own)).await;
    let refused = ask(&api, body(&own)).await;
    refused.assert_error(429, "REQUEST_LIMITED", None);
    assert_eq!(refused.at("/details/0/code"), "QUOTA_EXCEEDED");
    assert_eq!(refused.at("/details/0/innerError/quotaLimit"), 1);
    let reset = refused.text_at("/details/0/innerError/quotaResetTime");
    assert!(reset.ends_with("T00:00:00.000Z"), "{reset}");
    assert_eq!(api.sandbox.outbox().all().len(), 1);

    // Other policies have other quotas; that of a request has to be there.
    let user = json!({ "user": { "id": user_id } });
    begin(&api, user.clone()).await;
    let unknown = ask(&api, body("none")).await;
    let at = Some(("INVALID_VALUE", "notification.policy.id"));
    unknown.assert_error(400, "INVALID_DATA", at);
    few["default"] = true.into();
    let path = api.env(&format!("/notificationsPolicies/{own}"));
    let changed = api.send("PUT", &path, "application/json", &few).await;
    changed.expect(200, "platform.update_notification_policy");
    ask(&api, user.clone()).await.assert_error(429, "REQUEST_LIMITED", None);
    // Pairing sends a message as well.
    let device =
        json!({ "type": "EMAIL", "email": "j@example.com", "status": "ACTIVATION_REQUIRED" });
    api.post(&devices, &device).await.assert_error(429, "REQUEST_LIMITED", None);

    api.sandbox.clock().advance(Duration::from_secs(24 * 60 * 60));
    api.refresh().await;
    begin(&api, user).await;
}

#[tokio::test]
async fn what_was_claimed_has_a_quota_of_its_own() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    email_device(&api, &devices, "joe@example.com").await;
    let parts = create(&api, policy("Parts", json!({ "claimed": 2, "unclaimed": 1 }))).await;
    let body = json!({ "user": { "id": user_id }, "notification": { "policy": { "id": parts } } });
    for _ in 0..2 {
        let (_, path) = begin(&api, body.clone()).await;
        ask(&api, body.clone()).await.assert_error(429, "REQUEST_LIMITED", None);
        let message = api.sandbox.outbox().next_email("joe@example.com").await;
        check(&api, &path, &message.otp.unwrap()).await;
    }
    let refused = ask(&api, body).await;
    assert_eq!(refused.at("/details/0/innerError/quotaLimit"), 2);
}
