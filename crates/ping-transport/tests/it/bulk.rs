//! Many calls at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{FutureExt, StreamExt, stream};
use http::Response;
use ping_models::OpenValue;
use ping_transport::testing::ManualClock;
use ping_transport::{Body, Bulk, Call, Client, Request};

use crate::support::{READ, Service, with_token};

/// What a service saw of calls.
#[derive(Default)]
struct Seen {
    begun: AtomicUsize,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

/// A service that takes the longer the smaller the number of the user is, and does not know users
/// whose number ends in 3.
fn service() -> (Arc<Seen>, Client) {
    let seen = Arc::new(Seen::default());
    let of_all = seen.clone();
    let service = Service(move |request: Request| {
        let seen = of_all.clone();
        let id = request.path().rsplit('/').next().unwrap().to_owned();
        async move {
            seen.begun.fetch_add(1, Ordering::SeqCst);
            let now = seen.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            seen.most.fetch_max(now, Ordering::SeqCst);
            let number: usize = id.parse().unwrap();
            for _ in 0..50_usize.saturating_sub(number % 50) {
                tokio::task::yield_now().await;
            }
            seen.under_way.fetch_sub(1, Ordering::SeqCst);
            let status = if id.ends_with('3') { 404 } else { 200 };
            let body = format!(r#"{{"id": "{id}", "code": "NOT_FOUND", "message": "No."}}"#);
            Ok(Response::builder().status(status).body(Body::full(body)).unwrap())
        }
        .boxed()
    });
    let client = with_token(Arc::new(service), &ManualClock::fixed()).build().unwrap();
    (seen, client)
}

fn read(client: &Client, number: u64) -> Call<OpenValue> {
    client.request(&READ).segment("env-1").segment(number.to_string()).call()
}

#[tokio::test]
async fn outcomes_come_in_order_and_a_failure_ends_nothing() {
    let (seen, client) = service();
    let mut bulk = Bulk::new(0..500, |number| read(&client, *number)).concurrency(5);
    let mut count = 0;
    while let Some(done) = bulk.next().await {
        assert_eq!((done.index, done.input), (count, count));
        match done.result {
            Ok(user) => assert_eq!(user.to_value()["id"], count.to_string()),
            Err(error) => assert!(error.is_not_found() && count % 10 == 3, "{count}: {error}"),
        }
        count += 1;
        let progress = bulk.progress();
        assert_eq!((progress.done(), progress.total), (count, Some(500)));
        // No more is held than was begun, and that is bounded.
        let begun = seen.begun.load(Ordering::SeqCst) as u64;
        assert!(begun <= count + 20, "{begun}");
    }
    assert_eq!((count, seen.most.load(Ordering::SeqCst)), (500, 5));
    assert_eq!(bulk.progress().to_string(), "500 of 500 done, 50 failed, 0 under way");
    assert!(bulk.next().await.is_none());
}

#[tokio::test]
async fn one_that_takes_long_does_not_hold_up_the_others_at_once() {
    let (seen, client) = service();
    let slow = |number: u64| {
        let call = read(&client, number);
        async move {
            if number == 0 {
                tokio::task::yield_now().await;
                std::future::pending::<()>().await;
            }
            call.await
        }
    };
    let mut bulk = Bulk::new(0..100, |number| slow(*number)).concurrency(3);
    assert!(bulk.next().now_or_never().is_none());
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
        assert!(bulk.next().now_or_never().is_none());
    }
    assert_eq!(seen.begun.load(Ordering::SeqCst), 11);
    let progress = bulk.progress();
    assert_eq!((progress.done(), progress.under_way, progress.waiting), (0, 1, 11));
}

#[tokio::test]
async fn one_that_is_stopped_hands_on_what_is_under_way() {
    let (seen, client) = service();
    let mut bulk = Bulk::new(0_u64.., |number| read(&client, *number)).concurrency(4);
    assert_eq!(bulk.progress().total, None);
    for number in 0..10 {
        assert_eq!(bulk.next().await.unwrap().index, number);
    }
    bulk.stop();
    let begun = seen.begun.load(Ordering::SeqCst) as u64;
    let rest: Vec<_> = bulk.by_ref().map(|done| done.index).collect().await;
    assert_eq!(rest, (10..begun).collect::<Vec<_>>());
    assert_eq!(seen.begun.load(Ordering::SeqCst) as u64, begun);
    let progress = bulk.progress();
    assert_eq!((progress.done(), progress.under_way), (begun, 0));
}

#[tokio::test]
async fn a_wait_that_is_dropped_loses_nothing() {
    let (_, client) = service();
    let mut bulk = Bulk::new(0..40, |number| read(&client, *number));
    let mut outcomes = Vec::new();
    while outcomes.len() < 40 {
        match bulk.next().now_or_never() {
            Some(done) => outcomes.push(done.unwrap().index),
            None => tokio::task::yield_now().await,
        }
    }
    assert_eq!(outcomes, (0..40).collect::<Vec<_>>());
    assert!(bulk.next().await.is_none());
}

#[tokio::test]
async fn inputs_may_come_slowly_and_errors_be_the_callers_own() {
    let (_, client) = service();
    let numbers = stream::iter(0..30_u64).then(|number| async move {
        tokio::task::yield_now().await;
        number
    });
    let twice = |number: &u64| {
        let (first, again) = (read(&client, *number), read(&client, number + 1));
        async move {
            let first = first.await.map_err(|error| error.to_string())?;
            let again = again.await.map_err(|error| error.to_string())?;
            Ok::<_, String>((first, again))
        }
    };
    let outcomes: Vec<_> = Bulk::of(numbers, twice).concurrency(0).collect().await;
    let failed = outcomes.iter().filter(|done| done.result.is_err());
    let failed: Vec<u64> = failed.map(|done| done.index).collect();
    assert_eq!(failed, [2, 3, 12, 13, 22, 23]);
    assert_eq!(outcomes.len(), 30);
}
