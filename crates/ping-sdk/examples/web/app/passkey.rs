//! Passkeys: adding one to PingOne MFA or PingID, and the page on which the browser makes or uses
//! one. What signs in with them is beside the other devices of each product.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use ping_sdk::models::mfa::{ActivateDevice, NewFido2Device, RelyingParty};
use ping_sdk::models::webauthn::{Attestation, CreationOptions, RequestOptions};
use ping_sdk::pingid::FidoPairing;
use ping_sdk::prelude::*;

use super::page::{self, form, scripted};
use super::refused::Refused;
use super::visit::{Posted, with_step};
use super::{App, LIFETIME};

/// Tells what is sealed here from the steps of flows.
const PURPOSE: &str = "passkey";

/// The one script of the application, which a browser needs for passkeys.
pub(super) async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("passkey.js"))
}

/// Adds a passkey that signs in with PingOne MFA.
pub(super) async fn add_to_mfa(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let user = &posted.signed_in()?.id;
    let site = RelyingParty::new(app.site.id()).name("Account");
    let devices = app.ping.mfa().user(user).devices();
    let device = devices.create(NewFido2Device::new(site)).await?;
    let options =
        device.fido.creation_options().map_err(|_| Refused::forbidden("It has no options."))?;
    let until = app.ping.client().clock().now() + LIFETIME;
    let sealed = app.key.seal(PURPOSE, user.as_str(), until, &device.id)?;
    let page = made("/mfa/passkey/made", &posted.session.csrf, &options);
    Ok(with_step(page, &sealed))
}

pub(super) async fn made_for_mfa(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let user = &posted.signed_in()?.id;
    let now = app.ping.client().clock().now();
    let device: DeviceId = app.key.open(PURPOSE, user.as_str(), now, posted.step()?)?;
    let attestation = Attestation::from_browser(posted.field("credential"));
    let attestation = attestation.map_err(|_| Refused::wrong("That is no passkey."))?;
    let proof = ActivateDevice::fido2(app.site.origin(), &attestation);
    app.ping.mfa().user(user).devices().activate(&device, proof).await?;
    Ok(posted.without_step(added()))
}

/// Adds a passkey that signs in with PingID.
pub(super) async fn add_to_pingid(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let name = posted.signed_in()?.name.as_str();
    let begin = || app.pingid.pair_fido(&app.site, app.site.pairing(name));
    let pairing = match begin().await {
        // PingID does not know the person yet.
        Err(error) if error.is_not_found() => {
            app.pingid.users().create(AddUser::new(name, Role::Regular)).await?;
            begin().await?
        }
        begun => begun?,
    };
    let page = made("/pingid/passkey/made", &posted.session.csrf, &pairing.options()?);
    Ok(with_step(page, &pairing.seal(&app.key, LIFETIME)?))
}

pub(super) async fn made_for_pingid(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let name = &posted.signed_in()?.name;
    let pairing: FidoPairing = app.pingid.open(&app.key, name, posted.step()?)?;
    pairing.submit(posted.field("credential")).await?;
    Ok(posted.without_step(added()))
}

/// The page on which the browser makes a passkey.
fn made(action: &str, csrf: &str, options: &CreationOptions) -> Response {
    credential(action, csrf, "create", options.json(), "", "Create a passkey")
}

/// The page on which the browser uses a passkey. `note` says what was wrong with the last one.
pub(super) fn used(action: &str, csrf: &str, options: &RequestOptions, note: &str) -> Response {
    credential(action, csrf, "get", options.json(), note, "Use a passkey")
}

fn credential(
    action: &str,
    csrf: &str,
    kind: &str,
    options: &str,
    note: &str,
    button: &str,
) -> Response {
    let (options, note) = (page::escaped(options), page::escaped(note));
    let field = format!("<input type=\"hidden\" name=\"credential\" data-{kind}=\"{options}\">");
    let form = form(action, csrf, &field, button);
    scripted(&format!("<p role=\"alert\">{note}</p>{form}"), "/passkey.js")
}

fn added() -> page::Page {
    page::page("<p>The passkey is added.</p><p><a href=\"/\">Go on</a></p>")
}
