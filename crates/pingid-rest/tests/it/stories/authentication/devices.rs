//! Which device is used, and users who have none to use.

use std::time::Duration;

use ping_models::pingid::{
    CancelAuthenticationType, DeviceType, OfflinePairing, PingIdCode, StartAuthentication,
    StartOfflinePairing,
};
use ping_sandbox::Channel;
use pingid_rest::{OtpOutcome, Step};

use super::completed;
use crate::stories::offline::otp;
use crate::stories::{Stage, is, refused};

const NUMBER: &str = "+15125550100";
const ADDRESS: &str = "jdoe@example.com";

impl Stage {
    /// What the service was asked for since, of what begins and ends authentications.
    fn authentications_since(&self, before: usize) -> Vec<String> {
        let asked = self.sandbox.requests().into_iter().skip(before);
        let asked = asked.filter_map(|request| request.operation);
        asked
            .filter_map(|id| id.strip_prefix("pingid.").map(str::to_owned))
            .filter(|id| id.contains("authentication") || id.contains("authenticate"))
            .collect()
    }
}

#[tokio::test]
async fn the_user_selects_a_device() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().device_selection(true);
    stage.phone("jdoe").await;
    let sms = stage.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
    stage.pair(OfflinePairing::email("jdoe", ADDRESS)).await;

    let select = is!(stage.sign_on("jdoe").await, Step::SelectDevice);
    let types: Vec<_> =
        select.devices().iter().map(|device| device.device_type.clone().unwrap()).collect();
    assert_eq!(types, [DeviceType::IPhone, DeviceType::Sms, DeviceType::Email]);
    // Nobody is asked for anything yet.
    assert!(stage.sandbox.pingid().pushes().is_empty());
    assert!(stage.sandbox.outbox().all().is_empty());

    // A device of nobody leaves the step in hand.
    assert_eq!(refused(&select.select(7).await.unwrap_err()), 400);
    let step = is!(select.select(&sms).await.unwrap(), Step::Otp);
    assert_eq!(step.code(), PingIdCode::OtpBySms);
    assert_eq!(step.session_id(), select.session_id());
    assert_eq!(step.device().unwrap().id, Some(sms));
    let right = otp(&stage.sandbox, Channel::Sms, NUMBER);
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    let done = completed(next);
    assert_eq!(done.device().unwrap().device_type, Some(DeviceType::Sms));
    // No cancellation comes before a selection that the service asks for.
    assert_eq!(stage.sent("pingid.cancel_authentication"), 0);
}

#[tokio::test]
async fn a_change_of_device_cancels_what_was_awaited() {
    let stage = Stage::new().await;
    let phone = stage.phone("jdoe").await;
    let sms = stage.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
    let before = stage.sandbox.requests().len();
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    let step = is!(push.select(&sms).await.unwrap(), Step::Otp);
    assert_eq!(
        stage.authentications_since(before),
        ["start_authentication", "cancel_authentication", "start_authentication"]
    );
    assert!(stage.sandbox.pingid().pushes().is_empty());
    assert_eq!(step.device().unwrap().id, Some(sms));

    // And back: also from a device that takes passcodes.
    let sent = otp(&stage.sandbox, Channel::Sms, NUMBER);
    let push = is!(step.select(phone).await.unwrap(), Step::Push);
    assert_eq!(stage.sent("pingid.cancel_authentication"), 2);
    assert_eq!(refused(&step.submit(sent).await.unwrap_err()), 20_517);
    stage.sandbox.pingid().approve("jdoe").unwrap();
    let done = completed(push.wait().await.unwrap());
    assert_eq!(done.device().unwrap().id, Some(phone.into()));
}

#[tokio::test]
async fn a_change_of_device_works_where_the_first_authentication_is_over() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let email = stage.pair(OfflinePairing::email("jdoe", ADDRESS)).await;
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    stage.sandbox.clock().advance(Duration::from_secs(30 * 60));
    let step = is!(push.select(&email).await.unwrap(), Step::Otp);
    let right = otp(&stage.sandbox, Channel::Email, ADDRESS);
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    completed(next);
}

#[tokio::test]
async fn a_change_of_device_that_is_not_cancelled_begins_nothing() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let email = stage.pair(OfflinePairing::email("jdoe", ADDRESS)).await;
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    let path = "/pingid/rest/4/cancelauthentication/do";
    stage.sandbox.faults().next("POST", path).status(500);
    let error = push.select(&email).await.unwrap_err();
    assert_eq!(error.operation(), Some("pingid.cancel_authentication"));
    assert_eq!(stage.sent("pingid.start_authentication"), 1);
    assert!(stage.sandbox.outbox().all().is_empty());
    // The step is still in hand.
    let _ = is!(push.select(&email).await.unwrap(), Step::Otp);
}

#[tokio::test]
async fn a_device_can_be_named_at_once() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let email = stage.pair(OfflinePairing::email("jdoe", ADDRESS)).await;
    let request = StartAuthentication::new("jdoe").device_id(&email);
    let step = is!(stage.pingid.authenticate(request).await.unwrap(), Step::Otp);
    assert_eq!(step.code(), PingIdCode::OtpByEmail);
    // A passcode for a session that was cancelled is worth nothing.
    step.cancel(CancelAuthenticationType::AddDevice).await.unwrap();
    let right = otp(&stage.sandbox, Channel::Email, ADDRESS);
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);
}

#[tokio::test]
async fn users_who_cannot_sign_in_are_refused() {
    let stage = Stage::new().await;
    let refusal = async |user: &str| {
        let error = stage.pingid.authenticate(user).await.unwrap_err();
        (refused(&error), pingid_rest::pingid_code(&error).unwrap())
    };
    assert_eq!(refusal("nobody").await, (10_564, PingIdCode::UserUnknown));
    stage.add("bare").await;
    assert_eq!(refusal("bare").await, (400, PingIdCode::InvalidInput));
    stage.phone("jdoe").await;
    stage.pingid.users().suspend("jdoe").await.unwrap();
    assert_eq!(refusal("jdoe").await, (400, PingIdCode::InvalidInput));
    stage.pingid.users().activate("jdoe").await.unwrap();

    // One who is suspended meanwhile.
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    stage.pingid.users().suspend("jdoe").await.unwrap();
    let failed = is!(push.poll().await.unwrap(), Step::Failed);
    assert_eq!(failed.code(), PingIdCode::InvalidSession);
    // And a device that is unpaired meanwhile.
    stage.pingid.users().activate("jdoe").await.unwrap();
    stage.pingid.devices().unpair("jdoe").await.unwrap();
    stage.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    let right = otp(&stage.sandbox, Channel::Sms, NUMBER);
    stage.pingid.devices().unpair("jdoe").await.unwrap();
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);
}

#[tokio::test]
async fn a_user_has_no_more_devices_than_are_allowed() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().device_limit(1);
    stage.phone("jdoe").await;
    let begin = || {
        let request = StartOfflinePairing::sms("jdoe", NUMBER);
        stage.pingid.pair_offline(request)
    };
    let error = begin().await.unwrap_err();
    assert_eq!(refused(&error), 20_562);
    let kind = pingid_rest::pingid_code(&error).unwrap();
    assert_eq!(kind, PingIdCode::TooManyDevices);
    assert!(kind.next_step().unwrap().contains("Unpair"));
    let error = stage.pingid.pair_authenticator_app("jdoe").await;
    assert_eq!(refused(&error.unwrap_err()), 20_562);

    stage.pingid.devices().unpair("jdoe").await.unwrap();
    let _ = begin().await.unwrap();
}
