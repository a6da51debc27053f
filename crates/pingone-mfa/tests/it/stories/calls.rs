//! A sign-in call by call, for callers who keep the state themselves.

use ping_models::ErrorCode;
use ping_models::mfa::{
    CancelReason, DeviceAuthenticationStatus, InitializeDeviceAuthentication, NewSmsDevice,
};

use crate::service::service;

#[tokio::test]
async fn a_sign_in_call_by_call() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let new = NewSmsDevice::new("+15125550100");
    let phone = user.devices().create(new).await.unwrap();
    let authentications = service.mfa.device_authentications();
    let request = InitializeDeviceAuthentication::of_user(user.id());
    let begun = authentications.create(request).with_response().await.unwrap();
    assert_eq!(begun.status, 201);
    let id = begun.body.id.unwrap();
    assert_eq!(begun.body.status, Some(DeviceAuthenticationStatus::OtpRequired));
    assert!(begun.body.links.unwrap().contains_key("otp.check"));

    let canceled = authentications.cancel(&id, CancelReason::ChangeDevice).await.unwrap();
    assert_eq!(canceled.status, Some(DeviceAuthenticationStatus::DeviceSelectionRequired));
    service.sms("+15125550100");
    let selected = authentications.select_device(&id, &phone.id).await.unwrap();
    assert_eq!(selected.selected().unwrap().id(), &phone.id);
    let error = authentications.check_otp(&id, "x").await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidOtp));
    let code = service.sms("+15125550100");
    let done = authentications.check_otp(&id, code).await.unwrap();
    assert_eq!(done.status, Some(DeviceAuthenticationStatus::Completed));
    let read = authentications.read(&id).await.unwrap();
    assert_eq!(read.status, Some(DeviceAuthenticationStatus::Completed));
    let error = authentications.cancel(&id, CancelReason::SignOut).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestFailed));
}
