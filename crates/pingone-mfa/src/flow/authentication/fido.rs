//! What a browser signs: for a known user, and for whoever has a passkey.

use ping_models::DeviceAuthenticationId;
use ping_models::mfa::{CheckAssertion, Device, DeviceAuthentication};
use ping_models::webauthn::{Assertion, RequestOptions};
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

            /// What the service said about the last assertion, where it did not accept it. A text
            /// for developers.
            pub fn refusal(&self) -> Option<&str> {
                self.0.begun.state.refusal.as_ref()?.message.as_deref()
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
                submit(&self.0, origin.into(), credential)
            }
        }
    )* };
}

signed_by_a_browser! { AssertionStep PasswordlessStep }

fn submit(progress: &Progress, origin: String, credential: &str) -> Action<Step> {
    let assertion = Assertion::from_browser(credential).map_err(Error::not_of_a_browser);
    let progress = progress.clone();
    Action::new(&progress.begun.authentications.clone(), |calls| async move {
        let assertion = CheckAssertion::fido2(origin, &assertion?);
        let answer = calls.check_assertion(&progress.id, assertion).await;
        Ok(match progress.proved(&calls, answer, Refusal::of_assertion).await? {
            Proved::Next(step) => step,
            Proved::Again(again) => Step::of(again.begun),
        })
    })
}
