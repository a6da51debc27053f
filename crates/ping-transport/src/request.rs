//! A request as a value: described without I/O.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use ping_models::{OpenValue, Secret};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::auth::Auth;
use crate::call::{Call, Decode};
use crate::client::Client;
use crate::download::Download;
use crate::error::Error;
use crate::filter::Expansion;
use crate::hosts::Hosts;
use crate::operation::{Host, Operation, OperationInfo};
use crate::page::List;
#[cfg(feature = "pingid")]
pub(crate) use crate::pingid::Bound;
use crate::sensitive::{self, is_secret_header};

/// Only PingID's replies are bound to their requests.
#[cfg(not(feature = "pingid"))]
pub(crate) enum Bound {}

/// Everything but the unreserved characters of RFC 3986.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A value as it stands in a path, a query or a form: it cannot climb out of its place.
pub(crate) fn encode(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, STRICT)
}

/// What a URL cannot hold at all; everything else of a next link stays as it came.
const VERBATIM: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What goes on the wire, before tokens and envelopes. Not generic, so that it is compiled once.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static OperationInfo,
    segments: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    /// The query of a next link, verbatim, instead of `query`.
    pub(crate) raw_query: Option<String>,
    pub(crate) headers: HeaderMap,
    /// The JSON text of the body.
    pub(crate) body: Option<Vec<u8>>,
    /// Secrets of the body that its type has told.
    pub(crate) secrets: Vec<Secret>,
    /// The members of the body that tell of a person, as JSON pointers.
    pub(crate) personal: &'static [&'static str],
    /// Whether sending it twice does no more than sending it once.
    pub(crate) repeatable: bool,
    /// Whether the answer is a file, to be read while it is still coming.
    pub(crate) streams: bool,
    /// The longest time that a person may take until there is an answer, where one has to.
    pub(crate) answered_within: Option<Duration>,
    /// The first thing that was wrong with it; told when it is sent.
    pub(crate) error: Option<Error>,
}

/// Why a body cannot be written: a setter was given what its member cannot take, or worse.
fn unwritable(error: &serde_json::Error) -> Error {
    match ping_models::__private::refused(error) {
        Some(refused) => Error::invalid_input(
            refused.path(),
            format_args!("expected {}", refused.expected()),
        ),
        None => Error::invalid_input("body", "cannot be written as JSON"),
    }
}

fn no_account() -> Error {
    Error::configuration(
        "pingid",
        "this client has no PingID account; build one from a properties file",
    )
}

impl Parts {
    pub(crate) fn new(operation: &'static OperationInfo) -> Self {
        Self {
            operation,
            segments: Vec::new(),
            query: Vec::new(),
            raw_query: None,
            headers: HeaderMap::new(),
            body: None,
            secrets: Vec::new(),
            personal: &[],
            repeatable: operation.method.is_idempotent(),
            streams: false,
            answered_within: None,
            error: None,
        }
    }

