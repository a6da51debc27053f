//! What all steps share: where the authentication stands, and how it moves on.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use ping_models::pingid::{
    AuthenticateOffline, AuthenticationDetails, CancelAuthentication, CancelAuthenticationType,
    Device, DeviceId, ErrorId, PingIdCode, ServiceAlias, SessionId, StartAuthentication,
};
use ping_models::{Loose, Secret};
use ping_transport::flow::Action;
use ping_transport::{Error, ErrorKind as TransportErrorKind};
use serde::{Deserialize, Serialize};

use super::Step;
use super::begin::begun;
use super::ends::Failed;
use super::fido::Challenge;
use super::told::Told;
use crate::replies::missing;
use crate::{Authentications, PingId, pingid_code};

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
        Step::of(next, online)
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
