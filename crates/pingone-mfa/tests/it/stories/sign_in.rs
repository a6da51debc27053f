//! Users sign in.

use std::time::Duration;

use ping_models::ErrorCode;
use ping_models::mfa::{
    CancelReason, Device, InitializeDeviceAuthentication, NewEmailDevice, NewSmsDevice,
};
use pingone_mfa::Step;

use crate::service::{completed, next, not, otp, service, wrong};

#[tokio::test]
async fn a_chosen_device() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let mailbox = devices.create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    let request = InitializeDeviceAuthentication::of_user(user.id())
        .policy(service.connection.device_policy_id.as_str())
        .with_device(&mailbox.id);
    let step = otp(service.mfa.authenticate(request).await.unwrap());
    assert_eq!(step.device().unwrap().id(), &mailbox.id);
    let code = service.email("jdoe@example.com");
    let done = completed(next(step.submit(code).await.unwrap()));
    assert_eq!(done.device().unwrap().id(), &mailbox.id);
    completed(service.mfa.resume(done.id().unwrap()).await.unwrap());
    // The phone has heard nothing.
    assert_eq!(service.sandbox.outbox().all().len(), 1);
}

#[tokio::test]
async fn a_device_is_selected_among_several() {
    let service = service().await;
    service.sandbox.prompt_for_device(true);
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let phone = devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let totp = service.pair_totp(&user).await;
    let mut step = service.mfa.authenticate(user.id()).await.unwrap();
    let Step::SelectDevice(choose) = &step else {
        panic!("a choice: {step:?}");
    };
    let offered: Vec<_> = choose.devices().map(Device::id).collect();
    assert_eq!(offered, [&phone.id, &totp.id]);
    assert!(choose.select("none").await.is_err());

    // The loop that the documentation shows.
    let mut prompts = Vec::new();
    let done = loop {
        step = match step {
            Step::SelectDevice(choose) => {
                prompts.push("device");
                choose.select(&totp.id).await.unwrap()
            }
            Step::Otp(otp) => {
                prompts.push("code");
                let code = service.app_code(&totp);
                next(otp.submit(code).await.unwrap())
            }
            Step::Completed(done) => break done,
            other => panic!("{other:?}"),
        };
    };
    assert_eq!(prompts, ["device", "code"]);
    assert_eq!(done.device().unwrap().id(), &totp.id);
}

#[tokio::test]
async fn another_device_while_a_code_is_awaited() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let mailbox = devices.create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let sms = service.sms("+15125550100");
    let step = otp(step.select(&mailbox.id).await.unwrap());
    assert_eq!(step.device().unwrap().id(), &mailbox.id);
    // The code of the first device is of no use now.
    let step = wrong(step.submit(sms).await.unwrap());
    let code = service.email("jdoe@example.com");
    completed(next(step.submit(code).await.unwrap()));
}

#[tokio::test]
async fn a_code_at_once() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let totp = service.pair_totp(&user).await;
    let mailbox = NewEmailDevice::new("jdoe@example.com");
    user.devices().create(mailbox).await.unwrap();
    let request = || InitializeDeviceAuthentication::of_user(user.id());
    let begin = |request| service.mfa.authenticate(request);
    let code = service.app_code(&totp);
    let error = begin(request().with_otp(not(&code))).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidOtp));
    let done = completed(begin(request().with_otp(code)).await.unwrap());
    assert_eq!(done.device().unwrap().id(), &totp.id);
    // Of a chosen device, too.
    let code = service.app_code(&totp);
    let chosen = request().with_device(&totp.id).with_otp(code);
    let done = completed(begin(chosen).await.unwrap());
    completed(service.mfa.resume(done.id().unwrap()).await.unwrap());
}

#[tokio::test]
async fn a_code_that_comes_too_late() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewEmailDevice::new("jdoe@example.com");
    let mailbox = user.devices().create(new).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let late = service.email("jdoe@example.com");
    service.advance(Duration::from_secs(31 * 60));
    let step = wrong(step.submit(late).await.unwrap());
    assert_eq!(step.attempts_remaining(), None);
    assert!(step.refusal().unwrap().contains("expired"));
    // Selecting the device once more sends a new code.
    let step = otp(step.select(&mailbox.id).await.unwrap());
    let code = service.email("jdoe@example.com");
    completed(next(step.submit(code).await.unwrap()));
}

#[tokio::test]
async fn a_canceled_code() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewSmsDevice::new("+15125550100");
    let phone = user.devices().create(new).await.unwrap();
    let mailbox = NewEmailDevice::new("jdoe@example.com");
    user.devices().create(mailbox).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let old = service.sms("+15125550100");
    let canceled = step.cancel(CancelReason::ChangeDevice).await.unwrap();
    let Step::SelectDevice(choose) = canceled else {
        panic!("a choice: {canceled:?}");
    };
    // The step from before is not legal any more, and the service says so.
    let error = step.submit(old).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestFailed));
    let step = otp(choose.select(&phone.id).await.unwrap());
    let code = service.sms("+15125550100");
    completed(next(step.submit(code).await.unwrap()));
}

#[tokio::test]
async fn two_users_at_once() {
    let service = service().await;
    let sign_in = |name: &'static str, phone: &'static str| {
        let service = &service;
        async move {
            let user = service.user(name).await;
            user.devices().create(NewSmsDevice::new(phone)).await.unwrap();
            let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
            (user, step, service.sms(phone))
        }
    };
    let (first, second) =
        tokio::join!(sign_in("jdoe", "+15125550100"), sign_in("asmith", "+15125550101"));
    // A code is good for the user that it was sent to, and for nobody else.
    let (user, step, code) = second;
    let other = wrong(first.1.submit(code.as_str()).await.unwrap());
    let (one, two) = tokio::join!(other.submit(first.2.as_str()), step.submit(code.as_str()));
    assert_eq!(completed(next(one.unwrap())).user(), Some(&first.0.id()));
    assert_eq!(completed(next(two.unwrap())).user(), Some(&user.id()));
}

#[tokio::test]
async fn a_flow_goes_on_in_another_request() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewSmsDevice::new("+15125550100");
    user.devices().create(new).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let id = step.id().clone();
    drop(step);
    let step = otp(service.mfa.resume(&id).await.unwrap());
    let code = service.sms("+15125550100");
    completed(next(step.submit(code.as_str()).await.unwrap()));
    // Whoever looks later sees the end.
    completed(service.mfa.resume(&id).await.unwrap());
    completed(step.poll().await.unwrap());
    let error = step.submit(code).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestFailed));
}

#[tokio::test]
async fn a_flow_that_has_run_out_of_time() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewSmsDevice::new("+15125550100");
    user.devices().create(new).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let code = service.sms("+15125550100");
    service.advance(Duration::from_secs(61 * 60));
    let Step::Expired(expired) = next(step.submit(code).await.unwrap()) else {
        panic!("expired");
    };
    assert!(matches!(service.mfa.resume(step.id()).await.unwrap(), Step::Expired(_)));
    let step = otp(expired.restart().await.unwrap());
    let code = service.sms("+15125550100");
    completed(next(step.submit(code).await.unwrap()));
}
