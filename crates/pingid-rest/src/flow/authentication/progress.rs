//! What all steps share: where the authentication stands, and how it moves on.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use ping_models::pingid::{
    AuthStatusReply, AuthenticateOffline, AuthenticateOfflineReply, AuthenticateOnline,
    AuthenticateOnlineReply, AuthenticationDetails, CancelAuthentication, CancelAuthenticationType,
    Device, DeviceId, DeviceType, ErrorId, OnlineDetails, PingIdCode, ServiceAlias, SessionId,
    StartAuthentication, StartAuthenticationReply, StartWebAuthnPasswordlessAuth,
};
use ping_models::{Loose, Secret};
use ping_transport::flow::Action;
use ping_transport::{Error, ErrorKind as TransportErrorKind};
use serde::{Deserialize, Serialize};

use super::Step;
use super::ends::{Completed, Failed, UnknownStep};
use super::steps::{
    AssertionStep, EvaluatePolicyStep, FidoStep, OnlineStep, OtpStep, PasswordlessStep, PushStep,
    SelectDeviceStep,
};
use crate::replies::missing;
use crate::{Authentications, PingId, RelyingParty, pingid_code};

/// An authentication that is under way.
#[derive(Clone)]
pub(crate) struct Progress {
    pub(crate) pingid: PingId,
    pub(crate) state: Arc<State>,
}

/// All that is known of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    /// How it began, with the newest policy cookie; another device begins it again.
    pub(crate) request: StartAuthentication,
    /// What the service asked for last.
    pub(crate) asked: ErrorId,
    pub(crate) message: Option<String>,
    pub(crate) session: Option<SessionId>,
    pub(crate) devices: Vec<Device>,
    pub(crate) details: Option<AuthenticationDetails>,
    /// The UUID of the device that is used.
    pub(crate) device: Option<String>,
    /// Whether a token that has drifted is looked for.
    pub(crate) resync: bool,
    pub(crate) challenge: Option<Challenge>,
}

/// The options that were given to the browser.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Challenge {
    pub(crate) options: String,
    pub(crate) session: SessionId,
    pub(crate) relying_party: RelyingParty,
}

/// What a reply of any of the calls says.
#[derive(Default)]
pub(crate) struct Told {
    error_id: Option<ErrorId>,
    message: Option<String>,
    session: Option<SessionId>,
    cookie: Option<Secret>,
    devices: Option<Vec<Device>>,
    details: Option<AuthenticationDetails>,
    device: Option<String>,
    online: Option<Box<OnlineDetails>>,
}

impl Told {
    /// What a reply says that has nothing but its outcome.
    pub(crate) fn of_session(
        error_id: Option<ErrorId>,
        message: Option<String>,
        session: SessionId,
    ) -> Self {
        Self { error_id, message, session: Some(session), ..Self::default() }
    }
}

impl From<StartAuthenticationReply> for Told {
    fn from(reply: StartAuthenticationReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            devices: reply.user_devices,
            details: reply.details,
            device: reply.authenticating_device,
            online: None,
        }
    }
}

impl From<AuthStatusReply> for Told {
    fn from(reply: AuthStatusReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            details: reply.details,
            ..Self::default()
        }
    }
}

impl From<AuthenticateOnlineReply> for Told {
    fn from(reply: AuthenticateOnlineReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            online: reply.details.map(Box::new),
            ..Self::default()
        }
    }
}

impl From<AuthenticateOfflineReply> for Told {
    fn from(reply: AuthenticateOfflineReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            ..Self::default()
        }
    }
}

/// Begins, asynchronously unless the request says otherwise.
pub(crate) fn begin(pingid: &PingId, request: StartAuthentication) -> Action<Step> {
    Action::new(pingid, |pingid| async move { begun(&pingid.clone(), pingid, request).await })
}

/// The same with the calls of one action; `pingid` is what the step keeps.
async fn begun(
    calls: &PingId,
    pingid: PingId,
    mut request: StartAuthentication,
) -> Result<Step, Error> {
    if request.asynchronous.is_none() {
        request = request.asynchronous(true);
    }
    let reply = calls.authentications().start(request.clone()).await?;
    // The reply names the session from now on.
    request.session_id = None;
    Ok(Progress::new(pingid, request).moved(reply.into()))
}

