//! An emulator of the Ping Identity cloud that runs in the caller's process.
//!
//! [`Sandbox::start`] serves the PingOne API, its authorization server and PingID on one loopback
//! port, with a seeded organization, environment, worker application and PingID account. What a
//! person or a phone would do is a method here and an endpoint under `/sandbox/` ([controls](#controls)),
//! all of which `GET /sandbox/openapi.json` describes.
//!
//! What is about one environment is about the first one, or the one of
//! `/sandbox/environments/{id}/outbox` and the like.
//!
//! Over HTTP, bodies are JSON with `Content-Type: application/json`, the `Host` has to be the sandbox's
//! own, and a page of another origin is refused.
//!
//! Every answer has the header `Sandbox-Operation` with the id of the operation that the request
//! was taken for.
//!
//! # Controls
//!
#![doc = include_str!("controls.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod api;
mod base;
mod dispatch;
mod domain;
mod server;
mod service;
mod store;
mod wire;
mod world;

pub use api::{
    builder::SandboxBuilder,
    environment::Environment,
    faults::{FaultRule, Faults},
    mfa::Mfa,
    outbox::Outbox,
    pingid::PingId,
    sandbox::{Clock, Sandbox},
    verify::Verify,
};
pub use base::otpauth::TotpKeyError;
pub use domain::{
    connection::Connection,
    control_error::ControlError,
    mfa::phone::{MfaPhone, MfaPush},
    oauth::ClientAuthMethod,
    outbox::{Channel, Message, Notification},
    pingid::{
        account::{PingIdAccount, PingIdTokenError},
        device::PingIdDevice,
        push::PingIdPush,
        reply_form::ReplyForm,
    },
    requests::RequestRecord,
    verify::submission::{Document, DocumentType, Person, Selfie, Submission},
};
