//! What all steps share: where the authentication stands, and how it moves on.

use std::collections::BTreeMap;
use std::sync::Arc;

use ping_models::mfa::{
    CancelReason, DeviceAuthentication, DeviceAuthenticationId, DeviceAuthenticationStatus,
    DeviceId, InitializeDeviceAuthentication,
};
use ping_models::{OpenValue, UserId};
use ping_transport::{Error, ErrorKind};

use super::ends::{Completed, Expired, Failed, TimedOut, UnknownStep};
use super::steps::{AssertionStep, OtpStep, PushStep, SelectDeviceStep};
use super::{Authenticate, Step};
use crate::DeviceAuthentications;

/// An authentication that was begun.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    pub(crate) authentications: DeviceAuthentications,
    pub(crate) state: Arc<DeviceAuthentication>,
    /// How to begin again.
    request: Arc<InitializeDeviceAuthentication>,
}

/// An authentication that can go on.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pub(crate) begun: Begun,
    pub(crate) id: DeviceAuthenticationId,
}

pub(crate) async fn start(
    authentications: DeviceAuthentications,
    mut request: InitializeDeviceAuthentication,
) -> Result<Step, Error> {
    let state = authentications.create(request.clone()).await?;
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
        request: Arc::new(request),
    };
    Ok(begun.step(None))
}

pub(crate) async fn resume(
    authentications: DeviceAuthentications,
    id: DeviceAuthenticationId,
) -> Result<Step, Error> {
    let answer = authentications.read(&id).await;
    let expired = answer.as_ref().is_err_and(is_expired);
    let state = match answer {
        // The service tells no more than that it is gone.
        Err(error) if expired => only_id(&id).ok_or(error)?,
        answer => answer?,
    };
    let user = state.user.as_ref().and_then(|user| user.id.as_deref());
    let mut request = user.map_or_else(InitializeDeviceAuthentication::new, |user| {
        InitializeDeviceAuthentication::of_user(UserId::from(user))
    });
    request.policy.clone_from(&state.policy);
    let begun = Begun {
        authentications,
        state: Arc::new(state),
        request: Arc::new(request),
    };
    Ok(if expired {
        Step::Expired(Expired(begun))
    } else {
        begun.step(Some(id))
    })
}

fn only_id(id: &DeviceAuthenticationId) -> Option<DeviceAuthentication> {
    let members = BTreeMap::from([("id", id.as_str())]);
    OpenValue::encode(&members).ok()?.decode().ok()
}

fn is_expired(error: &Error) -> bool {
    error.kind() == ErrorKind::Api && error.status() == Some(410)
}

impl Begun {
    /// The step that the state stands for. `id` is the one that was asked for, if any was.
    fn step(self, id: Option<DeviceAuthenticationId>) -> Step {
        use DeviceAuthenticationStatus as Status;

        let status = self.state.status.clone();
        match status {
            Some(Status::Completed) => return Step::Completed(Completed(self)),
            Some(Status::Failed) => return Step::Failed(Failed(self)),
            Some(Status::PushConfirmationTimedOut) => return Step::TimedOut(TimedOut(self)),
            _ => {}
        }
        let Some(id) = self.state.id.clone().or(id) else {
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

impl Progress {
    pub(crate) fn authentications(&self) -> &DeviceAuthentications {
        &self.begun.authentications
    }

    /// The step behind an answer of the service.
    pub(crate) fn next(&self, answer: Result<DeviceAuthentication, Error>) -> Result<Step, Error> {
        match answer {
            Ok(state) => {
                let begun = Begun {
                    state: Arc::new(state),
                    ..self.begun.clone()
                };
                Ok(begun.step(Some(self.id.clone())))
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
