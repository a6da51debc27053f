//! The token endpoint, and what its tokens open.

use std::time::Duration;

use ping_sandbox::ClientAuthMethod;

use crate::support::Api;

const GRANT: &str = "grant_type=client_credentials";

#[tokio::test]
async fn a_worker_gets_a_bearer_token_for_an_hour() {
    let api = Api::start().await;
    let basic = api.basic();
    let reply = api
        .form(&[("authorization", &basic)], GRANT)
        .await
        .expect(200, "platform.get_token");
    assert_eq!(reply.at("/token_type"), "Bearer");
    assert_eq!(reply.at("/expires_in"), 3600);
    assert!(!reply.text_at("/access_token").is_empty());
    assert_eq!(reply.at("/refresh_token"), &serde_json::Value::Null);
}

#[tokio::test]
async fn each_method_takes_only_its_own_credentials() {
    for method in [
        ClientAuthMethod::ClientSecretBasic,
        ClientAuthMethod::ClientSecretPost,
    ] {
        let api = Api::with(|builder| builder.auth_method(method)).await;
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
    let form = [
        ("authorization", basic.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
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
async fn only_client_credentials_are_granted() {
    let api = Api::start().await;
    let basic = api.basic();
    let headers = [("authorization", basic.as_str())];
    let reply = api.form(&headers, "grant_type=password").await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.at("/error"), "unsupported_grant_type");
    let reply = api.form(&headers, "scope=x").await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.at("/error"), "invalid_request");
}

#[tokio::test]
async fn a_token_opens_until_it_expires_or_is_revoked() {
    let mut api = Api::with(|b| b.token_lifetime(Duration::from_secs(60))).await;
    let path = api.env("");
    assert_eq!(api.get(&path).await.status, 200);
    api.sandbox.clock().advance(Duration::from_secs(59));
    assert_eq!(api.get(&path).await.status, 200);
    api.sandbox.clock().advance(Duration::from_secs(1));
    api.get(&path).await.assert_error(
        401,
        "ACCESS_FAILED",
        Some(("INVALID_TOKEN", "Authentication Credentials")),
    );
    api.refresh().await;
    assert_eq!(api.get(&path).await.status, 200);
    api.sandbox.revoke_tokens();
    assert_eq!(api.get(&path).await.status, 401);
}

#[tokio::test]
async fn without_a_good_token_the_answer_names_the_operation_and_tells_no_more() {
    let api = Api::start().await;
    let path = api.env("/users");
    for authorization in [
        None,
        Some("Bearer nonsense"),
        Some("Basic abc"),
        Some("Bearer"),
    ] {
        let headers: Vec<(&str, &str)> = authorization
            .map(|value| ("authorization", value))
            .into_iter()
            .collect();
        let reply = api.raw("GET", &path, &headers, Vec::new()).await.unwrap();
        reply.assert_error(
            401,
            "ACCESS_FAILED",
            Some(("INVALID_TOKEN", "Authentication Credentials")),
        );
        assert_eq!(reply.operation(), "platform.read_all_users");
    }
}

#[tokio::test]
async fn permissions_end_at_the_environment_and_can_be_taken_away() {
    let api = Api::start().await;
    let other = "/v1/environments/00000000-0000-4000-8000-000000000000/users";
    let reply = api.get(other).await.expect(403, "platform.read_all_users");
    reply.assert_error(403, "ACCESS_FAILED", None);
    assert_eq!(reply.at("/details/0/code"), "INSUFFICIENT_PERMISSIONS");

    api.sandbox.deny(["platform.read_all_users", "mfa.*"]);
    let users = api.env("/users");
    assert_eq!(api.get(&users).await.status, 403);
    let devices = api.env("/users/u/devices");
    assert_eq!(api.get(&devices).await.status, 403);
    assert_eq!(api.get(&api.env("/populations")).await.status, 200);
    api.sandbox.deny(Vec::<String>::new());
    assert_eq!(api.get(&users).await.status, 200);
}
