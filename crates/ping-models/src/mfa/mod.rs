//! PingOne MFA: devices, device authentications, and the administration of both.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

mod authentication;
mod authentication_code;
mod authentication_request;
mod device;
mod device_report;
mod device_request;
mod fido_choices;
mod fido_device;
mod fido_policy;
mod key_uri;
mod oath_job;
mod oath_token;
mod pairing_key;
mod policy;
mod policy_application;
mod policy_methods;
mod push_credential;
mod settings;
mod user_mfa;

pub use authentication::*;
pub use authentication_code::*;
pub use authentication_request::*;
pub use device::*;
pub use device_report::*;
pub use device_request::{ActivateDevice, DevicePolicy, PairingNotification, PairingTemplate};
pub use fido_choices::*;
pub use fido_device::*;
pub use fido_policy::*;
pub use key_uri::KeyUri;
pub use oath_job::*;
pub use oath_token::*;
pub use pairing_key::*;
pub use policy::*;
pub use policy_application::*;
pub use policy_methods::*;
pub use push_credential::*;
pub use settings::*;
pub use user_mfa::*;
