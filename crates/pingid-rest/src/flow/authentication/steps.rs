//! The steps at which something is awaited.

use std::fmt;
use std::time::Duration;

use ping_models::pingid::{
    AuthenticateOnline, AuthenticationDetails, CancelAuthenticationType, Device, DeviceId,
    FinishWebAuthnPasswordlessAuth, PingIdCode, SessionId, StartAuthentication,
    WebAuthnOptionsReply, WebAuthnStartAuth, WebAuthnType,
};
use ping_models::webauthn::{Assertion, RequestOptions};
use ping_models::{Loose, Secret};
use ping_transport::flow::{Action, Progress as Poll, Wait};
use ping_transport::{Error, Polling};

use super::Step;
use super::progress::{Challenge, Progress, Told};
use crate::RelyingParty;
use crate::flow::{fido_pairing as fido, typed};
use crate::replies::missing;
use crate::{Authentications, PingId, pingid_code};

/// How often the service is asked for the user's answer unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(2);

/// How long is waited for a person unless the caller says otherwise.
const DEADLINE: Duration = Duration::from_secs(150);

/// What every step offers at which something is awaited.
macro_rules! awaiting {
    ($($name:ident)*) => { $(
        impl $name {
            /// The name of the user.
            pub fn user_name(&self) -> &str {
                self.0.user_name()
            }

            /// What the service calls the authentication.
            pub fn session_id(&self) -> Option<&SessionId> {
                self.0.state.session.as_ref()
            }

            /// The devices of the user that can be selected.
            pub fn devices(&self) -> &[Device] {
                &self.0.state.devices
            }

            /// What the service told beside what it asks for.
            pub fn details(&self) -> Option<&AuthenticationDetails> {
                self.0.state.details.as_ref()
            }
        }
    )* };
}

/// What every step offers at which a device has been used already.
macro_rules! changeable {
    ($($name:ident)*) => { $(
        impl $name {
            /// The device that is used, where the service lists it.
            pub fn device(&self) -> Option<&Device> {
                self.0.device()
            }

            /// Goes on with another device. What is awaited is cancelled first, as the service
            /// demands.
            ///
            /// Errors: as for [`PingId::authenticate`](crate::PingId::authenticate); 400 for a
            /// device that is not the user's.
            pub fn select(&self, id: impl Into<DeviceId>) -> Action<Step> {
                self.0.begin_again(Some(id.into()))
            }

            /// Cancels what is awaited, and begins again with the same user and device: for a
            /// sign-in that was left, since a phone takes one at a time.
            ///
            /// Errors: as for [`PingId::authenticate`](crate::PingId::authenticate).
            pub fn restart(&self) -> Action<Step> {
                self.0.begin_again(None)
            }

            /// Cancels what is awaited. Begin anew after that.
            ///
            /// Errors: as for [`Authentications::cancel`](crate::Authentications::cancel).
            pub fn cancel(&self, reason: CancelAuthenticationType) -> Action<()> {
                let request = self.0.cancellation(reason);
                self.0.act(|calls| async move {
                    calls.cancel(request?).await?;
                    Ok(())
                })
            }
        }
    )* };
}

awaiting! { SelectDeviceStep OtpStep PushStep OnlineStep FidoStep AssertionStep EvaluatePolicyStep }
changeable! { OtpStep PushStep OnlineStep FidoStep AssertionStep }

/// The user has to select a device.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct SelectDeviceStep(pub(crate) Progress);

impl SelectDeviceStep {
    /// Goes on with this device. One that takes passcodes or pushes gets one.
    ///
    /// Errors: 400 for a device that is not the user's; 20517 where the session has ended.
    pub fn select(&self, id: impl Into<DeviceId>) -> Action<Step> {
        self.0.choose(id.into())
    }
}

/// A passcode is awaited: one that was sent, or one that the device shows.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct OtpStep(pub(crate) Progress);

/// What became of a passcode.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the user may not have signed in"]
pub enum OtpOutcome {
    /// The authentication moved on: mostly, it is completed.
    Next(Step),
    /// The passcode was wrong: ask for it again.
    Wrong(OtpStep),
    /// The token has drifted, and was found: wait for the passcode that it shows next.
    NextOtp(OtpStep),
}

/// The step to go on with, whatever became of the passcode.
impl From<OtpOutcome> for Step {
    fn from(outcome: OtpOutcome) -> Self {
        match outcome {
            OtpOutcome::Next(step) => step,
            OtpOutcome::Wrong(again) | OtpOutcome::NextOtp(again) => Self::Otp(again),
        }
    }
}

impl OtpStep {
    /// Whose passcode is awaited: that of an SMS ([`PingIdCode::OtpBySms`]), of the app
    /// ([`PingIdCode::AppOtp`]) and so on. [`PingIdCode::meaning`] says it in words.
    pub fn code(&self) -> PingIdCode {
        self.0.state.asked.code()
    }

    /// Whether a token that has drifted is looked for in a wider window, and then asked for a
    /// second passcode; not unless set.
    pub fn resync(self, resync: bool) -> Self {
        Self(self.0.with(|state| state.resync = resync))
    }

