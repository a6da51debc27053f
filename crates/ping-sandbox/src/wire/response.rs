//! Answers, and the error bodies of the PingOne API.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{
    base::{clock::LATEST, timestamp::Timestamp},
    wire::accept::{Accept, HAL, JSON},
};

/// An answer before it goes on the wire.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// An error in PingOne's shape; the dispatcher gives it its id.
    error: Option<Value>,
    /// What it comes as unless the client prefers the other sort of JSON; `None` where it has no
    /// say.
    usual: Option<&'static str>,
    /// This is no answer yet: the handler wants to run again when something has changed, then at
    /// the latest.
    pub(crate) again_by: Option<Timestamp>,
}

/// What a handler returns.
pub(crate) type Answer = Result<Response, Failure>;

/// An answer that ends a handler early.
#[derive(Clone, Debug)]
pub(crate) struct Failure(Box<Response>);

impl From<Response> for Failure {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::from(error.response())
    }
}

impl From<Failure> for Response {
    fn from(failure: Failure) -> Self {
        *failure.0
    }
}

impl Response {
    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            error: None,
            usual: None,
            again_by: None,
        }
    }

    /// Whether it says that something was done.
    pub(crate) fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// A short sum of status and body, by which it is known again.
    pub(crate) fn sum(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.status.as_str());
        hash.update(&self.body);
        if let Some(error) = &self.error {
            hash.update(error.to_string());
        }
        let sum: [u8; 32] = hash.finalize().into();
        sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Good as an answer only where nobody wants to wait for another.
    pub(crate) fn unless_waited(self) -> Self {
        Self { again_by: Some(LATEST), ..self }
    }

    /// Not an answer yet; see [`Response::again_by`].
    pub(crate) fn not_yet(again_by: Timestamp) -> Self {
        Self { again_by: Some(again_by), ..Self::empty(503) }
    }

    /// `application/json`, whatever the client asks for.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::with_body(status, JSON, body.to_string())
    }

    /// What resources come as: `application/hal+json` unless the client prefers plain JSON.
    pub(crate) fn hal(status: u16, body: &Value) -> Self {
        let mut response = Self::with_body(status, HAL, body.to_string());
        response.usual = Some(HAL);
        response
    }

    /// 201 with the resource and, in `Location`, its `self` link.
    pub(crate) fn created(body: &Value) -> Self {
        let response = Self::hal(201, body);
        match body.pointer("/_links/self/href").and_then(Value::as_str) {
            Some(href) => response.header(header::LOCATION, href),
            None => response,
        }
    }

    /// Any body with its media type.
    pub(crate) fn with_body(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        let mut response = Self::empty(status).header(header::CONTENT_TYPE, media_type);
        response.body = body.into();
        response
    }

    /// Sets a header; a value that HTTP cannot carry is left out.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Settles the media type, and writes the error body, now that its id is known: the one of
    /// `Correlation-Id`.
    pub(crate) fn finish(mut self, accept: Accept, correlation_id: &str) -> Self {
        if let Some(usual) = self.usual {
            let chosen = HeaderValue::from_static(accept.choose(usual));
            self.headers.insert(header::CONTENT_TYPE, chosen);
        }
        if let Some(mut error) = self.error.take() {
            if let Value::Object(map) = &mut error {
                map.insert("id".into(), correlation_id.into());
            }
            self.body = error.to_string().into();
        }
        self
    }
}

/// An error in PingOne's shape: `id`, `code`, `message`, `details`.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: u16,
    code: &'static str,
    message: String,
    details: Vec<Detail>,
}

