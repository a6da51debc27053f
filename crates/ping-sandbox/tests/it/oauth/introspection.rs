//! What the authorization server says of a token, and which ones it ends.

use std::time::Duration;

use serde_json::json;

use super::{ask, opened};
use crate::support::Api;

#[tokio::test]
async fn introspection_repeats_the_claims_as_long_as_a_token_is_good() {
    let mut api = Api::with(|b| b.token_lifetime(Duration::from_secs(60))).await;
    let inactive = json!({ "active": false });
    let about = |token: &str| format!("token={token}");
    let reply = ask(&api, "introspect", &about(&api.token)).await;
    let reply = reply.expect(200, "platform.introspect_token");
    let mut expected = opened(&api.token).1;
    expected["active"] = true.into();
    expected["token_type"] = "Bearer".into();
    assert_eq!(reply.body, expected);
    assert_eq!(ask(&api, "introspect", "token=nonsense").await.body, inactive);

    // The sandbox's own token of another environment is none of this one.
    let other = api.beside(api.sandbox.add_environment()).await;
    assert_eq!(ask(&other, "introspect", &about(&api.token)).await.body, inactive);
    assert_eq!(ask(&other, "introspect", &about(&other.token)).await.at("/active"), true);

    api.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(ask(&api, "introspect", &about(&api.token)).await.body, inactive);
    api.refresh().await;
    assert_eq!(ask(&api, "introspect", &about(&api.token)).await.at("/active"), true);
    api.sandbox.revoke_tokens();
    assert_eq!(ask(&api, "introspect", &about(&api.token)).await.body, inactive);
    assert_eq!(api.get(&api.env("")).await.status, 401);
}

#[tokio::test]
async fn a_token_of_the_service_itself_outlives_its_revocation() {
    let api = Api::start().await;
    let body = format!("token={}&token_type_hint=access_token", api.token);
    let reply = ask(&api, "revoke", &body).await.expect(200, "platform.revoke_token");
    assert_eq!(reply.text, "");
    assert_eq!(api.get(&api.env("")).await.status, 200);
    let reply = ask(&api, "introspect", &body).await;
    assert_eq!(reply.at("/active"), true);
}

#[tokio::test]
async fn introspection_and_revocation_want_a_client_and_a_token() {
    let api = Api::start().await;
    for endpoint in ["introspect", "revoke"] {
        for none in ["", "token="] {
            let reply = ask(&api, endpoint, none).await;
            assert_eq!((reply.status, reply.at("/error")), (400, &json!("invalid_request")));
        }
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let (path, body) = (api.auth(&format!("/as/{endpoint}")), format!("token={}", api.token));
        let reply = api.raw("POST", &path, &form, body.into()).await.unwrap();
        assert_eq!((reply.status, reply.at("/error")), (401, &json!("invalid_client")));
    }
}
