//! Users and the services that they can sign in to.

use super::{DefaultDevice, Device, DeviceRole};
use crate::{EpochMillis, Loose, Model, OpenEnum, OpenValue, Rest, UnknownValue};

/// What a user may do in the PingID account.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Role {
    /// A user without administrator privileges.
    Regular,
    /// A user with administrator privileges.
    Admin,
    /// An account for API clients.
    ApiUser,
    /// An administrator above administrators.
    SuperAdmin,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Where a user stands in the life-cycle.
///
/// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum UserStatus {
    /// Exists, but is not activated, or the activation code has expired.
    NotActive,
    /// Activated: has a valid code and no device yet.
    PendingActivation,
    /// Has begun to register a device and has not finished.
    Pending,
    /// Has a paired device.
    Active,
    /// Suspended by the administrator.
    Suspended,
    /// Had a device, which was removed; needs a new one.
    PendingChangeDevice,
    /// Locked.
    Locked,
    /// Locked after too many wrong passcodes.
    OtpLocked,
    /// In bypass.
    Bypass,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The services that a user signs in to.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ServiceAlias {
    /// The authentication API.
    #[wire("web")]
    Web,
    /// Windows Remote Desktop.
    #[wire("winremote")]
    WindowsRemote,
    /// Windows login.
    #[wire("winlocal")]
    WindowsLocal,
    /// Mac login.
    #[wire("maclocal")]
    MacLocal,
    /// RADIUS, such as a VPN.
    #[wire("vpn")]
    Vpn,
    /// SSH.
    #[wire("ssh")]
    Ssh,
    /// Single sign-on.
    #[wire("pingone")]
    PingOne,
    /// Backup authentication.
    #[wire("rescuecode")]
    RescueCode,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a user stands with a service.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ServiceStatus {
    /// The user signs in with PingID.
    Active,
    /// The user does not use the service.
    NotActive,
    /// The user signs in without PingID for a while.
    Bypass,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How far a pairing with an activation code has come.
///
/// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PairingStatus {
    /// There is no such valid code: unknown, expired, or its success was told before.
    NotExist,
    /// Nobody has used the code yet.
    NotClaimed,
    /// The app has accepted the code; the pairing is under way.
    Verified,
    /// The device is paired; the registration form is not filled in yet.
    Paired,
    /// Done. This is said once.
    Success,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A service that a user signs in to.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Service {
    /// Which service it is.
    #[model(name = "spAlias")]
    pub alias: Option<ServiceAlias>,
    /// The name of the service.
    #[model(name = "spName")]
    pub name: Option<String>,
    /// How the user stands with it.
    pub status: Option<ServiceStatus>,
    /// When the bypass ends, in milliseconds since 1970.
    #[model(name = "bypassExpiration")]
    pub bypass_until: Option<EpochMillis>,
    rest: Rest<Self>,
}

/// Something that a user did lately. Not documented.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct LastTransaction {
    /// What was done.
    #[model(name = "type")]
    pub transaction_type: Option<OpenValue>,
    /// When.
    pub date: Option<OpenValue>,
    /// More about it.
    pub details: Option<OpenValue>,
    rest: Rest<Self>,
}

/// A user with devices and services.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UserDetails {
    /// The name by which the account knows the user. It never changes.
    #[model(personal)]
    pub user_name: Option<String>,
    /// The first name.
    #[model(name = "fname", personal)]
    pub first_name: Option<String>,
    /// The last name.
    #[model(name = "lname", personal)]
    pub last_name: Option<String>,
    /// The email address.
    #[model(personal)]
    pub email: Option<String>,
    /// Where the user stands in the life-cycle.
    pub status: Option<UserStatus>,
    /// What the user may do in the account.
    pub role: Option<Role>,
    /// Whether the administrator has enabled the user.
    #[model(name = "userEnabled")]
    pub enabled: Option<Loose<bool>>,
    /// When the user last signed in, in milliseconds since 1970.
    pub last_login: Option<EpochMillis>,
    /// The default device; [`default_device`](Self::default_device) reads either form.
    pub device_details: Option<DefaultDevice>,
    /// All devices; older replies leave it out.
    pub devices_details: Option<Vec<Device>>,
    /// The services that the user signs in to.
    #[model(name = "spList")]
    pub services: Option<Vec<Service>>,
    /// Deprecated: when the bypass ends, in milliseconds since 1970. See the services.
    #[model(name = "bypassExpiration")]
    pub bypass_until: Option<EpochMillis>,
    /// Deprecated: whether the user is in bypass. See the services.
    #[model(name = "userInBypass")]
    pub in_bypass: Option<Loose<bool>>,
    /// A number. Not documented; 0 in newer replies.
    pub user_id: Option<Loose<i64>>,
    /// Names the user's picture. Not documented.
    #[model(name = "picURL", personal)]
    pub picture: Option<String>,
    /// What the user did lately. Not documented; empty in all known replies.
    pub last_transactions: Option<Vec<LastTransaction>>,
    rest: Rest<Self>,
}

impl UserDetails {
    /// The default device, whichever member of the reply has it.
    pub fn default_device(&self) -> Option<&Device> {
        let listed = self.devices_details.iter().flatten();
        let named = self.device_details.as_ref();
        named.and_then(DefaultDevice::device).or_else(|| {
            let mut primary = listed.filter(|device| device.role == Some(DeviceRole::Primary));
            primary.next()
        })
    }

    /// All devices that the reply tells of; just the default one where it does not list them.
    pub fn devices(&self) -> Vec<&Device> {
        match (&self.devices_details, &self.device_details) {
            (Some(devices), _) => devices.iter().collect(),
            (None, Some(DefaultDevice::One(device))) => vec![device],
            (None, Some(DefaultDevice::Many(devices))) => devices.iter().collect(),
            (None, None) => Vec::new(),
        }
    }
}
