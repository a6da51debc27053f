//! Whether a user has multi-factor authentication, and the names of devices.

use crate::Links;

model! {
    /// Whether multi-factor authentication is on for a user.
    ///
    /// Returned by `mfa.read_user_mfa_enabled` and `mfa.update_user_mfa_enabled`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/enable-users-mfa.html>
    pub struct MfaEnabled {
        optional {
            /// Links: the setting itself and its user.
            links: Links = "_links",
            /// An id; the service does not send it in practice.
            id: String = "id",
            /// Whether it is on.
            mfa_enabled: bool = "mfaEnabled",
        }
    }
}

request! {
    /// Turns multi-factor authentication of a user on or off.
    ///
    /// Taken by `mfa.update_user_mfa_enabled`.
    pub struct UpdateMfaEnabled {
        required {
            /// Whether it is to be on.
            mfa_enabled: bool = "mfaEnabled",
        }
    }
}

model! {
    /// The name that a user gave a device.
    ///
    /// Returned by `mfa.update_device_nickname`.
    pub struct DeviceNickname {
        optional {
            /// Links: the name itself and its device.
            links: Links = "_links",
            /// The name.
            nickname: String = "nickname" personal,
        }
    }
}

request! {
    /// Names a device.
    ///
    /// Taken by `mfa.update_device_nickname`.
    pub struct UpdateNickname {
        required {
            /// The name, up to 100 characters; an empty one clears it.
            nickname: String = "nickname" personal,
        }
    }
}
