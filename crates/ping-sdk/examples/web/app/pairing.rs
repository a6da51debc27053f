//! Pairing the PingID app: a code, a link and its QR code, then a page that waits. The pairing
//! lives in a sealed cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use ping_sdk::models::pingid::{GetActivationCode, PairingStatus};
use ping_sdk::pingid::OnlinePairing;
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
    let name = posted.signed_in()?.name.as_str();
    let pairing = match app.pingid.pair_online(GetActivationCode::new(name)).await {
        // PingID does not know the person yet.
        Err(error) if error.is_not_found() => {
            let new = AddUser::new(name, Role::Regular);
            app.pingid.pair_online(new).await?
        }
        begun => begun?,
    };
    let sealed = pairing.seal(&app.key, LIFETIME)?;
    // A page that is asked for again begins nothing again.
    Ok(with_step(Redirect::to("/pairing"), &sealed))
}

pub(super) async fn wait(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, Refused> {
    let name = visit.signed_in()?.name.as_str();
    let pairing: OnlinePairing = app.pingid.open(&app.key, name, visit.step()?)?;
    match pairing.poll().await? {
        Progress::Waiting(status) => {
            let sealed = pairing.seal(&app.key, LIFETIME)?;
            Ok(with_step(scan(&pairing, status), &sealed))
        }
        Progress::Ended(PairingOutcome::Paired(_)) => Ok(visit.without_step(done())),
        _ => {
            let page = expired(&visit.session.csrf);
            Ok(visit.without_step(page))
        }
    }
}

fn scan(pairing: &OnlinePairing, status: Option<PairingStatus>) -> impl IntoResponse {
    if matches!(status, Some(PairingStatus::Verified | PairingStatus::Paired)) {
        return waiting("<p>Go on with your phone.</p>").into_response();
    }
    let code = escaped(pairing.activation_code());
    let link = page::link(pairing.link().expose());
    let text = format!(
        "<p>Scan this with the PingID app, or type <code>{code}</code> there.</p>{link}\
         <p>This page waits for you.</p>"
    );
    waiting(&text).into_response()
}

fn done() -> Page {
    page::page("<p>The PingID app is paired.</p><p><a href=\"/\">Go on</a></p>")
}

fn expired(csrf: &str) -> Page {
    let again = form("/pairing", csrf, "", "Get a new code");
    page::page(&format!("<p>The code is not valid any more.</p>{again}"))
}
