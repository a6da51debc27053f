//! Signing in with a device, as a value whose type knows what is legal next.

mod ends;
mod otp;
mod progress;
mod push;
mod steps;

use ping_models::mfa::DeviceAuthentication;
use ping_transport::flow::{OpenError, Resumable};
use ping_transport::{__sealed_steps, Error};

pub use ends::{Completed, Expired, Failed, TimedOut, UnknownStep};
pub use otp::{OtpOutcome, OtpStep};
pub(crate) use progress::{begin, resume};
pub use push::PushStep;
pub use steps::{AssertionStep, SelectDeviceStep};

use crate::DeviceAuthentications;
use progress::{Begun, State};

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

impl Step {
    /// The device authentication as the service told it last.
    pub fn authentication(&self) -> &DeviceAuthentication {
        match self {
            Self::SelectDevice(step) => step.authentication(),
            Self::Otp(step) => step.authentication(),
            Self::Push(step) => step.authentication(),
            Self::Assertion(step) => step.authentication(),
            Self::Completed(end) => end.authentication(),
            Self::Failed(end) => end.authentication(),
            Self::TimedOut(end) => end.authentication(),
            Self::Expired(end) => end.authentication(),
            Self::Unknown(step) => step.authentication(),
        }
    }
}

impl Resumable for Step {
    type Handle = DeviceAuthentications;
    type State = State;
    const PURPOSE: &'static str = "mfa.authentication";

    fn parts(&self) -> Result<(&DeviceAuthentications, &str, State), Error> {
        let progress = match self {
            Self::SelectDevice(step) => &step.0,
            Self::Otp(step) => &step.0,
            Self::Push(step) => &step.0,
            Self::Assertion(step) => &step.0,
            _ => {
                let message = "is at its end: only a step at which something is awaited is sealed";
                return Err(Error::invalid_input("step", message));
            }
        };
        let begun = &progress.begun;
        let user = begun.user().ok_or_else(|| {
            let message = "is of no user yet: it can be sealed once the user is known";
            Error::invalid_input("step", message)
        })?;
        Ok((&begun.authentications, user.as_str(), begun.state.short()))
    }

    fn restore(
        authentications: DeviceAuthentications,
        _: &str,
        state: State,
    ) -> Result<Self, OpenError> {
        Ok(Begun::new(authentications, state).step())
    }
}

__sealed_steps! { Step opened by "Mfa::open"; }
