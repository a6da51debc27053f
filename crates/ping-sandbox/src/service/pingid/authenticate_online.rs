//! AuthenticateOnline: a push whose answer is waited for, and backup authentication.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;
use crate::{
    domain::pingid::{
        body::Body,
        device::{Kind, Paired},
        phone::Phone,
        refused::{INVALID_PHONE, INVALID_SESSION, OTP_NOT_SENT, Refused, USER_SUSPENDED},
        sessions::{Session, Stage},
        sign_on::PolicyInputs,
        user::Status,
    },
    service::pingid::{
        challenge::{APP_PASSCODE, BY_EMAIL, BY_SMS, BY_VOICE, ONLINE, Reach, Step, WAIT},
        envelope::Reply,
        exchange::Exchange,
        sign_on::{Admission, SignOn},
    },
};

/// The service of backup authentication.
const BACKUP: &str = "rescuecode";

const CONFIRMATIONS: [&str; 4] = [
    "CONFIRM",
    "FINGERPRINT_PERMISSIVE",
    "FINGERPRINT_RESTRICTIVE",
    "FINGERPRINT_HARD_RESTRICTIVE",
];

/// What came of waiting for a person.
pub(super) enum Held {
    /// Nothing, until then at most.
    Waits(Timestamp),
    In {
        device: Option<u64>,
        last_login: Option<Timestamp>,
        cookie: Option<String>,
    },
    /// The session goes on in another way.
    Step(Step, String),
    Refused(Refused),
}