/// Sends a passcode to an address that is not paired.
pub(crate) fn by_backup(
    pingid: &PingId,
    user_name: String,
    device_type: DeviceType,
    address: String,
) -> Action<Step> {
    let request = AuthenticateOnline::backup(user_name.as_str(), device_type, &address);
    Action::new(pingid, |pingid| async move {
        let reply = pingid.authentications().online(request).await?;
        let request = StartAuthentication::new(user_name).service(ServiceAlias::RescueCode);
        Ok(Progress::new(pingid, request).moved(reply.into()))
    })
}

/// Begins with a FIDO device alone.
pub(crate) fn without_user(
    pingid: &PingId,
    relying_party: RelyingParty,
) -> Action<PasswordlessStep> {
    Action::new(pingid, |pingid| async move {
        relying_party.check()?;
        let request =
            StartWebAuthnPasswordlessAuth::new(relying_party.id(), relying_party.origin());
        let reply = pingid.authentications().start_passwordless(request).await?;
        PasswordlessStep::new(pingid, relying_party, reply)
    })
}

pub(crate) fn restore(pingid: PingId, state: State) -> Step {
    let progress = Progress { pingid, state: Arc::new(state) };
    progress.step(None)
}

/// Neither the client nor what is known of the devices.
impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("user_name", &self.user_name())
            .field("session", &self.state.session)
            .field("asked", &self.state.asked)
            .finish_non_exhaustive()
    }
}

impl Progress {
    pub(crate) fn new(pingid: PingId, request: StartAuthentication) -> Self {
        let state = State {
            request,
            asked: ErrorId::from(0),
            message: None,
            session: None,
            devices: Vec::new(),
            details: None,
            device: None,
            resync: false,
            challenge: None,
        };
        Self { pingid, state: Arc::new(state) }
    }

    pub(crate) fn user_name(&self) -> &str {
        self.state.request.user_name.as_deref().unwrap_or_default()
    }

    /// The device that is used, where the service lists it.
    pub(crate) fn device(&self) -> Option<&Device> {
        let uuid = self.state.device.as_deref();
        let mut devices = self.state.devices.iter();
        devices.find(|device| uuid.is_some() && device.uuid.as_deref() == uuid)
    }

    /// The same with another state.
    pub(crate) fn with(&self, change: impl FnOnce(&mut State)) -> Self {
        let mut next = self.clone();
        change(Arc::make_mut(&mut next.state));
        next
    }

    /// The step behind a reply.
    pub(crate) fn moved(&self, told: Told) -> Step {
        let Told { error_id, message, session, cookie, devices, details, device, online } = told;
        let next = self.with(|state| {
            state.asked = error_id.unwrap_or_else(|| ErrorId::from(0));
            state.message = message;
            state.challenge = None;
            // Not every reply repeats what is known.
            let session = session.filter(|session| !session.as_str().is_empty());
            state.session = session.or(state.session.take());
            state.devices = devices.unwrap_or_else(|| std::mem::take(&mut state.devices));
            state.details = details.or(state.details.take());
            state.device = device.or(state.device.take());
            if cookie.is_some() {
                state.request.cookie = cookie;
            }
        });
        next.step(online)
    }

    /// The step that the state stands for.
    fn step(self, online: Option<Box<OnlineDetails>>) -> Step {
        use PingIdCode as Asked;

        let code = self.state.asked.code();
        if code == Asked::Success {
            return Step::Completed(Completed::new(&self, online));
        }
        if self.state.session.is_none() {
            return Step::Unknown(UnknownStep(self));
        }
        match code {
            Asked::ChooseDevice => Step::SelectDevice(SelectDeviceStep(self)),
            Asked::Waiting => Step::Push(PushStep(self)),
            Asked::ContinueOnline => Step::Online(OnlineStep(self)),
            Asked::OtpBySms
            | Asked::OtpByVoice
            | Asked::OtpByEmail
            | Asked::PushDisabled
            | Asked::YubiKeyOtp
            | Asked::AppOtp
            | Asked::DesktopOtp
            | Asked::OathToken
            | Asked::AuthenticatorAppOtp
            | Asked::NextOtp => Step::Otp(OtpStep(self)),
            Asked::SecurityKey | Asked::Biometrics | Asked::Fido2 => {
                if self.state.challenge.is_some() {
                    Step::Assertion(AssertionStep(self))
                } else {
                    Step::Fido(FidoStep(self))
                }
            }
            Asked::EvaluatePolicy => Step::EvaluatePolicy(EvaluatePolicyStep(self)),
            _ => Step::Unknown(UnknownStep(self)),
        }
    }

