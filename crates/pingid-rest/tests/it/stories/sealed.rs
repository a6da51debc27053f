//! Steps that cross the requests of a web application: sealed by one instance, opened by another.

use std::time::Duration;

use ping_models::pingid::{
    AddUser, OfflinePairing, PingIdCode, Role, StartAuthentication, StartOfflinePairing,
};
use ping_sandbox::Channel;
use ping_testkit::Browser;
use ping_transport::{Clock as _, Error, ErrorKind as Kind, OpenError, SealKey};
use pingid_rest::{
    AppPairing, AppPairingOutcome, FidoPairing, OnlinePairing, OtpOutcome, OtpPairing,
    OtpPairingOutcome, PairingOutcome, PasswordlessStep, PendingRedirect, PingId, ResyncOutcome,
    Step, TokenResync,
};

use super::authentication::completed;
use super::fido::{ORIGIN, created, relying_party, signed};
use super::offline::otp;
use super::{Stage, in_time, is};

const LIFETIME: Duration = Duration::from_secs(600);
const ADDRESS: &str = "jdoe@example.com";

fn key() -> SealKey {
    SealKey::new([7; 32])
}

impl Stage {
    /// The step in another instance, after it was in the hands of the user's browser.
    fn carried(&self, step: &Step) -> Step {
        let sealed = step.seal(&key(), LIFETIME).unwrap();
        readable(&sealed);
        let opened: Step = self.elsewhere().open(&key(), step.user_name(), &sealed).unwrap();
        assert_eq!(opened.user_name(), step.user_name());
        opened
    }
}

/// A text that fits into a cookie or URL as it is.
#[track_caller]
fn readable(sealed: &str) {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    assert!(sealed.chars().all(fits), "{sealed}");
}

#[tokio::test]
async fn an_online_pairing_goes_on_in_another_instance() {
    let stage = Stage::new().await;
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = stage.pingid.pair_online(request).await.unwrap();
    let sealed = pairing.seal(&key(), LIFETIME).unwrap();
    let opened: OnlinePairing = stage.elsewhere().open(&key(), "jdoe", &sealed).unwrap();
    assert_eq!(opened.activation_code(), pairing.activation_code());
    assert_eq!(opened.link().expose(), pairing.link().expose());
    let hands = stage.sandbox.pingid();
    let id = hands.pair(opened.activation_code()).unwrap();
    let outcome = opened.wait().await.unwrap();
    assert_eq!(outcome, PairingOutcome::Paired(Some(id.into())));
}

#[tokio::test]
async fn a_pairing_by_passcode_goes_on_in_another_instance() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let request = StartOfflinePairing::email("jdoe", ADDRESS);
    let pairing = stage.pingid.pair_offline(request).await.unwrap();
    let sealed = pairing.seal(&key(), LIFETIME).unwrap();
    let opened: OtpPairing = stage.elsewhere().open(&key(), "jdoe", &sealed).unwrap();
    let right = otp(&stage.sandbox, Channel::Email, ADDRESS);
    let outcome = opened.submit(right).await.unwrap();
    let id = is!(outcome, OtpPairingOutcome::Paired);
    assert_eq!(id.as_ref(), pairing.device_id());
}

#[tokio::test]
async fn a_pairing_of_an_app_goes_on_in_another_instance() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let pairing = stage.pingid.pair_authenticator_app("jdoe").await.unwrap();
    let sealed = pairing.seal(&key(), LIFETIME).unwrap();
    let opened: AppPairing = stage.elsewhere().open(&key(), "jdoe", &sealed).unwrap();
    // It can be shown again.
    assert_eq!(opened.key(), pairing.key());
    assert_eq!(opened.qr().svg(), pairing.qr().svg());
    let shown = stage.sandbox.totp_code(opened.key_uri()).unwrap();
    let outcome = opened.submit(shown).await.unwrap();
    is!(outcome, AppPairingOutcome::Paired);
}

#[tokio::test]
async fn a_pairing_of_a_fido_device_goes_on_in_another_instance() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let pairing = stage.begin_fido("jdoe", None).await;
    let sealed = pairing.seal(&key(), LIFETIME).unwrap();
    let opened: FidoPairing = stage.elsewhere().open(&key(), "jdoe", &sealed).unwrap();
    let credential = created(&mut Browser::default(), &pairing).await;
    assert!(opened.submit(&credential).await.unwrap().is_some());
}

