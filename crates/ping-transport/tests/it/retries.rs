//! Retries: what is sent again, after which wait, and what the caller gets.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ping_models::OpenValue;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Call, Client, Error, ErrorKind, RetryPolicy, TransportErrorKind};
use serde_json::json;

use crate::support::{
    CREATE, DELETE, PATCH, READ, UPDATE, beside, create, fake, ok, read, until, with_token,
};

/// Jitter at its upper bound for the default policy: 200, 400, 800 ms.
fn largest() -> u64 {
    201 * 401 * 801 - 1
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn client(fake: &Arc<FakeTransport>, clock: &ManualClock) -> Client {
    with_token(fake.clone(), clock).entropy(largest).build().unwrap()
}

/// One of each method, with answers ignored.
fn calls(client: &Client) -> Vec<(&'static str, Call<OpenValue>)> {
    let body = || OpenValue::from(json!({"username": "joe"}));
    let user = "user-1";
    vec![
        ("GET", client.request(&READ).segment("e").segment(user).call()),
        ("PUT", client.request(&UPDATE).segment("e").segment(user).json(&body()).call()),
        ("PATCH", client.request(&PATCH).segment("e").segment(user).json(&body()).call()),
        ("POST", client.request(&CREATE).segment("e").json(&body()).call()),
    ]
}

/// Sends a call; an attempt that hangs runs into its limit of 30 s.
async fn driven<T>(
    fake: &FakeTransport,
    clock: &ManualClock,
    hangs: usize,
    call: Call<T>,
) -> Result<T, Error>
where
    T: Send + 'static,
{
    let limits = async {
        for sent in 1..=hangs {
            until(|| fake.received().len() == sent).await;
            clock.advance(Duration::from_secs(30));
        }
    };
    beside(call.send(), limits).await
}

/// Where an attempt fails, and what may follow.
struct Point {
    name: &'static str,
    fail: fn() -> Reaction,
    /// The wait before the next attempt.
    wait: u64,
    /// Whether the service has certainly not processed the request, so that all methods repeat.
    unprocessed: bool,
    /// What a caller gets who does not repeat.
    kind: ErrorKind,
    status: Option<u16>,
}

fn day() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn dated(seconds: i64) -> Reaction {
    let date = if seconds < 0 {
        day() - Duration::from_secs(seconds.unsigned_abs())
    } else {
        day() + Duration::from_secs(seconds.unsigned_abs())
    };
    Reaction::json(429, "{}").header("retry-after", &httpdate::fmt_http_date(date))
}

fn after(status: u16, value: &str) -> Reaction {
    Reaction::json(status, "{}").header("retry-after", value)
}

const fn point(
    name: &'static str,
    fail: fn() -> Reaction,
    wait: u64,
    unprocessed: bool,
    kind: ErrorKind,
    status: Option<u16>,
) -> Point {
    Point { name, fail, wait, unprocessed, kind, status }
}

#[rustfmt::skip]
const POINTS: &[Point] = &[
    //    failure point                 scripted                                            wait    unprocessed  kind                    status
    point("refused",                    || Reaction::Fail(TransportErrorKind::Connect),     200,    true,  ErrorKind::Connect,     None),
    point("reset before it left",       || Reaction::Fail(TransportErrorKind::NotSent),     200,    true,  ErrorKind::Connect,     None),
    point("reset after it left",        || Reaction::Fail(TransportErrorKind::Interrupted), 200,    false, ErrorKind::Interrupted, None),
    point("the client's own timeout",   || Reaction::Fail(TransportErrorKind::Timeout),     200,    false, ErrorKind::Timeout,     None),
    point("attempt timeout",            || Reaction::Hang,                                  200,    false, ErrorKind::Timeout,     None),
    point("body cut",                   || Reaction::CutBody("{\"id\":".into()),            200,    false, ErrorKind::Interrupted, Some(200)),
    point("408",                        || Reaction::json(408, "{}"),                       200,    false, ErrorKind::Api,         Some(408)),
    point("429",                        || Reaction::json(429, "{}"),                       200,    true,  ErrorKind::Api,         Some(429)),
    point("429, 3 s",                   || after(429, "3"),                                 3000,   true,  ErrorKind::Api,         Some(429)),
    point("429, 0 s",                   || after(429, "0"),                                 200,    true,  ErrorKind::Api,         Some(429)),
    point("429, date in 5 s",           || dated(5),                                        5000,   true,  ErrorKind::Api,         Some(429)),
    point("429, date in the past",      || dated(-60),                                      200,    true,  ErrorKind::Api,         Some(429)),
    point("429, neither",               || after(429, "soon"),                              200,    true,  ErrorKind::Api,         Some(429)),
    point("500",                        || Reaction::json(500, "{}"),                       200,    false, ErrorKind::Api,         Some(500)),
    point("502",                        || Reaction::text(502, "text/html", "<html>"),      200,    false, ErrorKind::Api,         Some(502)),
    point("503",                        || Reaction::text(503, "text/plain", ""),           200,    false, ErrorKind::Api,         Some(503)),
    point("503, 2 s",                   || after(503, "2"),                                 2000,   false, ErrorKind::Api,         Some(503)),
    point("504",                        || Reaction::text(504, "text/html", ""),            200,    false, ErrorKind::Api,         Some(504)),
];

#[tokio::test]
async fn every_method_at_every_failure_point() {
    for point in POINTS {
        for index in 0..4 {
            let fake = Arc::new(FakeTransport::new([(point.fail)(), ok()]));
            let clock = ManualClock::fixed();
            let (method, call) = calls(&client(&fake, &clock)).swap_remove(index);
            let name = format!("{method}, {}", point.name);
            let hangs = usize::from(matches!((point.fail)(), Reaction::Hang));
            let result = driven(&fake, &clock, hangs, call).await;
            let idempotent = matches!(method, "GET" | "PUT");
            if idempotent || point.unprocessed {
                result.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(fake.received().len(), 2, "{name}");
                // Behind what the service asks for there is jitter.
                let most = if point.wait == 200 { 200 } else { point.wait * 5 / 4 };
                let waited = clock.waits();
                assert_eq!(waited.len(), 1, "{name}");
                assert!((ms(point.wait)..=ms(most)).contains(&waited[0]), "{name}: {waited:?}");
            } else {
                let error = result.unwrap_err();
                assert_eq!(fake.received().len(), 1, "{name}: never sent twice");
                assert!(clock.waits().is_empty(), "{name}");
                assert_eq!(error.kind(), point.kind, "{name}");
                let status = error.status().map(|status| status.as_u16());
                assert_eq!(status, point.status, "{name}");
                assert!(error.is_retryable(), "{name}: the caller may decide");
                let maybe = point.status != Some(408);
                assert_eq!(error.may_have_been_processed(), maybe, "{name}");
                assert_eq!(error.attempts(), 1, "{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_failure_that_lasts_is_returned_after_four_attempts() {
    for point in POINTS {
        let fake = Arc::new(FakeTransport::new(std::iter::repeat_with(point.fail).take(9)));
        let clock = ManualClock::fixed();
        let hangs = if matches!((point.fail)(), Reaction::Hang) { 4 } else { 0 };
        let call = read(&client(&fake, &clock)).timeout(Duration::from_secs(600));
        let error = driven(&fake, &clock, hangs, call).await.unwrap_err();
        let name = point.name;
        assert_eq!(fake.received().len(), 4, "{name}");
        assert_eq!(error.attempts(), 4, "{name}");
        assert_eq!(error.kind(), point.kind, "{name}");
        let status = error.status().map(|status| status.as_u16());
        assert_eq!(status, point.status, "{name}");
        assert!(error.is_retryable(), "{name}");
        assert!(error.to_string().contains(" after 4 attempts in "), "{error}");
        if point.wait == 200 && name != "429, date in 5 s" {
            assert_eq!(clock.waits(), [ms(200), ms(400), ms(800)], "{name}");
        }
    }
}

#[tokio::test]
async fn what_another_attempt_cannot_help_is_sent_once() {
    for status in [301, 304, 400, 401, 403, 404, 405, 409, 415, 422, 501] {
        for index in 0..4 {
            let (fake, client) = fake([Reaction::json(status, "{}"), ok()]);
            let (method, call) = calls(&client).swap_remove(index);
            let error = call.await.unwrap_err();
            assert_eq!(fake.received().len(), 1, "{method} {status}");
            assert_eq!(error.kind(), ErrorKind::Api);
            assert_eq!(error.status().unwrap(), status);
        }
    }
    for (name, answer, kind) in [
        ("not JSON", Reaction::text(200, "text/html", "<html>"), ErrorKind::Decode),
        ("set-up", Reaction::Fail(TransportErrorKind::Configuration), ErrorKind::Configuration),
    ] {
        let (fake, client) = fake([answer, ok()]);
        let error = read(&client).await.unwrap_err();
        assert_eq!((error.kind(), fake.received().len()), (kind, 1), "{name}");
        assert!(!error.is_retryable(), "{name}");
    }
}

#[tokio::test]
async fn a_delete_without_a_body_is_repeated() {
    let down = Reaction::json(503, "{}");
    let (fake, client) = fake([down, Reaction::text(204, "text/plain", "")]);
    let delete = client.request(&DELETE).segment("e").segment("u").call();
    delete.await.unwrap();
    assert_eq!(fake.received().len(), 2);
}

#[tokio::test]
async fn a_request_declared_repeatable_is_repeated() {
    let (fake, client) = fake([Reaction::json(503, "{}"), ok()]);
    let search = client.request(&CREATE).segment("e").repeatable().call();
    search.await.unwrap();
    assert_eq!(fake.received().len(), 2);
}

#[tokio::test]
async fn both_attempts_carry_the_same_request() {
    let (fake, client) = fake([Reaction::json(429, "{}"), ok()]);
    create(&client).await.unwrap();
    let [first, second] = <[_; 2]>::try_from(fake.received()).unwrap();
    assert_eq!(first.body, second.body);
    assert_eq!(first.url, second.url);
    assert_eq!(first.headers, second.headers);
}

#[tokio::test]
async fn waits_grow_with_jitter_to_a_cap() {
    type Policy = fn() -> RetryPolicy;
    let one = || RetryPolicy::default().max_attempts(5).backoff(ms(100), ms(250));
    // random bits, policy, waits
    let table: [(&str, fn() -> u64, Policy, &[u64]); 6] = [
        ("largest", || 101 * 201 * 251 - 1, one, &[100, 200, 250, 250]),
        ("least", || 0, one, &[0, 0, 0, 0]),
        ("between", || 77, one, &[77, 77, 77, 77]),
        ("no backoff", || u64::MAX, || RetryPolicy::default().backoff(ms(0), ms(0)), &[0, 0, 0]),
        ("huge", || 5, || RetryPolicy::default().backoff(Duration::MAX, Duration::MAX), &[5, 5, 5]),
        ("never", || 0, RetryPolicy::never, &[]),
    ];
    for (name, entropy, policy, waits) in table {
        let fake = Arc::new(FakeTransport::new(
            std::iter::repeat_with(|| Reaction::json(503, "{}")).take(9),
        ));
        let clock = ManualClock::fixed();
        let builder = with_token(fake.clone(), &clock).entropy(entropy).retry(policy());
        read(&builder.build().unwrap()).await.unwrap_err();
        let expected: Vec<_> = waits.iter().copied().map(ms).collect();
        assert_eq!(clock.waits(), expected, "{name}");
        assert_eq!(fake.received().len(), waits.len() + 1, "{name}");
    }
}

#[tokio::test]
async fn clients_that_are_told_the_same_wait_come_back_one_by_one() {
    let mut waits = Vec::new();
    let table: [fn() -> u64; 4] = [|| 0, || 100, || 250, || u64::MAX];
    for entropy in table {
        let fake = Arc::new(FakeTransport::new([after(429, "1"), ok()]));
        let clock = ManualClock::fixed();
        let client = with_token(fake, &clock).entropy(entropy).build().unwrap();
        read(&client).await.unwrap();
        waits.extend(clock.waits());
    }
    let least = Duration::from_secs(1);
    assert!(
        waits.iter().all(|wait| (least..=ms(1250)).contains(wait)),
        "never earlier than told: {waits:?}"
    );
    waits.dedup();
    assert_eq!(waits.len(), 4);
    // The jitter leaves time for the attempt.
    let fake = Arc::new(FakeTransport::new([after(429, "4"), ok()]));
    let clock = ManualClock::fixed();
    let client = with_token(fake, &clock).entropy(|| u64::MAX / 2);
    let call = read(&client.build().unwrap()).timeout(ms(4100));
    call.await.unwrap();
    assert!(clock.waits()[0] <= ms(4050));
}

#[tokio::test]
async fn a_limit_that_no_wait_lifts_is_not_repeated() {
    let limited = |code: &str, facts: &str| {
        let body = format!(
            r#"{{"id":"1","code":"REQUEST_LIMITED","message":"No.","details":[
                {{"code":"{code}","innerError":{facts}}}]}}"#
        );
        Reaction::json(429, body)
    };
    // The limit of a user's devices, and quotas; a rate limit says when to come back.
    let table = [
        (limited("LIMIT_EXCEEDED", r#"{"maximumAllowed":5}"#), 1),
        (limited("LIMIT_EXCEEDED", "null"), 1),
        (limited("QUOTA_EXCEEDED", r#"{"quotaLimit":100}"#), 1),
        (limited("LIMIT_EXCEEDED", "{}").header("retry-after", "1"), 2),
        (limited("LIMIT_EXCEEDED", r#"{"retryAfter":"2026-01-01T00:00:01Z"}"#), 2),
        (limited("ANOTHER", "{}"), 2),
        (Reaction::json(429, r#"{"code":"REQUEST_LIMITED"}"#), 2),
    ];
    for (number, (answer, sent)) in table.into_iter().enumerate() {
        let (fake, client) = fake([answer, ok()]);
        let result = create(&client).await;
        assert_eq!(fake.received().len(), sent, "{number}");
        if let Err(error) = result {
            assert!(error.is_rate_limited(), "{number}");
            assert!(!error.is_retryable(), "{number}");
        }
    }
}

#[tokio::test]
async fn a_call_may_have_its_own_policy_and_deadline() {
    let down = || Reaction::json(503, "{}");
    let (fake, client) = fake([down(), down(), ok()]);
    read(&client).retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!(fake.received().len(), 1);
    read(&client).retry(RetryPolicy::default().max_attempts(0)).await.unwrap_err();
    assert_eq!(fake.received().len(), 2, "0 counts as 1");
    read(&client).await.unwrap();

    let clock = ManualClock::fixed();
    let hanging = Arc::new(FakeTransport::new([Reaction::Hang]));
    let client = with_token(hanging.clone(), &clock).build().unwrap();
    let call = read(&client).timeout(Duration::from_secs(2)).send();
    let error = beside(call, async {
        until(|| hanging.received().len() == 1).await;
        clock.advance(Duration::from_secs(2));
    })
    .await
    .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.elapsed(), Duration::from_secs(2));
    assert!(error.to_string().contains("the deadline of 2 s passed"), "{error}");
}

#[tokio::test]
async fn the_deadline_is_never_exceeded() {
    let second = Duration::from_secs(1);
    // (what the service answers, deadline, attempts, status of the error, the last moment)
    let table: [(&str, fn() -> Reaction, Duration, usize, Duration); 7] = [
        ("asked to wait too long", || after(429, "5"), 2 * second, 1, Duration::ZERO),
        ("to wait to the very end", || after(429, "2"), 2 * second, 1, Duration::ZERO),
        ("to wait a little less", || after(429, "1"), 2 * second, 2, ms(1184)),
        ("to wait for ages", || after(503, "18446744073709551615"), 2 * second, 1, Duration::ZERO),
        (
            "to wait for longer than a number can say",
            || after(503, "18446744073709551616"),
            2 * second,
            1,
            Duration::ZERO,
        ),
        ("backoff", || Reaction::json(500, "{}"), second, 3, ms(600)),
        ("no time", || Reaction::json(500, "{}"), Duration::ZERO, 0, Duration::ZERO),
    ];
    for (name, answer, deadline, sent, end) in table {
        let fake = Arc::new(FakeTransport::new(std::iter::repeat_with(answer).take(99)));
        let clock = ManualClock::fixed();
        let client = client(&fake, &clock);
        let patient = RetryPolicy::default().max_attempts(99);
        let error = read(&client).retry(patient).timeout(deadline).await.unwrap_err();
        assert_eq!(fake.received().len(), sent, "{name}: {error}");
        assert_eq!(clock.waits().iter().sum::<Duration>(), end, "{name}");
        assert_eq!(error.attempts() as usize, sent, "{name}");
        if sent > 0 {
            assert_eq!(error.kind(), ErrorKind::Api, "{name}: why it failed, not that time is up");
        } else {
            assert!(error.is_timeout() && !error.may_have_been_processed(), "{name}");
        }
    }
    let (_, client) = fake([after(429, "7")]);
    let error = read(&client).timeout(second).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(7 * second), "the caller can wait for himself");
    assert!(error.is_rate_limited());
}

#[tokio::test]
async fn a_deadline_cuts_off_what_hangs() {
    let table: [(&str, Vec<Reaction>, u64, usize); 2] = [
        ("at once", vec![Reaction::Hang], 10, 1),
        ("after a retry", vec![Reaction::json(503, "{}"), Reaction::Hang], 10, 2),
    ];
    for (name, script, seconds, sent) in table {
        let fake = Arc::new(FakeTransport::new(script));
        let clock = ManualClock::fixed();
        let call = read(&client(&fake, &clock)).timeout(Duration::from_secs(seconds));
        let error = beside(call.send(), async {
            until(|| fake.received().len() == sent).await;
            clock.advance(Duration::from_secs(seconds));
        })
        .await
        .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{name}");
        assert!(error.may_have_been_processed(), "{name}");
        assert_eq!(error.attempts() as usize, sent, "{name}");
    }
}
