//! What is measured: the sandbox, and a server that only answers.

use std::{io::stdin, sync::Arc};

use bytes::Bytes;
use http::{HeaderName, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use ping_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) const SANDBOX: &str = "serve-sandbox";
pub(crate) const BARE: &str = "serve-bare";
/// Which of the calls of a turn a request is.
pub(crate) const KIND: HeaderName = HeaderName::from_static("load-kind");

/// The next line that the client says; empty at the end.
async fn line() -> String {
    let read = || {
        let mut line = String::new();
        stdin().read_line(&mut line).unwrap();
        line
    };
    tokio::task::spawn_blocking(read).await.unwrap()
}

/// Serves until its input ends.
pub(crate) async fn sandbox() {
    line().await;
    let sandbox = Sandbox::builder().seed(7).frozen_at(std::time::SystemTime::now());
    let sandbox = sandbox.start().await.unwrap();
    let known = sandbox.connection();
    let said = json!({
        "authority": known.api_host, "environment": known.environment_id,
        "client": known.client_id, "secret": known.client_secret,
    });
    println!("{said}");
    line().await;
}

/// Answers by kind, with what it was told, until its input ends.
pub(crate) async fn bare() {
    let told: Vec<Value> = serde_json::from_str(&line().await).unwrap();
    let answer = |one: &Value| {
        let mut answer = Response::builder().status(one["status"].as_u64().unwrap() as u16);
        for (name, value) in one["headers"].as_object().unwrap() {
            answer = answer.header(name, value.as_str().unwrap());
        }
        answer.body(Bytes::from(one["body"].as_str().unwrap().to_owned())).unwrap()
    };
    let answers: Arc<Vec<Response<Bytes>>> = Arc::new(told.iter().map(answer).collect());
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    let serve = async {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let answers = Arc::clone(&answers);
            let service = service_fn(move |request: Request<Incoming>| {
                let answers = Arc::clone(&answers);
                async move {
                    let (parts, body) = request.into_parts();
                    body.collect().await?;
                    let kind: usize = parts.headers[KIND].to_str().unwrap().parse().unwrap();
                    Ok::<_, hyper::Error>(answers[kind].clone().map(Full::new))
                }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    };
    tokio::select! {
        () = serve => {}
        _ = line() => {}
    }
}
