//! The second step with PingOne MFA. The id of the device authentication lives in a sealed cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use ping_sdk::mfa::{OtpOutcome, Step};
use ping_sdk::models::mfa::DeviceAuthenticationId;

use super::page::{self, Refused};
use super::visit::{Posted, with_step};
use super::{App, LIFETIME};

/// Tells this cookie from others that the same key seals.
const KIND: &str = "web.mfa";

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let person = posted.person()?;
    let step = app.ping.mfa().authenticate(&person.id).start().await?;
    app.ask(&posted, step, "")
}

pub(super) async fn otp(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let user = posted.person()?.id.as_str();
    let now = app.ping.client().clock().now();
    let id: DeviceAuthenticationId = app.key.open(KIND, user, now, posted.step()?)?;
    // It may have come to its end since the cookie was set: then the end is what comes.
    let step = match app.ping.mfa().resume(id).await? {
        Step::Otp(otp) => match otp.submit(posted.field("otp")).await? {
            OtpOutcome::Next(step) => step,
            OtpOutcome::Wrong(again) => {
                return app.ask(&posted, Step::Otp(again), "That was wrong.");
            }
        },
        other => other,
    };
    app.ask(&posted, step, "")
}

impl App {
    /// The page for a step, and the cookie that keeps its id.
    fn ask(&self, posted: &Posted, step: Step, note: &str) -> Result<Response, Refused> {
        let user = posted.person()?.id.as_str();
        match step {
            Step::Otp(otp) => {
                let until = self.ping.client().clock().now() + LIFETIME;
                let sealed = self.key.seal(KIND, user, until, otp.id())?;
                let page = page::otp("/mfa/otp", &posted.session.csrf, note);
                Ok(with_step(page, &sealed))
            }
            Step::Completed(done) if done.user().is_some_and(|id| id == user) => {
                let id = done
                    .id()
                    .ok_or_else(|| Refused::forbidden("Begin again."))?;
                self.let_in(posted, id.as_str(), "PingOne MFA")
            }
            Step::Failed(_) => Err(Refused::forbidden("You have not signed in.")),
            _ => Err(Refused::forbidden(
                "This page cannot go on with your device.",
            )),
        }
    }
}
