//! A person with the PingID app answers.

use crate::domain::pingid::sessions::{Push, Session};

/// A push that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PingIdPush {
    /// The authentication's session.
    pub session_id: String,
    /// The user who is asked.
    pub user_name: String,
    /// The device that shows it.
    pub device_id: u64,
    /// What has to be entered on the device, where number matching is on.
    pub number_for_matching: Option<u32>,
}

impl PingIdPush {
    pub(crate) fn of((id, session, push): (&str, &Session, &Push)) -> Option<Self> {
        Some(Self {
            session_id: id.to_owned(),
            user_name: session.user.clone(),
            device_id: session.device?,
            number_for_matching: push.number,
        })
    }
}
