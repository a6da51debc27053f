//! What is a reply, and to which request: decided here and nowhere else.

use std::fmt;

use ping_models::{DecodeError, Loose};

use super::members::{Members, Wrong};
use crate::answer::Answer;
use crate::error::Error;
use crate::operation::{OperationInfo, ReplyNote};

const ERROR_ID: &str = "errorId";
const RESPONSE_BODY: &str = "responseBody";

/// Why a signed payload is no reply to the request.
pub(super) enum Refused {
    /// It is no reply at all, or not to this request.
    Forged(&'static str),
    /// It does not have the documented shape.
    Undocumented(DecodeError),
    /// It says that the request failed.
    Failed(Failed),
}

impl From<Wrong> for Refused {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Forged(why) => Self::Forged(why),
            Wrong::Undocumented(error) => Self::Undocumented(error),
        }
    }
}

pub(super) fn not_believed(answer: &Answer, why: impl fmt::Display) -> Error {
    Error::unbelievable(format_args!("the reply cannot be believed: {why}"))
        .with_answer(answer.status, &answer.headers)
}

impl Refused {
    pub(super) fn error(self, answer: &Answer) -> Error {
        match self {
            Self::Forged(why) => not_believed(answer, why),
            Self::Undocumented(error) => {
                Error::undocumented(error).with_answer(answer.status, &answer.headers)
            }
            Self::Failed(failed) => failed.error(answer),
        }
    }
}

/// What a reply says about a failure.
pub(super) struct Failed {
    pub(super) id: i64,
    message: Option<String>,
    message_id: Option<String>,
}

impl Failed {
    fn of(id: i64, reply: &Reply<'_>) -> Self {
        Self {
            id,
            message: reply.members.text("errorMsg"),
            message_id: reply.members.text("uniqueMsgId"),
        }
    }

    pub(super) fn read(json: &[u8]) -> Option<Self> {
        let reply = read(json).ok()?;
        let id = reply.error_id().ok().flatten()?;
        Some(Self::of(id, &reply))
    }

    pub(super) fn error(self, answer: &Answer) -> Error {
        Error::pingid(answer.status, self.id, self.message)
            .with_answer(answer.status, &answer.headers)
            .or_correlation_id(self.message_id)
    }
}

/// A reply without its wrapper.
pub(super) struct Reply<'a> {
    pub(super) members: Members<'a>,
    pub(super) body: &'a [u8],
}

/// Takes the wrapper off, if there is one.
pub(super) fn read(payload: &[u8]) -> Result<Reply<'_>, Refused> {
    let outer = Members::read(payload)?;
    let Some(inner) = outer.get(RESPONSE_BODY) else {
        return Ok(Reply { members: outer, body: payload });
    };
    if !inner.starts_with('{') {
        return Err(Refused::Forged("its `responseBody` is no object"));
    }
    let members = Members::read(inner.as_bytes())?;
    let outside = outer.get(ERROR_ID);
    if outside.is_some() && outside != members.get(ERROR_ID) {
        return Err(Refused::Forged("it has two values of `errorId`"));
    }
    Ok(Reply { members, body: inner.as_bytes() })
}

impl Reply<'_> {
    pub(super) fn error_id(&self) -> Result<Option<i64>, DecodeError> {
        let id: Option<Loose<i64>> = self.members.decode(ERROR_ID)?;
        Ok(id.map(|id| id.get()))
    }

    /// Fails unless it says that the request went well, or asks for a next step where there are
    /// some.
    pub(super) fn outcome(&self, operation: &OperationInfo) -> Result<(), Refused> {
        let has = |note| operation.replies.contains(&note);
        match self.error_id().map_err(Refused::Undocumented)? {
            Some(200) => Ok(()),
            Some(30_000..=30_099) if has(ReplyNote::Steps) => Ok(()),
            Some(id) => Err(Refused::Failed(Failed::of(id, self))),
            None if has(ReplyNote::NoErrorId) => Ok(()),
            None => Err(Refused::Undocumented(DecodeError::new(
                ERROR_ID,
                "an integer, but the reply has none",
            ))),
        }
    }
}
