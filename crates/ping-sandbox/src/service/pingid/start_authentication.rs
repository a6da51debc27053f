//! StartAuthentication and what goes with it: AuthStatus, CancelAuthentication.

use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;
use crate::{
    domain::pingid::{
        refused::{INVALID_SESSION, Refused},
        sessions::{Session, Stage},
    },
    service::pingid::{
        challenge::{Reach, SELECTION, Step, WAIT, cookie},
        envelope::Reply,
        exchange::Exchange,
        sign_on::{Admission, SignOn, Usable},
    },
};

/// What a reply of StartAuthentication shows of the session.
struct Started<'a> {
    session: &'a str,
    devices: &'a [u64],
    last_login: Option<Timestamp>,
    cookie: Option<String>,
}

impl Exchange<'_> {
    /// The session that a sign-on goes on with, if it names one. Policy inputs that are not
    /// repeated stay what they were.
    pub(super) fn resume(&self, sign_on: &mut SignOn) -> Result<Option<Session>, Refused> {
        let Some(id) = &sign_on.session else {
            return Ok(None);
        };
        let sessions = &self.pingid.sessions;
        let session = sessions.of(id, &sign_on.user, &sign_on.service)?;
        session.goes_on(self.now)?;
        if !sign_on.policy.enforce {
            sign_on.policy = session.policy.clone();
        }
        Ok(Some(session.clone()))
    }

    /// The user is in: when that happened the last time, and the cookie where policies count.
    pub(super) fn let_in(
        &mut self,
        user: &str,
        service: &str,
        device: Option<u64>,
        with_cookie: bool,
    ) -> Result<(Option<Timestamp>, Option<String>), Refused> {
        let last_login = self.pingid.directory.user(user)?.last_login;
        let directory = &mut self.pingid.directory;
        directory.signed_on(user, service, device, self.now);
        let cookie = with_cookie.then(|| cookie(self.random, self.now));
        Ok((last_login, cookie))
    }

    fn started(&self, reply: Reply, sign_on: &SignOn, started: Started<'_>) -> Reply {
        let user = self.pingid.directory.user(&sign_on.user).ok();
        let devices: Vec<Value> = user
            .into_iter()
            .flat_map(|user| user.devices.iter().enumerate())
            .filter(|(_, device)| started.devices.contains(&device.id))
            .map(|(place, device)| device.json(place == 0))
            .collect();
        let session = self.pingid.sessions.get(started.session).ok();
        let push = session.and_then(|session| session.waiting(self.now));
        let device = user
            .zip(session.and_then(|session| session.device))
            .and_then(|(user, id)| user.device(id));
        reply
            .with("uniqueMsgId", started.session)
            .with("sessionId", started.session)
            .with("userDevices", devices)
            .with("multipleDevicesEnabled", self.pingid.sessions.multiple_devices)
            .with("authenticatingDeviceId", device.map(|device| device.uuid.as_str()))
            .with(
                "extendedAuthenticationDetails",
                json!({
                    "adminHelp": "",
                    "gracePeriod": null,
                    "lastSuccessfulLogin": started.last_login.map(Timestamp::millis),
                    "numberForMatching": push.and_then(|push| push.number),
                }),
            )
            .with("cookie", started.cookie)
            .with("errorParams", Value::Null)
            .with("localFallbackDeviceList", Value::Null)
            .with("allowedAuthenticationMethods", Value::Null)
            .with("excludeAuthenticationMethods", json!(["RESCUE"]))
    }

    /// A reply that lets the user in without a challenge.
    fn started_and_done(
        &mut self,
        id: &str,
        sign_on: &SignOn,
        device: Option<u64>,
    ) -> Result<Reply, Reply> {
        let enforce = sign_on.policy.enforce;
        let (last_login, cookie) = self.let_in(&sign_on.user, &sign_on.service, device, enforce)?;
        let started = Started { session: id, devices: &[], last_login, cookie };
        Ok(self.started(Reply::plain(), sign_on, started))
    }

    fn begin_challenge(
        &mut self,
        id: &str,
        sign_on: &SignOn,
        usable: &Usable,
        reach: Reach,
    ) -> Result<Step, Refused> {
        let mut session = Session::new(
            sign_on.user.as_str(),
            sign_on.service.as_str(),
            sign_on.policy.clone(),
            Stage::Selection,
        );
        let choose = self.pingid.sessions.device_selection && usable.devices.len() > 1;
        match (sign_on.device, usable.devices.first()) {
            (None, _) if choose => {
                session.last_login = self.pingid.directory.user(&sign_on.user)?.last_login;
                self.pingid.sessions.keep(id, session, self.now);
                Ok(SELECTION)
            }
            (Some(device), _) | (None, Some(&device)) => {
                self.challenge(id, session, device, &usable.methods, reach)
            }
            // Nobody is challenged without a usable device.
            (None, None) => Err(INVALID_SESSION),
        }
    }
}

pub(super) fn start(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let mut sign_on = SignOn::read(&exchange.body)?;
    let polled = exchange.body.flag("async")?;
    let resumed = exchange.resume(&mut sign_on)?;
    let id = match sign_on.session.clone() {
        Some(id) => id,
        None => exchange.session_id(),
    };
    if let Some(known) = resumed.filter(|session| matches!(session.stage, Stage::Known)) {
        exchange.pingid.sessions.end(&id);
        exchange.signing_on(&sign_on.user)?;
        exchange.admit_known(&sign_on.policy)?;
        return exchange.started_and_done(&id, &sign_on, known.device);
    }
    let usable = match exchange.admit(&sign_on)? {
        Admission::Approved => {
            exchange.pingid.sessions.end(&id);
            return exchange.started_and_done(&id, &sign_on, None);
        }
        Admission::Challenge(usable) => usable,
    };
    let reach = if polled { Reach::Polled } else { Reach::Later };
    let step = exchange.begin_challenge(&id, &sign_on, &usable, reach)?;
    let started = Started {
        session: &id,
        devices: &usable.devices,
        last_login: exchange.pingid.directory.user(&sign_on.user)?.last_login,
        cookie: None,
    };
    Ok(exchange.started(step.into(), &sign_on, started))
}

pub(super) fn status(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let id = exchange.body.required_text("sessionId")?;
    let session = exchange.pingid.sessions.get(id)?;
    Ok(match session.outcome(exchange.now)? {
        None => Reply::from(WAIT).with("cookie", Value::Null),
        Some(cookie) => Reply::plain().with("cookie", cookie),
    })
}

pub(super) fn cancel(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let goes_on = match exchange.body.required_text("cancelAuthenticationType")? {
        "CHANGE_DEVICE" => true,
        "ADD_DEVICE" | "DEFAULT" => false,
        _ => {
            return Err(Reply::invalid(
                "cancelAuthenticationType must be CHANGE_DEVICE, ADD_DEVICE or DEFAULT.",
            ));
        }
    };
    let id = exchange.body.required_text("sessionId")?;
    let session = exchange.pingid.sessions.get_mut(id)?;
    let runs = match &session.stage {
        Stage::Approved { .. } | Stage::Denied | Stage::Canceled { .. } => false,
        Stage::Push(push) => push.until > exchange.now,
        _ => true,
    };
    if !runs {
        return Err(INVALID_SESSION.into());
    }
    session.stage = Stage::Canceled { goes_on };
    Ok(Reply::plain())
}
