//! The second step with PingOne MFA. The step lives in a sealed cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use ping_sdk::mfa::{OtpOutcome, Step};

use super::page;
use super::refused::Refused;
use super::visit::{Posted, with_step};
use super::{App, LIFETIME};

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let person = posted.person()?;
    let step = app.ping.mfa().authenticate(&person.id).await?;
    app.ask(&posted, step, "")
}

pub(super) async fn otp(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let user = &posted.person()?.id;
    let Step::Otp(otp) = app.ping.mfa().open(&app.key, user, posted.step()?)? else {
        return Err(Refused::forbidden("No passcode is awaited."));
    };
    let outcome = otp.submit(posted.field("otp")).await?;
    let note = match outcome {
        OtpOutcome::Wrong(_) => "That was wrong.",
        _ => "",
    };
    app.ask(&posted, outcome.into(), note)
}

impl App {
    /// The page for a step, and the cookie that keeps it.
    fn ask(&self, posted: &Posted, step: Step, note: &str) -> Result<Response, Refused> {
        let user = posted.person()?.id.as_str();
        match &step {
            Step::Otp(_) => {
                let sealed = step.seal(&self.key, LIFETIME)?;
                let page = page::otp("/mfa/otp", &posted.session.csrf, note);
                Ok(with_step(page, &sealed))
            }
            Step::Completed(done) if done.user().is_some_and(|id| id == user) => {
                let id = done.id().ok_or_else(|| Refused::forbidden("Begin again."))?;
                self.let_in(posted, id.as_str(), "PingOne MFA")
            }
            Step::Failed(_) => Err(Refused::forbidden("You have not signed in.")),
            _ => Err(Refused::forbidden("This page cannot go on with your device.")),
        }
    }
}
