//! The token endpoint, and what its tokens open.

use std::time::{Duration, UNIX_EPOCH};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use ping_sandbox::{ClientAuthMethod, Connection};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Api, Reply, start_time};

const GRANT: &str = "grant_type=client_credentials";

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

/// The header and the claims of a compact JWT.
fn opened(jwt: &str) -> (Value, Value) {
    let mut parts = jwt.split('.').map(|part| {
        let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
        serde_json::from_slice(&bytes).unwrap_or_default()
    });
    (parts.next().unwrap(), parts.next().unwrap())
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

/// What another endpoint of the authorization server says of a token.
async fn ask(api: &Api, endpoint: &str, body: &str) -> Reply {
    let basic = api.basic();
    let headers =
        [("authorization", basic.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let path = api.auth(&format!("/as/{endpoint}"));
    api.raw("POST", &path, &headers, body.into()).await.unwrap()
}

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

const ASSERTION_TYPE: &str = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

/// The seconds of the tests' clock.
fn now() -> u64 {
    start_time().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn claims(api: &Api) -> Value {
    let Connection { client_id, environment_id, auth_url, .. } = &api.connection;
    json!({
        "iss": client_id,
        "sub": client_id,
        "aud": format!("{auth_url}/{environment_id}/as/token"),
        "exp": now() + 300,
        "nbf": now(),
    })
}

fn message(algorithm: &str, claims: &Value) -> String {
    let header = json!({ "alg": algorithm, "typ": "JWT" }).to_string();
    format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn hs256(secret: &str, claims: &Value) -> String {
    let message = message("HS256", claims);
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let signature = mac.chain_update(&message).finalize().into_bytes();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn assert_by(api: &Api, jwt: &str) -> u16 {
    let form = format!("{GRANT}&client_assertion_type={ASSERTION_TYPE}&client_assertion={jwt}");
    api.form(&[], &form).await.status
}

#[tokio::test]
async fn an_assertion_signed_with_the_secret_is_checked_claim_by_claim() {
    let api = Api::with(|b| b.auth_method(ClientAuthMethod::ClientSecretJwt)).await;
    let secret = &api.connection.client_secret;
    let good = claims(&api);
    assert_eq!(assert_by(&api, &hs256(secret, &good)).await, 200);
    assert_eq!(assert_by(&api, &hs256("another secret", &good)).await, 401);
    let unsigned = format!("{}.", message("none", &good));
    assert_eq!(assert_by(&api, &unsigned).await, 401);
    let basic = api.basic();
    let by_basic = api.form(&[("authorization", &basic)], GRANT).await;
    assert_eq!(by_basic.status, 401);

    let issuer = good["aud"].as_str().unwrap().trim_end_matches("/token");
    for (claim, value, status) in [
        ("aud", json!(issuer), 200),
        ("aud", json!([issuer, "https://example.com"]), 200),
        ("aud", json!("https://example.com"), 401),
        ("iss", json!("another"), 401),
        ("sub", json!("another"), 401),
        ("exp", json!(now()), 401),
        ("exp", json!(now() + 3600), 200),
        ("exp", json!(now() + 3601), 401),
        ("exp", json!(null), 401),
        ("nbf", json!(null), 200),
        ("nbf", json!(now() + 1), 401),
    ] {
        let mut changed = good.clone();
        changed[claim] = value.clone();
        let jwt = hs256(secret, &changed);
        assert_eq!(assert_by(&api, &jwt).await, status, "{claim} {value}");
    }
}

/// The key pairs are those of RFC 7515, appendices A.2 and A.3.
#[cfg(feature = "jwt-assertions")]
#[tokio::test]
async fn an_assertion_signed_with_a_private_key_is_checked_with_the_public_one() {
    use jsonwebtoken::{Algorithm, EncodingKey, crypto::aws_lc::DEFAULT_PROVIDER};

    let rsa = EncodingKey::from_rsa_pem(include_bytes!("../keys/rfc7515-rsa.pem")).unwrap();
    let ec = EncodingKey::from_ec_pem(include_bytes!("../keys/rfc7515-ec.pem")).unwrap();
    let sign = |claims: &Value, name: &str| {
        let (algorithm, key) = match name {
            "RS256" => (Algorithm::RS256, &rsa),
            "RS512" => (Algorithm::RS512, &rsa),
            _ => (Algorithm::ES256, &ec),
        };
        let message = message(name, claims);
        let signer = (DEFAULT_PROVIDER.signer_factory)(&algorithm, key).unwrap();
        let signature = signer.try_sign(message.as_bytes()).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    for (public_key_pem, good, bad) in [
        (include_str!("../keys/rfc7515-rsa.pub.pem"), &["RS256", "RS512"][..], "ES256"),
        (include_str!("../keys/rfc7515-ec.pub.pem"), &["ES256"][..], "RS256"),
    ] {
        let method = ClientAuthMethod::PrivateKeyJwt { public_key_pem: public_key_pem.to_owned() };
        let api = Api::with(|builder| builder.auth_method(method)).await;
        let claims = claims(&api);
        for name in good {
            assert_eq!(assert_by(&api, &sign(&claims, name)).await, 200, "{name}");
        }
        assert_eq!(assert_by(&api, &sign(&claims, bad)).await, 401);
        // A public key is no secret to sign with.
        let forged = hs256(public_key_pem, &claims);
        assert_eq!(assert_by(&api, &forged).await, 401);
    }
    let method = ClientAuthMethod::PrivateKeyJwt { public_key_pem: "no key".to_owned() };
    let refused = ping_sandbox::Sandbox::builder().auth_method(method);
    let error = refused.start().await.unwrap_err();
    assert!(error.to_string().contains("public_key_pem"), "{error}");
}

#[tokio::test]
async fn a_worker_is_granted_no_scope() {
    let api = Api::start().await;
    let basic = api.basic();
    let headers = [("authorization", basic.as_str())];
    for scope in ["openid", "p1%3Aread%3Auser+p1%3Aupdate%3Auser", "anything"] {
        let body = format!("grant_type=client_credentials&scope={scope}");
        let reply = api.form(&headers, &body).await;
        assert_eq!((reply.status, reply.at("/error")), (400, &json!("invalid_scope")));
        let id = reply.header("correlation-id");
        assert_eq!(
            reply.text_at("/error_description"),
            format!("Request failed: At least one scope must be granted (Correlation ID: {id})")
        );
    }
    let body = "grant_type=client_credentials&scope=openid";
    assert_eq!(api.form(&[], body).await.status, 401);
    for none in ["", "&scope=", "&scope=+"] {
        let body = format!("grant_type=client_credentials{none}");
        assert_eq!(api.form(&headers, &body).await.status, 200);
    }
}
