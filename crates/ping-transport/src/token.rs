//! Access tokens: where they come from, and how requests carry them.

mod keeper;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use ping_models::Secret;
use tracing::Span;

use crate::auth::{Authorization, Bearer, Pass};
use crate::checks::check_token;
use crate::error::Error;
use crate::hosts::no_account;
use crate::operation::Host;

pub(crate) use keeper::{Fetches, Keeper};
pub(crate) use worker::Worker;

/// A bearer token and, where it is known, how long it lives. Its `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct AccessToken {
    value: Secret,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token of which nobody says how long it lives.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self { value: value.into(), lifetime: None }
    }

    /// The same token, which lives so long from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// The token, as it stands behind `Bearer`.
    pub fn value(&self) -> &Secret {
        &self.value
    }

    /// How long it lives from the time that it was given; `None` where that is not known.
    pub fn lifetime(&self) -> Option<Duration> {
        self.lifetime
    }
}

/// A caller's own source of tokens.
///
/// It is asked for every request and does its own caching, unless it says that the client may
/// [keep](Self::is_kept) its tokens.
#[async_trait]
pub trait TokenSource: Send + Sync + 'static {
    /// The token for the next request. [`AccessToken::expires_in`] says how long it lives.
    ///
    /// # Errors
    ///
    /// What it returns as an error fails the call; [`Error::configuration`] makes one. So does a
    /// token that no header can carry: one of visible ASCII without blanks is wanted.
    async fn token(&self) -> Result<AccessToken, Error>;

    /// Whether the client keeps a token while it lives, for all of its calls, as it does with those
    /// of a worker: it is asked once for all who wait, on a task of its own and ahead of the end of
    /// the last one; a token that a service refuses is dropped, and the request is sent once more
    /// with a new one. A token that does not say how long it lives is kept for five minutes.
    ///
    /// Otherwise a refusal of the token is returned as it is. That is for tokens which differ by
    /// who makes the call.
    fn is_kept(&self) -> bool {
        false
    }
}

/// Where a client's bearer tokens come from.
pub(crate) enum Tokens {
    /// A source that is asked for every request.
    Own(Arc<dyn TokenSource>),
    Static(Arc<Bearer>),
    Kept(Arc<Keeper>),
}

/// A token of the caller's source, if it is one.
async fn own(source: Arc<dyn TokenSource>) -> Result<AccessToken, Error> {
    let token = source.token().await.map_err(|error| Error::token(&error))?;
    check_token("token_source", token.value.expose())?;
    Ok(token)
}

impl Fetches for Arc<dyn TokenSource> {
    fn fetch(&self, _cause: Span) -> BoxFuture<'static, Result<AccessToken, Error>> {
        Box::pin(own(Self::clone(self)))
    }
}

impl Authorization for Tokens {
    fn check(&self, host: Host) -> Result<(), Error> {
        match host {
            Host::PingId => Err(no_account()),
            _ => Ok(()),
        }
    }

    fn is_bearer(&self) -> bool {
        true
    }

    fn pass(&self, now: Duration) -> Result<Pass, Error> {
        Ok(match self {
            Self::Own(source) => {
                let source = Arc::clone(source);
                Pass::Wait(Box::pin(async move {
                    let token = own(source).await?;
                    let expires_at = token.lifetime.map(|lifetime| now.saturating_add(lifetime));
                    Bearer::new(token.value, 0, expires_at).map(Arc::new)
                }))
            }
            Self::Static(bearer) => Pass::Ready(Arc::clone(bearer)),
            Self::Kept(keeper) => return keeper.pass(now),
        })
    }

    fn refuse(&self, token: &Bearer, host: Host, now: Duration) -> bool {
        match self {
            Self::Own(_) | Self::Static(_) => false,
            Self::Kept(keeper) => keeper.refuse(token, host, now),
        }
    }

    fn hold(&self, host: Host, now: Duration) {
        if let Self::Kept(keeper) = self {
            keeper.hold(host, now);
        }
    }

    fn holds(&self, host: Host, now: Duration) -> bool {
        match self {
            Self::Own(_) | Self::Static(_) => false,
            Self::Kept(keeper) => keeper.holds(host, now),
        }
    }

    fn forget(&self) {
        if let Self::Kept(keeper) = self {
            keeper.forget();
        }
    }
}
