//! What a table costs as it grows, over loopback: four times the users should make a creation, a
//! look-up and a page cost about the same.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use cpu_time::ProcessTime;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use ping_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::net::TcpStream;

const SMALL: usize = 2_500;
const LARGE: usize = 4 * SMALL;
/// How many pairs are measured.
const PAIRS: usize = 9;

/// A sandbox and one connection to it.
struct Client {
    _sandbox: Sandbox,
    sender: SendRequest<Full<Bytes>>,
    authority: String,
    authorization: String,
    users: String,
}

impl Client {
    async fn start() -> Self {
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
            users: format!("/v1/environments/{}/users", known.environment_id),
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

    async fn send(&mut self, method: &str, path: &str, media_type: &str, body: String) -> Bytes {
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

    async fn get(&mut self, path: &str) -> Bytes {
        self.send("GET", path, "application/json", String::new()).await
    }

    /// Creates so many users.
    async fn fill(&mut self, count: usize) {
        let path = self.users.clone();
        for number in 0..count {
            let user = json!({
                "username": format!("user{number}"),
                "email": format!("user{number}@example.com"),
                "name": { "given": "Jane", "family": format!("Doe{}", number % 100) },
            });
            self.send("POST", &path, "application/json", user.to_string()).await;
        }
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn print(name: &str, ratios: Vec<f64>, small: Vec<f64>, large: Vec<f64>, wanted: f64) {
    let ratio = median(ratios);
    let met = if ratio <= wanted { "met" } else { "MISSED" };
    let time = |seconds| Duration::from_secs_f64(seconds);
    println!(
        "{name:<40} {ratio:.2}  {:>9.2?} vs {:>9.2?}  wanted <= {wanted:.2}: {met}",
        time(median(large)),
        time(median(small)),
    );
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{LARGE} users / {SMALL} users, median of {PAIRS}: CPU time of client and sandbox");
    let (mut ratios, mut small, mut large) = (Vec::new(), Vec::new(), Vec::new());
    let (mut few, mut many) = (Client::start().await, Client::start().await);
    for pair in 0..PAIRS {
        if pair > 0 {
            (few, many) = (Client::start().await, Client::start().await);
        }
        let begun = ProcessTime::now();
        few.fill(SMALL).await;
        small.push(begun.elapsed().as_secs_f64() / SMALL as f64);
        let begun = ProcessTime::now();
        many.fill(LARGE).await;
        large.push(begun.elapsed().as_secs_f64() / LARGE as f64);
        ratios.push(large[pair] / small[pair]);
    }
    print("one creation", ratios, small, large, 1.25);
    for (name, query, wanted) in [
        ("a look-up by name", "?filter=username%20eq%20%22USER1234%22", 1.5),
        ("a page of 200", "", 1.5),
        (
            "a filter that 1 of 100 passes",
            "?filter=name.family%20eq%20%22doe7%22",
            // Every row is looked at: as many times the rows, and a little for what rows cost memory.
            (LARGE / SMALL) as f64 * 1.25,
        ),
    ] {
        let (mut ratios, mut small, mut large) = (Vec::new(), Vec::new(), Vec::new());
        for pair in 0..=PAIRS {
            let mut times = [0.0; 2];
            for (time, client) in times.iter_mut().zip([&mut few, &mut many]) {
                let path = format!("{}{query}", client.users);
                let begun = ProcessTime::now();
                for _ in 0..10 {
                    client.get(&path).await;
                }
                *time = begun.elapsed().as_secs_f64() / 10.0;
            }
            // The first pair warms up.
            if pair > 0 {
                ratios.push(times[1] / times[0]);
                small.push(times[0]);
                large.push(times[1]);
            }
        }
        print(name, ratios, small, large, wanted);
    }
}
