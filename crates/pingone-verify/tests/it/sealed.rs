//! What a verification carries along: its options in memory, its state across requests.

use std::sync::Arc;
use std::time::Duration;

use ping_models::verify::{NewVerification, VerifiedDataType};
use ping_testkit::Scripted;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Clock as _, OpenError, Progress, SealKey};
use pingone_verify::{UserHandle, Verify};

const LIFETIME: Duration = Duration::from_secs(600);

fn played(script: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, ManualClock, Verify) {
    let Scripted { client, fake, clock } = Scripted::new(script);
    (fake, clock, Verify::new(client))
}

fn transaction(status: &str) -> Reaction {
    let json = format!(
        r#"{{"id":"t-1","transactionStatus":{{"status":"{status}"}},"expiresAt":"2026-01-01T01:00:00Z",
            "webVerificationUrl":"https://verify.example/planted","_links":{{"self":{{"href":"x"}}}}}}"#
    );
    Reaction::json(200, json)
}

fn nothing() -> Reaction {
    Reaction::json(200, r#"{"_embedded":{}}"#)
}

fn key() -> SealKey {
    SealKey::new([7; 32])
}

fn user(verify: &Verify) -> UserHandle {
    verify.user("u-1")
}

#[tokio::test]
async fn options_of_the_beginning_travel_along() {
    let (fake, _, verify) = played([
        transaction("REQUESTED"),
        transaction("REQUESTED"),
        transaction("REQUESTED"),
        transaction("SUCCESS"),
        nothing(),
        nothing(),
    ]);
    let start = user(&verify).start(NewVerification::new());
    let begun = start.correlation_id("visit").await.unwrap();
    let Progress::Waiting(waiting) = begun.poll().correlation_id("own").await.unwrap() else {
        panic!("decided already");
    };
    assert!(waiting.wait().await.unwrap().is_verified());
    let received = fake.received();
    let ids = received.iter().map(|one| one.headers["x-ping-external-transaction-id"].to_str());
    let ids: Vec<_> = ids.map(Result::unwrap).collect();
    let visit = "visit";
    assert_eq!(ids, [visit, "own", visit, visit, visit, visit]);
}

#[tokio::test]
async fn every_step_can_be_spawned() {
    let (_, _, verify) = played([
        transaction("REQUESTED"),
        transaction("REQUESTED"),
        transaction("SUCCESS"),
        nothing(),
        nothing(),
    ]);
    let start = user(&verify).start(NewVerification::new()).send();
    let begun = tokio::spawn(start).await.unwrap().unwrap();
    let polled = tokio::spawn(begun.poll().send()).await.unwrap().unwrap();
    assert!(matches!(polled, Progress::Waiting(_)));
    let verdict = tokio::spawn(begun.wait().send()).await.unwrap().unwrap();
    assert_eq!(verdict.id().as_str(), "t-1");
}

#[tokio::test]
async fn the_deadline_bounds_the_asking() {
    let (fake, clock, verify) = played([transaction("REQUESTED"), Reaction::Hang]);
    let begun = user(&verify).start(NewVerification::new()).await.unwrap();
    let wait = begun.wait().deadline(Duration::from_secs(7));
    assert!(wait.await.unwrap_err().is_timeout());
    assert_eq!(clock.monotonic(), Duration::from_secs(7));
    assert_eq!(fake.received().len(), 2);
}

#[tokio::test]
async fn a_sealed_verification_opens_for_its_user_until_it_expires() {
    let (fake, clock, verify) = played([transaction("REQUESTED"), transaction("SUCCESS")]);
    let begun = user(&verify).start(NewVerification::new()).await.unwrap();
    let begun = begun.data_types([VerifiedDataType::Selfie]);
    let sealed = begun.seal(&key(), LIFETIME).unwrap();
    assert!(sealed.len() < 1000, "{} bytes", sealed.len());
    let open = |user: &str| verify.user(user).open(&key(), &sealed);
    assert_eq!(open("u-2").unwrap_err(), OpenError::AnotherUser);
    let altered = user(&verify).open(&key(), &sealed[1..]);
    assert_eq!(altered.unwrap_err(), OpenError::Altered);
    let until = clock.now() + LIFETIME;
    let other = key().seal("mfa.authentication", "u-1", until, &1).unwrap();
    let other = user(&verify).open(&key(), &other);
    assert_eq!(other.unwrap_err(), OpenError::AnotherPurpose);

    let opened = open("u-1").unwrap();
    assert_eq!(opened.link(), begun.link());
    assert!(opened.link().is_some());
    assert_eq!(fake.received().len(), 1, "opening asks nothing");
    assert!(opened.poll().await.unwrap().ended().unwrap().is_verified());
    let asked = fake.received();
    assert!(asked.iter().any(|one| one.url.contains("SELFIE")), "{asked:?}");
    assert!(!format!("{opened:?}").contains("planted"));
    clock.advance(LIFETIME);
    assert_eq!(open("u-1").unwrap_err(), OpenError::Expired);
}
