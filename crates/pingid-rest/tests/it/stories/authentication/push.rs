//! Pushes whose outcome is asked for.

use std::time::Duration;

use ping_models::pingid::{CancelAuthenticationType, DeviceType, PingIdCode, UnpairDevice};
use ping_transport::{ErrorKind as Kind, Polling};
use pingid_rest::{PushStep, Step, another_may_wait};

use super::completed;
use crate::stories::{Stage, in_time, is, refused};

const SECOND: Duration = Duration::from_secs(1);

impl Stage {
    async fn push(&self, user: &str) -> PushStep {
        is!(self.sign_on(user).await, Step::Push)
    }

    /// Until the service has been asked so often whether the user has answered.
    async fn asked(&self, times: usize) {
        while self.sent("pingid.auth_status") < times {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn a_push_is_waited_for_until_the_user_approves() {
    let stage = Stage::new().await;
    let id = stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    let push = stage.push("jdoe").await;
    assert_eq!(push.number_for_matching(), None);
    let waiting = is!(push.poll().await.unwrap(), Step::Push);
    assert_eq!(waiting.session_id(), push.session_id());

    let person = async {
        let asked = hands.next_push("jdoe").await;
        assert_eq!(asked.device_id, id);
        assert_eq!(Some(asked.session_id.as_str()), push.session_id().map(AsRef::as_ref));
        stage.asked(3).await;
        hands.approve("jdoe").unwrap();
    };
    let (step, ()) = in_time(async { tokio::join!(waiting.wait(), person) }).await;
    let done = completed(step.unwrap());
    assert_eq!(done.device().unwrap().id, Some(id.into()));
    assert!(done.online_details().is_none());
    let waits = stage.clock.waits();
    assert!(waits.len() >= 2 && waits.iter().all(|wait| *wait == 2 * SECOND));
    assert!(stage.user("jdoe").await.last_login.is_some());
}

#[tokio::test]
async fn a_denied_push_is_an_end_and_can_begin_again() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    let push = stage.push("jdoe").await;
    hands.deny("jdoe").unwrap();
    let failed = is!(push.wait().await.unwrap(), Step::Failed);
    assert_eq!(failed.user_name(), "jdoe");
    assert_eq!(refused(failed.error()), 400);
    // No document gives the number of a denial, so that it has no meaning and no advice.
    assert_eq!(failed.code(), PingIdCode::Unknown);
    assert_eq!(failed.code().next_step(), None);
    let told: Box<dyn std::error::Error> = failed.clone().into();
    let text = told.to_string();
    assert!(text.contains("has not signed in") && text.contains("denied"), "{text}");
    assert!(!text.contains("properties file"), "{text}");
    assert!(stage.user("jdoe").await.last_login.is_none());

    let again = is!(failed.restart().await.unwrap(), Step::Push);
    assert_ne!(again.session_id(), push.session_id());
    hands.approve("jdoe").unwrap();
    completed(again.wait().await.unwrap());
}

#[tokio::test]
async fn a_push_times_out() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let push = stage.push("jdoe").await;
    stage.sandbox.clock().advance(60 * SECOND);
    let failed = is!(push.poll().await.unwrap(), Step::Failed);
    let text = failed.to_string();
    assert!(text.contains("timed out"), "{text}");
    // Nobody can answer it any more, and nothing is in the way of another one.
    assert!(stage.sandbox.pingid().approve("jdoe").is_err());
    let _ = is!(failed.restart().await.unwrap(), Step::Push);
}

#[tokio::test]
async fn the_number_on_the_screen_has_to_be_entered() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    hands.number_matching(true);
    let push = stage.push("jdoe").await;
    let number = push.number_for_matching().unwrap();
    assert_eq!(hands.pushes()[0].number_for_matching, Some(number));
    // The number stays known while the answer is awaited.
    let waiting = is!(push.poll().await.unwrap(), Step::Push);
    assert_eq!(waiting.number_for_matching(), Some(number));
    let wrong = if number == 99 { 10 } else { number + 1 };
    hands.approve_with_number("jdoe", wrong).unwrap();
    let failed = is!(waiting.wait().await.unwrap(), Step::Failed);

    let push = is!(failed.restart().await.unwrap(), Step::Push);
    let number = push.number_for_matching().unwrap();
    hands.approve_with_number("jdoe", number).unwrap();
    let done = completed(push.wait().await.unwrap());
    let details = done.details().unwrap();
    assert_eq!(details.number_for_matching.as_ref().unwrap().get(), number);
}

