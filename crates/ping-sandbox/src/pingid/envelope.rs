//! Opening request tokens and writing replies.

use serde_json::{Map, Value};

use super::{
    account::PingIdAccount,
    refused::{Refused, WRONG_OTP},
    reply_form::ReplyForm,
};
use crate::{random::Random, response::Response, timestamp::Timestamp};

/// The id of the error for a request that is not understood or not believed.
const INVALID_INPUT: u32 = 400;

/// The next passcode of a token is wanted.
const NEXT_OTP: u32 = 30016;

/// What an operation found out, before it is dressed as a reply.
pub(super) struct Reply {
    /// Number and text of anything but a success.
    special: Option<(u32, String)>,
    /// The text of a success, where it has one of its own.
    message: Option<&'static str>,
    members: Map<String, Value>,
    /// There is nothing to say yet; see [`Response::again_by`].
    again_by: Option<Timestamp>,
}

impl Reply {
    /// A success without members of its own.
    pub(super) fn plain() -> Self {
        Self {
            special: None,
            message: None,
            members: Map::new(),
            again_by: None,
        }
    }

    fn special(id: u32, message: impl Into<String>) -> Self {
        Self {
            special: Some((id, message.into())),
            ..Self::plain()
        }
    }

    /// No success and no error: a next step is wanted.
    pub(super) fn next_otp() -> Self {
        let message = "To resync this token, enter the next passcode that it shows.";
        Self::special(NEXT_OTP, message)
    }

    /// As [`Reply::next_otp`], for any step.
    pub(super) fn step(id: u32, message: &'static str) -> Self {
        Self::special(id, message)
    }

    /// Nothing yet: the operation runs again when something has changed, then at the latest.
    pub(super) fn not_yet(again_by: Timestamp) -> Self {
        Self {
            again_by: Some(again_by),
            ..Self::plain()
        }
    }

    pub(super) fn refused(refused: Refused) -> Self {
        Self::special(refused.id, refused.message)
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::special(INVALID_INPUT, message)
    }

    /// A wrong passcode, or what stands for one, with the reason.
    pub(super) fn wrong(why: impl Into<String>) -> Self {
        Self::special(WRONG_OTP.id, why)
    }

    pub(super) fn is_wrong(&self) -> bool {
        let special = self.special.as_ref();
        special.is_some_and(|(id, _)| *id == WRONG_OTP.id)
    }

    /// The text of a success that has one of its own.
    pub(super) fn message(mut self, message: &'static str) -> Self {
        self.message = Some(message);
        self
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    fn body(self, form: &ReplyForm, client_data: Value, random: &mut Random) -> Value {
        let mut body = self.members;
        let (id, message) = match self.special {
            None => (
                200,
                self.message.map_or_else(|| form.success(), Value::from),
            ),
            Some((id, message)) => (id, message.into()),
        };
        body.insert("errorId".to_owned(), id.into());
        body.insert("errorMsg".to_owned(), message);
        // Where an authentication begins, it is the session's id.
        body.entry("uniqueMsgId")
            .or_insert_with(|| format!("webs_{}", random.token()).into());
        body.insert("clientData".to_owned(), client_data);
        form.wrap(body.into())
    }

    /// The reply to a client that has proved who it is.
    pub(super) fn respond(
        self,
        account: &PingIdAccount,
        form: &ReplyForm,
        client_data: Value,
        random: &mut Random,
    ) -> Response {
        if let Some(by) = self.again_by {
            return Response::not_yet(by);
        }
        let special = self.special.as_ref();
        let success = special.is_none_or(|(id, _)| (30_000..31_000).contains(id));
        let body = self.body(form, client_data, random);
        let text = if form.signs(success) {
            account.sign_as(form.alias(), &body)
        } else {
            body.to_string()
        };
        // No header tells signed from unsigned replies.
        Response::with_body(if success { 200 } else { 400 }, "application/json", text)
    }
}

/// The refusal of a client that has not proved who it is: nothing is signed for it.
pub(super) fn refuse(why: &str, form: &ReplyForm, random: &mut Random) -> Response {
    let body = Reply::invalid(why).body(form, Value::Null, random);
    Response::json(400, &body)
}

/// A request whose signature and header are the account's; its payload may still be malformed.
pub(super) fn open(account: &PingIdAccount, token: &[u8]) -> Result<Payload, &'static str> {
    account.verify(token).map(|bytes| {
        Payload(
            serde_json::from_slice(&bytes)
                .ok()
                .filter(Value::is_object)
                .unwrap_or_default(),
        )
    })
}

/// A request's payload, or null if it was no JSON object.
pub(super) struct Payload(Value);

impl Payload {
    /// The `reqBody`, if the `reqHeader` is the account's.
    pub(super) fn body(&self, account: &PingIdAccount) -> Result<&Map<String, Value>, String> {
        if self.0.is_null() {
            return Err("The token's payload is not a JSON object.".to_owned());
        }
        account.check_request_header(&self.0["reqHeader"])?;
        self.0["reqBody"]
            .as_object()
            .ok_or_else(|| "reqBody is missing or is not an object.".to_owned())
    }
}
