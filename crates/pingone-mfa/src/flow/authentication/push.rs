//! A push to the user's phone.

use std::time::Duration;

use ping_models::mfa::{CancelReason, Device};
use ping_transport::flow::{Action, Progress as Poll, Wait};
use ping_transport::{Error, ErrorKind, Polling};

use super::progress::Progress;
use super::{OtpStep, PASSCODE, Step};
use crate::DeviceAuthentications;

/// Between two questions whether a push was answered.
const INTERVAL: Duration = Duration::from_secs(2);

/// The longest time that a policy gives a push.
const DEADLINE: Duration = Duration::from_secs(150);

/// An answer to a push is awaited.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct PushStep(pub(crate) Progress);

impl PushStep {
    /// The device that got the push, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }

    /// The number that the page shows and the user enters on the phone, where the policy wants
    /// that.
    pub fn number(&self) -> Option<u32> {
        self.authentication().number_matching.as_ref()?.number
    }

    /// Waits until the push is answered or times out: asks every 2 seconds for 150 seconds unless
    /// set. Dropping the future ends the wait, and not the push: [`cancel`](Self::cancel) does.
    ///
    /// Errors: as for [`poll`](Self::poll), and a time-out when the deadline has passed; this step
    /// can then be waited for again.
    pub fn wait(&self) -> Wait<Step> {
        until(&self.0, &self.0.begun.authentications)
    }

    /// The same, and cancels the push on the service where the deadline has passed: the user who
    /// answers later has no effect. The step is then [`Step::SelectDevice`], unless the user was
    /// faster.
    ///
    /// Errors: as for [`poll`](Self::poll) and [`cancel`](Self::cancel).
    pub fn wait_or_cancel(&self, polling: Polling, reason: CancelReason) -> Action<Step> {
        let progress = self.0.clone();
        Action::new(&self.0.begun.authentications, move |calls| async move {
            let waited = until(&progress, &calls).polling(polling).await;
            if !waited.as_ref().is_err_and(Error::is_timeout) {
                return waited;
            }
            match progress.next(calls.cancel(&progress.id, reason).await) {
                // An answer came in between: what it was, the service tells.
                Err(error) if error.kind() == ErrorKind::Api => {
                    match progress.next(calls.read(&progress.id).await)? {
                        Step::Push(_) => Err(error),
                        step => Ok(step),
                    }
                }
                canceled => canceled,
            }
        })
    }

    /// The same step for a passcode of the app instead of an answer to the push, where the service
    /// offers that.
    pub fn passcode(&self) -> Option<OtpStep> {
        let links = self.authentication().links.as_ref()?;
        let offered = links.contains_key(PASSCODE);
        offered.then(|| OtpStep(self.0.with(|state| state.passcode = true)))
    }
}

/// Asks until the push is answered.
fn until(progress: &Progress, calls: &DeviceAuthentications) -> Wait<Step> {
    let progress = progress.clone();
    let polling = Polling::new(INTERVAL, DEADLINE);
    Wait::new(calls, polling, move |calls| {
        let progress = progress.clone();
        async move {
            let answer = calls.read(&progress.id).await;
            Ok(match progress.next(answer)? {
                Step::Push(push) => Poll::Waiting(push),
                step => Poll::Ended(step),
            })
        }
    })
}
