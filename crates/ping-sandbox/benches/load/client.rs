//! A thousand clients: each has a connection and users of its own.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, Request, header::TRANSFER_ENCODING};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpStream, task::JoinSet};

use crate::{process::Server, servers::KIND};

/// How many calls a connection sends in its turn.
pub(crate) const CALLS_OF_A_TURN: usize = 10;
const JSON: &str = "application/json";
/// The kind of what is not measured.
const BESIDE: usize = CALLS_OF_A_TURN;

/// What was answered to the first call of a kind: status, headers, body.
type Answered = (u16, HeaderMap, Bytes);

/// What all connections know.
#[derive(Clone, Default)]
struct Known {
    authority: String,
    authorization: String,
    environment: String,
    answers: Arc<Mutex<Vec<Option<Answered>>>>,
}

/// A connection and its users.
struct Connection {
    sender: SendRequest<Full<Bytes>>,
    number: usize,
    users: Vec<String>,
}

pub(crate) struct Client {
    known: Known,
    worker: String,
    connections: Vec<Connection>,
}

async fn connect(address: &str) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

impl Known {
    async fn send(
        &self,
        to: &mut SendRequest<Full<Bytes>>,
        kind: usize,
        (method, path): (&str, &str),
        (media_type, body): (&str, String),
    ) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &self.authority)
            .header("authorization", &self.authorization)
            .header("content-type", media_type)
            .header(KIND, kind)
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        to.ready().await.unwrap();
        let (parts, body) = to.send_request(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let status = parts.status.as_u16();
        assert!(parts.status.is_success(), "{method} {path}: {status} {body:?}");
        let mut answers = self.answers.lock().unwrap();
        if let Some(answer @ None) = answers.get_mut(kind) {
            *answer = Some((status, parts.headers, body.clone()));
        }
        serde_json::from_slice(&body).unwrap_or_default()
    }

    async fn json(
        &self,
        to: &mut SendRequest<Full<Bytes>>,
        kind: usize,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(to, kind, (method, path), (JSON, body)).await
    }

    /// A user signs in and is verified; another one comes and goes.
    async fn turn(&self, connection: &mut Connection, round: usize) {
        let Connection { sender, number, users } = connection;
        let user = &users[round % users.len()];
        let list = format!("/v1/environments/{}/users", self.environment);
        let path = format!("{list}/{user}");
        let begin = format!("/{}/deviceAuthentications", self.environment);
        let name = format!("user{number}x{}", round % users.len());
        let found = format!("{list}?filter=username%20eq%20%22{name}%22");
        let null = &Value::Null;
        let id = |answer: &Value| answer["id"].as_str().unwrap().to_owned();

        self.json(sender, 0, "GET", &found, null).await;
        self.json(sender, 1, "GET", &path, null).await;
        self.json(sender, 2, "GET", &format!("{path}/devices"), null).await;
        let begun = self.json(sender, 3, "POST", &begin, &json!({ "user": { "id": user } })).await;
        self.json(sender, 4, "GET", &format!("{begin}/{}", id(&begun)), null).await;
        let transactions = format!("{path}/verifyTransactions");
        let begun = self.json(sender, 5, "POST", &transactions, &json!({})).await;
        self.json(sender, 6, "GET", &format!("{transactions}/{}", id(&begun)), null).await;
        let change = json!({ "nickname": format!("round {round}") });
        self.json(sender, 7, "PATCH", &path, &change).await;
        let guest = json!({ "username": format!("guest{number}x{round}") });
        let guest = self.json(sender, 8, "POST", &list, &guest).await;
        self.json(sender, 9, "DELETE", &format!("{list}/{}", id(&guest)), null).await;
    }
}

