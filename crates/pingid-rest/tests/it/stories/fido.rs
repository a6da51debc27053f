//! FIDO devices, with a software authenticator: paired, used, and used without a user name.

use std::time::Duration;

use ping_models::pingid::{
    AuthenticateOffline, DeviceType, OfflinePairing, PingIdCode, PolicyAction, StartAuthentication,
    WebAuthnStartAuth, WebAuthnStartPairing, WebAuthnType,
};
use ping_models::webauthn::{Assertion, SignatureForm};
use ping_testkit::Browser;
use ping_transport::ErrorKind as Kind;
use pingid_rest::{AssertionStep, FidoPairing, FidoStep, OtpOutcome, RelyingParty, Step};

use super::authentication::completed;
use super::{Stage, is, refused};

pub(super) const ORIGIN: &str = "https://login.example.com";

pub(super) fn relying_party() -> RelyingParty {
    RelyingParty::new("example.com", ORIGIN)
}

fn request(user: &str, kind: Option<WebAuthnType>) -> WebAuthnStartPairing {
    let request = relying_party().name("Example").pairing(user);
    match kind {
        Some(kind) => request.webauthn_type(kind),
        None => request,
    }
}

/// What the browser answers to a pairing.
pub(super) async fn created(browser: &mut Browser, pairing: &FidoPairing) -> String {
    let options = pairing.options().unwrap();
    browser.create(ORIGIN, options.json()).await
}

/// What the browser answers to an authentication.
pub(super) async fn signed(browser: &mut Browser, step: &AssertionStep) -> String {
    let options = step.options().unwrap();
    browser.get(ORIGIN, options.json()).await
}

impl Stage {
    pub(super) async fn begin_fido(&self, user: &str, kind: Option<WebAuthnType>) -> FidoPairing {
        let request = request(user, kind);
        let pairing = self.pingid.pair_fido(&relying_party(), request);
        pairing.await.unwrap()
    }

    /// Adds a user with a FIDO device, which is in that browser.
    pub(super) async fn with_fido(&self, user: &str, kind: Option<WebAuthnType>) -> Browser {
        self.add(user).await;
        let mut browser = Browser::default();
        let pairing = self.begin_fido(user, kind).await;
        let credential = created(&mut browser, &pairing).await;
        pairing.submit(&credential).await.unwrap();
        browser
    }

    async fn fido(&self, user: &str) -> FidoStep {
        is!(self.sign_on(user).await, Step::Fido)
    }
}

const KINDS: [Option<WebAuthnType>; 3] =
    [Some(WebAuthnType::SecurityKey), Some(WebAuthnType::Windows), None];

#[tokio::test]
async fn each_kind_of_device_is_paired_and_signs_in() {
    let stage = Stage::new().await;
    for (user, kind, device_type, asked) in [
        ("ann", &KINDS[0], DeviceType::SecurityKey, PingIdCode::SecurityKey),
        ("bob", &KINDS[1], DeviceType::Biometrics, PingIdCode::Biometrics),
        ("cid", &KINDS[2], DeviceType::from_wire("FIDO2"), PingIdCode::Fido2),
    ] {
        stage.add(user).await;
        let mut browser = Browser::default();
        let pairing = stage.begin_fido(user, kind.clone()).await;
        assert_eq!(pairing.user_name(), user);
        let options = pairing.options().unwrap();
        assert_eq!(options.rp_id(), Some("example.com"));
        assert_eq!(stage.status(user).await, "NOT_ACTIVE");
        let credential = created(&mut browser, &pairing).await;
        let id = pairing.submit(&credential).await.unwrap().unwrap();
        let details = stage.user(user).await;
        let device = details.default_device().unwrap();
        assert_eq!(device.id.as_ref(), Some(&id));
        assert_eq!(device.device_type, Some(device_type));
        // The pairing is over.
        let again = pairing.submit(&credential).await.unwrap_err();
        assert_eq!(refused(&again), 20_517);

        let step = stage.fido(user).await;
        assert_eq!(step.code(), asked);
        assert_eq!(step.device().unwrap().id.as_ref(), Some(&id));
        let step = step.challenge(&relying_party()).await.unwrap();
        let options = step.options().unwrap();
        assert_eq!(options.rp_id(), Some("example.com"));
        let assertion = signed(&mut browser, &step).await;
        let done = completed(step.submit(&assertion).await.unwrap());
        assert_eq!(done.user_name(), user);
        assert_eq!(done.device().unwrap().id.as_ref(), Some(&id));
        assert!(stage.user(user).await.last_login.is_some());
        // And is good once.
        let failed = is!(step.submit(&assertion).await.unwrap(), Step::Failed);
        assert_eq!(failed.code(), PingIdCode::InvalidSession);
    }
}

