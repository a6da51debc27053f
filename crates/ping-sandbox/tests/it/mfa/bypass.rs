//! Users who need no MFA for a while.

use std::time::Duration;

use serde_json::{Value, json};

use super::{begin, user};
use crate::support::Api;

#[tokio::test]
async fn a_user_is_let_through_for_a_while() {
    let api = Api::start().await;
    let (user_id, _) = user(&api).await;
    let path = api.env(&format!("/users/{user_id}/bypassMFA"));
    let none = api.get(&path).await.expect(200, "mfa.check_mfa_bypass_status");
    assert_eq!(
        (none.at("/canBypassMFA"), none.at("/bypassMFAEnabledUntil")),
        (&Value::Null, &Value::Null)
    );
    let until = |text: &str| json!({ "bypassMFAEnabledUntil": text });
    let put = async |body: Value| api.send("PUT", &path, "application/json", &body).await;
    let bad = put(until("2026-01-15T12:10:00Z")).await;
    let target = Some(("INVALID_VALUE", "bypassMFAEnabledUntil"));
    bad.assert_error(400, "INVALID_DATA", target);
    let set = put(until("2026-01-15T12:10:00.000Z")).await.expect(200, "mfa.allow_mfa_bypass");
    assert_eq!(set.at("/canBypassMFA"), true);
    let body = json!({ "user": { "id": user_id } });
    let (done, _) = begin(&api, body.clone()).await;
    assert_eq!(
        (done.at("/status"), done.at("/userBypassEnabled")),
        (&json!("COMPLETED"), &json!(true))
    );
    api.sandbox.clock().advance(Duration::from_secs(600));
    assert_eq!(api.get(&path).await.at("/canBypassMFA"), false);
    assert_eq!(begin(&api, body).await.0.at("/error/code"), "NO_USABLE_DEVICES");
}
