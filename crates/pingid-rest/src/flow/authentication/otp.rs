//! The step at which a passcode is awaited.

use ping_models::Secret;
use ping_models::pingid::PingIdCode;
use ping_transport::flow::Action;

use super::Step;
use super::progress::Progress;
use crate::flow::typed;
use crate::pingid_code;

/// A passcode is awaited: one that was sent, or one that the device shows.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct OtpStep(pub(crate) Progress);

/// What became of a passcode.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the user may not have signed in"]
pub enum OtpOutcome {
    /// The authentication moved on: mostly, it is completed.
    Next(Step),
    /// The passcode was wrong: ask for it again.
    Wrong(OtpStep),
    /// The token has drifted, and was found: wait for the passcode that it shows next.
    NextOtp(OtpStep),
}

/// The step to go on with, whatever became of the passcode.
impl From<OtpOutcome> for Step {
    fn from(outcome: OtpOutcome) -> Self {
        match outcome {
            OtpOutcome::Next(step) => step,
            OtpOutcome::Wrong(again) | OtpOutcome::NextOtp(again) => Self::Otp(again),
        }
    }
}

impl OtpStep {
    /// Whose passcode is awaited: that of an SMS ([`PingIdCode::OtpBySms`]), of the app
    /// ([`PingIdCode::AppOtp`]) and so on. [`PingIdCode::meaning`] says it in words.
    pub fn code(&self) -> PingIdCode {
        self.0.state.asked.code()
    }

    /// Whether a token that has drifted is looked for in a wider window, and then asked for a
    /// second passcode; not unless set.
    pub fn resync(self, resync: bool) -> Self {
        Self(self.0.with(|state| state.resync = resync))
    }

    /// Submits a passcode; blanks in it do not count. A wrong one is an outcome, not an error.
    ///
    /// Errors: as for [`Authentications::offline`](crate::Authentications::offline); `errorId`
    /// 20517 where the session has ended, by time or by too many wrong passcodes.
    pub fn submit(&self, otp: impl Into<Secret>) -> Action<OtpOutcome> {
        let progress = self.0.clone();
        let request = progress.offline(typed(&otp.into()));
        self.0.act(|calls| async move {
            let mut request = request?;
            if progress.state.resync {
                request = request.oath_resync();
            }
            match calls.offline(request).await {
                Ok(reply) => Ok(match progress.moved(reply.into()) {
                    Step::Otp(step) if step.code() == PingIdCode::NextOtp => {
                        OtpOutcome::NextOtp(step)
                    }
                    step => OtpOutcome::Next(step),
                }),
                Err(error) if pingid_code(&error) == Some(PingIdCode::WrongOtp) => {
                    Ok(OtpOutcome::Wrong(Self(progress)))
                }
                Err(error) => Err(error),
            }
        })
    }
}
