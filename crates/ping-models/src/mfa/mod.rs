//! PingOne MFA: devices and device authentications.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

mod authentication;
mod authentication_request;
mod device;
mod device_parts;
mod device_request;
mod key_uri;
mod user_mfa;

pub use authentication::{
    AuthenticationDevice, AuthenticationError, AuthenticationErrorCode, DeviceAuthentication,
    DeviceAuthenticationEmbedded, DeviceAuthenticationStatus, OneTimeDevice, PayloadValue,
    SelectedDevice,
};
pub use authentication_request::{
    CancelDeviceAuthentication, CancelReason, CheckOtp, Compatibility,
    InitializeDeviceAuthentication, Notification, NotificationTemplate, SelectDevice, WebAuthn,
};
pub use device::{
    Device, DeviceParts, EmailDevice, MobileDevice, OtherDevice, SmsDevice, TotpDevice,
    VoiceDevice, WhatsAppDevice,
};
pub use device_parts::{
    AbilityStatus, Block, BlockStatus, DeviceStatus, DeviceType, IntegrityState, Lock, LockReason,
    LockStatus, MobileAbility, MobileApplication, MobileModel, MobileOs, NotificationProvider,
    RefreshDuration, RelyingParty, TestPasscode, TimeUnit, Usability, UsableStatus,
};
pub use device_request::{
    ActivateDevice, DevicePolicy, NewDeviceParts, NewEmailDevice, NewSmsDevice, NewTotpDevice,
    PairingNotification, PairingTemplate,
};
pub use key_uri::KeyUri;
pub use user_mfa::{DeviceNickname, MfaEnabled, UpdateMfaEnabled, UpdateNickname};
