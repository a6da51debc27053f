//! PingOne MFA: devices and device authentications.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

mod authentication;
mod authentication_code;
mod authentication_request;
mod device;
mod device_request;
mod key_uri;
mod pairing_key;
mod user_mfa;

pub use authentication::{
    AuthenticationDevice, AuthenticationError, AuthenticationErrorCode, DeviceAuthentication,
    DeviceAuthenticationEmbedded, DeviceAuthenticationStatus, OneTimeDevice, PayloadValue,
    SelectedDevice,
};
pub use authentication_code::*;
pub use authentication_request::{
    CancelDeviceAuthentication, CancelReason, CheckOtp, Compatibility,
    InitializeDeviceAuthentication, Notification, NotificationTemplate, SelectDevice, WebAuthn,
};
pub use device::*;
pub use device_request::{ActivateDevice, DevicePolicy, PairingNotification, PairingTemplate};
pub use key_uri::KeyUri;
pub use pairing_key::*;
pub use user_mfa::*;
