//! FIDO devices: the relying party, and the workflow of their pairing.

use std::fmt;

use ping_models::DecodeError;
use ping_models::pingid::{
    DeviceId, SessionId, WebAuthnFinishPairing, WebAuthnOptionsReply, WebAuthnStartPairing,
};
use ping_models::webauthn::{Attestation, CreationOptions};
use ping_transport::Error;
use ping_transport::flow::Action;
use serde::{Deserialize, Serialize};

use crate::PingId;
use crate::checks::not_empty;
use crate::replies::missing;

/// The website for which FIDO devices are paired and used.
///
/// ```
/// use pingid_rest::RelyingParty;
///
/// let site = RelyingParty::new("example.com", "https://login.example.com").name("Example");
/// assert_eq!(site.id(), "example.com");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelyingParty {
    id: String,
    origin: String,
    name: Option<String>,
}

impl RelyingParty {
    /// A website by its domain, which is that of its devices for good, and by the origin (scheme
    /// and host) of the page in which the browser asks for a device. The host is the domain or
    /// one below it; what is not is told when a device is asked for.
    pub fn new(id: impl Into<String>, origin: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            origin: origin.into(),
            name: None,
        }
    }

    /// The name that the browser shows at a pairing; the domain unless given.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The domain.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The origin of the page.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The request that begins the pairing of a FIDO2 device for this website; for a security key
    /// or biometrics, add [`WebAuthnStartPairing::webauthn_type`].
    pub fn pairing(&self, user_name: impl Into<String>) -> WebAuthnStartPairing {
        let name = self.name.as_deref().unwrap_or(&self.id);
        WebAuthnStartPairing::new(user_name, self.id.as_str(), name)
    }

    /// Fails where no browser would ask for a device.
    pub(crate) fn check(&self) -> Result<(), Error> {
        not_empty("rpId", Some(&self.id))?;
        let host = self.origin.split_once("://").and_then(|(scheme, rest)| {
            let (host, port) = rest.split_once(':').unwrap_or((rest, "0"));
            let plain = scheme == "http" && host == "localhost";
            let fine = (scheme == "https" || plain) && port.parse::<u16>().is_ok();
            fine.then_some(host)
        });
        let below = |host: &str| {
            host.strip_suffix(&self.id)
                .is_some_and(|rest| rest.ends_with('.'))
        };
        if host.is_some_and(|host| host == self.id || below(host)) {
            return Ok(());
        }
        let message = format_args!(
            "must be scheme and host of a page of `{}`, such as https://{}",
            self.id, self.id
        );
        Err(Error::invalid_input("origin", message))
    }
}

/// The error for options that no browser takes.
pub(crate) fn undocumented(error: DecodeError) -> Error {
    Error::undocumented(error)
}

pub(crate) fn no_session() -> Error {
    missing(
        "sessionId",
        "a session; check that the account allows FIDO devices",
    )
}

/// The error for what is no browser's answer.
pub(crate) fn not_of_a_browser(error: DecodeError) -> Error {
    let message = format_args!("must be the text of `credential.toJSON()`: {error}");
    Error::invalid_input("credential", message)
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
    reply.creation_options().map_err(undocumented)?;
    let WebAuthnOptionsReply {
        options,
        session_id,
        device_id,
        ..
    } = reply;
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
        CreationOptions::from_service(&self.state.options).map_err(undocumented)
    }

    /// Submits what the browser answered, the text of `credential.toJSON()`: the device is paired
    /// then. Its id is missing only where the service does not tell it.
    ///
    /// Errors: as for [`Pairings::finish_webauthn`](crate::Pairings::finish_webauthn); an invalid
    /// input where the text is not what a browser answers.
    pub fn submit(&self, credential: &str) -> Action<Option<DeviceId>> {
        let state = self.state.clone();
        let attestation = Attestation::from_browser(credential).map_err(not_of_a_browser);
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
