//! Clocks of tests: one that stands still, and one that moves on when nothing else can.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use futures_util::future::join;
use ping_transport::testing::{BodyEnd, FakeTransport, ManualClock, Reaction};
use ping_transport::{
    Client, ClientAuthentication, Clock, Credentials, OpenError, RetryPolicy, SealKey,
};

use crate::envelope::{ALIAS, KEY, TOKEN, account};
use crate::support::{DETAILS, Play, ok, read, settle, token, until, with_token, worker};

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[tokio::test]
async fn a_clock_that_moves_by_itself_ends_what_hangs() {
    let stuck = || Reaction::chunks("text/plain", b"{", 1, BodyEnd::Hang);
    // script, the deadline, how often it was sent, when it was over
    let table = [
        (vec![Reaction::Hang], 50, 1, 50),
        (vec![stuck()], 50, 1, 50),
        // The limit of an attempt is 30 s.
        (vec![Reaction::Hang, ok()], 60_000, 2, 30_000),
        (vec![Reaction::Hang, Reaction::Hang], 40_000, 2, 40_000),
    ];
    for (script, deadline, sent, end) in table {
        let fake = Arc::new(FakeTransport::new(script));
        let clock = ManualClock::fixed().auto_advance();
        let client = with_token(fake.clone(), &clock).entropy(|| 0);
        let call = read(&client.build().unwrap()).timeout(ms(deadline));
        let result = call.await;
        assert_eq!(fake.received().len(), sent);
        assert_eq!(clock.monotonic(), ms(end));
        assert!(result.is_ok() || result.unwrap_err().is_timeout());
    }
}

#[tokio::test]
async fn limits_fire_in_their_order_and_behind_what_can_run() {
    let clock = ManualClock::fixed().auto_advance();
    let limit = |millis| {
        let clock = clock.clone();
        async move {
            clock.timer(ms(millis)).await;
            clock.monotonic()
        }
    };
    // One that nobody polls holds up nobody.
    let unused = clock.timer(ms(5));
    assert_eq!(join(limit(40), limit(30)).await, (ms(40), ms(30)));
    drop(unused);
    let busy = async {
        settle().await;
        clock.monotonic()
    };
    assert_eq!(join(limit(10), busy).await, (ms(50), ms(40)));

    // A token that is fetched on another task is no standstill.
    let play = Play::closed([token("t")], [ok()]);
    let clock = ManualClock::fixed().auto_advance();
    let client = worker(play.clone(), &clock).build().unwrap();
    let open = async {
        until(|| play.asked() == 1).await;
        play.gate.add_permits(1);
    };
    let (result, ()) = join(read(&client).send(), open).await;
    result.unwrap();
    assert_eq!(clock.monotonic(), Duration::ZERO);
}

#[tokio::test]
async fn a_clock_that_stands_still_waits_to_be_moved() {
    let fake = Arc::new(FakeTransport::new([Reaction::Hang]));
    let clock = ManualClock::fixed();
    let client = with_token(fake, &clock).retry(RetryPolicy::never());
    let mut call = read(&client.build().unwrap()).timeout(ms(50)).send();
    for _ in 0..10_000 {
        assert!((&mut call).now_or_never().is_none());
    }
    clock.advance(ms(50));
    assert!(call.now_or_never().unwrap().unwrap_err().is_timeout());
}

#[test]
fn the_end_of_time_is_no_panic() {
    let clock = ManualClock::new(SystemTime::UNIX_EPOCH);
    clock.advance(Duration::MAX);
    clock.advance(Duration::MAX);
    assert_eq!(clock.monotonic(), Duration::MAX);
}

#[tokio::test]
async fn clocks_that_are_far_off_are_no_panic() {
    let day = Duration::from_secs(86_400);
    let clocks = [
        SystemTime::UNIX_EPOCH.checked_sub(day),
        SystemTime::UNIX_EPOCH.checked_sub(day * 365 * 12_000),
        SystemTime::UNIX_EPOCH.checked_add(day * 365 * 8040),
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(i64::MAX as u64)),
    ];
    for now in clocks.into_iter().flatten() {
        let clock = ManualClock::new(now);
        let date = "Thu, 01 Jan 2026 00:00:00 GMT";
        let busy = Reaction::json(429, "{}").header("retry-after", date);
        let play = Play::new([token("t"), token("t")], [busy, ok()]);
        let signing = ClientAuthentication::SecretJwt("s".into());
        let client = worker(play, &clock)
            .credentials(Credentials::new("c", signing))
            .timeout(Duration::MAX)
            .build()
            .unwrap();
        read(&client).await.unwrap();

        let key = SealKey::new([7; 32]);
        let until = now.checked_add(Duration::from_secs(60)).unwrap_or(now);
        let sealed = key.seal("kind", "joe", until, &1).unwrap();
        let opened = key.open::<i64>("kind", "joe", now, &sealed);
        assert!(matches!(opened, Ok(1) | Err(OpenError::Expired)));

        let reply =
            account(KEY, TOKEN, ALIAS).envelope().sign(br#"{"responseBody":{"errorId":200}}"#);
        let fake = Arc::new(FakeTransport::new([Reaction::text(200, "text/plain", reply)]));
        let pingid = Client::builder()
            .pingid(account(KEY, TOKEN, ALIAS))
            .transport(fake)
            .clock(Arc::new(clock.clone()))
            .build()
            .unwrap();
        if let Err(error) = pingid.request(&DETAILS).call().await {
            assert_eq!(error.field(), Some("clock"), "{error}");
        }
    }
}
