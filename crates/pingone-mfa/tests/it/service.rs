//! A sandbox, a client that reaches it, and users to play with.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ping_models::OpenValue;
use ping_models::mfa::{NewTotpDevice, TotpDevice};
use ping_sandbox::Sandbox;
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{Client, ClientBuilder, ReqwestTransport};
use pingone_mfa::{Mfa, OtpOutcome, OtpStep, Step, UserHandle};
use serde_json::json;

ping_transport::operations! {
    CREATE_USER: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
}

pub(crate) struct Service {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) mfa: Mfa,
    pub(crate) policy: String,
}

/// A sandbox whose clock stands still, and a client whose exchanges are recorded.
pub(crate) async fn service() -> Service {
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_268_800);
    let sandbox = Sandbox::builder().frozen_at(noon).seed(7).start().await.unwrap();
    let connection = sandbox.connection();
    let transport = ReqwestTransport::builder().build().unwrap();
    let client = ClientBuilder::from_variables(&connection.env_vars())
        .unwrap()
        .transport(Arc::new(Recorder::new(transport, env!("CARGO_TARGET_TMPDIR"))))
        .clock(Arc::new(ManualClock::new(noon)))
        .build()
        .unwrap();
    Service { sandbox, mfa: Mfa::new(client.clone()), client, policy: connection.device_policy_id }
}

impl Service {
    /// A new user without multi-factor authentication.
    pub(crate) async fn plain_user(&self, name: &str) -> UserHandle {
        let environment = self.client.environment().unwrap();
        let user = self
            .client
            .request(&CREATE_USER)
            .segment(environment)
            .json(&json!({ "username": name }).into())
            .call()
            .await
            .unwrap();
        self.mfa.user(user.to_value()["id"].as_str().unwrap())
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
        self.sandbox.clock().advance(Duration::from_secs(30));
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

pub(crate) fn otp(step: Step) -> OtpStep {
    match step {
        Step::Otp(otp) => otp,
        other => panic!("expected a passcode to be awaited: {other:?}"),
    }
}

pub(crate) fn wrong(outcome: OtpOutcome) -> OtpStep {
    match outcome {
        OtpOutcome::Wrong(otp) => otp,
        other => panic!("expected a refusal: {other:?}"),
    }
}

pub(crate) fn next(outcome: OtpOutcome) -> Step {
    match outcome {
        OtpOutcome::Next(step) => step,
        OtpOutcome::Wrong(otp) => panic!("refused: {:?}", otp.refusal()),
        other => panic!("a new outcome: {other:?}"),
    }
}

pub(crate) fn completed(step: Step) -> pingone_mfa::Completed {
    match step {
        Step::Completed(done) => done,
        other => panic!("expected the user to be signed in: {other:?}"),
    }
}

pub(crate) fn failed(step: Step) -> pingone_mfa::Failed {
    match step {
        Step::Failed(why) => why,
        other => panic!("expected a failure: {other:?}"),
    }
}
