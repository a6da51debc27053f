//! The operations of this crate, declared once.

use ping_models::pingid::{
    ActivateUser, ActivationReply, AddUser, DeleteUser, EditUser, GetActivationCode,
    GetPairingStatus, GetUserDetails, PairingStatusReply, PlainReply, SuspendUser, UserReply,
};

ping_transport::operations! {
    /// AddUser.
    pub(crate) ADD_USER: AddUser => UserReply = "pingid.add_user",
        POST PingId "/pingid/rest/4/adduser/do" as "application/json";

    /// GetUserDetails.
    pub(crate) GET_USER_DETAILS: GetUserDetails => UserReply = "pingid.get_user_details",
        POST PingId "/pingid/rest/4/getuserdetails/do" as "application/json";

    /// EditUser.
    pub(crate) EDIT_USER: EditUser => UserReply = "pingid.edit_user",
        POST PingId "/pingid/rest/4/edituser/do" as "application/json";

    /// DeleteUser.
    pub(crate) DELETE_USER: DeleteUser => PlainReply = "pingid.delete_user",
        POST PingId "/pingid/rest/4/deleteuser/do" as "application/json";

    /// SuspendUser.
    pub(crate) SUSPEND_USER: SuspendUser => PlainReply = "pingid.suspend_user",
        POST PingId "/pingid/rest/4/suspenduser/do" as "application/json";

    /// ActivateUser.
    pub(crate) ACTIVATE_USER: ActivateUser => ActivationReply = "pingid.activate_user",
        POST PingId "/pingid/rest/4/activateuser/do" as "application/json";

    /// GetActivationCode.
    pub(crate) GET_ACTIVATION_CODE: GetActivationCode => ActivationReply = "pingid.get_activation_code",
        POST PingId "/pingid/rest/4/getactivationcode/do" as "application/json";

    /// GetPairingStatus.
    pub(crate) GET_PAIRING_STATUS: GetPairingStatus => PairingStatusReply = "pingid.get_pairing_status",
        POST PingId "/pingid/rest/4/pairingstatus/do" as "application/json";
}
