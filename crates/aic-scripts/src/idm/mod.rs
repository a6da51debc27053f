//! What answers `openidm`: an IDM in memory, or a real one over REST.

mod filter;
mod memory;
mod patch;
mod pointer;
mod query;
mod rest;

use std::collections::BTreeMap;
use std::fmt;

use ping_transport::async_trait;
use serde_json::{Map, Value};

pub use memory::{Email, MemoryIdm};
pub use rest::RestIdm;

/// What answers the calls of `openidm`.
#[async_trait]
pub trait Idm: Send + Sync + 'static {
    /// Carries out an operation. A script may run elsewhere than on a Tokio runtime's thread; this
    /// is awaited on one.
    ///
    /// # Errors
    ///
    /// What a script sees as an exception: its code, reason and detail are those of
    /// `e.javaException`.
    async fn handle(&self, request: IdmRequest) -> Result<Value, IdmError>;
}

/// An operation on a resource.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IdmRequest {
    /// The path, such as `managed/alpha_user` or `managed/alpha_user/{id}`, without a slash at
    /// either end.
    pub resource: String,
    /// What is done with it.
    pub operation: IdmOperation,
    /// The parameters, such as `_queryFilter`.
    pub params: BTreeMap<String, String>,
    /// The fields that are wanted; all of them where it is empty.
    pub fields: Vec<String>,
}

/// What is done with a resource.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IdmOperation {
    /// Creates a resource below the path.
    Create {
        /// Its id; the service's choice without one.
        id: Option<String>,
        /// Its members.
        content: Map<String, Value>,
    },
    /// Reads the resource.
    Read,
    /// Replaces the resource.
    Update {
        /// The revision that it has to have.
        revision: Option<String>,
        /// Its members.
        content: Map<String, Value>,
    },
    /// Changes members of the resource.
    Patch {
        /// The revision that it has to have.
        revision: Option<String>,
        /// The changes: `operation`, `field`, `value`.
        changes: Vec<Value>,
    },
    /// Deletes the resource.
    Delete {
        /// The revision that it has to have.
        revision: Option<String>,
    },
    /// Looks for resources below the path.
    Query,
    /// Carries out an action of the resource.
    Action {
        /// Its name, such as `send`.
        name: String,
        /// What it takes; null where it takes nothing.
        content: Value,
    },
}

/// How an operation of IDM failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IdmError {
    /// The code, as HTTP has it: 404 for what is not there.
    pub code: u16,
    /// What the code means, such as `Not Found`.
    pub reason: String,
    /// What happened.
    pub message: String,
    /// Further members of the error, where there are any.
    pub detail: Option<Box<Value>>,
}

impl IdmError {
    /// An error with the usual reason of its code.
    pub fn new(code: u16, message: impl Into<String>) -> Self {
        let status = http::StatusCode::from_u16(code).ok();
        let reason = status.and_then(|status| status.canonical_reason()).unwrap_or_default();
        Self { code, reason: reason.to_owned(), message: message.into(), detail: None }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }
}

impl fmt::Display for IdmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code, self.reason, self.message)
    }
}

impl std::error::Error for IdmError {}
