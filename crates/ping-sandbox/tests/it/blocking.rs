//! A sandbox for callers without a runtime.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};

use ping_sandbox::{Channel, Sandbox};

/// Sends a request as text; the status and the body of its answer.
fn send(sandbox: &Sandbox, head: &str, body: &str) -> (u16, serde_json::Value) {
    let mut stream = TcpStream::connect(sandbox.address()).unwrap();
    let length = body.len();
    let rest = format!("host: localhost\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    stream.write_all(format!("{head}\r\n{rest}{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default())
}

#[test]
fn it_serves_without_a_runtime_until_it_is_dropped() {
    let sandbox = Sandbox::builder().seed(1).start_blocking().unwrap();
    let known = sandbox.connection();
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        known.client_id, known.client_secret
    );
    let head = format!(
        "POST /{}/as/token HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded",
        known.environment_id
    );
    // Its client authenticates otherwise: the answer is the service's own.
    assert_eq!(send(&sandbox, &head, &form).0, 401);
    assert_eq!(sandbox.requests().len(), 1);
    sandbox.clock().advance(Duration::from_secs(1));
    assert!(sandbox.outbox().try_next(Channel::Sms, "+15125550100").is_none());
    // An open connection does not keep it.
    let open = TcpStream::connect(sandbox.address()).unwrap();
    let address = sandbox.address();
    drop(sandbox);
    let refused = TcpStream::connect(address).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
    let ended = (&open).read(&mut [0]);
    assert!(!matches!(ended, Ok(1..)), "{ended:?}");
}

#[test]
fn what_is_wrong_with_it_is_told() {
    let error = Sandbox::builder().listen(([0, 0, 0, 0], 0).into()).start_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn it_is_dropped_on_a_runtime_of_another() {
    drop(Sandbox::start_blocking());
}
