//! What was just created may be refused for a short while.

use std::time::Duration;

use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{CallOptions, RetryPolicy};

use crate::support::{LIST, create, fake, ok, read, with_token};

const SPAN: Duration = Duration::from_secs(20);

fn refused(status: u16, code: &str, detail: &str) -> Reaction {
    let body = format!(
        r#"{{"id": "1", "code": "{code}", "message": "No.", "details": [
            {{"code": "{detail}", "message": "No."}}]}}"#
    );
    Reaction::json(status, body)
}

fn unknown() -> Reaction {
    Reaction::json(404, r#"{"id": "1", "code": "NOT_FOUND", "message": "No."}"#)
}

fn not_yet() -> Reaction {
    refused(403, "ACCESS_FAILED", "INSUFFICIENT_PERMISSIONS")
}

#[tokio::test]
async fn what_may_come_yet_is_waited_for_by_its_code() {
    type Refusal = fn() -> Reaction;
    let table: [(&str, Refusal, bool); 8] = [
        ("404", unknown, true),
        ("403", not_yet, true),
        (
            "403 without details",
            || Reaction::json(403, r#"{"code": "ACCESS_FAILED", "message": "No."}"#),
            true,
        ),
        ("license", || refused(403, "ACCESS_FAILED", "LICENSE_EXCEEDED"), false),
        ("401", || refused(401, "ACCESS_FAILED", "INSUFFICIENT_PERMISSIONS"), false),
        (
            "gateway",
            || Reaction::json(403, r#"{"message": "Missing Authentication Token"}"#),
            false,
        ),
        ("proxy", || Reaction::text(404, "text/html", "<p>not found"), false),
        ("400", || refused(400, "INVALID_DATA", "INVALID_VALUE"), false),
    ];
    for (name, refusal, waits) in table {
        for settles in [false, true] {
            let (fake, client) = fake([refusal(), refusal(), ok()]);
            // Neither is a retry: it needs no policy that allows some, and may not be repeatable.
            let call = create(&client).retry(RetryPolicy::never());
            let call = if settles { call.settle(SPAN) } else { call };
            assert_eq!(call.await.is_ok(), settles && waits, "{name}");
            assert_eq!(fake.received().len(), if settles && waits { 3 } else { 1 }, "{name}");
        }
    }
}

#[tokio::test]
async fn it_ends_with_its_span_or_the_deadline() {
    for (span, deadline) in [(20, 60), (60, 20)] {
        let clock = ManualClock::fixed();
        let transport = FakeTransport::new(std::iter::repeat_with(unknown).take(1000));
        let client = with_token(std::sync::Arc::new(transport), &clock).entropy(|| u64::MAX);
        let client = client.build().unwrap();
        let [span, deadline] = [span, deadline].map(Duration::from_secs);
        let error = read(&client).settle(span).timeout(deadline).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        let waits: Duration = clock.waits().iter().sum();
        assert!((10..20).contains(&waits.as_secs()), "{waits:?}");
        assert!(error.attempts() > 3);
        assert_eq!(read(&client).settle(span).optional().await.unwrap(), None);
    }
}

#[tokio::test]
async fn all_calls_of_a_client_may_wait_and_spend_no_retries() {
    let refusals = std::iter::repeat_with(not_yet).take(150);
    let (fake, client) = fake(refusals.chain([ok(), Reaction::json(503, "{}"), ok()]));
    let settling = client.with_options(CallOptions::new().settle(Duration::from_secs(3600)));
    let settling = settling.with_options(CallOptions::new().correlation_id("c-1"));
    read(&settling).timeout(Duration::from_secs(3600)).await.unwrap();
    assert_eq!(fake.received().len(), 151);
    read(&client).await.unwrap();

    fake.push(unknown());
    fake.push(Reaction::json(200, r#"{"_embedded": {"users": []}}"#));
    let list = client.request(&LIST).segment("env-1").list();
    assert!(list.settle(SPAN).all().await.unwrap().is_empty());
}
