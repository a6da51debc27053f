//! Replies of user management.

use super::{ActivationCode, DeviceId, ErrorId, PairingStatus, UserDetails};
use crate::{Model, OpenValue, Rest};

/// How a request went: what every reply has.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct ReplyOutcome {
    /// How the request went; 200 is success.
    pub error_id: Option<ErrorId>,
    /// The same in words, or nothing at all on success.
    #[model(name = "errorMsg")]
    pub error_message: Option<String>,
    /// More about an error. Not documented.
    pub error_params: Option<OpenValue>,
    /// The id of this reply, for questions to support.
    #[model(name = "uniqueMsgId")]
    pub message_id: Option<String>,
    /// What the request's `clientData` had.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// A reply without content: of DeleteUser, SuspendUser and most others that change something.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PlainReply {
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The reply of AddUser, GetUserDetails and EditUser.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UserReply {
    /// The activation code, where activation was asked for; may be empty where not.
    pub activation_code: Option<ActivationCode>,
    /// The user.
    #[model(name = "userDetails")]
    pub user: Option<UserDetails>,
    /// Users who share a device with this one, where they were asked for.
    #[model(name = "sameDeviceUsersDetails")]
    pub same_device_users: Option<Vec<UserDetails>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The reply of ActivateUser and GetActivationCode.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ActivationReply {
    /// The activation code. ActivateUser makes one only for a user without a device.
    pub activation_code: Option<ActivationCode>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The reply of GetPairingStatus.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PairingStatusReply {
    /// How far the pairing has come.
    pub pairing_status: Option<PairingStatus>,
    /// The device, once it is paired.
    pub device_id: Option<DeviceId>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// A refusal. Some operations leave their empty members in it.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ErrorReply {
    /// The user, mostly null.
    #[model(name = "userDetails")]
    pub user: Option<UserDetails>,
    /// Users who share a device, mostly empty.
    #[model(name = "sameDeviceUsersDetails")]
    pub same_device_users: Option<Vec<UserDetails>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}
