//! Passcodes: those that are sent, and those that devices show.

use std::time::Duration;

use ping_models::pingid::{
    DeviceType, OathTokenType, OfflinePairing, PairYubiKey, PingIdCode, ServiceAlias,
    StartAuthentication,
};
use ping_sandbox::{Channel, PingIdDevice};
use pingid_rest::{AppPairingOutcome, OtpOutcome, Step};

use super::completed;
use crate::stories::offline::{other, otp};
use crate::stories::{Stage, is, refused};

#[tokio::test]
async fn a_passcode_that_is_sent_signs_the_user_in() {
    let stage = Stage::new().await;
    for (user, device, channel, to, kind, device_type) in [
        (
            "ann",
            OfflinePairing::sms("ann", "+15125550100"),
            Channel::Sms,
            "+15125550100",
            PingIdCode::OtpBySms,
            DeviceType::Sms,
        ),
        (
            "bob",
            OfflinePairing::voice("bob", "+15125550101"),
            Channel::Voice,
            "+15125550101",
            PingIdCode::OtpByVoice,
            DeviceType::Voice,
        ),
        (
            "cid",
            OfflinePairing::email("cid", "cid@example.com"),
            Channel::Email,
            "cid@example.com",
            PingIdCode::OtpByEmail,
            DeviceType::Email,
        ),
    ] {
        stage.add(user).await;
        let id = stage.pair(device).await;
        let step = is!(stage.sign_on(user).await, Step::Otp);
        assert_eq!((step.code(), step.user_name()), (kind, user));
        assert_eq!(step.device().unwrap().id.as_ref(), Some(&id));
        let right = otp(&stage.sandbox, channel, to);

        let again = is!(step.submit(other(&right)).await.unwrap(), OtpOutcome::Wrong);
        assert_eq!(again.code(), kind);
        // People type blanks.
        let spaced = format!(" {} {} ", &right[..3], &right[3..]);
        let next = is!(again.submit(spaced).await.unwrap(), OtpOutcome::Next);
        let done = completed(next);
        assert_eq!(done.user_name(), user);
        assert_eq!(done.device().unwrap().device_type, Some(device_type));
        assert!(done.cookie().is_none() && done.online_details().is_none());
        assert!(stage.user(user).await.last_login.is_some());
        // The session is over.
        assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);
    }
}

#[tokio::test]
async fn an_authentication_does_not_wait_for_ever() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let address = "jdoe@example.com";
    stage.pair(OfflinePairing::email("jdoe", address)).await;
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    let right = otp(&stage.sandbox, Channel::Email, address);
    stage.sandbox.clock().advance(Duration::from_secs(30 * 60));
    let error = step.submit(right).await.unwrap_err();
    assert_eq!(refused(&error), 20_517);
    let kind = pingid_rest::pingid_code(&error).unwrap();
    assert_eq!(kind, PingIdCode::InvalidSession);
    assert!(stage.user("jdoe").await.last_login.is_none());
}

#[tokio::test]
async fn an_authentication_does_not_take_guesses_for_ever() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let number = "+15125550100";
    stage.pair(OfflinePairing::sms("jdoe", number)).await;
    let mut step = is!(stage.sign_on("jdoe").await, Step::Otp);
    let right = otp(&stage.sandbox, Channel::Sms, number);
    for _ in 0..5 {
        step = is!(step.submit(other(&right)).await.unwrap(), OtpOutcome::Wrong);
    }
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);
    // Anew, it has another passcode.
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    let right = otp(&stage.sandbox, Channel::Sms, number);
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    completed(next);
}

#[tokio::test]
async fn an_authenticator_app_signs_the_user_in() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let pairing = stage.pingid.pair_authenticator_app("jdoe").await.unwrap();
    let show = || stage.sandbox.totp_code(pairing.key_uri()).unwrap();
    is!(pairing.submit(show()).await.unwrap(), AppPairingOutcome::Paired);

    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    assert_eq!(step.code(), PingIdCode::AuthenticatorAppOtp);
    // The passcode of the pairing is no good a second time.
    let step = is!(step.submit(show()).await.unwrap(), OtpOutcome::Wrong);
    stage.sandbox.clock().advance(Duration::from_secs(30));
    let next = is!(step.submit(show()).await.unwrap(), OtpOutcome::Next);
    let device = completed(next).device().unwrap().device_type.clone();
    assert_eq!(device, Some(DeviceType::AuthenticatorApp));
}

