//! The controls: clock, outbox, faults, request log, over the methods and over HTTP.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Api, Reply, start_time};

async fn control(api: &Api, method: &str, path: &str, body: &Value) -> Reply {
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let path = format!("/sandbox/{path}");
    let json = [("content-type", "application/json")];
    api.raw(method, &path, &json, body).await.unwrap()
}

#[tokio::test]
async fn the_connection_is_the_same_over_http_and_prints_no_secret() {
    let api = Api::start().await;
    let reply = control(&api, "GET", "connection", &Value::Null).await;
    let connection = &api.connection;
    assert_eq!(reply.at("/apiUrl"), connection.api_url.as_str());
    assert_eq!(reply.at("/clientSecret"), connection.client_secret.as_str());
    assert_eq!(reply.at("/env/PINGONE_API_SERVICE_HOSTNAME"), connection.api_host.as_str());
    let names: Vec<String> = connection.env_vars().into_iter().map(|(n, _)| n).collect();
    assert_eq!(
        names,
        [
            "PINGONE_CLIENT_ID",
            "PINGONE_CLIENT_SECRET",
            "PINGONE_ENVIRONMENT_ID",
            "PINGONE_API_SERVICE_HOSTNAME",
            "PINGONE_AUTH_SERVICE_HOSTNAME",
        ]
    );
    let printed = format!("{connection:?}");
    assert!(!printed.contains(&connection.client_secret));
    assert!(printed.contains(&connection.client_id));
}

#[tokio::test]
async fn a_seed_makes_two_sandboxes_alike_and_none_makes_them_differ() {
    let (one, two) = (Api::start().await, Api::start().await);
    assert_eq!(one.connection.environment_id, two.connection.environment_id);
    assert_eq!(one.connection.client_secret, two.connection.client_secret);
    assert_eq!(one.user("joe").await, two.user("joe").await);
    let three = ping_sandbox::Sandbox::start().await.connection();
    let four = ping_sandbox::Sandbox::start().await.connection();
    assert_ne!(three.environment_id, four.environment_id);
    assert_ne!(three.client_secret, four.client_secret);
}

#[tokio::test]
async fn the_clock_moves_only_when_it_is_told_to() {
    let api = Api::start().await;
    let clock = api.sandbox.clock();
    assert_eq!(clock.now(), start_time());
    clock.advance(Duration::from_secs(90));
    assert_eq!(clock.now(), start_time() + Duration::from_secs(90));
    clock.set(start_time());
    let moved = control(&api, "POST", "clock", &json!({ "advanceSeconds": 60 })).await;
    assert_eq!(moved.at("/now"), "2026-01-15T12:01:00.000Z");
    let now = json!({ "now": "2027-01-01T00:00:00+01:00" });
    control(&api, "POST", "clock", &now).await;
    let read = control(&api, "GET", "clock", &Value::Null).await;
    assert_eq!(read.at("/now"), "2026-12-31T23:00:00.000Z");
    for (body, target) in [
        (json!({}), "advanceSeconds"),
        (json!({ "advanceSeconds": -1 }), "advanceSeconds"),
        (json!({ "now": "noon" }), "now"),
    ] {
        let reply = control(&api, "POST", "clock", &body).await;
        assert_eq!(reply.status, 400);
        assert_eq!(reply.at("/details/0/target"), target);
    }
}

#[tokio::test]
async fn a_running_clock_goes_on_from_where_it_was_set() {
    let sandbox = ping_sandbox::Sandbox::start().await;
    sandbox.clock().set(start_time());
    let now = sandbox.clock().now();
    assert!(now >= start_time() && now < start_time() + Duration::from_secs(3600));
}

#[tokio::test]
async fn the_outbox_hands_out_each_message_once_and_waits_for_the_next() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    let devices = api.env(&format!("/users/{user}/devices"));
    let phone = "+15125550100";
    let body = json!({ "type": "SMS", "phone": phone, "status": "ACTIVATION_REQUIRED" });
    let outbox = api.sandbox.outbox();
    let waiting = tokio::spawn({
        let outbox = outbox.clone();
        async move { outbox.next_sms(phone).await }
    });
    tokio::task::yield_now().await;
    let created = api.post(&devices, &body).await;
    let message = waiting.await.unwrap();
    assert_eq!(message.to, phone);
    assert_eq!(message.sent_at, start_time());
    let printed = format!("{message:?}");
    assert!(!printed.contains(message.otp.as_deref().unwrap()));

    assert!(outbox.try_next(ping_sandbox::Channel::Sms, phone).is_none());
    let take = json!({ "channel": "SMS", "to": phone });
    let none = control(&api, "POST", "outbox/next", &take).await;
    assert_eq!(none.status, 404);
    let device = format!("{devices}/{}", created.text_at("/id"));
    api.act(&device, "device.sendActivationCode", &Value::Null).await;
    let taken = control(&api, "POST", "outbox/next", &take).await;
    assert_eq!((taken.status, taken.at("/read")), (200, &json!(true)));
    assert_eq!(taken.text_at("/otp").len(), 6);
    let all = control(&api, "GET", "outbox", &Value::Null).await;
    assert_eq!(all.at("/messages").as_array().unwrap().len(), 2);
    assert_eq!(outbox.all().len(), 2);
}

