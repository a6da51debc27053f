//! How a sign-in begins.

use std::fmt;

use ping_models::Secret;
use ping_models::mfa::{DeviceAuthenticationPolicyId, DeviceId, InitializeDeviceAuthentication};
use ping_transport::flow::{Action, Handle};
use ping_transport::{__face_of_a_call, CallFuture, CallOptions};

use super::{Step, progress};
use crate::DeviceAuthentications;

/// How a sign-in begins, when it is awaited. From
/// [`Mfa::authenticate`](crate::Mfa::authenticate). It has the face of a call; its options are
/// those of all later requests of the sign-in.
///
/// ```no_run
/// # use pingone_mfa::{Mfa, Step};
/// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
/// let step = mfa.authenticate("user-id").with_device("device-id").correlation_id("4711").await?;
/// if let Step::Otp(otp) = step {
///     println!("a passcode went to {:?}", otp.device().and_then(|device| device.destination()));
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Authenticate {
    authentications: DeviceAuthentications,
    request: InitializeDeviceAuthentication,
    options: CallOptions,
}

impl Authenticate {
    pub(crate) fn new(
        authentications: DeviceAuthentications,
        request: InitializeDeviceAuthentication,
    ) -> Self {
        Self { authentications, request, options: CallOptions::new() }
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

    /// Begins: the future that `.await` waits for. It is `Send + 'static`.
    ///
    /// # Errors
    ///
    /// As [`DeviceAuthentications::create`].
    #[doc(alias("begin", "start", "spawn"))]
    pub fn send(self) -> CallFuture<Step> {
        let client = self.authentications.client().with_options(self.options);
        let calls = self.authentications.with_client(client);
        Action::new(&calls, |calls| progress::begin(calls, self.request)).send()
    }
}

__face_of_a_call! { impl for Authenticate => Step }

impl fmt::Debug for Authenticate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticate").finish_non_exhaustive()
    }
}
