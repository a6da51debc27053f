//! Users sign in with pushes to their phones.

use std::time::Duration;

use ping_models::mfa::{
    AppPush, AuthenticationErrorCode, CancelReason, Device, LockReason,
    NewDeviceAuthenticationPolicy, NewEmailDevice, PolicyApplication,
};
use ping_testkit::is;
use ping_transport::{OpenError, Polling, SealKey};
use pingone_mfa::{PushStep, Step, UserHandle};

use crate::service::{Service, completed, failed, next, otp, service};

async fn push(service: &Service, user: &UserHandle) -> PushStep {
    is!(service.mfa.authenticate(user.id()).await.unwrap(), Step::Push)
}

#[tokio::test]
async fn a_push_is_approved_or_denied() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let phone = service.pair_phone(&user).await;
    let people = service.sandbox.mfa();
    let step = push(&service, &user).await;
    assert_eq!(step.device().unwrap().id(), &phone);
    assert_eq!(step.number(), None);
    let _ = is!(step.poll().await.unwrap(), Step::Push);
    people.approve(user.id().as_str()).unwrap();
    let done = completed(step.wait().await.unwrap());
    assert_eq!((done.user(), done.device().unwrap().id()), (Some(&user.id()), &phone));

    // Somebody else has begun; five times, and the phone is left in peace.
    let mut step = push(&service, &user).await;
    let why = loop {
        people.deny(user.id().as_str()).unwrap();
        let why = failed(step.wait().await.unwrap());
        assert_eq!(why.code(), Some(&AuthenticationErrorCode::PushDenied));
        step = match why.restart().await.unwrap() {
            Step::Push(again) => again,
            end => break failed(end),
        };
    };
    assert_eq!(why.code(), Some(&AuthenticationErrorCode::NoUsableDevices));
    assert_eq!(why.unavailable_devices().collect::<Vec<_>>(), [&phone]);
    let locked = user.devices().read(&phone).await.unwrap();
    assert_eq!(locked.lock().unwrap().reason, Some(LockReason::Push));
    user.devices().delete(&phone).await.unwrap();
}

#[tokio::test]
async fn a_push_that_nobody_answers() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let phone = service.pair_phone(&user).await;
    let step = push(&service, &user).await;
    service.advance(Duration::from_secs(40));
    let late = is!(step.wait().await.unwrap(), Step::TimedOut);
    assert!(service.sandbox.mfa().pushes().is_empty());
    let again = is!(late.restart().await.unwrap(), Step::Push);

    // Who waits no longer takes the push back.
    let at_once = Polling::new(Duration::from_secs(1), Duration::from_secs(1));
    let canceled = again.wait_or_cancel(at_once, CancelReason::ChangeDevice).await.unwrap();
    let choose = is!(canceled, Step::SelectDevice);
    assert!(service.sandbox.mfa().approve(user.id().as_str()).is_err());
    let once_more = is!(choose.select(&phone).await.unwrap(), Step::Push);
    service.sandbox.mfa().approve(user.id().as_str()).unwrap();
    completed(once_more.poll().await.unwrap());
}

#[tokio::test]
async fn a_push_is_canceled_for_another_device() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let (phone, _) = service.pair_app(&user).await;
    let mailbox = NewEmailDevice::new("jdoe@example.com");
    let mailbox = user.devices().create(mailbox).await.unwrap();
    let step = push(&service, &user).await;
    let canceled = step.cancel(CancelReason::ChangeDevice).await.unwrap();
    let choose = is!(canceled, Step::SelectDevice);
    assert!(service.sandbox.mfa().pushes().is_empty());
    let step = otp(choose.select(&mailbox.id).await.unwrap());
    let code = service.email("jdoe@example.com");
    completed(next(step.submit(code).await.unwrap()));

    // Or the app shows a passcode.
    let step = push(&service, &user).await;
    let code = service.sandbox.mfa().app_otp(user.id().as_str(), phone.as_str()).unwrap();
    completed(next(step.passcode().unwrap().submit(code).await.unwrap()));
}

#[tokio::test]
async fn a_push_asks_for_a_number() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let (phone, app) = service.pair_app(&user).await;
    let (people, user_id) = (service.sandbox.mfa(), user.id());

    // The policy begins to want a number while a user signs in.
    let before = push(&service, &user).await;
    let policies = service.mfa.device_authentication_policies();
    let policy = policies.read(service.connection.device_policy_id.as_str()).await.unwrap();
    let mut change = NewDeviceAuthenticationPolicy::from(policy.clone());
    let matching = PolicyApplication::new(&app).push(AppPush::new(true).number_matching(true));
    change.mobile.as_mut().unwrap().applications = Some(vec![matching]);
    policies.update(&policy.id, change).await.unwrap();
    assert_eq!(before.number(), None);
    people.approve(user_id.as_str()).unwrap();
    completed(before.wait().await.unwrap());

    let step = push(&service, &user).await;
    let number = step.number().unwrap();
    people.approve_with_number(user_id.as_str(), number).unwrap();
    completed(step.wait().await.unwrap());
    let step = push(&service, &user).await;
    let other = step.number().unwrap() + 1;
    people.approve_with_number(user_id.as_str(), other).unwrap();
    let why = failed(step.wait().await.unwrap());
    assert_eq!(why.code(), Some(&AuthenticationErrorCode::PushDenied));
    let Device::Mobile(read) = user.devices().read(&phone).await.unwrap() else {
        panic!("a phone");
    };
    assert_eq!(read.push_fails.unwrap().len(), 1);
    assert_eq!(read.application.unwrap().name.as_deref(), Some("App"));
}

#[tokio::test]
async fn a_sealed_push_is_nothing_to_another_user() {
    let service = service().await;
    let (jdoe, asmith) = (service.user("jdoe").await, service.user("asmith").await);
    service.pair_phone(&jdoe).await;
    service.pair_phone(&asmith).await;
    let key = SealKey::new([7; 32]);
    let seal = |step: PushStep| Step::Push(step).seal(&key, Duration::from_secs(60)).unwrap();
    // Two users at once: each push waits for its own.
    let (one, two) = tokio::join!(push(&service, &jdoe), push(&service, &asmith));
    let (one, two) = (seal(one), seal(two));
    service.sandbox.mfa().approve(asmith.id().as_str()).unwrap();
    let open = |user: &UserHandle, sealed: &str| service.mfa.open(&key, user.id(), sealed);
    assert_eq!(open(&jdoe, &two).unwrap_err(), OpenError::AnotherUser);
    let step = is!(open(&asmith, &two).unwrap(), Step::Push);
    assert_eq!(completed(step.poll().await.unwrap()).user(), Some(&asmith.id()));
    let step = is!(open(&jdoe, &one).unwrap(), Step::Push);
    let step = is!(step.poll().await.unwrap(), Step::Push);
    service.sandbox.mfa().deny(jdoe.id().as_str()).unwrap();
    failed(step.poll().await.unwrap());
}
