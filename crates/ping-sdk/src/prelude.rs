//! What most programs need: `use ping_sdk::prelude::*;`.
//!
//! `Device` and `DeviceId` are those of PingOne MFA, and so are `Step` and `OtpOutcome`; PingID's
//! are in `ping_sdk::models::pingid` and `ping_sdk::pingid`.

pub use std::time::Duration;

pub use ping_models::{
    EnvironmentId, ErrorCode, OrganizationId, PopulationId, Reference, Secret, Timestamp, UserId,
};
pub use ping_transport::{Credentials, Error, ErrorKind, Polling, Region, RetryPolicy};

pub use crate::{Ping, PingBuilder};

#[cfg(feature = "platform")]
pub use ping_models::platform::{
    License, LicenseId, LicenseStatus, Name, NewUser, Organization, PatchUser, Population, User,
};
#[cfg(feature = "platform")]
pub use pingone_platform::{LicenseFilter, UserFilter};

#[cfg(feature = "mfa")]
pub use ping_models::mfa::{
    CancelReason, Device, DeviceId, EmailDevice, NewEmailDevice, NewSmsDevice, NewTotpDevice,
    SmsDevice, TotpDevice,
};
#[cfg(feature = "mfa")]
pub use pingone_mfa::{DeviceFilter, OtpOutcome, Step};

#[cfg(feature = "pingid")]
pub use ping_models::pingid::{AddUser, EditUser, ReportFormat, Role, StartAuthentication};
#[cfg(feature = "pingid")]
pub use pingid_rest::{PairingOutcome, PingId, RelyingParty};

#[cfg(feature = "verify")]
pub use ping_models::verify::{NewVerification, Outcome, VerifiedData};
#[cfg(feature = "verify")]
pub use pingone_verify::{Verdict, Verification};

#[cfg(feature = "sandbox")]
pub use ping_sandbox::Sandbox;
