//! Authentications that have begun.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

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
    /// The sessions of each user.
    users: BTreeMap<String, BTreeSet<String>>,
    /// When each ends, if no request waits for it.
    due: BTreeSet<(Timestamp, String)>,
    /// In the order in which they began.
    order: BTreeMap<u64, String>,
    /// By the request that waits.
    holders: BTreeMap<u64, String>,
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
            users: BTreeMap::new(),
            due: BTreeSet::new(),
            order: BTreeMap::new(),
            holders: BTreeMap::new(),
            begun: 0,
            kept,
            number_matching: false,
            device_selection: false,
            multiple_devices: true,
            passwordless_policy: false,
        }
    }

    /// Ends what is too old, and what belongs to users who may not sign on any more or to devices
    /// that are nobody's any more; not what a request still waits for, which finds that out itself.
    pub(crate) fn settle(&mut self, directory: &mut Directory, now: Timestamp) {
        while let Some((_, id)) = self.due.first().filter(|(until, _)| *until <= now).cloned() {
            self.end(&id);
        }
        for name in directory.take_left() {
            let user = directory.user(&name).ok().filter(|user| user.status != Status::Suspended);
            let is_over = |session: &Session| {
                let has_device = |id| user.is_some_and(|user| user.device(id).is_some());
                user.is_none() || !session.device.is_none_or(has_device)
            };
            let ids = self.users.get(&name).into_iter().flatten();
            let open = ids.filter_map(|id| Some((id, self.open.get(id)?)));
            let over = open.filter(|(_, one)| one.holder.is_none() && is_over(one));
            let over: Vec<String> = over.map(|(id, _)| id.clone()).collect();
            for id in over {
                self.end(&id);
            }
        }
    }

    /// Keeps a session under that id, in place of what was there. Of too many, the oldest goes that
    /// no request waits for.
    pub(crate) fn keep(&mut self, id: &str, mut session: Session, now: Timestamp) {
        self.end(id);
        self.begun += 1;
        session.place = self.begun;
        session.expires = now + LIFETIME;
        if self.open.len() >= self.kept.entries {
            let is_idle = |id: &&String| self.open.get(*id).is_none_or(|one| one.holder.is_none());
            if let Some(oldest) = self.order.values().find(is_idle).cloned() {
                self.end(&oldest);
            }
        }
        self.users.entry(session.user.clone()).or_default().insert(id.to_owned());
        self.order.insert(session.place, id.to_owned());
        match session.holder {
            Some(request) => _ = self.holders.insert(request, id.to_owned()),
            None => _ = self.due.insert((session.expires, id.to_owned())),
        }
        self.open.insert(id.to_owned(), session);
    }

    /// No request waits for it any more; its time begins again, in that stage.
    pub(crate) fn release(&mut self, id: &str, stage: Stage, now: Timestamp) {
        let Some(session) = self.open.get_mut(id) else {
            return;
        };
        self.due.remove(&(session.expires, id.to_owned()));
        if let Some(request) = session.holder.take() {
            self.holders.remove(&request);
        }
        session.stage = stage;
        session.expires = now + LIFETIME;
        self.due.insert((session.expires, id.to_owned()));
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
        let Some(session) = self.open.remove(id) else {
            return;
        };
        self.due.remove(&(session.expires, id.to_owned()));
        self.order.remove(&session.place);
        if let Some(request) = session.holder {
            self.holders.remove(&request);
        }
        if let Some(ids) = self.users.get_mut(&session.user) {
            ids.remove(id);
            if ids.is_empty() {
                self.users.remove(&session.user);
            }
        }
    }

    /// A wrong passcode; the last one that is allowed ends the session.
    pub(crate) fn wrong(&mut self, id: &str) -> Refused {
        if let Some(session) = self.open.get_mut(id) {
            session.wrong += 1;
            if session.wrong >= ATTEMPTS {
                self.end(id);
            }
        }
        WRONG_OTP
    }

    /// The session whose request, of that number, waits for its answer.
    pub(crate) fn held_by(&self, request: u64) -> Option<String> {
        self.holders.get(&request).cloned()
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

    /// Whether a push waits on the user's device.
    pub(crate) fn waits_on(&self, user: &str, device: u64, now: Timestamp) -> bool {
        let ids = self.users.get(user).into_iter().flatten();
        let mut open = ids.filter_map(|id| self.open.get(id));
        open.any(|session| session.device == Some(device) && session.waiting(now).is_some())
    }
}
