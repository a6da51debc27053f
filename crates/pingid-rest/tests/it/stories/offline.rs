//! Pairing without the PingID app.

use std::time::Duration;

use ping_models::pingid::{
    AddUser, DeviceType, FinalizeOfflinePairing, OathTokenType, OfflinePairing, PairYubiKey, Role,
    StartOfflinePairing, UserStatus,
};
use ping_sandbox::{Channel, Sandbox};
use pingid_rest::{AppPairingOutcome, OtpPairing, OtpPairingOutcome};

use super::{Stage, refused};

impl Stage {
    pub(super) async fn add(&self, name: &str) {
        let request = AddUser::new(name, Role::Regular);
        self.pingid.users().create(request).await.unwrap();
    }

    async fn begin(&self, request: StartOfflinePairing) -> OtpPairing {
        self.pingid.pair_offline(request).await.unwrap()
    }
}

pub(super) fn otp(sandbox: &Sandbox, channel: Channel, to: &str) -> String {
    sandbox.outbox().try_next(channel, to).unwrap().otp.unwrap()
}

/// A passcode that is not the one.
pub(super) fn other(otp: &str) -> String {
    let last = if otp.ends_with('0') { "1" } else { "0" };
    format!("{}{last}", &otp[..otp.len() - 1])
}

#[tokio::test]
async fn phones_and_addresses_pair_with_the_passcode_they_get() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let extension = "+12025550123,#2992,,,#2991";
    for (request, channel, to, device_type) in [
        (
            StartOfflinePairing::sms("jdoe", "15125550100"),
            Channel::Sms,
            "+15125550100",
            DeviceType::Sms,
        ),
        (
            StartOfflinePairing::voice("jdoe", extension),
            Channel::Voice,
            "+12025550123",
            DeviceType::Voice,
        ),
        (
            StartOfflinePairing::email("jdoe", "jdoe@example.com"),
            Channel::Email,
            "jdoe@example.com",
            DeviceType::Email,
        ),
    ] {
        let step = stage.begin(request).await;
        let message = stage.sandbox.outbox().try_next(channel, to).unwrap();
        let otp = message.otp.unwrap();
        assert_eq!(message.text.contains("#2992,,,#2991"), channel == Channel::Voice);

        let wrong = step.submit(other(&otp)).await.unwrap();
        let OtpPairingOutcome::Wrong(again) = wrong else {
            panic!("{wrong:?}");
        };
        // People type blanks.
        let spaced = format!(" {} {} ", &otp[..3], &otp[3..]);
        let paired = again.submit(spaced).await.unwrap();
        let OtpPairingOutcome::Paired(Some(id)) = paired else {
            panic!("{paired:?}");
        };
        assert_eq!(step.device_id(), Some(&id));
        let user = stage.user("jdoe").await;
        assert_eq!(user.status, Some(UserStatus::Active));
        let device = user.devices().into_iter().find(|device| device.id.as_ref() == Some(&id));
        assert_eq!(device.unwrap().device_type, Some(device_type));
        // The passcode has been used.
        assert_eq!(refused(&step.submit(otp).await.unwrap_err()), 20_517);
    }
}

#[tokio::test]
async fn a_pairing_expires_and_does_not_take_guesses_for_ever() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let request = || StartOfflinePairing::email("jdoe", "jdoe@example.com");
    let step = stage.begin(request()).await;
    let right = otp(&stage.sandbox, Channel::Email, "jdoe@example.com");
    stage.sandbox.clock().advance(Duration::from_secs(30 * 60));
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);

    let step = stage.begin(request()).await;
    let right = otp(&stage.sandbox, Channel::Email, "jdoe@example.com");
    for _ in 0..5 {
        let outcome = step.submit(other(&right)).await.unwrap();
        assert!(matches!(outcome, OtpPairingOutcome::Wrong(_)));
    }
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);
    assert_eq!(stage.status("jdoe").await, "NOT_ACTIVE");
}

#[tokio::test]
async fn two_users_pair_at_once() {
    let stage = Stage::new().await;
    stage.add("ann").await;
    stage.add("bob").await;
    let (ann, bob) = tokio::join!(
        stage.begin(StartOfflinePairing::email("ann", "ann@example.com")),
        stage.begin(StartOfflinePairing::email("bob", "bob@example.com")),
    );
    let hers = otp(&stage.sandbox, Channel::Email, "ann@example.com");
    let his = otp(&stage.sandbox, Channel::Email, "bob@example.com");
    assert_ne!(hers, his);
    let mixed = bob.submit(hers.as_str()).await.unwrap();
    assert!(matches!(mixed, OtpPairingOutcome::Wrong(_)));
    let (ann, bob) = tokio::join!(ann.submit(hers), bob.submit(his));
    assert!(matches!(ann.unwrap(), OtpPairingOutcome::Paired(_)));
    assert!(matches!(bob.unwrap(), OtpPairingOutcome::Paired(_)));
}

