//! An account as what authorizes the requests of a client.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::StatusCode;
use ping_models::Secret;

use super::bound::Bound;
use super::envelope::EnvelopeError;
use super::reply::{self, Failed, not_believed};
use super::{Account, file};
use crate::answer::Answer;
use crate::auth::{Authorization, Sealed};
use crate::error::Error;
use crate::operation::{Host, OperationInfo};
use crate::request::Parts;

/// The JSON text of a request's body; PingID wants one.
fn body(parts: &Parts) -> &[u8] {
    parts.body.as_deref().unwrap_or(b"{}")
}

impl Authorization for Account {
    fn check(&self, host: Host) -> Result<(), Error> {
        match host {
            Host::PingId => Ok(()),
            _ => Err(Error::configuration(
                "credentials",
                "missing: this client has a PingID account alone; PingOne takes a worker \
                 (PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET) or an access token \
                 (PINGONE_API_ACCESS_TOKEN)",
            )),
        }
    }

    fn seal(self: Arc<Self>, parts: &Parts) -> Result<Option<Box<dyn Sealed>>, Error> {
        let operation = parts.operation;
        Ok(Some(Box::new(Exchange {
            bound: Bound::new(operation, body(parts))?,
            account: self,
            operation,
        })))
    }

    fn describe(&self, parts: &Parts) -> Result<Option<Vec<u8>>, Error> {
        let bound = Bound::described(parts.operation, body(parts))?;
        let envelope = self.envelope();
        // For a reviewer: no key, no token, no time.
        Ok(Some(envelope.payload(&bound.body, "[redacted]", "[timestamp]")))
    }

    fn is_file(&self, beginning: &[u8]) -> Option<bool> {
        file::is_file(beginning)
    }

    fn refusal(&self, answer: &Answer) -> Error {
        let known = match self.read(answer) {
            Message::Signed(payload) => Failed::read(&payload),
            Message::Unsigned(known) => known,
            Message::Bad(_) => None,
        };
        match known {
            Some(failed) => failed.error(answer),
            None => Error::answer(answer.status, &answer.headers, &answer.body),
        }
    }
}

/// One request, and the reply that is to come.
struct Exchange {
    account: Arc<Account>,
    operation: &'static OperationInfo,
    bound: Bound,
}

impl Sealed for Exchange {
    fn body(&self, now: SystemTime) -> Result<Bytes, Error> {
        let token = self.account.envelope().request_token(&self.bound.body, now);
        token.map(Bytes::from)
    }

    /// The verified payload of a reply to this request, without its wrapper.
    fn open(&self, mut answer: Answer) -> Result<Answer, Error> {
        let account = &self.account;
        match account.read(&answer) {
            Message::Signed(payload) => {
                let body = reply::read(&payload).and_then(|reply| {
                    reply.outcome(self.operation)?;
                    self.bound.check(&payload, &reply, self.operation)
                });
                answer.body = body.map_err(|why| why.error(&answer))?;
                Ok(answer)
            }
            Message::Unsigned(Some(failed)) if failed.id != 200 => Err(failed.error(&answer)),
            Message::Unsigned(_) => {
                Err(account
                    .not_ours(&answer, "it is not signed, so nothing in it counts as success"))
            }
            Message::Bad(error) => Err(account.not_ours(&answer, error)),
        }
    }

    fn secrets(&self, now: SystemTime) -> Vec<Secret> {
        let envelope = self.account.envelope();
        let mut secrets = vec![envelope.token().clone()];
        // Sealing is repeatable, and only an error has to know what was sent.
        let sealed = envelope.request_token(&self.bound.body, now);
        secrets.extend(sealed.ok().map(Into::into));
        secrets
    }
}

/// What came, by who vouches for it.
enum Message {
    Signed(Bytes),
    /// JSON without a signature: an error, where it has an id.
    Unsigned(Option<Failed>),
    Bad(EnvelopeError),
}

impl Account {
    fn read(&self, answer: &Answer) -> Message {
        let text = answer.body.trim_ascii();
        if text.first() == Some(&b'{') {
            return Message::Unsigned(Failed::read(text));
        }
        match self.envelope().open(text) {
            Ok(payload) => Message::Signed(payload.into()),
            Err(error) => Message::Bad(error),
        }
    }

    /// The error for what does not come from the account.
    fn not_ours(&self, answer: &Answer, why: impl fmt::Display) -> Error {
        let hint = if answer.status == StatusCode::OK {
            ". Check that the properties file belongs to this organization and region"
        } else {
            ""
        };
        not_believed(answer, format_args!("{why}{hint}"))
    }
}
