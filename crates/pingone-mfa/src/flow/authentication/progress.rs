//! What all steps share: where the authentication stands, and how it moves on.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use ping_models::mfa::{
    CheckRememberedDevice, DeviceAuthentication, DeviceAuthenticationStatus,
    InitializeDeviceAuthentication,
};
use ping_models::{DeviceAuthenticationId, OpenValue, Secret, UserId};
use ping_transport::flow::Action;
use ping_transport::{Call, Error, ErrorBody, ErrorKind};
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::{Expired, PASSCODE, Step};
use crate::DeviceAuthentications;

/// An authentication that was begun.
#[derive(Clone)]
pub(crate) struct Begun {
    pub(crate) authentications: DeviceAuthentications,
    pub(crate) state: Arc<State>,
}

/// All that is known of it.
#[derive(Clone, Serialize, Deserialize)]
pub struct State {
    /// What the service told last.
    pub(crate) told: DeviceAuthentication,
    /// Missing only where the service did not tell it, and it was not asked for.
    pub(crate) id: Option<DeviceAuthenticationId>,
    /// How to begin again.
    request: InitializeDeviceAuthentication,
    /// What the service said about the last proof, where it did not accept it.
    pub(crate) refusal: Option<Refusal>,
    /// Whether a passcode is given instead of the answer to a push.
    pub(crate) passcode: bool,
}

/// What became of a proof.
pub(crate) enum Proved {
    /// The authentication moved on.
    Next(Step),
    /// The proof was refused, and another one is awaited.
    Again(Progress),
}

/// An authentication that can go on.
#[derive(Clone)]
pub(crate) struct Progress {
    pub(crate) begun: Begun,
    pub(crate) id: DeviceAuthenticationId,
}

impl State {
    fn new(told: DeviceAuthentication, request: InitializeDeviceAuthentication) -> Self {
        Self { id: told.id.clone(), told, request, refusal: None, passcode: false }
    }

    /// The same without what no step needs, for the cookie that it lives in.
    pub(crate) fn short(&self) -> Self {
        let mut short = self.clone();
        if let Some(links) = &mut short.told.links {
            links.retain(|name, _| name == PASSCODE);
        }
        short
    }
}

/// Begins. The options of the action are those of all later requests of the sign-in.
pub(crate) fn begin(
    authentications: &DeviceAuthentications,
    request: InitializeDeviceAuthentication,
) -> Action<Step> {
    Action::new(authentications, |calls| begun(calls, request))
}

async fn begun(
    authentications: DeviceAuthentications,
    mut request: InitializeDeviceAuthentication,
) -> Result<Step, Error> {
    let state = told(authentications.create(request.clone()).await)?;
    // A passcode serves once.
    if let Some(selected) = &mut request.selected_device {
        selected.otp = None;
        if selected.id.is_none() && selected.one_time.is_none() {
            request.selected_device = None;
        }
    }
    Ok(Step::of(Begun::new(authentications, State::new(state, request))))
}

/// Asks whether the browser is remembered. Where it is not, the same user begins anew.
pub(crate) fn remembered(
    authentications: &DeviceAuthentications,
    request: CheckRememberedDevice,
    cookie: Secret,
) -> Action<Step> {
    Action::new(authentications, |calls| async move {
        let mut anew = InitializeDeviceAuthentication::new();
        anew.user = Some(request.user.clone());
        anew.policy = Some(request.policy.clone());
        let state = told(calls.check_remembered(request, cookie).await)?;
        Ok(Step::of(Begun::new(calls, State::new(state, anew))))
    })
}

pub(crate) fn resume(
    authentications: &DeviceAuthentications,
    id: DeviceAuthenticationId,
) -> Action<Step> {
    Action::new(authentications, |calls| async move {
        let answer = told(calls.read(&id).await);
        let expired = answer.as_ref().is_err_and(is_expired);
        let told = match answer {
            // The service tells no more than that it is gone.
            Err(error) if expired => only_id(&id).ok_or(error)?,
            answer => answer?,
        };
        let mut request = InitializeDeviceAuthentication::new();
        request.user.clone_from(&told.user);
        request.policy.clone_from(&told.policy);
        let mut state = State::new(told, request);
        state.id = state.id.or(Some(id));
        let begun = Begun::new(calls, state);
        Ok(if expired { Step::Expired(Expired(begun)) } else { Step::of(begun) })
    })
}

