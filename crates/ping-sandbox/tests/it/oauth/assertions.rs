//! Client assertions: a JWT in the place of a secret.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use ping_sandbox::{ClientAuthMethod, Connection};
use serde_json::{Value, json};
use sha2::Sha256;

#[cfg(feature = "jwt-assertions")]
use super::JSON;
use super::{GRANT, application, create, now, secret};
use crate::support::Api;

const ASSERTION_TYPE: &str = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

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

    let rsa = EncodingKey::from_rsa_pem(include_bytes!("../../keys/rfc7515-rsa.pem")).unwrap();
    let ec = EncodingKey::from_ec_pem(include_bytes!("../../keys/rfc7515-ec.pem")).unwrap();
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
    for (jwks, good, bad) in [
        (include_str!("../../keys/rfc7515-rsa.jwks.json"), &["RS256", "RS512"][..], "ES256"),
        (include_str!("../../keys/rfc7515-ec.jwks.json"), &["ES256"][..], "RS256"),
    ] {
        let method = ClientAuthMethod::PrivateKeyJwt { jwks: jwks.to_owned() };
        let api = Api::with(|builder| builder.auth_method(method)).await;
        let claims = claims(&api);
        for name in good {
            assert_eq!(assert_by(&api, &sign(&claims, name)).await, 200, "{name}");
        }
        assert_eq!(assert_by(&api, &sign(&claims, bad)).await, 401);
        // A public key is no secret to sign with, and the application's secret no key.
        for key in [jwks, &api.connection.client_secret] {
            assert_eq!(assert_by(&api, &hs256(key, &claims)).await, 401);
        }
    }
    let method = ClientAuthMethod::PrivateKeyJwt { jwks: "no keys".to_owned() };
    let refused = ping_sandbox::Sandbox::builder().auth_method(method);
    let error = refused.start().await.unwrap_err();
    assert!(error.to_string().contains("jwks"), "{error}");
}

#[tokio::test]
async fn an_application_of_the_api_signs_with_its_secrets() {
    let api = Api::start().await;
    let id = create(&api, "/applications", application("WORKER", "CLIENT_SECRET_JWT")).await;
    let path = format!("/applications/{id}");
    let first = secret(&api, &path).await;
    let mut claims = claims(&api);
    (claims["iss"], claims["sub"]) = (id.as_str().into(), id.as_str().into());
    assert_eq!(assert_by(&api, &hs256(&first, &claims)).await, 200);
    assert_eq!(assert_by(&api, &hs256(&api.connection.client_secret, &claims)).await, 401);
    let body = json!({ "previous": { "expiresAt": "2026-01-15T12:10:00Z" } });
    let rotate = api.env(&format!("{path}/secret"));
    assert_eq!(api.post(&rotate, &body).await.status, 200);
    let second = secret(&api, &path).await;
    for secret in [&first, &second] {
        assert_eq!(assert_by(&api, &hs256(secret, &claims)).await, 200);
    }
    assert_eq!(api.delete(&rotate).await.status, 204);
    assert_eq!(assert_by(&api, &hs256(&first, &claims)).await, 401);
}

#[cfg(feature = "jwt-assertions")]
#[tokio::test]
async fn an_application_of_the_api_signs_with_the_keys_that_it_has_now() {
    use jsonwebtoken::{Algorithm, EncodingKey, crypto::aws_lc::DEFAULT_PROVIDER};

    let key = EncodingKey::from_ec_pem(include_bytes!("../../keys/rfc7515-ec.pem")).unwrap();
    let [ec, rsa] = [
        include_str!("../../keys/rfc7515-ec.jwks.json"),
        include_str!("../../keys/rfc7515-rsa.jwks.json"),
    ];
    let sign = |header: Value, claims: &Value| {
        let parts = [header, claims.clone()].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let message = parts.join(".");
        let signer = (DEFAULT_PROVIDER.signer_factory)(&Algorithm::ES256, &key).unwrap();
        let signature = signer.try_sign(message.as_bytes()).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    let mut both: Value = serde_json::from_str(rsa).unwrap();
    let mut own = serde_json::from_str::<Value>(ec).unwrap()["keys"][0].take();
    own["kid"] = "now".into();
    both["keys"].as_array_mut().unwrap().push(own);
    let api = Api::start().await;
    let mut body = application("WORKER", "PRIVATE_KEY_JWT");
    body["jwks"] = both.to_string().into();
    let id = create(&api, "/applications", body.clone()).await;
    let mut claims = claims(&api);
    (claims["iss"], claims["sub"]) = (id.as_str().into(), id.as_str().into());
    for (header, status) in [
        (json!({ "alg": "ES256", "kid": "now" }), 200),
        (json!({ "alg": "ES256" }), 200),
        (json!({ "alg": "ES256", "kid": "another" }), 401),
        (json!({ "alg": "ES384", "kid": "now" }), 401),
    ] {
        let jwt = sign(header.clone(), &claims);
        assert_eq!(assert_by(&api, &jwt).await, status, "{header}");
    }
    body["jwks"] = rsa.into();
    let path = api.env(&format!("/applications/{id}"));
    assert_eq!(api.send("PUT", &path, JSON, &body).await.status, 200);
    let jwt = sign(json!({ "alg": "ES256" }), &claims);
    assert_eq!(assert_by(&api, &jwt).await, 401);
}

#[tokio::test]
async fn keys_that_would_have_to_be_fetched_are_refused_by_name() {
    let api = Api::start().await;
    let mut body = application("WORKER", "PRIVATE_KEY_JWT");
    body["jwks"] = "no keys".into();
    let refused = api.post(&api.env("/applications"), &body).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "jwks")));
    body.as_object_mut().unwrap().remove("jwks");
    body["jwksUrl"] = "https://example.com/jwks".into();
    let id = create(&api, "/applications", body).await;
    let mut claims = claims(&api);
    (claims["iss"], claims["sub"]) = (id.as_str().into(), id.as_str().into());
    let jwt = hs256("any", &claims);
    let form = format!("{GRANT}&client_assertion_type={ASSERTION_TYPE}&client_assertion={jwt}");
    let refused = api.form(&[], &form).await.expect(501, "platform.get_token");
    assert!(refused.text_at("/error_description").contains("jwksUrl"), "{}", refused.text);
}
