//! Authentication codes.

use ping_sandbox::MfaPhone;
use serde_json::json;

use super::{
    mobile::{native_app, pair},
    user,
};
use crate::support::Api;

#[tokio::test]
async fn a_code_is_claimed_by_the_app() {
    let api = Api::start().await;
    let (user_id, _) = user(&api).await;
    let app = native_app(&api).await;
    let device = pair(&api, &user_id, MfaPhone::android()).await;
    let path = api.auth("/authenticationCodes");
    let body = json!({
        "application": { "id": app }, "clientContext": { "header": "Approve?" },
        "lifeTime": { "duration": 2, "timeUnit": "MINUTES" }, "userApproval": "NOT_REQUIRED",
    });
    let created = api.post(&path, &body).await.expect(201, "mfa.create_authentication_code");
    let code = created.text_at("/code").to_owned();
    assert_eq!(created.at("/uri"), format!("pingonesdk?authentication_code={code}").as_str());
    assert_eq!(created.at("/clientContext/header"), "Approve?");
    assert_eq!(created.at("/expiresAt"), "2026-01-15T12:02:00.000Z");
    let one = format!("{path}/{}", created.text_at("/id"));
    assert_eq!(api.get(&one).await.at("/status"), "UNCLAIMED");
    let mfa = api.sandbox.mfa();
    let told = mfa.claim_code(&user_id, &device, &code).unwrap();
    assert_eq!(told.as_deref(), Some(r#"{"header":"Approve?"}"#));
    let claimed = api.get(&one).await.expect(200, "mfa.read_authentication_code");
    assert_eq!(claimed.at("/status"), "CLAIMED");
    assert_eq!(claimed.at("/user/id"), user_id.as_str());
    assert_eq!(claimed.at("/_embedded/device/id"), device.as_str());
    assert!(mfa.claim_code(&user_id, &device, &code).is_err());
    api.delete(&one).await.expect(204, "mfa.delete_authentication_code");
    api.get(&one).await.assert_error(404, "NOT_FOUND", None);
    let other = api.post(&path, &json!({ "application": { "id": app } })).await;
    let claim = json!({ "userId": user_id, "deviceId": device, "code": other.text_at("/code") });
    let claimed = api.post("/sandbox/mfa/claim-code", &claim).await;
    assert_eq!((claimed.status, claimed.body), (200, json!({})));
    let reply = api.post(&path, &json!({})).await;
    reply.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "application")));
}
