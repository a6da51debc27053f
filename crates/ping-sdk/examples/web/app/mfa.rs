//! The second step with PingOne MFA, and signing in with a passkey alone. The step lives in a
//! sealed cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use ping_sdk::mfa::{OtpOutcome, OtpStep, Step};
use ping_sdk::models::mfa::{Device, InitializeDeviceAuthentication};

use super::page;
use super::passkey::used;
use super::refused::Refused;
use super::visit::{Posted, with_step};
use super::{App, LIFETIME};

const HOW: &str = "PingOne MFA";
const REFUSED: &str = "That passkey was not accepted.";

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let person = posted.person()?;
    let step = app.ping.mfa().authenticate(&person.id).await?;
    app.ask(&posted, step, "")
}

pub(super) async fn otp(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let outcome = app.awaited(&posted)?.submit(posted.field("otp")).await?;
    let note = match outcome {
        OtpOutcome::Wrong(_) => "That was wrong.",
        _ => "",
    };
    app.ask(&posted, outcome.into(), note)
}

/// Goes on with the passkey instead of a passcode.
pub(super) async fn choose_passkey(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let otp = app.awaited(&posted)?;
    let key = passkey(&otp).ok_or_else(|| Refused::forbidden("You have no passkey."))?;
    app.ask(&posted, otp.select(key.id()).await?, "")
}

pub(super) async fn use_passkey(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let user = &posted.person()?.id;
    let Step::Assertion(step) = app.ping.mfa().open(&app.key, user, posted.step()?)? else {
        return Err(Refused::forbidden("No passkey is awaited."));
    };
    let step = step.submit(app.site.origin(), posted.field("credential")).await?;
    app.ask(&posted, step, "")
}

/// Whoever has a passkey signs in, without a name and a password.
pub(super) async fn ask_anyone(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let request = InitializeDeviceAuthentication::passwordless(Some(app.site.id()));
    let step = app.ping.mfa().authenticate(request).await?;
    app.ask_somebody(&posted, step)
}

pub(super) async fn let_anyone_in(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Step::Passwordless(step) = app.ping.mfa().open(&app.key, "", posted.step()?)? else {
        return Err(Refused::forbidden("No passkey is awaited."));
    };
    let step = step.submit(app.site.origin(), posted.field("credential")).await?;
    app.ask_somebody(&posted, step)
}

fn passkey(step: &OtpStep) -> Option<&Device> {
    step.devices().find(|device| matches!(device, Device::Fido2(_)))
}

impl App {
    /// The step in the cookie that takes a passcode.
    fn awaited(&self, posted: &Posted) -> Result<OtpStep, Refused> {
        match self.ping.mfa().open(&self.key, &posted.person()?.id, posted.step()?)? {
            Step::Otp(step) => Ok(step),
            _ => Err(Refused::forbidden("No passcode is awaited.")),
        }
    }

    /// The page for a step, and the cookie that keeps it.
    fn ask(&self, posted: &Posted, step: Step, note: &str) -> Result<Response, Refused> {
        let (person, csrf) = (posted.person()?, &posted.session.csrf);
        let sealed = step.seal(&self.key, LIFETIME);
        match &step {
            Step::Otp(otp) => {
                let other = passkey(otp).map(|_| "/mfa/passkey/choose");
                Ok(with_step(page::otp("/mfa/otp", csrf, note, other), &sealed?))
            }
            Step::Assertion(step) => {
                let note = step.refusal().map_or("", |_| REFUSED);
                let page = used("/mfa/passkey", csrf, &step.options()?, note);
                Ok(with_step(page, &sealed?))
            }
            Step::Completed(done) if done.user() == Some(&person.id) => {
                let id = done.id().ok_or_else(|| Refused::forbidden("Begin again."))?;
                self.let_in(posted, person.clone(), id.as_str(), HOW)
            }
            Step::Failed(_) => Err(Refused::forbidden("You have not signed in.")),
            _ => Err(Refused::forbidden("This page cannot go on with your device.")),
        }
    }

    /// The same, while nobody knows who it is.
    fn ask_somebody(&self, posted: &Posted, step: Step) -> Result<Response, Refused> {
        match &step {
            Step::Passwordless(asked) => {
                let note = asked.refusal().map_or("", |_| REFUSED);
                let csrf = &posted.session.csrf;
                let page = used("/mfa/passkey/anyone/done", csrf, &asked.options()?, note);
                Ok(with_step(page, &step.seal(&self.key, LIFETIME)?))
            }
            Step::Completed(done) => {
                let person = done.user().and_then(|id| self.people.with_id(id));
                let person = person.ok_or_else(|| Refused::forbidden("Sign up first."))?;
                let id = done.id().ok_or_else(|| Refused::forbidden("Begin again."))?;
                self.let_in(posted, person, id.as_str(), HOW)
            }
            _ => Err(Refused::forbidden("You have not signed in.")),
        }
    }
}
