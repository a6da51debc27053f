//! Tokens that are kept: fetched once for all who wait, renewed early, used while they live.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use tokio::runtime::Handle;
use tracing::{Instrument, Span};

use super::AccessToken;
use crate::auth::{Bearer, Pass};
use crate::clock::{Clock, runtime_missing};
use crate::error::{Error, ErrorKind};
use crate::operation::Host;

/// How long before its end a token is renewed, at most.
const EARLY: Duration = Duration::from_secs(300);
/// How long a failed early refresh, and a host that refused a new token, is left alone.
const HOLD: Duration = Duration::from_secs(10);
/// What is assumed where nobody says, or nothing that can be understood.
const UNKNOWN_LIFETIME: Duration = Duration::from_secs(300);
/// A token is used that long whatever is said of it: each call would fetch one of its own.
const SHORTEST_LIFETIME: Duration = Duration::from_secs(5);

/// Where new tokens come from.
pub(crate) trait Fetches: Send + Sync + 'static {
    /// A new token; `cause` is the span that fetching it follows from.
    fn fetch(&self, cause: Span) -> BoxFuture<'static, Result<AccessToken, Error>>;
}

/// `None` where the runtime that ran it is gone.
type Fetch = Shared<BoxFuture<'static, Option<Result<Arc<Bearer>, Error>>>>;

/// What there is for a caller who needs a token.
enum Have {
    Token(Arc<Bearer>),
    /// The fetch to wait for, and whether this caller began it.
    Fetch {
        fetch: Fetch,
        own: bool,
    },
}

/// Keeps the tokens of one source.
pub(crate) struct Keeper {
    source: Box<dyn Fetches>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    /// The fetch under way, shared by all who wait for it.
    under_way: Option<Fetch>,
    fetches: u64,
    /// No early refresh before this time, after one failed.
    hold_refresh_until: Duration,
    holds: Holds,
}

/// The hosts that refused a new token, and until when that keeps a refusal from being answered
/// with another one: a storm of refused calls must not become one of token requests.
#[derive(Default)]
struct Holds(Vec<(Host, Duration)>);

impl Holds {
    fn start(&mut self, host: Host, now: Duration) {
        self.0.retain(|(held, _)| *held != host);
        self.0.push((host, now.saturating_add(HOLD)));
    }

    fn hold(&self, host: Host, now: Duration) -> bool {
        self.0.iter().any(|(held, until)| *held == host && now < *until)
    }
}

/// A token with times on the monotonic clock.
struct Current {
    bearer: Arc<Bearer>,
    refresh_at: Duration,
    expires_at: Duration,
}

