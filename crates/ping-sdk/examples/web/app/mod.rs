//! The application: a password first, then PingID or PingOne MFA.
//!
//! What is under way lives in the browser, in a cookie that it can neither read nor change: a
//! sealed step of PingID or of PingOne MFA. A sign-in that is completed is taken once, so that an
//! old cookie signs nobody in.

mod mfa;
mod page;
mod pingid;
mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use ping_sdk::Ping;
use ping_sdk::models::UserId;
use ping_sdk::pingid::PingId;
use ping_sdk::transport::{SealKey, UsedIds};

use page::{Refused, see_home};
use visit::{Posted, Session, Sessions, Visit};

/// How long a person has for the second step.
pub(crate) const LIFETIME: Duration = Duration::from_secs(600);

/// A person whom the application knows. A real one compares hashes of passwords.
#[derive(Clone)]
pub(crate) struct Person {
    /// The name here and in PingID.
    pub(crate) name: String,
    pub(crate) password: String,
    /// The id in PingOne.
    pub(crate) id: UserId,
}

/// What all requests share. With several instances of the application, sessions and used ids are
/// in a store that they share.
pub(crate) struct App {
    ping: Ping,
    pingid: PingId,
    people: BTreeMap<String, Person>,
    key: SealKey,
    used: UsedIds,
    sessions: Sessions,
}

impl App {
    /// The key seals what is in cookies: 32 random bytes, the same for all instances.
    pub(crate) fn new(
        ping: Ping,
        key: SealKey,
        people: impl IntoIterator<Item = Person>,
    ) -> Result<Self, ping_sdk::Error> {
        let people = people.into_iter();
        Ok(Self {
            pingid: ping.pingid()?,
            used: UsedIds::new(ping.client().clock().clone()),
            ping,
            people: people.map(|one| (one.name.clone(), one)).collect(),
            key,
            sessions: Sessions::default(),
        })
    }

    pub(crate) fn router(self) -> Router {
        Router::new()
            .route("/", get(home))
            .route("/password", post(password))
            .route("/sign-out", post(sign_out))
            .route("/pingid", post(pingid::begin))
            .route("/pingid/push", post(pingid::push))
            .route("/pingid/otp", post(pingid::otp))
            .route("/mfa", post(mfa::begin))
            .route("/mfa/otp", post(mfa::otp))
            .with_state(Arc::new(self))
    }

    /// Lets the person in who has completed the sign-in of this id, once.
    fn let_in(&self, posted: &Posted, id: &str, how: &'static str) -> Result<Response, Refused> {
        self.used.take(id, LIFETIME)?;
        let mut session = posted.session.clone();
        session.signed_in = Some(how);
        // Who knew the session before knows nothing of the one after.
        let visit = self.sessions.renew(&posted.id, session)?;
        Ok(visit.without_step(see_home()))
    }
}

async fn home(visit: Visit) -> Response {
    let page = match &visit.session {
        Session {
            person: None, csrf, ..
        } => page::password(csrf),
        Session {
            person: Some(person),
            signed_in: None,
            csrf,
        } => page::choice(csrf, &person.name),
        Session {
            person: Some(person),
            signed_in: Some(how),
            csrf,
        } => page::welcome(csrf, &person.name, how),
    };
    visit.with(page)
}

async fn password(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let person = app.people.get(posted.field("name"));
    let person = person.filter(|person| person.password == posted.field("password"));
    let Some(person) = person else {
        return Err(Refused::forbidden("Name or password is wrong."));
    };
    let session = Session::of(person.clone())?;
    let visit = app.sessions.renew(&posted.id, session)?;
    Ok(visit.without_step(see_home()))
}

async fn sign_out(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let visit = app.sessions.renew(&posted.id, Session::new()?)?;
    Ok(visit.without_step(see_home()))
}