    pub(crate) fn with_segment(mut self, value: &str) -> Self {
        self.segments.push(value.to_owned());
        self
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

    /// Asks for more that comes along; several behind one parameter stand side by side.
    pub(crate) fn expand(&mut self, expansion: &dyn Expansion) {
        let (name, value) = expansion.parameter();
        match self.query.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(value);
            }
            None => self.query.push((name.to_owned(), value.to_owned())),
        }
    }

    pub(crate) fn body_field(&mut self, name: &str, value: Value) {
        // The body may have none of its type's shape after that.
        self.secrets.extend(sensitive::of_type(self));
        let body = self.body.as_deref().unwrap_or(b"{}");
        let merged =
            ping_models::decode::<std::collections::BTreeMap<String, ping_models::OpenValue>>(body)
                .ok()
                .and_then(|mut members| {
                    members.insert(name.to_owned(), value.into());
                    serde_json::to_vec(&members).ok()
                });
        match merged {
            Some(body) => self.body = Some(body),
            None => self.fail(Error::invalid_input(
                name,
                "cannot be added: the body is not a JSON object",
            )),
        }
    }

    /// Fails where the request can never be sent by a client with this authorization.
    pub(crate) fn check(&self, auth: &Auth) -> Result<(), Error> {
        let for_pingid = self.operation.host == Host::PingId;
        match auth {
            #[cfg(feature = "pingid")]
            Auth::PingId(_) if !for_pingid => Err(Error::configuration(
                "credentials",
                "missing: this client has a PingID account alone; PingOne takes a worker \
                 (PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET) or an access token \
                 (PINGONE_API_ACCESS_TOKEN)",
            )),
            Auth::Bearer(_) if for_pingid => Err(no_account()),
            _ => match &self.error {
                Some(error) => Err(error.clone()),
                None => self.form().map(drop),
            },
        }
    }

    /// What ties the request to its reply, where it is one of PingID.
    pub(crate) fn bound(&self, auth: &Auth) -> Result<Option<Bound>, Error> {
        match auth {
            #[cfg(feature = "pingid")]
            Auth::PingId(_) => {
                let body = self.body.as_deref().unwrap_or(b"{}");
                Bound::new(self.operation, body).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The path with its parameters filled in, without what the host's base URL stands for.
    fn path(&self, hosts: &Hosts) -> Result<String, Error> {
        let template = self.operation.path;
        let implied = hosts.implied_prefix(self.operation.host);
        let mut segments = self.segments.iter();
        let mut path = String::with_capacity(template.len() + 64);
        for part in template.split('/').skip(1) {
            path.push('/');
            let Some(name) = part
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
            else {
                path.push_str(part);
                continue;
            };
            let Some(value) = segments.next() else {
                return Err(Error::invalid_input(name, "is missing"));
            };
            if value.trim().is_empty() {
                return Err(Error::invalid_input(
                    name,
                    "is empty; give the id of the resource",
                ));
            }
            if value == "." || value == ".." {
                return Err(Error::invalid_input(name, "is not an id"));
            }
            if path == "/" && implied.strip_prefix('/') == Some(part) {
                // The custom domain stands for the environment.
                path.push_str(part);
            } else {
                path.extend(encode(value));
            }
        }
        if segments.next().is_some() {
            return Err(Error::invalid_input(
                "path",
                format_args!("has more values than {template} has parameters"),
            ));
        }
        Ok(match path.strip_prefix(implied) {
            Some(rest) => rest.to_owned(),
            None => path,
        })
    }

    pub(crate) fn url(&self, hosts: &Hosts) -> Result<String, Error> {
        let Some(base) = hosts.base(self.operation.host) else {
            return Err(no_account());
        };
        let path = self.path(hosts)?;
        let mut url =
            String::with_capacity(base.origin.len() + base.prefix.len() + path.len() + 64);
        for part in [&base.origin, &base.prefix, &path] {
            url.push_str(part);
        }
        if let Some(query) = &self.raw_query {
            url.push('?');
            url.extend(utf8_percent_encode(query, VERBATIM));
        } else if !self.query.is_empty() {
            url.push('?');
            self.write_query(&mut url);
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
        for (index, (name, value)) in self.query.iter().enumerate() {
            if index > 0 {
                text.push('&');
            }
            text.extend(encode(name));
            text.push('=');
            text.extend(encode(value));
        }
    }

    /// The body as it goes on the wire: JSON, or the same members as a form.
    pub(crate) fn wire_body(&self) -> Result<Vec<u8>, Error> {
        Ok(match self.form()? {
            Some(form) => form.into_bytes(),
            None => self.body.clone().unwrap_or_default(),
        })
    }

    fn form(&self) -> Result<Option<String>, Error> {
        if self.operation.content_type != Some("application/x-www-form-urlencoded") {
            return Ok(None);
        }
        let json = self.body.as_deref().unwrap_or_default();
        let mut form = String::new();
        let Pairs(pairs) = match json {
            [] => Pairs::default(),
            json => serde_json::from_slice(json)
                .map_err(|_| Error::invalid_input("body", "must be an object to be a form"))?,
        };
        for (name, value) in &pairs {
            let value = match value.to_value() {
                Value::Null => continue,
                Value::String(text) => text,
                Value::Array(_) | Value::Object(_) => {
                    let message = "must be a text, a number or a boolean to be in a form";
                    return Err(Error::invalid_input(name, message));
                }
                Value::Number(_) | Value::Bool(_) => value.get().to_owned(),
            };
            if !form.is_empty() {
                form.push('&');
            }
            form.extend(encode(name));
            form.push('=');
            form.extend(encode(&value));
        }
        Ok(Some(form))
    }

    /// The headers of the request but for authorization.
    pub(crate) fn all_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 8);
        let accept = match self.operation.host {
            Host::PingId => "*/*",
            Host::Api | Host::Auth | Host::Authenticator => "application/json",
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        if let Some(media_type) = self.operation.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        headers.extend(self.headers.clone());
        headers
    }
}

/// The members of an object, in their order.
#[derive(Default)]
struct Pairs(Vec<(String, OpenValue)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
}

/// Fills in a request of an operation. Product crates use it; so does a caller who needs an
/// operation that the SDK does not name yet:
///
/// ```no_run
/// # async fn example(client: ping_transport::Client) -> Result<(), ping_transport::Error> {
/// #[derive(serde::Deserialize)]
/// struct Group {
///     name: String,
/// }
///
/// ping_transport::operations! {
///     READ_GROUP: () => Group = "platform.read_one_group",
///         GET Api "/v1/environments/{environmentID}/groups/{groupID}";
/// }
/// let group = client.request(&READ_GROUP).segment("env-id").segment("group-id").call().await?;
/// println!("{}", group.name);
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until `call` or `list` and sending"]
pub struct RequestBuilder<Req: 'static, Res: 'static> {
    client: Client,
    operation: &'static Operation<Req, Res>,
    parts: Parts,
    types: PhantomData<fn(Req) -> Res>,
}

impl<Req, Res> fmt::Debug for RequestBuilder<Req, Res> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("operation", &self.parts.operation.id)
            .finish_non_exhaustive()
    }
}