    /// The step behind a call that a person answers: a refusal is an end, not an error. One that
    /// asks to try again says nothing of the person.
    pub(crate) fn answered(&self, reply: Result<Told, Error>) -> Result<Step, Error> {
        match reply {
            Ok(told) => Ok(self.moved(told)),
            Err(error) if error.kind() == TransportErrorKind::PingId && !error.is_retryable() => {
                Ok(Step::Failed(Failed::new(self, error)))
            }
            Err(error) => Err(error),
        }
    }

    /// The session; a step at which something is awaited has one.
    pub(crate) fn session(&self) -> Result<SessionId, Error> {
        let missing = || missing("sessionId", "a session");
        self.state.session.clone().ok_or_else(missing)
    }

    /// The request that ends it with a passcode or an assertion.
    pub(crate) fn offline(&self, otp: Loose<Secret>) -> Result<AuthenticateOffline, Error> {
        let request = AuthenticateOffline::new(self.user_name(), self.session()?, otp);
        Ok(match &self.state.request.service {
            Some(service) => request.service(service.clone()),
            None => request,
        })
    }

    /// Goes on with a device that the service asked for.
    pub(crate) fn choose(&self, device: DeviceId) -> Action<Step> {
        let chosen = self.with(|state| state.request.device_id = Some(device));
        self.act(|calls| async move {
            let request = chosen.state.request.clone().session_id(chosen.session()?);
            let reply = calls.start(request).await?;
            Ok(chosen.moved(reply.into()))
        })
    }

    /// What is done with the calls of authentication.
    pub(crate) fn act<T: Send + 'static, F>(
        &self,
        run: impl FnOnce(Authentications) -> F + Send + 'static,
    ) -> Action<T>
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        Action::new(&self.pingid, |pingid| run(pingid.authentications()))
    }

    /// Begins with what evaluates the policy.
    pub(crate) fn evaluate(&self, request: StartAuthentication) -> Action<Step> {
        let pingid = self.pingid.clone();
        Action::new(&self.pingid, |calls| async move { begun(&calls, pingid, request).await })
    }

    /// Cancels what is awaited, and begins again: with another device, or with the same.
    pub(crate) fn begin_again(&self, device: Option<DeviceId>) -> Action<Step> {
        let progress = self.clone();
        Action::new(&self.pingid, |calls| async move { progress.begun_again(&calls, device).await })
    }

    async fn begun_again(&self, calls: &PingId, device: Option<DeviceId>) -> Result<Step, Error> {
        if self.state.request.service == Some(ServiceAlias::RescueCode) {
            let message = "backup authentication uses no device: begin with `authenticate`";
            return Err(Error::invalid_input("deviceId", message));
        }
        let cancel = self.cancellation(CancelAuthenticationType::ChangeDevice)?;
        let cancelled = calls.authentications().cancel(cancel).await;
        // One that has ended meanwhile needs no end.
        if let Err(error) = cancelled
            && pingid_code(&error) != Some(PingIdCode::InvalidSession)
        {
            return Err(error);
        }
        let mut request = self.state.request.clone();
        request.device_id = device.or(request.device_id);
        begun(calls, self.pingid.clone(), request).await
    }

    pub(crate) fn cancellation(
        &self,
        reason: CancelAuthenticationType,
    ) -> Result<CancelAuthentication, Error> {
        Ok(CancelAuthentication::new(self.session()?).reason(reason))
    }
}