#[tokio::test]
async fn what_cannot_be_paired_is_refused() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let refusal = async |request: StartOfflinePairing| {
        refused(&stage.pingid.pair_offline(request).await.unwrap_err())
    };
    assert_eq!(refusal(StartOfflinePairing::sms("nobody", "+15125550100")).await, 10_564);
    assert_eq!(refusal(StartOfflinePairing::sms("jdoe", "+1512")).await, 20_559);
    assert_eq!(refusal(StartOfflinePairing::sms("jdoe", "+12025550123,1")).await, 20_559);
    assert_eq!(refusal(StartOfflinePairing::email("jdoe", "@")).await, 20_558);
    assert_eq!(refusal(StartOfflinePairing::token("jdoe", "72")).await, 400);

    let number = "+15125550100";
    let pairings = stage.pingid.pairings();
    pairings.offline(OfflinePairing::sms("jdoe", number)).await.unwrap();
    stage.add("other").await;
    let again = || StartOfflinePairing::sms("other", number);
    assert_eq!(refusal(again().validate_unique_device(true)).await, 400);
    let _ = stage.begin(again()).await;

    // The limit counts when a pairing ends, too.
    stage.sandbox.pingid().device_limit(2);
    let step = stage.begin(StartOfflinePairing::email("jdoe", "jdoe@example.com")).await;
    pairings.offline(OfflinePairing::voice("jdoe", number)).await.unwrap();
    assert_eq!(refusal(StartOfflinePairing::email("jdoe", "x@example.com")).await, 20_562);
    let right = otp(&stage.sandbox, Channel::Email, "jdoe@example.com");
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_562);

    stage.pingid.users().suspend("jdoe").await.unwrap();
    assert_eq!(refusal(StartOfflinePairing::sms("jdoe", number)).await, 10_565);

    let step = stage.begin(StartOfflinePairing::email("other", "o@example.com")).await;
    stage.pingid.users().delete("other").await.unwrap();
    let right = otp(&stage.sandbox, Channel::Email, "o@example.com");
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);
}

#[tokio::test]
async fn a_token_pairs_by_what_it_shows() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    stage.upload().await;
    for (serial, token_type) in [("107", OathTokenType::Hotp), ("72", OathTokenType::Totp)] {
        let token = || stage.sandbox.pingid().token_code(serial).unwrap();
        let step = stage.begin(StartOfflinePairing::token("jdoe", serial)).await;
        assert_eq!(step.token_type(), Some(&token_type));
        let outcome = step.submit("000000").await.unwrap();
        assert!(matches!(outcome, OtpPairingOutcome::Wrong(_)));
        let outcome = step.submit(token()).await.unwrap();
        assert!(matches!(outcome, OtpPairingOutcome::Paired(Some(_))));
    }
    let user = stage.user("jdoe").await;
    let tokens: Vec<_> = user
        .devices()
        .into_iter()
        .map(|device| {
            (
                device.oath_serial_number.as_deref().unwrap().as_str(),
                device.oath_token_type.clone().unwrap(),
            )
        })
        .collect();
    assert_eq!(tokens, [("107", OathTokenType::Hotp), ("72", OathTokenType::Totp)]);
    // A token is one user's.
    stage.add("other").await;
    let request = StartOfflinePairing::token("other", "72");
    let error = stage.pingid.pair_offline(request).await.unwrap_err();
    assert_eq!(refused(&error), 400);
}