#[tokio::test]
async fn a_status_fault_hits_as_often_as_it_is_told_and_keeps_the_request_from_the_service() {
    let api = Api::start().await;
    let path = api.env("/users");
    let user = json!({ "username": "joe" });
    let rule = api.sandbox.faults();
    rule.next("POST", "/v1/environments/*/users").status(503).retry_after(7).times(2);
    for _ in 0..2 {
        let reply = api.post(&path, &user).await;
        reply.assert_error(503, "UNEXPECTED_ERROR", None);
        assert_eq!(reply.header("retry-after"), "7");
        assert_eq!(reply.operation(), "platform.create_user");
        assert_eq!(api.get(&path).await.at("/count"), 0);
    }
    assert_eq!(api.sandbox.faults().pending(), 0);
    assert_eq!(api.post(&path, &user).await.status, 201);
}

#[tokio::test]
async fn a_fault_brings_its_own_body_and_headers() {
    let api = Api::start().await;
    let at = start_time() + Duration::from_secs(60);
    api.sandbox
        .faults()
        .next("*", "/v1/**")
        .status(502)
        .body("text/html", "<h1>Bad Gateway</h1>")
        .header("x-from", "proxy")
        .retry_after_date(at);
    let reply = api.get(&api.env("")).await;
    assert_eq!(reply.status, 502);
    assert_eq!(reply.text, "<h1>Bad Gateway</h1>");
    assert_eq!(reply.header("content-type"), "text/html");
    assert_eq!(reply.header("x-from"), "proxy");
    assert_eq!(reply.header("retry-after"), "Thu, 15 Jan 2026 12:01:00 GMT");
}

#[tokio::test]
async fn connections_are_reset_before_or_after_the_service_did_its_work() {
    let api = Api::start().await;
    let path = api.env("/users");
    let bearer = format!("Bearer {}", api.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let send = async |name: &str| {
        let body = json!({ "username": name }).to_string().into_bytes();
        api.raw("POST", &path, &headers, body).await
    };
    let faults = api.sandbox.faults();
    faults.next("POST", "/v1/environments/*/users").reset();
    assert!(send("before").await.is_err());
    assert_eq!(api.get(&path).await.at("/count"), 0);
    faults.next("POST", "/v1/environments/*/users").reset().after_processing();
    assert!(send("after").await.is_err());
    assert_eq!(api.get(&path).await.at("/count"), 1);
    let log = api.sandbox.requests();
    let lost: Vec<_> = log.iter().filter(|r| r.status.is_none()).collect();
    assert_eq!(lost.len(), 2);
    assert_eq!(lost[0].operation.as_deref(), Some("platform.create_user"));
}

#[tokio::test]
async fn bodies_are_cut_off_or_garbled() {
    let api = Api::start().await;
    let faults = api.sandbox.faults();
    let path = api.env("");
    let bearer = format!("Bearer {}", api.token);
    let headers = [("authorization", bearer.as_str())];
    faults.next("GET", "/v1/environments/*").truncate();
    assert!(api.raw("GET", &path, &headers, Vec::new()).await.is_err());
    faults.next("GET", "/v1/environments/*").malformed();
    let reply = api.get(&path).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "application/hal+json");
    assert_eq!(reply.body, Value::Null);
    assert_eq!(api.get(&path).await.status, 200);
}

#[tokio::test]
async fn a_delay_waits_and_then_lets_the_service_answer() {
    let api = Api::start().await;
    let delay = Duration::from_millis(50);
    api.sandbox.faults().next("GET", "/v1/environments/*").delay(delay);
    let started = Instant::now();
    assert_eq!(api.get(&api.env("")).await.status, 200);
    assert!(started.elapsed() >= delay);
}

