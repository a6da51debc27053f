//! Sign-on in the browser: `/pingid/ppm/auth` and the hybrid page for FIDO devices.

use serde_json::Map;

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::Call,
    wire::response::{Answer, Response},
    world::context::Context,
};
use crate::{
    domain::pingid::{
        body::Body,
        device::Paired,
        refused::{
            DENIED, INVALID_SESSION, NO_DEVICE, NO_USABLE_DEVICE, Refused, TIMED_OUT, UNKNOWN_USER,
            WRONG_OTP,
        },
        sessions::{Session, Stage},
        sign_on::PolicyInputs,
        user::Service,
    },
    service::pingid::{
        authenticate_offline::Passcode,
        authenticate_online::Held,
        challenge::{Reach, WAIT},
        envelope::Reply,
        exchange::Exchange,
        ppm::{Door, Error, Ppm, error},
        ppm_page::{self as page, Ceremony},
        sign_on::{Admission, Methods, SignOn},
    },
};

/// The relying party of PingID's own pages, and where they are.
pub(super) const RP_ID: &str = "pingone.com";
pub(super) const ORIGIN: &str = "https://authenticator.pingone.com";

const AUDIENCE: &str = "pingidauthenticator";
/// The service of a request that names none.
const DEFAULT_SERVICE: &str = "pingone";

const SIGN_ON: Door = Door {
    account: "idp_account_id",
    audience: AUDIENCE,
    issuer_may_be_null: false,
    malformed: "AUTH_002",
    expired: "PINGID_003",
};

const HYBRID: Door = Door {
    account: "idp_account_id",
    audience: AUDIENCE,
    issuer_may_be_null: true,
    malformed: "INVALID_PPM",
    expired: "INVALID_PPM",
};

/// What a page says of a browser that did not sign.
const BROWSER_ERRORS: [&str; 6] = [
    "ABORT_ERROR",
    "AUTH_GENERIC_ERROR",
    "BROWSER_NOT_SUPPORTED",
    "INVALID_STATE_ERROR",
    "NOT_ALLOWED_ERROR",
    "SECURITY_ERROR",
];

/// What a browser gets.
pub(super) enum Shown {
    /// Nothing, until then at most.
    NotYet(Timestamp),
    Page(Box<Response>),
    Done,
}

/// The error that the user's browser reported, if it did.
pub(super) fn browser_error(ppm: &Ppm) -> Result<(), Error> {
    let Some(reported) = ppm.posted("error") else {
        return Ok(());
    };
    let code = BROWSER_ERRORS.into_iter().find(|code| *code == reported);
    let code = code.unwrap_or("AUTH_GENERIC_ERROR");
    Err(error(code, "The browser did not use the device."))
}

fn refused(refused: Refused) -> Error {
    let code = match refused {
        TIMED_OUT => "PINGID_003",
        INVALID_SESSION => "PINGID_004",
        UNKNOWN_USER | NO_DEVICE => "PINGID_006",
        NO_USABLE_DEVICE => "PINGID_007",
        DENIED => "PINGID_001",
        _ => "PINGID_002",
    };
    error(code, refused.message)
}

fn generic(why: impl Into<String>) -> Error {
    error("AUTH_GENERIC_ERROR", why)
}

fn refused_hybrid(refused: Refused) -> Error {
    let code = match refused {
        UNKNOWN_USER => "USER_DOES_NOT_EXIST",
        _ => "AUTH_GENERIC_ERROR",
    };
    error(code, refused.message)
}

