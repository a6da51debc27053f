//! Authentications that have begun.

use std::{collections::BTreeMap, time::Duration};

use crate::base::{limits::Kept, timestamp::Timestamp};
use crate::domain::pingid::{
    directory::Directory,
    refused::{CANCELED, DENIED, INVALID_SESSION, PUSH_WAITS, Refused, TIMED_OUT, WRONG_OTP},
    sign_on::PolicyInputs,
    user::Status,
};

/// How long an authentication that has begun can be finished, and its outcome be asked for.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// How many wrong passcodes end it.
const ATTEMPTS: u32 = 5;
/// How long a person has to answer a push.
pub(crate) const PUSH_LIFETIME: Duration = Duration::from_secs(60);

/// The authentications by their session ids, and what the account's settings say of them.
pub(crate) struct Sessions {
    open: BTreeMap<String, Session>,
    begun: u64,
    kept: Kept,
    /// Whether pushes that are polled for have a number to be entered.
    pub(crate) number_matching: bool,
    /// Whether a user with several usable devices chooses; else the first is taken.
    pub(crate) device_selection: bool,
    /// Whether more than the primary device counts.
    pub(crate) multiple_devices: bool,
    /// Whether a sign-on without a user name ends with the evaluation of policies.
    pub(crate) passwordless_policy: bool,
}

#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) user: String,
    /// The service's alias.
    pub(crate) service: String,
    pub(crate) policy: PolicyInputs,
    /// None until it is chosen, and in a backup authentication.
    pub(crate) device: Option<u64>,
    pub(crate) stage: Stage,
    /// When the user signed on before.
    pub(crate) last_login: Option<Timestamp>,
    /// The request whose answer is held back until the person answers.
    pub(crate) holder: Option<u64>,
    wrong: u32,
    expires: Timestamp,
    place: u64,
}

/// What an authentication waits for, or what came of it.
#[derive(Clone)]
pub(crate) enum Stage {
    /// For the user to choose a device.
    Selection,
    /// For AuthenticateOnline.
    Online,
    Push(Push),
    /// For the passcode that was sent.
    Sent(String),
    /// For a passcode that the device makes; where a token may be, once it was found out of step.
    Made(Vec<u64>),
    /// For what a FIDO device signs.
    Assertion,
    /// For the evaluation of policies: a credential has told who the user is.
    Known,
    Approved {
        cookie: Option<String>,
    },
    Denied,
    Canceled {
        /// Whether it goes on with another device.
        goes_on: bool,
    },
}

#[derive(Clone)]
pub(crate) struct Push {
    pub(crate) until: Timestamp,
    /// What has to be entered on the phone.
    pub(crate) number: Option<u32>,
    /// The phone shows it.
    pub(crate) claimed: bool,
}

impl Session {
    pub(crate) fn new(
        user: impl Into<String>,
        service: impl Into<String>,
        policy: PolicyInputs,
        stage: Stage,
    ) -> Self {
        Self {
            user: user.into(),
            service: service.into(),
            policy,
            device: None,
            stage,
            last_login: None,
            holder: None,
            wrong: 0,
            expires: Timestamp::default(),
            place: 0,
        }
    }

    /// The push that may still be answered.
    pub(crate) fn waiting(&self, now: Timestamp) -> Option<&Push> {
        match &self.stage {
            Stage::Push(push) if push.until > now => Some(push),
            _ => None,
        }
    }

    /// No request waits any more; its time begins again.
    pub(crate) fn release(&mut self, now: Timestamp) {
        self.holder = None;
        self.expires = now + LIFETIME;
    }