#[tokio::test]
async fn faults_are_made_and_forgotten_over_http() {
    let api = Api::start().await;
    let rule = json!({
        "method": "GET",
        "path": "/v1/environments/*",
        "status": 429,
        "times": 3,
        "headers": { "Retry-After": "2" },
        "body": { "code": "REQUEST_LIMITED" },
    });
    assert_eq!(control(&api, "POST", "faults", &rule).await.status, 204);
    let reply = api.get(&api.env("")).await;
    assert_eq!(reply.status, 429);
    assert_eq!(reply.header("retry-after"), "2");
    assert_eq!(reply.body, json!({ "code": "REQUEST_LIMITED" }));
    let cleared = control(&api, "DELETE", "faults", &Value::Null).await;
    assert_eq!(cleared.status, 204);
    assert_eq!(api.get(&api.env("")).await.status, 200);
    for (body, target) in [
        (json!({}), "method"),
        (json!({ "method": "GET" }), "path"),
        (json!({ "method": "GET", "path": "/", "status": 99 }), "status"),
        (json!({ "method": "GET", "path": "/", "times": "x" }), "times"),
        (json!({ "operation": "mfa.*", "method": "GET" }), "operation"),
        (json!({ "operation": "mfa.*", "time": 1 }), "time"),
    ] {
        let reply = control(&api, "POST", "faults", &body).await;
        assert_eq!(reply.status, 400);
        assert_eq!(reply.at("/details/0/target"), target);
    }
    assert_eq!(api.sandbox.faults().pending(), 0);
}

#[tokio::test]
async fn a_fault_hits_an_operation_by_its_id_or_by_a_part_of_it() {
    let api = Api::start().await;
    let rule = json!({ "operation": "platform.read_one_user", "status": 429 });
    assert_eq!(control(&api, "POST", "faults", &rule).await.status, 204);
    assert_eq!(api.get(&api.env("/users")).await.status, 200);
    assert_eq!(api.get(&api.env("/users/none")).await.status, 429);
    assert_eq!(api.get(&api.env("/users/none")).await.status, 404);
    api.sandbox.faults().next_of("platform.read_*").times(2).status(500);
    assert_eq!(api.get(&api.env("/users")).await.status, 500);
    assert_eq!(api.post(&api.env("/users"), &json!({})).await.status, 400);
    assert_eq!(api.get(&api.env("/users/none")).await.status, 500);
}

#[tokio::test]
async fn waiting_over_http_ends_with_what_is_waited_for() {
    let api = std::sync::Arc::new(Api::start().await);
    let user = api.user("joe").await;
    let wait = |path: &'static str, method: &'static str, body: Value| {
        let api = std::sync::Arc::clone(&api);
        tokio::spawn(async move { control(&api, method, path, &body).await })
    };
    let to = "+15125550100";
    let take = json!({ "channel": "SMS", "to": to, "waitSeconds": 60 });
    let waiting = wait("outbox/next", "POST", take);
    // By the time that these are answered, it has been asked for.
    for _ in 0..20 {
        control(&api, "GET", "clock", &Value::Null).await;
    }
    let body = json!({ "type": "SMS", "phone": to, "status": "ACTIVATION_REQUIRED" });
    api.post(&api.env(&format!("/users/{user}/devices")), &body).await;
    let message = waiting.await.unwrap();
    assert_eq!((message.status, message.at("/to")), (200, &json!(to)));

    let none = control(&api, "GET", "mfa/pushes?waitSeconds=0", &Value::Null).await;
    assert_eq!((none.status, none.at("/pushes")), (200, &json!([])));
    for (path, method, body) in [
        ("mfa/pushes?waitSeconds=61", "GET", Value::Null),
        ("outbox/next", "POST", json!({ "channel": "SMS", "to": to, "waitSeconds": -1 })),
    ] {
        let refused = control(&api, method, path, &body).await;
        assert_eq!(refused.status, 400);
        assert_eq!(refused.at("/details/0/target"), "waitSeconds");
    }
}

