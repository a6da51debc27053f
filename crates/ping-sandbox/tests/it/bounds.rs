//! Who may use the controls, and that no client makes the sandbox grow or stand still.

use std::time::Duration;

use ping_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Api, Reply};

const JSON: (&str, &str) = ("content-type", "application/json");

/// Sends a whole request as it is, on a connection of its own.
async fn exchange(api: &Api, request: &str) -> String {
    let mut stream = connect(api).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(stream).await
}

async fn connect(api: &Api) -> TcpStream {
    TcpStream::connect(api.sandbox.address()).await.unwrap()
}

/// What comes until the connection ends, however it does.
async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn assert_serves(api: &Api) {
    assert_eq!(api.get(&api.env("")).await.status, 200);
}

/// A control request with these headers instead of the usual ones.
async fn with_headers(api: &Api, method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n\
         {body}"
    );
    exchange(api, &request).await
}

#[track_caller]
fn assert_refused(answer: &str, why: &str) {
    assert!(answer.starts_with("HTTP/1.1 403 "), "{why}: {answer}");
    assert!(answer.contains("\"code\":\"ACCESS_FAILED\""), "{answer}");
}

#[tokio::test]
async fn the_controls_answer_for_no_other_host() {
    let api = Api::start().await;
    let port = api.sandbox.address().port();
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("127.0.0.1:{}", port ^ 1),
        "127.0.0.1".to_owned(),
        format!("192.0.2.1:{port}"),
        format!("evil@127.0.0.1:{port}"),
        String::new(),
    ] {
        let header = format!("host: {host}\r\n");
        let answer = with_headers(&api, "GET", "/sandbox/connection", &header, "").await;
        assert_refused(&answer, &host);
        assert!(!answer.contains(&api.connection.client_secret));
    }
    let twice = format!("host: 127.0.0.1:{port}\r\nhost: evil.example\r\n");
    for headers in ["", &twice] {
        let answer = with_headers(&api, "GET", "/sandbox/connection", headers, "").await;
        assert!(answer.starts_with("HTTP/1.1 40"), "{headers}: {answer}");
        assert!(!answer.contains(&api.connection.client_secret));
    }
    let absolute = format!("http://evil.example:{port}/sandbox/connection");
    let own = format!("host: 127.0.0.1:{port}\r\n");
    let answer = with_headers(&api, "GET", &absolute, &own, "").await;
    assert_refused(&answer, &absolute);

    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.0.0.2"] {
        let header = format!("host: {host}:{port}\r\n");
        let answer = with_headers(&api, "GET", "/sandbox/connection", &header, "").await;
        assert!(answer.contains(&api.connection.client_secret), "{host}");
    }
}

