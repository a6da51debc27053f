//! Who is at the browser: sessions, the cookies that carry them, and forms that come from our own
//! pages.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use ping_sdk::transport::random_bytes;

use super::page::Refused;
use super::{App, LIFETIME, Person};

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
}

impl Session {
    pub(super) fn new() -> Result<Self, ping_sdk::Error> {
        Ok(Self {
            csrf: random()?,
            person: None,
            signed_in: None,
        })
    }

    pub(super) fn of(person: Person) -> Result<Self, ping_sdk::Error> {
        Ok(Self {
            person: Some(person),
            ..Self::new()?
        })
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
        Ok(Visit { id, session })
    }
}

/// Nobody can guess it.
fn random() -> Result<String, ping_sdk::Error> {
    let bytes = random_bytes::<16>()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A browser with its session.
pub(super) struct Visit {
    id: String,
    pub(super) session: Session,
}

impl Visit {
    /// The answer, with the cookie of the session.
    pub(super) fn with(self, answer: impl IntoResponse) -> Response {
        // A link from elsewhere may lead here, but nothing from elsewhere may post.
        let cookie = format!(
            "{SESSION}={}; Path=/; Secure; HttpOnly; SameSite=Lax",
            self.id
        );
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
        let known = cookie(&parts.headers, SESSION);
        let known = known.and_then(|id| Some((app.sessions.find(&id)?, id)));
        match known {
            Some((session, id)) => Ok(Self { id, session }),
            None => Ok(app.sessions.renew("", Session::new()?)?),
        }
    }
}

/// A form of one of our own pages.
pub(super) struct Posted {
    pub(super) id: String,
    pub(super) session: Session,
    /// What is under way, as the browser kept it.
    pub(super) step: Option<String>,
    fields: HashMap<String, String>,
}

impl Posted {
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Who gave the right password: everything about the second step is for this person alone.
    pub(super) fn person(&self) -> Result<&Person, Refused> {
        let person = self.session.person.as_ref();
        person.ok_or_else(|| Refused::forbidden("Give your password first."))
    }

    /// What is under way.
    pub(super) fn step(&self) -> Result<&str, Refused> {
        let step = self.step.as_deref();
        step.ok_or_else(|| Refused::forbidden("Nothing is under way: begin again."))
    }
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refused> {
        let id = cookie(request.headers(), SESSION).unwrap_or_default();
        let step = cookie(request.headers(), STEP);
        let session = app.sessions.find(&id);
        let fields = Form::<HashMap<String, String>>::from_request(request, app).await;
        let not_ours = || Refused::forbidden("This form is not from one of our pages.");
        let session = session.ok_or_else(not_ours)?;
        let Form(fields) = fields.map_err(|_| not_ours())?;
        // Both are random and of one browser; a wrong one tells nothing about the right one.
        if fields.get("csrf") != Some(&session.csrf) {
            return Err(not_ours());
        }
        Ok(Self {
            id,
            session,
            step,
            fields,
        })
    }
}

impl From<Infallible> for Refused {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
