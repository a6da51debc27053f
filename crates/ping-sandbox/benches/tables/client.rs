//! A client that reads answers without parsing more of them than it needs.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use ping_sandbox::Sandbox;
use serde_json::Value;
use tokio::net::TcpStream;

/// A sandbox and one connection to it.
pub(crate) struct Client {
    _sandbox: Sandbox,
    sender: SendRequest<Full<Bytes>>,
    authority: String,
    authorization: String,
    /// The path of the environment.
    pub(crate) environment: String,
}

impl Client {
    pub(crate) async fn start() -> Self {
        let sandbox = Sandbox::start().await;
        let stream = TcpStream::connect(sandbox.address()).await.unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let known = sandbox.connection();
        let worker = format!("{}:{}", known.client_id, known.client_secret);
        let mut client = Self {
            sender,
            authority: known.api_host,
            authorization: format!("Basic {}", STANDARD.encode(worker)),
            environment: format!("/v1/environments/{}", known.environment_id),
            _sandbox: sandbox,
        };
        let path = format!("/{}/as/token", known.environment_id);
        let form = "grant_type=client_credentials".to_owned();
        let media_type = "application/x-www-form-urlencoded";
        let token = client.send("POST", &path, media_type, form).await;
        let token: Value = serde_json::from_slice(&token).unwrap();
        let token = token["access_token"].as_str().unwrap();
        client.authorization = format!("Bearer {token}");
        client
    }

    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        media_type: &str,
        body: String,
    ) -> Bytes {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &self.authority)
            .header("authorization", &self.authorization)
            .header("content-type", media_type)
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        self.sender.ready().await.unwrap();
        let reply = self.sender.send_request(request).await.unwrap();
        assert!(reply.status().is_success(), "{path}: {}", reply.status());
        reply.into_body().collect().await.unwrap().to_bytes()
    }

    pub(crate) async fn get(&mut self, path: &str) -> Bytes {
        self.send("GET", path, "application/json", String::new()).await
    }

    /// Sends a body; returns the id of what it made.
    pub(crate) async fn post(&mut self, path: &str, body: Value) -> String {
        let made = self.send("POST", path, "application/json", body.to_string()).await;
        let made: Value = serde_json::from_slice(&made).unwrap();
        made["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn delete(&mut self, path: &str) {
        self.send("DELETE", path, "application/json", String::new()).await;
    }
}