/// Opens the request, runs the rest with a exchange, and closes what came of it into a page.
pub(super) fn serve(
    context: &mut Context<'_>,
    call: &Call<'_>,
    door: &Door,
    run: impl FnOnce(&mut Exchange<'_>, &Ppm) -> Result<Shown, Error>,
) -> Answer {
    let now = context.now();
    let ppm = Ppm::read(door, call.request, &context.env.pingid.account, now)?;
    let nothing = Map::new();
    let shown = ppm.check().and_then(|()| {
        let mut exchange = Exchange::new(context, call.request, Body(&nothing));
        run(&mut exchange, &ppm)
    });
    let outcome = match shown {
        Ok(Shown::NotYet(until)) => return Ok(Response::not_yet(until)),
        Ok(Shown::Page(page)) => return Ok(*page),
        Ok(Shown::Done) => Ok(()),
        Err(error) => Err(error),
    };
    let account = &context.env.pingid.account;
    Ok(ppm.respond(account, outcome, &mut context.shared.answers, now))
}

pub(super) fn sign_on(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let path = &call.request.path;
    serve(context, call, &SIGN_ON, |exchange, ppm| {
        let alias = ppm.attribute("pingidSpAlias").unwrap_or(DEFAULT_SERVICE);
        let service = Service::find(alias)
            .ok_or_else(|| error("AUTH_002", "pingidSpAlias names no service."))?;
        if let Some(held) = exchange.held() {
            return exchange.show_held(ppm, path, held);
        }
        if let Some(id) = ppm.posted("session_id") {
            return exchange.posted(ppm, path, id, service.alias);
        }
        ppm.check_age()?;
        if ppm.attribute("isUserAuthenticated").is_some_and(|value| value != "true") {
            return Err(error("AUTH_002", "isUserAuthenticated must be true."));
        }
        exchange.begin_in_browser(ppm, path, service.alias)
    })
}

pub(super) fn hybrid(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let path = &call.request.path;
    serve(context, call, &HYBRID, |exchange, ppm| {
        let user = ppm.user();
        let service = ppm.attribute("pingidSpAlias").unwrap_or("web");
        if let Some(id) = ppm.posted("session_id") {
            browser_error(ppm)?;
            let signed = exchange.signed(ppm, id, service).map_err(generic);
            return signed.and_then(|device| exchange.enter(user, service, Some(device)));
        }
        ppm.check_age()?;
        let devices = &exchange.signing_on(user).map_err(refused_hybrid)?.devices;
        let named = ppm.attribute("webAuthnDeviceId");
        let is_named = |device: &&Paired| {
            device.credential().is_some() && named.is_some_and(|id| id == device.id.to_string())
        };
        let device = devices.iter().find(is_named);
        let device = device.ok_or_else(|| generic("The user has no such FIDO device."))?.id;
        let session = Session::new(user, service, PolicyInputs::default(), Stage::Assertion);
        let id = exchange.session_id();
        exchange
            .challenge(&id, session, device, &Methods::default(), Reach::Passcode)
            .map_err(refused_hybrid)?;
        exchange.fido_page(ppm, path, &id).map_err(generic)
    })
}

impl Exchange<'_> {
    fn show_held(&mut self, ppm: &Ppm, path: &str, held: Held) -> Result<Shown, Error> {
        match held {
            Held::Waits(until) => Ok(Shown::NotYet(until)),
            Held::In { .. } => Ok(Shown::Done),
            Held::Refused(why) => Err(refused(why)),
            Held::Step(step, id) => match self.pingid.sessions.get(&id).map(|one| &one.stage) {
                // There is nobody to ask again.
                Ok(Stage::Online) | Err(_) => {
                    self.pingid.sessions.end(&id);
                    Err(refused(TIMED_OUT))
                }
                Ok(_) => Ok(passcode_page(ppm, path, &id, step.message)),
            },
        }
    }

    fn begin_in_browser(&mut self, ppm: &Ppm, path: &str, service: &str) -> Result<Shown, Error> {
        let user = ppm.user();
        let usable = match self.admit(&SignOn::new(user, service)).map_err(refused)? {
            Admission::Approved => {
                return self.enter(user, service, None);
            }
            Admission::Challenge(usable) => usable,
        };
        let device = usable.devices.first().copied();
        let device = device.ok_or_else(|| refused(NO_DEVICE))?;
        let session = Session::new(user, service, PolicyInputs::default(), Stage::Selection);
        let id = self.session_id();
        let step =
            self.challenge(&id, session, device, &usable.methods, Reach::Held).map_err(refused)?;
        if step.id == WAIT.id
            && let Some(held) = self.held()
        {
            return self.show_held(ppm, path, held);
        }
        match self.pingid.sessions.get(&id).map(|session| &session.stage) {
            Ok(Stage::Assertion) => {
                let page = self.fido_page(ppm, path, &id);
                page.map_err(|why| error("PINGID_007", why))
            }
            _ => Ok(passcode_page(ppm, path, &id, step.message)),
        }
    }

    /// A page with options for the session's device.
    fn fido_page(&mut self, ppm: &Ppm, path: &str, id: &str) -> Result<Shown, String> {
        let session = self.pingid.sessions.get(id).ok();
        let user = self.pingid.directory.user(ppm.user()).ok();
        let device = user
            .zip(session.and_then(|session| session.device))
            .and_then(|(user, id)| user.device(id));
        let credential = device.and_then(Paired::credential).cloned();
        let credential = credential.ok_or("The device is gone.")?;
        let (asked, options) = self
            .ask_for_assertion(RP_ID, ppm.user(), &[credential])
            .map_err(|refusal| refusal.0)?;
        let mut fields = ppm.fields.clone();
        fields.push(("session_id".to_owned(), id.to_owned()));
        fields.push(("webauthn_session_id".to_owned(), asked));
        let page = page::webauthn(path, &fields, Ceremony::Get, &options);
        Ok(Shown::Page(Box::new(page)))
    }

    /// Checks what the session's device signed; right or wrong, it ends the session. Returns the
    /// device.
    fn signed(&mut self, ppm: &Ppm, id: &str, service: &str) -> Result<u64, String> {
        let session = self.pingid.sessions.of(id, ppm.user(), service);
        let device = session.map(|session| session.device);
        let Ok(Some(device)) = device else {
            return Err(INVALID_SESSION.message.to_owned());
        };
        self.pingid.sessions.end(id);
        let asked = ppm.posted("webauthn_session_id").unwrap_or_default();
        let signed = ppm.posted("publicKeyCredentialJson").unwrap_or_default();
        self.check_signed(asked, (ppm.user(), device), RP_ID, ORIGIN, signed)
            .map_err(Reply::text)?;
        Ok(device)
    }

    fn enter(&mut self, user: &str, service: &str, device: Option<u64>) -> Result<Shown, Error> {
        self.let_in(user, service, device, false).map_err(refused)?;
        Ok(Shown::Done)
    }

    /// What the user entered, or what the device signed.
    fn posted(&mut self, ppm: &Ppm, path: &str, id: &str, service: &str) -> Result<Shown, Error> {
        let session = self.pingid.sessions.of(id, ppm.user(), service);
        let session = session.map_err(refused)?;
        let device = session.device;
        if matches!(session.stage, Stage::Assertion) {
            let failed = |why: String| error("PINGID_001", why);
            browser_error(ppm).map_err(|reported| failed(reported.message))?;
            self.signed(ppm, id, service).map_err(failed)?;
            return self.enter(ppm.user(), service, device);
        }
        let otp = ppm.posted("otp").unwrap_or_default();
        match self.check_passcode(id, otp.trim(), false) {
            Ok(Passcode::Right) => {
                self.pingid.sessions.end(id);
                self.enter(ppm.user(), service, device)
            }
            Err(WRONG_OTP) if self.pingid.sessions.get(id).is_ok() => {
                Ok(passcode_page(ppm, path, id, WRONG_OTP.message))
            }
            // Pages do not bring tokens into step.
            Ok(Passcode::Next) | Err(_) => Err(refused(INVALID_SESSION)),
        }
    }
}

fn passcode_page(ppm: &Ppm, path: &str, id: &str, text: &str) -> Shown {
    let mut fields = ppm.fields.clone();
    fields.push(("session_id".to_owned(), id.to_owned()));
    Shown::Page(Box::new(page::passcode(path, &fields, text)))
}
