//! Applications as clients: each proves itself by its own method.

use std::time::Duration;

use ping_sandbox::ClientAuthMethod;
use serde_json::{Value, json};

use super::{GRANT, JSON, application, ask, create, opened, opens, secret, token};
use crate::support::Api;

#[tokio::test]
async fn each_method_takes_only_its_own_credentials() {
    for method in [ClientAuthMethod::ClientSecretBasic, ClientAuthMethod::ClientSecretPost] {
        let api = Api::with(|builder| builder.auth_method(method.clone())).await;
        let basic = api.basic();
        let connection = &api.connection;
        let post = format!(
            "{GRANT}&client_id={}&client_secret={}",
            connection.client_id, connection.client_secret
        );
        let by_basic = api.form(&[("authorization", &basic)], GRANT).await;
        let by_post = api.form(&[], &post).await;
        let basic_is_good = method == ClientAuthMethod::ClientSecretBasic;
        assert_eq!(by_basic.status == 200, basic_is_good, "{method:?}");
        assert_eq!(by_post.status == 200, !basic_is_good, "{method:?}");
    }
}

#[tokio::test]
async fn a_refused_client_is_told_the_same_whatever_the_cause() {
    let api = Api::start().await;
    let basic = api.basic();
    let wrong_secret = "Basic Y2xpZW50OnNlY3JldA==";
    let mut replies = vec![
        api.form(&[("authorization", wrong_secret)], GRANT).await,
        api.form(&[("authorization", "Basic !")], GRANT).await,
        api.form(&[], GRANT).await,
    ];
    let other = "/00000000-0000-4000-8000-000000000000/as/token";
    let form =
        [("authorization", basic.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    replies.push(api.raw("POST", other, &form, GRANT.into()).await.unwrap());
    for reply in replies {
        assert_eq!(reply.status, 401);
        assert_eq!(reply.operation(), "platform.get_token");
        assert_eq!(reply.at("/error"), "invalid_client");
        let expected = format!(
            "Request denied: Unsupported authentication method (Correlation ID: {})",
            reply.header("correlation-id")
        );
        assert_eq!(reply.at("/error_description"), expected.as_str());
    }
}

#[tokio::test]
async fn an_application_made_through_the_api_gets_tokens_at_once() {
    let api = Api::start().await;
    let id = create(&api, "/applications", application("WORKER", "CLIENT_SECRET_BASIC")).await;
    let secret = secret(&api, &format!("/applications/{id}")).await;
    let reply = token(&api, &id, &secret, "").await.expect(200, "platform.get_token");
    let got = reply.text_at("/access_token");
    assert_eq!(opened(got).1["client_id"], *id);
    assert_eq!(opens(&api, got).await, 200);
    // What it does is its own.
    let bearer = format!("Bearer {got}");
    let headers = [("authorization", bearer.as_str()), ("content-type", JSON)];
    let body = json!({ "username": "ann" }).to_string().into_bytes();
    let made = api.raw("POST", &api.env("/users"), &headers, body).await.unwrap();
    assert_eq!(made.status, 201, "{}", made.text);
    let since = "recordedAt gt \"2026-01-01T00:00:00Z\"";
    let filter = json!({ "filter": format!("{since} and actors.client.id eq \"{id}\"") });
    let audit = api.post(&api.env("/activities"), &filter).await;
    let actor = audit.at("/_embedded/activities/0/actors/client/id");
    assert_eq!(actor, &*id, "{}", audit.text);
    // A secret of another environment's, or another application's, is none.
    let other = api.beside(api.sandbox.add_environment()).await;
    assert_eq!(token(&other, &id, &secret, "").await.status, 401);
    let wrong = token(&api, &id, &api.connection.client_secret, "").await;
    assert_eq!((wrong.status, wrong.at("/error")), (401, &json!("invalid_client")));
}

#[tokio::test]
async fn the_worker_of_the_beginning_is_an_application_like_others() {
    let mut api = Api::start().await;
    let id = api.connection.client_id.clone();
    let path = api.env(&format!("/applications/{id}"));
    let worker = api.get(&path).await.expect(200, "platform.read_one_application");
    assert_eq!(worker.at("/type"), "WORKER");
    assert_eq!(worker.at("/tokenEndpointAuthMethod"), "CLIENT_SECRET_BASIC");
    let list = api.get(&api.env("/applications")).await;
    assert_eq!(list.at("/_embedded/applications/0/id"), &*id);
    // Its secret rotates, and the connection names the present one.
    let old = api.basic();
    let path = format!("{path}/secret");
    assert_eq!(api.get(&path).await.at("/secret"), &*api.connection.client_secret);
    assert_eq!(api.send("POST", &path, JSON, &Value::Null).await.status, 200);
    assert_eq!(api.form(&[("authorization", &old)], GRANT).await.status, 401);
    api.connection = api.tenant.connection();
    let new = api.basic();
    assert_ne!(new, old);
    assert_eq!(api.form(&[("authorization", &new)], GRANT).await.status, 200);
}

#[tokio::test]
async fn a_previous_secret_is_good_until_its_time() {
    let mut api = Api::start().await;
    let id = create(&api, "/applications", application("WORKER", "CLIENT_SECRET_BASIC")).await;
    let path = format!("/applications/{id}");
    let first = secret(&api, &path).await;
    let rotate = api.env(&format!("{path}/secret"));
    let body = json!({ "previous": { "expiresAt": "2026-01-15T12:10:00Z" } });
    let second = api.post(&rotate, &body).await.text_at("/secret").to_owned();
    assert_eq!(api.get(&rotate).await.at("/previous/lastUsed"), &Value::Null);
    for secret in [&first, &second] {
        assert_eq!(token(&api, &id, secret, "").await.status, 200);
    }
    let used = api.get(&rotate).await;
    assert_eq!(used.at("/previous/lastUsed"), "2026-01-15T12:00:00.000Z");
    api.sandbox.clock().advance(Duration::from_secs(600));
    assert_eq!(token(&api, &id, &first, "").await.status, 401);
    assert_eq!(token(&api, &id, &second, "").await.status, 200);
    // Ended by hand, or by a rotation that keeps nothing.
    api.refresh().await;
    let body = json!({ "previous": { "expiresAt": "2026-01-15T13:00:00Z" } });
    let third = api.post(&rotate, &body).await.text_at("/secret").to_owned();
    assert_eq!(token(&api, &id, &second, "").await.status, 200);
    assert_eq!(api.delete(&rotate).await.status, 204);
    assert_eq!(token(&api, &id, &second, "").await.status, 401);
    assert_eq!(api.send("POST", &rotate, JSON, &Value::Null).await.status, 200);
    assert_eq!(token(&api, &id, &third, "").await.status, 401);
}

#[tokio::test]
async fn a_token_is_good_as_long_as_its_application_is_there_and_enabled() {
    let api = Api::start().await;
    let mut body = application("WORKER", "CLIENT_SECRET_BASIC");
    let id = create(&api, "/applications", body.clone()).await;
    let path = api.env(&format!("/applications/{id}"));
    let secret = secret(&api, &format!("/applications/{id}")).await;
    let got = token(&api, &id, &secret, "").await.text_at("/access_token").to_owned();
    let about = format!("token={got}");
    for (enabled, status, asked) in [(false, 401, 401), (true, 200, 200)] {
        body["enabled"] = enabled.into();
        assert_eq!(api.send("PUT", &path, JSON, &body).await.status, 200);
        assert_eq!(opens(&api, &got).await, status);
        assert_eq!(ask(&api, "introspect", &about).await.at("/active"), enabled);
        assert_eq!(token(&api, &id, &secret, "").await.status, asked);
    }
    assert_eq!(api.delete(&path).await.status, 204);
    assert_eq!(opens(&api, &got).await, 401);
    assert_eq!(token(&api, &id, &secret, "").await.at("/error"), "invalid_client");
}

#[tokio::test]
async fn an_application_follows_its_method_and_its_grant_types() {
    let api = Api::start().await;
    let mut body = application("WORKER", "CLIENT_SECRET_POST");
    let id = create(&api, "/applications", body.clone()).await;
    let path = format!("/applications/{id}");
    let secret = secret(&api, &path).await;
    let by_post = format!("{GRANT}&client_id={id}&client_secret={secret}");
    let path = api.env(&path);
    assert_eq!(api.form(&[], &by_post).await.status, 200);
    assert_eq!(token(&api, &id, &secret, "").await.status, 401);
    body["tokenEndpointAuthMethod"] = "CLIENT_SECRET_BASIC".into();
    assert_eq!(api.send("PUT", &path, JSON, &body).await.status, 200);
    assert_eq!(api.form(&[], &by_post).await.status, 401);
    assert_eq!(token(&api, &id, &secret, "").await.status, 200);
    // The id may stand in the form as well, the credentials of a second method may not.
    assert_eq!(token(&api, &id, &secret, &format!("&client_id={id}")).await.status, 200);
    let both = token(&api, &id, &secret, &format!("&client_secret={secret}")).await;
    assert_eq!(both.status, 401);
    let another = format!("&client_id={}", api.connection.client_id);
    assert_eq!(token(&api, &id, &secret, &another).await.status, 401);

    body["grantTypes"] = json!(["AUTHORIZATION_CODE", "REFRESH_TOKEN"]);
    assert_eq!(api.send("PUT", &path, JSON, &body).await.status, 200);
    let refused = token(&api, &id, &secret, "").await;
    assert_eq!((refused.status, refused.at("/error")), (400, &json!("unauthorized_client")));
    // Anybody can pretend to be an application without a secret.
    body["grantTypes"] = json!(["CLIENT_CREDENTIALS"]);
    body["tokenEndpointAuthMethod"] = "NONE".into();
    assert_eq!(api.send("PUT", &path, JSON, &body).await.status, 200);
    let refused = api.form(&[], &format!("{GRANT}&client_id={id}")).await;
    assert_eq!((refused.status, refused.at("/error")), (400, &json!("unauthorized_client")));
    assert_eq!(token(&api, &id, &secret, "").await.status, 401);
}

#[tokio::test]
async fn only_openid_connect_has_clients() {
    let api = Api::start().await;
    let link = json!({
        "name": "Link", "enabled": true, "type": "PORTAL_LINK_APP", "protocol": "EXTERNAL_LINK",
        "homePageUrl": "https://example.com",
    });
    let id = create(&api, "/applications", link).await;
    assert_eq!(api.form(&[], &format!("{GRANT}&client_id={id}")).await.status, 401);
}
