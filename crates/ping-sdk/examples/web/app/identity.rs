//! Verifying the person's identity: a link and its QR code, a page that waits, the verdict. The
//! verification lives in a sealed cookie, and its verdict counts once.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use ping_sdk::prelude::*;
use ping_sdk::transport::Progress;

use super::page::{self, Page, escaped, form, waiting};
use super::refused::Refused;
use super::visit::{Posted, Visit, with_step};
use super::{App, LIFETIME};

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let user = app.ping.verify().user(&posted.signed_in()?.id);
    let verification = user.start(NewVerification::new()).await?;
    // What the person shows is nobody's business here: the verdict will do.
    let verification = verification.data_types([]);
    let sealed = verification.seal(&app.key, LIFETIME)?;
    Ok(with_step(Redirect::to("/identity"), &sealed))
}

pub(super) async fn wait(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, Refused> {
    let user = app.ping.verify().user(&visit.signed_in()?.id);
    let verification = user.open(&app.key, visit.step()?)?;
    let verdict = match verification.poll().await? {
        Progress::Waiting(waiting) => {
            let sealed = waiting.seal(&app.key, LIFETIME)?;
            return Ok(with_step(scan(&waiting), &sealed));
        }
        Progress::Ended(verdict) => verdict,
        _ => return Err(Refused::forbidden("This page cannot go on.")),
    };
    app.used.take(verdict.id(), LIFETIME)?;
    let page = told(&verdict, &visit.session.csrf);
    let mut session = visit.session.clone();
    session.identified = verdict.is_verified();
    let visit = app.sessions.renew(&visit.id, session)?;
    Ok(visit.without_step(page))
}

fn scan(verification: &Verification) -> impl IntoResponse {
    let Some(link) = verification.link() else {
        return waiting("<p>What you have shown is being checked.</p>").into_response();
    };
    let link = page::link(link);
    let text = format!(
        "<p>Scan this with your phone, and have your document at hand.</p>{link}\
         <p>This page waits for you.</p>"
    );
    waiting(&text).into_response()
}

fn told(verdict: &Verdict, csrf: &str) -> Page {
    if verdict.is_verified() {
        return page::page("<p>Your identity is verified.</p><p><a href=\"/\">Go on</a></p>");
    }
    let reasons = verdict.reasons().into_iter();
    let reasons = reasons.map(|reason| format!("<li>{}</li>", escaped(&reason.to_string())));
    let reasons = reasons.collect::<String>();
    let again = form("/identity", csrf, "", "Try again");
    page::page(&format!("<p>Your identity is not verified.</p><ul>{reasons}</ul>{again}"))
}
