//! PingID: properties files, signed request tokens and verified replies.
//!
//! <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiOverview.html>

mod envelope;
mod file;
mod properties;
mod reply;

use std::fmt;
use std::time::SystemTime;

use http::StatusCode;
use ping_models::Secret;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::operation::OperationInfo;
use crate::sent::Answer;
use reply::Failed;

pub use envelope::{Envelope, EnvelopeError, KeyError};
pub(crate) use file::is_file;
pub(crate) use reply::Bound;

/// The version of the API that requests name.
const VERSION: &str = "4.9";

/// A PingID account: what its properties file says.
///
/// ```
/// use ping_transport::pingid::Account;
///
/// let account = Account::from_properties(
///     "use_base64_key=JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA\\=\n\
///      token=1a2b3c4d5e6f\n\
///      idp_url=https://idpxnyl3m.pingidentity.com/pingid\n\
///      org_alias=aaaaaaaa-a1b2-123a-b456-1234abcd5678\n",
/// )?;
/// assert_eq!(account.org_alias(), "aaaaaaaa-a1b2-123a-b456-1234abcd5678");
/// # Ok::<(), ping_transport::Error>(())
/// ```
#[derive(Clone)]
pub struct Account {
    envelope: Envelope,
    base_url: BaseUrl,
    idp_url: String,
    authenticator_url: Option<String>,
    admin_url: Option<String>,
}

impl Account {
    /// The organization's alias.
    pub fn org_alias(&self) -> &str {
        self.envelope.org_alias()
    }

    /// The base URL of the API; it ends in `/pingid`.
    pub fn idp_url(&self) -> &str {
        &self.idp_url
    }

    /// The base URL of browser redirects, where the file has one.
    pub fn authenticator_url(&self) -> Option<&str> {
        self.authenticator_url.as_deref()
    }

    /// Where a browser brings the form of a redirect.
    ///
    /// # Errors
    ///
    /// Fails where the file has no `authenticator_url`, or one that is not usable.
    pub fn redirect_url(&self, operation: &OperationInfo) -> Result<String, Error> {
        const FIELD: &str = "authenticator_url";
        let Some(url) = self.authenticator_url() else {
            return Err(Error::configuration(
                FIELD,
                "missing: download the properties file of the account again",
            ));
        };
        let base = BaseUrl::parse(FIELD, url)?;
        base.refuse_plain(FIELD, false)?;
        // The URL stands for the first part of some paths, and for its host in the others.
        let path = match operation.path.strip_prefix("/pingid/ppm") {
            Some(rest) if !base.prefix.is_empty() => format!("{}{rest}", base.prefix),
            _ => operation.path.to_owned(),
        };
        Ok(format!("{}{path}", base.origin))
    }

    /// The URL of the console, where the file has one.
    pub fn admin_url(&self) -> Option<&str> {
        self.admin_url.as_deref()
    }

    /// Signs and verifies with the account's key.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    pub(crate) fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    /// A request token around a `reqBody`.
    pub(crate) fn seal(&self, body: &[u8], now: SystemTime) -> Result<String, Error> {
        self.envelope.request_token(body, now)
    }

    /// The payload of a request token for a reviewer: no key, no token, no time.
    pub(crate) fn describe(&self, body: &[u8]) -> Vec<u8> {
        self.envelope.payload(body, "[redacted]", "[timestamp]")
    }

    /// The verified payload of a reply to this request, without its wrapper.
    pub(crate) fn open(
        &self,
        answer: Answer,
        operation: &OperationInfo,
        bound: &Bound,
    ) -> Result<Answer, Error> {
        match self.read(&answer) {
            Message::Signed(payload) => {
                let body = reply::read(&payload).and_then(|reply| {
                    reply.outcome(operation)?;
                    bound.check(&reply, operation)
                });
                match body {
                    Ok(body) => Ok(Answer {
                        body: body.into(),
                        ..answer
                    }),
                    Err(why) => Err(why.error(&answer)),
                }
            }
            Message::Unsigned(Some(failed)) if failed.id != 200 => Err(failed.error(&answer)),
            Message::Unsigned(_) => Err(self.not_ours(
                &answer,
                "it is not signed, so nothing in it counts as success",
            )),
            Message::Bad(error) => Err(self.not_ours(&answer, error)),
        }
    }

    /// A reply with an error status.
    pub(crate) fn refusal(&self, answer: Answer) -> Error {
        let known = match self.read(&answer) {
            Message::Signed(payload) => Failed::read(&payload),
            Message::Unsigned(known) => known,
            Message::Bad(_) => None,
        };
        match known {
            Some(failed) => failed.error(&answer),
            None => Error::answer(answer.status, &answer.headers, &answer.body),
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

    fn read(&self, answer: &Answer) -> Message {
        let text = answer.body.trim_ascii();
        if text.first() == Some(&b'{') {
            return Message::Unsigned(Failed::read(text));
        }
        match self.envelope.open(text) {
            Ok(payload) => Message::Signed(payload),
            Err(error) => Message::Bad(error),
        }
    }
}

fn not_believed(answer: &Answer, why: impl fmt::Display) -> Error {
    Error::unbelievable(format_args!("the reply cannot be believed: {why}"))
        .with_answer(answer.status, &answer.headers)
}

/// What came, by who vouches for it.
enum Message {
    Signed(Vec<u8>),
    /// JSON without a signature: an error, where it has an id.
    Unsigned(Option<Failed>),
    Bad(EnvelopeError),
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("idp_url", &self.idp_url)
            .field("org_alias", &self.org_alias())
            .finish_non_exhaustive()
    }
}

/// What a properties file has to say, checked.
struct Parts {
    key: Secret,
    token: Secret,
    org_alias: String,
    idp_url: String,
    authenticator_url: Option<String>,
    admin_url: Option<String>,
}

impl Account {
    fn from_parts(parts: Parts, file: &str) -> Result<Self, Error> {
        let base_url = BaseUrl::parse("idp_url", &parts.idp_url)
            .map_err(|error| Error::configuration("idp_url", format_args!("in {file}: {error}")))?;
        let envelope = Envelope::new(&parts.key, parts.token, parts.org_alias).map_err(|why| {
            Error::configuration("use_base64_key", format_args!("in {file}: {why}"))
        })?;
        Ok(Self {
            envelope,
            base_url,
            idp_url: parts.idp_url.trim_end_matches('/').to_owned(),
            authenticator_url: parts.authenticator_url,
            admin_url: parts.admin_url,
        })
    }
}
