//! Runs next-generation scripts of PingOne Advanced Identity Cloud on a desk, with the bindings
//! that they find there: `httpClient`, `openidm`, `secrets`, `systemEnv`, `utils`, `logger`,
//! `nodeState`, `action`, `verifyTransactionsHelper` and the names of the realm, the script and
//! the cookie.
//!
//! A [`Script`] is read, a [`Runtime`] knows what its bindings work with, and a run gives an
//! [`Outcome`]. A script that never ends, or wants too much, is stopped: see [`Limits`].
//!
//! ```
//! use aic_scripts::{MemoryIdm, Runtime, Script};
//! use serde_json::json;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), aic_scripts::ScriptError> {
//! let idm = MemoryIdm::new();
//! idm.put("managed/alpha_user/42", json!({"userName": "bjensen", "mail": "b@example.com"}));
//! let script = Script::parse(
//!     "Greet",
//!     "var user = openidm.read('managed/alpha_user/' + nodeState.get('_id'));
//!      logger.info('Hello {}', user.userName);
//!      action.goTo('true');",
//! )?;
//! let runtime = Runtime::builder().idm(idm).shared("_id", "42").build();
//! let outcome = runtime.run(&script).await;
//! assert_eq!(outcome.outcome.as_deref(), Some("true"));
//! assert_eq!(outcome.messages(), ["Hello bjensen"]);
//! # Ok(()) }
//! ```
//!
//! The engine is boa: it is written in Rust, maintained, and counts instructions, so that a script
//! can be stopped at the same place each time. It has more of the language than the service's
//! engine does; what a script uses of that is an error here, as it is there.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod bindings;
mod config;
mod engine;
mod exchange;
mod idm;
mod limits;
mod masking;
mod outcome;
mod runtime;
mod script;
mod session;
mod syntax;

pub use config::RuntimeBuilder;
pub use idm::{Email, Idm, IdmError, IdmOperation, IdmRequest, MemoryIdm, RestIdm};
pub use limits::Limits;
pub use outcome::{Diagnostic, ErrorKind, HttpCall, Level, LogEntry, Outcome, ScriptError};
pub use runtime::Runtime;
pub use script::Script;

pub use ping_transport::{HttpTransport, async_trait};
