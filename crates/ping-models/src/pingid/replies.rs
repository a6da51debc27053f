//! Replies of user management.

use super::{ActivationCode, DeviceId, ErrorId, PairingStatus, UserDetails};
use crate::OpenValue;

/// Defines a reply: a [`model!`] with the members that every reply has.
macro_rules! reply {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $ty:ty = $wire:literal, )*
        }
    ) => {
        model! {
            $(#[$meta])*
            pub struct $name {
                optional {
                    $( $(#[$fmeta])* $field: $ty = $wire, )*
                    /// How the request went; 200 is success.
                    error_id: ErrorId = "errorId",
                    /// The same in words, or nothing at all on success.
                    error_message: String = "errorMsg",
                    /// More about an error. Not documented.
                    error_params: OpenValue = "errorParams",
                    /// The id of this reply, for questions to support.
                    message_id: String = "uniqueMsgId",
                    /// What the request's `clientData` had.
                    client_data: String = "clientData",
                }
            }
        }
    };
}

reply! {
    /// A reply without content: of DeleteUser and SuspendUser.
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