impl Client {
    pub(crate) async fn of_sandbox(server: &Server, connections: usize) -> Self {
        let said: Value = serde_json::from_str(&server.said).unwrap();
        let text = |name: &str| said[name].as_str().unwrap().to_owned();
        let worker = format!("{}:{}", text("client"), text("secret"));
        let known = Known {
            authority: text("authority"),
            environment: text("environment"),
            answers: Arc::new(Mutex::new(vec![None; CALLS_OF_A_TURN])),
            ..Known::default()
        };
        let worker = format!("Basic {}", STANDARD.encode(worker));
        let mut client = Self { known, worker, connections: Vec::new() };
        for number in 0..connections {
            let sender = connect(&client.known.authority).await;
            client.connections.push(Connection { sender, number, users: Vec::new() });
        }
        client.refresh().await;
        client
    }

    /// The same calls go to another server.
    pub(crate) async fn connect_to(&mut self, server: &Server, connections: usize) {
        self.known.authority = server.said.trim().to_owned();
        self.worker.clear();
        for connection in &mut self.connections[..connections] {
            connection.sender = connect(&self.known.authority).await;
        }
    }

    /// Gets a new token.
    async fn refresh(&mut self) {
        let mut known = Known { authorization: self.worker.clone(), ..self.known.clone() };
        let path = format!("/{}/as/token", known.environment);
        let form = "grant_type=client_credentials".to_owned();
        let form = ("application/x-www-form-urlencoded", form);
        let to = &mut self.connections[0].sender;
        let token = known.send(to, BESIDE, ("POST", &path), form).await;
        known.authorization = format!("Bearer {}", token["access_token"].as_str().unwrap());
        self.known = known;
    }

    /// Lets all connections do something at once.
    async fn all<F>(&mut self, work: impl Fn(Known, Connection) -> F)
    where
        F: Future<Output = Connection> + Send + 'static,
    {
        let mut tasks = JoinSet::new();
        for connection in self.connections.drain(..) {
            tasks.spawn(work(self.known.clone(), connection));
        }
        self.connections = tasks.join_all().await;
    }

    /// So many users with a device each.
    pub(crate) async fn create_users(&mut self, users: usize) {
        let each = users / self.connections.len();
        self.all(|known, mut connection| async move {
            let list = format!("/v1/environments/{}/users", known.environment);
            for index in 0..each {
                let Connection { sender, number, users } = &mut connection;
                let name = format!("user{number}x{index}");
                let user = json!({
                    "username": name, "email": format!("{name}@example.com"), "mfaEnabled": true,
                    "name": { "given": "Jane", "family": "Doe" },
                });
                let user = known.json(sender, BESIDE, "POST", &list, &user).await;
                let id = user["id"].as_str().unwrap().to_owned();
                let device = json!({ "type": "EMAIL", "email": format!("{name}@example.com") });
                let devices = format!("{list}/{id}/devices");
                known.json(sender, BESIDE, "POST", &devices, &device).await;
                users.push(id);
            }
            connection
        })
        .await;
    }

    /// Each connection has its turn.
    pub(crate) async fn round(&mut self, round: usize) {
        self.all(|known, mut connection| async move {
            known.turn(&mut connection, round).await;
            connection
        })
        .await;
    }

    /// Time passes for the sandbox; tokens are good for an hour.
    pub(crate) async fn advance(&mut self, span: Duration) {
        if self.worker.is_empty() {
            return;
        }
        let body = json!({ "advanceSeconds": span.as_secs() });
        let to = &mut self.connections[0].sender;
        self.known.json(to, BESIDE, "POST", "/sandbox/clock", &body).await;
        self.refresh().await;
    }

    /// What was answered to each of the calls, for a server that answers the same.
    pub(crate) fn answers(&self) -> String {
        let answers = self.known.answers.lock().unwrap();
        let answer = |(status, headers, body): &Answered| {
            // Those of the body's form are the server's own.
            let headers = headers.iter().filter(|(name, _)| *name != TRANSFER_ENCODING);
            let headers: serde_json::Map<String, Value> = headers
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().into()))
                .collect();
            json!({ "status": status, "headers": headers, "body": String::from_utf8_lossy(body) })
        };
        let answers: Vec<Value> = answers.iter().flatten().map(answer).collect();
        Value::from(answers).to_string()
    }
}
