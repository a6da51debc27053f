//! What ties a reply to its request.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use ping_models::OpenValue;
use serde::Deserialize;

use super::members::{Members, TWICE};
use super::reply::{Refused, Reply};
use crate::error::Error;
use crate::operation::{OperationInfo, ReplyNote};
use crate::random::random_bytes;

const CLIENT_DATA: &str = "clientData";
const SESSION: &str = "sessionId";

/// A request as it is sent, and what tells its reply from the replies to others.
pub(super) struct Bound {
    pub(super) body: Vec<u8>,
    mark: Option<Mark>,
    session: Option<String>,
    user_name: Option<String>,
}

/// What a request carries as `clientData`.
struct Mark {
    sent: String,
    /// The JSON text of what the caller gave.
    given: String,
}

impl Bound {
    /// The request with a mark that nobody can guess, where the reply repeats it: behind what the
    /// caller gave as `clientData`.
    pub(super) fn new(operation: &OperationInfo, body: &[u8]) -> Result<Self, Error> {
        let random = || Ok(URL_SAFE_NO_PAD.encode(random_bytes::<16>()?));
        Self::marked(operation, body, random)
    }

    /// The same for a reviewer: the mark is always alike.
    pub(super) fn described(operation: &OperationInfo, body: &[u8]) -> Result<Self, Error> {
        Self::marked(operation, body, || Ok("[random]".to_owned()))
    }

    fn marked(
        operation: &OperationInfo,
        body: &[u8],
        mark: impl FnOnce() -> Result<String, Error>,
    ) -> Result<Self, Error> {
        let notes = [ReplyNote::RepeatsClientData, ReplyNote::MayRepeatClientData];
        let wanted = notes.iter().any(|note| operation.replies.contains(note));
        let members = Members::listed(body).ok();
        let object = members.is_some();
        let members = members.unwrap_or_default();
        let mut bound = Self {
            body: body.to_vec(),
            mark: None,
            session: members.text(SESSION),
            user_name: members.text("userName").or_else(|| members.text("username")),
        };
        // What is no object is the service's to refuse.
        if !wanted || !object {
            return Ok(bound);
        }
        let mark = mark()?;
        let not_text = |_| Error::invalid_input(CLIENT_DATA, "must be a text");
        let given: Option<String> = members.decode(CLIENT_DATA).map_err(not_text)?;
        let sent = match given.as_deref() {
            None | Some("") => mark,
            Some(given) => format!("{given}.{mark}"),
        };
        let quoted = serde_json::Value::from(sent.as_str()).to_string();
        match members.values.get(CLIENT_DATA) {
            Some(raw) => bound.body = spliced(body, raw, &quoted),
            None => {
                let separator = if members.values.is_empty() { "" } else { "," };
                let end = body.trim_ascii_end().len().saturating_sub(1);
                bound.body.truncate(end);
                let member = format!("{separator}\"{CLIENT_DATA}\":{quoted}}}");
                bound.body.extend_from_slice(member.as_bytes());
            }
        }
        bound.mark = Some(Mark { sent, given: serde_json::Value::from(given).to_string() });
        Ok(bound)
    }

    /// The body of a reply, a part of `payload`, that is one to this request, with the `clientData` that the caller
    /// gave.
    pub(super) fn check(
        &self,
        payload: &Bytes,
        reply: &Reply<'_>,
        operation: &OperationInfo,
    ) -> Result<Bytes, Refused> {
        const ANOTHER: Refused = Refused::Forged("it answers another request");
        let has = |note| operation.replies.contains(&note);
        let members = &reply.members;
        let mut body = None;
        if let Some(mark) = &self.mark {
            match members.get(CLIENT_DATA) {
                Some(raw) if members.text(CLIENT_DATA).as_ref() == Some(&mark.sent) => {
                    body = Some(Bytes::from(spliced(reply.body, raw, &mark.given)));
                }
                Some(_) => return Err(ANOTHER),
                None if has(ReplyNote::RepeatsClientData) => {
                    let why = "it does not repeat `clientData`, so it may answer another request";
                    return Err(Refused::Forged(why));
                }
                None => {}
            }
        }
        if has(ReplyNote::RepeatsSession)
            && reply.error_id().ok().flatten() == Some(200)
            && let Some(session) = members.text(SESSION).filter(|session| !session.is_empty())
            && self.session.as_ref().is_some_and(|sent| *sent != session)
        {
            return Err(ANOTHER);
        }
        if let Some(asked) = &self.user_name {
            #[derive(Deserialize)]
            struct Details {
                #[serde(rename = "userName")]
                user_name: Option<OpenValue>,
            }
            let twice = |_| Refused::Forged(TWICE);
            let details = members.get("userDetails").filter(|raw| raw.starts_with('{'));
            let details: Option<Details> =
                details.map(serde_json::from_str).transpose().map_err(twice)?;
            let told = details
                .and_then(|details| details.user_name?.decode::<String>().ok())
                .or_else(|| members.text("userName"));
            // Nobody says whether the service minds the case of names.
            if told.is_some_and(|told| told.to_lowercase() != asked.to_lowercase()) {
                return Err(Refused::Forged("it is about another user"));
            }
        }
        Ok(body.unwrap_or_else(|| payload.slice_ref(reply.body)))
    }
}

/// The text with another one in the place of `part`, which stands in it.
fn spliced(text: &[u8], part: &str, other: &str) -> Vec<u8> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    let end = start + part.len();
    [&text[..start], other.as_bytes(), &text[end..]].concat()
}
