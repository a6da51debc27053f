//! Access tokens: fetched once for all who wait, renewed early, kept while they live.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use http::header::{AUTHORIZATION, HeaderValue};
use ping_models::{DecodeError, OpenValue, Secret, TokenRequest, TokenResponse, decode};
use serde_json::Value;
use tokio::runtime::Handle;
use tracing::{Instrument, Span};

use crate::auth::{Auth, Credentials};
use crate::clock::{Clock, runtime_missing};
use crate::described::Described;
use crate::error::{Error, ErrorKind};
use crate::operation::Host;
use crate::request::Parts;
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
    /// What it returns as an error fails the call; [`Error::configuration`] makes one. So does a
    /// token that no header can carry: one of visible ASCII without blanks is wanted.
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
                check_token("token_source", token.value.expose())?;
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

    /// Drops a token that a host refused; false where another one cannot be had, or would be
    /// refused alike.
    pub(crate) fn refuse(&self, refused: &Issued, host: Host, now: Duration) -> bool {
        match self {
            Self::Own(_) | Self::Static(_) => false,
            Self::Worker(worker) => worker.refuse(refused, host, now),
        }
    }

    /// Notes that a host refused the new token, too.
    pub(crate) fn hold(&self, host: Host, now: Duration) {
        if let Self::Worker(worker) = self {
            worker.state().holds.start(host, now);
        }
    }

    /// Whether a host refused a new token a short while ago.
    pub(crate) fn holds(&self, host: Host, now: Duration) -> bool {
        match self {
            Self::Own(_) | Self::Static(_) => false,
            Self::Worker(worker) => worker.state().holds.hold(host, now),
        }
    }
}

/// What a bearer token is made of, as far as a header is concerned.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Fails where a token that the caller gives is none; `field` is the setting that it comes from.
pub(crate) fn check_token(field: &str, token: &str) -> Result<(), Error> {
    match token {
        text if is_token(text) => Ok(()),
        "" => Err(Error::configuration(field, "the token is empty")),
        _ => Err(Error::configuration(
            field,
            "the token has a blank, a line break or another character that no token has; give it \
             as it was issued",
        )),
    }
}

/// `None` where the runtime that ran it is gone.
type Fetch = Shared<BoxFuture<'static, Option<Result<Issued, Error>>>>;

