//! Signing in with a device, as a value whose type knows what is legal next.

mod ends;
mod fido;
mod otp;
mod progress;
mod push;
mod refusal;
mod steps;

use ping_models::mfa::{DeviceAuthentication, DeviceAuthenticationStatus};
use ping_transport::flow::{OpenError, Resumable};
use ping_transport::{__sealed_steps, Error};

pub use ends::{Completed, Expired, Failed, TimedOut, UnknownStep};
pub use fido::{AssertionStep, DesktopStep, PasswordlessStep};
pub use otp::{OtpOutcome, OtpStep};
pub(crate) use progress::{begin, remembered, resume};
pub use push::PushStep;
pub use steps::SelectDeviceStep;

use crate::DeviceAuthentications;
use progress::{Begun, Progress, State};

/// Where a user stands in signing in. Each step offers what is legal next, and nothing else.
///
/// Steps are cheap to clone; their methods take `&self`, so that a call which fails leaves the
/// step in hand and it can be made again. [`seal`](Self::seal) carries one across the requests of
/// a web application, for about a kilobyte and half of one for each device of the user.
///
/// ```no_run
/// # use std::time::Duration;
/// # use pingone_mfa::{Mfa, Step};
/// # use ping_transport::{Error, SealKey, UsedIds};
/// # async fn example(mfa: Mfa, key: SealKey, used: UsedIds, code: String) -> Result<(), Error> {
/// const LIFETIME: Duration = Duration::from_secs(600);
/// // One request of the application:
/// let sealed: String = mfa.authenticate("user-id").await?.seal(&key, LIFETIME)?;
///
/// // Another one, in which the user of the session has this id:
/// if let Step::Otp(otp) = mfa.open(&key, "user-id", &sealed)? {
///     if let Step::Completed(done) = otp.submit(code).await?.into() {
///         // The same cookie may come again: each sign-in is taken once.
///         used.take(done.id().map_or("", |id| id.as_str()), LIFETIME)?;
///     }
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the user may not have signed in"]
pub enum Step {
    /// The user has to select a device.
    SelectDevice(SelectDeviceStep),
    /// A passcode is awaited.
    Otp(OtpStep),
    /// An answer to a push is awaited.
    Push(PushStep),
    /// An assertion of a FIDO device is awaited.
    Assertion(AssertionStep),
    /// An answer of the PingID desktop app is awaited.
    Desktop(DesktopStep),
    /// An assertion is awaited, of whichever user it is.
    Passwordless(PasswordlessStep),
    /// The user has signed in.
    Completed(Completed),
    /// The user has not signed in.
    Failed(Failed),
    /// Nobody answered the push in time.
    TimedOut(TimedOut),
    /// The authentication has run out of time.
    Expired(Expired),
    /// A status that this version of the crate has no name for.
    Unknown(UnknownStep),
}

/// The link that offers a passcode.
const PASSCODE: &str = "otp.check";

impl Step {
    /// The step that a state stands for.
    fn of(begun: Begun) -> Self {
        use DeviceAuthenticationStatus as Status;

        let State { told, id, passcode, .. } = &*begun.state;
        let (status, id, passcode) = (told.status.clone(), id.clone(), *passcode);
        match status {
            Some(Status::Completed) => return Self::Completed(Completed(begun)),
            Some(Status::Failed) => return Self::Failed(Failed(begun)),
            Some(Status::PushConfirmationTimedOut) => return Self::TimedOut(TimedOut(begun)),
            _ => {}
        }
        let Some(id) = id else {
            return Self::Unknown(UnknownStep(begun));
        };
        let known = begun.user().is_some();
        // Of the two only one is asked, and a browser can be where both are offered.
        let desktop = told.public_key_credential_request_options.is_none()
            && told.ping_id_desktop_credential_request_options.is_some();
        let progress = Progress { begun, id };
        match status {
            Some(Status::OtpRequired) => Self::Otp(OtpStep(progress)),
            Some(Status::PushConfirmationRequired) if passcode => Self::Otp(OtpStep(progress)),
            Some(Status::DeviceSelectionRequired) => Self::SelectDevice(SelectDeviceStep(progress)),
            Some(Status::AssertionRequired) if desktop => Self::Desktop(DesktopStep(progress)),
            Some(Status::AssertionRequired) if known => Self::Assertion(AssertionStep(progress)),
            Some(Status::AssertionRequired) => Self::Passwordless(PasswordlessStep(progress)),
            Some(Status::PushConfirmationRequired) => Self::Push(PushStep(progress)),
            _ => Self::Unknown(UnknownStep(progress.begun)),
        }
    }

    /// The device authentication as the service told it last.
    pub fn authentication(&self) -> &DeviceAuthentication {
        match self {
            Self::SelectDevice(step) => step.authentication(),
            Self::Otp(step) => step.authentication(),
            Self::Push(step) => step.authentication(),
            Self::Assertion(step) => step.authentication(),
            Self::Desktop(step) => step.authentication(),
            Self::Passwordless(step) => step.authentication(),
            Self::Completed(end) => end.authentication(),
            Self::Failed(end) => end.authentication(),
            Self::TimedOut(end) => end.authentication(),
            Self::Expired(end) => end.authentication(),
            Self::Unknown(step) => step.authentication(),
        }
    }

    /// What a step at which something is awaited goes on with.
    fn progress(&self) -> Option<&Progress> {
        match self {
            Self::SelectDevice(step) => Some(&step.0),
            Self::Otp(step) => Some(&step.0),
            Self::Push(step) => Some(&step.0),
            Self::Assertion(step) => Some(&step.0),
            Self::Desktop(step) => Some(&step.0),
            Self::Passwordless(step) => Some(&step.0),
            Self::Completed(_)
            | Self::Failed(_)
            | Self::TimedOut(_)
            | Self::Expired(_)
            | Self::Unknown(_) => None,
        }
    }
}

impl Resumable for Step {
    type Handle = DeviceAuthentications;
    type State = State;
    const PURPOSE: &'static str = "mfa.authentication";

    fn parts(&self) -> Result<(&DeviceAuthentications, &str, State), Error> {
        let progress = self.progress().ok_or_else(|| {
            let message = "is at its end: only a step at which something is awaited is sealed";
            Error::invalid_input("step", message)
        })?;
        let begun = &progress.begun;
        let user = match (begun.user(), self) {
            (Some(user), _) => user.as_str(),
            // Whoever holds it may go on: who that is, a passkey tells.
            (None, Self::Passwordless(_)) => "",
            (None, _) => {
                let message = "is of no user yet: it can be sealed once the user is known";
                return Err(Error::invalid_input("step", message));
            }
        };
        Ok((&begun.authentications, user, begun.state.short()))
    }

    fn restore(
        authentications: DeviceAuthentications,
        _: &str,
        state: State,
    ) -> Result<Self, OpenError> {
        Ok(Self::of(Begun::new(authentications, state)))
    }
}

__sealed_steps! { Step opened by "Mfa::open"; }
