//! Injected faults: a rule is a match, a result and a number of times.

use std::time::Duration;

use bytes::Bytes;

use crate::{base::limits::Kept, wire::request::Request};

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
        Self { rules: Vec::new(), last_id: 0, kept }
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
        let headers = self.headers.iter().map(|(name, value)| name.len() + value.len());
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

#[cfg(test)]
mod tests {
    use super::path_matches;

    #[test]
    fn a_star_is_one_segment_and_two_are_the_rest() {
        assert!(path_matches("/v1/environments/*/users", "/v1/environments/e/users"));
        assert!(!path_matches("/v1/environments/*/users", "/v1/environments/e/users/u"));
        assert!(!path_matches("/v1/environments/*/users", "/v1/environments/users"));
        assert!(path_matches("/v1/**", "/v1/environments/e"));
        assert!(!path_matches("/v2/**", "/v1/environments/e"));
    }
}
