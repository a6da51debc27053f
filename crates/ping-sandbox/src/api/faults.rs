//! Injected faults: a rule is a match, a result and a number of times.

use crate::domain::faults::{Effect, Fault, Match};
use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use crate::world::running::Running;

/// Makes requests fail. Obtained from [`Sandbox::faults`](crate::Sandbox::faults).
#[derive(Clone)]
pub struct Faults {
    pub(crate) running: Arc<Running>,
}

impl Faults {
    /// Adds a rule for the next request with this method (`*` for any) and path, in which `*` stands
    /// for one segment and a last `**` for any rest. It takes effect at once: 503, one time, until
    /// the returned handle says otherwise.
    pub fn next(&self, method: &str, path: &str) -> FaultRule {
        self.add(Match::path(method, path))
    }

    /// As [`Faults::next`], for the next request of an operation by its id; a `*` at the end stands
    /// for any rest (`mfa.*`).
    pub fn next_of(&self, operation: &str) -> FaultRule {
        self.add(Match::operation(operation))
    }

    fn add(&self, hits: Match) -> FaultRule {
        let id = self.running.lock().shared.faults.add(hits);
        FaultRule { id, running: Arc::clone(&self.running) }
    }

    /// Forgets all rules.
    pub fn clear(&self) {
        self.running.lock().shared.faults.clear();
    }

    /// How many rules are left to be used.
    pub fn pending(&self) -> usize {
        self.running.lock().shared.faults.len()
    }
}

/// A rule that was added; each method changes it in place.
#[derive(Clone)]
pub struct FaultRule {
    id: u64,
    running: Arc<Running>,
}

impl FaultRule {
    fn change(self, change: impl FnOnce(&mut Fault)) -> Self {
        self.running.lock().shared.faults.change(self.id, change);
        self
    }

    /// Answers with this status and the service's error body for it.
    pub fn status(self, status: u16) -> Self {
        self.change(|rule| rule.effect = Effect::Status(status))
    }

    /// Answers with this body; belongs to [`FaultRule::status`].
    pub fn body(self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = Bytes::from(body.into());
        self.change(|rule| rule.body = Some((media_type.to_owned(), body)))
    }

    /// Adds a header to the answer.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.change(|rule| rule.headers.push((name.to_owned(), value.to_owned())))
    }

    /// Adds `Retry-After` in seconds.
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header("retry-after", &seconds.to_string())
    }

    /// Adds `Retry-After` as an HTTP date.
    pub fn retry_after_date(self, at: SystemTime) -> Self {
        self.header("retry-after", &httpdate::fmt_http_date(at))
    }

    /// Waits this long, in real time, before it goes on; alone, the answer is the service's own.
    pub fn delay(self, delay: Duration) -> Self {
        self.change(|rule| {
            rule.delay = Some(delay);
            if rule.effect == Effect::Status(503) {
                rule.effect = Effect::None;
            }
        })
    }

    /// Resets the connection instead of answering.
    pub fn reset(self) -> Self {
        self.change(|rule| rule.effect = Effect::Reset)
    }

    /// Ends the answer in the middle of its body.
    pub fn truncate(self) -> Self {
        self.change(|rule| {
            rule.effect = Effect::Truncate;
            rule.after = true;
        })
    }

    /// Replaces the answer's body by text that is not JSON.
    pub fn malformed(self) -> Self {
        self.change(|rule| {
            rule.effect = Effect::Malformed;
            rule.after = true;
        })
    }

    /// Lets the service do its work before the fault hits, so that only the answer is lost.
    pub fn after_processing(self) -> Self {
        self.change(|rule| rule.after = true)
    }

    /// How many requests it hits; once by default.
    pub fn times(self, times: u64) -> Self {
        self.running.lock().shared.faults.times(self.id, times);
        self
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faults").field("pending", &self.pending()).finish()
    }
}

impl fmt::Debug for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultRule").field("id", &self.id).finish_non_exhaustive()
    }
}