impl<Req, Res> RequestBuilder<Req, Res> {
    pub(crate) fn new(client: Client, operation: &'static Operation<Req, Res>) -> Self {
        Self {
            client,
            parts: Parts::new(&operation.info),
            operation,
            types: PhantomData,
        }
    }

    /// The value of the next parameter of the path; it is percent-encoded.
    pub fn segment(mut self, value: impl AsRef<str>) -> Self {
        self.parts = self.parts.with_segment(value.as_ref());
        self
    }

    /// A query parameter.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parts.query.push((name.to_owned(), value.into()));
        self
    }

    /// The body.
    pub fn json(mut self, body: &Req) -> Self
    where
        Req: Serialize,
    {
        let write = || serde_json::to_vec(body);
        let (json, secrets) = match self.parts.operation.request {
            // Whoever needs the secrets of a type that can be read again finds them there.
            Some(_) => (write(), Vec::new()),
            None => ping_models::__private::collect_secrets(write),
        };
        self.parts.secrets = secrets;
        match json {
            Ok(body) => self.parts.body = Some(body),
            Err(error) => self.parts.fail(unwritable(&error)),
        }
        self
    }

    /// Says which members of the body tell of a person, as JSON pointers: a described call shows
    /// none of what is below them.
    pub fn personal(mut self, pointers: &'static [&'static str]) -> Self {
        self.parts.personal = pointers;
        self
    }

    /// Says that sending the request twice does no more than sending it once, although its method
    /// does not: a failed one is then retried.
    pub fn repeatable(mut self) -> Self {
        self.parts.repeatable = true;
        self
    }

    /// Says what about the request can never be valid, if anything; sending it returns this error.
    pub fn invalid(mut self, error: impl Into<Option<Error>>) -> Self {
        if let Some(error) = error.into() {
            self.parts.fail(error);
        }
        self
    }

    /// Says that the service answers when a person has: the call has so much time unless its
    /// caller gives it another deadline, and no attempt is cut off before that.
    pub fn answered_within(mut self, span: Duration) -> Self {
        self.parts.answered_within = Some(span);
        self
    }

    /// The request as a call, ready to be sent.
    pub fn call(self) -> Call<Res> {
        Call::new(
            self.client,
            self.parts,
            Decode::Whole(self.operation.decode),
        )
    }

    /// The request as a call whose answer is a file, which is read while it is still coming.
    /// `read` makes of it what the caller gets.
    pub fn download<T>(mut self, read: fn(Download) -> T) -> Call<T> {
        self.parts.streams = true;
        Call::new(self.client, self.parts, Decode::File(read))
    }
}

impl<Req, T: Send + 'static> RequestBuilder<Req, ping_models::Collection<T>> {
    /// The request as a list, read item by item or page by page.
    pub fn list(self) -> List<T> {
        List::new(self.client, self.parts, self.operation.decode)
    }
}
/// Headers that say where a message ends and where it goes: what a caller sets there would cut
/// bodies, or smuggle requests.
const FRAMING_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A header's value; the `http` crate takes any byte from 128 on, too.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    text.is_ascii().then(|| HeaderValue::from_str(text).ok())?
}