#[tokio::test]
async fn both_forms_of_a_signature_are_taken() {
    let stage = Stage::new().await;
    let calls = stage.pingid.authentications();
    let mut browser = stage.with_fido("jdoe", KINDS[0].clone()).await;
    for form in [SignatureForm::Base64, SignatureForm::Bytes] {
        let begun = calls.start("jdoe").await.unwrap();
        assert_eq!(begun.outcome.error_id.unwrap().code(), PingIdCode::SecurityKey);
        let request = WebAuthnStartAuth::new("jdoe", "example.com")
            .webauthn_type(WebAuthnType::SecurityKey)
            .device_uuid(begun.authenticating_device.unwrap());
        let asked = calls.start_webauthn(request).await.unwrap();
        let options = asked.request_options().unwrap();
        let answer = browser.get(ORIGIN, options.json()).await;
        let assertion = Assertion::from_browser(&answer).unwrap();
        let assertion = assertion.to_service_with(form);
        let session = begun.session_id.unwrap();
        let request = AuthenticateOffline::new("jdoe", &session, assertion.expose()).assertion_of(
            ORIGIN,
            "example.com",
            &asked.session_id.unwrap(),
        );
        let reply = calls.offline(request).await.unwrap();
        assert_eq!(reply.outcome.error_id, Some(200.into()), "{form:?}");
    }
}

#[tokio::test]
async fn another_page_can_neither_pair_nor_sign_in() {
    let stage = Stage::new().await;
    stage.add("ann").await;
    let elsewhere = RelyingParty::new("example.com", "https://other.example.com");
    let pairing = stage.pingid.pair_fido(&elsewhere, request("ann", None));
    let pairing = pairing.await.unwrap();
    let credential = created(&mut Browser::default(), &pairing).await;
    let error = pairing.submit(&credential).await.unwrap_err();
    assert_eq!(refused(&error), 400);
    assert_eq!(stage.status("ann").await, "NOT_ACTIVE");

    let mut browser = stage.with_fido("bob", None).await;
    let step = stage.fido("bob").await.challenge(&elsewhere).await.unwrap();
    let assertion = signed(&mut browser, &step).await;
    let _ = is!(step.submit(&assertion).await.unwrap(), Step::Fido);
    assert!(stage.user("bob").await.last_login.is_none());
    // At another domain the device is not known at all.
    let party = RelyingParty::new("example.org", "https://login.example.org");
    let error = stage.fido("bob").await.challenge(&party).await;
    assert_eq!(refused(&error.unwrap_err()), 400);
    // The browser itself has nothing for another domain.
    let step = stage.fido("bob").await.challenge(&relying_party()).await;
    let options = step.unwrap().options().unwrap();
    let phishing = browser.try_get("https://example.org", options.json());
    assert!(phishing.await.is_err());
}

