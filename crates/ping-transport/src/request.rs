//! A request as a value: described without I/O.

mod encoding;
mod form;

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ping_models::{DecodeError, OpenValue, Secret};
use serde::Serialize;
use serde_json::Value;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::filter::Expansion;
use crate::hosts::{Hosts, no_account};
use crate::operation::{Host, OperationInfo};
use crate::rate::RateGroup;
use crate::sensitive::{self, is_secret_header};

use encoding::{FRAMING_HEADERS, push_pair, verbatim};
pub(crate) use encoding::{encode, header_value, names};

/// What goes on the wire, before tokens and envelopes. Not generic, so that it is compiled once.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static OperationInfo,
    /// The path up to the last parameter that has a value.
    path: String,
    /// The template of the path behind that.
    rest: &'static str,
    pub(crate) query: Vec<(String, String)>,
    /// The query of a next link, verbatim, instead of `query`.
    pub(crate) raw_query: Option<String>,
    pub(crate) headers: HeaderMap,
    /// The JSON text of the body.
    pub(crate) body: Option<Bytes>,
    /// Secrets of the body that its type has told.
    pub(crate) secrets: Vec<Secret>,
    /// Whether its type makes a member of this name a secret.
    is_secret: fn(&str) -> bool,
    /// Whether sending it twice does no more than sending it once, whatever the operation says.
    pub(crate) repeatable: bool,
    /// Whom of its license it is counted with, where that is not with all others.
    pub(crate) rate: Option<RateGroup>,
    /// Where it goes instead of to the service: a URL that authorizes whoever has it.
    pub(crate) elsewhere: Option<Secret>,
    /// Whether the answer is a file, to be read while it is still coming.
    pub(crate) streams: bool,
    /// The longest time that a person may take until there is an answer, where one has to.
    pub(crate) answered_within: Option<Duration>,
    /// The first thing that was wrong with it; told when it is sent.
    error: Option<Error>,
}

/// The longest URL that HTTP clients take, in bytes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// What is before the next parameter of a path's template, its name, and what is behind it.
fn parameter(template: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    Some((before, name, behind))
}

/// A URL of the service's for somewhere else, if it is to be believed: nobody on the way may read
/// the file.
fn elsewhere(url: &Secret) -> Result<String, Error> {
    let url = url.expose();
    let base = url.split(['?', '#']).next().unwrap_or_default();
    let good = BaseUrl::parse("url", base)
        .and_then(|base| base.refuse_plain("url", false))
        .is_ok_and(|()| url.contains("://") && url.parse::<Uri>().is_ok());
    if good && url.len() <= LONGEST_URL {
        Ok(url.to_owned())
    } else {
        Err(Error::undocumented(DecodeError::new("url", "a URL with https")))
    }
}

/// Why a body cannot be written: a setter was given what its member cannot take, or worse.
fn unwritable(error: &serde_json::Error) -> Error {
    match ping_models::__private::refused(error) {
        Some(refused) => {
            Error::invalid_input(refused.path(), format_args!("expected {}", refused.expected()))
        }
        None => Error::invalid_input("body", "cannot be written as JSON"),
    }
}

impl Parts {
    pub(crate) fn new(operation: &'static OperationInfo) -> Self {
        Self {
            operation,
            path: String::new(),
            rest: operation.path,
            query: Vec::new(),
            raw_query: None,
            headers: HeaderMap::new(),
            body: None,
            secrets: Vec::new(),
            is_secret: |_| false,
            repeatable: false,
            rate: None,
            elsewhere: None,
            streams: false,
            answered_within: None,
            error: None,
        }
    }

    /// Fills in the next parameter of the path.
    pub(crate) fn segment(&mut self, value: &str) {
        let template = self.operation.path;
        let Some((before, name, behind)) = parameter(self.rest) else {
            let message = format_args!("has more values than {template} has parameters");
            return self.fail(Error::invalid_input("path", message));
        };
        if value.trim().is_empty() {
            let message = "is empty; give the id of the resource";
            self.fail(Error::invalid_input(name, message));
        } else if value == "." || value == ".." {
            self.fail(Error::invalid_input(name, "is not an id"));
        }
        if self.path.is_empty() {
            self.path.reserve(template.len() + 64);
        }
        self.path.push_str(before);
        self.path.extend(encode(value));
        self.rest = behind;
    }

