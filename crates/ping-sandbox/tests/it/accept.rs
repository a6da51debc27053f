//! What answers come as.

use serde_json::{Value, json};

use crate::support::{Api, Reply};

const JSON: &str = "application/json";
const HAL: &str = "application/hal+json";

async fn asked(api: &Api, method: &str, path: &str, accept: &[&str], body: &Value) -> Reply {
    let bearer = format!("Bearer {}", api.token);
    let mut headers = vec![("authorization", bearer.as_str()), ("content-type", JSON)];
    headers.extend(accept.iter().map(|accept| ("accept", *accept)));
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    api.raw(method, path, &headers, body).await.unwrap()
}

#[tokio::test]
async fn a_resource_comes_as_the_json_that_was_asked_for() {
    let api = Api::start().await;
    for (accept, expected) in [
        (&[][..], HAL),
        (&["*/*"], HAL),
        (&["application/*"], HAL),
        (&[HAL], HAL),
        (&[JSON], JSON),
        (&["Application/JSON; charset=utf-8"], JSON),
        (&["application/json, application/hal+json"], HAL),
        (&["application/json, */*;q=0.1"], JSON),
        (&["*/*, application/json;q=0.9"], HAL),
        (&["application/hal+json;q=0.5, application/json;q=0.6"], JSON),
        (&["application/json; q=0.5 , application/hal+json ;Q=0.501"], HAL),
        (&["application/hal+json;q=0, */*"], JSON),
        (&["application/json;q=0, application/*"], HAL),
        (&["text/plain", "application/json"], JSON),
        // What cannot be had is answered as if nothing had been asked for.
        (&["text/html"], HAL),
        (&["application/json;q=0"], HAL),
        (&["application/hal+json;q=0"], HAL),
        (&[""], HAL),
        (&["nonsense;q=x, application/json;q=zz"], JSON),
    ] {
        for path in [api.env(""), api.env("/users"), "/v1/organizations".to_owned()] {
            let reply = asked(&api, "GET", &path, accept, &Value::Null).await;
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("content-type"), expected, "{accept:?}");
            assert!(reply.at("/_links/self/href").is_string());
        }
    }
    let user = json!({ "username": "joe" });
    let created = asked(&api, "POST", &api.env("/users"), &[JSON], &user).await;
    assert_eq!((created.status, created.header("content-type")), (201, JSON));
}

#[tokio::test]
async fn an_error_does_too() {
    let mut api = Api::with(|builder| builder.body_limit(100)).await;
    api.sandbox.faults().next("GET", "/v1/faulty").status(503);
    let errors = [
        (404, "GET", api.env("/users/none"), Value::Null),
        (400, "POST", api.env("/users"), json!({})),
        (413, "POST", api.env("/users"), json!("x".repeat(100))),
        (403, "GET", "/v1/environments/other".to_owned(), Value::Null),
        (415, "POST", api.env("/users/u/password"), json!({})),
    ];
    for (accept, expected) in [
        (&[][..], JSON),
        (&["*/*"], JSON),
        (&[JSON], JSON),
        (&["text/html"], JSON),
        (&[HAL], HAL),
        (&["application/hal+json, application/json;q=0.9"], HAL),
    ] {
        for (status, method, path, body) in &errors {
            let reply = asked(&api, method, path, accept, body).await;
            assert_eq!(reply.status, *status, "{}", reply.text);
            assert_eq!(reply.header("content-type"), expected, "{status} {accept:?}");
        }
    }
    let faulty = asked(&api, "GET", "/v1/faulty", &[HAL], &Value::Null).await;
    assert_eq!((faulty.status, faulty.header("content-type")), (503, HAL));
    api.token.clear();
    let reply = asked(&api, "GET", &api.env(""), &[HAL], &Value::Null).await;
    assert_eq!((reply.status, reply.header("content-type")), (401, HAL));
}

#[tokio::test]
async fn what_is_no_resource_comes_as_it_is() {
    let api = Api::start().await;
    let clock = asked(&api, "GET", "/sandbox/clock", &[HAL], &Value::Null).await;
    assert_eq!(clock.header("content-type"), JSON);
    let basic = api.basic();
    let headers = [("authorization", basic.as_str()), ("accept", HAL)];
    let token = api.form(&headers, "grant_type=client_credentials").await;
    assert_eq!((token.status, token.header("content-type")), (200, JSON));
    let rule = api.sandbox.faults().next("GET", "/v1/**");
    rule.status(502).body("text/html", "<h1>Bad Gateway</h1>");
    let own = asked(&api, "GET", &api.env(""), &[JSON], &Value::Null).await;
    assert_eq!(own.header("content-type"), "text/html");
}
