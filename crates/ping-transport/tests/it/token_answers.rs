//! What the token endpoint may answer, and what is sent to it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{
    AccessToken, ClientAuthentication, Credentials, Error, ErrorKind, RetryPolicy, TokenSource,
};
use serde_json::Value;

use crate::support::{Play, everything, ok, read, token, worker};

#[tokio::test]
async fn answers_of_the_token_endpoint() {
    enum Then {
        /// Used for this call, and for one after that many seconds.
        Used {
            again_after: u64,
            asked: usize,
        },
        Fails(ErrorKind, &'static str),
    }
    use Then::{Fails, Used};
    const SECOND: u64 = 1;
    let huge = r#"{"access_token":"t","expires_in":18446744073709551615}"#;
    let lives = |seconds: &str| {
        let body = format!(r#"{{"access_token":"t","expires_in":{seconds}}}"#);
        Reaction::json(200, body)
    };
    // It is taken for a life of 300 s.
    let unknown = |again_after| Used { again_after, asked: if again_after < 300 { 1 } else { 2 } };
    let table = [
        ("documented", token("t"), Used { again_after: 3000, asked: 1 }),
        (
            "text as number",
            Reaction::json(200, r#"{"access_token":"t","expires_in":"3600"}"#),
            Used { again_after: 3000, asked: 1 },
        ),
        (
            "no lifetime",
            Reaction::json(200, r#"{"access_token":"t"}"#),
            Used { again_after: 200, asked: 1 },
        ),
        (
            "no lifetime, later",
            Reaction::json(200, r#"{"access_token":"t"}"#),
            Used { again_after: 300, asked: 2 },
        ),
        ("lives on", Reaction::json(200, huge), Used { again_after: 1 << 40, asked: 1 }),
        ("dead on arrival", lives("0"), Used { again_after: SECOND, asked: 1 }),
        ("dead, later", lives("0"), Used { again_after: 5, asked: 2 }),
        ("a fraction", lives("3599.5"), Used { again_after: 3000, asked: 1 }),
        ("a fraction, later", lives(r#""3599.5""#), Used { again_after: 3599, asked: 2 }),
        ("negative", lives("-1"), unknown(200)),
        ("negative, later", lives("-1"), unknown(300)),
        ("empty", lives(r#""""#), unknown(200)),
        ("no number", lives(r#""abc""#), unknown(200)),
        ("no number, later", lives(r#""abc""#), unknown(300)),
        ("null", lives("null"), unknown(200)),
        ("an object", lives("{}"), unknown(200)),
        ("beyond 64 bits", lives("1e20"), unknown(200)),
        ("beyond 64 bits, later", lives("1e20"), unknown(300)),
        ("far beyond", lives("1e300"), unknown(200)),
        ("beyond all numbers", lives("1e999"), unknown(200)),
        (
            "another scope",
            Reaction::json(200, r#"{"access_token":"t","scope":["a"],"token_type":"bearer"}"#),
            unknown(200),
        ),
        (
            "unknown members",
            Reaction::json(200, r#"{"access_token":"t","expires_in":60,"x":[{}]}"#),
            Used { again_after: SECOND, asked: 1 },
        ),
        (
            "no token",
            Reaction::json(200, r#"{"token_type":"Bearer"}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "empty token",
            Reaction::json(200, r#"{"access_token":" "}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "token of another kind",
            Reaction::json(200, r#"{"access_token":77}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "not a token",
            Reaction::json(200, r#"{"access_token":"bad\ntoken"}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "a tab",
            Reaction::json(200, r#"{"access_token":"tok\t123"}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "a blank",
            Reaction::json(200, r#"{"access_token":"tok 123"}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "not ASCII",
            Reaction::json(200, r#"{"access_token":"tök"}"#),
            Fails(ErrorKind::Token, "access_token"),
        ),
        (
            "of a type that needs a signature",
            Reaction::json(200, r#"{"access_token":"t","token_type":"DPoP"}"#),
            Fails(ErrorKind::Token, "token_type"),
        ),
        (
            "of an old type",
            Reaction::json(200, r#"{"access_token":"t","token_type":"mac"}"#),
            Fails(ErrorKind::Token, "token_type"),
        ),
        ("html", Reaction::text(200, "text/html", "<html>"), Fails(ErrorKind::Token, "JSON")),
        (
            "empty",
            Reaction::text(200, "text/plain", ""),
            Fails(ErrorKind::Token, "no access token"),
        ),
        (
            "scope",
            Reaction::json(
                400,
                r#"{"error":"invalid_scope","error_description":"At least one scope must be granted"}"#,
            ),
            Fails(ErrorKind::Token, "At least one scope must be granted"),
        ),
        (
            "as a PingOne error",
            Reaction::json(401, r#"{"code":"ACCESS_FAILED","message":"No."}"#),
            Fails(ErrorKind::Token, "client secret"),
        ),
        ("cut", Reaction::CutBody("{".into()), Fails(ErrorKind::Token, "cut short")),
    ];
    for (name, answer, then) in table {
        let clock = ManualClock::fixed();
        clock.advance(Duration::from_millis(1_500));
        let play = Play::new([answer, token("t")], [ok(), ok()]);
        let client = worker(play.clone(), &clock).retry(RetryPolicy::never()).build().unwrap();
        let first = read(&client).await;
        match then {
            Used { again_after, asked } => {
                first.unwrap_or_else(|error| panic!("{name}: {error}"));
                clock.advance(Duration::from_secs(again_after));
                read(&client).await.unwrap();
                assert_eq!(play.asked(), asked, "{name}");
                assert_eq!(play.bearers(), ["Bearer t", "Bearer t"], "{name}");
            }
            Fails(kind, part) => {
                let error = first.unwrap_err();
                assert_eq!(error.kind(), kind, "{name}: {error}");
                assert!(error.to_string().contains(part), "{name}: {error}");
                assert!(!everything(&error).contains("77"), "{name}: never the value");
                assert!(play.api.received().is_empty(), "{name}");
                // It is not kept.
                read(&client).await.unwrap();
                assert_eq!((play.asked(), play.bearers().len()), (2, 1), "{name}");
            }
        }
    }
}

/// A source of one token.
struct Vault(&'static str);

#[async_trait]
impl TokenSource for Vault {
    async fn token(&self) -> Result<AccessToken, Error> {
        Ok(AccessToken::new(self.0))
    }
}

#[tokio::test]
async fn tokens_of_the_caller_are_checked_alike() {
    for text in ["", " ", "bad\ntoken", "token\n", "tök", "tok 123", "tok\t"] {
        let play = Play::new([], []);
        let builder = worker(play.clone(), &ManualClock::fixed());
        let error = builder.clone().access_token(text).build().unwrap_err();
        assert_eq!(error.field(), Some("access_token"), "{text:?}");
        let client = builder.token_source(Arc::new(Vault(text))).build().unwrap();
        let error = read(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{text:?}");
        assert_eq!(error.field(), Some("token_source"), "{text:?}");
        assert!(play.api.received().is_empty(), "{text:?}");
    }
}

#[tokio::test]
async fn a_token_request_is_retried_like_what_is_safe_to_repeat() {
    let down = || Reaction::json(503, "");
    let play = Play::new([down(), down(), token("t")], [ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    read(&client).await.unwrap();
    assert_eq!(play.asked(), 3);
}

#[tokio::test]
async fn forms_of_the_token_request() {
    let table: [(&str, ClientAuthentication, Option<&str>, &str); 2] = [
        (
            "basic",
            ClientAuthentication::Basic("s+1 &".into()),
            Some("Basic Yy0xOnMlMkIxJTIwJTI2"),
            "grant_type=client_credentials",
        ),
        (
            "post",
            ClientAuthentication::Post("s+1 &".into()),
            None,
            "client_id=c-1&client_secret=s%2B1%20%26&grant_type=client_credentials",
        ),
    ];
    for (name, authentication, authorization, form) in table {
        let play = Play::new([token("t")], [ok()]);
        let client = worker(play.clone(), &ManualClock::fixed())
            .credentials(Credentials::new("c-1", authentication))
            .build()
            .unwrap();
        read(&client).await.unwrap();
        let request = &play.tokens.received()[0];
        let header = request.headers.get("authorization");
        assert_eq!(header.map(|value| value.to_str().unwrap()), authorization, "{name}");
        assert_eq!(request.body, form, "{name}");
        assert_eq!(request.method, "POST");
        assert_eq!(request.operation, Some("platform.get_token"));
        assert_eq!(request.headers["content-type"], "application/x-www-form-urlencoded");
    }
}

#[tokio::test]
async fn the_claims_of_an_assertion() {
    use base64::Engine as _;
    let decode = |part: &str| -> Value {
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part);
        serde_json::from_slice(&bytes.unwrap()).unwrap()
    };
    let play = Play::new([token("t1"), token("t2")], [ok(), ok()]);
    let clock = ManualClock::fixed();
    let client = worker(play.clone(), &clock)
        .credentials(Credentials::new("c-1", ClientAuthentication::SecretJwt("s".into())))
        .build()
        .unwrap();
    read(&client).await.unwrap();
    clock.advance(Duration::from_secs(3600));
    read(&client).await.unwrap();
    let mut ids = Vec::new();
    for (request, now) in play.tokens.received().iter().zip([1_767_225_600, 1_767_229_200]) {
        let form = std::str::from_utf8(&request.body).unwrap();
        let (assertion, tail) = form.split_once('&').unwrap();
        let assertion = assertion.strip_prefix("client_assertion=").unwrap();
        assert_eq!(
            tail,
            "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type\
             %3Ajwt-bearer&grant_type=client_credentials"
        );
        assert!(!request.headers.contains_key("authorization"));
        let parts: Vec<_> = assertion.split('.').collect();
        assert_eq!(parts.len(), 3);
        assert_eq!(decode(parts[0])["alg"], "HS256");
        let mut claims = decode(parts[1]);
        ids.push(claims["jti"].take());
        let expected = serde_json::json!({
            "iss": "c-1",
            "sub": "c-1",
            "aud": "https://auth.pingone.com/env-1/as/token",
            "exp": now + 300,
            "jti": null,
        });
        assert_eq!(claims, expected);
    }
    assert_ne!(ids[0], ids[1], "an assertion is used once");
}
