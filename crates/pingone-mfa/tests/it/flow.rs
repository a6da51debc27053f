//! Steps that the emulator does not take, and what a failing service does to a flow.

use std::sync::Arc;
use std::time::Duration;

use ping_models::mfa::{AuthenticationErrorCode, CancelReason, InitializeDeviceAuthentication};
use ping_models::{DeviceAuthenticationId, DeviceId};
use ping_testkit::Scripted;
use ping_transport::Polling;
use ping_transport::flow::Action;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use pingone_mfa::{Mfa, Step};
use serde_json::{Value, json};

use crate::service::{completed, failed, next, otp, wrong};

struct Played {
    fake: Arc<FakeTransport>,
    clock: ManualClock,
    mfa: Mfa,
}

impl Played {
    fn begin(&self) -> Action<Step> {
        self.mfa.authenticate("user-1")
    }
}

/// A service that answers as it is told.
fn played(script: impl IntoIterator<Item = Reaction>) -> Played {
    let Scripted { client, fake, clock } = Scripted::new(script);
    Played { fake, clock, mfa: Mfa::new(client) }
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
        "_embedded": {"devices": [{"id": "device-1", "type": "MOBILE"}]},
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Reaction::json(200, body.to_string())
}

fn refused(inner: Value) -> Reaction {
    let detail = json!({"code": "INVALID_OTP", "target": "otp", "innerError": inner});
    let body = json!({"id": "e-1", "code": "INVALID_DATA", "message": "m", "details": [detail]});
    Reaction::json(400, body.to_string())
}

#[tokio::test]
async fn a_push_is_waited_for() {
    let waiting = || state("PUSH_CONFIRMATION_REQUIRED");
    let played = played([waiting(), waiting(), waiting(), state("COMPLETED")]);
    let Step::Push(push) = played.begin().await.unwrap() else {
        panic!("a push");
    };
    assert_eq!(push.device().unwrap().id().as_str(), "device-1");
    completed(push.wait().await.unwrap());
    assert_eq!(played.clock.waits(), [Duration::from_secs(2); 2]);
    let operations: Vec<_> =
        played.fake.received().iter().map(|request| request.operation.unwrap()).collect();
    assert_eq!(operations[0], "mfa.initialize_device_authentication");
    assert_eq!(operations[1..], ["mfa.read_device_authentication"; 3]);
}

#[tokio::test]
async fn a_push_that_nobody_answers() {
    let script = ["PUSH_CONFIRMATION_REQUIRED", "PUSH_CONFIRMATION_TIMED_OUT", "OTP_REQUIRED"];
    let played = played(script.map(state));
    let Step::Push(push) = played.begin().await.unwrap() else {
        panic!("a push");
    };
    let Step::TimedOut(late) = push.wait().await.unwrap() else {
        panic!("a time-out");
    };
    let _ = otp(late.restart().await.unwrap());
}

#[tokio::test]
async fn waiting_for_a_push_has_a_deadline() {
    let played = played((0..20).map(|_| state("PUSH_CONFIRMATION_REQUIRED")));
    let Step::Push(push) = played.begin().await.unwrap() else {
        panic!("a push");
    };
    let short = Polling::new(Duration::from_secs(3), Duration::from_secs(10));
    let error = push.wait().polling(short).await.unwrap_err();
    assert!(error.is_timeout());
    let waited: Duration = played.clock.waits().iter().sum();
    // The last question comes an interval before the deadline.
    assert_eq!(waited, Duration::from_secs(7));
    // The step is still good.
    assert!(matches!(push.poll().await.unwrap(), Step::Push(_)));
}

#[tokio::test]
async fn a_push_is_canceled_or_replaced_by_a_passcode() {
    let links = json!({"_links": {"otp.check": {"href": "https://elsewhere.example/"}}});
    let played = played([
        with("PUSH_CONFIRMATION_REQUIRED", links),
        state("COMPLETED"),
        state("DEVICE_SELECTION_REQUIRED"),
        state("PUSH_CONFIRMATION_REQUIRED"),
    ]);
    let Step::Push(push) = played.begin().await.unwrap() else {
        panic!("a push");
    };
    completed(next(push.passcode().unwrap().submit("123456").await.unwrap()));
    let Step::SelectDevice(choose) = push.cancel(CancelReason::ChangeDevice).await.unwrap() else {
        panic!("a choice");
    };
    let Step::Push(without) = choose.select("device-1").await.unwrap() else {
        panic!("a push");
    };
    assert!(without.passcode().is_none());
    // A link is data: nothing was sent to where it points.
    let received = played.fake.received();
    assert!(received.iter().all(|one| one.url.starts_with("https://auth.pingone.eu/env-1/")));
}

