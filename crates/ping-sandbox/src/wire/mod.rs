//! Requests and answers.

pub(crate) mod accept;
pub(crate) mod answer_body;
pub(crate) mod cors;
pub(crate) mod hal;
pub(crate) mod names;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod stream;
#[cfg(feature = "tls")]
pub(crate) mod tls;
