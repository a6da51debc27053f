//! Access tokens: fetched once for all who wait, renewed early, kept while they live.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use http::header::{AUTHORIZATION, HeaderValue};
use ping_models::{DecodeError, Secret, TokenRequest, TokenResponse};

use crate::auth::{Auth, Credentials};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::request::{Described, Parts};
use crate::send::Core;

/// A bearer token and, where it is known, how long it lives.
#[derive(Clone, Debug)]
pub struct AccessToken {
    value: Secret,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token whose lifetime is the source's business.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self {
            value: value.into(),
            lifetime: None,
        }
    }
}

/// A caller's own source of tokens. It is asked for every request and does its own caching; a 401
/// on its token is returned, not replayed.
#[async_trait]
pub trait TokenSource: Send + Sync + 'static {
    /// The token for the next request.
    ///
    /// # Errors
    ///
    /// What it returns as an error fails the call; [`Error::configuration`] makes one.
    async fn token(&self) -> Result<AccessToken, Error>;
}

/// Where a client's bearer tokens come from.
pub(crate) enum Tokens {
    Own(Arc<dyn TokenSource>),
    Static(Secret),
    Worker(Arc<Worker>),
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Own(_) => "Tokens::Own(..)",
            Self::Static(_) => "Tokens::Static(..)",
            Self::Worker(_) => "Tokens::Worker(..)",
        })
    }
}

/// A token together with the number of the fetch that brought it.
#[derive(Clone)]
pub(crate) struct Issued {
    pub(crate) value: Secret,
    pub(crate) fetch: u64,
}

impl Tokens {
    pub(crate) async fn get(&self, core: &Arc<Core>) -> Result<Issued, Error> {
        match self {
            Self::Own(source) => {
                let token = source.token().await.map_err(|error| Error::token(&error))?;
                Ok(Issued {
                    value: token.value,
                    fetch: 0,
                })
            }
            Self::Static(value) => Ok(Issued {
                value: value.clone(),
                fetch: 0,
            }),
            Self::Worker(worker) => worker.get(core).await,
        }
    }

    /// Drops a token that the service refused; false where another one cannot be had.
    pub(crate) fn refuse(&self, refused: &Issued) -> bool {
        match self {
            Self::Own(_) | Self::Static(_) => false,
            Self::Worker(worker) => {
                worker.refuse(refused);
                true
            }
        }
    }
}

/// `None` where the runtime that ran it is gone.
type Fetch = Shared<BoxFuture<'static, Option<Result<Issued, Error>>>>;

/// The tokens of a worker application.
pub(crate) struct Worker {
    environment: String,
    state: Mutex<State>,
}

struct State {
    credentials: Credentials,
    current: Option<Current>,
    /// The fetch under way, shared by all who wait for it.
    under_way: Option<Fetch>,
    fetches: u64,
    /// No early refresh before this time, after one failed.
    hold_refresh_until: Duration,
}

#[derive(Clone)]
struct Current {
    issued: Issued,
    /// Both on the monotonic clock.
    refresh_at: Duration,
    expires_at: Duration,
}

/// How long before its end a token is renewed, at most.
const EARLY: Duration = Duration::from_secs(300);
/// How long a failed early refresh is left alone.
const HOLD: Duration = Duration::from_secs(10);
/// What is assumed where the service does not say.
const UNKNOWN_LIFETIME: Duration = Duration::from_secs(300);

crate::operations! {
    /// Token (client_credentials).
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-1-get-access-token.html>
    GET_TOKEN: TokenRequest => TokenResponse = "platform.get_token",
        POST Auth "/{environmentID}/as/token" as "application/x-www-form-urlencoded";
}

