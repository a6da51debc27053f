//! Users and the services that they can sign in to.

use super::{DefaultDevice, Device, DeviceRole};
use crate::{EpochMillis, Loose, OpenValue};

open_enum! {
    /// What a user may do in the PingID account.
    pub enum Role {
        /// A user without administrator privileges.
        Regular = "REGULAR",
        /// A user with administrator privileges.
        Admin = "ADMIN",
        /// An account for API clients.
        ApiUser = "API_USER",
        /// An administrator above administrators.
        SuperAdmin = "SUPER_ADMIN",
    }
}

open_enum! {
    /// Where a user stands in the life-cycle.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub enum UserStatus {
        /// Exists, but is not activated, or the activation code has expired.
        NotActive = "NOT_ACTIVE",
        /// Activated: has a valid code and no device yet.
        PendingActivation = "PENDING_ACTIVATION",
        /// Has begun to register a device and has not finished.
        Pending = "PENDING",
        /// Has a paired device.
        Active = "ACTIVE",
        /// Suspended by the administrator.
        Suspended = "SUSPENDED",
        /// Had a device, which was removed; needs a new one.
        PendingChangeDevice = "PENDING_CHANGE_DEVICE",
        /// Locked.
        Locked = "LOCKED",
        /// Locked after too many wrong passcodes.
        OtpLocked = "OTP_LOCKED",
        /// In bypass.
        Bypass = "BYPASS",
    }
}

open_enum! {
    /// The services that a user signs in to.
    pub enum ServiceAlias {
        /// The authentication API.
        Web = "web",
        /// Windows Remote Desktop.
        WindowsRemote = "winremote",
        /// Windows login.
        WindowsLocal = "winlocal",
        /// Mac login.
        MacLocal = "maclocal",
        /// RADIUS, such as a VPN.
        Vpn = "vpn",
        /// SSH.
        Ssh = "ssh",
        /// Single sign-on.
        PingOne = "pingone",
        /// Backup authentication.
        RescueCode = "rescuecode",
    }
}

open_enum! {
    /// How a user stands with a service.
    pub enum ServiceStatus {
        /// The user signs in with PingID.
        Active = "ACTIVE",
        /// The user does not use the service.
        NotActive = "NOT_ACTIVE",
        /// The user signs in without PingID for a while.
        Bypass = "BYPASS",
    }
}

open_enum! {
    /// How far a pairing with an activation code has come.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub enum PairingStatus {
        /// There is no such valid code: unknown, expired, or its success was told before.
        NotExist = "NOT_EXIST",
        /// Nobody has used the code yet.
        NotClaimed = "NOT_CLAIMED",
        /// The app has accepted the code; the pairing is under way.
        Verified = "VERIFIED",
        /// The device is paired; the registration form is not filled in yet.
        Paired = "PAIRED",
        /// Done. This is said once.
        Success = "SUCCESS",
    }
}

model! {
    /// A service that a user signs in to.
    pub struct Service {
        optional {
            /// Which service it is.
            alias: ServiceAlias = "spAlias",
            /// The name of the service.
            name: String = "spName",
            /// How the user stands with it.
            status: ServiceStatus = "status",
            /// When the bypass ends, in milliseconds since 1970.
            bypass_until: EpochMillis = "bypassExpiration",
        }
    }
}

model! {
    /// Something that a user did lately. Not documented.
    pub struct LastTransaction {
        optional {
            /// What was done.
            transaction_type: OpenValue = "type",
            /// When.
            date: OpenValue = "date",
            /// More about it.
            details: OpenValue = "details",
        }
    }
}

model! {
    /// A user with devices and services.
    pub struct UserDetails {
        optional {
            /// The name by which the account knows the user. It never changes.
            user_name: String = "userName" personal,
            /// The first name.
            first_name: String = "fname" personal,
            /// The last name.
            last_name: String = "lname" personal,
            /// The email address.
            email: String = "email" personal,
            /// Where the user stands in the life-cycle.
            status: UserStatus = "status",
            /// What the user may do in the account.
            role: Role = "role",
            /// Whether the administrator has enabled the user.
            enabled: Loose<bool> = "userEnabled",
            /// When the user last signed in, in milliseconds since 1970.
            last_login: EpochMillis = "lastLogin",
            /// The default device; [`default_device`](Self::default_device) reads either form.
            device_details: DefaultDevice = "deviceDetails",
            /// All devices; older replies leave it out.
            devices_details: Vec<Device> = "devicesDetails",
            /// The services that the user signs in to.
            services: Vec<Service> = "spList",
            /// Deprecated: when the bypass ends, in milliseconds since 1970. See the services.
            bypass_until: EpochMillis = "bypassExpiration",
            /// Deprecated: whether the user is in bypass. See the services.
            in_bypass: Loose<bool> = "userInBypass",
            /// A number. Not documented; 0 in newer replies.
            user_id: Loose<i64> = "userId",
            /// Names the user's picture. Not documented.
            picture: String = "picURL" personal,
            /// What the user did lately. Not documented; empty in all known replies.
            last_transactions: Vec<LastTransaction> = "lastTransactions",
        }
    }
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
