//! The bodies of error answers: one that stalls, never ends or is not whole costs no status, no
//! correlation id and no time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::Response;
use ping_models::ErrorCode;
use ping_transport::testing::{BodyEnd, FakeTransport, ManualClock, Reaction};
use ping_transport::{Body, Client, Error, ErrorBody, ErrorKind, Request, RetryPolicy};
use serde_json::json;

use crate::support::{
    Play, Service, beside, create, fake, ok, read, settle, token, with_token, worker,
};

/// An error answer whose body begins and then stays away.
fn stalled(status: u16) -> Reaction {
    let beginning = r#"{"id": "b-1", "code": "NOT_FOUND", "message": "m", "details": [{"co"#;
    let mut response = Response::new(vec![Bytes::from(beginning)]);
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    let id = "c-1".parse().unwrap();
    response.headers_mut().insert("correlation-id", id);
    Reaction::Chunks(response, BodyEnd::Hang)
}

/// Moves the clock whenever nothing else happens.
async fn time_passes(clock: &ManualClock) {
    loop {
        settle().await;
        clock.advance(Duration::from_secs(1));
    }
}

async fn refused(client: &Client, clock: &ManualClock) -> Error {
    let call = read(client).timeout(Duration::from_secs(60)).send();
    beside(call, time_passes(clock)).await.unwrap_err()
}

