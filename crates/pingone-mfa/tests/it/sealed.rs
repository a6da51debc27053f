//! What a flow carries along: its options in memory, its state across requests.

use std::sync::Arc;
use std::time::Duration;

use ping_models::mfa::{CancelReason, InitializeDeviceAuthentication};
use ping_testkit::Scripted;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Clock, OpenError, SealKey, UsedIds};
use pingone_mfa::{Mfa, Step};
use serde_json::{Value, json};

use crate::service::{completed, next, otp, wrong};

const OPTIONS: &str = r#"{"rpId":"example.com","challenge":[-1,0]}"#;

const LIFETIME: Duration = Duration::from_secs(600);

/// A service that answers as it is told, and MFA in front of it.
fn played(script: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, ManualClock, Mfa) {
    let Scripted { client, fake, clock } = Scripted::new(script);
    (fake, clock, Mfa::new(client))
}

fn state(status: &str) -> Reaction {
    with(status, json!({}))
}

fn with(status: &str, more: Value) -> Reaction {
    let mut body = json!({
        "id": "auth-1",
        "status": status,
        "user": {"id": "user-1"},
        "selectedDevice": {"id": "device-1"},
        "_links": {
            "self": {"href": "https://auth.pingone.com/env-1/deviceAuthentications/auth-1"},
            "otp.check": {"href": "https://auth.pingone.com/env-1/deviceAuthentications/auth-1"},
        },
        "_embedded": {"devices": [{"id": "device-1", "type": "MOBILE"}]},
    });
    let more = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(more);
    Reaction::json(200, body.to_string())
}

fn refused(inner: Value) -> Reaction {
    let detail = json!({"code": "INVALID_OTP", "message": "Too late.", "innerError": inner});
    let body = json!({"id": "e-1", "code": "INVALID_DATA", "message": "m", "details": [detail]});
    Reaction::json(400, body.to_string())
}

fn key() -> SealKey {
    SealKey::new([7; 32])
}

fn ids(fake: &FakeTransport) -> Vec<String> {
    let received = fake.received();
    let id = received.iter().map(|one| {
        let id = one.headers.get("x-ping-external-transaction-id");
        id.map_or("-", |id| id.to_str().unwrap()).to_owned()
    });
    id.collect()
}

#[tokio::test]
async fn options_of_the_beginning_travel_along() {
    let (fake, _, mfa) = played([
        state("PUSH_CONFIRMATION_REQUIRED"),
        state("PUSH_CONFIRMATION_REQUIRED"),
        state("OTP_REQUIRED"),
        refused(json!({})),
        state("OTP_REQUIRED"),
        state("DEVICE_SELECTION_REQUIRED"),
        state("FAILED"),
        state("COMPLETED"),
        state("COMPLETED"),
    ]);
    let request = InitializeDeviceAuthentication::of_user("user-1").with_device("device-1");
    let Step::Push(push) = mfa.authenticate(request).correlation_id("visit").await.unwrap() else {
        panic!("a push");
    };
    let step = otp(push.wait().await.unwrap());
    // The look behind a refusal belongs to it.
    let again = wrong(step.submit("12 34 56").correlation_id("own").await.unwrap());
    let Step::SelectDevice(choose) = again.cancel(CancelReason::ChangeDevice).await.unwrap() else {
        panic!("a choice");
    };
    let Step::Failed(why) = choose.select("device-1").await.unwrap() else {
        panic!("a failure");
    };
    completed(why.restart().await.unwrap());
    let _ = mfa.resume("auth-1").await.unwrap();
    let visit = "visit";
    let wanted = [visit, visit, visit, "own", "own", visit, visit, visit, "-"];
    assert_eq!(ids(&fake), wanted);
    let checked: Value = serde_json::from_slice(&fake.received()[3].body).unwrap();
    assert_eq!(checked["otp"], "123456", "without the blanks");
}

#[tokio::test]
async fn every_step_can_be_spawned() {
    let waiting = || state("PUSH_CONFIRMATION_REQUIRED");
    let (_, _, mfa) = played([waiting(), waiting(), waiting(), state("COMPLETED")]);
    let begun = tokio::spawn(mfa.authenticate("user-1").send()).await;
    let Step::Push(push) = begun.unwrap().unwrap() else {
        panic!("a push");
    };
    let polled = tokio::spawn(push.poll().send()).await.unwrap().unwrap();
    assert!(matches!(polled, Step::Push(_)));
    let end = tokio::spawn(push.wait().send()).await.unwrap().unwrap();
    completed(end);
}

#[tokio::test]
async fn the_deadline_bounds_the_asking() {
    let waiting = || state("PUSH_CONFIRMATION_REQUIRED");
    let (fake, clock, mfa) = played([waiting(), waiting(), Reaction::Hang]);
    let Step::Push(push) = mfa.authenticate("user-1").await.unwrap() else {
        panic!("a push");
    };
    let wait = push.wait().deadline(Duration::from_secs(5));
    assert!(wait.await.unwrap_err().is_timeout());
    assert_eq!(clock.monotonic(), Duration::from_secs(5));
    assert_eq!(fake.received().len(), 3);
}

