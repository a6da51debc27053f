//! What a client does before its first call, and whose tokens it keeps.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::join_all;
use http::Response;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{
    AccessToken, Body, Client, Error, ErrorKind, HttpTransport, Request, TokenSource,
    TransportError, TransportErrorKind,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::regions::pingid;
use crate::support::{Play, invalid_token, ok, read, settle, token, until, with_token, worker};

/// Gives tokens that live for a minute, and may be kept.
struct Kept {
    asked: AtomicUsize,
    /// Whether it says how long they live.
    tells: bool,
}

#[async_trait]
impl TokenSource for Kept {
    async fn token(&self) -> Result<AccessToken, Error> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::task::yield_now().await;
        let token = AccessToken::new(format!("own-{asked}"));
        Ok(match self.tells {
            true => token.expires_in(Duration::from_secs(60)),
            false => token,
        })
    }

    fn is_kept(&self) -> bool {
        true
    }
}

fn keeping(tells: bool, play: &Arc<Play>, clock: &ManualClock) -> (Arc<Kept>, Client) {
    let source = Arc::new(Kept { asked: AtomicUsize::new(0), tells });
    let builder = with_token(play.clone(), clock).token_source(source.clone());
    (source, builder.build().unwrap())
}

#[tokio::test]
async fn tokens_of_a_source_are_kept_while_they_live() {
    let clock = ManualClock::fixed();
    let play = Play::new([], std::iter::repeat_with(ok).take(102));
    let (source, client) = keeping(true, &play, &clock);
    let asked = || source.asked.load(Ordering::SeqCst);
    for result in join_all((0..100).map(|_| read(&client).send())).await {
        result.unwrap();
    }
    assert_eq!(asked(), 1, "once for all who wait");

    // Ahead of its end, and nobody waits for that.
    clock.advance(Duration::from_secs(50));
    read(&client).await.unwrap();
    until(|| asked() == 2).await;
    settle().await;
    read(&client).await.unwrap();
    let bearers = play.bearers();
    assert_eq!(bearers[99..], ["Bearer own-1", "Bearer own-1", "Bearer own-2"]);
}

#[tokio::test]
async fn a_kept_token_that_is_refused_is_replaced_once() {
    let play = Play::new([], [invalid_token(), ok()]);
    let (_, client) = keeping(true, &play, &ManualClock::fixed());
    read(&client).await.unwrap();
    assert_eq!(play.bearers(), ["Bearer own-1", "Bearer own-2"]);
}

#[tokio::test]
async fn a_kept_token_without_a_lifetime_is_kept_for_five_minutes() {
    let clock = ManualClock::fixed();
    let play = Play::new([], std::iter::repeat_with(ok).take(3));
    let (source, client) = keeping(false, &play, &clock);
    let mut asked = Vec::new();
    for _ in 0..3 {
        read(&client).await.unwrap();
        settle().await;
        asked.push(source.asked.load(Ordering::SeqCst));
        clock.advance(Duration::from_secs(150));
    }
    assert_eq!(asked, [1, 1, 2]);
}

#[tokio::test]
async fn the_token_of_calls_is_handed_out_with_its_expiry() {
    let clock = ManualClock::fixed();
    let play = Play::new([token("t1")], [ok()]);
    let client = worker(play.clone(), &clock).build().unwrap();
    let first = client.access_token().await.unwrap();
    assert_eq!(first.value().expose(), "t1");
    assert_eq!(first.lifetime(), Some(Duration::from_secs(3600)));
    assert!(!format!("{first:?}").contains("t1"));

    clock.advance(Duration::from_secs(600));
    let later = client.access_token().await.unwrap();
    assert_eq!(later.lifetime(), Some(Duration::from_secs(3000)));
    read(&client).await.unwrap();
    assert_eq!(play.bearers(), ["Bearer t1"]);
    assert_eq!(play.asked(), 1, "it is the one that calls have");

    let client = with_token(play, &clock).build().unwrap();
    let given = client.access_token().await.unwrap();
    assert_eq!((given.value().expose(), given.lifetime()), ("a-token", None));

    let client = pingid("https://idpxnyl3m.pingidentity.com/pingid").unwrap();
    let error = client.access_token().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.field(), Some("credentials"));
}

