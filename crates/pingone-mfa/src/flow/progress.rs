//! What all steps share: where the authentication stands, and how it moves on.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use ping_models::OpenValue;
use ping_models::mfa::{
    CancelReason, DeviceAuthentication, DeviceAuthenticationId, DeviceAuthenticationStatus,
    DeviceId, InitializeDeviceAuthentication,
};
use ping_transport::{Error, ErrorBody, ErrorKind};

use super::ends::{Completed, Expired, Failed, TimedOut, UnknownStep};
use super::steps::{AssertionStep, OtpStep, PushStep, SelectDeviceStep};
use super::{Authenticate, Step};
use crate::DeviceAuthentications;

/// An authentication that was begun.
#[derive(Clone)]
pub(crate) struct Begun {
    pub(crate) authentications: DeviceAuthentications,
    pub(crate) state: Arc<DeviceAuthentication>,
    /// Missing only where the service did not tell it, and it was not asked for.
    pub(crate) id: Option<DeviceAuthenticationId>,
    /// How to begin again.
    request: Arc<InitializeDeviceAuthentication>,
}

/// An authentication that can go on.
#[derive(Clone)]
pub(crate) struct Progress {
    pub(crate) begun: Begun,
    pub(crate) id: DeviceAuthenticationId,
}

pub(crate) async fn start(
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
    let begun = Begun {
        authentications,
        state: Arc::new(state),
        id: None,
        request: Arc::new(request),
    };
    Ok(begun.step())
}

pub(crate) async fn resume(
    authentications: DeviceAuthentications,
    id: DeviceAuthenticationId,
) -> Result<Step, Error> {
    let answer = told(authentications.read(&id).await);
    let expired = answer.as_ref().is_err_and(is_expired);
    let state = match answer {
        // The service tells no more than that it is gone.
        Err(error) if expired => only_id(&id).ok_or(error)?,
        answer => answer?,
    };
    let mut request = InitializeDeviceAuthentication::new();
    request.user.clone_from(&state.user);
    request.policy.clone_from(&state.policy);
    let begun = Begun {
        authentications,
        state: Arc::new(state),
        id: Some(id),
        request: Arc::new(request),
    };
    Ok(if expired {
        Step::Expired(Expired(begun))
    } else {
        begun.step()
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
    error.kind() == ErrorKind::Api && error.status() == Some(410)
}

impl Begun {
    /// The step that the state stands for.
    fn step(mut self) -> Step {
        use DeviceAuthenticationStatus as Status;

        self.id = self.state.id.clone().or(self.id);
        let status = self.state.status.clone();
        match status {
            Some(Status::Completed) => return Step::Completed(Completed(self)),
            Some(Status::Failed) => return Step::Failed(Failed(self)),
            Some(Status::PushConfirmationTimedOut) => return Step::TimedOut(TimedOut(self)),
            _ => {}
        }
        let Some(id) = self.id.clone() else {
            return Step::Unknown(UnknownStep(self));
        };
        let progress = Progress { begun: self, id };
        match status {
            Some(Status::OtpRequired) => Step::Otp(OtpStep::new(progress)),
            Some(Status::DeviceSelectionRequired) => Step::SelectDevice(SelectDeviceStep(progress)),
            Some(Status::AssertionRequired) => Step::Assertion(AssertionStep(progress)),
            Some(Status::PushConfirmationRequired) => Step::Push(PushStep::new(progress)),
            _ => Step::Unknown(UnknownStep(progress.begun)),
        }
    }

    /// How to begin again with the same user, policy and device.
    pub(crate) fn restart(&self) -> Authenticate {
        Authenticate::new(self.authentications.clone(), (*self.request).clone())
    }
}

/// Neither the client nor links and addresses.
impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun")
            .field("id", &self.id)
            .field("status", &self.state.status)
            .field("error", &self.state.error)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.begun.fmt(f)
    }
}

impl Progress {
    pub(crate) fn authentications(&self) -> &DeviceAuthentications {
        &self.begun.authentications
    }

    /// The step behind an answer of the service.
    pub(crate) fn next(&self, answer: Result<DeviceAuthentication, Error>) -> Result<Step, Error> {
        match told(answer) {
            Ok(state) => {
                let begun = Begun {
                    state: Arc::new(state),
                    ..self.begun.clone()
                };
                Ok(begun.step())
            }
            Err(error) if is_expired(&error) => Ok(Step::Expired(Expired(self.begun.clone()))),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn refresh(&self) -> Result<Step, Error> {
        self.next(self.authentications().read(&self.id).await)
    }

    pub(crate) async fn select(&self, device: DeviceId) -> Result<Step, Error> {
        let answer = self.authentications().select_device(&self.id, device);
        self.next(answer.await)
    }

    pub(crate) async fn cancel(&self, reason: CancelReason) -> Result<Step, Error> {
        self.next(self.authentications().cancel(&self.id, reason).await)
    }
}