    /// Submits a passcode; blanks in it do not count. A wrong one is an outcome, not an error.
    ///
    /// Errors: as for [`Authentications::offline`](crate::Authentications::offline); `errorId`
    /// 20517 where the session has ended, by time or by too many wrong passcodes.
    pub fn submit(&self, otp: impl Into<Secret>) -> Action<OtpOutcome> {
        let progress = self.0.clone();
        let request = progress.offline(typed(&otp.into()));
        self.0.act(|calls| async move {
            let mut request = request?;
            if progress.state.resync {
                request = request.oath_resync();
            }
            match calls.offline(request).await {
                Ok(reply) => Ok(match progress.moved(reply.into()) {
                    Step::Otp(step) if step.code() == PingIdCode::NextOtp => {
                        OtpOutcome::NextOtp(step)
                    }
                    step => OtpOutcome::Next(step),
                }),
                Err(error) if pingid_code(&error) == Some(PingIdCode::WrongOtp) => {
                    Ok(OtpOutcome::Wrong(Self(progress)))
                }
                Err(error) => Err(error),
            }
        })
    }
}

/// The app of the user has been asked, and an answer is awaited.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct PushStep(pub(crate) Progress);

impl PushStep {
    /// The number that the user has to choose in the app, where the policy wants that: show it.
    pub fn number_for_matching(&self) -> Option<u32> {
        let details = self.0.state.details.as_ref()?;
        details.number_for_matching.as_ref().map(|number| number.get())
    }

    /// Asks once whether the user has answered: the same step where not.
    ///
    /// Errors: as for [`Authentications::status`](crate::Authentications::status), but for what
    /// the service says of the user's answer, which is [`Step::Failed`].
    pub fn poll(&self) -> Action<Step> {
        let this = self.clone();
        self.0.act(|calls| async move { this.ask(&calls).await })
    }

    async fn ask(&self, calls: &Authentications) -> Result<Step, Error> {
        let reply = calls.status(self.0.session()?).await;
        self.0.answered(reply.map(Told::from))
    }

    /// Waits until the user has answered, or can no more: asks every 2 seconds for 150 seconds
    /// unless set. Dropping the future ends the wait, not the authentication.
    ///
    /// Errors: as for [`poll`](Self::poll), and a time-out when the deadline has passed; this
    /// step can then be waited for again.
    pub fn wait(&self) -> Wait<Step> {
        let this = self.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.0.pingid, polling, move |pingid| {
            let this = this.clone();
            async move {
                Ok(match this.ask(&pingid.authentications()).await? {
                    Step::Push(push) => Poll::Waiting(push),
                    step => Poll::Ended(step),
                })
            }
        })
    }
}

/// The app of the user is to be asked by a call that waits: what the service asks for where
/// [`StartAuthentication::asynchronous`] is `false`. Deprecated by the service.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct OnlineStep(pub(crate) Progress);

impl OnlineStep {
    /// Asks the app, and waits until the user has answered. A user who has seen it and not
    /// answered leaves the step as it was.
    ///
    /// Errors: as for [`Authentications::online`](crate::Authentications::online), but for what
    /// the service says of the user's answer, which is [`Step::Failed`].
    pub fn wait(&self) -> Action<Step> {
        let progress = self.0.clone();
        self.0.act(|calls| async move {
            let start = &progress.state.request;
            let mut request = AuthenticateOnline::new(progress.user_name());
            if let Some(service) = &start.service {
                request = request.service(service.clone());
            }
            request.session_id = Some(progress.session()?);
            request.device_id = progress.device().and_then(|device| device.id.clone());
            request.device_id = request.device_id.or_else(|| start.device_id.clone());
            request.enforce_policy.clone_from(&start.enforce_policy);
            request.ip_address.clone_from(&start.ip_address);
            request.application.clone_from(&start.application);
            request.cookie.clone_from(&start.cookie);
            request.device_fingerprint.clone_from(&start.device_fingerprint);
            request.member_of.clone_from(&start.member_of);
            let reply = calls.online(request).await;
            progress.answered(reply.map(Told::from))
        })
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

impl Challenge {
    fn new(relying_party: RelyingParty, reply: WebAuthnOptionsReply) -> Result<Self, Error> {
        // What cannot be given to a browser is told now.
        reply.request_options().map_err(fido::undocumented)?;
        let session = reply.session_id.clone().ok_or_else(fido::no_session)?;
        Ok(Self { options: reply.options.unwrap_or_default(), session, relying_party })
    }

    fn request_options(&self) -> Result<RequestOptions, Error> {
        RequestOptions::from_service(&self.options).map_err(fido::undocumented)
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
        let assertion = Assertion::from_browser(credential).map_err(fido::not_of_a_browser);
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

/// The user is known by a FIDO device, and the policy has to be evaluated.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct EvaluatePolicyStep(pub(crate) Progress);

impl EvaluatePolicyStep {
    /// The request that evaluates the policy, to be completed with what the policy needs: the
    /// user's groups, the application, the browser's address.
    pub fn request(&self) -> StartAuthentication {
        let mut request = self.0.state.request.clone().enforce_policy(true);
        request.session_id.clone_from(&self.0.state.session);
        request
    }

    /// Evaluates it.
    ///
    /// Errors: as for [`PingId::authenticate`](crate::PingId::authenticate).
    pub fn evaluate(&self, request: StartAuthentication) -> Action<Step> {
        self.0.evaluate(request)
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
        let assertion = Assertion::from_browser(credential).map_err(fido::not_of_a_browser);
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