#[tokio::test]
async fn a_credential_of_somebody_else_is_refused() {
    let stage = Stage::new().await;
    let mut bobs = stage.with_fido("bob", None).await;
    let mut anns = stage.with_fido("ann", None).await;
    // Pairing: what the browser made for one user is none of another user's.
    stage.add("cid").await;
    stage.add("dan").await;
    let (cid, dan) = tokio::join!(stage.begin_fido("cid", None), stage.begin_fido("dan", None));
    let made = created(&mut Browser::default(), &dan).await;
    let error = cid.submit(&made).await.unwrap_err();
    assert_eq!(refused(&error), 400);
    assert_eq!(stage.status("cid").await, "NOT_ACTIVE");

    // Authentication: neither for one's own challenge nor for the other's.
    let party = relying_party();
    let ann = stage.fido("ann").await.challenge(&party).await.unwrap();
    let bob = stage.fido("bob").await.challenge(&party).await.unwrap();
    let ann_options = ann.options().unwrap();
    // The browser has no credential that is asked for.
    assert!(bobs.try_get(ORIGIN, ann_options.json()).await.is_err());
    let foreign = signed(&mut bobs, &bob).await;
    let again = is!(ann.submit(&foreign).await.unwrap(), Step::Fido);
    assert!(stage.user("ann").await.last_login.is_none());

    // Asked again, her own does.
    let ann = again.challenge(&party).await.unwrap();
    let own = signed(&mut anns, &ann).await;
    completed(ann.submit(&own).await.unwrap());
    // And his was not used up by her attempt.
    completed(bob.submit(&foreign).await.unwrap());
}

#[tokio::test]
async fn a_challenge_is_renewed_and_expires() {
    let stage = Stage::new().await;
    let mut browser = stage.with_fido("jdoe", KINDS[1].clone()).await;
    let party = relying_party();
    let step = stage.fido("jdoe").await;
    let first = step.challenge(&party).await.unwrap();
    let second = step.challenge(&party).await.unwrap();
    let asked = |step: &AssertionStep| step.options().unwrap().challenge().to_owned();
    assert_ne!(asked(&first), asked(&second));
    let late = signed(&mut browser, &first).await;
    stage.sandbox.clock().advance(Duration::from_secs(601));
    let failed = is!(first.submit(&late).await.unwrap(), Step::Failed);
    assert_eq!(failed.code(), PingIdCode::InvalidSession);
    // The authentication itself still waits.
    let third = step.challenge(&party).await.unwrap();
    let assertion = signed(&mut browser, &third).await;
    completed(third.submit(&assertion).await.unwrap());
}

#[tokio::test]
async fn a_browser_without_webauthn_leaves_other_devices() {
    let stage = Stage::new().await;
    stage.with_fido("jdoe", KINDS[1].clone()).await;
    let without = || StartAuthentication::new("jdoe").webauthn_supported(false);
    let no_reader = || StartAuthentication::new("jdoe").platform_authenticator_available(false);
    for request in [without(), no_reader()] {
        let error = stage.pingid.authenticate(request).await.unwrap_err();
        assert_eq!(refused(&error), 20_570);
        let kind = pingid_rest::pingid_code(&error).unwrap();
        assert_eq!(kind, PingIdCode::WebAuthnUnsupported);
    }
    stage.pair(OfflinePairing::email("jdoe", "jdoe@example.com")).await;
    let begun = stage.pingid.authenticate(without()).await.unwrap();
    let step = is!(begun, Step::Otp);
    let message = stage.sandbox.outbox().try_next(ping_sandbox::Channel::Email, "jdoe@example.com");
    let right = message.unwrap().otp.unwrap();
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    completed(next);
}

#[tokio::test]
async fn another_device_can_be_used_after_the_challenge() {
    let stage = Stage::new().await;
    stage.with_fido("jdoe", None).await;
    let sms = stage.pair(OfflinePairing::sms("jdoe", "+15125550100")).await;
    let step = stage.fido("jdoe").await;
    let step = step.challenge(&relying_party()).await.unwrap();
    let _ = is!(step.select(&sms).await.unwrap(), Step::Otp);
    assert_eq!(stage.sent("pingid.cancel_authentication"), 1);
}

