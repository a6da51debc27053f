//! Wrong passcodes lock a device, and time unlocks it.

use std::time::Duration;

use ping_models::mfa::{Device, LockReason, LockStatus, NewSmsDevice};
use pingone_mfa::OtpStep;

use crate::service::{completed, failed, next, not, otp, service, wrong};

/// Submits a wrong passcode until none is taken any more.
async fn use_up(step: OtpStep, bad: &str) -> pingone_mfa::Failed {
    let step = wrong(step.submit(bad).await.unwrap());
    assert_eq!(step.attempts_remaining(), Some(2));
    let step = wrong(step.submit(bad).await.unwrap());
    assert_eq!(step.attempts_remaining(), Some(1));
    failed(next(step.submit(bad).await.unwrap()))
}

#[tokio::test]
async fn an_authenticator_app_is_locked_and_recovers() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let totp = service.pair_totp(&user).await;
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let code = service.app_code(&totp);
    let why = use_up(step.clone(), &not(&code)).await;
    // Even the right passcode comes too late.
    assert!(step.submit(code).await.is_err());

    let Device::Totp(device) = user.devices().read(&totp.id).await.unwrap() else {
        panic!("an authenticator app");
    };
    let lock = device.common.lock.unwrap();
    assert_eq!(lock.status, Some(LockStatus::Locked));
    assert_eq!(lock.reason, Some(LockReason::Otp));
    assert!(lock.expires_at.is_some());
    let locked = failed(why.restart().await.unwrap());
    assert_eq!(locked.code().unwrap().as_str(), "NO_USABLE_DEVICES");
    assert_eq!(locked.unavailable_devices().collect::<Vec<_>>(), [&totp.id]);
    assert!(locked.to_string().contains("wait"), "{locked}");

    service.advance(Duration::from_secs(120));
    let step = otp(locked.restart().await.unwrap());
    let code = service.app_code(&totp);
    completed(next(step.submit(code).await.unwrap()));
    let device = user.devices().read(&totp.id).await.unwrap();
    assert_eq!(device.lock().unwrap().status, Some(LockStatus::Unlocked));
}

#[tokio::test]
async fn a_phone_has_no_cool_down() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewSmsDevice::new("+15125550100");
    user.devices().create(new).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let code = service.sms("+15125550100");
    let why = use_up(step, &not(&code)).await;
    let step = otp(why.restart().await.unwrap());
    let code = service.sms("+15125550100");
    completed(next(step.submit(code).await.unwrap()));
}

#[tokio::test]
async fn a_right_code_clears_the_count() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let totp = service.pair_totp(&user).await;
    for _ in 0..3 {
        let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
        let code = service.app_code(&totp);
        let step = wrong(step.submit(not(&code)).await.unwrap());
        let step = wrong(step.submit(not(&code)).await.unwrap());
        assert_eq!(step.attempts_remaining(), Some(1));
        completed(next(step.submit(code).await.unwrap()));
    }
}
