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

/// Which requests a rule hits.
#[derive(Clone, Debug)]
pub(crate) enum Match {
    /// Of an operation by its id; a `*` at the end stands for any rest.
    Operation(String),
    /// By method, `*` for any, and path, in which `*` stands for one segment and a last `**` for
    /// any rest.
    Path { method: String, path: String },
}

/// One rule, as it is stored.
#[derive(Debug)]
struct Rule {
    id: u64,
    hits: Match,
    times: u64,
    fault: Fault,
}

/// What becomes of a request that a rule hits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fault {
    pub(crate) effect: Effect,
    pub(crate) body: Option<(String, Bytes)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) delay: Option<Duration>,
    /// The service does its work first.
    pub(crate) after: bool,
}

/// The rules, in the order in which they were made.
pub(crate) struct FaultRules {
    rules: Vec<Rule>,
    last_id: u64,
    kept: Kept,
}

impl FaultRules {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { rules: Vec::new(), last_id: 0, kept }
    }

    /// Whether there is room for one more, with a body of this size.
    pub(crate) fn has_room(&self, size: usize) -> bool {
        let held: usize = self.rules.iter().map(Rule::size).sum();
        self.rules.len() < self.kept.entries && held + size <= self.kept.bytes
    }

    /// Adds a rule that answers 503 once until told otherwise; returns its id.
    pub(crate) fn add(&mut self, hits: Match) -> u64 {
        self.last_id += 1;
        let fault = Fault { effect: Effect::Status(503), ..Fault::default() };
        self.rules.push(Rule { id: self.last_id, hits, times: 1, fault });
        self.last_id
    }

    /// Changes a rule, unless it is used up.
    pub(crate) fn change(&mut self, id: u64, change: impl FnOnce(&mut Fault)) {
        if let Some(rule) = self.rule(id) {
            change(&mut rule.fault);
        }
    }

    fn rule(&mut self, id: u64) -> Option<&mut Rule> {
        self.rules.iter_mut().find(|rule| rule.id == id)
    }

    pub(crate) fn times(&mut self, id: u64, times: u64) {
        if let Some(rule) = self.rule(id) {
            rule.times = times;
        }
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// All rules: what each hits, what it does, and how many more times.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Match, &Fault, u64)> {
        self.rules.iter().map(|rule| (&rule.hits, &rule.fault, rule.times))
    }

    pub(crate) fn len(&self) -> usize {
        self.rules.len()
    }

    /// The first rule that matches, used once.
    pub(crate) fn take(&mut self, request: &Request, operation: Option<&str>) -> Option<Fault> {
        let index = self.rules.iter().position(|rule| rule.hits.matches(request, operation))?;
        let rule = &mut self.rules[index];
        rule.times = rule.times.saturating_sub(1);
        let fault = rule.fault.clone();
        self.rules.retain(|rule| rule.times > 0);
        Some(fault)
    }
}

impl Fault {
    /// What it is called in the log; `None` if it does nothing.
    pub(crate) fn name(&self) -> Option<&'static str> {
        match self.effect {
            Effect::None => self.delay.map(|_| "DELAY"),
            Effect::Status(_) => Some("STATUS"),
            Effect::Reset => Some("RESET"),
            Effect::Truncate => Some("TRUNCATE"),
            Effect::Malformed => Some("MALFORMED"),
        }
    }
}

impl Rule {
    fn size(&self) -> usize {
        let headers = self.fault.headers.iter().map(|(name, value)| name.len() + value.len());
        let body = self.fault.body.as_ref().map_or(0, |(_, body)| body.len());
        let hits = match &self.hits {
            Match::Operation(operation) => operation.len(),
            Match::Path { method, path } => method.len() + path.len(),
        };
        hits + body + headers.sum::<usize>()
    }
}

impl Match {
    pub(crate) fn operation(id: &str) -> Self {
        Self::Operation(id.to_owned())
    }

    pub(crate) fn path(method: &str, path: &str) -> Self {
        Self::Path { method: method.to_owned(), path: path.to_owned() }
    }

    fn matches(&self, request: &Request, operation: Option<&str>) -> bool {
        match self {
            Self::Operation(rule) => operation.is_some_and(|id| names(rule, id)),
            Self::Path { method, path } => {
                (method == "*" || method.eq_ignore_ascii_case(request.method.as_str()))
                    && path_matches(path, &request.path)
            }
        }
    }
}

/// Whether a rule names an operation; a `*` at its end stands for any rest.
pub(crate) fn names(rule: &str, operation: &str) -> bool {
    match rule.strip_suffix('*') {
        Some(start) => operation.starts_with(start),
        None => operation == rule,
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
