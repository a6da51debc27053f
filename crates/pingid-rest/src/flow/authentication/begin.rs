//! How an authentication begins.

use ping_models::pingid::{
    AuthenticateOnline, DeviceType, ServiceAlias, StartAuthentication,
    StartWebAuthnPasswordlessAuth,
};
use ping_transport::Error;
use ping_transport::flow::Action;

use super::Step;
use super::fido::PasswordlessStep;
use super::progress::Progress;
use crate::{PingId, RelyingParty};

/// Begins, asynchronously unless the request says otherwise.
pub(crate) fn begin(pingid: &PingId, request: StartAuthentication) -> Action<Step> {
    Action::new(pingid, |pingid| async move { begun(&pingid.clone(), pingid, request).await })
}

/// The same with the calls of one action; `pingid` is what the step keeps.
pub(super) async fn begun(
    calls: &PingId,
    pingid: PingId,
    mut request: StartAuthentication,
) -> Result<Step, Error> {
    if request.asynchronous.is_none() {
        request = request.asynchronous(true);
    }
    let reply = calls.authentications().start(request.clone()).await?;
    // The reply names the session from now on.
    request.session_id = None;
    Ok(Progress::new(pingid, request).moved(reply.into()))
}

/// Sends a passcode to an address that is not paired.
pub(crate) fn by_backup(
    pingid: &PingId,
    user_name: String,
    device_type: DeviceType,
    address: String,
) -> Action<Step> {
    let request = AuthenticateOnline::backup(user_name.as_str(), device_type, &address);
    Action::new(pingid, |pingid| async move {
        let reply = pingid.authentications().online(request).await?;
        let request = StartAuthentication::new(user_name).service(ServiceAlias::RescueCode);
        Ok(Progress::new(pingid, request).moved(reply.into()))
    })
}

/// Begins with a FIDO device alone.
pub(crate) fn without_user(
    pingid: &PingId,
    relying_party: RelyingParty,
) -> Action<PasswordlessStep> {
    Action::new(pingid, |pingid| async move {
        relying_party.check()?;
        let request =
            StartWebAuthnPasswordlessAuth::new(relying_party.id(), relying_party.origin());
        let reply = pingid.authentications().start_passwordless(request).await?;
        PasswordlessStep::new(pingid, relying_party, reply)
    })
}
