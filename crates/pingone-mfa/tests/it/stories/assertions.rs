//! Users sign in with passkeys, with and without their names.

use ping_models::mfa::{Compatibility, InitializeDeviceAuthentication, LockStatus, NewEmailDevice};
use ping_testkit::is;
use ping_transport::SealKey;
use pingone_mfa::{AssertionStep, Step};
use std::time::Duration;

use crate::service::{ORIGIN, Service, completed, failed, otp, service};

async fn assertion(service: &Service, request: InitializeDeviceAuthentication) -> AssertionStep {
    is!(service.mfa.authenticate(request).await.unwrap(), Step::Assertion)
}

#[tokio::test]
async fn a_passkey_of_the_user() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let (key, mut browser) = service.pair_passkey(&user).await;
    let step = assertion(&service, user.id().into()).await;
    assert_eq!(step.device().unwrap().id(), &key);
    let options = step.options().unwrap();
    assert_eq!(options.rp_id(), Some("example.com"));
    let signed = browser.get(ORIGIN, options.json()).await;
    let done = completed(step.submit(ORIGIN, &signed).await.unwrap());
    assert_eq!(done.user(), Some(&user.id()));
    assert!(done.authenticators().contains(&"fido2".to_owned()));
    completed(service.mfa.resume(done.id().unwrap()).await.unwrap());

    // A browser that has no WebAuthn is asked for something else.
    user.devices().create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    let request = InitializeDeviceAuthentication::of_user(user.id());
    let without = request.compatibility(Compatibility::None);
    let _ = otp(service.mfa.authenticate(without).await.unwrap());
    user.devices().delete(&key).await.unwrap();
}

#[tokio::test]
async fn an_assertion_that_does_not_hold() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let (key, mut browser) = service.pair_passkey(&user).await;
    let step = assertion(&service, user.id().into()).await;
    // Signed in the page of somebody else: the step is the same, and takes another one.
    let signed = browser.get(ORIGIN, step.options().unwrap().json()).await;
    let elsewhere = step.submit("https://evil.example", &signed).await.unwrap();
    let again = is!(elsewhere, Step::Assertion);
    assert!(again.refusal().is_some());
    assert_eq!(again.id(), step.id());
    // What is no assertion is not sent.
    let sent = service.sent("mfa.check_assertion_fido");
    let error = again.submit(ORIGIN, "{}").await.unwrap_err();
    assert_eq!(error.field(), Some("credential"));
    assert_eq!(service.sent("mfa.check_assertion_fido"), sent);

    completed(again.submit(ORIGIN, &signed).await.unwrap());

    // What was signed for one sign-in is of no use for another; too often, and the key is locked.
    let mut step = assertion(&service, user.id().into()).await;
    let why = loop {
        step = match step.submit(ORIGIN, &signed).await.unwrap() {
            Step::Assertion(again) => again,
            end => break failed(end),
        };
    };
    let device = user.devices().read(&key).await.unwrap();
    assert_eq!(device.lock().unwrap().status, Some(LockStatus::Locked));
    let none = failed(why.restart().await.unwrap());
    assert_eq!(none.unavailable_devices().collect::<Vec<_>>(), [&key]);
}

#[tokio::test]
async fn whoever_has_a_passkey_of_the_website() {
    let service = service().await;
    let (jdoe, asmith) = (service.user("jdoe").await, service.user("asmith").await);
    let (_, mut one) = service.pair_passkey(&jdoe).await;
    let (_, mut two) = service.pair_passkey(&asmith).await;
    let begin = || {
        let request = InitializeDeviceAuthentication::passwordless(Some("example.com"));
        service.mfa.authenticate(request)
    };
    let key = SealKey::new([7; 32]);
    for (user, browser) in [(&jdoe, &mut one), (&asmith, &mut two)] {
        // Until somebody has signed, the step is nobody's.
        let step = begin().await.unwrap();
        assert!(step.authentication().user.is_none());
        let sealed = step.seal(&key, Duration::from_secs(60)).unwrap();
        let step = is!(service.mfa.open(&key, "", &sealed).unwrap(), Step::Passwordless);
        let _ = is!(step.poll().await.unwrap(), Step::Passwordless);
        let resumed = service.mfa.resume(step.id()).await.unwrap();
        let step = is!(resumed, Step::Passwordless);
        let signed = browser.get(ORIGIN, step.options().unwrap().json()).await;
        let elsewhere = step.submit("https://evil.example", &signed).await.unwrap();
        assert!(is!(elsewhere, Step::Passwordless).refusal().is_some());
        let done = completed(step.submit(ORIGIN, &signed).await.unwrap());
        assert_eq!(done.user(), Some(&user.id()));
        assert!(done.device().is_some());
    }
    // The policy has a website of its own.
    let usual = InitializeDeviceAuthentication::passwordless(None);
    let step = is!(service.mfa.authenticate(usual).await.unwrap(), Step::Passwordless);
    assert_eq!(step.options().unwrap().rp_id(), Some("pingone.com"));
}
