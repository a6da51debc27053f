//! Replies of user management.

use super::{ActivationCode, DeviceId, PairingStatus, UserDetails};

reply! {
    /// A reply without content: of DeleteUser, SuspendUser and most others that change something.
    pub struct PlainReply {}
}

reply! {
    /// The reply of AddUser, GetUserDetails and EditUser.
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
    pub struct ActivationReply {
        /// The activation code. ActivateUser makes one only for a user without a device.
        activation_code: ActivationCode = "activationCode",
    }
}

reply! {
    /// The reply of GetPairingStatus.
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