impl Exchange<'_> {
    /// What came of the push that the present request waits for; `None` if it waits for none.
    pub(super) fn held(&mut self) -> Option<Held> {
        let pingid = &mut *self.pingid;
        let Some(id) = pingid.sessions.held_by(self.request.number) else {
            // What it waited for is gone; it must not begin anew.
            let again = self.request.ran();
            return again.then_some(Held::Refused(INVALID_SESSION));
        };
        let session = pingid.sessions.get(&id).ok()?.clone();
        let reachable = match pingid.directory.user(&session.user) {
            Err(unknown) => Err(unknown),
            Ok(user) if user.status == Status::Suspended => Err(USER_SUSPENDED),
            Ok(user) => match session.device.and_then(|id| user.device(id)) {
                Some(Paired { kind: Kind::App(app), .. }) => Ok(app.reachable),
                _ => Err(INVALID_SESSION),
            },
        };
        let reachable = match reachable {
            Ok(reachable) => reachable,
            Err(refused) => {
                pingid.sessions.end(&id);
                return Some(Held::Refused(refused));
            }
        };
        if let Some(push) = session.waiting(self.now)
            && (push.claimed || reachable)
        {
            return Some(Held::Waits(push.until));
        }
        let mut go_on = |stage| pingid.sessions.release(&id, stage, self.now);
        Some(match &session.stage {
            Stage::Push(push) if push.claimed => {
                go_on(Stage::Online);
                Held::Step(ONLINE, id)
            }
            Stage::Push(_) => {
                go_on(Stage::Made(Vec::new()));
                Held::Step(APP_PASSCODE, id)
            }
            Stage::Approved { cookie } => {
                pingid.sessions.end(&id);
                Held::In {
                    device: session.device,
                    last_login: session.last_login,
                    cookie: cookie.clone(),
                }
            }
            stage => {
                go_on(stage.clone());
                Held::Refused(session.outcome(self.now).err().unwrap_or(INVALID_SESSION))
            }
        })
    }

    fn in_online(&self, device: Option<&Paired>, last_login: Option<Timestamp>) -> Value {
        let app = match device.map(|device| &device.kind) {
            Some(Kind::App(app)) => Some(app),
            _ => None,
        };
        json!({
            "lastSuccessfulLogin": last_login.map(Timestamp::millis),
            "deviceOSVersion": app.and_then(|app| app.os_version()),
            "deviceFp": device.map(|device| STANDARD.encode(&device.uuid)),
            "performedFormType": device.map(|_| "SLIDER"),
            "gracePeriod": null,
            "adminHelp": "",
            "deviceType": device.map(|device| device.kind.name()),
            // All phones of the sandbox are where the documentation's is.
            "gpsLocation": device.map(|_| json!({ "altitude": 297.79999999999995,
                "latitude": 39.748881, "longitude": -104.993769, "accuracy": 20 })),
        })
    }

    fn reply_of(&self, user: &str, held: Held) -> Result<Reply, Reply> {
        match held {
            Held::Waits(until) => Ok(Reply::not_yet(until)),
            Held::Refused(refused) => Err(refused.into()),
            Held::Step(step, id) => Ok(continued(step, &id)),
            Held::In { device, last_login, cookie } => {
                let user = self.pingid.directory.user(user)?;
                let device = device.and_then(|id| user.device(id));
                Ok(Reply::plain()
                    .with("sessionId", Value::Null)
                    .with("cookie", cookie)
                    .with("extendedOnlineDetails", self.in_online(device, last_login)))
            }
        }
    }

    /// A push to the phone, or whatever another device takes.
    fn online(&mut self, mut sign_on: SignOn, reach: Reach) -> Result<Reply, Reply> {
        let resumed = self.resume(&mut sign_on)?;
        let id = match sign_on.session.clone() {
            Some(id) => id,
            None => self.session_id(),
        };
        if sign_on.device.is_none() {
            sign_on.device = resumed.and_then(|session| session.device);
        }
        let usable = match self.admit(&sign_on)? {
            Admission::Challenge(usable) => usable,
            Admission::Approved => {
                self.pingid.sessions.end(&id);
                let enforce = sign_on.policy.enforce;
                let (last_login, cookie) =
                    self.let_in(&sign_on.user, &sign_on.service, None, enforce)?;
                let held = Held::In { device: None, last_login, cookie };
                return self.reply_of(&sign_on.user, held);
            }
        };
        let device = sign_on.device.or(usable.devices.first().copied());
        let session =
            Session::new(sign_on.user.as_str(), sign_on.service, sign_on.policy, Stage::Selection);
        let device = device.ok_or(INVALID_SESSION)?;
        let step = self.challenge(&id, session, device, &usable.methods, reach)?;
        if step.id == WAIT.id
            && let Some(held) = self.held()
        {
            return self.reply_of(&sign_on.user, held);
        }
        Ok(continued(step, &id))
    }

    /// A passcode to an address that is paired with nobody.
    fn backup(&mut self, user: &str) -> Result<Reply, Reply> {
        let data = self.body.required_text("deviceData")?;
        let kind = self.body.required_text("deviceType")?;
        self.signing_on(user)?;
        let phone = || Phone::parse(data, kind == "Voice").ok_or(INVALID_PHONE);
        let (step, stage) = match kind {
            "SMS" => (BY_SMS, self.text_passcode(&phone()?)),
            "Voice" => (BY_VOICE, self.call_with_passcode(&phone()?)),
            "Email" => match data.split_once('@') {
                Some((local, host)) if !local.is_empty() && !host.is_empty() => {
                    (BY_EMAIL, self.mail_passcode(data))
                }
                _ => return Err(OTP_NOT_SENT.into()),
            },
            _ => return Err(Reply::invalid("deviceType must be Email, SMS or Voice.")),
        };
        let id = self.session_id();
        let session = Session::new(user, BACKUP, PolicyInputs::default(), stage);
        self.pingid.sessions.keep(&id, session, self.now);
        Ok(continued(step, &id))
    }
}

fn continued(step: Step, session: &str) -> Reply {
    Reply::from(step).with("sessionId", session).with("cookie", Value::Null)
}

pub(super) fn authenticate(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let sign_on = SignOn::read(&exchange.body)?;
    if let Some(held) = exchange.held() {
        return exchange.reply_of(&sign_on.user, held);
    }
    let once = |body: &Body<'_>| body.text("authType").map(|kind| kind == Some("ONE_TIME_DEVICE"));
    if once(&exchange.body)? != (sign_on.service == BACKUP) {
        return Err(Reply::invalid("ONE_TIME_DEVICE and rescuecode go with each other only."));
    }
    match exchange.body.text("authType")? {
        Some("ONE_TIME_DEVICE") => exchange.backup(&sign_on.user),
        Some("OTP") => exchange.online(sign_on, Reach::Passcode),
        None => exchange.online(sign_on, Reach::Held),
        Some(kind) if CONFIRMATIONS.contains(&kind) => exchange.online(sign_on, Reach::Held),
        Some(_) => Err(Reply::invalid("authType is unknown.")),
    }
}
