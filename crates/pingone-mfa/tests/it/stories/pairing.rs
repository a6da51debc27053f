//! Devices are paired.

use std::time::Duration;

use ping_models::mfa::{Device, DeviceStatus, NewEmailDevice, NewSmsDevice, NewTotpDevice};
use ping_models::{DeviceId, ErrorCode};
use pingone_mfa::UserHandle;

use crate::service::{Service, completed, failed, next, not, otp, service};

#[tokio::test]
async fn an_authenticator_app_is_paired_and_signs_in() {
    let service = service().await;
    let user = service.plain_user("jdoe").await;
    assert_eq!(user.mfa_enabled().read().await.unwrap().mfa_enabled, Some(false));
    // Without multi-factor authentication nobody signs in with it.
    let error = service.mfa.authenticate(user.id()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.has_code(&ErrorCode::AccountNotUsable));
    user.mfa_enabled().update(true).await.unwrap();
    let setting = user.mfa_enabled().read().await.unwrap();
    assert_eq!(setting.mfa_enabled, Some(true));

    let devices = user.devices();
    let new =
        NewTotpDevice::new().nickname("Phone").policy(service.connection.device_policy_id.as_str());
    let answer = devices.create(new).with_response().await.unwrap();
    assert_eq!(answer.status, 201);
    let totp = answer.body;
    assert_eq!(totp.common.status, Some(DeviceStatus::ActivationRequired));
    assert!(totp.common.links.as_ref().unwrap().contains_key("device.activate"));
    let uri = totp.key_uri().unwrap();
    assert!(uri.expose().starts_with("otpauth://totp/"));
    assert!(uri.expose().contains(totp.secret.as_ref().unwrap().expose()));
    assert!(uri.qr().unwrap().svg().contains("<svg"));

    let code = service.app_code(&totp);
    let error = devices.activate(&totp.id, not(&code)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.has_code(&ErrorCode::InvalidOtp));
    let device = devices.activate(&totp.id, code.as_str()).await.unwrap();
    assert_eq!(device.status(), Some(&DeviceStatus::Active));
    // The secret is told once.
    let Device::Totp(read) = devices.read(&totp.id).await.unwrap() else {
        panic!("an authenticator app");
    };
    assert_eq!((read.secret.as_ref(), read.key_uri()), (None, None));
    assert_eq!(read.common.nickname.as_deref(), Some("Phone"));
    let error = devices.activate(&totp.id, code.as_str()).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestFailed));

    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(step.device().unwrap().id(), &totp.id);
    let code = service.app_code(&totp);
    let done = completed(next(step.submit(code.as_str()).await.unwrap()));
    assert_eq!(done.user(), Some(&user.id()));
    assert_eq!(done.device().unwrap().id(), &totp.id);
    assert!(done.authenticators().contains(&"mfa".to_owned()));

    // A passcode is good once.
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let again = crate::service::wrong(step.submit(code.as_str()).await.unwrap());
    assert_eq!(again.attempts_remaining(), Some(2));
    leaves(&service, &user, &totp.id).await;
}

/// A device that was deleted is not there, and signs nobody in.
async fn leaves(service: &Service, user: &UserHandle, id: &DeviceId) {
    user.devices().delete(id).await.unwrap();
    assert!(user.devices().read(id).await.unwrap_err().is_not_found());
    let why = failed(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(why.code().unwrap().as_str(), "NO_USABLE_DEVICES");
}

#[tokio::test]
async fn a_secret_that_nobody_scanned_in_time() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let totp = user.devices().create(NewTotpDevice::new()).await.unwrap();
    service.advance(Duration::from_secs(30 * 60));
    let code = service.app_code(&totp);
    let error = user.devices().activate(&totp.id, code).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidOtp), "{error}");
}

