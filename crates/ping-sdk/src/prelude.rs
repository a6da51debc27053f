//! What most programs need: `use ping_sdk::prelude::*;`.
//!
//! `Device` and `DeviceId` are those of PingOne MFA, and so are `Step` and `OtpOutcome`; PingID's
//! are in `ping_sdk::models::pingid` and `ping_sdk::pingid`.

pub use std::time::Duration;

#[doc(no_inline)]
pub use ping_models::{
    DeviceId, EnvironmentId, ErrorCode, LicenseId, OrganizationId, PopulationId, Reference, Secret,
    Timestamp, UserId,
};
#[doc(no_inline)]
pub use ping_transport::{
    Bulk, Credentials, Error, ErrorKind, Polling, Rate, Region, RetryPolicy, StatusCode,
};

#[cfg(feature = "blocking")]
#[doc(no_inline)]
pub use ping_transport::{Blocking, BlockingStream};

pub use crate::{Ping, PingBuilder};

#[cfg(feature = "platform")]
#[doc(no_inline)]
pub use ping_models::platform::{
    License, LicenseStatus, Name, NewUser, Organization, PatchUser, Population, User,
};
#[cfg(feature = "platform")]
#[doc(no_inline)]
pub use pingone_platform::{
    EnvironmentExpansion, LicenseFilter, PopulationFilter, UserExpansion, UserFilter,
};

#[cfg(feature = "mfa")]
#[doc(no_inline)]
pub use ping_models::mfa::{
    CancelReason, Device, DeviceStatus, EmailDevice, NewEmailDevice, NewSmsDevice, NewTotpDevice,
    SmsDevice, TotpDevice,
};
#[cfg(feature = "mfa")]
#[doc(no_inline)]
pub use pingone_mfa::{DeviceExpansion, DeviceFilter, OtpOutcome, Step};

#[cfg(feature = "pingid")]
#[doc(no_inline)]
pub use ping_models::pingid::{AddUser, EditUser, ReportFormat, Role, StartAuthentication};
#[cfg(feature = "pingid")]
#[doc(no_inline)]
pub use pingid_rest::{PairingOutcome, PingId, RelyingParty};

#[cfg(feature = "verify")]
#[doc(no_inline)]
pub use ping_models::verify::{NewVerification, Outcome, VerifiedData};
#[cfg(feature = "verify")]
#[doc(no_inline)]
pub use pingone_verify::{Verdict, Verification, VerifyPolicyFilter, VerifyTransactionExpansion};

#[cfg(feature = "sandbox")]
#[doc(no_inline)]
pub use ping_sandbox::Sandbox;
