//! A passcode of the user's.

use ping_models::Secret;
use ping_models::mfa::Device;
use ping_transport::flow::Action;

use super::Step;
use super::progress::{Progress, Proved};
use super::refusal::Refusal;

/// A passcode is awaited: one that was sent, or one that the device shows.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct OtpStep(pub(crate) Progress);

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
            Ok(match progress.proved(&calls, answer, Refusal::of_otp).await? {
                Proved::Next(step) => OtpOutcome::Next(step),
                Proved::Again(again) => OtpOutcome::Wrong(OtpStep(again)),
            })
        })
    }
}
