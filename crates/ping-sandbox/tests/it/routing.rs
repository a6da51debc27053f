//! Which operation a request is taken for, and in which order it is refused.

use serde_json::{Value, json};

use crate::support::Api;

#[tokio::test]
async fn a_body_names_the_operation_and_refuses_nothing() {
    let api = Api::start().await;
    let reports = api.env("/dataExplorations");
    for (path, body, operation) in [
        (&reports, json!({}), "mfa.create_report_sms_devices"),
        (&reports, json!({ "deliverAs": "ASYNC_FILE" }), "mfa.create_report_mfa_enabled_devices"),
    ] {
        let reply = api.post(path, &body).await.expect(400, operation);
        assert_eq!(reply.at("/code"), "INVALID_DATA", "{body}");
    }
    let policies = api.env("/fido2Policies");
    for (option, operation) in [
        ("NONE", "mfa.create_fido_policy_certified"),
        ("SPECIFIC", "mfa.create_fido_policy_specific"),
    ] {
        let body = json!({ "mdsAuthenticatorsRequirements": { "option": option } });
        api.post(&policies, &body).await.expect(400, operation);
    }
    let user = api.user("ann").await;
    let devices = api.env(&format!("/users/{user}/devices"));
    for (body, code) in [
        (json!({}), "REQUIRED_VALUE"),
        (json!({ "type": "PIGEON" }), "INVALID_VALUE"),
        (json!({ "type": 1 }), "INVALID_VALUE"),
    ] {
        let reply = api.post(&devices, &body).await;
        let reply = reply.expect(400, "mfa.create_mfa_device_sms");
        reply.assert_error(400, "INVALID_DATA", Some((code, "type")));
    }
    let test = json!({ "type": "SMS", "phone": "+15125550100", "testMode": true });
    api.post(&devices, &test).await.expect(201, "mfa.create_mfa_device_testing");
}

#[tokio::test]
async fn who_may_not_come_in_is_told_so_first() {
    let api = Api::start().await;
    let other = api.sandbox.add_environment();
    let foreign = |rest: &str| format!("/v1/environments/{}{rest}", other.id());
    for (path, media_type, body) in [
        (foreign("/users/u/devices"), "application/json", json!({ "type": "PIGEON" })),
        (foreign("/users/u/devices"), "text/plain", json!(1)),
        (foreign("/dataExplorations"), "application/json", json!({})),
        (format!("/{}/deviceAuthentications", other.id()), "application/json", json!([])),
    ] {
        let reply = api.send("POST", &path, media_type, &body).await;
        reply.assert_error(403, "ACCESS_FAILED", None);
        let headers = [("content-type", media_type)];
        let body = body.to_string().into_bytes();
        let reply = api.raw("POST", &path, &headers, body).await.unwrap();
        reply.assert_error(401, "ACCESS_FAILED", None);
    }
    let own = api.env("/users");
    let reply = api.send("POST", &own, "text/plain", &json!(1)).await;
    reply.assert_error(415, "INVALID_REQUEST", None);
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let api = Api::start().await;
    let path = api.env("/users");
    let head = api.send("HEAD", &path, "", &Value::Null).await;
    let head = head.expect(200, "platform.read_all_users");
    assert_eq!(head.text, "");
    assert_eq!(head.header("content-type"), "application/hal+json");
    let token = api.auth("/as/token");
    assert_eq!(api.send("HEAD", &token, "", &Value::Null).await.status, 403);
}

#[tokio::test]
async fn a_page_of_another_origin_may_use_the_services_and_not_the_controls() {
    let api = Api::start().await;
    let path = api.env("/users");
    let bearer = format!("Bearer {}", api.token);
    let origin = ("origin", "https://admin.example.com");
    let preflight = [
        origin,
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "authorization"),
    ];
    let asked = api.raw("OPTIONS", &path, &preflight, Vec::new()).await.unwrap();
    assert_eq!(asked.status, 204);
    assert_eq!(asked.header("access-control-allow-origin"), "*");
    assert_eq!(asked.header("access-control-allow-methods"), "POST, GET, HEAD, OPTIONS");
    assert_eq!(asked.header("access-control-allow-headers"), "authorization");
    let headers = [origin, ("authorization", bearer.as_str())];
    let read = api.raw("GET", &path, &headers, Vec::new()).await.unwrap();
    assert_eq!((read.status, read.header("access-control-allow-origin")), (200, "*"));
    // A cookie would be another matter.
    assert_eq!(read.header("access-control-allow-credentials"), "");
    let allowed = api.raw("OPTIONS", &path, &[], Vec::new()).await.unwrap();
    assert_eq!((allowed.status, allowed.header("allow")), (204, "POST, GET, HEAD, OPTIONS"));
    assert_eq!(allowed.header("access-control-allow-origin"), "");
    let nowhere = api.raw("OPTIONS", "/v1/nowhere", &preflight, Vec::new()).await.unwrap();
    assert_eq!(nowhere.status, 403);
    for path in ["/sandbox/connection", "/sandbox/clock"] {
        let asked = api.raw("OPTIONS", path, &preflight, Vec::new()).await.unwrap();
        assert_eq!(asked.status, 403, "{path}");
        assert_eq!(asked.header("access-control-allow-origin"), "", "{path}");
    }
}
