//! The second step with PingID, and signing in with a passkey alone. The step lives in a sealed
//! cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ping_sdk::ErrorKind;
use ping_sdk::models::pingid::Device;
use ping_sdk::pingid::{OtpOutcome, PasswordlessStep, Step, another_may_wait};

use super::page;
use super::passkey::used;
use super::refused::Refused;
use super::visit::{Posted, with_step};
use super::{App, LIFETIME};

const HOW: &str = "PingID";

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
    app.show(&posted, step, "").await
}

pub(super) async fn push(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let Step::Push(push) = app.opened(&posted)? else {
        return Err(Refused::forbidden("No answer is awaited."));
    };
    app.show(&posted, push.poll().await?, "").await
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
    app.show(&posted, outcome.into(), note).await
}

/// Goes on with the passkey instead of the phone or a passcode.
pub(super) async fn choose_passkey(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let step = app.opened(&posted)?;
    let key = passkey(&step).and_then(|device| device.id.as_ref());
    let key = key.ok_or_else(|| Refused::forbidden("You have no passkey."))?;
    let step = match &step {
        Step::Push(push) => push.select(key).await?,
        Step::Otp(otp) => otp.select(key).await?,
        _ => return Err(Refused::forbidden("No device is awaited.")),
    };
    app.show(&posted, step, "").await
}

pub(super) async fn use_passkey(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Step::Assertion(step) = app.opened(&posted)? else {
        return Err(Refused::forbidden("No passkey is awaited."));
    };
    let step = step.submit(posted.field("credential")).await?;
    app.show(&posted, step, "That passkey was not accepted.").await
}

/// Whoever has a passkey signs in, without a name and a password.
pub(super) async fn ask_anyone(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let step = app.pingid.authenticate_passwordless(&app.site).await?;
    let page = used("/pingid/passkey/anyone/done", &posted.session.csrf, &step.options()?, "");
    Ok(with_step(page, &step.seal(&app.key, LIFETIME)?))
}

pub(super) async fn let_anyone_in(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let step: PasswordlessStep = app.pingid.open(&app.key, "", posted.step()?)?;
    let next = match step.submit(posted.field("credential")).await {
        Err(error) if error.kind() == ErrorKind::PingId && !error.is_retryable() => {
            return Err(Refused::forbidden("That passkey was not accepted."));
        }
        next => next?,
    };
    let Step::Completed(done) = next else {
        return Err(Refused::forbidden("You have not signed in."));
    };
    let person = app.people.named(done.user_name());
    let person = person.ok_or_else(|| Refused::forbidden("Sign up first."))?;
    app.let_in(&posted, person, step.session_id().as_str(), HOW)
}

fn passkey(step: &Step) -> Option<&Device> {
    let devices = match step {
        Step::Push(push) => push.devices(),
        Step::Otp(otp) => otp.devices(),
        _ => &[],
    };
    let is_passkey =
        |device: &&Device| device.device_type.as_ref().is_some_and(|kind| kind.as_str() == "FIDO2");
    devices.iter().find(is_passkey)
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
    async fn show(&self, posted: &Posted, step: Step, note: &str) -> Result<Response, Refused> {
        let (person, csrf) = (posted.person()?, &posted.session.csrf);
        let other = passkey(&step).map(|_| "/pingid/passkey/choose");
        let step = match step {
            Step::Fido(fido) => Step::Assertion(fido.challenge(&self.site).await?),
            step => step,
        };
        let page = match &step {
            Step::Push(push) => page::push(csrf, push.number_for_matching(), other).into_response(),
            Step::Otp(otp) => {
                let asked = otp.code().meaning().unwrap_or_default();
                page::otp("/pingid/otp", csrf, &format!("{note} {asked}."), other).into_response()
            }
            Step::Assertion(step) => used("/pingid/passkey", csrf, &step.options()?, note),
            Step::Completed(done) if done.user_name() == person.name => {
                let session = done.session_id();
                let session = session.ok_or_else(|| Refused::forbidden("Begin again."))?;
                return self.let_in(posted, person.clone(), session.as_str(), HOW);
            }
            Step::Failed(_) => return Err(Refused::forbidden("You have not signed in.")),
            _ => {
                return Err(Refused::forbidden("This page cannot go on with your device."));
            }
        };
        Ok(with_step(page, &step.seal(&self.key, LIFETIME)?))
    }
}