impl Keeper {
    pub(crate) fn new(source: impl Fetches, clock: Arc<dyn Clock>) -> Self {
        Self { source: Box::new(source), clock, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Drops the token, and what is on its way.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.current = None;
        state.under_way = None;
        state.holds = Holds::default();
    }

    pub(super) fn hold(&self, host: Host, now: Duration) {
        self.state().holds.start(host, now);
    }

    pub(super) fn holds(&self, host: Host, now: Duration) -> bool {
        self.state().holds.hold(host, now)
    }

    pub(super) fn refuse(&self, refused: &Bearer, host: Host, now: Duration) -> bool {
        let mut state = self.state();
        if state.holds.hold(host, now) {
            return false;
        }
        let current = state.current.as_ref();
        if current.is_some_and(|current| current.bearer.fetch == refused.fetch) {
            state.current = None;
        }
        true
    }

    pub(super) fn pass(self: &Arc<Self>, now: Duration) -> Result<Pass, Error> {
        let (fetch, own) = match self.current(now)? {
            Have::Token(bearer) => return Ok(Pass::Ready(bearer)),
            Have::Fetch { fetch, own } => (fetch, own),
        };
        Ok(Pass::Wait(Box::pin(Arc::clone(self).wait(fetch, own))))
    }

    async fn wait(self: Arc<Self>, mut fetch: Fetch, mut own: bool) -> Result<Arc<Bearer>, Error> {
        loop {
            match fetch.await {
                Some(result) => return result,
                None if own => {
                    return Err(Error::new(
                        ErrorKind::Token,
                        "no access token: the Tokio runtime that was to fetch it has ended. Make \
                         calls on a runtime that lives until they have ended",
                    ));
                }
                // Another caller's runtime is gone; this one's may be there.
                None => match self.current(self.clock.monotonic())? {
                    Have::Token(bearer) => return Ok(bearer),
                    Have::Fetch { fetch: next, own: ours } => (fetch, own) = (next, ours),
                },
            }
        }
    }

    /// The token that serves now, or the fetch to wait for.
    fn current(self: &Arc<Self>, now: Duration) -> Result<Have, Error> {
        let mut state = self.state();
        let living = state.current.as_ref();
        let living = living.filter(|current| now < current.expires_at);
        let Some(current) = living else {
            return Ok(match &state.under_way {
                Some(fetch) => Have::Fetch { fetch: fetch.clone(), own: false },
                None => Have::Fetch { fetch: self.begin(&mut state, true)?, own: true },
            });
        };
        let bearer = Arc::clone(&current.bearer);
        // Early refresh: nobody waits for it while the old token lives.
        let early = now >= current.refresh_at && now >= state.hold_refresh_until;
        if early && state.under_way.is_none() {
            drop(self.begin(&mut state, false)?);
        }
        Ok(Have::Token(bearer))
    }

    /// Starts a fetch on a task of its own, so that it survives the caller who began it. Its span
    /// is a child of that of a caller who waits, and follows from that of one who does not.
    fn begin(self: &Arc<Self>, state: &mut State, awaited: bool) -> Result<Fetch, Error> {
        let runtime = Handle::try_current().map_err(|_| runtime_missing())?;
        state.fetches += 1;
        let number = state.fetches;
        let (parent, cause) = match awaited {
            true => (Span::current(), Span::none()),
            false => (Span::none(), Span::current()),
        };
        let fetch = self.source.fetch(cause);
        let keeper = Arc::clone(self);
        let task = async move {
            let result = fetch.await;
            keeper.settle(number, result)
        };
        let task = runtime.spawn(task.instrument(parent));
        let gone = Arc::clone(self);
        let fetch = async move {
            match task.await {
                Ok(result) => Some(result),
                Err(end) => {
                    gone.give_up(number);
                    end.is_panic().then(|| {
                        Err(Error::new(
                            ErrorKind::Token,
                            "no access token: what was to fetch it panicked",
                        ))
                    })
                }
            }
        }
        .boxed()
        .shared();
        state.under_way = Some(fetch.clone());
        Ok(fetch)
    }

    fn give_up(&self, number: u64) {
        let mut state = self.state();
        if state.fetches == number {
            state.under_way = None;
        }
    }

    fn settle(
        &self,
        number: u64,
        result: Result<AccessToken, Error>,
    ) -> Result<Arc<Bearer>, Error> {
        let now = self.clock.monotonic();
        let mut state = self.state();
        let latest = state.fetches == number && state.under_way.is_some();
        if latest {
            state.under_way = None;
        }
        let issued = result.and_then(|token| {
            let lifetime = token.lifetime.unwrap_or(UNKNOWN_LIFETIME);
            let lifetime = lifetime.max(SHORTEST_LIFETIME);
            let expires_at = now.saturating_add(lifetime);
            let bearer = Bearer::new(token.value, number, Some(expires_at))?;
            let early = (lifetime / 5).min(EARLY);
            Ok(Current {
                bearer: Arc::new(bearer),
                refresh_at: now.saturating_add(lifetime - early),
                expires_at,
            })
        });
        match issued {
            Ok(current) => {
                let bearer = Arc::clone(&current.bearer);
                if latest {
                    state.current = Some(current);
                    state.hold_refresh_until = Duration::ZERO;
                }
                Ok(bearer)
            }
            Err(error) => {
                state.hold_refresh_until = now.saturating_add(HOLD);
                Err(error)
            }
        }
    }
}
