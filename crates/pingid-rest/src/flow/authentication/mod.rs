//! Authentication as a value whose type knows what is legal next.

mod ends;
mod progress;
mod steps;

use ping_transport::flow::{OpenError, Resumable};
use ping_transport::{__sealed_steps, Error};

use crate::PingId;

pub use ends::{Completed, Failed, UnknownStep};
pub(crate) use progress::{begin, by_backup, without_user};
pub use steps::{
    AssertionStep, EvaluatePolicyStep, FidoStep, OnlineStep, OtpOutcome, OtpStep, PasswordlessStep,
    PushStep, SelectDeviceStep,
};

/// Where a user stands in signing in. Each step offers what is legal next, and nothing else.
///
/// Steps are cheap to clone; their methods take `&self`, so that a call which fails leaves the
/// step in hand and it can be made again. [`seal`](Self::seal) carries one across the requests of
/// a web application.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the user may not have signed in"]
pub enum Step {
    /// The user has to select a device.
    SelectDevice(SelectDeviceStep),
    /// A passcode is awaited.
    Otp(OtpStep),
    /// The app of the user has been asked, and an answer is awaited.
    Push(PushStep),
    /// The app of the user is to be asked by a call that waits.
    Online(OnlineStep),
    /// A FIDO device is wanted.
    Fido(FidoStep),
    /// An assertion of the FIDO device is awaited.
    Assertion(AssertionStep),
    /// The user is known by a FIDO device, and the policy has to be evaluated.
    EvaluatePolicy(EvaluatePolicyStep),
    /// The user has signed in.
    Completed(Completed),
    /// The user has not signed in.
    Failed(Failed),
    /// A reply that this version of the crate has no name for.
    Unknown(UnknownStep),
}

impl Step {
    /// The name of the user.
    pub fn user_name(&self) -> &str {
        match self {
            Self::SelectDevice(step) => step.user_name(),
            Self::Otp(step) => step.user_name(),
            Self::Push(step) => step.user_name(),
            Self::Online(step) => step.user_name(),
            Self::Fido(step) => step.user_name(),
            Self::Assertion(step) => step.user_name(),
            Self::EvaluatePolicy(step) => step.user_name(),
            Self::Completed(end) => end.user_name(),
            Self::Failed(end) => end.user_name(),
            Self::Unknown(step) => step.user_name(),
        }
    }
}

impl Resumable for Step {
    type Handle = PingId;
    type State = progress::State;
    const PURPOSE: &'static str = "pingid.authentication";

    fn parts(&self) -> Result<(&PingId, &str, progress::State), Error> {
        let awaiting = match self {
            Self::SelectDevice(step) => &step.0,
            Self::Otp(step) => &step.0,
            Self::Push(step) => &step.0,
            Self::Online(step) => &step.0,
            Self::Fido(step) => &step.0,
            Self::Assertion(step) => &step.0,
            Self::EvaluatePolicy(step) => &step.0,
            Self::Completed(_) | Self::Failed(_) | Self::Unknown(_) => {
                let message = "is at its end: only a step at which something is awaited is sealed";
                return Err(Error::invalid_input("step", message));
            }
        };
        let state = progress::State::clone(&awaiting.state);
        Ok((&awaiting.pingid, awaiting.user_name(), state))
    }

    fn restore(pingid: PingId, _: &str, state: progress::State) -> Result<Self, OpenError> {
        Ok(progress::restore(pingid, state))
    }
}

__sealed_steps! { Step opened by "PingId::open"; }
