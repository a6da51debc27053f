//! What the replies of the calls have in common.

use ping_models::Secret;
use ping_models::pingid::{
    AuthStatusReply, AuthenticateOfflineReply, AuthenticateOnlineReply, AuthenticationDetails,
    Device, ErrorId, OnlineDetails, SessionId, StartAuthenticationReply,
};

/// What a reply of any of the calls says.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) error_id: Option<ErrorId>,
    pub(crate) message: Option<String>,
    pub(crate) session: Option<SessionId>,
    pub(crate) cookie: Option<Secret>,
    pub(crate) devices: Option<Vec<Device>>,
    pub(crate) details: Option<AuthenticationDetails>,
    pub(crate) device: Option<String>,
    pub(crate) online: Option<Box<OnlineDetails>>,
}

impl Told {
    /// What a reply says that has nothing but its outcome.
    pub(crate) fn of_session(
        error_id: Option<ErrorId>,
        message: Option<String>,
        session: SessionId,
    ) -> Self {
        Self { error_id, message, session: Some(session), ..Self::default() }
    }
}

impl From<StartAuthenticationReply> for Told {
    fn from(reply: StartAuthenticationReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            devices: reply.user_devices,
            details: reply.details,
            device: reply.authenticating_device,
            online: None,
        }
    }
}

impl From<AuthStatusReply> for Told {
    fn from(reply: AuthStatusReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            details: reply.details,
            ..Self::default()
        }
    }
}

impl From<AuthenticateOnlineReply> for Told {
    fn from(reply: AuthenticateOnlineReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            online: reply.details.map(Box::new),
            ..Self::default()
        }
    }
}

impl From<AuthenticateOfflineReply> for Told {
    fn from(reply: AuthenticateOfflineReply) -> Self {
        Self {
            error_id: reply.outcome.error_id,
            message: reply.outcome.error_message,
            session: reply.session_id,
            cookie: reply.cookie,
            ..Self::default()
        }
    }
}