    /// Whether StartAuthentication may go on with it.
    pub(crate) fn goes_on(&self, now: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::Selection
            | Stage::Online
            | Stage::Sent(_)
            | Stage::Made(_)
            | Stage::Assertion
            | Stage::Known
            | Stage::Canceled { goes_on: true } => Ok(()),
            Stage::Push(_) if self.waiting(now).is_some() => Err(PUSH_WAITS),
            _ => Err(INVALID_SESSION),
        }
    }

    /// What a poll sees: the cookie, `None` while there is nothing to see, or why it failed.
    pub(crate) fn outcome(&self, now: Timestamp) -> Result<Option<Option<&str>>, Refused> {
        match &self.stage {
            Stage::Push(_) if self.waiting(now).is_some() => Ok(None),
            Stage::Push(_) => Err(TIMED_OUT),
            Stage::Approved { cookie } => Ok(Some(cookie.as_deref())),
            Stage::Denied => Err(DENIED),
            Stage::Canceled { .. } => Err(CANCELED),
            _ => Err(INVALID_SESSION),
        }
    }
}

impl Sessions {
    pub(crate) fn new(kept: Kept) -> Self {
        Self {
            open: BTreeMap::new(),
            begun: 0,
            kept,
            number_matching: false,
            device_selection: false,
            multiple_devices: true,
            passwordless_policy: false,
        }
    }

    /// Ends what is too old, and what belongs to users who may not sign on or to devices that are
    /// nobody's any more; not what a request still waits for, which finds that out itself.
    pub(crate) fn settle(&mut self, directory: &Directory, now: Timestamp) {
        self.open.retain(|_, session| {
            if session.holder.is_some() {
                return true;
            }
            let Ok(user) = directory.user(&session.user) else {
                return false;
            };
            let has_device = session.device.is_none_or(|id| user.device(id).is_some());
            session.expires > now && user.status != Status::Suspended && has_device
        });
    }

    /// Keeps a session under that id, in place of what was there. Of too many, the oldest goes that
    /// no request waits for.
    pub(crate) fn keep(&mut self, id: &str, mut session: Session, now: Timestamp) {
        self.begun += 1;
        session.place = self.begun;
        session.expires = now + LIFETIME;
        if self.open.len() >= self.kept.entries && !self.open.contains_key(id) {
            let idle = self.open.iter().filter(|(_, one)| one.holder.is_none());
            let oldest = idle.min_by_key(|(_, one)| one.place);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                self.open.remove(&oldest);
            }
        }
        self.open.insert(id.to_owned(), session);
    }

    pub(crate) fn get(&self, id: &str) -> Result<&Session, Refused> {
        self.open.get(id).ok_or(INVALID_SESSION)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Result<&mut Session, Refused> {
        self.open.get_mut(id).ok_or(INVALID_SESSION)
    }

    /// The session, if it is that user's in that service.
    pub(crate) fn of(&self, id: &str, user: &str, service: &str) -> Result<&Session, Refused> {
        let session = self.get(id)?;
        if session.user != user || session.service != service {
            return Err(INVALID_SESSION);
        }
        Ok(session)
    }

    pub(crate) fn end(&mut self, id: &str) {
        self.open.remove(id);
    }

    /// A wrong passcode; the last one that is allowed ends the session.
    pub(crate) fn wrong(&mut self, id: &str) -> Refused {
        if let Some(session) = self.open.get_mut(id) {
            session.wrong += 1;
            if session.wrong >= ATTEMPTS {
                self.open.remove(id);
            }
        }
        WRONG_OTP
    }

    /// The session whose request, of that number, waits for its answer.
    pub(crate) fn held_by(&self, request: u64) -> Option<String> {
        let held = self.open.iter().find(|(_, session)| session.holder == Some(request));
        held.map(|(id, _)| id.clone())
    }

    /// The pushes that wait, oldest first.
    pub(crate) fn waiting(&self, now: Timestamp) -> Vec<(&str, &Session, &Push)> {
        let mut waiting: Vec<_> = self
            .open
            .iter()
            .filter_map(|(id, session)| Some((id.as_str(), session, session.waiting(now)?)))
            .collect();
        waiting.sort_by_key(|(_, session, _)| session.place);
        waiting
    }

    /// Whether a push waits on the device.
    pub(crate) fn waits_on(&self, device: u64, now: Timestamp) -> bool {
        let mut waiting = self.open.values().filter(|session| session.waiting(now).is_some());
        waiting.any(|session| session.device == Some(device))
    }
}
