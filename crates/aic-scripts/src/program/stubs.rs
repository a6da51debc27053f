//! Answers that a file gives in the place of services.

use std::collections::BTreeMap;

use aic_scripts::{HttpTransport, async_trait};
use http::{HeaderName, HeaderValue, StatusCode, header};
use ping_transport::{Body, Request, TransportError, TransportErrorKind};
use serde::Deserialize;
use serde_json::Value;

use super::Problem;

/// An answer, and what it answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Stub {
    /// The method; any without it.
    method: Option<String>,
    /// The URL; one that ends in `*` stands for all that begin so.
    url: String,
    #[serde(default = "ok")]
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// A text as it is, anything else as JSON.
    #[serde(default)]
    body: Value,
    /// There is no answer: the host is down.
    #[serde(default)]
    down: bool,
}

fn ok() -> u16 {
    200
}

/// Answers what it has answers for; the first that fits, as often as it is asked.
#[derive(Debug, Default)]
pub(super) struct Stubs(Vec<Stub>);

impl Stubs {
    pub(super) fn new(stubs: &[Stub]) -> Result<Self, Problem> {
        for stub in stubs {
            answer(stub).ok_or_else(|| {
                format!("http: the answer to {} has no valid status or headers", stub.url)
            })?;
        }
        Ok(Self(stubs.to_vec()))
    }
}

impl Stub {
    fn fits(&self, request: &Request) -> bool {
        let url = request.url.as_str();
        let by_url = match self.url.strip_suffix('*') {
            Some(start) => url.starts_with(start),
            None => url == self.url,
        };
        let method = request.method.as_str();
        by_url && self.method.as_ref().is_none_or(|known| known.eq_ignore_ascii_case(method))
    }
}

fn answer(stub: &Stub) -> Option<http::Response<Body>> {
    let (bytes, media_type) = match &stub.body {
        Value::Null => (Vec::new(), None),
        Value::String(text) => (text.clone().into_bytes(), Some("text/plain; charset=utf-8")),
        json => (json.to_string().into_bytes(), Some("application/json")),
    };
    let mut answer = http::Response::new(Body::full(bytes));
    *answer.status_mut() = StatusCode::from_u16(stub.status).ok()?;
    if let Some(media_type) = media_type {
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    for (name, value) in &stub.headers {
        let (name, value) = (HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?);
        answer.headers_mut().insert(name, value);
    }
    Some(answer)
}

#[async_trait]
impl HttpTransport for Stubs {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        let found = self.0.iter().find(|stub| stub.fits(&request));
        let failed = |text: &str| TransportError::new(TransportErrorKind::Connect, text);
        match found {
            Some(stub) if stub.down => Err(failed("the host is down")),
            Some(stub) => answer(stub).ok_or_else(|| failed("the answer is not valid")),
            None => Err(failed("`http` of the bindings has no answer for this request")),
        }
    }
}
