//! The steps at which something is awaited.

use std::time::Duration;

use ping_models::mfa::{
    CancelReason, Device, DeviceAuthentication, DeviceAuthenticationId, DeviceId,
};
use ping_models::{ErrorCode, Secret};
use ping_transport::{Error, ErrorKind, Polling};

use super::Step;
use super::progress::Progress;

/// Between two questions whether a push was answered.
const INTERVAL: Duration = Duration::from_secs(2);

/// The longest time that a policy gives a push.
const DEADLINE: Duration = Duration::from_secs(150);

/// What every step offers at which something is awaited.
macro_rules! awaiting {
    ($($name:ident => $($progress:tt).+;)*) => { $(
        impl $name {
            /// The id of the device authentication, with which
            /// [`Mfa::resume`](crate::Mfa::resume) goes on elsewhere.
            pub fn id(&self) -> &DeviceAuthenticationId {
                &self.$($progress).+.id
            }

            /// The device authentication as the service told it last.
            pub fn authentication(&self) -> &DeviceAuthentication {
                &self.$($progress).+.begun.state
            }

            /// The devices of the user that can be selected, with masked addresses.
            pub fn devices(&self) -> impl Iterator<Item = &Device> {
                self.authentication().devices()
            }

            /// Goes on with this device. One that takes passcodes or pushes gets one.
            ///
            /// # Errors
            ///
            /// 400 for a device that cannot be used: it is locked, blocked or another user's.
            pub async fn select(&self, id: impl Into<DeviceId>) -> Result<Step, Error> {
                self.$($progress).+.select(id.into()).await
            }

            /// Cancels what is awaited; after that, a device can be selected again.
            ///
            /// # Errors
            ///
            /// As [`DeviceAuthentications::cancel`](crate::DeviceAuthentications::cancel).
            pub async fn cancel(&self, reason: CancelReason) -> Result<Step, Error> {
                self.$($progress).+.cancel(reason).await
            }

            /// Asks where the authentication stands now.
            ///
            /// # Errors
            ///
            /// As [`DeviceAuthentications::read`](crate::DeviceAuthentications::read).
            pub async fn refresh(&self) -> Result<Step, Error> {
                self.$($progress).+.refresh().await
            }
        }
    )* };
}

awaiting! {
    SelectDeviceStep => 0;
    OtpStep => progress;
    PushStep => 0;
    AssertionStep => 0;
}

/// The user has to select a device.
#[derive(Clone, Debug)]
pub struct SelectDeviceStep(pub(crate) Progress);

/// A passcode is awaited: one that was sent, or one that the device shows.
#[derive(Clone, Debug)]
pub struct OtpStep {
    progress: Progress,
    refusal: Option<Refusal>,
}

/// What the service said about a wrong passcode.
#[derive(Clone, Debug, Default)]
struct Refusal {
    attempts_remaining: Option<i64>,
    message: Option<String>,
}

/// What became of a passcode.
#[derive(Clone, Debug)]
pub enum OtpOutcome {
    /// The authentication moved on: mostly, it is completed. It has failed where the passcode was
    /// wrong once too often.
    Next(Step),
    /// The passcode was wrong or too late. The step is the same, and takes another one.
    Wrong(OtpStep),
}

impl OtpStep {
    pub(crate) fn new(progress: Progress) -> Self {
        Self {
            progress,
            refusal: None,
        }
    }

    /// The device whose passcode is awaited, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }

    /// How many wrong passcodes the service takes before it locks the device; known after a wrong
    /// one, where the service says so.
    pub fn attempts_remaining(&self) -> Option<i64> {
        self.refusal.as_ref()?.attempts_remaining
    }

    /// What the service said about the last passcode, where it was wrong: whether it has expired,
    /// for example. A text for developers.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_ref()?.message.as_deref()
    }

    /// Submits a passcode. A wrong one is an outcome, not an error.
    ///
    /// # Errors
    ///
    /// Fails where it is not known what became of the passcode; this step can then be
    /// [refreshed](Self::refresh), or the passcode submitted again.
    pub async fn submit(&self, passcode: impl Into<Secret>) -> Result<OtpOutcome, Error> {
        let progress = &self.progress;
        let answer = progress
            .authentications()
            .check_otp(&progress.id, passcode)
            .await;
        let refusal = match &answer {
            Err(error) => Refusal::of(error),
            Ok(_) => None,
        };
        let Some(refusal) = refusal else {
            return progress.next(answer).map(OtpOutcome::Next);
        };
        if refusal
            .attempts_remaining
            .is_none_or(|attempts| attempts <= 0)
        {
            // The service does not say whether another passcode is awaited: ask. Where asking
            // fails, the refusal is still what became of the passcode.
            match progress.refresh().await {
                Ok(Step::Otp(step)) => {
                    return Ok(OtpOutcome::Wrong(Self {
                        refusal: Some(refusal),
                        ..step
                    }));
                }
                Ok(step) => return Ok(OtpOutcome::Next(step)),
                Err(_) => {}
            }
        }
        Ok(OtpOutcome::Wrong(Self {
            progress: progress.clone(),
            refusal: Some(refusal),
        }))
    }
}

impl Refusal {
    /// What an error says about a wrong passcode; `None` for any other error.
    fn of(error: &Error) -> Option<Self> {
        if error.kind() != ErrorKind::Api {
            return None;
        }
        let detail = error
            .details()
            .iter()
            .find(|detail| detail.code == Some(ErrorCode::InvalidOtp));
        if let Some(detail) = detail {
            let inner = detail.inner_error.as_ref();
            return Some(Self {
                attempts_remaining: inner.and_then(|inner| inner.attempts_remaining),
                message: detail.message.clone(),
            });
        }
        (error.code() == Some(&ErrorCode::InvalidOtp)).then(Self::default)
    }
}

/// An answer to a push is awaited.
#[derive(Clone, Debug)]
pub struct PushStep(pub(crate) Progress, Polling);

impl PushStep {
    pub(crate) fn new(progress: Progress) -> Self {
        Self(progress, Polling::new(INTERVAL, DEADLINE))
    }

    /// How often to ask whether the push was answered, and for how long: every 2 seconds for 150
    /// seconds unless set.
    #[must_use]
    pub fn polling(mut self, polling: Polling) -> Self {
        self.1 = polling;
        self
    }

    /// The device that got the push, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }

    /// Waits until the push is answered or times out. Dropping the future ends the wait.
    ///
    /// # Errors
    ///
    /// Fails with a timeout when the deadline has passed; this step can then be waited for again.
    pub async fn wait(&self) -> Result<Step, Error> {
        let Self(progress, polling) = self;
        progress
            .authentications()
            .client()
            .poll(
                *polling,
                || progress.refresh(),
                |step| match step {
                    Step::Push(_) => None,
                    other => Some(other),
                },
            )
            .await
    }

    /// The same step for a passcode of the app instead of an answer to the push, where the service
    /// offers that.
    pub fn passcode(&self) -> Option<OtpStep> {
        let links = self.authentication().links.as_ref()?;
        links
            .contains_key("otp.check")
            .then(|| OtpStep::new(self.0.clone()))
    }
}

/// An assertion of a FIDO device is awaited.
#[derive(Clone, Debug)]
pub struct AssertionStep(pub(crate) Progress);

impl AssertionStep {
    /// The WebAuthn options as the service sends them: a JSON text.
    pub fn options(&self) -> Option<&str> {
        let state = self.authentication();
        state.public_key_credential_request_options.as_deref()
    }

    /// The device that is asked for the assertion, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.authentication().selected()
    }
}
