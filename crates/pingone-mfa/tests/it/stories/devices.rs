//! Devices are managed.

use ping_models::mfa::{
    BlockStatus, Device, DeviceStatus, DeviceType, InitializeDeviceAuthentication, NewEmailDevice,
    NewSmsDevice, NewTotpDevice,
};
use ping_models::{DeviceId, ErrorCode};
use pingone_mfa::DeviceFilter;

use crate::service::{completed, failed, next, otp, service};

#[tokio::test]
async fn devices_are_listed_filtered_named_and_deleted() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    assert!(devices.list().all().await.unwrap().is_empty());
    let pending = devices.create(NewTotpDevice::new()).await.unwrap();
    let mailbox = devices.create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    let phone = devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();

    // In the order of activation, then those that wait for it.
    fn ids(devices: &[Device]) -> Vec<&DeviceId> {
        devices.iter().map(Device::id).collect()
    }
    let all = devices.list().all().await.unwrap();
    assert_eq!(ids(&all), [&mailbox.id, &phone.id, &pending.id]);
    let by_type = DeviceFilter::device_type().eq(DeviceType::Sms);
    let found = devices.list().filter(by_type).all().await.unwrap();
    assert_eq!(ids(&found), [&phone.id]);
    let waiting = DeviceFilter::status().eq(DeviceStatus::ActivationRequired);
    let found = devices.list().filter(waiting).all().await.unwrap();
    assert_eq!(ids(&found), [&pending.id]);
    let error = devices.list().filter(DeviceFilter::other("nickname").eq("x")).all().await;
    assert!(error.unwrap_err().has_code(&ErrorCode::InvalidFilter));

    let named = devices.update_nickname(&phone.id, "Work").await.unwrap();
    assert_eq!(named.nickname.as_deref(), Some("Work"));
    let read = devices.read(&phone.id).await.unwrap();
    assert_eq!(read.nickname(), Some("Work"));
    devices.update_nickname(&phone.id, "").await.unwrap();
    assert_eq!(devices.read(&phone.id).await.unwrap().nickname(), None);
    let error = devices.update_nickname(&phone.id, "x".repeat(101)).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("nickname"));

    assert!(devices.read(&mailbox.id).await.unwrap().id() == &mailbox.id);
    devices.delete(&phone.id).await.unwrap();
    assert!(devices.read(&phone.id).await.unwrap_err().is_not_found());
    assert_eq!(devices.list().all().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_blocked_device_cannot_sign_in() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let phone = devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let blocked = devices.block(&phone.id).await.unwrap();
    let block = blocked.block().unwrap();
    assert_eq!(block.status, Some(BlockStatus::Blocked));
    assert!(block.blocked_at.is_some());
    // It stays paired.
    assert_eq!(blocked.status(), Some(&DeviceStatus::Active));

    let why = failed(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(why.code().unwrap().as_str(), "NO_USABLE_DEVICES");
    assert_eq!(why.unavailable_devices().collect::<Vec<_>>(), [&phone.id]);
    let embedded = why.authentication().embedded.as_ref().unwrap();
    let listed = &embedded.blocked_devices.as_ref().unwrap()[0];
    assert_eq!(listed.device().unwrap().id(), &phone.id);
    failed(service.mfa.resume(why.authentication().id.clone().unwrap()).await.unwrap());
    let chosen = || InitializeDeviceAuthentication::of_user(user.id()).with_device(&phone.id);
    failed(service.mfa.authenticate(chosen()).await.unwrap());
    // A program that just asks for the outcome gets an error that says what to do.
    assert!(why.to_string().contains("unblock"), "{why}");

    // Another device is not affected.
    let totp = service.pair_totp(&user).await;
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(step.device().unwrap().id(), &totp.id);
    let error = step.select(&phone.id).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("device.id"));
    // The step is still good.
    let code = service.app_code(&totp);
    completed(next(step.submit(code).await.unwrap()));

    let unblocked = devices.unblock(&phone.id).await.unwrap();
    let block = unblocked.block().unwrap();
    assert_eq!(block.status, Some(BlockStatus::Unblocked));
    assert_eq!(block.blocked_at, None);
    let step = otp(service.mfa.authenticate(chosen()).await.unwrap());
    let code = service.sms("+15125550100");
    completed(next(step.submit(code).await.unwrap()));
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let nobody = service.mfa.user("none");
    let authentications = service.mfa.device_authentications();
    let errors = [
        nobody.devices().list().all().await.err(),
        nobody.devices().create(NewTotpDevice::new()).await.err(),
        nobody.mfa_enabled().read().await.err(),
        nobody.mfa_enabled().update(true).await.err(),
        user.devices().read("none").await.err(),
        user.devices().activate("none", "123456").await.err(),
        user.devices().resend_pairing_code("none").await.err(),
        user.devices().update_nickname("none", "x").await.err(),
        user.devices().block("none").await.err(),
        user.devices().unblock("none").await.err(),
        user.devices().delete("none").await.err(),
        service.mfa.authenticate("none").await.err(),
        service.mfa.resume("none").await.err(),
        authentications.read("none").await.err(),
        authentications.check_otp("none", "123456").await.err(),
    ];
    for (index, error) in errors.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("case {index}"));
        assert!(error.is_not_found(), "case {index}: {error}");
    }
    // Another user's device is not this user's.
    let other = service.user("asmith").await;
    let phone = other.devices().create(NewSmsDevice::new("+15125550100")).await.unwrap();
    assert!(user.devices().read(&phone.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn without_the_role_access_is_denied() {
    let service = service().await;
    let user = service.user("jdoe").await;
    service.sandbox.deny(["mfa.*"]);
    let errors = [
        user.devices().create(NewTotpDevice::new()).await.err(),
        user.devices().list().all().await.err(),
        user.mfa_enabled().update(false).await.err(),
        service.mfa.authenticate(user.id()).await.err(),
    ];
    for error in errors {
        let error = error.unwrap();
        assert_eq!(error.status().unwrap(), 403);
        assert!(error.has_code(&ErrorCode::InsufficientPermissions));
        assert!(error.to_string().contains("role"), "{error}");
    }
}
