//! Opening request tokens and writing replies.

use serde_json::{Map, Value};

use crate::domain::pingid::{
    account::PingIdAccount,
    refused::{Refused, WRONG_OTP},
    reply_form::ReplyForm,
};
use crate::{
    base::{random::Random, timestamp::Timestamp},
    wire::response::Response,
};

/// The id of the error for a request that is not understood or not believed.
const INVALID_INPUT: u32 = 400;

/// The next passcode of a token is wanted.
const NEXT_OTP: u32 = 30016;

/// What an operation found out, before it is dressed as a reply.
pub(super) struct Reply {
    outcome: Outcome,
    members: Map<String, Value>,
}

enum Outcome {
    /// With its text, where it has one of its own.
    Success(Option<&'static str>),
    /// Number and text of anything else.
    Special(u32, String),
    /// There is nothing to say yet; see [`Response::again_by`].
    NotYet(Timestamp),
}

impl Reply {
    /// A success without members of its own.
    pub(super) fn plain() -> Self {
        Self { outcome: Outcome::Success(None), members: Map::new() }
    }

    fn special(id: u32, message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Special(id, message.into()), ..Self::plain() }
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
        Self { outcome: Outcome::NotYet(again_by), ..Self::plain() }
    }

    pub(super) fn refused(refused: Refused) -> Self {
        Self::special(refused.id, refused.message)
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::special(INVALID_INPUT, message)
    }

    /// What it says where it is no success.
    pub(super) fn text(self) -> String {
        match self.outcome {
            Outcome::Special(_, text) => text,
            Outcome::Success(_) | Outcome::NotYet(_) => String::new(),
        }
    }

    /// A wrong passcode, or what stands for one, with the reason.
    pub(super) fn wrong(why: impl Into<String>) -> Self {
        Self::special(WRONG_OTP.id, why)
    }

    pub(super) fn is_wrong(&self) -> bool {
        matches!(self.outcome, Outcome::Special(id, _) if id == WRONG_OTP.id)
    }

    /// The text of a success that has one of its own.
    pub(super) fn message(mut self, message: &'static str) -> Self {
        self.outcome = Outcome::Success(Some(message));
        self
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    fn body(self, form: &ReplyForm, client_data: Value, random: &mut Random) -> Value {
        let mut body = self.members;
        let (id, message) = match self.outcome {
            Outcome::Special(id, message) => (id, message.into()),
            Outcome::Success(Some(message)) => (200, message.into()),
            Outcome::Success(None) | Outcome::NotYet(_) => (200, form.success()),
        };
        body.insert("errorId".to_owned(), id.into());
        body.insert("errorMsg".to_owned(), message);
        // Where an authentication begins, it is the session's id.
        body.entry("uniqueMsgId").or_insert_with(|| format!("webs_{}", random.token()).into());
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
        let success = match self.outcome {
            Outcome::NotYet(by) => return Response::not_yet(by),
            Outcome::Special(id, _) => (30_000..31_000).contains(&id),
            Outcome::Success(_) => true,
        };
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
        Payload(serde_json::from_slice(&bytes).ok().filter(Value::is_object).unwrap_or_default())
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
