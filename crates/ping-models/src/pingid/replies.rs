//! Replies of user management.

use super::{ActivationCode, DeviceId, PairingStatus, UserDetails};

reply! {
    /// A reply without content: of DeleteUser, SuspendUser and most others that change something.
    ///
    /// Returned by `pingid.delete_user`, `pingid.suspend_user`, `pingid.add_service`,
    /// `pingid.toggle_user_bypass`, `pingid.unpair_device`, `pingid.update_device_attributes`,
    /// `pingid.authenticator_app_finish_pairing`, `pingid.update_applications`,
    /// `pingid.delete_applications`, `pingid.webauthn_finish_pairing` and
    /// `pingid.cancel_authentication`.
    pub struct PlainReply {}
}

reply! {
    /// The reply of AddUser, GetUserDetails and EditUser.
    ///
    /// Returned by `pingid.add_user`, `pingid.get_user_details` and `pingid.edit_user`.
    pub struct UserReply {
        /// The activation code, where activation was asked for; may be empty where not.
        activation_code: ActivationCode = "activationCode",
        /// The user.
        user: UserDetails = "userDetails",
        /// Users who share a device with this one, where they were asked for.
        same_device_users: Vec<UserDetails> = "sameDeviceUsersDetails",
    }
}

reply! {
    /// The reply of ActivateUser and GetActivationCode.
    ///
    /// Returned by `pingid.activate_user` and `pingid.get_activation_code`.
    pub struct ActivationReply {
        /// The activation code. ActivateUser makes one only for a user without a device.
        activation_code: ActivationCode = "activationCode",
    }
}

reply! {
    /// The reply of GetPairingStatus.
    ///
    /// Returned by `pingid.get_pairing_status`.
    pub struct PairingStatusReply {
        /// How far the pairing has come.
        pairing_status: PairingStatus = "pairingStatus",
        /// The device, once it is paired.
        device_id: DeviceId = "deviceId",
    }
}

reply! {
    /// A refusal. Some operations leave their empty members in it.
    pub struct ErrorReply {
        /// The user, mostly null.
        user: UserDetails = "userDetails",
        /// Users who share a device, mostly empty.
        same_device_users: Vec<UserDetails> = "sameDeviceUsersDetails",
    }
}