#[tokio::test]
async fn an_error_answer_that_stalls_keeps_its_head() {
    for status in [400, 403, 404, 409] {
        let clock = ManualClock::fixed();
        let fake = Arc::new(FakeTransport::new([stalled(status)]));
        let client = with_token(fake.clone(), &clock).build().unwrap();
        let error = refused(&client, &clock).await;
        assert_eq!(error.kind(), ErrorKind::Api, "{status}: {error}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.correlation_id(), Some("c-1"));
        assert_eq!(error.code(), Some(&ErrorCode::NotFound), "it has come");
        assert!(!error.may_have_been_processed() && !error.is_retryable());
        assert_eq!(error.elapsed(), Duration::from_secs(5), "{status}");
        assert_eq!((fake.received().len(), error.attempts()), (1, 1));
    }
}

#[tokio::test]
async fn the_deadline_counts_for_its_body_and_an_attempts_limit_does_not() {
    for (deadline, attempt, wanted) in [(2, 30, 2), (60, 1, 5), (1, 1, 1)] {
        let [deadline, attempt, wanted] = [deadline, attempt, wanted].map(Duration::from_secs);
        let clock = ManualClock::fixed();
        let client = with_token(Arc::new(FakeTransport::new([stalled(404)])), &clock)
            .timeout(deadline)
            .attempt_timeout(attempt)
            .build()
            .unwrap();
        let call = read(&client).send();
        let error = beside(call, time_passes(&clock)).await.unwrap_err();
        assert!(error.is_not_found(), "{deadline:?}: {error}");
        assert_eq!(error.elapsed(), wanted);
    }
}

#[tokio::test]
async fn what_stalls_is_repeated_as_its_status_is() {
    // A refused token brings a new one.
    let clock = ManualClock::fixed();
    let play = Play::new([token("one"), token("two")], [stalled(401), ok()]);
    let client = worker(play.clone(), &clock).build().unwrap();
    beside(read(&client).send(), time_passes(&clock)).await.unwrap();
    assert_eq!(play.bearers(), ["Bearer one", "Bearer two"]);

    // Too many requests: not processed. An error of the server's: perhaps.
    for (status, repeated_create) in [(429, true), (500, false)] {
        let clock = ManualClock::fixed();
        let fake = Arc::new(FakeTransport::new([stalled(status), ok()]));
        let client = with_token(fake.clone(), &clock).build().unwrap();
        beside(read(&client).send(), time_passes(&clock)).await.unwrap();
        fake.push(stalled(status));
        fake.push(ok());
        let created = beside(create(&client).send(), time_passes(&clock)).await;
        assert_eq!(created.is_ok(), repeated_create, "{status}");
        if let Err(error) = created {
            assert_eq!(error.status().unwrap(), 500);
        }
    }
}

#[tokio::test]
async fn no_more_of_a_body_is_read_than_an_error_needs() {
    let read_so_far = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read_so_far);
    // A body without an end: `{"code":"INVALID_DATA","details":[0,0,0,...`
    let service = Service(move |_: Request| {
        let counted = Arc::clone(&counted);
        let beginning = Bytes::from(r#"{"code":"INVALID_DATA","details":[0"#);
        let zeros = Bytes::from(",0".repeat(512));
        let chunks = stream::once(async { beginning }).chain(stream::repeat(zeros));
        let chunks = chunks.map(move |chunk| {
            counted.fetch_add(chunk.len(), Ordering::SeqCst);
            Ok(chunk)
        });
        let mut response = Response::new(Body::stream(chunks));
        *response.status_mut() = http::StatusCode::BAD_REQUEST;
        Box::pin(async { Ok(response) }) as futures_util::future::BoxFuture<'static, _>
    });
    let client = with_token(Arc::new(service), &ManualClock::fixed());
    let error = read(&client.build().unwrap()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.code(), Some(&ErrorCode::InvalidData));
    let length = read_so_far.load(Ordering::SeqCst);
    assert!(length <= 66 * 1024, "{length} bytes were read");
}

async fn error_of(status: u16, body: &str) -> Error {
    let (_, client) = fake([Reaction::json(status, body.to_owned())]);
    let call = read(&client).retry(RetryPolicy::never());
    call.await.unwrap_err()
}

#[tokio::test]
async fn what_is_readable_of_a_broken_body_is_read() {
    let zeros = format!(r#"{{"details":[0{}],"code":"X","message":"m"}}"#, ",0".repeat(20_000));
    // body: code, message, number of details
    #[rustfmt::skip]
    let table: [(&str, Option<&str>, Option<&str>, usize); 5] = [
        (&zeros, Some("X"), Some("m"), 0),
        (r#"{"code":"X","message":"m","details":[{"code":"Y"},0,{"message":["#, Some("X"), Some("m"), 0),
        (r#"{"code":"X","message":5,"details":[{"code":"Y"},{"code":{}},{"target":"t"}]}"#, Some("X"), Some("5"), 2),
        (r#"{"code":null,"message":"m","target":[],"id":{}}"#, None, Some("m"), 0),
        (r#"{"code":["X"],"message":"m"}"#, None, Some("m"), 0),
    ];
    for (body, code, message, details) in table {
        let error = error_of(400, body).await;
        let Some(ErrorBody::PingOne(read)) = error.body() else {
            panic!("{error}");
        };
        assert_eq!(read.code.as_ref().map(|code| code.as_str()), code);
        assert_eq!(read.message.as_deref(), message);
        assert_eq!(error.details().len(), details);
    }
}

#[tokio::test]
async fn the_error_inside_a_resource_that_failed_is_its_own() {
    let devices = json!([{"id": "d-1"}]);
    let body = json!({
        "id": "a-1", "status": "FAILED", "error": {
            "code": "NO_USABLE_DEVICES", "message": "No usable devices found.",
            "unavailableDevices": devices,
        },
    });
    let error = error_of(400, &body.to_string()).await;
    assert_eq!(error.code().unwrap().as_str(), "NO_USABLE_DEVICES");
    assert_eq!(
        error.to_string(),
        "platform.read_one_user: 400 NO_USABLE_DEVICES: No usable devices found. (correlation id \
         a-1)"
    );
    let Some(ErrorBody::PingOne(read)) = error.body() else {
        panic!("{error}");
    };
    let whole = serde_json::to_value(read).unwrap();
    assert_eq!(whole["error"]["unavailableDevices"], devices);
    assert_eq!(whole["status"], "FAILED");
    // An error of OAuth's is a text.
    let error = error_of(400, r#"{"error": "invalid_request"}"#).await;
    assert!(matches!(error.body(), Some(ErrorBody::OAuth { .. })));
}