#[tokio::test]
async fn an_assertion_has_its_options() {
    let text = r#"{"rpId":"example.com","challenge":[-1,0]}"#;
    let options = json!({ "publicKeyCredentialRequestOptions": text });
    let played = played([with("ASSERTION_REQUIRED", options), state("OTP_REQUIRED")]);
    let Step::Assertion(fido) = played.begin().await.unwrap() else {
        panic!("an assertion");
    };
    let options = fido.options().unwrap();
    assert_eq!((options.rp_id(), options.challenge()), (Some("example.com"), "_wA"));
    let _ = otp(fido.select("device-1").await.unwrap());
}

#[tokio::test]
async fn a_status_without_a_name_keeps_what_is_known() {
    let played = played([with("NUMBER_MATCHING_REQUIRED", json!({"number": 42}))]);
    let step = played.begin().await.unwrap();
    assert_eq!(step.authentication().field("number"), Some(42.into()));
    let Step::Unknown(unknown) = step else {
        panic!("unknown");
    };
    assert_eq!(unknown.status(), "NUMBER_MATCHING_REQUIRED");
}

#[tokio::test]
async fn a_failure_may_be_all_that_the_service_says() {
    let body = json!({"status": "FAILED", "error": {"code": "NO_USABLE_DEVICES",
        "unavailableDevices": [{"id": "device-1"}]}});
    let played = played([Reaction::json(200, body.to_string())]);
    let why = failed(played.begin().await.unwrap());
    assert_eq!(why.unavailable_devices().count(), 1);
}

#[tokio::test]
async fn a_refusal_that_counts_needs_no_second_look() {
    let played = played([state("OTP_REQUIRED"), refused(json!({"attemptsRemaining": 1}))]);
    let step = otp(played.begin().await.unwrap());
    let again = wrong(step.submit("123456").await.unwrap());
    assert_eq!(again.attempts_remaining(), Some(1));
    assert_eq!(played.fake.received().len(), 2);
}

#[tokio::test]
async fn a_refusal_that_does_not_count_is_looked_into() {
    // The service may leave the authentication open, or end it; only a look tells.
    let played = played([
        state("OTP_REQUIRED"),
        refused(json!({})),
        state("OTP_REQUIRED"),
        refused(json!({})),
        state("FAILED"),
    ]);
    let step = otp(played.begin().await.unwrap());
    let again = wrong(step.submit("123456").await.unwrap());
    assert_eq!(again.attempts_remaining(), None);
    failed(next(again.submit("123456").await.unwrap()));
}

#[tokio::test]
async fn a_refusal_stands_where_the_look_fails() {
    let played = played([
        state("OTP_REQUIRED"),
        refused(json!({})),
        Reaction::json(500, "{}"),
        state("COMPLETED"),
    ]);
    let step = otp(played.begin().await.unwrap());
    let again = wrong(step.submit("123456").await.unwrap());
    completed(next(again.submit("654321").await.unwrap()));
}

#[tokio::test]
async fn a_wrong_code_may_be_answered_with_a_state() {
    let played = played([state("OTP_REQUIRED"), state("FAILED")]);
    let step = otp(played.begin().await.unwrap());
    failed(next(step.submit("123456").await.unwrap()));
}

#[tokio::test]
async fn a_refusal_that_is_a_failure_is_the_same_step() {
    let failure = json!({
        "id": "auth-1", "status": "FAILED",
        "error": {
            "code": "NO_USABLE_DEVICES", "message": "None can be used.",
            "unavailableDevices": [{"id": "device-1"}],
        },
    });
    for status in [200, 400, 403, 409] {
        let answer = || Reaction::json(status, failure.to_string());
        let played = played([answer(), state("OTP_REQUIRED"), answer(), answer(), answer()]);
        // At the beginning, by a passcode, by a look and in another process.
        let begun = failed(played.begin().await.unwrap());
        let step = otp(played.begin().await.unwrap());
        let by_code = failed(next(step.submit("123456").await.unwrap()));
        let looked = failed(step.poll().await.unwrap());
        let resumed = failed(played.mfa.resume("auth-1").await.unwrap());
        for why in [begun, by_code, looked, resumed] {
            assert_eq!(why.code(), Some(&AuthenticationErrorCode::NoUsableDevices));
            assert_eq!(why.message(), Some("None can be used."));
            let devices: Vec<_> = why.unavailable_devices().collect();
            assert_eq!(devices, [&DeviceId::from("device-1")], "{status}");
        }
    }
    // Another refusal is none.
    for body in [
        r#"{"code": "INVALID_REQUEST", "message": "m"}"#,
        r#"{"status": "OTP_REQUIRED", "error": {"code": "NO_USABLE_DEVICES"}}"#,
        r#"{"error": {"code": "NO_USABLE_DEVICES"}}"#,
        r#"{"error": "invalid_request"}"#,
    ] {
        let played = played([Reaction::json(400, body)]);
        let error = played.begin().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 400, "{body}");
    }
}

