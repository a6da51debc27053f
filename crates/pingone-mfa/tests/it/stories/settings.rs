//! The MFA settings of an environment.

use ping_models::ErrorCode;
use ping_models::mfa::{
    MfaLockout, NewEmailDevice, NewMfaSettings, NewSmsDevice, PairingKeyFormat, PairingSettings,
};
use ping_transport::ErrorKind;

use crate::service::service;

#[tokio::test]
async fn settings_are_changed_obeyed_and_reset() {
    let service = service().await;
    let settings = service.mfa.settings();
    let first = settings.read().await.unwrap();
    assert_eq!(first.pairing.as_ref().unwrap().max_allowed_devices, Some(5));

    let pairing = PairingSettings::new(1, PairingKeyFormat::Numeric);
    let mut change = NewMfaSettings::from(first.clone())
        .lockout(MfaLockout::new(5).duration_seconds(600))
        .phone_extensions(true)
        .users(true);
    change.pairing = Some(pairing.clone());
    let written = settings.update(change).await.unwrap();
    assert_eq!(written.pairing, Some(pairing));
    assert_eq!(written.authentication, first.authentication);
    assert_eq!(settings.read().await.unwrap(), written);
    let devices = service.user("jdoe").await.devices();
    devices.create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    let error = devices.create(NewSmsDevice::new("+15125550100")).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestLimited));

    let too_many = PairingSettings::new(16, PairingKeyFormat::Numeric);
    let error = settings.update(NewMfaSettings::new(too_many)).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("pairing.maxAllowedDevices"));
    let reset = settings.reset().await.unwrap().unwrap();
    assert_eq!((&reset.pairing, &reset.lockout), (&first.pairing, &None));
    assert_eq!(settings.read().await.unwrap(), reset);
    devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
}

#[tokio::test]
async fn a_reset_may_be_answered_without_a_body() {
    let service = service().await;
    let settings = service.mfa.settings();
    let first = settings.read().await.unwrap();
    let pairing = PairingSettings::new(1, PairingKeyFormat::Numeric);
    settings.update(NewMfaSettings::new(pairing)).await.unwrap();
    let reset = service.sandbox.faults().next_of("mfa.reset_mfa_settings");
    reset.status(204).body("application/json", "").after_processing();
    assert_eq!(settings.reset().await.unwrap(), None);
    assert_eq!(settings.read().await.unwrap().pairing, first.pairing);

    // What is no JSON is still an error.
    service.sandbox.faults().next_of("mfa.reset_mfa_settings").status(200).malformed();
    let error = settings.reset().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}
