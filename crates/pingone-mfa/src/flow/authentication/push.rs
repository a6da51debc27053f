//! A push to the user's phone.

use std::time::Duration;

use ping_models::mfa::Device;
use ping_transport::Polling;
use ping_transport::flow::{Progress as Poll, Wait};

use super::progress::Progress;
use super::{OtpStep, Step};

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

    /// Waits until the push is answered or times out: asks every 2 seconds for 150 seconds unless
    /// set. Dropping the future ends the wait.
    ///
    /// Errors: as for [`poll`](Self::poll), and a time-out when the deadline has passed; this step
    /// can then be waited for again.
    pub fn wait(&self) -> Wait<Step> {
        let progress = self.0.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.0.begun.authentications, polling, move |calls| {
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

    /// The same step for a passcode of the app instead of an answer to the push, where the service
    /// offers that.
    pub fn passcode(&self) -> Option<OtpStep> {
        let links = self.authentication().links.as_ref()?;
        let offered = links.contains_key(PASSCODE);
        offered.then(|| OtpStep(self.0.with(|state| state.passcode = true)))
    }
}

/// The link that offers a passcode.
pub(crate) const PASSCODE: &str = "otp.check";
