//! The order of a user's devices.

use serde_json::{Value, json};

use super::{begin, email_device, user};
use crate::support::{Api, Reply};

async fn set(api: &Api, devices: &str, ids: &[&str]) -> Reply {
    let order: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    api.act(devices, "devices.reorder", &json!({ "order": order })).await
}

async fn order(api: &Api, devices: &str) -> Value {
    api.get(&format!("{devices}?expand=order")).await.at("/order").clone()
}

#[tokio::test]
async fn the_first_device_of_the_order_is_the_default_one() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let first = email_device(&api, &devices, "a@example.com").await;
    let second = email_device(&api, &devices, "b@example.com").await;
    let third = email_device(&api, &devices, "c@example.com").await;
    let body = json!({ "user": { "id": user_id } });
    assert_eq!(begin(&api, body.clone()).await.0.at("/selectedDevice/id"), first.as_str());

    let set = set(&api, &devices, &[&third, &first]).await.expect(200, "mfa.set_device_order");
    let ids = json!([{ "id": third }, { "id": first }, { "id": second }]);
    assert_eq!(set.at("/order"), &ids);
    assert_eq!(set.at("/_embedded/devices/0/id"), third.as_str());
    assert_eq!(order(&api, &devices).await, ids);
    assert_eq!(begin(&api, body.clone()).await.0.at("/selectedDevice/id"), third.as_str());

    api.delete(&format!("{devices}/{third}")).await;
    assert_eq!(begin(&api, body).await.0.at("/selectedDevice/id"), first.as_str());
}

#[tokio::test]
async fn without_an_order_there_is_no_default_device() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let first = email_device(&api, &devices, "a@example.com").await;
    let removed = api.act(&devices, "devices.order.remove", &Value::Null).await;
    removed.expect(204, "mfa.remove_device_order");
    assert_eq!(order(&api, &devices).await, json!([]));
    let body = json!({ "user": { "id": user_id } });
    // A single one is taken without asking.
    assert_eq!(begin(&api, body.clone()).await.0.at("/selectedDevice/id"), first.as_str());
    let second = email_device(&api, &devices, "b@example.com").await;
    let (asks, _) = begin(&api, body.clone()).await;
    assert_eq!(asks.at("/status"), "DEVICE_SELECTION_REQUIRED");
    assert_eq!(set(&api, &devices, &[&second]).await.status, 200);
    assert_eq!(begin(&api, body).await.0.at("/selectedDevice/id"), second.as_str());
}

#[tokio::test]
async fn an_order_names_active_devices_of_the_user_once() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let first = email_device(&api, &devices, "a@example.com").await;
    let pending = api.post(&devices, &json!({ "type": "TOTP" })).await;
    let other = api.env(&format!("/users/{}/devices", api.user("ann").await));
    let foreign = email_device(&api, &other, "x@example.com").await;
    for (ids, target) in [
        (vec![&*first, &first], "order[1].id"),
        (vec![pending.text_at("/id")], "order[0].id"),
        (vec![&*foreign], "order[0].id"),
    ] {
        let reply = set(&api, &devices, &ids).await;
        reply.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", target)));
    }
    let missing = api.act(&devices, "devices.reorder", &json!({})).await;
    missing.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "order")));
    let reply = api.act(&devices, "devices.reorder", &json!({ "order": [{}] })).await;
    reply.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "order[0].id")));
}
