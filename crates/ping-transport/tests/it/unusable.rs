//! Answers that came but cannot be used: what their errors know of the request.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::Response;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Body, Client, Error, ErrorKind, Request};

use crate::support::{LIST, READ, Service, read, token, with_token, worker};

fn down() -> Reaction {
    Reaction::json(503, "{}").header("retry-after", "2")
}

fn good(body: &str) -> Reaction {
    Reaction::json(200, body.to_owned()).header("correlation-id", "c-1")
}

fn told(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.attempts(), 2, "{error}");
    assert!(error.elapsed() >= Duration::from_secs(2), "{error}");
    assert_eq!(error.status().unwrap(), 200, "{error}");
    let sent = kind != ErrorKind::Token;
    assert_eq!(error.may_have_been_processed(), sent, "{error}");
    assert_eq!(error.correlation_id(), Some("c-1"), "{error}");
    let text = error.to_string();
    assert!(text.contains("(correlation id c-1) after 2 attempts in 2"), "{text}");
}

fn client(answer: Reaction) -> Client {
    let fake = FakeTransport::new([down(), answer]);
    let builder = with_token(Arc::new(fake), &ManualClock::fixed());
    builder.build().unwrap()
}

#[tokio::test]
async fn attempts_and_time_are_those_of_the_request() {
    let client_of = client;
    told(&read(&client_of(good("<html>"))).await.unwrap_err(), ErrorKind::Decode);

    let broken = r#"{"_embedded":{"users":[{"id":[]},{"id":"u-2"}]}}"#;
    let list = |body: &str| client_of(good(body)).request(&LIST).segment("e").list();
    let page = list(broken).pages().try_next().await.unwrap().unwrap();
    told(page.items[0].as_ref().unwrap_err(), ErrorKind::Decode);

    let error = list(r#"{"_embedded":[]}"#).pages().try_next().await;
    told(&error.unwrap_err(), ErrorKind::Decode);

    for link in ["https://x/y", "https://x/y?limit=2"] {
        let body =
            format!(r#"{{"_embedded":{{"users":[]}},"_links":{{"next":{{"href":"{link}"}}}}}}"#);
        let mut pages = list(&body).query("limit", "2").pages();
        let page = pages.try_next().await.unwrap().unwrap();
        told(page.items[0].as_ref().unwrap_err(), ErrorKind::Page);
    }

    let request = client_of(good("{}")).request(&READ);
    let call = request.segment("e").segment("u").download(|file| file);
    let mut file = call.await.unwrap();
    while file.try_next().await.unwrap().is_some() {}
}

#[tokio::test]
async fn a_token_answer_that_cannot_be_used_tells_its_attempts() {
    for answer in [good("{}"), good(r#"{"access_token":""}"#), good("<html>")] {
        let fake = Arc::new(FakeTransport::new([down(), answer]));
        let client = worker(fake, &ManualClock::fixed()).build().unwrap();
        let error = read(&client).await.unwrap_err();
        told(&error, ErrorKind::Token);
    }
    let fake = Arc::new(FakeTransport::new([token("t"), down(), good("<html>")]));
    let client = worker(fake, &ManualClock::fixed()).build().unwrap();
    told(&read(&client).await.unwrap_err(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_length_that_is_only_declared_takes_no_memory() {
    for declared in ["18446744073709551000", "100000000000", "9000000"] {
        let service = Service(move |_: Request| {
            let chunks = [r#"{"id":"#, r#""u-1""#, "}"].map(|part| Ok(Bytes::from(part)));
            let mut response = Response::new(Body::stream(stream::iter(chunks)));
            let length = declared.parse().unwrap();
            response.headers_mut().insert("content-length", length);
            Box::pin(async { Ok(response) }) as futures_util::future::BoxFuture<'static, _>
        });
        let client = with_token(Arc::new(service), &ManualClock::fixed())
            .max_body_size(usize::MAX)
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread();
        let (client, mut runtime) = (client, runtime);
        let work = std::thread::spawn(move || {
            let runtime = runtime.build().unwrap();
            let taken = allocation_counter::measure(|| {
                let user = runtime.block_on(async { read(&client).await.unwrap() });
                assert_eq!(user.to_value()["id"], "u-1");
            });
            taken.bytes_max
        });
        let most = work.join().unwrap();
        assert!(most < 2 * 1024 * 1024, "{declared}: {most} bytes");
    }
}
