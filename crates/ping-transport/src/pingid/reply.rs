//! What is a reply, and to which request: decided here and nowhere else.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ping_models::{DecodeError, Loose, OpenValue};
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::not_believed;
use crate::error::Error;
use crate::operation::{OperationInfo, ReplyNote};
use crate::random::random_bytes;
use crate::sent::Answer;

const CLIENT_DATA: &str = "clientData";
const ERROR_ID: &str = "errorId";
const RESPONSE_BODY: &str = "responseBody";
const SESSION: &str = "sessionId";

/// What the account's key signs besides replies: requests, and the two tokens of a redirect.
const OF_NO_REPLY: &[&str] = &[
    "reqHeader",
    "reqBody",
    "ppm_request",
    "ppm_response",
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
];

const TWICE: &str = "it has a member twice";

/// Why a signed payload is no reply to the request.
pub(super) enum Refused {
    /// It is no reply at all, or not to this request.
    Forged(&'static str),
    /// It does not have the documented shape.
    Undocumented(DecodeError),
    /// It says that the request failed.
    Failed(Failed),
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
    members: Members<'a>,
    body: &'a [u8],
}

/// Takes the wrapper off, if there is one.
pub(super) fn read(payload: &[u8]) -> Result<Reply<'_>, Refused> {
    let outer = Members::read(payload)?;
    let Some(inner) = outer.get(RESPONSE_BODY) else {
        return Ok(Reply {
            members: outer,
            body: payload,
        });
    };
    if !inner.starts_with('{') {
        return Err(Refused::Forged("its `responseBody` is no object"));
    }
    let members = Members::read(inner.as_bytes())?;
    let outside = outer.get(ERROR_ID);
    if outside.is_some() && outside != members.get(ERROR_ID) {
        return Err(Refused::Forged("it has two values of `errorId`"));
    }
    Ok(Reply {
        members,
        body: inner.as_bytes(),
    })
}

impl Reply<'_> {
    fn error_id(&self) -> Result<Option<i64>, DecodeError> {
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

/// A request as it is sent, and what tells its reply from the replies to others.
pub(crate) struct Bound {
    pub(crate) body: Vec<u8>,
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
    pub(crate) fn new(operation: &OperationInfo, body: &[u8]) -> Result<Self, Error> {
        let random = || Ok(URL_SAFE_NO_PAD.encode(random_bytes::<16>()?));
        Self::marked(operation, body, random)
    }

    /// The same for a reviewer: the mark is always alike.
    pub(crate) fn described(operation: &OperationInfo, body: &[u8]) -> Result<Self, Error> {
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
            user_name: members
                .text("userName")
                .or_else(|| members.text("username")),
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
        bound.mark = Some(Mark {
            sent,
            given: serde_json::Value::from(given).to_string(),
        });
        Ok(bound)
    }

    /// The body of a reply that is one to this request, with the `clientData` that the caller
    /// gave.
    pub(super) fn check(
        &self,
        reply: &Reply<'_>,
        operation: &OperationInfo,
    ) -> Result<Vec<u8>, Refused> {
        const ANOTHER: Refused = Refused::Forged("it answers another request");
        let has = |note| operation.replies.contains(&note);
        let members = &reply.members;
        let mut body = None;
        if let Some(mark) = &self.mark {
            match members.get(CLIENT_DATA) {
                Some(raw) if members.text(CLIENT_DATA).as_ref() == Some(&mark.sent) => {
                    body = Some(spliced(reply.body, raw, &mark.given));
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
            let details = members
                .get("userDetails")
                .filter(|raw| raw.starts_with('{'));
            let details: Option<Details> = details
                .map(serde_json::from_str)
                .transpose()
                .map_err(twice)?;
            let told = details
                .and_then(|details| details.user_name?.decode::<String>().ok())
                .or_else(|| members.text("userName"));
            // Nobody says whether the service minds the case of names.
            if told.is_some_and(|told| told.to_lowercase() != asked.to_lowercase()) {
                return Err(Refused::Forged("it is about another user"));
            }
        }
        Ok(body.unwrap_or_else(|| reply.body.to_vec()))
    }
}

/// The text with another one in the place of `part`, which stands in it.
fn spliced(text: &[u8], part: &str, other: &str) -> Vec<u8> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    let end = start + part.len();
    [&text[..start], other.as_bytes(), &text[end..]].concat()
}

/// Whether a member of an object stands twice.
pub(super) fn has_twice(json: &[u8]) -> bool {
    serde_json::from_slice(json).is_ok_and(|Listed(members)| members.is_none())
}

/// The members of an object, each once.
#[derive(Default)]
struct Members<'a> {
    values: HashMap<Cow<'a, str>, &'a str>,
}

impl<'a> Members<'a> {
    /// The members of any object.
    fn listed(json: &'a [u8]) -> Result<Self, Refused> {
        let Ok(Listed(values)) = serde_json::from_slice(json) else {
            let error = ping_models::decode::<HashMap<String, OpenValue>>(json).err();
            let error = error.unwrap_or_else(|| DecodeError::new(".", "a JSON object"));
            return Err(Refused::Undocumented(error));
        };
        let values = values.ok_or(Refused::Forged(TWICE))?;
        Ok(Self { values })
    }

    /// The members of a reply, or of what is around it.
    fn read(json: &'a [u8]) -> Result<Self, Refused> {
        let members = Self::listed(json)?;
        let foreign = |name: &&str| members.values.contains_key(*name);
        if OF_NO_REPLY.iter().any(foreign) {
            return Err(Refused::Forged(
                "it is a request or of a redirect, not a reply",
            ));
        }
        Ok(members)
    }

    /// The JSON text of a member that is not null.
    fn get(&self, name: &str) -> Option<&'a str> {
        self.values.get(name).copied().filter(|raw| *raw != "null")
    }

    fn decode<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.get(name);
        let value = value.map(|raw| ping_models::decode(raw.as_bytes()));
        value.transpose().map_err(|error| error.below(name))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.decode(name).ok().flatten()
    }
}

/// The members of an object; `None` where one is there twice.
struct Listed<'a>(Option<HashMap<Cow<'a, str>, &'a str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Listed<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        #[derive(PartialEq, Eq, Hash, Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

        impl<'de> Visitor<'de> for Each {
            type Value = Listed<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Listed<'de>, A::Error> {
                let mut values = HashMap::new();
                let mut twice = false;
                while let Some((Name(name), value)) = map.next_entry::<_, &'de RawValue>()? {
                    match values.entry(name) {
                        Entry::Vacant(place) => {
                            place.insert(value.get());
                        }
                        Entry::Occupied(_) => twice = true,
                    }
                }
                Ok(Listed((!twice).then_some(values)))
            }
        }

        deserializer.deserialize_map(Each)
    }
}
