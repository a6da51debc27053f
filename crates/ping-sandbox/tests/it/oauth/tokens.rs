//! Tokens: what they say, and how long they open what.

use std::time::Duration;

#[cfg(feature = "jwt-assertions")]
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::{GRANT, now, opened};
use crate::support::Api;

#[tokio::test]
async fn a_worker_gets_a_bearer_token_for_an_hour() {
    let api = Api::start().await;
    let basic = api.basic();
    let reply =
        api.form(&[("authorization", &basic)], GRANT).await.expect(200, "platform.get_token");
    assert_eq!(reply.at("/token_type"), "Bearer");
    assert_eq!(reply.at("/expires_in"), 3600);
    assert!(!reply.text_at("/access_token").is_empty());
    assert_eq!(reply.at("/refresh_token"), &serde_json::Value::Null);
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
    for authorization in [None, Some("Bearer nonsense"), Some("Basic abc"), Some("Bearer")] {
        let headers: Vec<(&str, &str)> =
            authorization.map(|value| ("authorization", value)).into_iter().collect();
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

#[tokio::test]
async fn a_token_says_whose_it_is_by_the_clock_of_the_sandbox() {
    let mut api = Api::start().await;
    let (header, first) = opened(&api.token);
    let keys = api.raw("GET", &api.auth("/as/jwks"), &[], Vec::new()).await;
    let keys = keys.unwrap().expect(200, "platform.read_jwks");
    assert_eq!(header["alg"], "RS256");
    assert_eq!(&header["kid"], keys.at("/keys/0/kid"));
    let jti = first["jti"].as_str().unwrap();
    let expected = json!({
        "client_id": api.connection.client_id,
        "iss": format!("{}{}", api.connection.auth_url, api.auth("/as")),
        "aud": [api.connection.api_url],
        "env": api.connection.environment_id,
        "org": api.connection.organization_id,
        "iat": now(),
        "exp": now() + 3600,
        "jti": jti,
    });
    assert_eq!(first, expected);

    api.sandbox.clock().advance(Duration::from_secs(10));
    api.refresh().await;
    let (_, second) = opened(&api.token);
    assert_eq!(second["iat"], now() + 10);
    assert_eq!(second["exp"], now() + 3610);
    assert_ne!(second["jti"], jti);
}

#[cfg(feature = "jwt-assertions")]
#[tokio::test]
async fn the_published_key_verifies_tokens() {
    use jsonwebtoken::{Algorithm, DecodingKey, crypto::aws_lc::DEFAULT_PROVIDER};

    let api = Api::start().await;
    let keys = api.raw("GET", &api.auth("/as/jwks"), &[], Vec::new()).await;
    let keys = keys.unwrap();
    let [modulus, exponent] = ["n", "e"].map(|name| keys.text_at(&format!("/keys/0/{name}")));
    let key = DecodingKey::from_rsa_components(modulus, exponent).unwrap();
    let verifies = |message: &str, signature: &str| {
        let verifier = (DEFAULT_PROVIDER.verifier_factory)(&Algorithm::RS256, &key).unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        verifier.verify(message.as_bytes(), &signature).is_ok()
    };
    let (message, signature) = api.token.rsplit_once('.').unwrap();
    assert!(verifies(message, signature));
    assert!(!verifies(&message.replacen('.', "A.", 1), signature));
}

#[tokio::test]
async fn a_token_with_another_signature_opens_nothing() {
    let mut api = Api::start().await;
    let (message, signature) = api.token.rsplit_once('.').unwrap();
    let (begin, end) = signature.split_at(10);
    let changed = if end.starts_with('A') { "B" } else { "A" };
    api.token = format!("{message}.{begin}{changed}{}", &end[1..]);
    api.get(&api.env("")).await.assert_error(
        401,
        "ACCESS_FAILED",
        Some(("INVALID_TOKEN", "Authentication Credentials")),
    );
}

#[tokio::test]
async fn discovery_leads_to_what_answers() {
    let api = Api::start().await;
    let path = api.auth("/as/.well-known/openid-configuration");
    let reply = api.raw("GET", &path, &[], Vec::new()).await.unwrap();
    let reply = reply.expect(200, "platform.read_openid_configuration");
    let base = &api.connection.auth_url;
    assert_eq!(reply.at("/issuer"), &opened(&api.token).1["iss"]);
    for (member, method, operation) in [
        ("token_endpoint", "POST", "platform.get_token"),
        ("introspection_endpoint", "POST", "platform.introspect_token"),
        ("revocation_endpoint", "POST", "platform.revoke_token"),
        ("jwks_uri", "GET", "platform.read_jwks"),
    ] {
        let url = reply.text_at(&format!("/{member}"));
        let path = url.strip_prefix(base.as_str()).unwrap();
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let found = api.raw(method, path, &form, Vec::new()).await.unwrap();
        assert_eq!(found.operation(), operation);
    }
    for member in ["response_types_supported", "grant_types_supported", "scopes_supported"] {
        assert!(reply.at(&format!("/{member}")).is_array(), "{member}");
    }
    let other = "/00000000-0000-4000-8000-000000000000/as/jwks";
    assert_eq!(api.raw("GET", other, &[], Vec::new()).await.unwrap().status, 404);
}