#[tokio::test]
async fn a_resynchronization_goes_on_in_another_instance() {
    let stage = Stage::new().await;
    stage.upload().await;
    let hands = stage.sandbox.pingid();
    let show = || hands.token_code("107").unwrap();
    // Of an administrator: it is nobody's.
    hands.token_skew("107", 30).unwrap();
    let resync = stage.pingid.resync_token("107");
    let next = is!(resync.submit(show()).await.unwrap(), ResyncOutcome::NextOtp);
    let sealed = next.seal(&key(), LIFETIME).unwrap();
    let opened: TokenResync = stage.elsewhere().open(&key(), "", &sealed).unwrap();
    let outcome = opened.submit(show()).await.unwrap();
    assert!(matches!(outcome, ResyncOutcome::InStep), "{outcome:?}");

    // Of the user who has the token.
    stage.add("jdoe").await;
    stage.pair(OfflinePairing::token("jdoe", "107")).await;
    hands.token_skew("107", 30).unwrap();
    let resync = stage.pingid.resync_token("107").by_user("jdoe");
    let next = is!(resync.submit(show()).await.unwrap(), ResyncOutcome::NextOtp);
    let sealed = next.seal(&key(), LIFETIME).unwrap();
    refused(stage.pingid.open::<TokenResync>(&key(), "", &sealed));
    let opened: TokenResync = stage.elsewhere().open(&key(), "jdoe", &sealed).unwrap();
    let outcome = opened.submit(show()).await.unwrap();
    assert!(matches!(outcome, ResyncOutcome::InStep), "{outcome:?}");
}

#[tokio::test]
async fn a_selection_goes_on_with_a_passcode_in_other_instances() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().device_selection(true);
    stage.phone("jdoe").await;
    let email = stage.pair(OfflinePairing::email("jdoe", ADDRESS)).await;
    let begun = stage.sign_on("jdoe").await;
    let select = is!(stage.carried(&begun), Step::SelectDevice);
    assert_eq!(select.devices().len(), 2);
    let chosen = select.select(&email).await.unwrap();
    let step = is!(stage.carried(&chosen), Step::Otp);
    assert_eq!(step.code(), PingIdCode::OtpByEmail);
    let right = otp(&stage.sandbox, Channel::Email, ADDRESS);
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    let done = completed(next);
    assert_eq!(done.device().unwrap().id, Some(email));
}

#[tokio::test]
async fn a_token_that_was_found_is_so_in_another_instance() {
    let stage = Stage::new().await;
    stage.upload().await;
    stage.add("jdoe").await;
    stage.pair(OfflinePairing::token("jdoe", "107")).await;
    let hands = stage.sandbox.pingid();
    let show = || hands.token_code("107").unwrap();
    hands.token_skew("107", 50).unwrap();
    let step = is!(stage.sign_on("jdoe").await, Step::Otp);
    // That it is to be looked for is carried, too.
    let step = is!(stage.carried(&Step::Otp(step.resync(true))), Step::Otp);
    let next = is!(step.submit(show()).await.unwrap(), OtpOutcome::NextOtp);
    let next = is!(stage.carried(&Step::Otp(next)), Step::Otp);
    assert_eq!(next.code(), PingIdCode::NextOtp);
    let next = is!(next.submit(show()).await.unwrap(), OtpOutcome::Next);
    completed(next);
}

#[tokio::test]
async fn a_push_is_waited_for_in_another_instance() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().number_matching(true);
    stage.phone("jdoe").await;
    let begun = stage.sign_on("jdoe").await;
    let push = is!(stage.carried(&begun), Step::Push);
    let number = push.number_for_matching().unwrap();
    let hands = stage.sandbox.pingid();
    hands.approve_with_number("jdoe", number).unwrap();
    completed(push.wait().await.unwrap());
}

#[tokio::test]
async fn a_call_that_waits_is_made_by_another_instance() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let request = StartAuthentication::new("jdoe").asynchronous(false);
    let begun = stage.pingid.authenticate(request).await.unwrap();
    let online = is!(stage.carried(&begun), Step::Online);
    let hands = stage.sandbox.pingid();
    let person = async {
        hands.next_push("jdoe").await;
        hands.approve("jdoe").unwrap();
    };
    let (step, ()) = in_time(async { tokio::join!(online.wait(), person) }).await;
    completed(step.unwrap());
}

#[tokio::test]
async fn a_fido_device_is_asked_by_another_instance() {
    let stage = Stage::new().await;
    let mut browser = stage.with_fido("jdoe", None).await;
    let begun = stage.sign_on("jdoe").await;
    let fido = is!(stage.carried(&begun), Step::Fido);
    let challenged = fido.challenge(&relying_party()).await.unwrap();
    let asked = challenged.options().unwrap();
    let step = is!(stage.carried(&Step::Assertion(challenged)), Step::Assertion);
    assert_eq!(step.options().unwrap().json(), asked.json());
    let assertion = signed(&mut browser, &step).await;
    completed(step.submit(&assertion).await.unwrap());
}