/// Notes what it is to connect to.
struct Connecting {
    inner: Arc<Play>,
    origins: std::sync::Mutex<Vec<String>>,
    fails: bool,
}

#[async_trait]
impl HttpTransport for Connecting {
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        self.inner.send(request).await
    }

    async fn connect(&self, origin: &str) -> Result<(), TransportError> {
        self.origins.lock().unwrap().push(origin.to_owned());
        match self.fails {
            true => Err(TransportError::new(TransportErrorKind::Connect, "unplugged")),
            false => Ok(()),
        }
    }
}

#[tokio::test]
async fn warming_up_gets_the_token_and_connects() {
    for fails in [false, true] {
        let play = Play::new([token("t1")], [ok()]);
        let transport =
            Arc::new(Connecting { inner: play.clone(), origins: Default::default(), fails });
        let clock = ManualClock::fixed();
        let client = worker(transport.clone(), &clock).build().unwrap();
        let warm = client.warm_up().await;
        assert_eq!(*transport.origins.lock().unwrap(), ["https://api.pingone.com"]);
        assert_eq!(play.asked(), 1);
        assert!(play.api.received().is_empty(), "no call was made");
        match warm {
            Ok(()) => assert!(!fails),
            Err(error) => {
                assert!(fails && error.to_string().contains("unplugged"), "{error}");
                assert_eq!(error.kind(), ErrorKind::Connect);
            }
        }
        read(&client).await.unwrap();
        assert_eq!(play.asked(), 1, "the call has the token");
    }
    // Wrong credentials are told before there are calls.
    let refused = Reaction::json(401, r#"{"error":"invalid_client"}"#);
    let client = worker(Play::new([refused], []), &ManualClock::fixed());
    let error = client.build().unwrap().warm_up().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
}

#[tokio::test]
async fn warming_up_takes_no_longer_than_an_attempt() {
    struct Never;
    #[async_trait]
    impl HttpTransport for Never {
        async fn send(&self, _: Request) -> Result<Response<Body>, TransportError> {
            std::future::pending().await
        }
        async fn connect(&self, _: &str) -> Result<(), TransportError> {
            std::future::pending().await
        }
    }
    let clock = ManualClock::fixed().auto_advance();
    let client = with_token(Arc::new(Never), &clock).build().unwrap();
    let error = client.warm_up().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("30 s"), "{error}");
}

/// The first call goes over the connection that is there.
#[tokio::test]
async fn a_connection_that_was_made_ahead_is_used() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let heads = Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = heads.clone();
    tokio::spawn(async move {
        for connection in 1.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let seen = seen.clone();
            tokio::spawn(async move {
                let mut text = String::new();
                let mut bytes = [0; 4096];
                while let Ok(length @ 1..) = stream.read(&mut bytes).await {
                    text.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
                    if !text.ends_with("\r\n\r\n") {
                        continue;
                    }
                    let authorized = text.contains("authorization:");
                    let line = text.lines().next().unwrap().to_owned();
                    let body = if line.starts_with("HEAD") { "" } else { "{}" };
                    seen.lock().unwrap().push((connection, line, authorized));
                    text.clear();
                    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{body}");
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    let hosts = ping_transport::Hosts::region(ping_transport::Region::Na).api_host(&host);
    let client = Client::builder().hosts(hosts.unwrap()).access_token("t");
    let client = client.build().unwrap();
    client.warm_up().await.unwrap();
    read(&client).await.unwrap();
    let path = "GET /v1/environments/env-1/users/user-1 HTTP/1.1";
    let wanted = [(1, "HEAD / HTTP/1.1".to_owned(), false), (1, path.to_owned(), true)];
    assert_eq!(*heads.lock().unwrap(), wanted);
}

#[tokio::test]
async fn a_transport_that_cannot_connect_ahead_does_nothing() {
    let fake = Arc::new(FakeTransport::new([]));
    let client = with_token(fake.clone(), &ManualClock::fixed()).build().unwrap();
    client.warm_up().await.unwrap();
    assert!(fake.received().is_empty());
}
