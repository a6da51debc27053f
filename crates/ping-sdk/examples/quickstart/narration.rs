//! Tells a person what is called and what came back.

use std::future::Future;
use std::io::{IsTerminal, stdout};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ping_sdk::transport::{Body, HttpTransport, Request, TransportError};

use crate::Failure;

/// What went over the wire since it was last told.
pub(crate) type Exchanges = Arc<Mutex<Vec<String>>>;

/// Sends through another transport and notes each exchange.
pub(crate) struct Narrator<T> {
    inner: T,
    exchanges: Exchanges,
}

impl<T> Narrator<T> {
    pub(crate) fn new(inner: T, exchanges: Exchanges) -> Self {
        Self { inner, exchanges }
    }
}

#[ping_sdk::transport::async_trait]
impl<T: HttpTransport> HttpTransport for Narrator<T> {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        let operation = request.operation;
        let what = format!("{} {}", request.method, short(request.path()));
        let result = self.inner.send(request).await;
        let outcome = match &result {
            Ok(response) => response.status().as_u16().to_string(),
            Err(error) => error.to_string(),
        };
        let line = format!("{:<36} {what} -> {outcome}", operation.unwrap_or("-"));
        if let Ok(mut exchanges) = self.exchanges.lock() {
            exchanges.push(line);
        }
        result
    }
}

/// A path whose UUIDs are cut to their beginnings.
fn short(path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment.get(..8) {
        Some(head) if segment.len() == 36 && segment.matches('-').count() == 4 => {
            format!("{head}..")
        }
        _ => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// The telling: numbered steps with their durations, plain text where nobody looks at a terminal.
pub(crate) struct Story {
    exchanges: Exchanges,
    terminal: bool,
    steps: usize,
    skipped: usize,
    started: Instant,
}

impl Story {
    pub(crate) fn new() -> Self {
        Self {
            exchanges: Exchanges::default(),
            terminal: stdout().is_terminal(),
            steps: 0,
            skipped: 0,
            started: Instant::now(),
        }
    }

    pub(crate) fn exchanges(&self) -> Exchanges {
        Arc::clone(&self.exchanges)
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.terminal { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A heading.
    pub(crate) fn scene(&self, title: &str) {
        println!("{}", self.paint("1", title));
    }

    /// Does a step and tells what it called and how long it took.
    pub(crate) async fn step<T>(
        &mut self,
        title: &str,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        self.steps += 1;
        let started = Instant::now();
        let result = work.await;
        let mark = if result.is_ok() { self.paint("32", "ok") } else { self.paint("31", "failed") };
        println!(
            "\n{} {mark} {}",
            self.paint("1", &format!("{:>2}. {title}", self.steps)),
            self.paint("2", &milliseconds(started.elapsed()))
        );
        let told = self.exchanges.lock().map(|mut lines| std::mem::take(&mut *lines));
        for line in told.unwrap_or_default() {
            println!("    {}", self.paint("2", &line));
        }
        result
    }

    /// What came back, or what a person does.
    pub(crate) fn tell(&self, text: impl AsRef<str>) {
        println!("    {}", text.as_ref());
    }

    /// A picture of several lines.
    pub(crate) fn show(&self, picture: &str) {
        for line in picture.lines() {
            println!("    {line}");
        }
    }

    /// A step that cannot be played here.
    pub(crate) fn skip(&mut self, title: &str, why: &str) {
        self.skipped += 1;
        println!("\n {} {title}: {why}", self.paint("33", "-. skipped"));
    }

    /// The end, with every step done.
    pub(crate) fn end(self) -> ExitCode {
        let skipped = match self.skipped {
            0 => String::new(),
            some => format!(", {some} skipped"),
        };
        let took = milliseconds(self.started.elapsed());
        println!("\n{}", self.paint("1", &format!("{} steps done{skipped}, {took}", self.steps)));
        ExitCode::SUCCESS
    }

    /// The end, when a step failed.
    pub(crate) fn broken(self, why: &str) -> ExitCode {
        println!("\n{} {why}", self.paint("31", "The story ends here:"));
        ExitCode::FAILURE
    }
}

fn milliseconds(span: Duration) -> String {
    format!("{:.1} ms", span.as_secs_f64() * 1000.0)
}
