//! Signing in with a device, as a value whose type knows what is legal next.

mod ends;
mod progress;
mod steps;

use std::fmt;
use std::future::Future;

use ping_models::Secret;
use ping_models::mfa::{
    DeviceAuthentication, DeviceAuthenticationId, DeviceAuthenticationPolicyId, DeviceId,
    InitializeDeviceAuthentication,
};
use ping_transport::Error;

pub use ends::{Completed, Expired, Failed, TimedOut, UnknownStep};
pub use steps::{AssertionStep, OtpOutcome, OtpStep, PushStep, SelectDeviceStep};

use crate::DeviceAuthentications;

/// Where a user stands in signing in. Each step offers what is legal next, and nothing else.
///
/// Steps are cheap to clone; their methods take `&self`, so that a call which fails leaves the
/// step in hand and it can be made again.
#[derive(Clone, Debug)]
#[non_exhaustive]
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

/// How a sign-in begins. From [`Mfa::authenticate`](crate::Mfa::authenticate).
///
/// ```no_run
/// # use pingone_mfa::{Mfa, Step};
/// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
/// let step = mfa.authenticate("user-id").with_device("device-id").start().await?;
/// if let Step::Otp(otp) = step {
///     println!("a passcode went to {:?}", otp.device().and_then(|device| device.destination()));
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent until `start`"]
pub struct Authenticate {
    authentications: DeviceAuthentications,
    request: InitializeDeviceAuthentication,
}

impl Authenticate {
    pub(crate) fn new(
        authentications: DeviceAuthentications,
        request: InitializeDeviceAuthentication,
    ) -> Self {
        Self {
            authentications,
            request,
        }
    }

    /// Uses this device.
    pub fn with_device(mut self, id: impl Into<DeviceId>) -> Self {
        self.request = self.request.with_device(id);
        self
    }

    /// Checks this passcode at once: on the chosen device, or else on each that makes its own
    /// passcodes. A wrong one is an error with the code `INVALID_OTP`, since nothing has begun.
    pub fn with_otp(mut self, otp: impl Into<Secret>) -> Self {
        self.request = self.request.with_otp(otp);
        self
    }

    /// Uses this device authentication policy instead of the environment's default one.
    pub fn policy(mut self, id: impl Into<DeviceAuthenticationPolicyId>) -> Self {
        self.request = self.request.policy(id.into());
        self
    }

    /// Begins.
    ///
    /// # Errors
    ///
    /// As [`DeviceAuthentications::create`].
    #[doc(alias("begin"))]
    pub fn start(&self) -> impl Future<Output = Result<Step, Error>> + Send + 'static {
        progress::start(self.authentications.clone(), self.request.clone())
    }
}

impl fmt::Debug for Authenticate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticate").finish_non_exhaustive()
    }
}

pub(crate) async fn resume(
    authentications: DeviceAuthentications,
    id: DeviceAuthenticationId,
) -> Result<Step, Error> {
    progress::resume(authentications, id).await
}
