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
    match alone(payload) {
        Some(reply) => reply,
        None => read_any(payload),
    }
}

/// The reply in a wrapper that holds nothing else, as PingID sends it: so the text is read once,
/// without looking for the end of what is wrapped before.
fn alone(payload: &[u8]) -> Option<Result<Reply<'_>, Refused>> {
    let rest = payload.trim_ascii().strip_prefix(b"{")?.strip_suffix(b"}")?;
    let rest = rest.trim_ascii_start().strip_prefix(br#""responseBody""#)?;
    let body = rest.trim_ascii_start().strip_prefix(b":")?.trim_ascii();
    // Whatever stands behind the object, or in the place of one, is looked at more closely.
    match Members::read(body) {
        Ok(members) => Some(Ok(Reply { members, body })),
        Err(Wrong::Forged(why)) => Some(Err(Refused::Forged(why))),
        Err(Wrong::Undocumented(_)) => None,
    }
}

fn read_any(payload: &[u8]) -> Result<Reply<'_>, Refused> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapper_is_taken_off_alike_however_it_is_written() {
        // The members of the reply, or why there are none; and whether one reading was enough.
        #[rustfmt::skip]
        let table = [
            (r#"{"responseBody":{"errorId":200,"a":"}"}}"#, Ok(r#"{"errorId":200,"a":"}"}"#), true),
            (" {\n \"responseBody\" : { } \n} ", Ok("{ }"), true),
            (r#"{"responseBody":{"errorId":200},"errorId":200}"#, Ok(r#"{"errorId":200}"#), false),
            (r#"{"errorId":200,"responseBody":{"errorId":200}}"#, Ok(r#"{"errorId":200}"#), false),
            (r#"{"responseBody":{"errorId":200},"errorId":1}"#, Err("two values"), false),
            (r#"{"responseBody":{},"responseBody":{}}"#, Err("twice"), false),
            (r#"{"responseBody":{"a":1,"a":1}}"#, Err("twice"), true),
            (r#"{"responseBody":{"reqBody":1}}"#, Err("a request"), true),
            (r#"{"responseBody":{},"reqBody":1}"#, Err("a request"), false),
            (r#"{"responseBody":[]}"#, Err("no object"), false),
            (r#"{"responseBody":null}"#, Ok(r#"{"responseBody":null}"#), false),
            (r#"{"errorId":200}"#, Ok(r#"{"errorId":200}"#), false),
            (r#"{"responseBody":{"a":}}"#, Err("undocumented"), false),
            (r#"{"responseBody":{}"#, Err("undocumented"), false),
            ("{", Err("undocumented"), false),
            ("}", Err("undocumented"), false),
        ];
        for (payload, expected, once) in table {
            let reader =
                |read: fn(&[u8]) -> Result<Reply<'_>, Refused>| match read(payload.as_bytes()) {
                    Ok(reply) => Ok(std::str::from_utf8(reply.body).unwrap()),
                    Err(Refused::Forged(why)) => Err(why),
                    Err(_) => Err("undocumented"),
                };
            let found = reader(read);
            assert_eq!(found, reader(read_any), "{payload}");
            match (found, expected) {
                (Err(why), Err(part)) => assert!(why.contains(part), "{payload}: {why}"),
                _ => assert_eq!(found, expected, "{payload}"),
            }
            assert_eq!(alone(payload.as_bytes()).is_some(), once, "{payload}");
        }
    }
}