#[tokio::test]
async fn a_token_that_has_drifted_pairs_with_two_passcodes() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    stage.upload().await;
    let hands = stage.sandbox.pingid();
    hands.token_skew("107", 50).unwrap();
    let step = stage.begin(StartOfflinePairing::token("jdoe", "107")).await;
    // Out of the window, and nothing is looked for unless that is asked for.
    let outcome = step.submit(hands.token_code("107").unwrap()).await.unwrap();
    assert!(matches!(outcome, OtpPairingOutcome::Wrong(_)));

    let step = step.resync(true);
    let outcome = step.submit(hands.token_code("107").unwrap()).await.unwrap();
    let OtpPairingOutcome::NextOtp(next) = outcome else {
        panic!("{outcome:?}");
    };
    let outcome = next.submit("123456").await.unwrap();
    let OtpPairingOutcome::Wrong(next) = outcome else {
        panic!("{outcome:?}");
    };
    let outcome = next.submit(hands.token_code("107").unwrap()).await.unwrap();
    assert!(matches!(outcome, OtpPairingOutcome::Paired(Some(_))));

    // Call by call: 30016 is a reply, not an error.
    hands.token_skew("72", 90).unwrap();
    let step = stage.begin(StartOfflinePairing::token("jdoe", "72")).await;
    let shown = hands.token_code("72").unwrap();
    let request = FinalizeOfflinePairing::new(step.session_id(), shown.as_str());
    let reply = stage.pingid.pairings().finalize_offline(request.oath_resync(true)).await;
    let reply = reply.unwrap();
    assert_eq!(reply.outcome.error_id, Some(30_016.into()));
    let told = reply.embedded_parameters.unwrap();
    assert_eq!(told.oath_token_type, Some(OathTokenType::Totp));
    stage.sandbox.clock().advance(Duration::from_secs(30));
    let outcome = step.resync(true).submit(hands.token_code("72").unwrap()).await;
    assert!(matches!(outcome.unwrap(), OtpPairingOutcome::Paired(Some(_))));
}

#[tokio::test]
async fn a_yubikey_pairs_by_a_touch() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let touch = || stage.sandbox.pingid().yubikey_otp(8_881_023);
    let pair = |otp: &str| stage.pingid.pairings().yubikey(PairYubiKey::new("jdoe", otp)).send();
    let otp = touch();
    let reply = pair(&otp).await.unwrap();
    let user = stage.user("jdoe").await;
    let device = user.default_device().unwrap();
    assert_eq!(device.device_type, Some(DeviceType::YubiKey));
    assert_eq!(device.display_id.as_deref(), Some("8881023"));
    assert_eq!(device.id, reply.device_id);
    assert_eq!(device.uuid, reply.device_uuid);
    // Each passcode is good once, and not every text is one.
    assert_eq!(refused(&pair(&otp).await.unwrap_err()), 20_513);
    assert_eq!(refused(&pair("cccccc").await.unwrap_err()), 20_513);
    let unique = PairYubiKey::new("jdoe", touch()).validate_unique_device(true);
    let error = stage.pingid.pairings().yubikey(unique).await.unwrap_err();
    assert_eq!(refused(&error), 400);
}

#[tokio::test]
async fn an_authenticator_app_pairs_by_its_key() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular).email("j%doe@example.com");
    stage.pingid.users().create(request).await.unwrap();
    let step = stage.pingid.pair_authenticator_app("jdoe").await.unwrap();
    let uri = step.key_uri();
    assert!(uri.starts_with("otpauth://totp/Ping%20Sandbox:j%25doe%40example%2Ecom?"), "{uri}");
    assert!(step.qr().svg().contains("<svg"));
    let bare: String = step.key().split(' ').collect();
    assert!(uri.contains(&format!("secret={bare}&")));
    assert!(!format!("{step:?}").contains(&bare));

    let right = stage.sandbox.totp_code(uri).unwrap();
    let outcome = step.submit(other(&right)).await.unwrap();
    let AppPairingOutcome::Wrong(again) = outcome else {
        panic!("{outcome:?}");
    };
    let outcome = again.submit(right.as_str()).await.unwrap();
    let AppPairingOutcome::Paired(paired) = outcome else {
        panic!("{outcome:?}");
    };
    let user = stage.user("jdoe").await;
    let device = user.default_device().unwrap();
    assert_eq!(device.device_type, Some(DeviceType::AuthenticatorApp));
    assert_eq!(device.id, paired);
    assert_eq!(refused(&step.submit(right).await.unwrap_err()), 20_517);

    // A session of another workflow is none here.
    let step = stage.pingid.pair_authenticator_app("jdoe").await.unwrap();
    let request = FinalizeOfflinePairing::new(step.session_id(), "123456");
    let error = stage.pingid.pairings().finalize_offline(request).await.unwrap_err();
    assert_eq!(refused(&error), 20_517);
    // An app that has its key already.
    let known = OfflinePairing::authenticator_app("jdoe", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    stage.pingid.pairings().offline(known).await.unwrap();
    let broken = OfflinePairing::authenticator_app("jdoe", "not base32!");
    let error = stage.pingid.pairings().offline(broken).await.unwrap_err();
    assert_eq!(refused(&error), 400);
}
