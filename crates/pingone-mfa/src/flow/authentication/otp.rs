//! A passcode of the user's.

use ping_models::mfa::Device;
use ping_models::{ErrorCode, Secret};
use ping_transport::flow::Action;
use ping_transport::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

use super::Step;
use super::progress::Progress;

/// A passcode is awaited: one that was sent, or one that the device shows.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct OtpStep(pub(crate) Progress);

/// What the service said about a wrong passcode.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Refusal {
    attempts_remaining: Option<i64>,
    message: Option<String>,
}

/// What became of a passcode.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the user may not have signed in"]
pub enum OtpOutcome {
    /// The authentication moved on: mostly, it is completed. It has failed where the passcode was
    /// wrong once too often.
    Next(Step),
    /// The passcode was wrong or too late. The step is the same, and takes another one.
    Wrong(OtpStep),
}

/// The step to go on with, whatever became of the passcode.
impl From<OtpOutcome> for Step {
    fn from(outcome: OtpOutcome) -> Self {
        match outcome {
            OtpOutcome::Next(step) => step,
            OtpOutcome::Wrong(again) => Self::Otp(again),
        }
    }
}

impl OtpStep {
    /// The device whose passcode is awaited, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }

    /// How many wrong passcodes the service takes before it locks the device; known after a wrong
    /// one, where the service says so.
    pub fn attempts_remaining(&self) -> Option<i64> {
        self.0.begun.state.refusal.as_ref()?.attempts_remaining
    }

    /// What the service said about the last passcode, where it was wrong: whether it has expired,
    /// for example. A text for developers.
    pub fn refusal(&self) -> Option<&str> {
        self.0.begun.state.refusal.as_ref()?.message.as_deref()
    }

    /// Submits a passcode; blanks in it do not count. A wrong one is an outcome, not an error.
    ///
    /// Errors: as for [`DeviceAuthentications::check_otp`]. Where it is not known what became of
    /// the passcode, [`poll`](Self::poll) tells, or the passcode is submitted again.
    ///
    /// [`DeviceAuthentications::check_otp`]: crate::DeviceAuthentications::check_otp
    pub fn submit(&self, passcode: impl Into<Secret>) -> Action<OtpOutcome> {
        let progress = self.0.clone();
        let passcode: String = passcode.into().expose().split_whitespace().collect();
        Action::new(&self.0.begun.authentications, |calls| async move {
            let answer = calls.check_otp(&progress.id, passcode).await;
            let Some(refusal) = answer.as_ref().err().and_then(Refusal::of) else {
                return progress.next(answer).map(OtpOutcome::Next);
            };
            let counted = refusal.attempts_remaining.is_some_and(|left| left > 0);
            let wrong = |progress: &Progress| {
                let again = progress.with(|state| state.refusal = Some(refusal));
                Ok(OtpOutcome::Wrong(OtpStep(again)))
            };
            if counted {
                return wrong(&progress);
            }
            // The service does not say whether another passcode is awaited: ask. Where asking
            // fails, the refusal is still what became of the passcode.
            match progress.next(calls.read(&progress.id).await) {
                Ok(Step::Otp(step)) => wrong(&step.0),
                Ok(step) => Ok(OtpOutcome::Next(step)),
                Err(_) => wrong(&progress),
            }
        })
    }
}

impl Refusal {
    /// What an error says about a wrong passcode; `None` for any other error.
    fn of(error: &Error) -> Option<Self> {
        if error.kind() != ErrorKind::Api {
            return None;
        }
        let detail =
            error.details().iter().find(|detail| detail.code == Some(ErrorCode::InvalidOtp));
        if let Some(detail) = detail {
            let inner = detail.inner_error.as_ref();
            return Some(Self {
                attempts_remaining: inner.and_then(|inner| inner.attempts_remaining),
                message: detail.message.clone(),
            });
        }
        (error.code() == Some(&ErrorCode::InvalidOtp)).then(Self::default)
    }
}
