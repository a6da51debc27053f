//! Files that are read while they are still coming.

use std::future::ready;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::poll_fn;
use ping_models::OpenValue;
use ping_transport::testing::{BodyEnd, FakeTransport, ManualClock, Reaction};
use ping_transport::{Body, Call, Client, Clock, Download, Error, ErrorKind, HttpTransport};
use tokio::io::AsyncWrite;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::envelope::{ALIAS, KEY, TOKEN, account};
use crate::support::{CREATE, DETAILS, READ, Service, read, with_token};

const OCTETS: &str = "application/octet-stream";

fn download(client: &Client) -> Call<Download> {
    let request = client.request(&READ).segment("env-1").segment("user-1");
    request.download(|file| file)
}

fn pingid(script: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, Client) {
    let fake = Arc::new(FakeTransport::new(script));
    let client = Client::builder()
        .pingid(account(KEY, TOKEN, ALIAS))
        .transport(fake.clone())
        .clock(Arc::new(ManualClock::fixed()));
    (fake, client.build().unwrap())
}

fn report(client: &Client) -> Call<Download> {
    let body: OpenValue = serde_json::json!({"fileType": "CSV"}).into();
    let request = client.request(&DETAILS).json(&body).repeatable();
    request.download(|file| file)
}

fn signed(payload: &str) -> String {
    account(KEY, TOKEN, ALIAS).envelope().sign(payload.as_bytes())
}

async fn whole(download: Download) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let length = download.write_to(&mut file).await?;
    assert_eq!(length, file.len() as u64);
    Ok(file)
}

#[tokio::test]
async fn a_file_arrives_byte_for_byte_whatever_its_size() {
    let file: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
    for size in [1, 63, 64, 65, 4096, 1_000_000] {
        let reaction = Reaction::chunks(OCTETS, &file, size, BodyEnd::Complete);
        let fake = Arc::new(FakeTransport::new([reaction]));
        // The limit of answers is that of what is kept in memory.
        let client = with_token(fake, &ManualClock::fixed()).max_body_size(1000);
        let answer = download(&client.build().unwrap());
        let answer = answer.with_response().await.unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["content-type"], OCTETS);
        assert_eq!(answer.body.headers()["content-type"], OCTETS);
        assert_eq!(whole(answer.body).await.unwrap(), file, "{size}");
    }
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    let reaction = Reaction::chunks(OCTETS, b"", 1, BodyEnd::Complete);
    let (_, client) = pingid([reaction]);
    let mut file = report(&client).await.unwrap();
    assert_eq!(file.try_next().await.unwrap(), None);
    assert_eq!(file.received(), 0);
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_middle_is_told_once() {
    let cut = || Reaction::chunks(OCTETS, &[b'x'; 300], 100, BodyEnd::Cut);
    let (fake, client) = pingid([cut()]);
    let mut file = report(&client).await.unwrap();
    let mut received = 0;
    let error = loop {
        match file.try_next().await {
            Ok(chunk) => received += chunk.unwrap().len(),
            Err(error) => break error,
        }
    };
    assert_eq!((received, file.received()), (300, 300));
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert_eq!(error.operation(), Some("pingid.get_user_details"));
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(file.try_next().await.unwrap(), None);
    assert_eq!(fake.received().len(), 1, "what was handed on is not asked for again");
}

#[tokio::test]
async fn a_break_before_the_first_bytes_is_repeated_where_that_is_safe() {
    let cut = || Reaction::chunks(OCTETS, b"half", 2, BodyEnd::Cut);
    let good = || Reaction::chunks(OCTETS, b"the whole file", 3, BodyEnd::Complete);
    let (fake, client) = pingid([cut(), Reaction::json(503, ""), good()]);
    let file = report(&client).await.unwrap();
    assert_eq!(whole(file).await.unwrap(), b"the whole file");
    assert_eq!(fake.received().len(), 3);

    let fake = Arc::new(FakeTransport::new([cut(), good()]));
    let client = with_token(fake.clone(), &ManualClock::fixed()).build().unwrap();
    let request = client.request(&CREATE).segment("env-1");
    let error = request.download(|file| file).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert_eq!(fake.received().len(), 1);
}

