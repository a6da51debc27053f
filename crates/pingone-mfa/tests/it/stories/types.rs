//! Devices of each type, from the creation to their first use and the deletion.

use ping_models::ErrorCode;
use ping_models::mfa::{
    ActivateDevice, Device, DeviceStatus, Fido2Device, InitializeDeviceAuthentication, LockStatus,
    NewFido2Device, NewOathToken, NewOathTokenDevice, NewPlatformDevice, NewSecurityKeyDevice,
    NewVoiceDevice, NewWhatsAppDevice, OathTokenType, RelyingParty,
};
use ping_models::webauthn::Attestation;
use ping_sandbox::Channel;
use ping_testkit::{Browser, is};
use pingone_mfa::{Devices, Step};

use crate::service::{ORIGIN, Service, completed, failed, next, not, otp, service, wrong};

impl Service {
    /// A token that counts.
    pub(super) async fn add_token(&self, serial: &str) {
        let token = NewOathToken::hotp(serial, "3132333435363738393031323334353637383930");
        self.mfa.oath_tokens().create(token).await.unwrap();
    }

    /// What a token shows when its button is pressed.
    pub(super) fn token_code(&self, serial: &str) -> String {
        self.sandbox.mfa().token_code(serial).unwrap()
    }

    fn sent_to(&self, channel: Channel, number: &str) -> String {
        self.sandbox.outbox().try_next(channel, number).unwrap().otp.unwrap()
    }
}

#[tokio::test]
async fn a_phone_gets_its_passcode_by_voice_call_or_whatsapp() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let number = "+15125550100";
    let new = NewVoiceDevice::new(number).status(DeviceStatus::ActivationRequired);
    let voice = devices.create(new).await.unwrap();
    let new = NewWhatsAppDevice::new(number).status(DeviceStatus::ActivationRequired);
    let whatsapp = devices.create(new).await.unwrap();
    for (id, channel) in [(&voice.id, Channel::Voice), (&whatsapp.id, Channel::WhatsApp)] {
        let code = service.sent_to(channel, number);
        let error = devices.activate(id, not(&code)).await.unwrap_err();
        assert!(error.has_code(&ErrorCode::InvalidOtp), "{error}");
        let active = devices.activate(id, code).await.unwrap();
        assert_eq!(active.status(), Some(&DeviceStatus::Active));
        assert_eq!(devices.unlock(id).await.unwrap().destination(), Some(number));
        assert_eq!(devices.read(id).await.unwrap().id(), id);

        let step = is!(service.mfa.authenticate(user.id()).await.unwrap(), Step::Otp);
        completed(next(step.submit(service.sent_to(channel, number)).await.unwrap()));
        devices.delete(id).await.unwrap();
    }
    assert!(devices.list().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_token_that_is_out_of_step_is_paired_with_two_passcodes() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let error = devices.create(NewOathTokenDevice::new("42")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("serialNumber"));
    service.add_token("42").await;
    service.sandbox.mfa().token_skew("42", 50).unwrap();
    let token = devices.create(NewOathTokenDevice::new("42")).await.unwrap();
    assert_eq!(token.common.status, Some(DeviceStatus::ActivationRequired));
    assert_eq!(token.token_type, Some(OathTokenType::Hotp));

    let resync = || ActivateDevice::from(service.token_code("42")).oath_resync(true);
    let error = devices.activate(&token.id, resync()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ExtraOtpRequired), "{error}");
    devices.activate(&token.id, resync()).await.unwrap();
    let Device::OathToken(read) = devices.read(&token.id).await.unwrap() else {
        panic!("a token");
    };
    assert_eq!(read.serial_number.as_deref(), Some("42"));
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    completed(next(step.submit(service.token_code("42")).await.unwrap()));
    devices.delete(&token.id).await.unwrap();
}