#[tokio::test]
async fn a_sealed_step_opens_for_its_user_until_it_expires() {
    let (fake, clock, mfa) = played([state("OTP_REQUIRED"), state("COMPLETED")]);
    let step = mfa.authenticate("user-1").await.unwrap();
    let sealed = step.seal(&key(), LIFETIME).unwrap();
    assert!(sealed.len() < 1000, "{} bytes", sealed.len());

    let other = Mfa::new(Scripted::client());
    let refused = |user: &str, sealed: &str| other.open(&key(), user, sealed).unwrap_err();
    assert_eq!(refused("user-2", &sealed), OpenError::AnotherUser);
    assert_eq!(refused("user-1", &sealed[1..]), OpenError::Altered);
    let until = clock.now() + LIFETIME;
    let elsewhere = key().seal("pingid.authentication", "user-1", until, &1);
    let elsewhere = elsewhere.unwrap();
    assert_eq!(mfa.open(&key(), "user-1", &elsewhere).unwrap_err(), OpenError::AnotherPurpose);

    let opened = otp(mfa.open(&key(), "user-1", &sealed).unwrap());
    assert_eq!(opened.device().unwrap().id().as_str(), "device-1");
    completed(next(opened.submit("123456").await.unwrap()));
    assert_eq!(fake.received().len(), 2, "opening asks nothing");
    clock.advance(LIFETIME);
    let late = mfa.open(&key(), "user-1", &sealed).unwrap_err();
    assert_eq!(late, OpenError::Expired);
}

#[tokio::test]
async fn a_sealed_step_is_the_one_that_it_was() {
    let options = json!({ "publicKeyCredentialRequestOptions": OPTIONS });
    let (_, _, mfa) = played([
        state("OTP_REQUIRED"),
        refused(json!({"attemptsRemaining": 2})),
        state("PUSH_CONFIRMATION_REQUIRED"),
        with("ASSERTION_REQUIRED", options),
        state("DEVICE_SELECTION_REQUIRED"),
    ]);
    let again = |step: Step| {
        let sealed = step.seal(&key(), LIFETIME).unwrap();
        mfa.open(&key(), "user-1", &sealed).unwrap()
    };
    let step = otp(mfa.authenticate("user-1").await.unwrap());
    let step = wrong(step.submit("123456").await.unwrap());
    let step = otp(again(Step::Otp(step)));
    assert_eq!(step.attempts_remaining(), Some(2));
    assert_eq!(step.refusal(), Some("Too late."));

    let Step::Push(push) = again(mfa.authenticate("user-1").await.unwrap()) else {
        panic!("a push");
    };
    let passcode = push.passcode().unwrap();
    let _ = otp(again(Step::Otp(passcode)));

    let Step::Assertion(fido) = again(mfa.authenticate("user-1").await.unwrap()) else {
        panic!("an assertion");
    };
    assert_eq!(fido.options().unwrap().rp_id(), Some("example.com"));
    let Step::SelectDevice(choose) = again(mfa.authenticate("user-1").await.unwrap()) else {
        panic!("a choice");
    };
    assert_eq!(choose.devices().count(), 1);
    assert_eq!(choose.id().as_str(), "auth-1");
}

#[tokio::test]
async fn an_end_and_a_step_of_nobody_are_not_sealed() {
    let nobody = r#"{"id": "auth-1", "status": "OTP_REQUIRED"}"#;
    let (_, _, mfa) = played([
        state("COMPLETED"),
        state("FAILED"),
        state("PUSH_CONFIRMATION_TIMED_OUT"),
        state("NEW"),
        Reaction::json(200, nobody),
    ]);
    for _ in 0..4 {
        let end = mfa.authenticate("user-1").await.unwrap();
        let error = end.seal(&key(), LIFETIME).unwrap_err();
        assert_eq!(error.field(), Some("step"), "{end:?}");
    }
    let step = mfa.resume("auth-1").await.unwrap();
    let error = step.seal(&key(), LIFETIME).unwrap_err();
    assert!(error.to_string().contains("no user"), "{error}");
}

#[tokio::test]
async fn a_step_of_whoever_has_a_passkey_is_nobodys() {
    let asked = json!({
        "id": "auth-1", "status": "ASSERTION_REQUIRED",
        "publicKeyCredentialRequestOptions": OPTIONS,
    });
    let (_, _, mfa) = played([Reaction::json(201, asked.to_string())]);
    let request = InitializeDeviceAuthentication::passwordless(None);
    let sealed = mfa.authenticate(request).await.unwrap().seal(&key(), LIFETIME).unwrap();
    assert_eq!(mfa.open(&key(), "user-1", &sealed).unwrap_err(), OpenError::AnotherUser);
    let Step::Passwordless(step) = mfa.open(&key(), "", &sealed).unwrap() else {
        panic!("a passkey");
    };
    assert_eq!(step.options().unwrap().challenge(), "_wA");
    assert_eq!(step.id().as_str(), "auth-1");
}

#[tokio::test]
async fn a_completed_sign_in_is_taken_once() {
    let done = || state("COMPLETED");
    let (_, clock, mfa) = played([state("PUSH_CONFIRMATION_REQUIRED"), done(), done()]);
    let step = mfa.authenticate("user-1").await.unwrap();
    let sealed = step.seal(&key(), LIFETIME).unwrap();
    let used = UsedIds::new(Arc::new(clock));
    let mut taken = Vec::new();
    for _ in 0..2 {
        let Step::Push(push) = mfa.open(&key(), "user-1", &sealed).unwrap() else {
            panic!("a push");
        };
        let done = completed(push.poll().await.unwrap());
        taken.push(used.take(done.id().unwrap(), LIFETIME).is_ok());
    }
    assert_eq!(taken, [true, false]);
}
