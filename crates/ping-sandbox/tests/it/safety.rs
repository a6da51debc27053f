//! The token of the controls.

use serde_json::{Value, json};

use crate::support::{Api, Reply};

const TOKEN: &str = "0123456789-token";

async fn ask(api: &Api, method: &str, path: &str, authorization: &str) -> Reply {
    let mut headers = vec![("content-type", "application/json")];
    if !authorization.is_empty() {
        headers.push(("authorization", authorization));
    }
    let body = if method == "GET" { Vec::new() } else { b"{}".to_vec() };
    api.raw(method, path, &headers, body).await.unwrap()
}

#[tokio::test]
async fn controls_ask_for_the_token_and_the_page_that_asks_a_person_does_not() {
    let api = Api::with(|builder| builder.control_token(TOKEN)).await;
    assert_eq!(api.sandbox.control_token(), Some(TOKEN));
    let (good, bad) = (format!("Bearer {TOKEN}"), format!("Bearer {TOKEN}x"));
    let basic = format!("Basic {TOKEN}");
    let bearer = format!("Bearer {}", api.token);
    let id = &api.connection.environment_id;
    let of_environment = format!("/sandbox/environments/{id}/outbox");
    for (method, path) in [
        ("GET", "/sandbox/connection"),
        ("GET", "/sandbox/state"),
        ("GET", "/sandbox/openapi.json"),
        ("GET", "/%73andbox/connection"),
        ("GET", &of_environment),
        ("POST", "/sandbox/reset"),
        ("POST", "/sandbox"),
        ("GET", "/sandbox/nothing"),
    ] {
        for wrong in ["", &bad, &basic, TOKEN, &bearer] {
            let refused = ask(&api, method, path, wrong).await;
            refused.assert_error(401, "ACCESS_FAILED", None);
            assert_eq!(refused.header("www-authenticate"), "Bearer");
            assert!(!refused.text.contains(TOKEN));
        }
        assert_ne!(ask(&api, method, path, &good).await.status, 401, "{path}");
    }
    for path in ["/sandbox", "/sandbox/", "/sandbox/console.css", "/sandbox/console.js"] {
        let page = ask(&api, "GET", path, "").await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.text.contains(TOKEN) && !page.text.contains(&api.connection.client_secret));
    }
    // Another origin is refused, whatever it knows.
    let headers = [("authorization", good.as_str()), ("origin", "http://evil.example")];
    let foreign = api.raw("GET", "/sandbox/connection", &headers, Vec::new()).await.unwrap();
    assert_eq!(foreign.status, 403);
    // What it emulates asks for what the service asks for.
    assert_eq!(api.get(&api.env("/users")).await.status, 401, "after the reset");
}

#[tokio::test]
async fn a_token_is_drawn_where_other_machines_reach_the_controls() {
    let any = |builder: ping_sandbox::SandboxBuilder| builder.listen(([0, 0, 0, 0], 0).into());
    let mut drawn = Vec::new();
    for _ in 0..2 {
        let sandbox = any(ping_sandbox::Sandbox::builder().seed(7)).allow_remote();
        let sandbox = sandbox.start().await.unwrap();
        drawn.push(sandbox.control_token().expect("a token").to_owned());
        let printed = format!("{sandbox:?}");
        assert!(!printed.contains(&drawn[0]), "{printed}");
    }
    assert_ne!(drawn[0], drawn[1], "a seed does not tell it");
    let builder = any(ping_sandbox::Sandbox::builder()).allow_remote().control_token(TOKEN);
    assert!(!format!("{builder:?}").contains(TOKEN));
    assert_eq!(builder.start().await.unwrap().control_token(), Some(TOKEN));
    for short in ["", "short", "0123456789 token with blanks"] {
        let refused = ping_sandbox::Sandbox::builder().control_token(short).start().await;
        assert!(refused.unwrap_err().to_string().contains("--control-token"));
    }
    assert_eq!(ping_sandbox::Sandbox::start().await.control_token(), None);
}

#[tokio::test]
async fn a_state_that_has_grown_is_put_back_by_who_may() {
    let scratch = crate::program::Scratch::new("large");
    std::fs::create_dir_all(&scratch.0).unwrap();
    let file = scratch.0.join("state");
    let api = Api::with(|it| it.body_limit(4096).control_token(TOKEN).state(&file)).await;
    for number in 0..20 {
        api.user(&format!("ann{number}")).await;
    }
    let good = format!("Bearer {TOKEN}");
    let state = ask(&api, "GET", "/sandbox/state", &good).await;
    assert!(state.text.len() > 8192);
    let put = async |token: &str, path: &str, body: Value| {
        let headers = [("content-type", "application/json"), ("authorization", token)];
        api.raw("PUT", path, &headers, body.to_string().into_bytes()).await.unwrap().status
    };
    assert_eq!(put(&good, "/sandbox/state", state.body.clone()).await, 204);
    assert_eq!(put("Bearer no", "/sandbox/state", state.body.clone()).await, 413);
    let denied = json!({ "denied": vec!["n".repeat(200); 40] });
    assert_eq!(put(&good, "/sandbox/permissions", denied).await, 413);
}
