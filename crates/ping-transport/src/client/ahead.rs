//! What a client can do before its first call.

use std::pin::pin;

use futures_util::future::join;

use super::Client;
use crate::auth::Pass;
use crate::clock::within;
use crate::error::{Error, in_words};
use crate::operation::Host;
use crate::token::AccessToken;

impl Client {
    /// The bearer token that a call of now has, with the time that it lives: for a call of
    /// PingOne which is made without this SDK. It comes from where the tokens of calls come from,
    /// under the same rules: a worker's is fetched once and kept while it lives.
    ///
    /// # Errors
    ///
    /// Fails as a call does whose token cannot be had, and where the client has a PingID account,
    /// which has no tokens.
    pub async fn access_token(&self) -> Result<AccessToken, Error> {
        let sender = &self.core.sender;
        let clock = &*sender.clock;
        let bearer = match self.core.auth.pass(clock.monotonic())? {
            Pass::Ready(bearer) => bearer,
            Pass::Wait(fetch) => {
                let fetched = within(clock, sender.timeout, pin!(fetch)).await;
                fetched.ok_or_else(|| {
                    let limit = in_words(sender.timeout);
                    Error::timed_out(format!("no access token within {limit}"))
                })??
            }
            Pass::None => {
                return Err(Error::configuration(
                    "credentials",
                    "this client has a PingID account, whose requests are signed and have no token",
                ));
            }
        };
        let token = AccessToken::new(bearer.value.clone());
        Ok(match bearer.expires_at {
            Some(end) => token.expires_in(end.saturating_sub(clock.monotonic())),
            None => token,
        })
    }

    /// Does now what the first call would wait for: resolves the host of the service, connects to
    /// it, and gets the access token where calls have one. Calls work without it; a service makes
    /// it while it starts, and learns of wrong credentials before there are users.
    ///
    /// How far the connection goes is the HTTP client's business: see
    /// [`HttpTransport::connect`](crate::HttpTransport::connect).
    ///
    /// # Errors
    ///
    /// Fails where the token cannot be had, or there is no connection. Later calls try again.
    pub async fn warm_up(&self) -> Result<(), Error> {
        let sender = &self.core.sender;
        let has_tokens = self.core.auth.is_bearer();
        let host = if has_tokens { Host::Api } else { Host::PingId };
        let token = async {
            match has_tokens {
                true => self.access_token().await.map(drop),
                false => Ok(()),
            }
        };
        let connection = async {
            let Some(base) = sender.hosts.base(host) else {
                return Ok(());
            };
            let connect = sender.transport.connect(&base.origin);
            let connected = within(&*sender.clock, sender.attempt_timeout, pin!(connect)).await;
            connected
                .ok_or_else(|| {
                    let limit = in_words(sender.attempt_timeout);
                    Error::timed_out(format!("no connection within {limit}"))
                })?
                .map_err(Error::transport)
        };
        let (token, connection) = join(token, connection).await;
        token.and(connection)
    }
}