#[tokio::test]
async fn a_token_signs_the_user_in_by_what_it_shows() {
    let stage = Stage::new().await;
    stage.upload().await;
    for (user, serial, token_type) in
        [("ann", "107", OathTokenType::Hotp), ("bob", "72", OathTokenType::Totp)]
    {
        stage.add(user).await;
        stage.pair(OfflinePairing::token(user, serial)).await;
        let show = || stage.sandbox.pingid().token_code(serial).unwrap();
        let step = is!(stage.sign_on(user).await, Step::Otp);
        assert_eq!(step.code(), PingIdCode::OathToken);
        let step = is!(step.submit("000000").await.unwrap(), OtpOutcome::Wrong);
        let next = is!(step.submit(show()).await.unwrap(), OtpOutcome::Next);
        let done = completed(next);
        let device = done.device().unwrap();
        assert_eq!(device.oath_token_type, Some(token_type));
    }
}

#[tokio::test]
async fn a_token_that_has_drifted_signs_in_with_two_passcodes() {
    let stage = Stage::new().await;
    stage.upload().await;
    stage.add("jdoe").await;
    stage.pair(OfflinePairing::token("jdoe", "107")).await;
    let hands = stage.sandbox.pingid();
    let show = || hands.token_code("107").unwrap();
    hands.token_skew("107", 50).unwrap();
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    // Nothing is looked for unless that is asked for.
    let step = is!(step.submit(show()).await.unwrap(), OtpOutcome::Wrong);

    let step = step.resync(true);
    let next = is!(step.submit(show()).await.unwrap(), OtpOutcome::NextOtp);
    assert_eq!(next.code(), PingIdCode::NextOtp);
    // Once found, a wrong one does not lose it again.
    let next = is!(next.submit("123456").await.unwrap(), OtpOutcome::Wrong);
    assert_eq!(next.code(), PingIdCode::NextOtp);
    let next = is!(next.submit(show()).await.unwrap(), OtpOutcome::Next);
    completed(next);

    // In step, one passcode does.
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    let next = is!(step.submit(show()).await.unwrap(), OtpOutcome::Next);
    completed(next);
}

#[tokio::test]
async fn a_yubikey_signs_the_user_in_by_a_touch() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let touch = |serial| stage.sandbox.pingid().yubikey_otp(serial);
    let request = PairYubiKey::new("jdoe", touch(8_881_023));
    stage.pingid.pairings().yubikey(request).await.unwrap();

    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    assert_eq!(step.code(), PingIdCode::YubiKeyOtp);
    let step = is!(step.submit(touch(42)).await.unwrap(), OtpOutcome::Wrong);
    let typed = touch(8_881_023);
    let next = is!(step.submit(typed.as_str()).await.unwrap(), OtpOutcome::Next);
    completed(next);
    // Each is good once.
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    let _ = is!(step.submit(typed).await.unwrap(), OtpOutcome::Wrong);
}

#[tokio::test]
async fn the_app_shows_a_passcode_where_no_push_gets_through() {
    let stage = Stage::new().await;
    let hands = stage.sandbox.pingid();
    let without_push = stage.with_device("ann", PingIdDevice::iphone()).await;
    hands.push_enabled(without_push, false).unwrap();
    let out_of_reach = stage.with_device("bob", PingIdDevice::android()).await;
    hands.reachable(out_of_reach, false).unwrap();
    let computer = stage.with_device("cid", PingIdDevice::desktop()).await;
    for (user, device, kind) in [
        ("ann", without_push, PingIdCode::PushDisabled),
        ("bob", out_of_reach, PingIdCode::AppOtp),
        ("cid", computer, PingIdCode::DesktopOtp),
    ] {
        let step = is!(stage.sign_on(user).await, Step::Otp);
        assert_eq!(step.code(), kind);
        let shown = hands.app_otp(device).unwrap();
        let step = is!(step.submit(other(&shown)).await.unwrap(), OtpOutcome::Wrong);
        let next = is!(step.submit(shown).await.unwrap(), OtpOutcome::Next);
        completed(next);
    }
    assert!(hands.pushes().is_empty());
}

#[tokio::test]
async fn a_passcode_is_good_in_its_own_service_alone() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let number = "+15125550100";
    stage.pair(OfflinePairing::sms("jdoe", number)).await;
    let request = StartAuthentication::new("jdoe").service(ServiceAlias::Vpn);
    // The step goes on with the service that it began with.
    let step = is!(stage.pingid.authenticate(request).await.unwrap(), Step::Otp);
    let right = otp(&stage.sandbox, Channel::Sms, number);
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    completed(next);
}