#[tokio::test]
async fn whoever_comes_without_a_name_is_known_in_another_instance() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().passwordless_policy(true);
    let mut browser = stage.with_fido("jdoe", None).await;
    let begun = stage.pingid.authenticate_passwordless(&relying_party());
    let begun = begun.await.unwrap();
    let sealed = begun.seal(&key(), LIFETIME).unwrap();
    // It is nobody's yet.
    refused(stage.pingid.open::<PasswordlessStep>(&key(), "jdoe", &sealed));
    let step: PasswordlessStep = stage.elsewhere().open(&key(), "", &sealed).unwrap();
    let options = step.options().unwrap();
    let assertion = browser.get(ORIGIN, options.json()).await;
    let known = step.submit(&assertion).await.unwrap();
    let step = is!(stage.carried(&known), Step::EvaluatePolicy);
    completed(step.evaluate(step.request()).await.unwrap());
}

/// A sealed text that is refused, and why.
#[track_caller]
fn refused<T: std::fmt::Debug>(opened: Result<T, OpenError>) -> String {
    let error = Error::from(opened.unwrap_err());
    assert_eq!((error.kind(), error.field()), (Kind::InvalidInput, Some("sealed")), "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_sealed_step_opens_for_its_user_for_its_time_with_its_key() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    stage.pair(OfflinePairing::email("jdoe", ADDRESS)).await;
    let step = stage.sign_on("jdoe").await;
    let sealed = step.seal(&key(), LIFETIME).unwrap();
    let pingid = &stage.pingid;
    let open = |pingid: &PingId, key: &SealKey, user: &str, sealed: &str| {
        pingid.open::<Step>(key, user, sealed)
    };
    assert!(open(pingid, &key(), "jdoe", &sealed).is_ok());

    let text = refused(open(pingid, &key(), "mallory", &sealed));
    assert!(text.contains("another user"), "{text}");
    refused(open(pingid, &key(), "", &sealed));
    refused(open(pingid, &SealKey::new([8; 32]), "jdoe", &sealed));
    for place in [0, sealed.len() / 2, sealed.len() - 1] {
        let letter = if &sealed[place..=place] == "A" { "Q" } else { "A" };
        let changed = format!("{}{letter}{}", &sealed[..place], &sealed[place + 1..]);
        refused(open(pingid, &key(), "jdoe", &changed));
    }
    refused(open(pingid, &key(), "jdoe", &sealed[..sealed.len() - 4]));
    refused(open(pingid, &key(), "jdoe", ""));

    // Every other kind.
    let text = refused(pingid.open::<OtpPairing>(&key(), "jdoe", &sealed));
    assert!(text.contains("another sequence"), "{text}");
    refused(pingid.open::<OnlinePairing>(&key(), "jdoe", &sealed));
    refused(pingid.open::<AppPairing>(&key(), "jdoe", &sealed));
    refused(pingid.open::<FidoPairing>(&key(), "jdoe", &sealed));
    refused(pingid.open::<TokenResync>(&key(), "jdoe", &sealed));
    refused(pingid.open::<PasswordlessStep>(&key(), "jdoe", &sealed));
    refused(pingid.open::<PendingRedirect>(&key(), "jdoe", &sealed));

    stage.clock.advance(LIFETIME - Duration::from_millis(1));
    assert!(open(pingid, &key(), "jdoe", &sealed).is_ok());
    stage.clock.advance(Duration::from_millis(1));
    let text = refused(open(pingid, &key(), "jdoe", &sealed));
    assert!(text.contains("expired"), "{text}");
    assert!(stage.clock.now() > std::time::SystemTime::UNIX_EPOCH);
}

#[tokio::test]
async fn what_is_over_is_not_sealed() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    hands.approve("jdoe").unwrap();
    let done = push.wait().await.unwrap();
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    hands.deny("jdoe").unwrap();
    let failed = push.wait().await.unwrap();
    for step in [done, failed] {
        let error = step.seal(&key(), LIFETIME).unwrap_err();
        assert_eq!((error.kind(), error.field()), (Kind::InvalidInput, Some("step")));
    }
}

#[tokio::test]
async fn a_sealed_text_shows_nothing() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let pairing = stage.pingid.pair_authenticator_app("jdoe").await.unwrap();
    let sealed = pairing.seal(&key(), LIFETIME).unwrap();
    readable(&sealed);
    let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
    let text = format!("{sealed} {}", String::from_utf8_lossy(&bytes));
    let bare: String = pairing.key().split(' ').collect();
    for secret in
        ["jdoe", "otpauth", "pingid", "session", bare.as_str(), pairing.session_id().as_str()]
    {
        assert!(!text.contains(secret), "{secret}");
    }
    // Twice the same is not the same twice.
    assert_ne!(pairing.seal(&key(), LIFETIME).unwrap(), sealed);
}