impl Worker {
    pub(crate) fn new(environment: String, credentials: Credentials) -> Self {
        Self {
            environment,
            state: Mutex::new(State {
                credentials,
                current: None,
                under_way: None,
                fetches: 0,
                hold_refresh_until: Duration::ZERO,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Later fetches use these credentials; a token that was issued to the old ones is dropped.
    pub(crate) fn rotate(&self, credentials: Credentials) {
        let mut state = self.state();
        state.credentials = credentials;
        state.current = None;
        state.under_way = None;
    }

    fn refuse(&self, refused: &Issued) {
        let mut state = self.state();
        if state
            .current
            .as_ref()
            .is_some_and(|current| current.issued.fetch == refused.fetch)
        {
            state.current = None;
        }
    }

    async fn get(self: &Arc<Self>, core: &Arc<Core>) -> Result<Issued, Error> {
        loop {
            let fetch = match self.current(core) {
                Ok(issued) => return Ok(issued),
                Err(fetch) => fetch,
            };
            if let Some(result) = fetch.await {
                return result;
            }
        }
    }

    /// The token that serves now, or the fetch to wait for.
    fn current(self: &Arc<Self>, core: &Arc<Core>) -> Result<Issued, Fetch> {
        let now = core.clock.monotonic();
        let mut state = self.state();
        let living = state
            .current
            .as_ref()
            .filter(|current| now < current.expires_at)
            .cloned();
        match living {
            Some(current) if now < current.refresh_at => Ok(current.issued),
            Some(current) => {
                // Early refresh: nobody waits for it while the old token lives.
                if state.under_way.is_none() && now >= state.hold_refresh_until {
                    drop(self.begin(&mut state, core));
                }
                Ok(current.issued)
            }
            None => Err(match &state.under_way {
                Some(fetch) => fetch.clone(),
                None => self.begin(&mut state, core),
            }),
        }
    }

    /// Starts a fetch on a task of its own, so that it survives the caller who began it.
    fn begin(self: &Arc<Self>, state: &mut State, core: &Arc<Core>) -> Fetch {
        state.fetches += 1;
        let number = state.fetches;
        let credentials = state.credentials.clone();
        let (worker, core) = (Arc::clone(self), Arc::clone(core));
        let task = tokio::spawn(async move {
            let result = worker.fetch(&core, &credentials).await;
            worker.settle(&*core.clock, number, result)
        });
        let gone = Arc::clone(self);
        let fetch = async move {
            match task.await {
                Ok(result) => Some(result),
                Err(end) => {
                    gone.forget(number);
                    end.is_panic().then(|| {
                        Err(Error::new(
                            ErrorKind::Token,
                            "no access token: the transport panicked on the request for it",
                        ))
                    })
                }
            }
        }
        .boxed()
        .shared();
        state.under_way = Some(fetch.clone());
        fetch
    }

    fn forget(&self, number: u64) {
        let mut state = self.state();
        if state.fetches == number {
            state.under_way = None;
        }
    }

    fn settle(
        &self,
        clock: &dyn Clock,
        number: u64,
        result: Result<AccessToken, Error>,
    ) -> Result<Issued, Error> {
        let now = clock.monotonic();
        let mut state = self.state();
        let latest = state.fetches == number && state.under_way.is_some();
        if latest {
            state.under_way = None;
        }
        match result {
            Ok(token) => {
                let issued = Issued {
                    value: token.value,
                    fetch: number,
                };
                if latest {
                    let lifetime = token.lifetime.unwrap_or(UNKNOWN_LIFETIME);
                    let early = (lifetime / 5).min(EARLY);
                    state.current = Some(Current {
                        issued: issued.clone(),
                        refresh_at: now.saturating_add(lifetime - early),
                        expires_at: now.saturating_add(lifetime),
                    });
                    state.hold_refresh_until = Duration::ZERO;
                }
                Ok(issued)
            }
            Err(error) => {
                state.hold_refresh_until = now.saturating_add(HOLD);
                Err(Error::token(&error))
            }
        }
    }

    /// The token request that these credentials make.
    fn request(&self, core: &Core, credentials: &Credentials) -> Result<Parts, Error> {
        let mut parts = Parts::new(&GET_TOKEN.info).with_segment(&self.environment);
        // Asking twice for a token does no harm.
        parts.repeatable = true;
        let endpoint = parts.url(&core.hosts)?;
        let (authorization, request) = credentials.token_request(&endpoint, core.clock.now())?;
        if let Some(authorization) = authorization {
            let mut value = HeaderValue::from_str(&authorization)
                .map_err(|_| Error::configuration("client_secret", "cannot be a header value"))?;
            value.set_sensitive(true);
            parts.headers.insert(AUTHORIZATION, value);
        }
        parts.body = serde_json::to_vec(&request).ok();
        Ok(parts)
    }

    /// The token request as it would be sent, secrets masked.
    pub(crate) fn describe(&self, core: &Core) -> Result<Described, Error> {
        let credentials = self.state().credentials.clone();
        let parts = self.request(core, &credentials)?;
        Described::new(&parts, &core.hosts, &Auth::None)
    }

    async fn fetch(
        &self,
        core: &Arc<Core>,
        credentials: &Credentials,
    ) -> Result<AccessToken, Error> {
        let answer = core.send_plain(self.request(core, credentials)?).await?;
        let token = (GET_TOKEN.decode)(&answer.body)
            .and_then(|token| match token.access_token.expose().trim() {
                "" => Err(DecodeError::new(
                    "access_token",
                    "a token that is not empty",
                )),
                _ => Ok(token),
            })
            .map_err(|error| {
                Error::undocumented(error).with_answer(answer.status, &answer.headers)
            })?;
        Ok(AccessToken {
            value: token.access_token,
            lifetime: token
                .expires_in
                .map(|seconds| Duration::from_secs(seconds.get())),
        })
    }
}