/// What there is for a caller who needs a token.
enum Have {
    Token(Issued),
    /// The fetch to wait for, and whether this caller began it.
    Fetch {
        fetch: Fetch,
        own: bool,
    },
}

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
        self.0
            .iter()
            .any(|(held, until)| *held == host && now < *until)
    }
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
/// How long a failed early refresh, and a host that refused a new token, is left alone.
const HOLD: Duration = Duration::from_secs(10);
/// What is assumed where the service does not say, or nothing that can be understood.
const UNKNOWN_LIFETIME: Duration = Duration::from_secs(300);
/// A token is used that long whatever the service says: each call would fetch one of its own.
const SHORTEST_LIFETIME: Duration = Duration::from_secs(5);

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
                holds: Holds::default(),
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
        state.holds = Holds::default();
    }

    fn refuse(&self, refused: &Issued, host: Host, now: Duration) -> bool {
        let mut state = self.state();
        if state.holds.hold(host, now) {
            return false;
        }
        if state
            .current
            .as_ref()
            .is_some_and(|current| current.issued.fetch == refused.fetch)
        {
            state.current = None;
        }
        true
    }

    async fn get(self: &Arc<Self>, core: &Arc<Core>) -> Result<Issued, Error> {
        loop {
            let (fetch, own) = match self.current(core)? {
                Have::Token(issued) => return Ok(issued),
                Have::Fetch { fetch, own } => (fetch, own),
            };
            match fetch.await {
                Some(result) => return result,
                // Another caller's runtime is gone; this one's may be there.
                None if !own => {}
                None => {
                    return Err(Error::new(
                        ErrorKind::Token,
                        "no access token: the Tokio runtime that was to fetch it has ended. Make \
                         calls on a runtime that lives until they have ended",
                    ));
                }
            }
        }
    }

    /// The token that serves now, or the fetch to wait for.
    fn current(self: &Arc<Self>, core: &Arc<Core>) -> Result<Have, Error> {
        let now = core.clock.monotonic();
        let mut state = self.state();
        let living = state
            .current
            .as_ref()
            .filter(|current| now < current.expires_at)
            .cloned();
        let Some(current) = living else {
            return Ok(match &state.under_way {
                Some(fetch) => Have::Fetch {
                    fetch: fetch.clone(),
                    own: false,
                },
                None => Have::Fetch {
                    fetch: self.begin(&mut state, core, true)?,
                    own: true,
                },
            });
        };
        // Early refresh: nobody waits for it while the old token lives.
        let early = now >= current.refresh_at && now >= state.hold_refresh_until;
        if early && state.under_way.is_none() {
            drop(self.begin(&mut state, core, false)?);
        }
        Ok(Have::Token(current.issued))
    }

    /// Starts a fetch on a task of its own, so that it survives the caller who began it. Its span
    /// is a child of that of a caller who waits, and follows from that of one who does not.
    fn begin(
        self: &Arc<Self>,
        state: &mut State,
        core: &Arc<Core>,
        awaited: bool,
    ) -> Result<Fetch, Error> {
        let runtime = Handle::try_current().map_err(|_| runtime_missing())?;
        state.fetches += 1;
        let number = state.fetches;
        let credentials = state.credentials.clone();
        let (worker, core) = (Arc::clone(self), Arc::clone(core));
        let (parent, cause) = match awaited {
            true => (Span::current(), Span::none()),
            false => (Span::none(), Span::current()),
        };
        let task = async move {
            let result = worker.fetch(&core, &credentials, cause).await;
            worker.settle(&*core.clock, number, result)
        };
        let task = runtime.spawn(task.instrument(parent));
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
        Ok(fetch)
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
                    let lifetime = lifetime.max(SHORTEST_LIFETIME);
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
        cause: Span,
    ) -> Result<AccessToken, Error> {
        let request = self.request(core, credentials)?;
        let answered = Arc::clone(core).send_plain(request, cause).await?;
        granted(&answered.answer.body).map_err(|error| answered.failed(Error::undocumented(error)))
    }
}

/// The token of an answer. Only what is needed is read: a good token is not thrown away because of
/// what stands beside it, and one that cannot be used never becomes the client's.
fn granted(body: &[u8]) -> Result<AccessToken, DecodeError> {
    let members: BTreeMap<String, OpenValue> = decode(body)?;
    let member = |name| members.get(name).map(OpenValue::to_value);
    let value = match member("access_token") {
        Some(Value::String(text)) if is_token(&text) => Secret::from(text),
        _ => {
            let expected = "a token of visible ASCII characters";
            return Err(DecodeError::new("access_token", expected));
        }
    };
    let bearer = match member("token_type") {
        None | Some(Value::Null) => true,
        Some(Value::String(kind)) => kind.trim().eq_ignore_ascii_case("bearer"),
        Some(_) => false,
    };
    if !bearer {
        let expected = "`Bearer`, the only type of token that can be sent";
        return Err(DecodeError::new("token_type", expected));
    }
    Ok(AccessToken {
        value,
        lifetime: members
            .get("expires_in")
            .and_then(|json| seconds(json.get())),
    })
}

/// A lifetime in seconds, as a number or a text; fractions are cut off.
fn seconds(json: &str) -> Option<Duration> {
    let text = json.trim_matches('"').trim();
    let whole = text.parse::<u64>().ok().or_else(|| {
        let seconds: f64 = text.parse().ok()?;
        (0.0..u64::MAX as f64)
            .contains(&seconds)
            .then_some(seconds as u64)
    });
    whole.map(Duration::from_secs)
}
