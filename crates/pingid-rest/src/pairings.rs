//! Activation codes.

use ping_models::pingid::{
    ActivationReply, GetActivationCode, GetPairingStatus, PairingStatusReply,
};
use ping_transport::{Call, Client, Error, RequestBuilder};

use crate::operations;
use crate::users::name_error;

/// Activation codes and what became of them. From
/// [`PingId::pairings`](crate::PingId::pairings).
///
/// [`PingId::pair_online`](crate::PingId::pair_online) does the whole sequence.
///
/// ```no_run
/// # use ping_models::pingid::{CodeDeviceType, GetActivationCode};
/// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
/// let pairings = pingid.pairings();
/// let request = GetActivationCode::new("jdoe")
///     .device_type(CodeDeviceType::Mobile)
///     .hours_until_expiration(2);
/// if let Some(code) = pairings.activation_code(request).await?.activation_code {
///     std::fs::write("code.svg", pingid.activation_link(&code)?.qr().svg()).ok();
///     println!("{:?}", pairings.status(&code).await?.pairing_status);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Pairings {
    pub(crate) client: Client,
}

impl Pairings {
    /// GetActivationCode: makes a code with which the user can pair a phone or computer. A user
    /// name does for the request.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn activation_code(&self, user: impl Into<GetActivationCode>) -> Call<ActivationReply> {
        let request = user.into();
        let mut call = self.client.request(&operations::GET_ACTIVATION_CODE);
        call = call.json(&request);
        if let Some(error) = name_error("userName", request.user_name.as_deref()) {
            call = call.invalid(error);
        }
        let hours = request.hours_until_expiration;
        if hours.is_some_and(|hours| !(1..=336).contains(&hours.get())) {
            let message = "must be from 1 to 336, which is two weeks";
            call = call.invalid(Error::invalid_input("hoursUntilExpiration", message));
        }
        call.call()
    }

    /// GetPairingStatus: how far the pairing with a code has come.
    ///
    /// The service says `SUCCESS` once; afterwards the code does not exist, as one that is
    /// unknown or has expired.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn status(&self, code: impl Into<GetPairingStatus>) -> Call<PairingStatusReply> {
        self.status_request(code.into()).call()
    }

    pub(crate) fn status_request(
        &self,
        request: GetPairingStatus,
    ) -> RequestBuilder<GetPairingStatus, PairingStatusReply> {
        let call = self.client.request(&operations::GET_PAIRING_STATUS);
        let empty = request
            .activation_code
            .as_ref()
            .is_some_and(|code| code.is_empty());
        let call = call.json(&request);
        if empty {
            return call.invalid(Error::invalid_input("activationCode", "is empty"));
        }
        call
    }
}
