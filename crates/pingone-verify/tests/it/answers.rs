//! Answers that the emulator does not give.

use std::time::Duration;

use ping_models::verify::NewVerification;
use ping_testkit::Scripted;
use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{Clock as _, Error, Polling};
use pingone_verify::{Reason, Retained, UserHandle, Verify};

/// A user on a scripted transport and a clock that stands still.
fn scripted(script: impl IntoIterator<Item = Reaction>) -> (UserHandle, ManualClock) {
    let Scripted { client, clock, .. } = Scripted::new(script);
    (Verify::new(client).user("u-1"), clock)
}

async fn last(json: &'static str) -> Result<Option<String>, Error> {
    let (user, _) = scripted([Reaction::json(200, json)]);
    let last = user.transactions().last().await?;
    Ok(last.map(|transaction| transaction.id.to_string()))
}

#[tokio::test]
async fn the_last_transaction_is_the_one_changed_last_in_whatever_order() {
    let (t1, t2, t3) = (
        // Changed before it was created, as documented examples are.
        r#"{"id":"t-1","createdAt":"2026-03-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00.001Z"}"#,
        r#"{"id":"t-2","createdAt":"2026-01-01T01:00:00.002+01:00"}"#,
        r#"{"id":"t-3"}"#,
    );
    for order in [[t1, t2, t3], [t3, t2, t1], [t2, t3, t1]] {
        let json = format!(r#"{{"_embedded":{{"verifyTransactions":[{}]}}}}"#, order.join(","));
        assert_eq!(last(json.leak()).await.unwrap().as_deref(), Some("t-2"));
    }
}

#[tokio::test]
async fn no_transaction_is_none_and_a_failure_is_an_error() {
    for json in [
        r#"{"_embedded":{"verifyTransactions":[]},"size":0}"#,
        r#"{"_links":{},"_embedded":{},"size":0}"#,
        r#"{"size":0}"#,
    ] {
        assert_eq!(last(json).await.unwrap(), None, "{json}");
    }
    // One that cannot be read might be the last one.
    let broken = r#"{"_embedded":{"verifyTransactions":[{"id":"t-1"},{"id":7}]}}"#;
    let error = last(broken).await.unwrap_err();
    assert!(error.decode_error().is_some());
    let (user, _) = scripted([Reaction::json(404, r#"{"code":"NOT_FOUND"}"#)]);
    assert!(user.transactions().last().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn absent_is_none_only_where_the_service_says_so() {
    for (status, code, absent) in [(404, "NOT_FOUND", true), (403, "ACCESS_FAILED", false)] {
        let body = format!(r#"{{"code":"{code}"}}"#);
        let (user, _) = scripted([Reaction::json(status, body)]);
        let found = user.transaction("t-1").metadata().read_all().optional().await;
        assert_eq!(found.is_ok_and(|found| found.is_none()), absent, "{code}");
    }
    let (user, _) = scripted([Reaction::json(200, r#"{"size":0}"#)]);
    let found = user.transaction("t-1").metadata().read_all().optional().await;
    assert_eq!(found.unwrap().unwrap().entries().count(), 0);
}

/// A transaction that expires half an hour after the tests' clock begins.
fn waiting(status: &str) -> Reaction {
    Reaction::json(
        200,
        format!(
            r#"{{"id":"t-1","transactionStatus":{{"status":"{status}"}},"expiresAt":"2026-01-01T00:30:00.000Z"}}"#
        ),
    )
}

#[tokio::test]
async fn a_verification_ends_with_its_transaction_even_where_the_service_is_late() {
    for status in ["REQUESTED", "INITIATED", "PARTIAL"] {
        let script = (0..1000).map(|_| waiting(status)).chain(
            // Metadata and data of a transaction that nobody has decided.
            (0..2).map(|_| Reaction::json(200, r#"{"size":0}"#)),
        );
        let (user, clock) = scripted(script.take(362 + 2));
        let verdict = user.resume("t-1").await.unwrap().wait().await.unwrap();
        assert!(verdict.is_expired() && !verdict.is_verified());
        assert_eq!(verdict.reasons()[0], Reason::TimedOut);
        assert_eq!(clock.waits(), [Duration::from_secs(5); 360]);
    }
}

#[tokio::test]
async fn data_that_is_being_checked_outlives_the_transactions_time() {
    let script = (0..1000).map(|_| waiting("IN_PROGRESS"));
    let (user, clock) = scripted(script);
    let error = user.resume("t-1").await.unwrap().wait().await.unwrap_err();
    assert!(error.is_timeout());
    // Half an hour for the user and five minutes for the checks; the last question comes an
    // interval before that.
    assert_eq!(clock.waits().len(), 35 * 60 / 5 - 1);
}

#[tokio::test]
async fn a_decision_stands_although_its_data_cannot_be_read() {
    let decided = r#"{"id":"t-1","transactionStatus":{"status":"SUCCESS"},
        "updatedAt":"2025-12-31T23:59:00.000Z"}"#;
    let script = [
        Reaction::json(200, decided),
        Reaction::json(200, decided),
        Reaction::json(403, r#"{"code":"ACCESS_FAILED","message":"planted"}"#),
        Reaction::json(404, r#"{"code":"NOT_FOUND"}"#),
    ];
    let (user, _) = scripted(script);
    let verdict = user.resume("t-1").await.unwrap().wait().await.unwrap();
    assert!(verdict.is_verified());
    let Retained::Failed(error) = verdict.metadata() else {
        panic!("{:?}", verdict.metadata());
    };
    assert!(error.is_access_denied());
    // Its time is not over: this is a failure, and no expiry.
    let Retained::Failed(error) = verdict.data() else {
        panic!("{:?}", verdict.data());
    };
    assert!(error.is_not_found());
    assert!(verdict.government_id().is_none() && !verdict.data().is_expired());
}

#[tokio::test]
async fn expiry_is_derived_from_the_decision_and_asks_nobody() {
    let decided = r#"{"id":"t-1","transactionStatus":{"status":"SUCCESS"},
        "updatedAt":"2025-12-31T23:30:00.000Z"}"#;
    // A third request would find no answer.
    let script = [Reaction::json(200, decided), Reaction::json(200, decided)];
    let (user, clock) = scripted(script);
    let verdict = user.resume("t-1").await.unwrap().wait().await.unwrap();
    assert!(verdict.is_verified());
    assert!(verdict.data().is_expired() && verdict.metadata().is_expired());
    assert_eq!(verdict.data_expires_at(), Some(clock.now()));
    assert_eq!(verdict.attempts(), 1);
}

#[tokio::test]
async fn a_verification_without_an_end_times_out() {
    let pending = || Reaction::json(200, r#"{"id":"t-1","transactionStatus":{"status":"NEW"}}"#);
    let mut script = vec![Reaction::json(201, r#"{"id":"t-1"}"#)];
    script.extend((0..9).map(|_| pending()));
    let (user, clock) = scripted(script);
    let verification = user.start(NewVerification::new()).await.unwrap();
    assert_eq!(verification.link(), None);
    let second = Duration::from_secs(1);
    let wait = verification.wait().polling(Polling::new(5 * second, 17 * second));
    let error = wait.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(clock.waits(), [5, 5, 2].map(|seconds| seconds * second));
}
