//! The browser redirect: a form that the browser brings to PingID, and the response that it brings
//! back.

use std::fmt;

use ping_models::Secret;
use ping_models::pingid::{RedirectResponse, RedirectStatus};
use ping_transport::Error;
use serde::{Deserialize, Serialize};

use crate::PingId;

/// How far the service's clock may be behind this one.
const LEEWAY: i64 = 60;

/// A form for the browser.
///
/// `Debug` prints nothing of its token: whoever has it can begin to sign in as the user.
#[derive(Clone)]
pub struct RedirectForm {
    pub(crate) url: String,
    pub(crate) fields: Vec<(&'static str, Secret)>,
    pub(crate) pending: PendingRedirect,
}

/// A redirect that the browser has not come back from. Keep it where the user cannot change it: in
/// the session, or [sealed](Self::seal).
#[derive(Clone)]
pub struct PendingRedirect {
    pub(crate) pingid: PingId,
    pub(crate) state: Expected,
}

/// What the response has to say.
#[derive(Clone, Serialize, Deserialize)]
pub struct Expected {
    pub(crate) issuer: String,
    pub(crate) audience: String,
    pub(crate) user_name: String,
    pub(crate) nonce: String,
    pub(crate) id: String,
}

/// How a redirect ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "the user may not have signed in"]
pub enum RedirectOutcome {
    /// The user has authenticated, or the device is paired.
    Success(Box<RedirectResponse>),
    /// Neither; the response says why.
    Failure(Box<RedirectResponse>),
}

pub(crate) fn unbelievable(why: fmt::Arguments<'_>) -> Error {
    Error::unbelievable(format_args!("the response cannot be believed: {why}"))
}

impl Expected {
    pub(crate) fn check(
        &self,
        response: &RedirectResponse,
        org_alias: &str,
        now: i64,
    ) -> Result<(), Error> {
        let refuse = |why: &str| Err(unbelievable(format_args!("{why}")));
        let failed = response.status != Some(RedirectStatus::Success);
        if response.issuer.as_deref() != Some(self.audience.as_str())
            || response.audience.as_deref() != Some(self.issuer.as_str())
        {
            return refuse("it is not between this application and the service");
        }
        if response.account_id.as_deref() != Some(org_alias) {
            return refuse("it is of another organization");
        }
        // Some failures name neither.
        let of_this = match (&response.nonce, &response.in_response_to) {
            (Some(nonce), _) => *nonce == self.nonce,
            (None, Some(id)) if !id.is_empty() => *id == self.id,
            (None, _) => failed,
        };
        if !of_this {
            return refuse("it answers another request");
        }
        if response.subject.as_deref() != Some(self.user_name.as_str()) && !failed {
            return refuse("it is about another user");
        }
        let expires = response.expires_at.as_ref().map(|at| match at.get() {
            // A client has been seen to write milliseconds.
            millis if millis > 100_000_000_000 => millis / 1000,
            seconds => seconds,
        });
        match expires {
            Some(expires) if expires.saturating_add(LEEWAY) > now => Ok(()),
            Some(_) => refuse("it has expired"),
            None => refuse("it never expires"),
        }
    }
}

impl RedirectForm {
    /// Where the browser posts it, as `application/x-www-form-urlencoded`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The fields by name and value. Give them to the user's browser alone.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, value.expose()))
    }

    /// A page that posts the form by itself, or by a button where scripts are off. Give it to the
    /// user's browser alone.
    pub fn html(&self) -> String {
        let inputs: String = self
            .fields()
            .map(|(name, value)| {
                let value = escape(value);
                format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
            })
            .collect();
        let url = escape(&self.url);
        format!(
            "<!doctype html><meta charset=\"utf-8\"><title>PingID</title>\
             <form method=\"post\" action=\"{url}\">{inputs}\
             <button>Continue</button></form>\
             <script>document.forms[0].submit()</script>"
        )
    }

    /// What the response is compared with.
    pub fn pending(&self) -> &PendingRedirect {
        &self.pending
    }
}

impl fmt::Debug for RedirectForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedirectForm").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Neither the client nor the nonce.
impl fmt::Debug for PendingRedirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingRedirect")
            .field("user_name", &self.state.user_name)
            .field("audience", &self.state.audience)
            .finish_non_exhaustive()
    }
}

impl PendingRedirect {
    /// The name of the user.
    pub fn user_name(&self) -> &str {
        &self.state.user_name
    }
}

resumable! {
    PendingRedirect of Expected = "pingid.redirect",
    for |redirect| &redirect.state.user_name,
    keep |redirect| redirect.state.clone(),
    restore |pingid, state| Ok(Self { pingid, state });
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
