//! Failure points on real sockets, through the default HTTP client.

use std::sync::Arc;

use ping_sandbox::{FaultRule, Sandbox};
use ping_transport::testing::ManualClock;
use ping_transport::{Client, ErrorKind, Hosts, Region};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{CREATE, ENVIRONMENT, create, everything, read, requests, sandboxed};

#[tokio::test]
async fn faults_of_a_sandbox() {
    type Fault = fn(FaultRule) -> FaultRule;
    // fault, error of a POST; a GET is repeated and succeeds
    let table: [(&str, Fault, ErrorKind, Option<u16>); 5] = [
        ("reset", FaultRule::reset, ErrorKind::Interrupted, None),
        ("reset behind", |rule| rule.reset().after_processing(), ErrorKind::Interrupted, None),
        ("truncated", FaultRule::truncate, ErrorKind::Interrupted, None),
        ("503", |rule| rule.status(503), ErrorKind::Api, Some(503)),
        (
            "504, HTML",
            |rule| rule.status(504).body("text/html", "<html>"),
            ErrorKind::Api,
            Some(504),
        ),
    ];
    for (name, fault, kind, status) in table {
        let sandbox = Sandbox::start().await;
        let client = sandboxed(&sandbox).build().unwrap();
        let environment = sandbox.connection().environment_id;
        let get = || client.request(&ENVIRONMENT).segment(&environment).call();
        get().await.unwrap();
        fault(sandbox.faults().next("GET", "/v1/environments/*"));
        get().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(requests(&sandbox, "platform.read_one_environment"), 3, "{name}");

        fault(sandbox.faults().next("POST", "/v1/environments/*/users"));
        let population = sandbox.connection().population_id;
        let user = serde_json::json!({
            "username": "joe", "email": "joe@example.com", "population": {"id": population},
        });
        let post = client.request(&CREATE).segment(&environment).json(&user.into()).call();
        let error = post.await.unwrap_err();
        assert_eq!(requests(&sandbox, "platform.create_user"), 1, "{name}: once");
        assert_eq!(error.kind(), kind, "{name}: {error}");
        let answered = error.status().map(|status| status.as_u16());
        assert!(status.is_none() || answered == status, "{name}");
        assert!(error.may_have_been_processed(), "{name}");
        assert!(!everything(&error).contains("127.0.0.1"), "{name}: no URL in errors");
    }
}

/// A client of a listener that does not speak HTTP the way it should.
fn client_of(listener: &TcpListener) -> Client {
    let host = listener.local_addr().unwrap().to_string();
    let hosts = Hosts::region(Region::Na).api_host(&host).unwrap();
    Client::builder()
        .hosts(hosts)
        .access_token("a-token")
        .clock(Arc::new(ManualClock::fixed()))
        .build()
        .unwrap()
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client_of(&listener);
    drop(listener);
    for call in [read, create] {
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(error.attempts(), 4, "not processed, so all methods are repeated");
        assert!(!error.may_have_been_processed());
        assert!(error.to_string().contains("refused"), "the cause is told: {error}");
    }
}

#[tokio::test]
async fn answers_that_are_not_http() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncorrelation-id: c-9\r\n";
    let table: [(&str, String, ErrorKind, Option<&str>); 6] = [
        ("nothing", String::new(), ErrorKind::Interrupted, None),
        ("nonsense", "220 smtp ready\r\n\r\n".to_owned(), ErrorKind::Interrupted, None),
        ("half a head", "HTTP/1.1 200 OK\r\ncontent-".to_owned(), ErrorKind::Interrupted, None),
        (
            "half a body",
            format!("{head}content-length: 10\r\n\r\n{{"),
            ErrorKind::Interrupted,
            Some("c-9"),
        ),
        (
            "half a chunk",
            format!("{head}transfer-encoding: chunked\r\n\r\n5\r\n{{"),
            ErrorKind::Interrupted,
            Some("c-9"),
        ),
        (
            "a lie about the length",
            format!("{head}content-length: 99999999999\r\n\r\n{{}}"),
            ErrorKind::TooLarge,
            Some("c-9"),
        ),
    ];
    for (name, answer, kind, correlation) in table {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = client_of(&listener);
        let server = tokio::spawn(async move {
            let mut served = 0;
            loop {
                let (mut socket, _) = listener.accept().await.unwrap();
                served += 1;
                let mut request = vec![0; 4096];
                let read = socket.read(&mut request).await.unwrap();
                assert!(
                    request[..read].starts_with(b"POST /v1/environments/env-1/users HTTP/1.1\r\n")
                );
                socket.write_all(answer.as_bytes()).await.unwrap();
                drop(socket);
                assert_eq!(served, 1, "a POST that may have been processed came again");
            }
        });
        let error = create(&client).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert_eq!(error.correlation_id(), correlation, "{name}");
        assert!(!server.is_finished(), "{name}");
        server.abort();
    }
}
