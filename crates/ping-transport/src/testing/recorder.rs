//! Writes down what went over the wire.

use std::fmt;
use std::fs::{File, OpenOptions, create_dir_all};
use std::io::Write as _;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderName};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::lock;
use crate::masking::MASK;
use crate::seam::{Body, HttpTransport, Request, TransportError};
use crate::sensitive::each_leaf;

/// The longest answer that is written down, in bytes.
const LONGEST: usize = 1024 * 1024;

/// Sends through another transport and writes down each exchange as a line of JSON: the operation
/// that the call claims to be, the one to which the sandbox routed it and whether it answered as
/// such, the request, and the answer. The payload of a PingID token stands there as JSON, a form as
/// an object. What has the name of a secret is masked; the types are not known here, so a `code` or
/// a `key` that is one stays: record a sandbox, not a tenant.
pub struct Recorder<T> {
    inner: T,
    test: String,
    file: Option<Arc<Mutex<File>>>,
}

impl<T> Recorder<T> {
    /// Records to a file of its own below `directory`. Where it cannot be written, nothing is
    /// recorded: the tests themselves do not depend on it.
    ///
    /// The name of the current thread, which is that of the test, becomes part of the record, and
    /// so do the program, its package and arguments, and when it first recorded something.
    pub fn new(inner: T, directory: impl AsRef<Path>) -> Self {
        let test = std::thread::current().name().unwrap_or("unknown").to_owned();
        let directory = directory.as_ref().join("exchanges");
        let name = format!("{}.{}.jsonl", test.replace("::", "."), std::process::id());
        let file = create_dir_all(&directory).ok().and_then(|()| {
            OpenOptions::new().create(true).append(true).open(directory.join(name)).ok()
        });
        Self { inner, test, file: file.map(|file| Arc::new(Mutex::new(file))) }
    }
}

impl<T> fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("test", &self.test).finish_non_exhaustive()
    }
}

#[async_trait]
impl<T: HttpTransport> HttpTransport for Recorder<T> {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        let claimed = request.operation;
        let content_type = text(&request.headers, &CONTENT_TYPE);
        let body = readable(&request.body, content_type.as_deref());
        let method = request.method.to_string();
        let (path, query) = (request.path().to_owned(), request.query().map(str::to_owned));
        let response = self.inner.send(request).await?;
        let Some(file) = self.file.clone() else {
            return Ok(response);
        };
        let (head, body_of_answer) = response.into_parts();
        let routed = HeaderName::from_static("sandbox-operation");
        let handled = HeaderName::from_static("sandbox-handled");
        let line = json!({
            "run": run(),
            "test": self.test,
            "claimed": claimed,
            "routed": text(&head.headers, &routed),
            "handled": head.headers.contains_key(handled),
            "method": method,
            "path": path,
            "query": query,
            "content_type": content_type,
            "body": body,
            "status": head.status.as_u16(),
        });
        let recorded = Recorded {
            inner: body_of_answer,
            line,
            answer_type: text(&head.headers, &CONTENT_TYPE),
            answer: Vec::new(),
            file,
        };
        Ok(http::Response::from_parts(head, Body::stream(recorded)))
    }

    async fn connect(&self, origin: &str) -> Result<(), TransportError> {
        self.inner.connect(origin).await
    }
}

/// The body of an answer. The line is written when it was read, or nobody wants more of it.
struct Recorded {
    inner: Body,
    line: Value,
    answer_type: Option<String>,
    answer: Vec<u8>,
    file: Arc<Mutex<File>>,
}

impl Stream for Recorded {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.inner).poll_next(cx));
        if let Some(Ok(bytes)) = &chunk
            && self.answer.len() <= LONGEST
        {
            self.answer.extend_from_slice(bytes);
        }
        Poll::Ready(chunk)
    }
}

impl Drop for Recorded {
    fn drop(&mut self) {
        self.line["answer"] = match self.answer.len() {
            ..=LONGEST => readable(&self.answer, self.answer_type.as_deref()).into(),
            _ => Value::Null,
        };
        self.line["answer_type"] = self.answer_type.take().into();
        // One write a line, so that lines of parallel calls do not mix.
        let line = format!("{}\n", self.line);
        let _ = lock(&self.file).write_all(line.as_bytes());
    }
}

/// The program with its package and arguments, and when it first recorded something, in
/// milliseconds since 1970: what tells the records of one run from those of another, and whether it
/// ran all of its tests.
fn run() -> Value {
    static RUN: OnceLock<Value> = OnceLock::new();
    let run = RUN.get_or_init(|| {
        let program = std::env::current_exe().ok();
        let program = program.as_deref().and_then(Path::file_name).unwrap_or_default();
        let arguments = std::env::args_os().skip(1);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let started = now.unwrap_or_default().as_millis();
        json!({
            "program": program.to_string_lossy(),
            "package": std::env::var("CARGO_PKG_NAME").unwrap_or_default(),
            "arguments": arguments.map(|it| it.to_string_lossy().into_owned()).collect::<Vec<_>>(),
            "started": u64::try_from(started).unwrap_or(u64::MAX),
        })
    });
    run.clone()
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// A body as JSON, if it can be read as such, secrets masked.
fn readable(body: &[u8], content_type: Option<&str>) -> Option<Value> {
    let is_form = content_type.is_some_and(|kind| kind.contains("x-www-form-urlencoded"));
    let value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(_) if is_form => form(body),
        Err(_) => payload(body)?,
    };
    Some(masked(value))
}

/// The value without what is below a name of a secret; each kind of value stays what it is, so that
/// records can be held against a schema.
fn masked(value: Value) -> Value {
    each_leaf(value, false, &mut |leaf, secret| match leaf {
        Value::String(_) if secret => MASK.into(),
        Value::Number(_) if secret => 0.into(),
        other => other,
    })
}

fn form(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body).replace('+', " ");
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let members: Map<String, Value> =
        pairs.map(|(name, value)| (decoded(name), decoded(value).into())).collect();
    members.into()
}

/// The payload of a signed token.
fn payload(token: &[u8]) -> Option<Value> {
    let token = std::str::from_utf8(token).ok()?;
    let [_, payload, _] = token.split('.').collect::<Vec<_>>()[..] else {
        return None;
    };
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}
