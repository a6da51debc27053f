//! An emulator of the Ping Identity cloud that runs in the caller's process.
//!
//! [`Sandbox::start`] serves the PingOne API, its authorization server and PingID on one loopback
//! port, with a seeded organization, environment, worker application and PingID account. What a
//! person or a phone would do is a method here and an endpoint under `/sandbox/`:
//!
//! | Method | Endpoint | Body |
//! |---|---|---|
//! | [`Sandbox::connection`] | `GET /sandbox/connection` | |
//! | [`Sandbox::environments`] | `GET /sandbox/environments` | |
//! | [`Sandbox::add_environment`], [`Sandbox::add_organization`] | `POST /sandbox/environments` | `{"newOrganization": true}` |
//! | [`Environment::assign_role`] | `POST /sandbox/environments/{id}/roles` | `{"clientId", "role": "Environment Admin"}` |
//! | [`Outbox::all`] | `GET /sandbox/outbox` | |
//! | [`Outbox::try_next`] | `POST /sandbox/outbox/next` | `{"channel": "SMS", "to": "+1..."}` |
//! | [`Clock::now`] | `GET /sandbox/clock` | |
//! | [`Clock::advance`], [`Clock::set`] | `POST /sandbox/clock` | `{"advanceSeconds": 60}` or `{"now": "2026-03-23T16:34:44.760Z"}` |
//! | [`Faults::next`] | `POST /sandbox/faults` | `{"method", "path", "status", "times", "body", "headers", "delayMilliseconds", "reset", "truncate", "malformed", "afterProcessing"}` |
//! | [`Faults::clear`] | `DELETE /sandbox/faults` | |
//! | [`Sandbox::requests`] | `GET /sandbox/requests` | |
//! | [`Sandbox::totp_code`] | `POST /sandbox/totp` | `{"key": "otpauth://totp/..."}` |
//! | [`Sandbox::revoke_tokens`] | `DELETE /sandbox/tokens` | |
//! | [`PingId::claim`] | `POST /sandbox/pingid/claim` | `{"activationCode"}` |
//! | [`PingId::complete_pairing`] | `POST /sandbox/pingid/complete` | `{"activationCode", "device": {"type", "model", "nickname", "uuid"}}` |
//! | [`PingId::pair`], [`PingId::pair_device`] | `POST /sandbox/pingid/pair` | `{"activationCode", "device"}` |
//! | [`PingId::add_users`] | `POST /sandbox/pingid/users` | `{"count": 1000}` |
//! | [`PingId::reply_form`] | `PUT /sandbox/pingid/reply-form` | `{"wrapper", "signErrors", "alias", "successMessage"}` |
//! | [`PingId::pushes`] | `GET /sandbox/pingid/pushes` | |
//! | [`PingId::approve`], [`PingId::approve_with_number`] | `POST /sandbox/pingid/approve` | `{"userName", "number"}` |
//! | [`PingId::deny`] | `POST /sandbox/pingid/deny` | `{"userName"}` |
//! | [`PingId::claim_push`] | `POST /sandbox/pingid/claim-push` | `{"userName"}` |
//! | [`PingId::reachable`], [`PingId::push_enabled`] | `PUT /sandbox/pingid/device` | `{"deviceId", "reachable": false, "pushEnabled": false}` |
//! | [`PingId::app_otp`] | `POST /sandbox/pingid/app-otp` | `{"deviceId"}` |
//! | [`PingId::number_matching`], [`PingId::device_selection`], [`PingId::multiple_devices`], [`PingId::passwordless_policy`] | `PUT /sandbox/pingid/settings` | `{"numberMatching", "deviceSelection", "multipleDevices", "passwordlessPolicy"}` |
//! | [`Verify::open`] | `POST /sandbox/verify/open` | `{"transactionId"}` |
//! | [`Verify::submit`] | `POST /sandbox/verify/submit` | `{"transactionId", "person": {"givenName", ...}, "document": "GOOD", "selfie": "MATCHING", "processingSeconds"}` |
//! | [`Verify::enter_otp`] | `POST /sandbox/verify/otp` | `{"transactionId", "otp"}` |
//! | [`Verify::process`] | `POST /sandbox/verify/process` | `{"transactionId", "person"}` |
//! | [`Verify::set_licensed`] | `PUT /sandbox/verify/license` | `{"licensed": false}` |
//! | [`Verify::set_in_bill_of_materials`] | `PUT /sandbox/verify/license` | `{"inBillOfMaterials": false}` |
//! | [`Verify::use_short_codes`] | `PUT /sandbox/verify/short-codes` | `{"shortCodes": true}` |
//! | [`Verify::add_voice_reference`] | `POST /sandbox/verify/voice-reference` | `{"userId"}` |
//! | [`Sandbox::deny`] | `PUT /sandbox/permissions` | `{"denied": ["platform.create_user", "mfa.*"]}` |
//! | [`Mfa::pair`] | `POST /sandbox/mfa/pair` | `{"code", "os": "IOS", "application", "pushEnabled": false}` |
//! | [`Mfa::pushes`] | `GET /sandbox/mfa/pushes` | |
//! | [`Mfa::approve`], [`Mfa::approve_with_number`] | `POST /sandbox/mfa/approve` | `{"userId", "number"}` |
//! | [`Mfa::deny`] | `POST /sandbox/mfa/deny` | `{"userId"}` |
//! | [`Mfa::app_otp`] | `POST /sandbox/mfa/app-otp` | `{"userId", "deviceId"}` |
//! | [`Mfa::claim_code`] | `POST /sandbox/mfa/claim-code` | `{"userId", "deviceId", "code"}` |
//! | [`Mfa::token_code`] | `POST /sandbox/mfa/token` | `{"serialNumber"}` |
//! | [`Mfa::token_skew`] | `POST /sandbox/mfa/token-skew` | `{"serialNumber", "steps": 2}` |
//! | [`Sandbox::prompt_for_device`] | `PUT /sandbox/mfa/policy` | `{"deviceSelection": "PROMPT_TO_SELECT"}` |
//!
//! What is about one environment is about the first one, or the one of
//! `/sandbox/environments/{id}/outbox` and the like.
//!
//! Over HTTP, bodies are JSON with `Content-Type: application/json`, the `Host` has to be the sandbox's
//! own, and a page of another origin is refused.
//!
//! Every answer has the header `Sandbox-Operation` with the id of the operation that the request
//! was taken for.

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
    outbox::{Channel, Message},
    pingid::{
        account::{PingIdAccount, PingIdTokenError},
        device::PingIdDevice,
        push::PingIdPush,
        reply_form::ReplyForm,
    },
    requests::RequestRecord,
    verify::submission::{Document, DocumentType, Person, Selfie, Submission},
};
