//! The transport of the Ping Identity cloud's Rust SDK: it describes requests without I/O, and
//! sends them with tokens, retries, deadlines and signed envelopes.
//!
//! - A [`Call`] is a described request. It is inspected with [`Call::describe`], given options,
//!   and sent with [`Call::send`] or `.await`.
//! - A [`Client`] knows the hosts, the credentials and the rules of sending. It is built once,
//!   cloned freely and shared.
//! - A [`Download`] is a file, handed on while it is still coming.
//! - A [`List`] becomes a [`Pager`]: a stream of items that resumes after a failed page.
//! - A [`Bulk`] makes many calls, a few of them at a time.
//! - A [flow](mod@flow) is a sequence of calls, as a value that knows what comes next.
//! - An [`Error`] says what failed, for which operation, with which code and correlation id, and
//!   what to do next.
//!
//! The HTTP client stands behind [`HttpTransport`]; the default one is reqwest with rustls
//! (feature `reqwest`; `rustls-no-provider` is the same with a cryptography provider that the program
//! installs). No type of it appears in a public signature, but for that of the feature
//! `reqwest-client`.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, that of `#[tokio::main]` or one built
//! with `enable_all`. Without a runtime a call is an error of the kind
//! [`Configuration`](ErrorKind::Configuration); one whose timers are disabled cannot be told from
//! here, and Tokio panics when a limit is first needed.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod answered;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod bulk;
mod call;
mod checks;
mod client;
mod clock;
mod config;
mod core;
mod credentials;
mod described;
mod download;
mod error;
mod escaping;
pub mod filter;
pub mod flow;
mod hosts;
mod logs;
mod masking;
mod operation;
mod operations;
mod optional;
mod options;
mod page;
#[cfg(feature = "pingid")]
pub mod pingid;
mod random;
mod rate;
mod request;
mod retry;
#[cfg(feature = "rows")]
pub mod rows;
mod scope;
mod seam;
mod secret_names;
mod send;
mod sender;
mod sensitive;
mod sent;
#[cfg(feature = "testing")]
pub mod testing;
mod token;
mod variants;
#[cfg(feature = "zip")]
mod zip;

#[cfg(feature = "rustls-no-provider")]
mod reqwest_transport;

pub use answered::Response;
#[cfg(feature = "blocking")]
pub use blocking::{Blocking, BlockingStream, Items};
pub use builder::RequestBuilder;
pub use bulk::{Bulk, BulkOutcome, BulkProgress};
pub use call::{Call, CallFuture, CallWithResponse, ResponseFuture};
pub use client::{Client, ClientBuilder};
pub use clock::{Clock, Sleep, SystemClock};
pub use config::{ProcessEnvironment, Variables};
#[cfg(feature = "jwt-assertions")]
pub use credentials::SigningAlgorithm;
pub use credentials::{ClientAuthentication, Credentials};
pub use described::Described;
pub use download::Download;
pub use error::{Error, ErrorBody, ErrorKind};
pub use filter::{Attribute, Expansion, Filter, Order};
#[cfg(feature = "seal")]
pub use flow::{OpenError, SealKey};
pub use flow::{Polling, Progress, UsedIds};
pub use hosts::{Hosts, PingIdRegion, Region};
pub use operation::{Host, Operation, OperationInfo, ReplyNote, SentBy};
pub use operations::operations as token_operations;
pub use optional::{OptionalCall, OptionalFuture};
pub use options::CallOptions;
pub use page::{List, Page, Pager, Pages};
pub use random::random_bytes;
pub use rate::{Rate, RateGroup};
pub use retry::RetryPolicy;
#[doc(hidden)]
pub use scope::Scope;
pub use seam::{Body, HttpTransport, Request, TransportError, TransportErrorKind};
pub use token::{AccessToken, TokenSource};

#[cfg(feature = "rustls-no-provider")]
pub use reqwest_transport::{ReqwestTransport, ReqwestTransportBuilder};

pub use async_trait::async_trait;
pub use http::StatusCode;
pub use ping_models::{DecodeError, Secret};

#[doc(hidden)]
pub mod __private {
    //! What the macros of this crate expand to; not part of the public interface.
    pub use crate::operation::{Decoded, Known, ignore_body};
    pub use crate::variants::{Variants, When};
    pub use http::Method;
    pub use serde::Serialize;
    pub use serde_json::Value;
}