#[tokio::test]
async fn a_phone_is_paired_with_the_code_that_it_gets() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let new = NewSmsDevice::new("+1 (512) 555-0100").nickname("Old");
    let phone = devices.create(new.status(DeviceStatus::ActivationRequired)).await.unwrap();
    assert_eq!(phone.common.nickname.as_deref(), Some("Old"));
    assert_eq!(phone.common.status, Some(DeviceStatus::ActivationRequired));
    assert_eq!(phone.phone.as_deref(), Some("+15125550100"));
    let first = service.sms("+15125550100");

    // A new code takes the place of the first one.
    let device = devices.resend_pairing_code(&phone.id).await.unwrap();
    assert_eq!(device.id(), &phone.id);
    let second = service.sms("+15125550100");
    assert_ne!(first, second);
    let error = devices.activate(&phone.id, first).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidOtp));
    let inner = error.details()[0].inner_error.as_ref().unwrap();
    assert_eq!(inner.attempts_remaining, Some(2));
    let device = devices.activate(&phone.id, second).await.unwrap();
    assert_eq!(device.status(), Some(&DeviceStatus::Active));
    let error = devices.resend_pairing_code(&phone.id).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestFailed));

    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(step.device().unwrap().destination(), Some("*******00"));
    let code = service.sms("+15125550100");
    let again = crate::service::wrong(step.submit(not(&code)).await.unwrap());
    assert_eq!(again.attempts_remaining(), Some(2));
    assert!(again.refusal().is_some());
    completed(next(again.submit(code).await.unwrap()));
    leaves(&service, &user, &phone.id).await;
}

#[tokio::test]
async fn a_mailbox_is_paired_with_the_code_that_it_gets() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let new = NewEmailDevice::new("jdoe@example.com").status(DeviceStatus::ActivationRequired);
    let mailbox = devices.create(new).await.unwrap();
    let code = service.email("jdoe@example.com");

    // Too many wrong codes spoil the right one, too; a new one is needed.
    for left in [2, 1, 0] {
        let error = devices.activate(&mailbox.id, not(&code)).await.unwrap_err();
        let inner = error.details()[0].inner_error.as_ref().unwrap();
        assert_eq!(inner.attempts_remaining, Some(left));
    }
    let error = devices.activate(&mailbox.id, code).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidOtp));
    devices.resend_pairing_code(&mailbox.id).await.unwrap();
    let late = service.email("jdoe@example.com");
    service.advance(Duration::from_secs(31 * 60));
    let error = devices.activate(&mailbox.id, late).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidOtp));
    devices.resend_pairing_code(&mailbox.id).await.unwrap();
    let code = service.email("jdoe@example.com");
    devices.activate(&mailbox.id, code).await.unwrap();

    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(step.device().unwrap().destination(), Some("j****@example.com"));
    let code = service.email("jdoe@example.com");
    completed(next(step.submit(code).await.unwrap()));
    leaves(&service, &user, &mailbox.id).await;
}

#[tokio::test]
async fn a_worker_vouches_for_an_address() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewEmailDevice::new("jdoe@example.com");
    let mailbox = user.devices().create(new).await.unwrap();
    assert_eq!(mailbox.common.status, Some(DeviceStatus::Active));
    assert!(service.sandbox.outbox().all().is_empty());
}

#[tokio::test]
async fn what_cannot_be_paired() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let error = devices.create(NewSmsDevice::new("12")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("phone"));
    assert!(error.has_code(&ErrorCode::InvalidValue));
    let error = devices.create(NewEmailDevice::new("nobody")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("email"));
    let new = NewTotpDevice::new().policy("none");
    let error = devices.create(new).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("policy.id"));

    let first = devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let twin = NewSmsDevice::new("+1.512.555.0100");
    let error = devices.create(twin).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    let inner = error.details()[0].inner_error.as_ref().unwrap();
    assert_eq!(inner.existing_id.as_deref(), Some(first.id.as_str()));
    for last in 1..5 {
        let new = NewSmsDevice::new(format!("+1512555010{last}"));
        devices.create(new).await.unwrap();
    }
    let error = devices.create(NewEmailDevice::new("a@example.com")).await;
    assert!(error.unwrap_err().has_code(&ErrorCode::LimitExceeded));
}
