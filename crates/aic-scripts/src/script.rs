//! A script that has been read.

use std::fmt;
use std::sync::Arc;

use crate::outcome::{Diagnostic, ScriptError};
use crate::syntax;

/// A next-generation script. Cheap to clone.
///
/// ```
/// use aic_scripts::{ErrorKind, Script};
///
/// let script = Script::parse("Decide", "action.goTo('true');").unwrap();
/// assert_eq!(script.name(), "Decide");
/// let error = Script::parse("Broken", "action.goTo(").unwrap_err();
/// assert_eq!((error.kind, error.line), (ErrorKind::Syntax, 1));
/// ```
#[derive(Clone)]
pub struct Script {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    source: String,
    findings: syntax::Findings,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script").field("name", &self.inner.name).finish_non_exhaustive()
    }
}

impl Script {
    /// Reads a script. The name is what `scriptName`, errors and `require` call it.
    ///
    /// # Errors
    ///
    /// Fails where the source does not parse. What parses here and not in the service is told by
    /// [`unsupported`](Self::unsupported), and stops the script when it is run.
    pub fn parse(name: impl Into<String>, source: impl Into<String>) -> Result<Self, ScriptError> {
        let (name, source) = (name.into(), source.into());
        let findings = syntax::check(&name, &source)?;
        Ok(Self { inner: Arc::new(Inner { name, source, findings }) })
    }

    pub(crate) fn findings(&self) -> &syntax::Findings {
        &self.inner.findings
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The source.
    pub fn source(&self) -> &str {
        &self.inner.source
    }

    /// Where the script uses what the service's engine does not have, such as `let`.
    pub fn unsupported(&self) -> &[Diagnostic] {
        &self.inner.findings.unsupported
    }

    /// Where the script uses what the service's engine gets wrong without saying so.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.inner.findings.warnings
    }

    /// Where the script declares a name that belongs to a binding.
    pub fn reserved(&self) -> &[Diagnostic] {
        &self.inner.findings.reserved
    }
}