#[tokio::test]
async fn a_file_that_stops_coming_ends_the_wait() {
    let clock = ManualClock::fixed();
    let stuck = Reaction::chunks(OCTETS, &[b'x'; 200], 100, BodyEnd::Hang);
    let fake = Arc::new(FakeTransport::new([stuck]));
    let client = with_token(fake, &clock)
        .attempt_timeout(Duration::from_secs(7))
        // The deadline of the call ends with the first bytes.
        .timeout(Duration::from_secs(20));
    let mut file = download(&client.build().unwrap()).await.unwrap();
    for _ in 0..2 {
        clock.advance(Duration::from_secs(15));
        assert!(file.try_next().await.unwrap().is_some());
    }
    let mut waiting = Box::pin(file.try_next());
    let mut poll = || {
        let mut cx = Context::from_waker(std::task::Waker::noop());
        std::future::Future::poll(waiting.as_mut(), &mut cx)
    };
    assert!(poll().is_pending());
    clock.advance(Duration::from_millis(6999));
    assert!(poll().is_pending());
    clock.advance(Duration::from_millis(1));
    let Poll::Ready(Err(error)) = poll() else {
        panic!("no end");
    };
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn an_error_answer_stays_one() {
    let refusal = signed(r#"{"responseBody":{"errorId":400,"errorMsg":"no report"}}"#);
    let (_, client) = pingid([Reaction::text(400, "text/plain", refusal)]);
    let error = report(&client).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.pingid_error_id()), (400, Some(400)));

    let (_, client) = crate::support::fake([Reaction::json(404, r#"{"code":"NOT_FOUND"}"#)]);
    assert!(download(&client).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_message_in_the_place_of_a_file_is_no_file() {
    let refusal = r#"{"responseBody":{"errorId":10551,"errorMsg":"later"}}"#;
    let success = r#"{"responseBody":{"errorId":200,"errorMsg":"ok"}}"#;
    let other = account("MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", TOKEN, ALIAS);
    for (body, kind, error_id) in [
        (signed(refusal), ErrorKind::PingId, Some(10551)),
        (refusal.to_owned(), ErrorKind::PingId, Some(10551)),
        (format!(" {{ \"errorId\": 10551, {}", &refusal[1..]), ErrorKind::PingId, Some(10551)),
        // It is signed, and says nothing.
        (signed(success), ErrorKind::Decode, None),
        (success.to_owned(), ErrorKind::Envelope, None),
        (other.envelope().sign(success.as_bytes()), ErrorKind::Envelope, None),
        // Its members in another order, and behind a long text.
        (
            r#"{"errorMsg":"later","uniqueMsgId":"webs_1","errorId":10551}"#.to_owned(),
            ErrorKind::PingId,
            Some(10551),
        ),
        (
            format!(
                r#"{{"clientData":"{}","n":1.5,"o":{{}},"z":null,"b":true,"errorId":10551}}"#,
                "x".repeat(5000)
            ),
            ErrorKind::PingId,
            Some(10551),
        ),
        (
            r#"{"errorDetails":["x"],"errorMsg":"later","errorId":10551}"#.to_owned(),
            ErrorKind::PingId,
            Some(10551),
        ),
        (r#"{"message":"no"}"#.to_owned(), ErrorKind::Envelope, None),
        ("\u{feff}\n <!DOCTYPE html><p>".to_owned(), ErrorKind::Envelope, None),
        (format!("<html>{}</html>", "<p>".repeat(100)), ErrorKind::Envelope, None),
    ] {
        for size in [5, 1000] {
            let reaction = Reaction::chunks(OCTETS, body.as_bytes(), size, BodyEnd::Complete);
            let (_, client) = pingid([reaction]);
            let error = report(&client).await.unwrap_err();
            assert_eq!((error.kind(), error.pingid_error_id()), (kind, error_id), "{body}");
            assert_eq!(error.operation(), Some("pingid.get_user_details"));
        }
    }
}

#[tokio::test]
async fn what_a_file_may_begin_with() {
    let long = format!(r#"{{"clientData":"{}","data":[]}}"#, "x".repeat(5000));
    for body in [
        "a,b\n1,2\n",
        "\u{feff}a,b\n",
        "ey",
        r#"{"data":[]}"#,
        r#"{"organization":"errorId","data":[{"errorId":1}]}"#,
        &long,
        "[]",
        "\n\n",
    ] {
        for size in [1, 64, 10_000] {
            let reaction = Reaction::chunks(OCTETS, body.as_bytes(), size, BodyEnd::Complete);
            let (_, client) = pingid([reaction]);
            let file = report(&client).await.unwrap();
            assert_eq!(whole(file).await.unwrap(), body.as_bytes(), "{body}");
        }
    }
    // A web page is no file, whoever asks and whatever it calls itself.
    for (media_type, body) in [("text/html", "a,b\n"), (OCTETS, "<!doctype html>")] {
        let (_, client) = crate::support::fake([Reaction::text(200, media_type, body)]);
        let error = download(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    }
}

/// A service whose answer comes as it is sent here.
fn tap() -> (UnboundedSender<Vec<u8>>, Arc<dyn HttpTransport>) {
    let (drops, pipe) = unbounded_channel();
    let pipe = Mutex::new(Some(pipe));
    let service = move |_| {
        let mut pipe: UnboundedReceiver<Vec<u8>> = pipe.lock().unwrap().take().unwrap();
        let chunks =
            poll_fn(move |cx| pipe.poll_recv(cx).map(|drop| drop.map(|drop| Ok(drop.into()))));
        let answer = http::Response::new(Body::stream(chunks));
        Box::pin(ready(Ok(answer))) as BoxFuture<'static, _>
    };
    (drops, Arc::new(Service(service)))
}

#[tokio::test]
async fn a_drip_is_no_file() {
    let clock = ManualClock::fixed();
    let (drops, tap) = tap();
    drops.send(vec![b'x'; 64]).unwrap();
    let client = with_token(tap, &clock).attempt_timeout(Duration::from_secs(10)).build().unwrap();
    let mut file = download(&client).await.unwrap();
    assert_eq!(file.try_next().await.unwrap().unwrap().len(), 64);
    // A hundred bytes every second are too few.
    let mut drip = |seconds: u64, bytes: usize| {
        let mut next = Box::pin(file.try_next());
        let mut cx = Context::from_waker(std::task::Waker::noop());
        assert!(next.as_mut().poll(&mut cx).is_pending());
        clock.advance(Duration::from_secs(seconds));
        drops.send(vec![b'x'; bytes]).unwrap();
        match next.as_mut().poll(&mut cx) {
            Poll::Ready(Ok(chunk)) => Ok(chunk.unwrap().len()),
            Poll::Ready(Err(error)) => Err(error),
            Poll::Pending => panic!("still waiting"),
        }
    };
    for _ in 0..3 {
        // 1 KiB within ten seconds is enough, again and again.
        for _ in 0..9 {
            assert_eq!(drip(1, 100).unwrap(), 100);
        }
        assert_eq!(drip(0, 124).unwrap(), 124);
    }
    for _ in 0..9 {
        assert_eq!(drip(1, 100).unwrap(), 100);
    }
    assert_eq!(drip(0, 1).unwrap(), 1);
    // What comes in the last moment is handed on, but then it is over.
    assert_eq!(drip(1, 1).unwrap(), 1);
    let mut next = Box::pin(file.try_next());
    let mut cx = Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Err(error)) = next.as_mut().poll(&mut cx) else {
        panic!("no end");
    };
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_file_may_have_a_deadline() {
    let clock = ManualClock::fixed().auto_advance();
    let stuck = || Reaction::chunks(OCTETS, &[b'x'; 3000], 1000, BodyEnd::Hang);
    let fake = Arc::new(FakeTransport::new([stuck(), stuck()]));
    let client = with_token(fake, &clock).build().unwrap();
    let file = download(&client).await.unwrap();
    let error = whole(file.timeout(Duration::from_secs(7))).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("the deadline of the file"), "{error}");
    assert_eq!(clock.monotonic(), Duration::from_secs(7));

    // It counts although something comes all the time.
    let file = download(&client).await.unwrap();
    let mut file = file.timeout(Duration::from_secs(7));
    file.try_next().await.unwrap();
    clock.advance(Duration::from_secs(7));
    assert!(file.try_next().await.unwrap_err().is_timeout());
    assert!(file.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_file_holds_its_leave_to_be_under_way() {
    let file = || Reaction::chunks(OCTETS, &[b'x'; 200], 100, BodyEnd::Complete);
    let clock = ManualClock::fixed();
    let fake = Arc::new(FakeTransport::new([file(), Reaction::json(200, "{}")]));
    let client = with_token(fake.clone(), &clock).max_in_flight(1).build().unwrap();
    let coming = download(&client).await.unwrap();
    let mut second = Box::pin(read(&client).send());
    let mut cx = Context::from_waker(std::task::Waker::noop());
    assert!(second.as_mut().poll(&mut cx).is_pending());
    assert_eq!(fake.received().len(), 1);
    assert_eq!(whole(coming).await.unwrap().len(), 200);
    second.await.unwrap();
}

/// A disk that is full after so many bytes.
struct Disk(usize);

impl AsyncWrite for Disk {
    fn poll_write(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let fits = bytes.len().min(self.0).min(7);
        self.0 -= fits;
        Poll::Ready(Ok(fits))
    }

    fn poll_flush(
        self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_writer_that_fails_is_told_apart_from_the_connection() {
    let file = || Reaction::chunks(OCTETS, &[b'x'; 100], 30, BodyEnd::Complete);
    let (_, client) = pingid([file(), file()]);
    let written = report(&client).await.unwrap().write_to(&mut Disk(100)).await;
    assert_eq!(written.unwrap(), 100);
    let written = report(&client).await.unwrap().write_to(&mut Disk(99)).await;
    let error = written.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Write);
    assert!(!error.is_retryable() && error.may_have_been_processed(), "{error}");
}