/// One entry of an error's `details`.
#[derive(Clone, Debug)]
pub(crate) struct Detail {
    code: &'static str,
    target: Option<String>,
    message: String,
    inner: Vec<(&'static str, Value)>,
}

impl Detail {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, target: None, message: message.into(), inner: Vec::new() }
    }

    /// A member is missing.
    pub(crate) fn required() -> Self {
        Self::new("REQUIRED_VALUE", "A value is required.")
    }

    /// A member is there, with nothing in it.
    pub(crate) fn empty() -> Self {
        Self::new("EMPTY_VALUE", "The value must not be empty.")
    }

    /// A member's value is not good.
    pub(crate) fn invalid(why: &str) -> Self {
        Self::new("INVALID_VALUE", why)
    }

    /// A member is none of the values that it may have.
    pub(crate) fn not_among(allowed: &[&str]) -> Self {
        let detail = Self::invalid("The value is not one of the allowed ones.");
        detail.inner("allowedValues", allowed.to_vec())
    }

    /// A text has too many characters.
    pub(crate) fn too_long(most: usize) -> Self {
        let why = format!("The value must have at most {most} characters.");
        Self::new("SIZE_LIMIT_EXCEEDED", why).inner("maximumValue", most)
    }

    /// A number is not between these.
    pub(crate) fn out_of_range(from: i64, to: i64) -> Self {
        let detail = Self::new("OUT_OF_RANGE", "The value is out of its range.");
        let detail = detail.inner("rangeMinimumValue", from);
        if to == i64::MAX { detail } else { detail.inner("rangeMaximumValue", to) }
    }

    /// The same of a parameter of the query.
    pub(crate) fn of_parameter(mut self) -> Self {
        if self.code == "INVALID_VALUE" {
            self.code = "INVALID_PARAMETER";
        }
        self
    }

    /// Names the member, dotted where it is nested.
    pub(crate) fn target(mut self, target: impl Into<String>) -> Self {
        self.target = Some(target.into());
        self
    }

    /// Adds a member of `innerError`.
    pub(crate) fn inner(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.inner.push((name, value.into()));
        self
    }

    fn json(&self) -> Value {
        let mut map = Map::new();
        map.insert("code".into(), self.code.into());
        if let Some(target) = &self.target {
            map.insert("target".into(), target.as_str().into());
        }
        map.insert("message".into(), self.message.as_str().into());
        if !self.inner.is_empty() {
            let inner: Map<String, Value> = self
                .inner
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect();
            map.insert("innerError".into(), inner.into());
        }
        map.into()
    }
}

impl ApiError {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), details: Vec::new() }
    }

    pub(crate) fn detail(mut self, detail: Detail) -> Self {
        self.details.push(detail);
        self
    }

    pub(crate) fn response(self) -> Response {
        let mut body = json!({ "code": self.code, "message": self.message });
        if !self.details.is_empty() {
            body["details"] = self.details.iter().map(Detail::json).collect();
        }
        let mut response = Response::empty(self.status);
        response.error = Some(body);
        response.usual = Some(JSON);
        response
    }
}

/// 400 `INVALID_DATA` with its details.
pub(crate) fn invalid_data(details: impl IntoIterator<Item = Detail>) -> Failure {
    let mut error = ApiError::new(
        400,
        "INVALID_DATA",
        "The request could not be completed. One or more validation errors were in the request.",
    );
    error.details.extend(details);
    error.into()
}

/// 400 `INVALID_REQUEST`.
pub(crate) fn invalid_request(why: &str) -> Failure {
    ApiError::new(
        400,
        "INVALID_REQUEST",
        format!("The request could not be completed. The request was invalid: {why}"),
    )
    .into()
}

/// 400 `REQUEST_FAILED`: well-formed, but not possible in the present state.
pub(crate) fn request_failed(why: &str) -> Failure {
    ApiError::new(400, "REQUEST_FAILED", format!("The request could not be completed. {why}"))
        .into()
}

/// 404 `NOT_FOUND`.
pub(crate) fn not_found() -> Failure {
    ApiError::new(
        404,
        "NOT_FOUND",
        "The requested resource object cannot be found. Unable to find resource.",
    )
    .into()
}

/// 403 `ACCESS_FAILED`.
pub(crate) fn access_failed(detail: Detail) -> ApiError {
    let why = "The request could not be completed. You do not have access to this resource.";
    ApiError::new(403, "ACCESS_FAILED", why).detail(detail)
}

/// 403 `ACCESS_FAILED` with `INSUFFICIENT_PERMISSIONS`.
pub(crate) fn insufficient_permissions() -> Failure {
    let why = "The actor attempting to perform the request is not authorized.";
    access_failed(Detail::new("INSUFFICIENT_PERMISSIONS", why)).into()
}

/// 401 `ACCESS_FAILED` with `INVALID_TOKEN`.
pub(crate) fn invalid_token() -> Failure {
    ApiError::new(
        401,
        "ACCESS_FAILED",
        "The request could not be completed. You do not have access to this resource.",
    )
    .detail(
        Detail::new(
            "INVALID_TOKEN",
            "The authorization token is either missing or invalid, or it has expired.",
        )
        .target("Authentication Credentials"),
    )
    .into()
}
