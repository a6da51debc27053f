//! What a run leaves behind.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

/// What a run came to: the outcome that the script chose, what it logged, called and changed, and
/// how it failed, where it did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// The outcome that the script went to last; `None` where it chose none.
    pub outcome: Option<String>,
    /// What the script asked for beside the outcome, such as `withErrorMessage`.
    pub action: Map<String, Value>,
    /// What was logged at the level that is on, in order.
    pub logs: Vec<LogEntry>,
    /// The HTTP calls, in the order in which they were begun. Secrets are masked.
    pub http: Vec<HttpCall>,
    /// The shared state behind the run.
    pub shared: Map<String, Value>,
    /// The transient state behind the run.
    pub transient: Map<String, Value>,
    /// What works here and not, or not reliably, in the service.
    pub warnings: Vec<Diagnostic>,
    /// How the script failed; `None` where it came to its end.
    pub error: Option<ScriptError>,
}

impl Outcome {
    /// Whether the script came to its end.
    pub fn is_ok(&self) -> bool {
        self.error.is_none()
    }

    /// The messages that were logged, without their levels.
    pub fn messages(&self) -> Vec<&str> {
        self.logs.iter().map(|entry| entry.message.as_str()).collect()
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LogEntry {
    /// The level.
    pub level: Level,
    /// The message, with its arguments in place.
    pub message: String,
    /// The Java exception that was logged with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
}

/// A level of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The finest.
    Trace,
    /// What development tenants log.
    #[default]
    Debug,
    /// Information.
    Info,
    /// What staging and production tenants log.
    Warn,
    /// Errors.
    Error,
}

impl Level {
    /// All levels, the finest first.
    pub const ALL: [Self; 5] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// The level of this name, such as `debug`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// An HTTP call of a script. Credentials, and the secrets that the script fetched, are masked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HttpCall {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The instance of the Http Client service that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as text; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The status of the answer; `None` where there was none.
    pub status: Option<u16>,
    /// Why there was no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Something at a place of a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What there is to say.
    pub message: String,
    /// The name of the script.
    pub script: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.script, self.line, self.column, self.message)
    }
}

/// How a script failed, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScriptError {
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// What happened.
    pub message: String,
    /// The name of the script in which it happened: a library, where that failed.
    pub script: String,
    /// The line, from 1; 0 where it has no place in the script.
    pub line: u32,
    /// The column, from 1; 0 where it has no place in the script.
    pub column: u32,
    /// The calls on the way there, the innermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stack: Vec<String>,
}

impl ScriptError {
    pub(crate) fn nowhere(kind: ErrorKind, script: &str, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            script: script.to_owned(),
            line: 0,
            column: 0,
            stack: Vec::new(),
        }
    }

    pub(crate) fn at(kind: ErrorKind, place: Diagnostic) -> Self {
        let Diagnostic { message, script, line, column } = place;
        Self { kind, message, script, line, column, stack: Vec::new() }
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.script)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ScriptError {}

/// What kind of failure a [`ScriptError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The script does not parse.
    Syntax,
    /// The script uses what the service's engine does not have.
    Unsupported,
    /// The script declares a name that belongs to a binding.
    ReservedName,
    /// The script, or something that it called, threw an exception.
    Exception,
    /// The time is up.
    Time,
    /// The script holds more memory than it may.
    Memory,
    /// The script carried out more instructions than it may.
    Instructions,
    /// A loop went round more often than it may.
    Loop,
    /// Calls are nested deeper than they may be.
    Recursion,
    /// The engine failed; that is a defect here, not in the script.
    Engine,
}
