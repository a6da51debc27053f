//! What environments with PingID pair beside: YubiKeys and the desktop app.

use ping_models::mfa::{
    ActivateDevice, Device, DeviceStatus, DeviceType, LockStatus, NewDeviceAuthenticationPolicy,
    NewPingIdDesktopDevice, NewYubikeyDevice, RelyingParty, TokenMethod,
};
use ping_models::{ErrorCode, UserId};
use ping_testkit::is;
use pingone_mfa::Step;

use crate::service::{Service, completed, failed, next, otp, service, wrong};

impl Service {
    /// Changes the policy that the environment began with.
    pub(crate) async fn change_policy(
        &self,
        change: impl FnOnce(NewDeviceAuthenticationPolicy) -> NewDeviceAuthenticationPolicy,
    ) {
        let policies = self.mfa.device_authentication_policies();
        let id = self.connection.device_policy_id.as_str();
        let read = policies.read(id).await.unwrap();
        policies.update(id, change(read.into())).await.unwrap();
    }

    async fn begin(&self, user: UserId) -> Step {
        self.mfa.authenticate(user).await.unwrap()
    }
}

#[tokio::test]
async fn a_yubikey_is_paired_by_a_touch() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let touch = || service.sandbox.mfa().yubikey_otp(8_881_023);
    let error = devices.create(NewYubikeyDevice::new(touch())).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("type"));
    service.change_policy(|policy| policy.yubikey(TokenMethod::new(true))).await;
    let error = devices.create(NewYubikeyDevice::new("123456")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("otp"));

    let typed = touch();
    let key = devices.create(NewYubikeyDevice::new(typed.as_str())).await.unwrap();
    assert_eq!(key.common.status, Some(DeviceStatus::Active));
    let read = devices.read(&key.id).await.unwrap();
    assert!(matches!(&read, Device::Yubikey(read) if read.device_type == DeviceType::Yubikey));

    // What it typed is good once, and only of this key.
    let step = otp(service.begin(user.id()).await);
    let step = wrong(step.submit(typed).await.unwrap());
    let other = service.sandbox.mfa().yubikey_otp(1);
    let step = wrong(step.submit(other).await.unwrap());
    failed(next(step.submit("123456").await.unwrap()));
    let locked = devices.read(&key.id).await.unwrap();
    assert_eq!(locked.lock().unwrap().status, Some(LockStatus::Locked));
    devices.unlock(&key.id).await.unwrap();
    let step = otp(service.begin(user.id()).await);
    completed(next(step.submit(touch()).await.unwrap()));
    devices.delete(&key.id).await.unwrap();
    failed(service.begin(user.id()).await);
}

#[tokio::test]
async fn a_desktop_app_is_paired_by_its_answer() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let off = devices.create(NewPingIdDesktopDevice::new()).await.unwrap_err();
    assert_eq!(off.details()[0].target.as_deref(), Some("type"));
    service.change_policy(|policy| policy.ping_id_desktop_gen2(TokenMethod::new(true))).await;
    let site = RelyingParty::new("example.com").name("Example");
    let new = NewPingIdDesktopDevice::new().rp(site).status(DeviceStatus::ActivationRequired);
    let desktop = devices.create(new.clone()).await.unwrap();
    let other = devices.create(new).await.unwrap();
    let answer = |desktop: &ping_models::mfa::PingIdDesktopDevice| {
        let options = desktop.ping_id_desktop_credential_creation_options.as_deref();
        service.sandbox.mfa().desktop(options.unwrap()).unwrap()
    };
    assert_eq!(desktop.common.status, Some(DeviceStatus::ActivationRequired));

    // The app of another computer answers something else.
    let elsewhere = ActivateDevice::desktop(answer(&other));
    let error = devices.activate(&desktop.id, elsewhere).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue));
    assert_eq!(error.details()[0].target.as_deref(), Some("attestation"));

    let paired = ActivateDevice::desktop(answer(&desktop));
    let paired = devices.activate(&desktop.id, paired).await.unwrap();
    assert_eq!(paired.status(), Some(&DeviceStatus::Active));
    let Device::PingIdDesktop(read) = devices.read(&desktop.id).await.unwrap() else {
        panic!("a desktop app")
    };
    assert_eq!(read.rp.unwrap().name.as_deref(), Some("Example"));
    assert!(read.unit_id.is_some() && read.ping_id_desktop_credential_creation_options.is_none());

    // The app of the computer answers, and that of another one does not.
    let step = is!(service.begin(user.id()).await, Step::Desktop);
    assert_eq!(step.device().unwrap().id(), &desktop.id);
    let wrong = is!(step.submit(answer(&other)).await.unwrap(), Step::Desktop);
    assert!(wrong.refusal().is_some());
    let answered = service.sandbox.mfa().desktop(wrong.options()).unwrap();
    let done = completed(wrong.submit(answered).await.unwrap());
    assert_eq!(done.authenticators(), ["desktop", "mfa", "user"]);
    completed(service.mfa.resume(done.id().unwrap()).await.unwrap());

    for id in [&desktop.id, &other.id] {
        devices.delete(id).await.unwrap();
        assert!(devices.read(id).await.unwrap_err().is_not_found());
    }
}
