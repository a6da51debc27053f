//! The deprecated call that waits until the user has answered.

use std::time::Duration;

use ping_models::pingid::{DeviceType, PingIdCode, StartAuthentication};
use pingid_rest::{OnlineStep, OtpOutcome, Step};

use super::completed;
use crate::stories::{Stage, in_time, is, refused};

impl Stage {
    async fn online(&self, user: &str) -> OnlineStep {
        let request = StartAuthentication::new(user).asynchronous(false);
        is!(self.pingid.authenticate(request).await.unwrap(), Step::Online)
    }

    /// The step behind the call, while the user has the phone in the hand.
    async fn answered(&self, step: &OnlineStep, answer: impl FnOnce()) -> Step {
        let hands = self.sandbox.pingid();
        let person = async {
            hands.next_push(step.user_name()).await;
            answer();
        };
        let (step, ()) = in_time(async { tokio::join!(step.wait(), person) }).await;
        step.unwrap()
    }
}

#[tokio::test]
async fn the_call_waits_until_the_user_approves() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    let id = stage.phone("jdoe").await;
    let step = stage.online("jdoe").await;
    assert_eq!(step.device().unwrap().id, Some(id.into()));
    assert!(hands.pushes().is_empty(), "nobody is asked before the call");
    let next = stage.answered(&step, || hands.approve("jdoe").unwrap());
    let done = completed(next.await);
    let online = done.online_details().unwrap();
    assert_eq!(online.device_type, Some(DeviceType::IPhone));
    assert!(online.gps_location.is_some());
    assert_eq!(stage.sent("pingid.authenticate_online"), 1);
    assert_eq!(stage.sent("pingid.auth_status"), 0);
}

#[tokio::test]
async fn a_denial_ends_the_call() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    stage.phone("jdoe").await;
    let step = stage.online("jdoe").await;
    let next = stage.answered(&step, || hands.deny("jdoe").unwrap());
    let failed = is!(next.await, Step::Failed);
    assert_eq!(refused(failed.error()), 400);
    // Begun again, it is as it was asked for at first.
    let step = is!(failed.restart().await.unwrap(), Step::Online);
    let next = stage.answered(&step, || hands.approve("jdoe").unwrap());
    completed(next.await);
}

#[tokio::test]
async fn a_user_who_looks_and_does_not_answer_is_asked_again() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    stage.phone("jdoe").await;
    let step = stage.online("jdoe").await;
    let minute = Duration::from_secs(60);
    let next = stage.answered(&step, || {
        hands.claim_push("jdoe").unwrap();
        stage.sandbox.clock().advance(minute);
    });
    let again = is!(next.await, Step::Online);
    assert_eq!(again.session_id(), step.session_id());
    let next = stage.answered(&again, || hands.approve("jdoe").unwrap());
    completed(next.await);
}

#[tokio::test]
async fn a_phone_that_nobody_looks_at_is_asked_for_a_passcode() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    let id = stage.phone("jdoe").await;
    for unseen in [true, false] {
        let step = stage.online("jdoe").await;
        let next = stage.answered(&step, || match unseen {
            true => stage.sandbox.clock().advance(Duration::from_secs(60)),
            false => hands.reachable(id, false).unwrap(),
        });
        let otp = is!(next.await, Step::Otp);
        assert_eq!(otp.code(), PingIdCode::AppOtp);
        let shown = hands.app_otp(id).unwrap();
        let next = is!(otp.submit(shown).await.unwrap(), OtpOutcome::Next);
        completed(next);
    }
}

#[tokio::test]
async fn two_calls_wait_for_their_own_users() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    stage.phone("ann").await;
    stage.phone("bob").await;
    let (ann, bob) = tokio::join!(stage.online("ann"), stage.online("bob"));
    let people = async {
        hands.next_push("ann").await;
        hands.next_push("bob").await;
        hands.deny("bob").unwrap();
        hands.approve("ann").unwrap();
    };
    let all = async { tokio::join!(ann.wait(), bob.wait(), people) };
    let (ann, bob, ()) = in_time(all).await;
    assert_eq!(completed(ann.unwrap()).user_name(), "ann");
    assert_eq!(is!(bob.unwrap(), Step::Failed).user_name(), "bob");
}

#[tokio::test]
async fn a_person_has_more_time_than_other_calls_and_not_for_ever() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    stage.phone("jdoe").await;
    let step = stage.online("jdoe").await;
    let next = stage.answered(&step, || {
        stage.clock.advance(Duration::from_secs(149));
        hands.approve("jdoe").unwrap();
    });
    completed(next.await);

    let step = stage.online("jdoe").await;
    let person = async {
        hands.next_push("jdoe").await;
        stage.clock.advance(Duration::from_secs(150));
    };
    let (step, ()) = in_time(async { tokio::join!(step.wait(), person) }).await;
    let error = step.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // Nobody is asked for what nobody waits for, and it was not sent a second time.
    in_time(async {
        while !hands.pushes().is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(stage.sent("pingid.authenticate_online"), 2);
}