#[tokio::test]
async fn the_controls_are_for_no_page_of_another_origin() {
    let api = Api::start().await;
    let own = &api.connection.api_url;
    let before = api.sandbox.clock().now();
    let clock = json!({ "advanceSeconds": 60 }).to_string();
    let advance = async |headers: &[(&str, &str)]| {
        let mut all = vec![JSON];
        all.extend(headers);
        let body = clock.clone().into_bytes();
        let reply = api.raw("POST", "/sandbox/clock", &all, body).await;
        reply.unwrap().status
    };
    for foreign in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", ""),
        ("origin", "http://127.0.0.1"),
        ("origin", "http://localhost:1"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        assert_eq!(advance(&[foreign]).await, 403, "{foreign:?}");
    }
    let https = own.replace("http:", "https:");
    assert_eq!(advance(&[("origin", &https)]).await, 403);
    assert_eq!(api.sandbox.clock().now(), before);
    let page = [("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
    assert_eq!(advance(&page).await, 200);
    assert_eq!(advance(&[("sec-fetch-site", "none")]).await, 200);
    assert_eq!(advance(&[]).await, 200);
}

#[tokio::test]
async fn the_controls_take_nothing_but_json() {
    let api = Api::start().await;
    let before = api.sandbox.clock().now();
    let body = json!({ "advanceSeconds": 60, "method": "*", "path": "/**", "denied": [] });
    let body = body.to_string().into_bytes();
    for (method, path) in [
        ("POST", "clock"),
        ("POST", "faults"),
        ("PUT", "permissions"),
        ("POST", "pingid/users"),
        ("PUT", "verify/license"),
        ("PUT", "mfa/policy"),
    ] {
        let path = format!("/sandbox/{path}");
        for media_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain; application/json",
            "",
        ] {
            let headers = [("content-type", media_type)];
            let reply = api.raw(method, &path, &headers, body.clone()).await;
            let reply = reply.unwrap();
            reply.assert_error(415, "INVALID_REQUEST", None);
        }
        let reply = api.raw(method, &path, &[], body.clone()).await.unwrap();
        assert_eq!(reply.status, 415);
    }
    assert_eq!(api.sandbox.clock().now(), before);
    assert_eq!(api.sandbox.faults().pending(), 0);
}

#[tokio::test]
async fn a_planted_page_runs_no_script_in_the_sandboxs_origin() {
    let api = Api::start().await;
    let script = "<script>alert(1)</script>";
    let plant = async |rule: Value| {
        let mut all = json!({ "method": "GET", "path": "/page", "status": 200 });
        let members = rule.as_object().unwrap().clone();
        all.as_object_mut().unwrap().extend(members);
        let body = all.to_string().into_bytes();
        let planted = api.raw("POST", "/sandbox/faults", &[JSON], body).await;
        assert_eq!(planted.unwrap().status, 204);
        api.raw("GET", "/page", &[], Vec::new()).await.unwrap()
    };
    let cannot_run = |reply: &Reply| {
        assert_eq!(reply.header("content-security-policy"), "sandbox");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
    };
    let html = json!({ "content-type": "text/html" });
    cannot_run(&plant(json!({ "body": script })).await);
    cannot_run(&plant(json!({ "body": script, "headers": html })).await);
    let open = json!({
        "Content-Type": "text/html",
        "Content-Security-Policy": "sandbox allow-scripts allow-same-origin",
        "X-Content-Type-Options": "",
    });
    let reply = plant(json!({ "body": script, "headers": open })).await;
    assert_eq!(reply.text, script);
    cannot_run(&reply);
    api.sandbox.faults().next("GET", "/page").status(200).body("text/html", script);
    cannot_run(&api.raw("GET", "/page", &[], Vec::new()).await.unwrap());
}

#[tokio::test]
async fn long_paths_are_cut_in_the_log_and_old_requests_forgotten() {
    let api = Api::with(|builder| builder.kept(3, 3000)).await;
    let long = format!("/{}", "x".repeat(60_000));
    for _ in 0..4 {
        let reply = api.raw("GET", &long, &[], Vec::new()).await;
        assert_eq!(reply.unwrap().status, 403);
    }
    let log = api.sandbox.requests();
    // The bytes are what counts here.
    assert_eq!(log.len(), 2);
    assert!(log[0].path.len() < 1100, "{}", log[0].path.len());
    assert!(log[0].path.starts_with("/xxx") && log[0].path.ends_with("xxx…"));
    let api = Api::with(|builder| builder.kept(3, 1_000_000)).await;
    for _ in 0..9 {
        assert_serves(&api).await;
    }
    let log = api.sandbox.requests();
    assert_eq!(log.len(), 3);
    assert!(log.iter().all(|request| request.status == Some(200)));
}

#[tokio::test]
async fn the_oldest_messages_authentications_and_tokens_go_first() {
    let api = Api::with(|builder| builder.kept(2, 1_000_000)).await;
    let user = api.user("joe").await;
    let path = api.auth("/deviceAuthentications");
    let mut begun = Vec::new();
    for number in 0..4 {
        let to = format!("+1512555010{number}");
        let body = json!({
            "user": { "id": user },
            "selectedDevice": { "oneTime": { "type": "SMS", "phone": to } },
        });
        let reply = api.post(&path, &body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        begun.push(reply.text_at("/id").to_owned());
    }
    let to: Vec<String> = api.sandbox.outbox().all().into_iter().map(|m| m.to).collect();
    assert_eq!(to, ["+15125550102", "+15125550103"]);
    for (id, status) in begun.iter().zip([404, 404, 200, 200]) {
        let reply = api.get(&format!("{path}/{id}")).await;
        assert_eq!(reply.status, status, "{}", reply.text);
    }

    let mut api = api;
    let first = api.token.clone();
    for _ in 0..2 {
        api.refresh().await;
        assert_serves(&api).await;
    }
    api.token = first;
    assert_eq!(api.get(&api.env("")).await.status, 401);
}

#[tokio::test]
async fn what_messages_say_counts_too() {
    let api = Api::with(|builder| builder.kept(1000, 3000)).await;
    let user = api.user("joe").await;
    for _ in 0..4 {
        let body = json!({
            "user": { "id": user },
            "selectedDevice": { "oneTime": { "type": "SMS", "phone": "+15125550100" } },
            "notification": { "template": {
                "name": "transaction",
                "variables": { "note": "x".repeat(1300) },
            } },
        });
        let reply = api.post(&api.auth("/deviceAuthentications"), &body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
    }
    assert_eq!(api.sandbox.outbox().all().len(), 2);
}

#[tokio::test]
async fn the_oldest_verify_transactions_go_first() {
    let api = Api::with(|builder| builder.kept(2, 1_000_000)).await;
    let user = api.user("joe").await;
    let path = api.env(&format!("/users/{user}/verifyTransactions"));
    let mut created = Vec::new();
    for _ in 0..4 {
        let reply = api.post(&path, &json!({})).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        created.push(reply.text_at("/id").to_owned());
    }
    for (id, status) in created.iter().zip([404, 404, 200, 200]) {
        let reply = api.get(&format!("{path}/{id}")).await;
        assert_eq!(reply.status, status, "{}", reply.text);
    }
}

#[tokio::test]
async fn rules_beyond_what_is_kept_are_refused() {
    let api = Api::with(|builder| builder.kept(2, 300)).await;
    let plant = async |body: &str| {
        let rule = json!({ "method": "GET", "path": "/x", "status": 200, "body": body });
        let rule = rule.to_string().into_bytes();
        let reply = api.raw("POST", "/sandbox/faults", &[JSON], rule).await;
        reply.unwrap()
    };
    let large = plant(&"x".repeat(300)).await;
    large.assert_error(400, "REQUEST_FAILED", None);
    for status in [204, 204, 400] {
        assert_eq!(plant("x").await.status, status);
    }
}

#[tokio::test]
async fn half_open_connections_give_way() {
    let api = Api::with(|builder| builder.connection_limit(3)).await;
    let host = &api.connection.api_host;
    let head = format!("POST /v1/organizations HTTP/1.1\r\nhost: {host}\r\n");
    let mut half_open = Vec::new();
    for sent in [
        String::new(),
        "GET /v1".to_owned(),
        head.clone(),
        format!("{head}content-length: 10\r\n\r\n"),
        format!("{head}content-length: 10\r\n\r\n12345"),
    ]
    .iter()
    .cycle()
    .take(20)
    {
        let mut stream = connect(&api).await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        half_open.push(stream);
        assert_serves(&api).await;
    }
    // The silent one has been given up.
    assert_eq!(rest(half_open.swap_remove(0)).await, "");
}

#[tokio::test]
async fn whoever_waits_for_an_answer_keeps_the_connection() {
    let api = Api::with(|builder| builder.connection_limit(1)).await;
    let rule = api.sandbox.faults().next("GET", "/slow");
    rule.status(200).body("text/plain", "here").delay(Duration::from_millis(50));
    let host = &api.connection.api_host;
    let mut slow = connect(&api).await;
    let request = format!("GET /slow HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    slow.write_all(request.as_bytes()).await.unwrap();
    // Used up as soon as the request is being answered.
    while api.sandbox.faults().pending() > 0 {
        tokio::task::yield_now().await;
    }
    assert_serves(&api).await;
    assert!(rest(slow).await.ends_with("here"));
}

/// A sandbox with these limits of time, and a connection that has sent this.
async fn sent(head: Duration, body: Duration, bytes: &str) -> (Sandbox, TcpStream) {
    let builder = Sandbox::builder().read_timeout(head, body);
    let sandbox = builder.start().await.unwrap();
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let host = &sandbox.connection().api_host;
    // It may be over before all is sent.
    let _ = stream.write_all(bytes.replace("HOST", host).as_bytes()).await;
    (sandbox, stream)
}

const AN_HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    for bytes in ["", "GET /v1/organizations HTTP", "GET / HTTP/1.1\r\nhost: HOST\r\n"] {
        let (_sandbox, stream) = sent(Duration::from_millis(1), AN_HOUR, bytes).await;
        assert_eq!(rest(stream).await, "");
    }
}

#[tokio::test]
async fn an_idle_connection_ends_after_its_answer() {
    let request = "GET /sandbox/clock HTTP/1.1\r\nhost: HOST\r\n\r\n";
    let mut short = Duration::from_millis(20);
    let answer = loop {
        let (_sandbox, stream) = sent(short, AN_HOUR, request).await;
        let answer = rest(stream).await;
        if !answer.is_empty() {
            break answer;
        }
        // The machine was too busy to send the request in time.
        short *= 2;
    };
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_a_408() {
    let request = "POST /v1/x HTTP/1.1\r\nhost: HOST\r\ncontent-length: 9\r\n\r\n1";
    let (_sandbox, mut stream) = sent(AN_HOUR, Duration::from_millis(1), request).await;
    let mut line = [0; 13];
    stream.read_exact(&mut line).await.unwrap();
    assert_eq!(&line, b"HTTP/1.1 408 ");
}

#[tokio::test]
async fn the_clock_ends_before_dates_do() {
    let api = Api::start().await;
    let send = async |body: Value| {
        let body = body.to_string().into_bytes();
        let reply = api.raw("POST", "/sandbox/clock", &[JSON], body).await;
        reply.unwrap()
    };
    for seconds in [u64::MAX, 9_223_372_036_854_775, 251_000_000_000_000, 252_000_000_000] {
        let reply = send(json!({ "advanceSeconds": seconds })).await;
        reply.assert_error(400, "INVALID_DATA", Some(("OUT_OF_RANGE", "advanceSeconds")));
    }
    let reply = send(json!({ "now": "9999-01-01T00:00:00Z" })).await;
    reply.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "now")));
    assert_eq!(api.sandbox.clock().now(), crate::support::start_time());

    let reply = send(json!({ "now": "9998-12-31T23:59:59Z" })).await;
    assert_eq!(reply.at("/now"), "9998-12-31T23:59:59.000Z");
    let most = send(json!({ "advanceSeconds": 9 })).await;
    assert_eq!(most.at("/details/0/innerError/rangeMaximumValue"), 0);
    // The methods have no error to give: they stop there.
    let clock = api.sandbox.clock();
    clock.advance(Duration::MAX);
    let end = clock.now();
    let read = api.get("/sandbox/clock").await;
    assert_eq!(read.at("/now"), "9998-12-31T23:59:59.999Z");
    clock.set(end + Duration::from_secs(1));
    assert_eq!(clock.now(), end);
    // Tokens and passcodes still have a time to live.
    let mut api = api;
    api.refresh().await;
    assert_serves(&api).await;
}

#[tokio::test]
async fn other_machines_are_let_in_only_by_name() {
    let builder = || Sandbox::builder().listen(([0, 0, 0, 0], 0).into());
    let error = builder().start().await.unwrap_err().to_string();
    assert!(error.contains("0.0.0.0") && error.contains("--allow-remote"), "{error}");
    let sandbox = builder().allow_remote().start().await.unwrap();
    let port = sandbox.address().port();
    // The address that stands for all leads nowhere.
    assert_eq!(sandbox.connection().api_host, format!("127.0.0.1:{port}"));
}

#[tokio::test]
async fn a_public_url_is_in_the_links_and_opens_the_controls() {
    let api = Api::with(|builder| builder.public_url("https://sandbox.test:8443/")).await;
    let connection = api.sandbox.connection();
    assert_eq!(connection.api_url, "https://sandbox.test:8443");
    assert_eq!(connection.api_host, "sandbox.test:8443");
    let own = api.get(&api.env("")).await;
    let link = own.text_at("/_links/self/href");
    assert!(link.starts_with("https://sandbox.test:8443/v1/"), "{link}");
    let clock =
        async |headers: &str| with_headers(&api, "GET", "/sandbox/clock", headers, "").await;
    let host = "host: sandbox.test:8443\r\n";
    for origin in ["", "origin: https://sandbox.test:8443\r\n"] {
        let answer = clock(&format!("{host}{origin}")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{origin}: {answer}");
    }
    let answer = clock(&format!("{host}origin: https://sandbox.test\r\n")).await;
    assert_refused(&answer, "another port is another origin");

    for url in ["", "sandbox.test", "ftp://sandbox.test", "http://x/path", "http://x/?q", "http://"]
    {
        let builder = Sandbox::builder().public_url(url);
        let error = builder.start().await.unwrap_err().to_string();
        assert!(error.contains("--public-url"), "{url}: {error}");
    }
}
