//! Pushes of a service that answers as it is told.

use std::sync::Arc;
use std::time::Duration;

use ping_models::mfa::CancelReason;
use ping_testkit::{Scripted, is};
use ping_transport::Polling;
use ping_transport::testing::{FakeTransport, Reaction};
use pingone_mfa::{Mfa, PushStep, Step};
use serde_json::{Value, json};

use crate::service::{completed, failed};

fn state(status: &str) -> Reaction {
    let body = json!({ "id": "auth-1", "status": status, "user": { "id": "user-1" } });
    Reaction::json(200, body.to_string())
}

fn over() -> Reaction {
    Reaction::json(400, r#"{"code": "REQUEST_FAILED", "message": "It is over."}"#)
}

/// A push that nobody has answered when its wait of five seconds ends, and what the service answers
/// then.
async fn late(then: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, PushStep) {
    let waiting = (0..4).map(|_| state("PUSH_CONFIRMATION_REQUIRED"));
    let Scripted { client, fake, .. } = Scripted::new(waiting.chain(then));
    let step = Mfa::new(client).authenticate("user-1").await.unwrap();
    (fake, is!(step, Step::Push))
}

fn short() -> Polling {
    Polling::new(Duration::from_secs(2), Duration::from_secs(5))
}

fn last(fake: &FakeTransport) -> (&'static str, Value) {
    let received = fake.received();
    let last = received.last().unwrap();
    (last.operation.unwrap(), serde_json::from_slice(&last.body).unwrap_or_default())
}

#[tokio::test]
async fn a_push_that_nobody_answers_is_canceled_when_asked() {
    let (fake, push) = late([state("DEVICE_SELECTION_REQUIRED")]).await;
    let step = push.wait_or_cancel(short(), CancelReason::ChangeDevice).await.unwrap();
    let _ = is!(step, Step::SelectDevice);
    let (operation, body) = last(&fake);
    assert_eq!(operation, "mfa.cancel_device_authentication");
    assert_eq!(body, json!({ "reason": "CHANGE_DEVICE" }));

    // What was answered in time is not canceled.
    let (fake, push) = late([state("FAILED")]).await;
    let longer = Polling::new(Duration::from_secs(2), Duration::from_secs(60));
    failed(push.wait_or_cancel(longer, CancelReason::Default).await.unwrap());
    assert_eq!(last(&fake).0, "mfa.read_device_authentication");
}

#[tokio::test]
async fn an_answer_that_comes_before_the_cancellation_counts() {
    let (_, push) = late([over(), state("COMPLETED")]).await;
    completed(push.wait_or_cancel(short(), CancelReason::SignOut).await.unwrap());
    // Another refusal is one.
    let (_, push) = late([over(), state("PUSH_CONFIRMATION_REQUIRED")]).await;
    let error = push.wait_or_cancel(short(), CancelReason::SignOut).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
}

#[tokio::test]
async fn options_of_the_wait_are_those_of_the_cancellation() {
    let (fake, push) = late([state("DEVICE_SELECTION_REQUIRED")]).await;
    let wait = push.wait_or_cancel(short(), CancelReason::Default).correlation_id("visit");
    let _ = wait.await.unwrap();
    let received = fake.received();
    let ids =
        received.iter().skip(1).map(|one| one.headers["x-ping-external-transaction-id"].clone());
    assert!(ids.collect::<Vec<_>>().iter().all(|id| id == "visit"));
}