    /// The name of the next parameter of the path.
    pub(crate) fn next_parameter(&self) -> Option<&'static str> {
        parameter(self.rest).map(|(_, name, _)| name)
    }

    /// The operation that body and query call for, where several share the path.
    pub(crate) fn called(&self) -> &'static OperationInfo {
        match self.operation.variants {
            Some(variants) => {
                variants.of(self.body.as_deref().unwrap_or_default(), |name| self.asks(name))
            }
            None => self.operation,
        }
    }

    /// The request under the operation that it is called.
    pub(crate) fn settled(mut self) -> Self {
        self.operation = self.called();
        self
    }

    /// Whether sending it twice does no more than sending it once.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.repeatable || self.operation.repeatable
    }

    /// Whether the query has a parameter of this name.
    pub(crate) fn asks(&self, name: &str) -> bool {
        match &self.raw_query {
            Some(query) => names(query).any(|known| known == name),
            None => self.query.iter().any(|(known, _)| known == name),
        }
    }

    /// The body, and what its type calls a secret.
    pub(crate) fn set_body(&mut self, body: &impl Serialize) {
        let (json, met) = ping_models::__private::collect_secrets(|| serde_json::to_vec(body));
        (self.secrets, self.is_secret) = (met.secrets, met.is_secret);
        match json {
            Ok(body) => self.body = Some(body.into()),
            Err(error) => self.fail(unwritable(&error)),
        }
    }

    pub(crate) fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let error = match (name.parse::<HeaderName>(), header_value(value)) {
            (Ok(known), _) if FRAMING_HEADERS.contains(&known.as_str()) => {
                "is set by the HTTP client: leave it out"
            }
            (Ok(name), Some(mut value)) => {
                value.set_sensitive(is_secret_header(&name));
                self.headers.insert(name, value);
                return;
            }
            (Err(_), _) => "is not a header name",
            (_, None) => "must be visible ASCII to be a header value",
        };
        self.fail(Error::invalid_input(name, error));
    }

    /// Asks for more that comes along. The services take one behind each parameter.
    pub(crate) fn expand(&mut self, expansion: &dyn Expansion) {
        let (name, value) = expansion.parameter();
        let asked = self.query.iter().find(|(known, _)| known == name);
        match asked.map(|(_, known)| known.as_str()) {
            None => self.query.push((name.to_owned(), value.to_owned())),
            Some(known) if known == value => {}
            Some(known) => {
                let message = format_args!("takes one value, and `{known}` is asked for already");
                let error = Error::invalid_input(name, message);
                self.fail(error);
            }
        }
    }

    pub(crate) fn body_field(&mut self, name: &str, value: Value) {
        if (self.is_secret)(name) {
            sensitive::of_value(value.clone(), &mut self.secrets);
        }
        let body = self.body.as_deref().unwrap_or(b"{}");
        let merged = ping_models::decode::<BTreeMap<String, OpenValue>>(body).ok().and_then(
            |mut members| {
                members.insert(name.to_owned(), value.into());
                serde_json::to_vec(&members).ok()
            },
        );
        match merged {
            Some(body) => self.body = Some(body.into()),
            None => self
                .fail(Error::invalid_input(name, "cannot be added: the body is not a JSON object")),
        }
    }

    /// The body as it goes on the wire: JSON, or the same members as a form.
    pub(crate) fn wire_body(&self) -> Result<Bytes, Error> {
        match self.operation.content_type {
            Some("application/x-www-form-urlencoded") => {
                form::of_json(self.body.as_deref().unwrap_or_default()).map(Bytes::from)
            }
            _ => Ok(self.body.clone().unwrap_or_default()),
        }
    }

    /// The URL of a request with which nothing is wrong.
    pub(crate) fn url(&self, hosts: &Hosts) -> Result<String, Error> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        if let Some(url) = &self.elsewhere {
            return elsewhere(url);
        }
        let base = hosts.base(self.operation.host).ok_or_else(no_account)?;
        if let Some((_, name, _)) = parameter(self.rest) {
            return Err(Error::invalid_input(name, "is missing"));
        }
        let (mut path, mut rest) = (self.path.as_str(), self.rest);
        if hosts.implies_first(self.operation) {
            let first = if path.is_empty() { &mut rest } else { &mut path };
            let end = first.bytes().skip(1).position(|byte| byte == b'/');
            *first = end.map_or("", |end| &first[end + 1..]);
        }
        let parts = [base.origin.as_str(), base.prefix.as_str(), path, rest];
        let mut url = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        parts.iter().for_each(|part| url.push_str(part));
        if let Some(query) = &self.raw_query {
            url.push('?');
            url.extend(verbatim(query));
        } else if !self.query.is_empty() {
            url.push('?');
            self.write_query(&mut url);
        }
        if url.len() > LONGEST_URL {
            return Err(Error::invalid_input("url", "is longer than a URL can be"));
        }
        Ok(url)
    }

    /// The query that was set, encoded; empty without one.
    pub(crate) fn own_query(&self) -> String {
        let mut text = String::new();
        self.write_query(&mut text);
        text
    }

    fn write_query(&self, text: &mut String) {
        for (name, value) in &self.query {
            push_pair(text, name, value);
        }
    }

    /// The headers of the request but for authorization.
    pub(crate) fn all_headers(&self) -> HeaderMap {
        // With room for those that follow: of the client, and of the HTTP client.
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 6);
        let accept = match (self.operation.accept, self.operation.host) {
            _ if self.elsewhere.is_some() => "*/*",
            (Some(media_type), _) => media_type,
            (None, Host::PingId) => "*/*",
            (None, Host::Scim) => "application/scim+json",
            (None, _) => "application/json",
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        if let Some(media_type) = self.operation.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        headers
    }
}
