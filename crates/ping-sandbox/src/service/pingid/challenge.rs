//! What a device is asked for, and the number of the reply that says so.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use crate::{
    base::{random::Random, timestamp::Timestamp},
    domain::outbox::Channel,
};
use crate::{
    domain::pingid::{
        device::{App, FidoClass, Kind},
        phone::Phone,
        refused::{PUSH_WAITS, Refused, UNKNOWN_DEVICE},
        sessions::{PUSH_LIFETIME, Push, Session, Stage},
    },
    service::pingid::{envelope::Reply, exchange::Exchange, sign_on::Methods},
};

/// What a policy remembers of a sign-on by its cookie.
const COOKIE_LIFETIME: std::time::Duration = std::time::Duration::from_secs(90 * 24 * 3600);

/// The number and the text of a reply that wants something.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) id: u32,
    pub(super) message: &'static str,
}

const fn step(id: u32, message: &'static str) -> Step {
    Step { id, message }
}

pub(super) const BY_SMS: Step = step(30001, "A passcode was sent by SMS.");
pub(super) const BY_VOICE: Step = step(30002, "A passcode was sent by voice.");
const PUSH_DISABLED: Step =
    step(30003, "Push is disabled on the device; enter a passcode of the app.");
const YUBIKEY: Step = step(30004, "Touch the YubiKey.");
pub(super) const BY_EMAIL: Step = step(30005, "A passcode was sent by email.");
pub(super) const APP_PASSCODE: Step = step(30006, "Enter a passcode of the mobile app.");
pub(super) const ONLINE: Step = step(30007, "Continue with AuthenticateOnline.");
pub(super) const SELECTION: Step = step(30008, "Select a device.");
const DESKTOP: Step = step(30009, "Enter a passcode of the desktop app.");
pub(super) const WAIT: Step = step(30010, "Wait for the user's answer.");
const SECURITY_KEY: Step = step(30011, "webauthn.flow");
const TOKEN: Step = step(30012, "Enter a passcode of the token.");
const BIOMETRICS: Step = step(30013, "webauthn.platform.flow");
pub(super) const POLICY: Step = step(30014, "policy.evaluation.required");
const AUTHENTICATOR_APP: Step = step(30015, "Enter a passcode of the authenticator app.");
const FIDO2: Step = step(30018, "webauthn.fido2.flow");

impl From<Step> for Reply {
    fn from(step: Step) -> Self {
        Self::step(step.id, step.message)
    }
}

/// How the PingID app on a phone is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// By AuthenticateOnline, later.
    Later,
    /// By a push whose outcome is polled for.
    Polled,
    /// By a push whose outcome the present request waits for.
    Held,
    /// For a passcode.
    Passcode,
}

impl Exchange<'_> {
    /// Asks a device of the session's user and keeps the session under that id.
    pub(super) fn challenge(
        &mut self,
        id: &str,
        mut session: Session,
        device: u64,
        methods: &Methods,
        reach: Reach,
    ) -> Result<Step, Refused> {
        let user = self.pingid.directory.user(&session.user)?;
        session.last_login = user.last_login;
        session.device = Some(device);
        let kind = user.device(device).ok_or(UNKNOWN_DEVICE)?.kind.clone();
        let whose = session.user.clone();
        let made = || Stage::Made(Vec::new());
        let (step, stage) = match &kind {
            Kind::Sms(phone) => (BY_SMS, self.text_passcode(phone)),
            Kind::Voice(phone) => (BY_VOICE, self.call_with_passcode(phone)),
            Kind::Email(address) => (BY_EMAIL, self.mail_passcode(address)),
            Kind::App(app) => self.ask_app(app, (&whose, device), methods, reach)?,
            Kind::YubiKey { .. } => (YUBIKEY, made()),
            Kind::HardwareToken { .. } => (TOKEN, made()),
            Kind::AuthenticatorApp(_) => (AUTHENTICATOR_APP, made()),
            Kind::Fido { class, .. } => {
                let step = match class {
                    FidoClass::SecurityKey => SECURITY_KEY,
                    FidoClass::Biometrics => BIOMETRICS,
                    FidoClass::Fido2 => FIDO2,
                };
                (step, Stage::Assertion)
            }
        };
        session.stage = stage;
        session.holder =
            (step.id == WAIT.id && reach == Reach::Held).then_some(self.request.number);
        self.pingid.sessions.keep(id, session, self.now);
        Ok(step)
    }

    fn ask_app(
        &mut self,
        app: &App,
        (user, device): (&str, u64),
        methods: &Methods,
        reach: Reach,
    ) -> Result<(Step, Stage), Refused> {
        let made = || Stage::Made(Vec::new());
        if !app.is_phone() {
            return Ok((DESKTOP, made()));
        }
        if !app.push_enabled {
            return Ok((PUSH_DISABLED, made()));
        }
        if !app.reachable || reach == Reach::Passcode || methods.only_passcode() {
            return Ok((APP_PASSCODE, made()));
        }
        if self.pingid.sessions.waits_on(user, device, self.now) {
            return Err(PUSH_WAITS);
        }
        if reach == Reach::Later {
            return Ok((ONLINE, Stage::Online));
        }
        let with_number = self.pingid.sessions.number_matching || methods.only_number_matching();
        let push = Push {
            until: self.now + PUSH_LIFETIME,
            // Numbers of two digits, which exist only where the client can show them.
            number: (with_number && reach == Reach::Polled)
                .then(|| 10 + self.random.below(90) as u32),
            claimed: false,
        };
        Ok((WAIT, Stage::Push(push)))
    }

    pub(super) fn text_passcode(&mut self, phone: &Phone) -> Stage {
        self.send_passcode(Channel::Sms, &phone.international(), "")
    }

    pub(super) fn call_with_passcode(&mut self, phone: &Phone) -> Stage {
        let dialed = phone.extension.as_deref();
        let dialed = dialed.map(|keys| format!(" (dialed: {keys})"));
        let dialed = dialed.unwrap_or_default();
        self.send_passcode(Channel::Voice, &phone.international(), &dialed)
    }

    pub(super) fn mail_passcode(&mut self, address: &str) -> Stage {
        self.send_passcode(Channel::Email, address, "")
    }

    fn send_passcode(&mut self, channel: Channel, to: &str, note: &str) -> Stage {
        let otp = self.random.digits(6);
        let text = format!("Your authentication code is {otp}.{note}");
        self.send(channel, to, &otp, text);
        Stage::Sent(otp)
    }

    /// A new session's id.
    pub(super) fn session_id(&mut self) -> String {
        format!("webs_{}", self.random.token())
    }
}

/// What a client keeps of a sign-on for policies: five opaque parts, of which the first has the
/// form of a header.
pub(super) fn cookie(random: &mut Random, now: Timestamp) -> String {
    let until = (now + COOKIE_LIFETIME).iso();
    let header = json!({ "ttl": until.trim_end_matches('Z'), "zip": "DEF", "alg": "A256KW",
        "enc": "A128CBC-HS256" });
    let mut text = URL_SAFE_NO_PAD.encode(header.to_string());
    for _ in 0..4 {
        text.push('.');
        text.push_str(&random.token());
    }
    text
}
