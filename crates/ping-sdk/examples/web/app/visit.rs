//! Who is at the browser: sessions, the cookies that carry them, and forms that come from our own
//! pages.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use ping_sdk::transport::random_bytes;

use super::people::Person;
use super::refused::Refused;
use super::{App, LIFETIME};

/// The prefix has browsers insist on `Secure`, on this host and on all of its paths.
const SESSION: &str = "__Host-session";
const STEP: &str = "__Host-step";

/// What the application knows of a browser.
#[derive(Clone)]
pub(super) struct Session {
    /// What every form of this browser's pages carries, and no other page knows.
    pub(super) csrf: String,
    /// Who gave the right password.
    pub(super) person: Option<Person>,
    /// By what the second step was taken.
    pub(super) signed_in: Option<&'static str>,
    /// Whether the person's identity was verified. An application that relies on it longer than
    /// for a visit keeps it with the person.
    pub(super) identified: bool,
}

impl Session {
    pub(super) fn new() -> Result<Self, ping_sdk::Error> {
        Ok(Self { csrf: random()?, person: None, signed_in: None, identified: false })
    }

    pub(super) fn of(person: Person) -> Result<Self, ping_sdk::Error> {
        Ok(Self { person: Some(person), ..Self::new()? })
    }
}

/// The sessions by their ids. A real application ends them after a while.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    fn find(&self, id: &str) -> Option<Session> {
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.get(id).cloned()
    }

    /// The session goes on under another id.
    pub(super) fn renew(&self, old: &str, session: Session) -> Result<Visit, ping_sdk::Error> {
        let id = random()?;
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.remove(old);
        sessions.insert(id.clone(), session.clone());
        Ok(Visit { id, session, step: None })
    }
}

/// Nobody can guess it.
fn random() -> Result<String, ping_sdk::Error> {
    let bytes = random_bytes::<16>()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A browser with its session.
pub(super) struct Visit {
    pub(super) id: String,
    pub(super) session: Session,
    step: Option<String>,
}

impl Visit {
    /// Who gave the right password: everything about the second step is for this person alone.
    pub(super) fn person(&self) -> Result<&Person, Refused> {
        let person = self.session.person.as_ref();
        person.ok_or_else(|| Refused::forbidden("Give your password first."))
    }

    /// Who took the second step, too.
    pub(super) fn signed_in(&self) -> Result<&Person, Refused> {
        match self.session.signed_in {
            Some(_) => self.person(),
            None => Err(Refused::forbidden("Sign in first.")),
        }
    }

    /// What is under way, as the browser kept it.
    pub(super) fn step(&self) -> Result<&str, Refused> {
        let step = self.step.as_deref();
        step.ok_or_else(|| Refused::forbidden("Nothing is under way: begin again."))
    }

    /// The answer, with the cookie of the session.
    pub(super) fn with(self, answer: impl IntoResponse) -> Response {
        // A link from elsewhere may lead here, but nothing from elsewhere may post.
        let cookie = format!("{SESSION}={}; Path=/; Secure; HttpOnly; SameSite=Lax", self.id);
        set(answer.into_response(), &cookie)
    }

    /// The same, and nothing is under way any more.
    pub(super) fn without_step(self, answer: impl IntoResponse) -> Response {
        let cookie = format!("{STEP}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
        set(self.with(answer), &cookie)
    }
}

/// The answer, with the cookie of what is under way.
pub(super) fn with_step(answer: impl IntoResponse, sealed: &str) -> Response {
    let age = LIFETIME.as_secs();
    let cookie =
        format!("{STEP}={sealed}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={age}");
    set(answer.into_response(), &cookie)
}

fn set(mut answer: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).into_iter();
    let mut pairs = lines.flat_map(|line| line.to_str().unwrap_or_default().split(';'));
    pairs.find_map(|pair| {
        let (given, value) = pair.trim().split_once('=')?;
        (given == name && !value.is_empty()).then(|| value.to_owned())
    })
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refused> {
        match Self::known(&parts.headers, app) {
            Some(visit) => Ok(visit),
            None => Ok(app.sessions.renew("", Session::new()?)?),
        }
    }
}

impl Visit {
    /// The visit of the session that the browser names, if it has one.
    fn known(headers: &HeaderMap, app: &App) -> Option<Self> {
        let id = cookie(headers, SESSION)?;
        Some(Self { session: app.sessions.find(&id)?, step: cookie(headers, STEP), id })
    }
}

/// A form of one of our own pages.
pub(super) struct Posted {
    visit: Visit,
    fields: HashMap<String, String>,
}

impl Deref for Posted {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl Posted {
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The answer, and nothing is under way any more.
    pub(super) fn without_step(self, answer: impl IntoResponse) -> Response {
        self.visit.without_step(answer)
    }
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refused> {
        let not_ours = || Refused::forbidden("This form is not from one of our pages.");
        let visit = Visit::known(request.headers(), app).ok_or_else(not_ours)?;
        let fields = Form::<HashMap<String, String>>::from_request(request, app).await;
        let Form(fields) = fields.map_err(|_| not_ours())?;
        // Both are random and of one browser; a wrong one tells nothing about the right one.
        if fields.get("csrf") != Some(&visit.session.csrf) {
            return Err(not_ours());
        }
        Ok(Self { visit, fields })
    }
}
