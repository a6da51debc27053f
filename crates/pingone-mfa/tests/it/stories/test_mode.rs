//! Devices whose passcodes are answered instead of sent.

use ping_models::mfa::{BlockStatus, Device, DeviceStatus, NewSmsDevice, TestPasscode};

use crate::service::{completed, next, otp, service};

/// The passcode that an answer tells.
fn told(test: Option<&TestPasscode>) -> String {
    test.unwrap().otp.as_ref().unwrap().expose().to_owned()
}

#[tokio::test]
async fn a_test_device_tells_its_passcodes() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let new =
        NewSmsDevice::new("+15125550100").test_mode(true).status(DeviceStatus::ActivationRequired);
    let phone = devices.create(new).await.unwrap();
    assert_eq!(service.sent("mfa.create_mfa_device_testing"), 1);
    assert_eq!(phone.messages.test_mode, Some(true));
    let Device::Sms(read) = devices.read(&phone.id).await.unwrap() else { panic!("a phone") };
    assert_eq!(told(read.messages.test.as_ref()), told(phone.messages.test.as_ref()));
    assert_eq!(service.sandbox.outbox().all().len(), 0);

    let active = devices.activate(&phone.id, told(phone.messages.test.as_ref())).await.unwrap();
    assert_eq!(active.status(), Some(&DeviceStatus::Active));
    let Device::Sms(blocked) = devices.block(&phone.id).await.unwrap() else { panic!("a phone") };
    assert_eq!(blocked.messages.test_mode, Some(true));
    assert_eq!(blocked.common.block.unwrap().status, Some(BlockStatus::Blocked));
    devices.unblock(&phone.id).await.unwrap();

    // Whoever signs in with it is told, too.
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    let code = told(step.authentication().test.as_ref());
    completed(next(step.submit(code).await.unwrap()));
    assert_eq!(service.sandbox.outbox().all().len(), 0);
    devices.delete(&phone.id).await.unwrap();
}
