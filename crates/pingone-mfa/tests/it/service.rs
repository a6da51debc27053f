//! MFA on a stage, and users to play with.

use std::ops::Deref;
use std::time::Duration;

use ping_models::DeviceId;
use ping_models::mfa::{
    ActivateDevice, NewDeviceAuthenticationPolicy, NewFcmCredential, NewFido2Device, NewPairingKey,
    NewTotpDevice, RelyingParty, TotpDevice,
};
use ping_models::webauthn::Attestation;
use ping_sandbox::MfaPhone;
use ping_testkit::{Browser, Stage, is};
use pingone_mfa::{Mfa, OtpOutcome, OtpStep, Step, UserHandle};

/// Of the pages that passkeys are paired and used in.
pub(crate) const ORIGIN: &str = "https://login.example.com";

pub(crate) struct Service {
    stage: Stage,
    pub(crate) mfa: Mfa,
}

/// Messages are on in the default policy, which a new environment has off.
pub(crate) async fn service() -> Service {
    let stage = ping_testkit::stage!().await;
    let mfa = Mfa::new(stage.client.clone());
    let (policies, id) =
        (mfa.device_authentication_policies(), &*stage.connection.device_policy_id);
    let mut policy = NewDeviceAuthenticationPolicy::from(policies.read(id).await.unwrap());
    for method in [&mut policy.sms, &mut policy.voice, &mut policy.whats_app] {
        method.as_mut().unwrap().common.enabled = Some(true);
    }
    policies.update(id, policy).await.unwrap();
    Service { mfa, stage }
}

impl Deref for Service {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}

impl Service {
    /// A new user without multi-factor authentication.
    pub(crate) async fn plain_user(&self, name: &str) -> UserHandle {
        self.mfa.user(self.create_user(name).await)
    }

    /// A new user with multi-factor authentication, and no device yet.
    pub(crate) async fn user(&self, name: &str) -> UserHandle {
        let user = self.plain_user(name).await;
        let setting = user.mfa_enabled().update(true).await.unwrap();
        assert_eq!(setting.mfa_enabled, Some(true));
        user
    }

    /// The passcode that an authenticator app shows. The clock moves on, since a passcode is good
    /// once.
    pub(crate) fn app_code(&self, totp: &TotpDevice) -> String {
        self.advance(Duration::from_secs(30));
        let uri = totp.key_uri().unwrap();
        self.sandbox.totp_code(uri.expose()).unwrap()
    }

    /// Pairs an authenticator app.
    pub(crate) async fn pair_totp(&self, user: &UserHandle) -> TotpDevice {
        let devices = user.devices();
        let totp = devices.create(NewTotpDevice::new()).await.unwrap();
        let code = self.app_code(&totp);
        devices.activate(&totp.id, code).await.unwrap();
        totp
    }

    /// Pairs a phone with a native app; its id.
    pub(crate) async fn pair_phone(&self, user: &UserHandle) -> DeviceId {
        self.pair(user, MfaPhone::android()).await
    }

    /// The same with an app that is one of the environment's; its id, and that of the application.
    pub(crate) async fn pair_app(&self, user: &UserHandle) -> (DeviceId, String) {
        let app = self.create_native_app().await;
        let credentials = self.mfa.application(&app).push_credentials();
        credentials.create(NewFcmCredential::new("{}")).await.unwrap();
        (self.pair(user, MfaPhone::android().application(&app)).await, app)
    }

    async fn pair(&self, user: &UserHandle, phone: MfaPhone) -> DeviceId {
        let key = user.pairing_keys().create(NewPairingKey::new()).await.unwrap();
        self.sandbox.mfa().pair(key.code.unwrap().expose(), phone).unwrap().into()
    }

    /// Pairs a passkey; its id, and the browser that has it.
    pub(crate) async fn pair_passkey(&self, user: &UserHandle) -> (DeviceId, Browser) {
        let site = RelyingParty::new("example.com").name("Example");
        let key = user.devices().create(NewFido2Device::new(site)).await.unwrap();
        let options = key.fido.creation_options().unwrap();
        let mut browser = Browser::default();
        let made = browser.create(ORIGIN, options.json()).await;
        let made = Attestation::from_browser(&made).unwrap();
        user.devices().activate(&key.id, ActivateDevice::fido2(ORIGIN, &made)).await.unwrap();
        (key.id, browser)
    }

    /// The passcode of the next SMS to a number.
    pub(crate) fn sms(&self, phone: &str) -> String {
        let channel = ping_sandbox::Channel::Sms;
        let message = self.sandbox.outbox().try_next(channel, phone);
        message.expect("an SMS").otp.unwrap()
    }

    /// The passcode of the next email to an address.
    pub(crate) fn email(&self, address: &str) -> String {
        let channel = ping_sandbox::Channel::Email;
        let message = self.sandbox.outbox().try_next(channel, address);
        message.expect("an email").otp.unwrap()
    }
}

/// A passcode that is not the right one.
pub(crate) fn not(code: &str) -> String {
    let last = code.chars().last().unwrap();
    let other = if last == '0' { '1' } else { '0' };
    format!("{}{other}", &code[..code.len() - 1])
}

#[track_caller]
pub(crate) fn otp(step: Step) -> OtpStep {
    is!(step, Step::Otp)
}

#[track_caller]
pub(crate) fn wrong(outcome: OtpOutcome) -> OtpStep {
    is!(outcome, OtpOutcome::Wrong)
}

#[track_caller]
pub(crate) fn next(outcome: OtpOutcome) -> Step {
    is!(outcome, OtpOutcome::Next)
}

#[track_caller]
pub(crate) fn completed(step: Step) -> pingone_mfa::Completed {
    is!(step, Step::Completed)
}

#[track_caller]
pub(crate) fn failed(step: Step) -> pingone_mfa::Failed {
    is!(step, Step::Failed)
}
