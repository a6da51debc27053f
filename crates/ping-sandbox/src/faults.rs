//! Injected faults: a rule is a match, a result and a number of times.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use crate::{limits::Kept, request::Request, running::Running};

/// What becomes of the connection or the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing; the answer is the service's own.
    #[default]
    None,
    /// This status and body instead of the service's own.
    Status(u16),
    /// The connection is reset without an answer.
    Reset,
    /// The answer ends in the middle of its body.
    Truncate,
    /// The answer's body is not JSON, though its header says so.
    Malformed,
}

/// One rule, as it is stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fault {
    id: u64,
    method: String,
    path: String,
    times: u64,
    pub(crate) effect: Effect,
    pub(crate) body: Option<(String, Bytes)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) delay: Option<Duration>,
    /// The service does its work first.
    pub(crate) after: bool,
}

/// The rules, in the order in which they were made.
pub(crate) struct FaultRules {
    rules: Vec<Fault>,
    last_id: u64,
    kept: Kept,
}

impl FaultRules {
    pub(crate) fn new(kept: Kept) -> Self {
        Self {
            rules: Vec::new(),
            last_id: 0,
            kept,
        }
    }

    /// Whether there is room for one more, with a body of this size.
    pub(crate) fn has_room(&self, size: usize) -> bool {
        let held: usize = self.rules.iter().map(Fault::size).sum();
        self.rules.len() < self.kept.entries && held + size <= self.kept.bytes
    }

    /// Adds a rule that answers 503 once until told otherwise; returns its id.
    pub(crate) fn add(&mut self, method: &str, path: &str) -> u64 {
        self.last_id += 1;
        self.rules.push(Fault {
            id: self.last_id,
            method: method.to_owned(),
            path: path.to_owned(),
            times: 1,
            effect: Effect::Status(503),
            ..Fault::default()
        });
        self.last_id
    }

    /// Changes a rule, unless it is used up.
    pub(crate) fn change(&mut self, id: u64, change: impl FnOnce(&mut Fault)) {
        if let Some(rule) = self.rules.iter_mut().find(|rule| rule.id == id) {
            change(rule);
        }
    }

    pub(crate) fn times(&mut self, id: u64, times: u64) {
        self.change(id, |rule| rule.times = times);
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.rules.len()
    }

    /// The first rule that matches, used once.
    pub(crate) fn take(&mut self, request: &Request) -> Option<Fault> {
        let index = self.rules.iter().position(|rule| rule.matches(request))?;
        let rule = self.rules[index].clone();
        self.rules[index].times = rule.times.saturating_sub(1);
        self.rules.retain(|rule| rule.times > 0);
        Some(rule)
    }
}

impl Fault {
    fn size(&self) -> usize {
        let headers = self
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len());
        let body = self.body.as_ref().map_or(0, |(_, body)| body.len());
        self.path.len() + self.method.len() + body + headers.sum::<usize>()
    }

    fn matches(&self, request: &Request) -> bool {
        (self.method == "*" || self.method.eq_ignore_ascii_case(request.method.as_str()))
            && path_matches(&self.path, &request.path)
    }
}

/// `*` stands for one segment, `**` at the end for any rest.
fn path_matches(pattern: &str, path: &str) -> bool {
    let mut path = path.trim_matches('/').split('/');
    let mut pattern = pattern.trim_matches('/').split('/').peekable();
    loop {
        match (pattern.next(), path.next()) {
            (Some("**"), _) if pattern.peek().is_none() => return true,
            (Some("*"), Some(_)) => {}
            (Some(wanted), Some(given)) if wanted.eq_ignore_ascii_case(given) => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

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
        FaultRule {
            id: self.running.lock().shared.faults.add(method, path),
            running: Arc::clone(&self.running),
        }
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
        f.debug_struct("Faults")
            .field("pending", &self.pending())
            .finish()
    }
}

impl fmt::Debug for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultRule")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::path_matches;

    #[test]
    fn a_star_is_one_segment_and_two_are_the_rest() {
        assert!(path_matches(
            "/v1/environments/*/users",
            "/v1/environments/e/users"
        ));
        assert!(!path_matches(
            "/v1/environments/*/users",
            "/v1/environments/e/users/u"
        ));
        assert!(!path_matches(
            "/v1/environments/*/users",
            "/v1/environments/users"
        ));
        assert!(path_matches("/v1/**", "/v1/environments/e"));
        assert!(!path_matches("/v2/**", "/v1/environments/e"));
    }
}
