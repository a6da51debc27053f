//! The steps of FIDO devices: of a known user, and of whoever has one.

use std::fmt;

use ping_models::Loose;
use ping_models::pingid::{
    FinishWebAuthnPasswordlessAuth, PingIdCode, SessionId, StartAuthentication,
    WebAuthnOptionsReply, WebAuthnStartAuth, WebAuthnType,
};
use ping_models::webauthn::{Assertion, RequestOptions};
use ping_transport::Error;
use ping_transport::flow::Action;
use serde::{Deserialize, Serialize};

use super::Step;
use super::progress::Progress;
use super::told::Told;
use crate::flow::fido_pairing as fido;
use crate::replies::missing;
use crate::{PingId, RelyingParty, pingid_code};

/// The options that were given to the browser.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Challenge {
    pub(crate) options: String,
    pub(crate) session: SessionId,
    pub(crate) relying_party: RelyingParty,
}

impl Challenge {
    fn new(relying_party: RelyingParty, reply: WebAuthnOptionsReply) -> Result<Self, Error> {
        // What cannot be given to a browser is told now.
        reply.request_options().map_err(Error::undocumented)?;
        let session = reply.session_id.clone().ok_or_else(fido::no_session)?;
        Ok(Self { options: reply.options.unwrap_or_default(), session, relying_party })
    }

    fn request_options(&self) -> Result<RequestOptions, Error> {
        RequestOptions::from_service(&self.options).map_err(Error::undocumented)
    }
}

/// A FIDO device is wanted.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct FidoStep(pub(crate) Progress);

impl FidoStep {
    /// What kind of FIDO device it is: [`PingIdCode::SecurityKey`], [`PingIdCode::Biometrics`] or
    /// [`PingIdCode::Fido2`].
    pub fn code(&self) -> PingIdCode {
        self.0.state.asked.code()
    }

    /// Gets the options for the browser. The relying party is that of the pairing.
    ///
    /// Errors: as for [`Authentications::start_webauthn`](crate::Authentications::start_webauthn);
    /// a decode error where the options are not as documented.
    pub fn challenge(&self, relying_party: &RelyingParty) -> Action<AssertionStep> {
        let progress = self.0.clone();
        let relying_party = relying_party.clone();
        let mut request = WebAuthnStartAuth::new(progress.user_name(), relying_party.id());
        request.device_uuid.clone_from(&progress.state.device);
        request.webauthn_type = match self.code() {
            PingIdCode::SecurityKey => Some(WebAuthnType::SecurityKey),
            PingIdCode::Biometrics => Some(WebAuthnType::Platform),
            _ => None,
        };
        self.0.act(|calls| async move {
            relying_party.check()?;
            let reply = calls.start_webauthn(request).await?;
            let challenge = Challenge::new(relying_party, reply)?;
            let progress = progress.with(|state| state.challenge = Some(challenge));
            Ok(AssertionStep(progress))
        })
    }
}

/// An assertion of the FIDO device is awaited.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct AssertionStep(pub(crate) Progress);

impl AssertionStep {
    /// The options for the browser's `navigator.credentials.get`: see
    /// [`RequestOptions::json`].
    ///
    /// # Errors
    ///
    /// Fails where the options are not as documented.
    pub fn options(&self) -> Result<RequestOptions, Error> {
        let challenge = self.0.state.challenge.as_ref();
        challenge.ok_or_else(fido::no_session)?.request_options()
    }

    /// Submits what the browser answered: the text of `credential.toJSON()`. One that the service
    /// does not accept leads back to [`Step::Fido`], where it refuses it as it does a wrong
    /// passcode, and to [`Step::Failed`] otherwise.
    ///
    /// Errors: as for [`Authentications::offline`](crate::Authentications::offline); an invalid
    /// input where the text is not what a browser answers.
    pub fn submit(&self, credential: &str) -> Action<Step> {
        let progress = self.0.clone();
        let assertion = Assertion::from_browser(credential).map_err(Error::not_of_a_browser);
        self.0.act(|calls| async move {
            let request = progress.offline(Loose::new(assertion?.to_service()))?;
            let challenge = progress.state.challenge.as_ref();
            let challenge = challenge.ok_or_else(fido::no_session)?;
            let party = &challenge.relying_party;
            let request = request.assertion_of(party.origin(), party.id(), &challenge.session);
            let reply = calls.offline(request).await;
            if let Err(error) = &reply
                && pingid_code(error) == Some(PingIdCode::WrongOtp)
            {
                let again = progress.with(|state| state.challenge = None);
                return Ok(Step::Fido(FidoStep(again)));
            }
            progress.answered(reply.map(Told::from))
        })
    }
}

/// An assertion is awaited, of whichever user it is.
///
/// Sealed, it is nobody's: it opens for the empty user name.
#[derive(Clone)]
#[must_use = "nobody has signed in yet"]
pub struct PasswordlessStep {
    pingid: PingId,
    challenge: Challenge,
}

impl PasswordlessStep {
    pub(crate) fn new(
        pingid: PingId,
        relying_party: RelyingParty,
        reply: WebAuthnOptionsReply,
    ) -> Result<Self, Error> {
        let challenge = Challenge::new(relying_party, reply)?;
        Ok(Self { pingid, challenge })
    }

    /// What the service calls the authentication.
    pub fn session_id(&self) -> &SessionId {
        &self.challenge.session
    }

    /// The options for the browser's `navigator.credentials.get`: see
    /// [`RequestOptions::json`].
    ///
    /// # Errors
    ///
    /// Fails where the options are not as documented.
    pub fn options(&self) -> Result<RequestOptions, Error> {
        self.challenge.request_options()
    }

    /// Submits what the browser answered: the text of `credential.toJSON()`. The step behind it
    /// knows the user.
    ///
    /// Errors: as for
    /// [`Authentications::finish_passwordless`](crate::Authentications::finish_passwordless); an
    /// invalid input where the text is not what a browser answers.
    pub fn submit(&self, credential: &str) -> Action<Step> {
        let pingid = self.pingid.clone();
        let session = self.session_id().clone();
        let assertion = Assertion::from_browser(credential).map_err(Error::not_of_a_browser);
        Action::new(&self.pingid, |calls| async move {
            let request = FinishWebAuthnPasswordlessAuth::new(&session, assertion?.to_service());
            let reply = calls.authentications().finish_passwordless(request).await?;
            let user_name = reply.user_name.filter(|name| !name.is_empty());
            let Some(user_name) = user_name else {
                return Err(missing("userName", "the name of the user"));
            };
            let progress = Progress::new(pingid, StartAuthentication::new(user_name));
            Ok(progress.moved(Told::of_session(
                reply.outcome.error_id,
                reply.outcome.error_message,
                session,
            )))
        })
    }
}

impl fmt::Debug for PasswordlessStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordlessStep")
            .field("session", self.session_id())
            .finish_non_exhaustive()
    }
}

resumable! {
    PasswordlessStep of Challenge = "pingid.passwordless",
    for |_| "",
    keep |step| step.challenge.clone(),
    restore |pingid, challenge| Ok(Self { pingid, challenge });
}
