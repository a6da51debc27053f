//! One run: what it may use, and what it has done so far.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::bindings::Failure;
use crate::config::Config;
use crate::masking::Masks;
use crate::outcome::{Diagnostic, HttpCall, Level, LogEntry, Outcome};
use crate::script::Script;

/// The most bytes of log messages that a run keeps.
const LOG_BYTES: usize = 1 << 20;
/// The most HTTP calls of a run.
const HTTP_CALLS: usize = 1_000;

/// What a run has done so far. The caller holds it, too, for when the time is up.
#[derive(Debug, Default)]
pub(crate) struct Record {
    outcome: Outcome,
    log_bytes: usize,
    masks: Masks,
}

/// Where a run works: on a thread of its own, beside the runtime that does its I/O.
pub(crate) struct Session {
    pub(crate) config: Arc<Config>,
    pub(crate) script: Script,
    pub(crate) handle: Handle,
    pub(crate) deadline: Instant,
    pub(crate) transaction_id: String,
    record: Arc<Mutex<Record>>,
}

/// The record of a run, whatever became of its thread.
pub(crate) fn lock(record: &Mutex<Record>) -> MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Record {
    pub(crate) fn new(shared: Map<String, Value>, transient: Map<String, Value>) -> Self {
        let outcome = Outcome { shared, transient, ..Outcome::default() };
        Self { outcome, ..Self::default() }
    }

    /// What the run came to so far.
    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome.clone()
    }
}

impl Session {
    pub(crate) fn new(
        config: Arc<Config>,
        script: Script,
        handle: Handle,
        transaction_id: String,
        record: Arc<Mutex<Record>>,
    ) -> Self {
        let deadline = Instant::now() + config.limits.time;
        Self { config, script, handle, deadline, transaction_id, record }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        lock(&self.record)
    }

    /// The outcome so far, to read and to change.
    pub(crate) fn outcome<T>(&self, change: impl FnOnce(&mut Outcome) -> T) -> T {
        change(&mut self.record().outcome)
    }

    /// Waits for I/O, as long as there is time.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T, Failure> {
        let deadline = self.deadline;
        self.handle
            .block_on(async move { tokio::time::timeout_at(deadline, work).await })
            .map_err(|_| Failure::TimeUp)
    }

    /// Whether the time is up.
    pub(crate) fn is_time_up(&self) -> bool {
        Instant::now() >= self.deadline
    }

    pub(crate) fn log(&self, level: Level, message: String, exception: Option<String>) {
        let mut record = self.record();
        let before = record.log_bytes;
        let bytes = message.len() + exception.as_ref().map_or(0, String::len) + 1;
        record.log_bytes = before.saturating_add(bytes);
        if record.log_bytes <= LOG_BYTES {
            record.outcome.logs.push(LogEntry { level, message, exception });
        } else if before <= LOG_BYTES {
            let message = format!("the log ends here: it has {LOG_BYTES} bytes");
            record.outcome.logs.push(LogEntry { level: Level::Warn, message, exception: None });
        }
    }

    pub(crate) fn warn(&self, message: String) {
        let script = self.script.name().to_owned();
        let warning = Diagnostic { message, script, line: 0, column: 0 };
        self.outcome(|outcome| outcome.warnings.push(warning));
    }

    /// From now on this text is masked in what is told of HTTP calls.
    pub(crate) fn mask(&self, secret: &[u8]) {
        self.record().masks.add(secret);
    }

    /// Notes a call that is about to be sent; the number is for [`answered`](Self::answered).
    pub(crate) fn calling(&self, call: HttpCall) -> Result<usize, Failure> {
        let mut record = self.record();
        if record.outcome.http.len() >= HTTP_CALLS {
            let message = format!("a script may make {HTTP_CALLS} HTTP calls at most");
            return Err(Failure::error(message));
        }
        let call = record.masks.call(call);
        record.outcome.http.push(call);
        Ok(record.outcome.http.len() - 1)
    }

    /// What became of a call.
    pub(crate) fn answered(&self, number: usize, answer: Result<u16, &str>) {
        let mut record = self.record();
        let error = answer.err().map(|error| record.masks.text(error));
        if let Some(call) = record.outcome.http.get_mut(number) {
            call.status = answer.ok();
            call.error = error;
        }
    }
}
