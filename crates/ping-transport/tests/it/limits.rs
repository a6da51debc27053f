//! What one client may do at once and in sum: budget, calls in flight, cancelled waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use http::Response;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Body, Client, Clock, ErrorKind, HttpTransport, RetryPolicy, Sleep};

use crate::support::{Play, fake};
use crate::support::{Service, beside, create, ok, read, settle, token, until, with_token, worker};

#[tokio::test]
async fn an_outage_is_not_amplified() {
    type Fail = fn() -> Reaction;
    // 500 points, 5 a retry, 10 a timeout: (failure, extra requests of all calls together)
    let table: [(&str, Fail, usize); 3] = [
        ("503", || Reaction::json(503, "{}"), 100),
        ("429", || Reaction::json(429, "{}"), 100),
        ("timeouts", || Reaction::Fail(ping_transport::TransportErrorKind::Timeout), 50),
    ];
    const CALLS: usize = 400;
    for (name, fail, extra) in table {
        let (fake, client) = fake(std::iter::repeat_with(fail).take(4 * CALLS));
        for _ in 0..CALLS {
            // Clones share the budget.
            read(&client.clone()).await.unwrap_err();
        }
        assert_eq!(fake.received().len(), CALLS + extra, "{name}");
        let error = read(&client).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{name}: nothing is left");
    }
}

#[tokio::test]
async fn successes_slowly_fill_the_budget_again() {
    let down = || Reaction::json(503, "{}");
    let (fake, client) = fake(std::iter::repeat_with(down).take(140));
    for _ in 0..40 {
        read(&client).await.unwrap_err();
    }
    assert_eq!(fake.received().len(), 140, "all hundred retries are spent");
    // (successes, attempts of a failing call behind them): five successes pay for one retry
    for (successes, attempts) in [(0, 1), (4, 1), (1, 2), (5, 2), (10, 3), (0, 1)] {
        (0..successes).for_each(|_| fake.push(ok()));
        (0..attempts).for_each(|_| fake.push(down()));
        for _ in 0..successes {
            read(&client).await.unwrap();
        }
        let error = read(&client).await.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{successes} successes later");
        assert_eq!(error.status().unwrap(), 503);
    }
}

/// Counts requests under way, and the most at once.
fn counting() -> (Arc<AtomicUsize>, Arc<AtomicUsize>, Arc<dyn HttpTransport>) {
    let now = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let (counted, peak) = (now.clone(), most.clone());
    let transport = Service(move |_| {
        let (now, most) = (counted.clone(), peak.clone());
        let answer: futures_util::future::BoxFuture<'static, _> = Box::pin(async move {
            let under_way = now.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(under_way, Ordering::SeqCst);
            settle().await;
            // The body counts, too.
            let body = futures_util::stream::once(async move {
                settle().await;
                now.fetch_sub(1, Ordering::SeqCst);
                Ok("{}".into())
            });
            Ok(Response::new(Body::stream(body)))
        });
        answer
    });
    (now, most, Arc::new(transport))
}

#[tokio::test]
async fn calls_in_flight_are_limited() {
    for (limit, most_wanted) in [(Some(1), 1), (Some(4), 4), (Some(100), 50), (None, 50)] {
        let (now, most, transport) = counting();
        let mut builder = with_token(transport, &ManualClock::fixed());
        if let Some(limit) = limit {
            builder = builder.max_in_flight(limit);
        }
        let client = builder.build().unwrap();
        for result in join_all((0..50).map(|_| read(&client).send())).await {
            result.unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), most_wanted, "limit {limit:?}");
        assert_eq!(now.load(Ordering::SeqCst), 0);
    }
    let error = Client::builder().access_token("t").max_in_flight(0).build().unwrap_err();
    assert_eq!(error.field(), Some("max_in_flight"));
}

#[tokio::test]
async fn a_limit_of_one_leaves_room_for_the_token() {
    let play = Play::new([token("t1")], [ok()]);
    let builder = worker(play.clone(), &ManualClock::fixed()).max_in_flight(1);
    read(&builder.build().unwrap()).await.unwrap();
}

#[tokio::test]
async fn waiting_for_ones_turn_is_not_an_attempt() {
    let clock = ManualClock::fixed();
    let fake = Arc::new(FakeTransport::new([Reaction::Hang, ok()]));
    let client = with_token(fake.clone(), &clock)
        .max_in_flight(1)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let hanging = tokio::spawn(create(&client).send());
    until(|| fake.received().len() == 1).await;
    let queued = tokio::spawn(create(&client).send());
    settle().await;
    // The limit of an attempt: it ends the first call and lets the second one begin.
    clock.advance(Duration::from_secs(30));
    assert!(hanging.await.unwrap().unwrap_err().may_have_been_processed());
    queued.await.unwrap().unwrap();
    assert_eq!(fake.received().len(), 2);

    // A deadline that passes in the queue: certainly not processed.
    let fake = Arc::new(FakeTransport::new([Reaction::Hang]));
    let client = with_token(fake.clone(), &clock).max_in_flight(1).build().unwrap();
    let hanging = tokio::spawn(create(&client).send());
    until(|| fake.received().len() == 1).await;
    let queued = create(&client).timeout(Duration::from_secs(5)).send();
    let error = beside(queued, async {
        settle().await;
        clock.advance(Duration::from_secs(5));
    })
    .await
    .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 0);
    assert!(!error.may_have_been_processed(), "{error}");
    assert_eq!(fake.received().len(), 1);
    hanging.abort();
}

#[tokio::test]
async fn a_deadline_while_waiting_for_a_token() {
    let clock = ManualClock::fixed();
    let play = Play::closed([], []);
    let client = worker(play.clone(), &clock).build().unwrap();
    let call = create(&client).timeout(Duration::from_secs(3)).send();
    let error = beside(call, async {
        until(|| play.asked() == 1).await;
        clock.advance(Duration::from_secs(3));
    })
    .await
    .unwrap_err();
    assert!(error.is_timeout() && !error.may_have_been_processed());
    assert!(error.to_string().contains("waiting for an access token"), "{error}");
}

/// A clock whose waits never end.
#[derive(Debug)]
struct Endless(AtomicUsize);

impl Clock for Endless {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> Sleep {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }

    fn timer(&self, _: Duration) -> Sleep {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_wait_ends_when_its_future_is_dropped() {
    let fake = Arc::new(FakeTransport::new([Reaction::json(503, "{}"), ok(), ok()]));
    let clock = Arc::new(Endless(AtomicUsize::new(0)));
    let client = with_token(fake.clone(), &ManualClock::fixed())
        .clock(clock.clone())
        .max_in_flight(1)
        .build()
        .unwrap();
    let waiting = tokio::spawn(read(&client).send());
    until(|| clock.0.load(Ordering::SeqCst) == 1).await;
    // Who waits occupies no place.
    read(&client).await.unwrap();
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    settle().await;
    assert_eq!(fake.received().len(), 2, "the dropped call sends nothing any more");
}