#[tokio::test]
async fn a_token_is_locked_after_wrong_passcodes_and_unlocked_by_an_administrator() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    service.add_token("42").await;
    let token = devices.create(NewOathTokenDevice::new("42")).await.unwrap();
    devices.activate(&token.id, service.token_code("42")).await.unwrap();
    let code = service.token_code("42");
    let mut step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    for _ in 0..2 {
        step = wrong(step.submit(not(&code)).await.unwrap());
    }
    let why = failed(next(step.submit(not(&code)).await.unwrap()));
    let locked = devices.read(&token.id).await.unwrap();
    assert_eq!(locked.lock().unwrap().status, Some(LockStatus::Locked));
    let none = failed(why.restart().await.unwrap());
    assert_eq!(none.unavailable_devices().collect::<Vec<_>>(), [&token.id]);

    let unlocked = devices.unlock(&token.id).await.unwrap();
    let lock = unlocked.lock().unwrap();
    assert_eq!((lock.status.as_ref(), &lock.expires_at), (Some(&LockStatus::Unlocked), &None));
    let step = otp(none.restart().await.unwrap());
    completed(next(step.submit(code).await.unwrap()));
}

async fn begin(devices: &Devices) -> Fido2Device {
    let site = RelyingParty::new("example.com").name("Example");
    devices.create(NewFido2Device::new(site)).await.unwrap()
}

#[tokio::test]
async fn a_passkey_is_made_by_a_browser() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let key = begin(&devices).await;
    assert_eq!(key.common.status, Some(DeviceStatus::ActivationRequired));
    let options = key.fido.creation_options().unwrap();
    assert_eq!(options.rp_id(), Some("example.com"));
    let made = Browser::default().create(ORIGIN, options.json()).await;
    let made = Attestation::from_browser(&made).unwrap();

    // What was made for one device activates no other.
    let other = begin(&devices).await;
    let error = devices.activate(&other.id, ActivateDevice::fido2(ORIGIN, &made)).await;
    assert!(error.unwrap_err().has_code(&ErrorCode::InvalidValue));
    let elsewhere = ActivateDevice::fido2("https://evil.example", &made);
    assert!(devices.activate(&key.id, elsewhere).await.is_err());

    devices.activate(&key.id, ActivateDevice::fido2(ORIGIN, &made)).await.unwrap();
    let Device::Fido2(read) = devices.read(&key.id).await.unwrap() else { panic!("a passkey") };
    assert_eq!(read.common.status, Some(DeviceStatus::Active));
    assert!(read.fido.credential_id.is_some() && read.fido.creation_options().is_err());
    let step = service.mfa.authenticate(user.id()).await.unwrap();
    assert_eq!(is!(step, Step::Assertion).device().unwrap().id(), &key.id);
    for id in [&key.id, &other.id] {
        devices.delete(id).await.unwrap();
    }
    assert!(devices.list().all().await.unwrap().is_empty());
}

#[tokio::test]
#[expect(deprecated, reason = "environments without FIDO2 have no other devices")]
async fn devices_of_former_types_are_paired_and_used() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let site = || RelyingParty::new("example.com").name("Example");
    let mut browser = Browser::default();
    let biometrics = devices.create_platform(NewPlatformDevice::new(site())).await.unwrap();
    let key = devices.create_security_key(NewSecurityKeyDevice::new(site())).await.unwrap();
    for (id, fido) in [(&biometrics.id, &biometrics.fido), (&key.id, &key.fido)] {
        let made = browser.create(ORIGIN, fido.creation_options().unwrap().json()).await;
        let made = Attestation::from_browser(&made).unwrap();
        devices.activate(id, ActivateDevice::fido2(ORIGIN, &made)).await.unwrap();
    }
    let read = devices.list().all().await.unwrap();
    assert!(matches!(&read[..], [Device::Platform(_), Device::SecurityKey(_)]), "{read:?}");
    for id in [&biometrics.id, &key.id] {
        let request = InitializeDeviceAuthentication::of_user(user.id()).with_device(id);
        let step = service.mfa.authenticate(request).await.unwrap();
        assert_eq!(is!(step, Step::Assertion).device().unwrap().id(), id);
        devices.delete(id).await.unwrap();
    }
}
