//! A server that answers every request alike, in a child process of the benchmark.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// Tells the child that it is the server.
const MARK: &str = "PING_BENCH_SERVER";

pub fn is_child() -> bool {
    std::env::var_os(MARK).is_some()
}

/// A running server; dropped, it ends.
pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn start() -> Server {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env(MARK, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let stdout = child.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    Server { child, port: line.trim().parse().unwrap() }
}

pub fn serve(body: Vec<u8>) {
    let body = Bytes::from(body);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async move {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        println!("{}", listener.local_addr().unwrap().port());
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let body = body.clone();
            tokio::spawn(async move {
                let answer = service_fn(move |_| {
                    let mut response = hyper::Response::new(Full::new(body.clone()));
                    let media_type = hyper::header::HeaderValue::from_static("application/json");
                    response.headers_mut().insert("content-type", media_type);
                    async { Ok::<_, std::convert::Infallible>(response) }
                });
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    });
}
