//! Signing up: a new user, and an authenticator app that scans a QR code.
//!
//! The key of the app lives in a sealed cookie until the app has shown its first passcode.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use ping_sdk::mfa::Devices;
use ping_sdk::models::mfa::{DeviceStatus, KeyUri};
use ping_sdk::prelude::*;
use serde::{Deserialize, Serialize};

use super::page::{self, OTP, Page, escaped, form};
use super::people::Person;
use super::refused::Refused;
use super::visit::{Posted, Session, Visit, with_step};
use super::{App, LIFETIME};

/// Tells what is sealed here from the steps of flows.
const PURPOSE: &str = "authenticator";

/// An authenticator app that has shown no passcode yet.
#[derive(Serialize, Deserialize)]
struct Waiting {
    device: DeviceId,
    key: KeyUri,
}

pub(super) async fn ask(visit: Visit) -> Response {
    let page = sign_up(&visit.session.csrf);
    visit.with(page)
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let (name, password) = (posted.field("name"), posted.field("password"));
    if name.is_empty() || password.is_empty() {
        return Err(Refused::wrong("A name and a password are needed."));
    }
    let new = NewUser::new(name).email(posted.field("email")).mfa_enabled(true);
    let user = match app.ping.platform().users().create(new).await {
        Err(error) if error.has_code(&ErrorCode::UniquenessViolation) => {
            return Err(Refused::wrong("That name is taken."));
        }
        Err(error) if error.status() == Some(StatusCode::BAD_REQUEST) => {
            return Err(Refused::wrong("That name or email cannot be had."));
        }
        created => created?,
    };
    let person = Person {
        name: name.to_owned(),
        password: password.to_owned(),
        id: user.id,
        is_admin: false,
    };
    app.people.add(person.clone());
    let visit = app.sessions.renew(&posted.id, Session::of(person)?)?;
    let scan = app.add_authenticator(&visit).await?;
    Ok(visit.with(scan))
}

/// For whoever left before the end, and came back with the password.
pub(super) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    app.add_authenticator(&posted).await
}

pub(super) async fn activate(
    State(app): State<Arc<App>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let person = posted.person()?;
    let now = app.ping.client().clock().now();
    let opened = app.key.open(PURPOSE, person.id.as_str(), now, posted.step()?);
    let Waiting { device, key } = opened?;
    let (devices, _) = app.first_devices(person).await?;
    match devices.activate(&device, posted.field("otp")).await {
        Err(error) if error.has_code(&ErrorCode::InvalidOtp) => {
            app.scan(&posted, &Waiting { device, key }, "That was wrong.")
        }
        activated => {
            let how = "a new authenticator app";
            app.let_in(&posted, person.clone(), activated?.id().as_str(), how)
        }
    }
}

impl App {
    /// The person's devices, none of which signs in yet: a password alone adds no second device.
    async fn first_devices(&self, person: &Person) -> Result<(Devices, Vec<Device>), Refused> {
        let known = self.pingid.users().read(&person.name).optional().await?;
        let known = known.and_then(|reply| reply.user);
        let devices = self.ping.mfa().user(&person.id).devices();
        let all = devices.list().all().await?;
        let waits = |one: &Device| one.status() == Some(&DeviceStatus::ActivationRequired);
        if known.is_some_and(|user| !user.devices().is_empty()) || !all.iter().all(waits) {
            return Err(Refused::forbidden("You have a device: sign in with it."));
        }
        Ok((devices, all))
    }

    async fn add_authenticator(&self, visit: &Visit) -> Result<Response, Refused> {
        let (devices, left) = self.first_devices(visit.person()?).await?;
        for device in left {
            devices.delete(device.id()).await?;
        }
        let totp = devices.create(NewTotpDevice::new()).await?;
        let key = totp.key_uri();
        let key = key.ok_or_else(|| Refused::forbidden("The app cannot be set up."))?;
        let device = totp.id;
        self.scan(visit, &Waiting { device, key }, "")
    }

    /// The page with the QR code, and the cookie that keeps what is on it.
    fn scan(&self, visit: &Visit, waiting: &Waiting, note: &str) -> Result<Response, Refused> {
        let user = visit.person()?.id.as_str();
        let until = self.ping.client().clock().now() + LIFETIME;
        let sealed = self.key.seal(PURPOSE, user, until, waiting)?;
        let page = scan(&visit.session.csrf, &waiting.key, note);
        Ok(with_step(page, &sealed))
    }
}

fn sign_up(csrf: &str) -> Page {
    let fields = "<label>Name <input name=\"name\" autocomplete=\"username\"></label>\
         <label>Email <input name=\"email\" type=\"email\" autocomplete=\"email\"></label>\
         <label>Password <input name=\"password\" type=\"password\" \
         autocomplete=\"new-password\"></label>";
    page::page(&form("/sign-up", csrf, fields, "Sign up"))
}

fn scan(csrf: &str, key: &KeyUri, note: &str) -> Page {
    let (note, link) = (escaped(note), page::link(key.expose()));
    let form = form("/authenticator/otp", csrf, OTP, "Done");
    page::page(&format!(
        "<p>Scan this with your authenticator app, and type what it shows.</p>\
         {link}<p>{note}</p>{form}"
    ))
}
