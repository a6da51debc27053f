//! Answers that the emulator does not give.

use std::sync::Arc;
use std::time::Duration;

use ping_models::verify::NewVerification;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Client, Error, Polling};
use pingone_verify::{UserHandle, Verify};

/// A user on a scripted transport and a clock that stands still.
fn scripted(script: impl IntoIterator<Item = Reaction>) -> (UserHandle, ManualClock) {
    let clock = ManualClock::fixed();
    let client = Client::builder()
        .environment("e-1")
        .access_token("token")
        .clock(Arc::new(clock.clone()))
        .transport(Arc::new(FakeTransport::new(script)));
    (Verify::new(client.build().unwrap()).user("u-1"), clock)
}

async fn last(json: &'static str) -> Result<Option<String>, Error> {
    let (user, _) = scripted([Reaction::json(200, json)]);
    let last = user.transactions().last().await?;
    Ok(last.map(|transaction| transaction.id.to_string()))
}

#[tokio::test]
async fn the_last_transaction_is_the_one_created_last_in_whatever_order() {
    let (t1, t2, t3) = (
        r#"{"id":"t-1","createdAt":"2026-01-01T00:00:00.001Z","updatedAt":"2026-03-01T00:00:00Z"}"#,
        r#"{"id":"t-2","createdAt":"2026-01-01T01:00:00.002+01:00"}"#,
        r#"{"id":"t-3"}"#,
    );
    for order in [[t1, t2, t3], [t3, t2, t1], [t2, t3, t1]] {
        let json = format!(
            r#"{{"_embedded":{{"verifyTransactions":[{}]}}}}"#,
            order.join(",")
        );
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
async fn a_verification_without_an_end_times_out() {
    let pending = || Reaction::json(200, r#"{"id":"t-1","transactionStatus":{"status":"NEW"}}"#);
    let mut script = vec![Reaction::json(201, r#"{"id":"t-1"}"#)];
    script.extend((0..9).map(|_| pending()));
    let (user, clock) = scripted(script);
    let verification = user.start(NewVerification::new()).await.unwrap();
    assert_eq!(verification.link(), None);
    let second = Duration::from_secs(1);
    let verification = verification.polling(Polling::new(5 * second, 17 * second));
    let error = verification.wait().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(clock.waits(), [5 * second; 3]);
}
