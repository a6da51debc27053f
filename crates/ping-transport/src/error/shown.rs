//! How errors are shown.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::making::ABOUT_ROLES;
use super::{Error, without_full_stop};

/// A span of time as one says it.
pub(crate) fn in_words(span: Duration) -> String {
    if span < Duration::from_secs(1) {
        return format!("{} ms", span.as_millis());
    }
    let seconds = format!("{:.1}", span.as_secs_f64());
    format!("{} s", seconds.trim_end_matches(".0"))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.id)?;
        }
        match inner.hint {
            Some(hint) => write!(f, "{}. {hint}", without_full_stop(&inner.message))?,
            None => f.write_str(&inner.message)?,
        }
        let role = inner.operation.and_then(|operation| operation.permission);
        let is_about_roles = inner.hint.is_some_and(|hint| ABOUT_ROLES.contains(&hint));
        if let Some(role) = role.filter(|_| is_about_roles) {
            write!(f, " (needed: {role})")?;
        }
        // The text of the service may have it already.
        let told = |id: &String| inner.message.contains(&format!("(Correlation ID: {id})"));
        if let Some(id) = inner.correlation_id.as_ref().filter(|id| !told(id)) {
            write!(f, " (correlation id {id})")?;
        }
        if inner.attempts > 1 {
            let elapsed = in_words(inner.elapsed);
            write!(f, " after {} attempts in {elapsed}", inner.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind);
        out.field("message", &self.to_string());
        if let Some(status) = self.status() {
            out.field("status", &status);
        }
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}
