//! A plain HTTP client and a sandbox to point it at.

#[cfg(feature = "webauthn")]
pub mod browser;

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use ping_sandbox::{Connection, Environment, Sandbox, SandboxBuilder};
use serde_json::Value;
use tokio::net::TcpStream;

/// Where the clock of the tests stands: 2026-01-15T12:00:00Z, the beginning of a TOTP step.
pub fn start_time() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_768_478_400)
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null if the body is not JSON.
    pub body: Value,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What the sandbox took the request for.
    pub fn operation(&self) -> &str {
        self.header("sandbox-operation")
    }

    /// The value at a JSON pointer, null if there is none.
    pub fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(pointer).unwrap_or(&Value::Null)
    }

    pub fn text_at(&self, pointer: &str) -> &str {
        let found = self.at(pointer).as_str();
        found.unwrap_or_else(|| panic!("no text at {pointer} of {}", self.text))
    }

    /// Asserts an error in PingOne's shape; `detail` is the first detail's code and target.
    #[track_caller]
    pub fn assert_error(&self, status: u16, code: &str, detail: Option<(&str, &str)>) {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.at("/code"), code, "{}", self.text);
        assert_eq!(self.text_at("/id"), self.header("correlation-id"));
        assert!(!self.text_at("/message").is_empty());
        if let Some((code, target)) = detail {
            assert_eq!(self.at("/details/0/code"), code, "{}", self.text);
            assert_eq!(self.at("/details/0/target"), target, "{}", self.text);
        }
    }

    #[track_caller]
    pub fn expect(self, status: u16, operation: &str) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.operation(), operation);
        self
    }
}

/// A sandbox, a client of one of its environments, and an access token.
pub struct Api {
    pub sandbox: Arc<Sandbox>,
    pub tenant: Environment,
    pub connection: Connection,
    pub token: String,
}

impl Api {
    /// With a seed and a clock that stands still.
    pub async fn start() -> Self {
        Self::with(|builder| builder).await
    }

    pub async fn with(configure: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> Self {
        let builder = Sandbox::builder().seed(1).frozen_at(start_time());
        let sandbox = configure(builder).start().await.unwrap();
        let first = sandbox.environments().swap_remove(0);
        Self::of(Arc::new(sandbox), first).await
    }

    /// A client of another environment of the same sandbox.
    pub async fn beside(&self, tenant: Environment) -> Self {
        Self::of(Arc::clone(&self.sandbox), tenant).await
    }

    async fn of(sandbox: Arc<Sandbox>, tenant: Environment) -> Self {
        let mut api =
            Self { connection: tenant.connection(), sandbox, tenant, token: String::new() };
        api.refresh().await;
        api
    }

    /// Gets a new token, the default way.
    pub async fn refresh(&mut self) {
        let basic = self.basic();
        let headers = [("authorization", basic.as_str())];
        let reply = self.form(&headers, "grant_type=client_credentials").await;
        if reply.status == 200 {
            self.token = reply.text_at("/access_token").to_owned();
        }
    }

    pub fn basic(&self) -> String {
        let Connection { client_id, client_secret, .. } = &self.connection;
        format!("Basic {}", STANDARD.encode(format!("{client_id}:{client_secret}")))
    }

    /// Sends a form to the token endpoint.
    pub async fn form(&self, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/x-www-form-urlencoded"));
        let path = format!("/{}/as/token", self.connection.environment_id);
        self.raw("POST", &path, &headers, body.as_bytes().to_vec()).await.unwrap()
    }

    /// A path below the environment on the API host.
    pub fn env(&self, rest: &str) -> String {
        format!("/v1/environments/{}{rest}", self.connection.environment_id)
    }

    /// A path below the environment on the authorization host.
    pub fn auth(&self, rest: &str) -> String {
        format!("/{}{rest}", self.connection.environment_id)
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "", &Value::Null).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, "", &Value::Null).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, "application/json", body).await
    }

    /// A POST of `application/vnd.pingidentity.{action}+json`.
    pub async fn act(&self, path: &str, action: &str, body: &Value) -> Reply {
        let media_type = format!("application/vnd.pingidentity.{action}+json");
        self.send("POST", path, &media_type, body).await
    }

    /// With the token; a null body is none.
    pub async fn send(&self, method: &str, path: &str, media_type: &str, body: &Value) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", bearer.as_str())];
        if !media_type.is_empty() {
            headers.push(("content-type", media_type));
        }
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.raw(method, path, &headers, body).await.unwrap()
    }

    /// Exactly these headers, on a connection of its own; the sandbox is the host unless they say.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Reply, hyper::Error> {
        let stream = TcpStream::connect(self.sandbox.address()).await.unwrap();
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let driver = tokio::spawn(connection);
        let mut request =
            Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
        if headers.iter().all(|(name, _)| *name != "host") {
            request = request.header("host", &self.connection.api_host);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body))).unwrap();
        let (parts, body) = sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        driver.abort();
        let text = String::from_utf8_lossy(&body).into_owned();
        Ok(Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
        })
    }

    /// Creates a user with multi-factor authentication switched on; returns the id.
    pub async fn user(&self, username: &str) -> String {
        let body = serde_json::json!({ "username": username, "mfaEnabled": true });
        let reply = self.post(&self.env("/users"), &body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.text_at("/id").to_owned()
    }
}
