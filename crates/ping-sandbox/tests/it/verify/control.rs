//! Verify's controls over HTTP.

use serde_json::{Value, json};

use super::Scene;
use crate::support::Reply;

impl Scene {
    async fn control(&self, method: &str, path: &str, body: Value) -> Reply {
        let path = format!("/sandbox/verify/{path}");
        self.api.send(method, &path, "application/json", &body).await
    }
}

#[tokio::test]
async fn a_person_can_be_played_over_http() {
    let scene = Scene::new().await;
    let policy = scene.policy(json!({ "name": "Email", "email": { "verify": "REQUIRED" } })).await;
    let id = scene
        .create(json!({
            "verifyPolicy": { "id": policy },
            "requirements": { "email": { "options": ["ann@example.com"] } },
        }))
        .await;
    let opened = scene.control("POST", "open", json!({ "transactionId": id })).await;
    assert_eq!(opened.status, 204, "{}", opened.text);
    let mail = scene.api.sandbox.outbox();
    let mail = mail.next_email("ann@example.com").await;
    for (otp, right) in [("000", false), (mail.otp.as_deref().unwrap(), true)] {
        let body = json!({ "transactionId": id, "otp": otp });
        let entered = scene.control("POST", "otp", body).await;
        assert_eq!((entered.status, entered.at("/right")), (200, &json!(right)));
    }
    assert_eq!(scene.status(&id).await, "SUCCESS");

    let id = scene.create(json!({})).await;
    let body = json!({ "transactionId": id, "person": { "onRecord": false } });
    let processed = scene.control("POST", "process", body).await;
    assert_eq!(processed.status, 204, "{}", processed.text);
    assert_eq!(scene.status(&id).await, "REQUESTED", "there was nothing");
    let kept = scene.control("POST", "voice-reference", json!({ "userId": scene.user })).await;
    let path = format!("/users/{}/referenceData", scene.user);
    let listed = scene.exchange("GET", &path, None).await;
    assert_eq!(listed.at("/_embedded/referenceData/0/id"), kept.at("/id"));
    let short = scene.control("PUT", "short-codes", json!({ "shortCodes": true })).await;
    assert_eq!(short.status, 204);
    let id = scene.create(json!({})).await;
    let older = scene.get(&format!("/{id}")).await;
    assert!(older["verificationCode"].is_string());
}

#[tokio::test]
async fn without_license_or_bill_of_materials_everything_is_refused() {
    let scene = Scene::new().await;
    for (member, code) in
        [("licensed", "LICENSE_EXCEEDED"), ("inBillOfMaterials", "INSUFFICIENT_PERMISSIONS")]
    {
        let off = scene.control("PUT", "license", json!({ member: false })).await;
        assert_eq!(off.status, 204);
        for path in ["/verifyPolicies", "/users/x/verifyTransactions"] {
            let answer = scene.exchange("GET", path, None).await;
            answer.assert_error(403, "ACCESS_FAILED", None);
            assert_eq!(answer.at("/details/0/code"), code);
        }
        scene.control("PUT", "license", json!({ member: true })).await;
        let answer = scene.exchange("GET", "/verifyPolicies", None).await;
        assert_eq!(answer.status, 200);
    }
    for (path, body) in [
        ("license", json!({})),
        ("license", json!({ "licensed": "no" })),
        ("short-codes", json!({})),
    ] {
        let answer = scene.control("PUT", path, body).await;
        assert_eq!(answer.status, 400, "{path}");
    }
}
