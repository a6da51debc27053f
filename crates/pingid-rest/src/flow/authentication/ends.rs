//! The steps behind which nothing comes.

use std::fmt;

use ping_models::Secret;
use ping_models::pingid::{
    AuthenticationDetails, Device, ErrorId, OnlineDetails, PingIdCode, SessionId,
    StartAuthentication,
};
use ping_transport::Error;
use ping_transport::flow::Action;

use super::Step;
use super::begin::begin;
use super::progress::Progress;
use crate::{PingId, pingid_code};

/// The user has signed in.
#[derive(Clone)]
pub struct Completed {
    user_name: String,
    session: Option<SessionId>,
    cookie: Option<Secret>,
    device: Option<Box<Device>>,
    details: Option<Box<AuthenticationDetails>>,
    online: Option<Box<OnlineDetails>>,
}

/// Neither the cookie nor what is known of the device.
impl fmt::Debug for Completed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Completed")
            .field("user_name", &self.user_name)
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

impl Completed {
    pub(crate) fn new(progress: &Progress, online: Option<Box<OnlineDetails>>) -> Self {
        Self {
            user_name: progress.user_name().to_owned(),
            session: progress.state.session.clone(),
            cookie: progress.state.request.cookie.clone(),
            device: progress.device().cloned().map(Box::new),
            details: progress.state.details.clone().map(Box::new),
            online,
        }
    }

    /// The name of the user who signed in.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// What the service calls the authentication; missing only where the service does not tell it.
    ///
    /// The service tells of this success as often as it is asked. An application that keeps a step
    /// in a cookie takes the session once, with [`UsedIds`](ping_transport::UsedIds).
    pub fn session_id(&self) -> Option<&SessionId> {
        self.session.as_ref()
    }

    /// The policy cookie, where policies are enforced: keep it for the user, and send it with the
    /// next [`StartAuthentication::cookie`].
    pub fn cookie(&self) -> Option<&Secret> {
        self.cookie.as_ref()
    }

    /// The device that was used, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.device.as_deref()
    }

    /// What the service told when it began.
    pub fn details(&self) -> Option<&AuthenticationDetails> {
        self.details.as_deref()
    }

    /// What the service tells of the device after an [`OnlineStep`](super::OnlineStep).
    pub fn online_details(&self) -> Option<&OnlineDetails> {
        self.online.as_deref()
    }
}

/// The user has not signed in: refused, was too late, or the authentication has ended otherwise.
/// It is an error, too, for `?`.
#[derive(Clone)]
pub struct Failed {
    pingid: PingId,
    request: Box<StartAuthentication>,
    error: Error,
}

impl Failed {
    pub(crate) fn new(progress: &Progress, error: Error) -> Self {
        Self {
            pingid: progress.pingid.clone(),
            request: Box::new(progress.state.request.clone()),
            error,
        }
    }

    /// The name of the user.
    pub fn user_name(&self) -> &str {
        self.request.user_name.as_deref().unwrap_or_default()
    }

    /// What the service said.
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// What the `errorId` stands for: [`PingIdCode::InvalidSession`] where the authentication has
    /// ended or expired. [`PingIdCode::Unknown`] where it has no documented meaning here: no
    /// document says with which numbers the service tells that the user denied, or was too late.
    /// [`error`](Self::error) has its words.
    pub fn code(&self) -> PingIdCode {
        match pingid_code(&self.error) {
            // The requests of a flow have no members to correct.
            None | Some(PingIdCode::InvalidInput) => PingIdCode::Unknown,
            Some(code) => code,
        }
    }

    /// Begins again with the same user and device.
    ///
    /// Errors: as for [`PingId::authenticate`](crate::PingId::authenticate).
    pub fn restart(&self) -> Action<Step> {
        begin(&self.pingid, (*self.request).clone())
    }
}

/// Neither the client nor the request.
impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failed")
            .field("user_name", &self.user_name())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the user has not signed in: {}", self.error)
    }
}

impl std::error::Error for Failed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// A reply that this version of the crate has no name for, or one without a session.
#[derive(Clone, Debug)]
pub struct UnknownStep(pub(crate) Progress);

impl UnknownStep {
    /// The name of the user.
    pub fn user_name(&self) -> &str {
        self.0.user_name()
    }

    /// What the service asked for.
    pub fn error_id(&self) -> &ErrorId {
        &self.0.state.asked
    }

    /// The same in words, where the service said any.
    pub fn message(&self) -> Option<&str> {
        self.0.state.message.as_deref()
    }

    /// The session, where there is one. The calls of
    /// [`Authentications`](crate::Authentications) go on with it.
    pub fn session_id(&self) -> Option<&SessionId> {
        self.0.state.session.as_ref()
    }
}