/// A refusal that is a failed authentication is one, as the same with a 200 is.
fn told(answer: Result<DeviceAuthentication, Error>) -> Result<DeviceAuthentication, Error> {
    answer.or_else(|error| failure(&error).ok_or(error))
}

fn failure(error: &Error) -> Option<DeviceAuthentication> {
    let Some(ErrorBody::PingOne(body)) = error.body() else {
        return None;
    };
    let state: DeviceAuthentication = OpenValue::encode(body).ok()?.decode().ok()?;
    (state.status == Some(DeviceAuthenticationStatus::Failed)).then_some(state)
}

fn only_id(id: &DeviceAuthenticationId) -> Option<DeviceAuthentication> {
    let members = BTreeMap::from([("id", id.as_str())]);
    OpenValue::encode(&members).ok()?.decode().ok()
}

fn is_expired(error: &Error) -> bool {
    error.kind() == ErrorKind::Api && error.status().is_some_and(|status| status == 410)
}

impl Begun {
    pub(crate) fn new(authentications: DeviceAuthentications, state: State) -> Self {
        let state = Arc::new(state);
        Self { authentications, state }
    }

    /// The user, where the service or the request tells.
    pub(crate) fn user(&self) -> Option<&UserId> {
        let State { told, request, .. } = &*self.state;
        let users = [&told.user, &request.user].into_iter().flatten();
        let mut ids = users.map(|user| &user.id);
        ids.find(|id| !id.as_str().is_empty())
    }

    /// Begins again with the same user, policy and device.
    pub(crate) fn restart(&self) -> Action<Step> {
        begin(&self.authentications, self.state.request.clone())
    }
}

/// Neither the client nor links and addresses.
impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun")
            .field("id", &self.state.id)
            .field("status", &self.state.told.status)
            .field("error", &self.state.told.error)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.begun.fmt(f)
    }
}

impl Progress {
    /// The same with another state.
    pub(crate) fn with(&self, change: impl FnOnce(&mut State)) -> Self {
        let mut next = self.clone();
        change(Arc::make_mut(&mut next.begun.state));
        next
    }

    /// The step behind an answer of the service.
    pub(crate) fn next(&self, answer: Result<DeviceAuthentication, Error>) -> Result<Step, Error> {
        match told(answer) {
            Ok(told) => {
                let next = self.with(|state| {
                    state.id = told.id.clone().or(state.id.take());
                    state.told = told;
                    state.refusal = None;
                });
                Ok(Step::of(next.begun))
            }
            Err(error) if is_expired(&error) => Ok(Step::Expired(Expired(self.begun.clone()))),
            Err(error) => Err(error),
        }
    }

    /// What became of a proof: `refusal` says of an error whether the proof was refused.
    pub(crate) async fn proved(
        &self,
        calls: &DeviceAuthentications,
        answer: Result<DeviceAuthentication, Error>,
        refusal: fn(&Error) -> Option<Refusal>,
    ) -> Result<Proved, Error> {
        let Some(refusal) = answer.as_ref().err().and_then(refusal) else {
            return self.next(answer).map(Proved::Next);
        };
        let counted = refusal.attempts_remaining.is_some_and(|left| left > 0);
        let again = |progress: &Self| {
            let again = progress.with(|state| state.refusal = Some(refusal));
            Ok(Proved::Again(again))
        };
        if counted {
            return again(self);
        }
        // The service does not say whether another proof is awaited: ask. Where asking fails, the
        // refusal is still what became of the proof.
        let status = |progress: &Self| progress.begun.state.told.status.clone();
        match self.next(calls.read(&self.id).await) {
            Ok(step) => match step.progress() {
                Some(same) if status(same) == status(self) => again(same),
                _ => Ok(Proved::Next(step)),
            },
            Err(_) => again(self),
        }
    }

    /// One request, and the step behind its answer.
    pub(crate) fn act(
        &self,
        call: impl FnOnce(&DeviceAuthentications, &DeviceAuthenticationId) -> Call<DeviceAuthentication>
        + Send
        + 'static,
    ) -> Action<Step> {
        let progress = self.clone();
        Action::new(&self.begun.authentications, |calls| async move {
            let answer = call(&calls, &progress.id).await;
            progress.next(answer)
        })
    }
}
