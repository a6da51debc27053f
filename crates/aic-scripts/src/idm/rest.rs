//! A real IDM, over its REST interface.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ping_transport::{HttpTransport, Request, Secret, async_trait};
use serde_json::{Value, json};

use super::{Idm, IdmError, IdmOperation, IdmRequest};
use crate::exchange::exchange;

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A real IDM, over its REST interface. A script changes what is there.
///
/// ```
/// # use std::sync::Arc;
/// # use aic_scripts::{HttpTransport, RestIdm};
/// # fn example(http: Arc<dyn HttpTransport>, token: String) -> RestIdm {
/// RestIdm::new("https://tenant.example.com/openidm", token, http)
/// # }
/// ```
#[derive(Clone)]
pub struct RestIdm {
    base: String,
    token: Secret,
    transport: Arc<dyn HttpTransport>,
}

impl fmt::Debug for RestIdm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RestIdm").field("base", &self.base).finish_non_exhaustive()
    }
}

impl RestIdm {
    /// The IDM at this URL, up to `/openidm`, with an access token of an account that may
    /// administer it (scope `fr:idm:*`).
    pub fn new(
        url: impl Into<String>,
        token: impl Into<Secret>,
        transport: Arc<dyn HttpTransport>,
    ) -> Self {
        let base = url.into().trim_end_matches('/').to_owned();
        Self { base, token: token.into(), transport }
    }

    fn request(&self, request: IdmRequest) -> Result<Request, IdmError> {
        let IdmRequest { mut resource, operation, mut params, fields } = request;
        if !fields.is_empty() {
            params.insert("_fields".to_owned(), fields.join(","));
        }
        let mut conditions = Vec::new();
        let mut matching = |revision: Option<String>| {
            conditions.push((header::IF_MATCH, revision.unwrap_or_else(|| "*".to_owned())));
        };
        let (method, body) = match operation {
            IdmOperation::Create { id: None, content } => {
                params.insert("_action".to_owned(), "create".to_owned());
                (Method::POST, Some(Value::Object(content)))
            }
            IdmOperation::Create { id: Some(id), content } => {
                resource = format!("{resource}/{id}");
                conditions.push((header::IF_NONE_MATCH, "*".to_owned()));
                (Method::PUT, Some(Value::Object(content)))
            }
            IdmOperation::Read | IdmOperation::Query => (Method::GET, None),
            IdmOperation::Update { revision, content } => {
                matching(revision);
                (Method::PUT, Some(Value::Object(content)))
            }
            IdmOperation::Patch { revision, changes } => {
                matching(revision);
                (Method::PATCH, Some(Value::Array(changes)))
            }
            IdmOperation::Delete { revision } => {
                matching(revision);
                (Method::DELETE, None)
            }
            IdmOperation::Action { name, content } => {
                params.insert("_action".to_owned(), name);
                (Method::POST, Some(if content.is_null() { json!({}) } else { content }))
            }
        };
        let encoded = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
        let path: Vec<String> = resource.split('/').map(encoded).collect();
        let query: Vec<String> = params
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let mut url = format!("{}/{}", self.base, path.join("/"));
        if !query.is_empty() {
            url = format!("{url}?{}", query.join("&"));
        }
        let mut request = Request::new(method, url);
        let value = |text: &str| {
            HeaderValue::try_from(text)
                .map_err(|_| IdmError::bad_request("the revision or the token is no header value"))
        };
        let mut token = value(&format!("Bearer {}", self.token.expose()))?;
        token.set_sensitive(true);
        request.headers.insert(header::AUTHORIZATION, token);
        request.headers.insert("accept-api-version", HeaderValue::from_static("resource=1.0"));
        for (name, revision) in conditions {
            request.headers.insert(name, value(&revision)?);
        }
        if let Some(body) = body {
            let json = HeaderValue::from_static("application/json");
            request.headers.insert(header::CONTENT_TYPE, json);
            request.body = Bytes::from(body.to_string());
        }
        Ok(request)
    }
}

#[async_trait]
impl Idm for RestIdm {
    async fn handle(&self, request: IdmRequest) -> Result<Value, IdmError> {
        let request = self.request(request)?;
        let answer = exchange(Arc::clone(&self.transport), request).await;
        let answer = answer.map_err(|error| IdmError::new(503, format!("no answer: {error}")))?;
        let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
        if answer.status.is_success() {
            let empty = answer.body.is_empty().then_some(Value::Null);
            let unreadable = || IdmError::new(502, "the answer of IDM is not JSON");
            return body.or(empty).ok_or_else(unreadable);
        }
        let member = |name: &str| body.as_ref()?.get(name).cloned();
        let text = |name: &str| member(name)?.as_str().map(str::to_owned);
        let mut error = IdmError::new(answer.status.as_u16(), text("message").unwrap_or_default());
        error.reason = text("reason").unwrap_or(error.reason);
        error.detail = member("detail").map(Box::new);
        Err(error)
    }
}