#[tokio::test]
async fn a_completed_sign_in_tells_its_id() {
    let nameless = r#"{"status": "COMPLETED"}"#;
    let played = played([
        state("COMPLETED"),
        state("OTP_REQUIRED"),
        Reaction::json(200, nameless),
        Reaction::json(200, nameless),
        Reaction::json(200, nameless),
    ]);
    let id = Some(DeviceAuthenticationId::from("auth-1"));
    let done = completed(played.begin().await.unwrap());
    assert_eq!(done.id().cloned(), id);
    let step = otp(played.begin().await.unwrap());
    let done = completed(next(step.submit("123456").await.unwrap()));
    assert_eq!(done.id().cloned(), id);
    let done = completed(played.mfa.resume("auth-1").await.unwrap());
    assert_eq!(done.id().cloned(), id);
    let done = completed(played.begin().await.unwrap());
    assert_eq!(done.id(), None);
}

#[tokio::test]
async fn a_step_prints_in_one_short_line() {
    for status in [
        "OTP_REQUIRED",
        "DEVICE_SELECTION_REQUIRED",
        "ASSERTION_REQUIRED",
        "PUSH_CONFIRMATION_REQUIRED",
        "PUSH_CONFIRMATION_TIMED_OUT",
        "COMPLETED",
        "FAILED",
        "NEW",
    ] {
        let links = json!({"self": {"href": "https://auth.pingone.com/e/deviceAuthentications/a"}});
        let played = played([with(status, json!({ "_links": links }))]);
        let step = played.begin().await.unwrap();
        let text = format!("{step:?}");
        assert!(text.len() < 300, "{} bytes: {text}", text.len());
        assert!(text.contains("auth-1"), "{text}");
        for part in ["Client", "pingone.com", "user-1"] {
            assert!(!text.contains(part), "{part}: {text}");
        }
        let text = format!("{:?}", played.begin());
        assert!(text.len() < 300, "{text}");
    }
}

#[tokio::test]
async fn a_broken_service_leaves_the_step_in_hand() {
    let played = played([
        state("OTP_REQUIRED"),
        Reaction::json(503, "{}"),
        Reaction::json(400, r#"{"code": "INVALID_REQUEST", "message": "m"}"#),
        state("COMPLETED"),
    ]);
    let step = otp(played.begin().await.unwrap());
    let error = step.submit("123456").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.attempts(), 1);
    assert_eq!(step.submit("123456").await.unwrap_err().status().unwrap(), 400);
    completed(next(step.submit("123456").await.unwrap()));
}

#[tokio::test]
async fn beginning_again_does_not_repeat_a_passcode() {
    let played = played([state("FAILED"), state("OTP_REQUIRED")]);
    let request = InitializeDeviceAuthentication::of_user("user-1");
    let begin = played.mfa.authenticate(request.with_device("device-1").with_otp("planted"));
    assert!(!format!("{begin:?}").contains("planted"));
    let why = failed(begin.await.unwrap());
    let _ = why.restart().await.unwrap();
    let received = played.fake.received();
    let body = |index: usize| -> Value { serde_json::from_slice(&received[index].body).unwrap() };
    assert_eq!(body(0)["selectedDevice"], json!({"id": "device-1", "otp": "planted"}));
    assert_eq!(body(1)["selectedDevice"], json!({"id": "device-1"}));
    assert!(!format!("{why:?}").contains("planted"));
}

#[tokio::test]
async fn steps_are_cheap_to_keep() {
    fn kept<T: Clone + Send + Sync + std::fmt::Debug + 'static>(_: &T) {}
    fn sent<T: Send>(value: T) -> T {
        value
    }
    let played = played([state("OTP_REQUIRED"), state("COMPLETED")]);
    let step = sent(played.begin()).await.unwrap();
    kept(&step);
    let step = otp(step);
    let _ = sent(step.submit("123456")).await.unwrap();
    assert!(std::mem::size_of::<Step>() <= 256);
}
