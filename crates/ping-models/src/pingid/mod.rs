//! PingID: users, their devices and services, pairing, and the envelope of every message.
//!
//! PingID's messages carry their content in `reqBody` or, mostly, in `responseBody`; the types
//! here describe the content. [`inside_envelope`] takes a message out of either.
//!
//! Requests decode as leniently as replies, so that saved requests can be checked: nothing in
//! them is required when reading, and another spelling of a member is kept as an unknown member.

mod device;
mod envelope;
mod error_id;
mod ids;
mod replies;
mod requests;
mod user;

pub use device::{
    AuthenticatorAttachment, DefaultDevice, Device, DeviceRole, DeviceType, OathTokenType,
    Transport,
};
pub use envelope::inside_envelope;
pub use error_id::{ErrorId, ErrorKind};
pub use ids::{ActivationCode, DeviceId};
pub use replies::{ActivationReply, ErrorReply, PairingStatusReply, PlainReply, UserReply};
pub use requests::{
    ActivateUser, AddUser, CodeDeviceType, DeleteUser, EditUser, GetActivationCode,
    GetPairingStatus, GetUserDetails, MissingMember, SuspendUser,
};
pub use user::{
    LastTransaction, PairingStatus, Role, Service, ServiceAlias, ServiceStatus, UserDetails,
    UserStatus,
};
