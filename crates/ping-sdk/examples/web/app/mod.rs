//! The application: signing up, signing in, passkeys, pairing PingID, verifying who one is, and the
//! list of users.
//!
//! What is under way lives in the browser, in a cookie that it can neither read nor change: a
//! sealed step of PingID, PingOne MFA or PingOne Verify. Where a step ends in a right, it is taken
//! once, so that an old cookie gives it to nobody.

mod identity;
mod mfa;
mod page;
mod pairing;
mod passkey;
mod people;
mod pingid;
mod refused;
mod sign_up;
mod users;
mod visit;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use ping_sdk::Ping;
use ping_sdk::pingid::{PingId, RelyingParty};
use ping_sdk::transport::{SealKey, UsedIds};

use page::{guarded, see_home};
use people::People;
pub(crate) use people::Person;
use refused::Refused;
use visit::{Posted, Session, Sessions, Visit};

/// How long what is under way may wait for the person.
pub(crate) const LIFETIME: Duration = Duration::from_secs(600);

/// What all requests share. With several instances of the application, people, sessions and used
/// ids are in a store that they share.
pub(crate) struct App {
    ping: Ping,
    pingid: PingId,
    people: People,
    /// Whose passkeys they are.
    site: RelyingParty,
    key: SealKey,
    used: UsedIds,
    sessions: Sessions,
}

impl App {
    /// The key seals what is in cookies: 32 random bytes, the same for all instances. Passkeys are
    /// of the site, which browsers reach at its origin.
    pub(crate) fn new(
        ping: Ping,
        site: RelyingParty,
        key: SealKey,
    ) -> Result<Self, ping_sdk::Error> {
        Ok(Self {
            pingid: ping.pingid()?,
            used: UsedIds::new(ping.client().clock().clone()),
            ping,
            people: People::default(),
            site,
            key,
            sessions: Sessions::default(),
        })
    }

    /// With a person who need not sign up.
    pub(crate) fn with(self, person: Person) -> Self {
        self.people.add(person);
        self
    }

    pub(crate) fn router(self) -> Router {
        Router::new()
            .route("/", get(home))
            .route("/password", post(password))
            .route("/sign-out", post(sign_out))
            .route("/sign-up", get(sign_up::ask).post(sign_up::create))
            .route("/authenticator", post(sign_up::begin))
            .route("/authenticator/otp", post(sign_up::activate))
            .route("/pingid", post(pingid::begin))
            .route("/pingid/push", post(pingid::push))
            .route("/pingid/otp", post(pingid::otp))
            .route("/pingid/passkey", post(pingid::use_passkey))
            .route("/pingid/passkey/choose", post(pingid::choose_passkey))
            .route("/pingid/passkey/anyone", post(pingid::ask_anyone))
            .route("/pingid/passkey/anyone/done", post(pingid::let_anyone_in))
            .route("/pingid/passkey/add", post(passkey::add_to_pingid))
            .route("/pingid/passkey/made", post(passkey::made_for_pingid))
            .route("/mfa", post(mfa::begin))
            .route("/mfa/otp", post(mfa::otp))
            .route("/mfa/passkey", post(mfa::use_passkey))
            .route("/mfa/passkey/choose", post(mfa::choose_passkey))
            .route("/mfa/passkey/anyone", post(mfa::ask_anyone))
            .route("/mfa/passkey/anyone/done", post(mfa::let_anyone_in))
            .route("/mfa/passkey/add", post(passkey::add_to_mfa))
            .route("/mfa/passkey/made", post(passkey::made_for_mfa))
            .route("/passkey.js", get(passkey::script))
            .route("/pairing", get(pairing::wait).post(pairing::begin))
            .route("/identity", get(identity::wait).post(identity::begin))
            .route("/users", get(users::list))
            .layer(map_response(guarded))
            .with_state(Arc::new(self))
    }

    /// Lets the person in who has completed the sign-in of this id, once.
    fn let_in(
        &self,
        posted: &Posted,
        person: Person,
        id: &str,
        how: &'static str,
    ) -> Result<Response, Refused> {
        self.used.take(id, LIFETIME)?;
        let session = Session { signed_in: Some(how), ..Session::of(person)? };
        // Who knew the session before knows nothing of the one after.
        let visit = self.sessions.renew(&posted.id, session)?;
        Ok(visit.without_step(see_home()))
    }
}

async fn home(visit: Visit) -> Response {
    let session = &visit.session;
    let page = match (&session.person, session.signed_in) {
        (None, _) => page::password(&session.csrf),
        (Some(person), None) => page::choice(&session.csrf, &person.name),
        (Some(person), Some(how)) => page::welcome(session, &person.name, how, person.is_admin),
    };
    visit.with(page)
}

async fn password(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let person = app.people.find(posted.field("name"), posted.field("password"));
    let person = person.ok_or_else(|| Refused::forbidden("Name or password is wrong."))?;
    let visit = app.sessions.renew(&posted.id, Session::of(person)?)?;
    Ok(visit.without_step(see_home()))
}

async fn sign_out(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Refused> {
    let visit = app.sessions.renew(&posted.id, Session::new()?)?;
    Ok(visit.without_step(see_home()))
}
