//! The step at which the user's app has been asked.

use std::time::Duration;

use ping_transport::flow::{Action, Progress as Poll, Wait};
use ping_transport::{Error, Polling};

use super::Step;
use super::progress::Progress;
use super::told::Told;
use crate::Authentications;

/// How often the service is asked for the user's answer unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(2);

/// How long is waited for a person unless the caller says otherwise.
const DEADLINE: Duration = Duration::from_secs(150);

/// The app of the user has been asked, and an answer is awaited.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct PushStep(pub(crate) Progress);

impl PushStep {
    /// The number that the user has to choose in the app, where the policy wants that: show it.
    pub fn number_for_matching(&self) -> Option<u32> {
        let details = self.0.state.details.as_ref()?;
        details.number_for_matching.as_ref().map(|number| number.get())
    }

    /// Asks once whether the user has answered: the same step where not.
    ///
    /// Errors: as for [`Authentications::status`](crate::Authentications::status), but for what
    /// the service says of the user's answer, which is [`Step::Failed`].
    pub fn poll(&self) -> Action<Step> {
        let this = self.clone();
        self.0.act(|calls| async move { this.ask(&calls).await })
    }

    async fn ask(&self, calls: &Authentications) -> Result<Step, Error> {
        let reply = calls.status(self.0.session()?).await;
        self.0.answered(reply.map(Told::from))
    }

    /// Waits until the user has answered, or can no more: asks every 2 seconds for 150 seconds
    /// unless set. Dropping the future ends the wait, not the authentication.
    ///
    /// Errors: as for [`poll`](Self::poll), and a time-out when the deadline has passed; this
    /// step can then be waited for again.
    pub fn wait(&self) -> Wait<Step> {
        let this = self.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.0.pingid, polling, move |pingid| {
            let this = this.clone();
            async move {
                Ok(match this.ask(&pingid.authentications()).await? {
                    Step::Push(push) => Poll::Waiting(push),
                    step => Poll::Ended(step),
                })
            }
        })
    }
}
