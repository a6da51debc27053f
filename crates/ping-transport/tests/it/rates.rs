//! How fast requests are sent.

use std::sync::Arc;
use std::time::Duration;

use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Client, Clock, Rate, RateGroup};

use crate::support::{READ, ok, read, with_token};

fn client(clock: &ManualClock, script: Vec<Reaction>) -> (Arc<FakeTransport>, Client) {
    let fake = Arc::new(FakeTransport::new(script));
    let client = with_token(fake.clone(), clock).rate(Rate::per_second(4)).entropy(|| 0);
    (fake, client.build().unwrap())
}

fn counted(client: &Client, group: RateGroup) -> ping_transport::Call<ping_models::OpenValue> {
    let request = client.request(&READ).segment("env-1").segment("a-1");
    request.counted_with(group).call()
}

#[tokio::test]
async fn requests_of_a_client_wait_for_their_turn() {
    let clock = ManualClock::fixed();
    let failed = Reaction::json(503, "{}");
    let (_, client) = client(&clock, vec![ok(), ok(), failed, ok(), ok()]);
    let quarter = Duration::from_millis(250);
    read(&client).await.unwrap();
    assert!(clock.waits().is_empty());
    // Clones share it, retries are counted.
    read(&client.clone()).await.unwrap();
    read(&client).await.unwrap();
    assert_eq!(clock.waits(), [quarter, quarter, Duration::ZERO, quarter]);
    clock.advance(quarter * 4);
    read(&client).await.unwrap();
    assert_eq!(clock.waits().len(), 4);
}

#[tokio::test]
async fn who_would_wait_beyond_the_deadline_is_told_at_once() {
    let clock = ManualClock::fixed();
    let (fake, client) = client(&clock, vec![ok(), ok()]);
    read(&client).await.unwrap();
    let hurried = || read(&client).timeout(Duration::from_millis(250));
    let error = hurried().await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 0 && !error.may_have_been_processed());
    assert!(error.to_string().contains("its turn at the client's rate"), "{error}");
    // It has taken nobody's turn.
    clock.advance(Duration::from_millis(1));
    hurried().await.unwrap();
    assert_eq!((fake.received().len(), clock.waits()), (2, vec![Duration::from_millis(249)]));
}

#[tokio::test]
async fn a_group_has_a_rate_of_its_own_unless_it_is_set() {
    use RateGroup::{Analytics, Audit};
    let slow = Rate::per_minute(60);
    let table = [
        (Audit, &[][..], 100),
        (Analytics, &[], 100),
        (Audit, &[(Audit, slow)], 1000),
        (Analytics, &[(Audit, slow)], 100),
        (Analytics, &[(Analytics, Rate::per_second(1000)), (Analytics, slow)], 1000),
    ];
    for (group, rates, span) in table {
        let clock = ManualClock::fixed();
        let transport = Arc::new(FakeTransport::new((0..20).map(|_| ok())));
        let mut builder = with_token(transport, &clock);
        for (group, rate) in rates {
            builder = builder.group_rate(*group, *rate);
        }
        let client = builder.build().unwrap();
        let before = clock.monotonic();
        for _ in 0..8 {
            counted(&client, group).await.unwrap();
            read(&client).await.unwrap();
        }
        assert_eq!(clock.monotonic() - before, Duration::from_millis(7 * span), "{group:?}");
    }
}

#[tokio::test]
async fn groups_do_not_wait_for_each_other() {
    let clock = ManualClock::fixed();
    let transport = Arc::new(FakeTransport::new((0..20).map(|_| ok())));
    let client = with_token(transport, &clock).build().unwrap();
    for group in [RateGroup::Audit, RateGroup::Analytics] {
        counted(&client, group).await.unwrap();
    }
    assert!(clock.waits().is_empty());
}
