//! Clocks of tests: one that stands still, and one that moves on when nothing else can.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use futures_util::future::join;
use ping_transport::testing::{BodyEnd, FakeTransport, ManualClock, Reaction};
use ping_transport::{Clock, RetryPolicy};

use crate::support::{Play, ok, read, settle, token, until, with_token, worker};

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
