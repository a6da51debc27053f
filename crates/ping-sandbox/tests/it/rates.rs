//! How many requests a license allows.

use std::time::Duration;

use serde_json::json;

use crate::support::Api;

#[tokio::test]
async fn one_request_too_many_is_refused_until_the_span_is_over() {
    let api = Api::with(|builder| builder.rate(3, Duration::from_millis(1500))).await;
    let users = api.env("/users");
    for _ in 0..3 {
        assert_eq!(api.get(&users).await.status, 200);
    }
    let reply = api.get(&users).await;
    assert_eq!((reply.status, reply.at("/code")), (429, &json!("REQUEST_LIMITED")));
    assert_eq!(reply.header("retry-after"), "2");
    assert_eq!(reply.at("/details/0/code"), "LIMIT_EXCEEDED");
    assert!(reply.text_at("/details/0/innerError/retryAfter").ends_with(".500Z"));
    // All environments of the organization share it; another organization does not.
    let beside = api.beside(api.sandbox.add_environment()).await;
    assert_eq!(beside.get(&beside.env("/users")).await.status, 429);
    let other = api.beside(api.sandbox.add_organization()).await;
    assert_eq!(other.get(&other.env("/users")).await.status, 200);
    api.sandbox.clock().advance(Duration::from_millis(1500));
    assert_eq!(api.get(&users).await.status, 200);
}

#[tokio::test]
async fn the_audit_is_counted_by_itself() {
    let api = Api::with(|builder| builder.rate(1, Duration::from_secs(1))).await;
    let audit = "/activities?filter=recordedAt%20gt%20%222019-01-01T22:54:12.988Z%22";
    for _ in 0..10 {
        assert_eq!(api.get(&api.env(audit)).await.status, 200);
    }
    assert_eq!(api.get(&api.env(audit)).await.status, 429);
    assert_eq!(api.get(&api.env("/users")).await.status, 200);
    assert_eq!(api.get(&api.env("/users")).await.status, 429);
    // Neither are tokens.
    assert_eq!(api.get(&api.auth("/as/jwks")).await.status, 200);
}