#[tokio::test]
async fn a_wait_that_took_too_long_can_be_taken_up_again() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let push = stage.push("jdoe").await;
    let short = Polling::new(SECOND, 3 * SECOND);
    let error = push.wait().polling(short).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(stage.clock.waits(), [SECOND; 2]);
    assert_eq!(stage.sent("pingid.auth_status"), 3);
    stage.sandbox.pingid().approve("jdoe").unwrap();
    let done = completed(push.wait().await.unwrap());
    assert_eq!(done.session_id(), push.session_id());
    // The outcome is told as often as it is asked for: taking it once is the application's.
    let again = completed(push.poll().await.unwrap());
    assert_eq!(again.session_id(), push.session_id());
}

#[tokio::test]
async fn an_answer_that_got_lost_is_asked_for_again() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let push = stage.push("jdoe").await;
    stage.sandbox.pingid().approve("jdoe").unwrap();
    let faults = stage.sandbox.faults();
    let path = "/pingid/rest/4/authstatus/do";
    faults.next("POST", path).reset().after_processing();
    completed(push.wait().await.unwrap());
    assert_eq!(faults.pending(), 0);

    // One that is not signed is no answer, and no end.
    let push = stage.push("jdoe").await;
    let forged = r#"{"responseBody":{"errorId":200}}"#;
    let fault = faults.next("POST", path).status(200);
    fault.body("application/json", forged);
    let error = push.poll().await.unwrap_err();
    assert_eq!(error.kind(), Kind::Envelope);
    let _ = is!(push.poll().await.unwrap(), Step::Push);
}

#[tokio::test]
async fn a_phone_is_asked_once_at_a_time() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    let push = stage.push("jdoe").await;
    let error = stage.pingid.authenticate("jdoe").await.unwrap_err();
    assert_eq!(refused(&error), 400);
    assert!(error.to_string().contains("cancel"), "{error}");
    assert!(another_may_wait(&error), "{error}");
    // One who is unknown has no other sign-in.
    let error = stage.pingid.authenticate("nobody").await.unwrap_err();
    assert!(!another_may_wait(&error), "{error}");
    let unpaired = stage.pingid.devices().unpair(UnpairDevice::new("jdoe").device_id(1));
    assert!(!another_may_wait(&unpaired.await.unwrap_err()));

    // Whoever has the earlier step goes on with a new one.
    let again = is!(push.restart().await.unwrap(), Step::Push);
    assert_ne!(again.session_id(), push.session_id());
    assert_eq!(hands.pushes().len(), 1);
    is!(push.poll().await.unwrap(), Step::Failed);
    let push = again;

    push.cancel(CancelAuthenticationType::Default).await.unwrap();
    assert!(hands.pushes().is_empty());
    let failed = is!(push.poll().await.unwrap(), Step::Failed);
    assert!(failed.to_string().contains("canceled"), "{failed}");
    // What is over cannot be cancelled.
    let again = push.cancel(CancelAuthenticationType::Default).await;
    assert_eq!(refused(&again.unwrap_err()), 20_517);

    let push = stage.push("jdoe").await;
    hands.approve("jdoe").unwrap();
    completed(push.wait().await.unwrap());
}

#[tokio::test]
async fn two_users_sign_in_at_once() {
    let stage = Stage::new().await;
    stage.phone("ann").await;
    stage.phone("bob").await;
    let hands = stage.sandbox.pingid();
    let (ann, bob) = tokio::join!(stage.push("ann"), stage.push("bob"));
    assert_ne!(ann.session_id(), bob.session_id());
    let answers = async {
        stage.asked(4).await;
        hands.approve("bob").unwrap();
        hands.deny("ann").unwrap();
    };
    let all = async { tokio::join!(ann.wait(), bob.wait(), answers) };
    let (anns, bobs, ()) = in_time(all).await;
    let bobs = completed(bobs.unwrap());
    assert_eq!(bobs.user_name(), "bob");
    let device = bobs.device().unwrap();
    assert_eq!(device.device_type, Some(DeviceType::IPhone));
    let anns = is!(anns.unwrap(), Step::Failed);
    assert_eq!(anns.user_name(), "ann");
    assert!(stage.user("ann").await.last_login.is_none());
}
