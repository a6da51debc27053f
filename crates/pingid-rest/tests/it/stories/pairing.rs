//! Online pairing: the phone is played by the sandbox.

use std::time::Duration;

use ping_models::pingid::{
    AddUser, CodeDeviceType, GetActivationCode, PairingStatus, Role, UserStatus,
};
use ping_sandbox::PingIdDevice;
use ping_transport::Polling;
use ping_transport::Progress;
use pingid_rest::PairingOutcome;

use super::{Stage, refused, web};

fn waiting(status: PairingStatus) -> Progress<Option<PairingStatus>, PairingOutcome> {
    Progress::Waiting(Some(status))
}

#[tokio::test]
async fn a_new_user_pairs_a_phone_step_by_step() {
    let stage = Stage::new().await;
    let phone = stage.sandbox.pingid();
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    assert_eq!(pairing.poll().await.unwrap(), waiting(PairingStatus::NotClaimed));

    let code = pairing.activation_code().to_owned();
    phone.claim(&code).unwrap();
    assert_eq!(pairing.poll().await.unwrap(), waiting(PairingStatus::Verified));

    let id = phone.complete_pairing(&code, PingIdDevice::iphone()).unwrap();
    assert_eq!(pairing.poll().await.unwrap(), waiting(PairingStatus::Paired));
    let paired = PairingOutcome::Paired(Some(id.into()));
    assert_eq!(pairing.poll().await.unwrap(), Progress::Ended(paired.clone()));

    // The service says so once: what it says afterwards does not undo the pairing.
    let status = stage.pingid.pairings().status(code.as_str()).await.unwrap();
    assert_eq!(status.pairing_status, Some(PairingStatus::NotExist));
    assert_eq!(pairing.wait().await.unwrap(), paired);
}

#[tokio::test]
async fn waiting_goes_on_to_the_end() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    let code = pairing.activation_code();
    let link = pairing.link().expose();
    assert!(link.starts_with(&stage.sandbox.connection().api_url), "{link}");
    // Without the app it leads to a page, which pairs nothing.
    assert!(web::open(link).await.contains("PingID app"));
    assert_eq!(stage.status("jdoe").await, "PENDING_ACTIVATION");
    let id = stage.sandbox.pingid().complete_pairing(code, PingIdDevice::android()).unwrap();
    let outcome = pairing.clone().wait().await.unwrap();
    assert_eq!(outcome, PairingOutcome::Paired(Some(id.into())));
    // It saw `PAIRED` first, and waited once.
    assert_eq!(stage.clock.waits(), [Duration::from_secs(2)]);
    let user = stage.user("jdoe").await;
    assert_eq!(user.status, Some(UserStatus::Active));
}

#[tokio::test]
async fn a_success_that_got_lost_is_found() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    let id = stage.sandbox.pingid().pair(pairing.activation_code()).unwrap();
    let faults = stage.sandbox.faults();
    faults.next("POST", "/pingid/rest/4/pairingstatus/do").reset().after_processing();
    let outcome = pairing.wait().await.unwrap();
    assert_eq!(outcome, PairingOutcome::Paired(Some(id.into())));
    assert_eq!(faults.pending(), 0);
}

#[tokio::test]
async fn a_code_expires_and_another_one_pairs() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    stage.sandbox.clock().advance(Duration::from_secs(48 * 3600));
    assert_eq!(pairing.wait().await.unwrap(), PairingOutcome::Expired);
    assert_eq!(stage.status("jdoe").await, "NOT_ACTIVE");

    let request = GetActivationCode::new("jdoe").hours_until_expiration(1);
    let again = stage.pingid.pair_online(request).await.unwrap();
    assert_ne!(again.activation_code(), pairing.activation_code());
    stage.sandbox.clock().advance(Duration::from_secs(3599));
    let id = stage.sandbox.pingid().pair(again.activation_code()).unwrap();
    let outcome = again.wait().await.unwrap();
    assert_eq!(outcome, PairingOutcome::Paired(Some(id.into())));
}

#[tokio::test]
async fn a_further_device_is_told_from_the_ones_before() {
    let stage = Stage::new().await;
    stage.active("jdoe").await;
    let request = GetActivationCode::new("jdoe");
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    stage.sandbox.clock().advance(Duration::from_secs(48 * 3600));
    // The device that was there does not count as paired by this code.
    assert_eq!(pairing.wait().await.unwrap(), PairingOutcome::Expired);
}

#[tokio::test]
async fn nobody_comes() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    let (interval, deadline) = (Duration::from_secs(10), Duration::from_secs(30));
    let wait = pairing.wait().polling(Polling::new(interval, deadline));
    let error = wait.await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(stage.clock.waits(), [interval; 2]);
    // The code is still good.
    assert_eq!(pairing.poll().await.unwrap(), waiting(PairingStatus::NotClaimed));
}

#[tokio::test]
async fn a_code_for_phones_is_not_for_computers() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular).device_type(CodeDeviceType::Mobile);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    let phone = stage.sandbox.pingid();
    let code = pairing.activation_code();
    assert!(phone.pair_device(code, PingIdDevice::desktop()).is_err());
    assert!(phone.pair_device(code, PingIdDevice::iphone()).is_ok());
}

#[tokio::test]
async fn a_pairing_that_cannot_begin_says_why() {
    let stage = Stage::new().await;
    let request = GetActivationCode::new("nobody");
    let error = stage.pingid.pair_online(request).await.unwrap_err();
    assert_eq!(refused(&error), 10_564);
    stage.active("jdoe").await;
    let request = AddUser::new("jdoe", Role::Regular);
    let error = stage.pingid.pair_online(request).await.unwrap_err();
    assert_eq!(refused(&error), 10_556);

    let request = AddUser::new("jane", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    stage.pingid.users().delete("jane").await.unwrap();
    // The user has gone, and the code with it.
    assert_eq!(refused(&pairing.wait().await.unwrap_err()), 10_564);
}
