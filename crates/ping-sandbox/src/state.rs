//! All that the sandbox remembers.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use http::Uri;
use tokio::sync::{Notify, futures::Notified};

use crate::{
    builder::Settings,
    clock::Time,
    faults::FaultRules,
    limits::{Limits, Recent},
    mfa::MfaState,
    oauth::OAuthState,
    outbox::Messages,
    pingid::PingIdState,
    platform::PlatformState,
    random::Random,
    requests::RequestRecord,
    timestamp::Timestamp,
    verify::VerifyState,
};

/// The sandbox's memory: a part for each product, and what they share.
pub(crate) struct State {
    /// `http://127.0.0.1:PORT` or the public URL, without a slash at the end.
    pub(crate) base_url: String,
    pub(crate) time: Time,
    /// For what is kept.
    pub(crate) random: Random,
    /// For the ids of answers, so that one question more changes nothing that is kept.
    pub(crate) answers: Random,
    pub(crate) outbox: Messages,
    pub(crate) faults: FaultRules,
    pub(crate) requests: Recent<RequestRecord>,
    pub(crate) oauth: OAuthState,
    pub(crate) platform: PlatformState,
    pub(crate) mfa: MfaState,
    pub(crate) pingid: PingIdState,
    pub(crate) verify: VerifyState,
    /// Wakes who waits for a message.
    pub(crate) arrivals: Arc<Notify>,
}

impl State {
    pub(crate) fn new(settings: &Settings, base_url: String) -> std::io::Result<Self> {
        let mut random = match settings.seed {
            Some(seed) => Random::seeded(seed),
            None => Random::from_os()?,
        };
        let time = match settings.frozen_at {
            Some(at) => Time::Frozen {
                at: Timestamp::from_system(at),
            },
            None => Time::Running { ahead: 0 },
        };
        let now = time.now();
        let kept = settings.limits.kept;
        let platform = PlatformState::seeded(&mut random, now);
        let oauth = OAuthState::seeded(&mut random, settings, &platform.environment_id)?;
        let mfa = MfaState::seeded(&mut random, kept);
        let pingid = PingIdState::seeded(&mut random, kept);
        let verify = VerifyState::seeded(&mut random, kept, now);
        Ok(Self {
            base_url,
            time,
            answers: random.stream("answers"),
            random,
            outbox: Messages::new(kept),
            faults: FaultRules::new(kept),
            requests: Recent::new(kept),
            oauth,
            platform,
            mfa,
            pingid,
            verify,
            arrivals: Arc::new(Notify::new()),
        })
    }

    /// The virtual clock's time.
    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// A new UUID.
    pub(crate) fn uuid(&mut self) -> String {
        self.random.uuid()
    }

    /// An absolute URL of this sandbox; `path` begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// How long before now something happened.
    pub(crate) fn age(&self, since: Timestamp) -> Duration {
        self.now().since(since)
    }
}

/// The state as the server and the control handles share it.
pub(crate) struct Shared {
    state: Mutex<State>,
    pub(crate) limits: Limits,
    /// The URL that the sandbox is reached by, where it is not its address.
    pub(crate) public_url: Option<Uri>,
    /// Wakes who waits for anything but a message.
    changes: Notify,
}

impl Shared {
    pub(crate) fn new(state: State, settings: &Settings) -> Self {
        Self {
            state: Mutex::new(state),
            limits: settings.limits,
            public_url: settings.public_url.clone(),
            changes: Notify::new(),
        }
    }

    /// A handler that panicked has been answered with a 500; the state stays in use.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes something that somebody may wait for.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.lock());
        self.announce();
        changed
    }

    /// Something has changed.
    pub(crate) fn announce(&self) {
        self.changes.notify_waiters();
    }

    /// Completes at the next change; none is missed from the call on.
    pub(crate) fn changed(&self) -> Pin<Box<Notified<'_>>> {
        let mut changed = Box::pin(self.changes.notified());
        changed.as_mut().enable();
        changed
    }
}
