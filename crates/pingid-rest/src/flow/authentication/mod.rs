//! Authentication as a value whose type knows what is legal next.

mod begin;
mod ends;
mod fido;
mod otp;
mod progress;
mod push;
mod steps;
mod told;

use std::sync::Arc;

use ping_models::pingid::{OnlineDetails, PingIdCode};
use ping_transport::flow::{OpenError, Resumable};
use ping_transport::{__sealed_steps, Error};

use self::progress::{Progress, State};
use crate::PingId;

pub(crate) use begin::{begin, by_backup, without_user};
pub use ends::{Completed, Failed, UnknownStep};
pub use fido::{AssertionStep, FidoStep, PasswordlessStep};
pub use otp::{OtpOutcome, OtpStep};
pub use push::PushStep;
pub use steps::{EvaluatePolicyStep, OnlineStep, SelectDeviceStep};

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
    /// The step that a state stands for.
    fn of(progress: Progress, online: Option<Box<OnlineDetails>>) -> Self {
        use PingIdCode as Asked;

        let code = progress.state.asked.code();
        if code == Asked::Success {
            return Self::Completed(Completed::new(&progress, online));
        }
        if progress.state.session.is_none() {
            return Self::Unknown(UnknownStep(progress));
        }
        match code {
            Asked::ChooseDevice => Self::SelectDevice(SelectDeviceStep(progress)),
            Asked::Waiting => Self::Push(PushStep(progress)),
            Asked::ContinueOnline => Self::Online(OnlineStep(progress)),
            Asked::OtpBySms
            | Asked::OtpByVoice
            | Asked::OtpByEmail
            | Asked::PushDisabled
            | Asked::YubiKeyOtp
            | Asked::AppOtp
            | Asked::DesktopOtp
            | Asked::OathToken
            | Asked::AuthenticatorAppOtp
            | Asked::NextOtp => Self::Otp(OtpStep(progress)),
            Asked::SecurityKey | Asked::Biometrics | Asked::Fido2 => {
                if progress.state.challenge.is_some() {
                    Self::Assertion(AssertionStep(progress))
                } else {
                    Self::Fido(FidoStep(progress))
                }
            }
            Asked::EvaluatePolicy => Self::EvaluatePolicy(EvaluatePolicyStep(progress)),
            _ => Self::Unknown(UnknownStep(progress)),
        }
    }

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
    type State = State;
    const PURPOSE: &'static str = "pingid.authentication";

    fn parts(&self) -> Result<(&PingId, &str, State), Error> {
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
        let state = State::clone(&awaiting.state);
        Ok((&awaiting.pingid, awaiting.user_name(), state))
    }

    fn restore(pingid: PingId, _: &str, state: State) -> Result<Self, OpenError> {
        Ok(Self::of(Progress { pingid, state: Arc::new(state) }, None))
    }
}

__sealed_steps! { Step opened by "PingId::open"; }
