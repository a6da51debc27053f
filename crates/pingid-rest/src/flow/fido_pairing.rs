//! The workflow of pairing FIDO devices.

use std::fmt;

use ping_models::pingid::{
    DeviceId, SessionId, WebAuthnFinishPairing, WebAuthnOptionsReply, WebAuthnStartPairing,
};
use ping_models::webauthn::{Attestation, CreationOptions};
use ping_transport::Error;
use ping_transport::flow::Action;
use serde::{Deserialize, Serialize};

use crate::replies::missing;
use crate::{PingId, RelyingParty};

pub(crate) fn no_session() -> Error {
    missing("sessionId", "a session; check that the account allows FIDO devices")
}

/// A pairing of a FIDO device: has the options for the browser, and waits for its answer.
///
/// Cheap to clone. [`submit`](Self::submit) takes `&self`: a step may be tried again.
#[derive(Clone)]
#[must_use = "the device is not paired yet"]
pub struct FidoPairing {
    pingid: PingId,
    state: State,
}

#[derive(Clone, Serialize, Deserialize)]
pub struct State {
    user_name: String,
    relying_party: RelyingParty,
    session: SessionId,
    device: Option<DeviceId>,
    options: String,
}

/// Begins the pairing; the reply has the options.
pub(crate) async fn start(
    pingid: PingId,
    relying_party: RelyingParty,
    request: WebAuthnStartPairing,
) -> Result<FidoPairing, Error> {
    relying_party.check()?;
    if request.rp_id.as_deref() != Some(relying_party.id()) {
        return Err(Error::invalid_input("rpId", "is not the relying party's"));
    }
    let user_name = request.user_name.clone().unwrap_or_default();
    let reply = pingid.pairings().start_webauthn(request).await?;
    // What cannot be given to a browser is told now.
    reply.creation_options().map_err(Error::undocumented)?;
    let WebAuthnOptionsReply { options, session_id, device_id, .. } = reply;
    let state = State {
        user_name,
        relying_party,
        session: session_id.ok_or_else(no_session)?,
        device: device_id,
        options: options.unwrap_or_default(),
    };
    Ok(FidoPairing { pingid, state })
}

impl FidoPairing {
    /// The name of the user.
    pub fn user_name(&self) -> &str {
        &self.state.user_name
    }

    /// What the service calls the pairing.
    pub fn session_id(&self) -> &SessionId {
        &self.state.session
    }

    /// The options for the browser's `navigator.credentials.create`: see
    /// [`CreationOptions::json`].
    ///
    /// # Errors
    ///
    /// Fails where the options are not as documented.
    pub fn options(&self) -> Result<CreationOptions, Error> {
        CreationOptions::from_service(&self.state.options).map_err(Error::undocumented)
    }

    /// Submits what the browser answered, the text of `credential.toJSON()`: the device is paired
    /// then. Its id is missing only where the service does not tell it.
    ///
    /// Errors: as for [`Pairings::finish_webauthn`](crate::Pairings::finish_webauthn); an invalid
    /// input where the text is not what a browser answers.
    pub fn submit(&self, credential: &str) -> Action<Option<DeviceId>> {
        let state = self.state.clone();
        let attestation = Attestation::from_browser(credential).map_err(Error::not_of_a_browser);
        Action::new(&self.pingid, |pingid| async move {
            let party = &state.relying_party;
            let request = WebAuthnFinishPairing::new(
                state.user_name.as_str(),
                party.id(),
                &state.session,
                party.origin(),
                attestation?.to_service(),
            );
            pingid.pairings().finish_webauthn(request).await?;
            Ok(state.device)
        })
    }
}

impl fmt::Debug for FidoPairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FidoPairing")
            .field("user_name", &self.state.user_name)
            .field("session", &self.state.session)
            .field("device", &self.state.device)
            .finish_non_exhaustive()
    }
}

resumable! {
    FidoPairing of State = "pingid.fido_pairing",
    for |pairing| &pairing.state.user_name,
    keep |pairing| pairing.state.clone(),
    restore |pingid, state| Ok(Self { pingid, state });
}
