//! What a broken or hostile client sends: a documented error each, and the next request is served.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use crate::support::Api;

/// Sends bytes as they are, ends the sending side, and reads what comes back.
async fn exchange(api: &Api, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(api.sandbox.address()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[track_caller]
fn assert_status(answer: &str, status: u16) {
    let line = format!("HTTP/1.1 {status} ");
    assert!(answer.starts_with(&line), "{status}: {answer:?}");
}

/// The JSON body of a raw answer.
fn body(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").expect("a head");
    serde_json::from_str(body).expect("a JSON body")
}

async fn assert_serves(api: &Api) {
    assert_eq!(api.get(&api.env("")).await.status, 200);
}

fn head(api: &Api, method: &str, path: &str, more: &str) -> String {
    let token = &api.token;
    format!("{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n{more}\r\n")
}

#[tokio::test]
async fn an_oversized_body_is_refused_before_and_while_it_arrives() {
    let api = Api::with(|builder| builder.body_limit(1024)).await;
    let path = api.env("/users");
    let json = "content-type: application/json\r\n";
    // Announced: refused without waiting for it.
    let announced = head(&api, "POST", &path, &format!("{json}content-length: 99999999999\r\n"));
    let mut stream = TcpStream::connect(api.sandbox.address()).await.unwrap();
    stream.write_all(announced.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    // Not announced: refused as soon as it is too large.
    let mut chunked = head(&api, "POST", &path, &format!("{json}transfer-encoding: chunked\r\n"));
    chunked.push_str(&format!("401\r\n{}\r\n0\r\n\r\n", "x".repeat(1025)));
    let answer = exchange(&api, chunked.as_bytes()).await;
    assert_status(&answer, 413);
    assert_eq!(body(&answer)["code"], "INVALID_REQUEST");
    assert_serves(&api).await;
}

#[tokio::test]
async fn a_client_that_sends_its_oversized_body_to_the_end_still_reads_why_it_was_refused() {
    let api = Api::start().await;
    let size = 8 * 1024 * 1024;
    let mut request = head(
        &api,
        "POST",
        &api.env("/users"),
        &format!("content-type: application/json\r\ncontent-length: {size}\r\n"),
    )
    .into_bytes();
    request.resize(request.len() + size, b'x');
    let answer = exchange(&api, &request).await;
    assert_status(&answer, 413);
    assert_eq!(body(&answer)["code"], "INVALID_REQUEST");
}

#[tokio::test]
async fn oversized_headers_are_refused() {
    let api = Api::start().await;
    let large = "x".repeat(7 * 1024);
    let headers = [("x-large", large.as_str())];
    let reply = api.raw("GET", &api.env(""), &headers, Vec::new()).await.unwrap();
    reply.assert_error(431, "INVALID_REQUEST", None);
    let huge = format!("x-huge: {}\r\n", "x".repeat(200 * 1024));
    let answer = exchange(&api, head(&api, "GET", "/", &huge).as_bytes()).await;
    assert_status(&answer, 431);
    assert_serves(&api).await;
}

#[tokio::test]
async fn a_truncated_request_is_answered_as_far_as_it_came() {
    let api = Api::start().await;
    let whole_head = head(
        &api,
        "POST",
        &api.env("/users"),
        "content-type: application/json\r\ncontent-length: 100\r\n",
    );
    let answer = exchange(&api, format!("{whole_head}{{\"username\":").as_bytes()).await;
    assert_status(&answer, 400);
    assert_eq!(body(&answer)["code"], "INVALID_REQUEST");
    // Of half a head nothing can be said.
    assert_eq!(exchange(&api, b"GET /v1/envi").await, "");
    assert_eq!(exchange(&api, b"").await, "");
    let users = api.get(&api.env("/users")).await;
    assert_eq!(users.at("/count"), 0);
}

#[tokio::test]
async fn what_is_not_http_is_refused() {
    let api = Api::start().await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET  HTTP/1.1\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    ] {
        let answer = exchange(&api, bytes).await;
        assert_status(&answer, 400);
    }
    assert_serves(&api).await;
}

#[tokio::test]
async fn a_wrong_media_type_is_415_where_the_path_is_known() {
    let api = Api::start().await;
    let users = api.env("/users");
    let device = api.env("/users/u/devices/d");
    let body = json!({ "username": "joe" });
    for (path, media_type) in [
        (&users, ""),
        (&users, "text/plain"),
        (&users, "application/vnd.pingidentity.unknown+json"),
        (&users, "application/x-www-form-urlencoded"),
        (&users, ";;"),
        (&device, "application/json"),
    ] {
        let reply = api.send("POST", path, media_type, &body).await;
        reply.assert_error(415, "INVALID_REQUEST", None);
        assert_eq!(reply.operation(), "");
    }
    let spelled = "Application/JSON; charset=UTF-8";
    assert_eq!(api.send("POST", &users, spelled, &body).await.status, 201);
}

#[tokio::test]
async fn a_body_that_is_not_the_json_it_should_be_is_a_400() {
    let api = Api::start().await;
    let bearer = format!("Bearer {}", api.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let deep = "[".repeat(100_000);
    let devices = api.env(&format!("/users/{}/devices", api.user("joe").await));
    for body in [
        &b"{"[..],
        b"",
        b"null",
        b"[]",
        b"\"text\"",
        b"{\"username\": \"\xff\xfe\"}",
        b"{\"username\": \"\\ud800\"}",
        b"{\"username\": 1e999}",
        deep.as_bytes(),
    ] {
        for path in [&api.env("/users"), &devices] {
            let reply = api.raw("POST", path, &headers, body.to_vec()).await.unwrap();
            assert_eq!(reply.status, 400, "{path} {body:?} {}", reply.text);
            let code = reply.text_at("/code");
            assert!(matches!(code, "INVALID_REQUEST" | "INVALID_DATA"), "{code}");
        }
    }
    assert_eq!(api.get(&api.env("/users")).await.at("/count"), 1);
}

#[tokio::test]
async fn paths_cannot_be_tricked() {
    let api = Api::start().await;
    let environment = &api.connection.environment_id;
    for path in [
        format!("/v1/environments/{environment}/users/../populations"),
        format!("/v1/environments/{environment}/users/%2e%2e/populations"),
        format!("/v1/environments/{environment}/users/%2E%2E%2Fpopulations"),
        format!("/v1/environments/{environment}/users/a%2Fdevices"),
        format!("/v1/environments/{environment}/users/a%5Cb"),
        format!("/v1/environments/{environment}/users/a%00"),
        format!("/v1/environments/{environment}/users/%FF%FE"),
        format!("/v1/environments/{environment}/users/"),
        format!("/v1//environments/{environment}"),
        format!("/v1/./environments/{environment}"),
        format!("/v1/environments/{environment}/users?filter=%FF"),
    ] {
        let reply = api.get(&path).await;
        reply.assert_error(400, "INVALID_REQUEST", None);
        assert_eq!(reply.operation(), "", "{path}");
    }
    // A percent sign without its digits is itself.
    let odd = api.get(&api.env("/users/100%")).await;
    odd.expect(404, "platform.read_one_user");
    let raw = format!("GET /v1/environments/{environment}/users/");
    let raw = [raw.as_bytes(), b"\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n"].concat();
    assert_status(&exchange(&api, &raw).await, 400);
    assert_serves(&api).await;
}

#[tokio::test]
async fn a_path_or_method_that_nobody_has_gets_the_gateways_answer() {
    let api = Api::start().await;
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/v1/nothing"),
        ("GET", "/v1/deviceAuthentications"),
        ("PATCH", "/v1/organizations"),
        ("BREW", "/v1/organizations"),
    ] {
        let reply = api.send(method, path, "", &Value::Null).await;
        assert_eq!(reply.status, 403, "{method} {path}");
        let message = reply.text_at("/message");
        assert!(message.starts_with("Invalid key=value pair"), "{message}");
        assert!(!message.contains(&api.token));
        assert_eq!(reply.at("/code"), &Value::Null);
        assert_eq!(reply.operation(), "");
    }
}

#[tokio::test]
async fn what_is_not_emulated_is_refused_by_name() {
    let api = Api::start().await;
    let rows = include_str!("../../src/catalogue.tsv").lines();
    let mut refused = 0;
    for row in rows.map(|row| row.split('\t').collect::<Vec<_>>()) {
        let [operation, _, "api", method, path, media_type, "", "bearer", _] = row[..] else {
            continue;
        };
        let Some(path) = path.strip_prefix("/v1/environments/{environmentID}/") else { continue };
        // The others find no such thing, or change nothing for want of a body.
        if method == "DELETE" {
            continue;
        }
        let path = api.env(&format!("/{}", path.replace(['{', '}'], "")));
        let reply = api.send(method, &path, media_type, &json!({})).await;
        if reply.status != 501 {
            continue;
        }
        let reply = reply.expect(501, operation);
        reply.assert_error(501, "NOT_IMPLEMENTED", None);
        let message = reply.text_at("/message");
        assert!(message.contains("does not emulate") && message.contains(operation));
        assert!(message.ends_with("Sending the request again does not help."));
        assert_eq!(reply.header("retry-after"), "");
        refused += 1;
    }
    assert!(refused > 0, "all is emulated: this needs no test any more");
    // Both spellings of a body-less media type mean the same.
    for media_type in [
        "application/vnd.pingidentity.password.unlock",
        "application/vnd.pingidentity.password.unlock+json",
    ] {
        let path = api.env("/users/u/password");
        let reply = api.send("POST", &path, media_type, &Value::Null).await;
        assert_eq!(reply.operation(), "platform.unlock_user_password");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_connections_at_once_are_all_served() {
    let api = Api::start().await;
    let address = api.sandbox.address();
    let request = head(&api, "GET", &api.env(""), "connection: close\r\n");
    let mut clients = JoinSet::new();
    let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(1000));
    for _ in 0..1000 {
        let (request, barrier) = (request.clone(), barrier.clone());
        clients.spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            // Nobody asks before everybody is connected.
            barrier.wait().await;
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            answer.starts_with(b"HTTP/1.1 200 ")
        });
    }
    let served = clients.join_all().await;
    assert_eq!(served.iter().filter(|served| **served).count(), 1000);
}

#[tokio::test]
async fn a_connection_that_says_nothing_holds_nobody_up() {
    let api = Api::start().await;
    let silent = TcpStream::connect(api.sandbox.address()).await.unwrap();
    assert_serves(&api).await;
    drop(silent);
    // Nor does one that leaves before its answer.
    let mut gone = TcpStream::connect(api.sandbox.address()).await.unwrap();
    let request = head(&api, "GET", &api.env(""), "");
    gone.write_all(request.as_bytes()).await.unwrap();
    drop(gone);
    assert_serves(&api).await;
}

#[tokio::test]
async fn a_dropped_sandbox_is_gone() {
    let api = Api::start().await;
    let address = api.sandbox.address();
    let mut kept = TcpStream::connect(address).await.unwrap();
    assert_serves(&api).await;
    drop(api.sandbox);
    let gone = async {
        // The server's task ends when the runtime next gets to it.
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        let mut rest = Vec::new();
        let _ = kept.read_to_end(&mut rest).await;
    };
    tokio::time::timeout(Duration::from_secs(60), gone).await.expect("closed");
}