#[tokio::test]
async fn the_controls_describe_themselves() {
    let api = Api::start().await;
    let description = control(&api, "GET", "openapi.json", &Value::Null).await;
    assert_eq!(description.at("/openapi"), "3.1.0");
    let mut ids = std::collections::BTreeSet::new();
    for (path, methods) in description.at("/paths").as_object().unwrap() {
        let path = path.replace("{environmentID}", &api.connection.environment_id);
        for (method, operation) in methods.as_object().unwrap() {
            assert!(ids.insert(operation["operationId"].to_string()), "{operation}");
            assert!(!operation["summary"].as_str().unwrap().is_empty(), "{operation}");
            let path = path.strip_prefix("/sandbox/").unwrap();
            let method = method.to_ascii_uppercase();
            let schema = "/requestBody/content/application~1json/schema/required/0";
            let required = operation.pointer(schema);
            let body = if method == "GET" { Value::Null } else { json!({}) };
            if let Some(name) = required {
                let reply = control(&api, &method, path, &body).await;
                assert_eq!(reply.status, 400, "{method} {path}");
                assert_eq!(reply.at("/details/0/target"), name, "{method} {path}");
            }
            let other = control(&api, "PATCH", path, &json!({})).await;
            assert_eq!(other.status, 405, "{method} {path}");
        }
    }
    assert!(ids.len() > 40, "{}", ids.len());
}

#[tokio::test]
async fn requests_are_logged_with_the_operation_they_were_taken_for() {
    let api = Api::start().await;
    api.get(&api.env("/users?limit=1")).await;
    api.get("/v1/nothing").await;
    let log = api.sandbox.requests();
    let log: Vec<_> =
        log.iter().map(|r| (r.method.as_str(), r.operation.as_deref(), r.status)).collect();
    assert_eq!(
        log,
        [
            ("POST", Some("platform.get_token"), Some(200)),
            ("GET", Some("platform.read_all_users"), Some(200)),
            ("GET", None, Some(403)),
        ]
    );
    let over_http = control(&api, "GET", "requests", &Value::Null).await;
    assert_eq!(over_http.at("/requests").as_array().unwrap().len(), 3);
    assert_eq!(over_http.at("/requests/1/path"), api.env("/users").as_str());
}

#[tokio::test]
async fn passcodes_are_computed_tokens_revoked_and_permissions_taken_over_http() {
    let mut api = Api::start().await;
    let key = json!({ "key": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" });
    let code = control(&api, "POST", "totp", &key).await;
    assert_eq!(
        code.at("/code").as_str(),
        api.sandbox.totp_code(key["key"].as_str().unwrap()).ok().as_deref()
    );
    let bad = control(&api, "POST", "totp", &json!({ "key": "?" })).await;
    assert_eq!((bad.status, bad.at("/details/0/target")), (400, &json!("key")));

    let denied = json!({ "denied": ["platform.*"] });
    assert_eq!(control(&api, "PUT", "permissions", &denied).await.status, 204);
    assert_eq!(api.get(&api.env("")).await.status, 403);
    control(&api, "PUT", "permissions", &json!({ "denied": [] })).await;
    assert_eq!(api.get(&api.env("")).await.status, 200);
    control(&api, "DELETE", "tokens", &Value::Null).await;
    assert_eq!(api.get(&api.env("")).await.status, 401);
    api.refresh().await;
    assert_eq!(api.get(&api.env("")).await.status, 200);

    let policy = json!({ "deviceSelection": "SOMETIMES" });
    let reply = control(&api, "PUT", "mfa/policy", &policy).await;
    assert_eq!(reply.at("/details/0/target"), "deviceSelection");
    let policy = json!({ "deviceSelection": "PROMPT_TO_SELECT" });
    let reply = control(&api, "PUT", "mfa/policy", &policy).await;
    assert_eq!(reply.status, 204);
    for (method, path) in [("GET", "nothing"), ("GET", "mfa/nothing"), ("GET", "clock/")] {
        let reply = control(&api, method, path, &Value::Null).await;
        assert!(matches!(reply.status, 400 | 404), "{path}");
    }
}

#[tokio::test]
async fn only_an_operations_own_handler_says_that_it_answered() {
    let mut api = Api::start().await;
    let says = |reply: &Reply| {
        let operation = !reply.operation().is_empty();
        (reply.status, operation, reply.header("sandbox-handled") == "true")
    };
    let users = api.env("/users");
    let none = format!("{users}/none");
    assert_eq!(says(&api.get(&users).await), (200, true, true));
    assert_eq!(says(&api.get(&none).await), (404, true, true));
    let delayed = api.sandbox.faults().next("GET", &users);
    delayed.delay(Duration::from_millis(1));
    assert_eq!(says(&api.get(&users).await), (200, true, true));
    let planted = api.sandbox.faults().next("GET", &users).status(200);
    planted.header("sandbox-handled", "true").after_processing();
    assert_eq!(says(&api.get(&users).await), (200, true, false));
    let phrases = api.env("/voicePhrases");
    assert_eq!(says(&api.get(&phrases).await), (501, true, false));
    api.token = "unknown".into();
    assert_eq!(says(&api.get(&users).await), (401, true, false));
}
