//! The second step with PingID. The step lives in a sealed cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use ping_sdk::pingid::{OtpOutcome, Step, another_may_wait};

use super::page;
use super::refused::Refused;
use super::visit::{Posted, with_step};
use super::{App, LIFETIME};

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let name = posted.person()?.name.as_str();
    let step = match app.pingid.authenticate(name).await {
        // A phone takes one sign-in at a time. The one that was left is in the cookie.
        Err(error) if another_may_wait(&error) => match app.earlier(&posted) {
            Some(Step::Push(earlier)) => earlier.restart().await?,
            _ => return Err(Refused::forbidden("Your phone is asked already.")),
        },
        begun => begun?,
    };
    app.show(&posted, step, "")
}

pub(super) async fn push(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let Step::Push(push) = app.opened(&posted)? else {
        return Err(Refused::forbidden("No answer is awaited."));
    };
    app.show(&posted, push.poll().await?, "")
}

pub(super) async fn otp(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let Step::Otp(otp) = app.opened(&posted)? else {
        return Err(Refused::forbidden("No passcode is awaited."));
    };
    let outcome = otp.submit(posted.field("otp")).await?;
    let note = match outcome {
        OtpOutcome::Wrong(_) => "That was wrong.",
        OtpOutcome::NextOtp(_) => "Wait for the next one.",
        _ => "",
    };
    app.show(&posted, outcome.into(), note)
}

impl App {
    /// The step in the cookie. It opens for the person of the session alone.
    fn opened(&self, posted: &Posted) -> Result<Step, Refused> {
        let name = posted.person()?.name.as_str();
        Ok(self.pingid.open(&self.key, name, posted.step()?)?)
    }

    fn earlier(&self, posted: &Posted) -> Option<Step> {
        self.opened(posted).ok()
    }

    /// The page for a step, and the cookie that keeps it.
    fn show(&self, posted: &Posted, step: Step, note: &str) -> Result<Response, Refused> {
        let csrf = &posted.session.csrf;
        let page = match &step {
            Step::Push(push) => page::push(csrf, push.number_for_matching()),
            Step::Otp(otp) => {
                let asked = otp.code().meaning().unwrap_or_default();
                page::otp("/pingid/otp", csrf, &format!("{note} {asked}."))
            }
            Step::Completed(done) if done.user_name() == posted.person()?.name => {
                let session = done.session_id();
                let session = session.ok_or_else(|| Refused::forbidden("Begin again."))?;
                return self.let_in(posted, session.as_str(), "PingID");
            }
            Step::Failed(_) => return Err(Refused::forbidden("You have not signed in.")),
            _ => {
                return Err(Refused::forbidden("This page cannot go on with your device."));
            }
        };
        Ok(with_step(page, &step.seal(&self.key, LIFETIME)?))
    }
}
