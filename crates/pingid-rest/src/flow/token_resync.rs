//! The workflow of bringing an OATH token into step.

use std::fmt;

use ping_models::Secret;
use ping_models::pingid::{PingIdCode, ResyncOathToken, SessionId};
use ping_transport::flow::Action;

use super::typed;
use crate::replies::wants_next;
use crate::{PingId, pingid_code};

/// A token that is being brought into step, one passcode after the other.
///
/// Cheap to clone. [`submit`](Self::submit) takes `&self`. Sealed, it is the user's who asks for
/// it, or else nobody's: then it opens for the empty user name.
#[derive(Clone)]
#[must_use = "the token may still be out of step"]
pub struct TokenResync {
    pingid: PingId,
    request: ResyncOathToken,
}

/// What a passcode came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the token may still be out of step"]
pub enum ResyncOutcome {
    /// The token is in step.
    InStep,
    /// The token was found: wait for the passcode that it shows next.
    NextOtp(TokenResync),
    /// The token does not make this passcode, or not now: try again.
    Wrong(TokenResync),
}

resumable! {
    TokenResync of ResyncOathToken = "pingid.token_resync",
    for |resync| resync.request.username.as_deref().unwrap_or_default(),
    keep |resync| resync.request.clone(),
    restore |pingid, request| Ok(Self { pingid, request });
}

/// As that of all steps: without the client.
impl fmt::Debug for TokenResync {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenResync")
            .field("serial_number", &self.request.serial_number)
            .field("session", &self.request.session_id)
            .finish_non_exhaustive()
    }
}

impl TokenResync {
    pub(crate) fn new(pingid: PingId, serial_number: &str) -> Self {
        Self { pingid, request: ResyncOathToken::with_otps::<&str>(serial_number, []) }
    }

    /// Says that the user who has the token asks; an administrator does unless this is said.
    pub fn by_user(mut self, username: impl Into<String>) -> Self {
        self.request = self.request.by_user(username);
        self
    }

    /// What the service calls the sequence, once the first passcode was right.
    pub fn session_id(&self) -> Option<&SessionId> {
        self.request.session_id.as_ref()
    }

    /// Sends a passcode; blanks in it do not count.
    ///
    /// Errors: as for [`OathTokens::resync`](crate::OathTokens::resync), but for a wrong passcode,
    /// which is an outcome.
    pub fn submit(&self, otp: impl Into<Secret>) -> Action<ResyncOutcome> {
        let mut this = self.clone();
        let mut request = this.request.clone();
        request.otps = Some(vec![typed(&otp.into())]);
        Action::new(&self.pingid, |pingid| async move {
            match pingid.oath_tokens().resync(request).await {
                Ok(reply) => Ok(if wants_next(reply.outcome.error_id.as_ref())? {
                    this.request.session_id = reply.session_id;
                    ResyncOutcome::NextOtp(this)
                } else {
                    ResyncOutcome::InStep
                }),
                Err(error) if pingid_code(&error) == Some(PingIdCode::WrongOtp) => {
                    Ok(ResyncOutcome::Wrong(this))
                }
                Err(error) => Err(error),
            }
        })
    }
}