#[tokio::test]
async fn whoever_has_the_device_signs_in_without_a_name() {
    let stage = Stage::new().await;
    let mut browser = stage.with_fido("jdoe", None).await;
    let party = relying_party();
    let begin = || stage.pingid.authenticate_passwordless(&party);
    let step = begin().await.unwrap();
    let options = step.options().unwrap();
    let assertion = browser.get(ORIGIN, options.json()).await;
    let done = completed(step.submit(&assertion).await.unwrap());
    assert_eq!(done.user_name(), "jdoe");
    assert!(stage.user("jdoe").await.last_login.is_some());
    // Once.
    let error = step.submit(&assertion).await.unwrap_err();
    assert_eq!(refused(&error), 20_517);

    // Who is nobody's user any more is nobody.
    let step = begin().await.unwrap();
    let assertion = browser.get(ORIGIN, step.options().unwrap().json()).await;
    stage.pingid.users().delete("jdoe").await.unwrap();
    let error = step.submit(&assertion).await.unwrap_err();
    assert_eq!(refused(&error), 400);
}

#[tokio::test]
async fn a_policy_is_evaluated_for_whoever_came_without_a_name() {
    let stage = Stage::new().await;
    stage.sandbox.pingid().passwordless_policy(true);
    stage.policy("Guests", |policy| policy.default_action(PolicyAction::Deny)).await;
    let mut browser = stage.with_fido("jdoe", None).await;
    let party = relying_party();
    let mut begin = async || {
        let step = stage.pingid.authenticate_passwordless(&party);
        let step = step.await.unwrap();
        let assertion = browser.get(ORIGIN, step.options().unwrap().json()).await;
        is!(step.submit(&assertion).await.unwrap(), Step::EvaluatePolicy)
    };
    let step = begin().await;
    assert_eq!(step.user_name(), "jdoe");
    // That was not a sign-on yet.
    assert!(stage.user("jdoe").await.last_login.is_none());
    let request = step.request();
    assert_eq!(request.session_id.as_ref(), step.session_id());
    let staff = request.member_of(["Staff".to_owned()]);
    let done = completed(step.evaluate(staff).await.unwrap());
    assert_eq!(done.user_name(), "jdoe");
    assert!(done.cookie().is_some());
    assert!(stage.user("jdoe").await.last_login.is_some());

    let step = begin().await;
    let guest = step.request().member_of(["Guests".to_owned()]);
    let error = step.evaluate(guest).await.unwrap_err();
    assert_eq!(refused(&error), 400);
    assert!(error.to_string().contains("denies"), "{error}");
}

#[tokio::test]
async fn what_is_no_answer_of_a_browser_is_not_sent() {
    let stage = Stage::new().await;
    let mut browser = stage.with_fido("jdoe", None).await;
    stage.add("ann").await;
    let pairing = stage.begin_fido("ann", None).await;
    let step = stage.fido("jdoe").await;
    let step = step.challenge(&relying_party()).await.unwrap();
    let nameless = stage.pingid.authenticate_passwordless(&relying_party());
    let nameless = nameless.await.unwrap();
    let whole = signed(&mut browser, &step).await;
    let before = stage.sandbox.requests().len();
    let cut = &whole[..whole.len() / 2];
    for text in ["", "[]", r#"{"id":"x"}"#, cut] {
        for error in [
            pairing.submit(text).await.unwrap_err(),
            step.submit(text).await.unwrap_err(),
            nameless.submit(text).await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.field()), (Kind::InvalidInput, Some("credential")));
        }
    }
    // An assertion does not pair.
    let error = pairing.submit(&whole).await.unwrap_err();
    assert_eq!(error.field(), Some("credential"));
    assert!(error.to_string().contains("attestationObject"), "{error}");
    assert_eq!(stage.sandbox.requests().len(), before);
}
