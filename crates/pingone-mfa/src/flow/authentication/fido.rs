//! What a browser signs: for a known user, and for whoever has a passkey.

use ping_models::mfa::{CheckAssertion, Device, DeviceAuthentication};
use ping_models::webauthn::{Assertion, RequestOptions};
use ping_models::{DeviceAuthenticationId, Secret};
use ping_transport::Error;
use ping_transport::flow::Action;

use super::Step;
use super::progress::{Progress, Proved};
use super::refusal::Refusal;

/// An assertion of a FIDO device is awaited.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct AssertionStep(pub(crate) Progress);

impl AssertionStep {
    /// The device that is asked for the assertion, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }
}

/// An answer of the PingID desktop app is awaited: the page gets it from the app on the user's
/// computer.
///
/// The page posts [`options`](Self::options) to `http://localhost:9410/authenticate` with the
/// content type `application/jwt`, and what it gets is [submitted](Self::submit).
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct DesktopStep(pub(crate) Progress);

impl DesktopStep {
    /// What the page hands to the app: a JWT.
    pub fn options(&self) -> &str {
        let options = self.authentication().ping_id_desktop_credential_request_options.as_deref();
        options.unwrap_or_default()
    }

    /// The device that is asked, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }

    /// Submits what the app answered: a JWT. One that the service does not accept leads back to
    /// this step, or to [`Step::Failed`] where that happened too often.
    ///
    /// Errors: as for
    /// [`DeviceAuthentications::check_assertion`](crate::DeviceAuthentications::check_assertion).
    pub fn submit(&self, answer: impl Into<Secret>) -> Action<Step> {
        submit(&self.0, Ok(CheckAssertion::desktop(answer)))
    }
}

/// An assertion is awaited, of whichever user it is.
///
/// Sealed, it is nobody's: it opens for the empty id of a user.
#[derive(Clone, Debug)]
#[must_use = "nobody has signed in yet"]
pub struct PasswordlessStep(pub(crate) Progress);

impl PasswordlessStep {
    /// The id of the device authentication, with which [`Mfa::resume`](crate::Mfa::resume) goes on
    /// elsewhere.
    pub fn id(&self) -> &DeviceAuthenticationId {
        &self.0.id
    }

    /// The device authentication as the service told it last.
    pub fn authentication(&self) -> &DeviceAuthentication {
        &self.0.begun.state.told
    }

    /// Asks once where the authentication stands now: the same step where nothing has happened.
    ///
    /// Errors: as for [`DeviceAuthentications::read`](crate::DeviceAuthentications::read).
    #[doc(alias("refresh"))]
    pub fn poll(&self) -> Action<Step> {
        self.0.act(|calls, id| calls.read(id))
    }
}

macro_rules! signed_by_a_browser {
    ($($name:ident)*) => { $(
        impl $name {
            /// The options for the browser's `navigator.credentials.get`: see
            /// [`RequestOptions::json`].
            ///
            /// # Errors
            ///
            /// Fails where the options are not as documented.
            pub fn options(&self) -> Result<RequestOptions, Error> {
                self.authentication().request_options().map_err(Error::undocumented)
            }

            /// Submits what the browser answered in a page of this origin, such as
            /// `https://login.example.com`: the text of `credential.toJSON()`. One that the service
            /// does not accept leads back to this step, or to [`Step::Failed`] where that happened
            /// too often.
            ///
            /// Errors: as for
            /// [`DeviceAuthentications::check_assertion`](crate::DeviceAuthentications::check_assertion);
            /// an invalid input where the text is not what a browser answers.
            pub fn submit(&self, origin: impl Into<String>, credential: &str) -> Action<Step> {
                let assertion = Assertion::from_browser(credential);
                let assertion = assertion.map(|signed| CheckAssertion::fido2(origin, &signed));
                submit(&self.0, assertion.map_err(Error::not_of_a_browser))
            }
        }
    )* };
}

signed_by_a_browser! { AssertionStep PasswordlessStep }

macro_rules! refusal {
    ($($name:ident)*) => { $(
        impl $name {
            /// What the service said about the last answer, where it did not accept it. A text for
            /// developers.
            pub fn refusal(&self) -> Option<&str> {
                self.0.begun.state.refusal.as_ref()?.message.as_deref()
            }
        }
    )* };
}

refusal! { AssertionStep DesktopStep PasswordlessStep }

fn submit(progress: &Progress, assertion: Result<CheckAssertion, Error>) -> Action<Step> {
    let progress = progress.clone();
    Action::new(&progress.begun.authentications.clone(), |calls| async move {
        let answer = calls.check_assertion(&progress.id, assertion?).await;
        Ok(match progress.proved(&calls, answer, Refusal::of_assertion).await? {
            Proved::Next(step) => step,
            Proved::Again(again) => Step::of(again.begun),
        })
    })
}
