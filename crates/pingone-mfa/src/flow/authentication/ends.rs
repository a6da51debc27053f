//! The steps behind which nothing comes.

use std::fmt;

use ping_models::mfa::{AuthenticationErrorCode, Device, DeviceAuthentication};
use ping_models::{DeviceAuthenticationId, DeviceId, UserId};
use ping_transport::flow::Action;

use super::Step;
use super::progress::Begun;

/// The user has signed in.
#[derive(Clone, Debug)]
pub struct Completed(pub(crate) Begun);

impl Completed {
    /// The id of the device authentication; missing only where the service does not tell it.
    ///
    /// A sealed step, and [`Mfa::resume`](crate::Mfa::resume), lead to this end as often as they
    /// are asked. An application that keeps either in a cookie takes the id once, with
    /// [`UsedIds`](ping_transport::UsedIds).
    pub fn id(&self) -> Option<&DeviceAuthenticationId> {
        self.0.state.id.as_ref()
    }

    /// The id of the user who signed in.
    pub fn user(&self) -> Option<&UserId> {
        let user = self.0.state.told.user.as_ref()?;
        Some(&user.id).filter(|id| !id.as_str().is_empty())
    }

    /// The device that was used, where the service lists it.
    pub fn device(&self) -> Option<&Device> {
        self.0.state.told.selected()
    }

    /// What was used, such as `mfa`.
    pub fn authenticators(&self) -> &[String] {
        self.0.state.told.authenticators.as_deref().unwrap_or_default()
    }

    /// The device authentication as the service told it last.
    pub fn authentication(&self) -> &DeviceAuthentication {
        &self.0.state.told
    }
}

/// The user has not signed in. It is an error, too, for `?`.
#[derive(Clone, Debug)]
pub struct Failed(pub(crate) Begun);

impl Failed {
    /// Why it failed.
    pub fn code(&self) -> Option<&AuthenticationErrorCode> {
        self.0.state.told.error.as_ref()?.code.as_ref()
    }

    /// The service's text for developers.
    pub fn message(&self) -> Option<&str> {
        self.0.state.told.error.as_ref()?.message.as_deref()
    }

    /// The devices that could not be used.
    pub fn unavailable_devices(&self) -> impl Iterator<Item = &DeviceId> {
        let error = self.0.state.told.error.as_ref();
        let devices = error.and_then(|error| error.unavailable_devices.as_deref());
        let devices = devices.unwrap_or_default().iter();
        devices.map(|device| &device.id)
    }

    /// Begins again with the same user, policy and device; where a device is locked, after its
    /// cool-down.
    pub fn restart(&self) -> Action<Step> {
        self.0.restart()
    }

    /// The device authentication as the service told it last.
    pub fn authentication(&self) -> &DeviceAuthentication {
        &self.0.state.told
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the user has not signed in")?;
        if let Some(code) = self.code() {
            write!(f, ": {code}")?;
            if *code == AuthenticationErrorCode::NoUsableDevices {
                f.write_str(
                    " (pair a device, unblock one, or wait until a locked one is usable again)",
                )?;
            }
        }
        match self.message() {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failed {}

/// Nobody answered the push in time.
#[derive(Clone, Debug)]
pub struct TimedOut(pub(crate) Begun);

/// The authentication has run out of time.
#[derive(Clone, Debug)]
pub struct Expired(pub(crate) Begun);

macro_rules! again {
    ($($name:ident: $message:literal;)*) => { $(
        impl $name {
            /// Begins again with the same user, policy and device.
            pub fn restart(&self) -> Action<Step> {
                self.0.restart()
            }

            /// The device authentication as the service told it last.
            pub fn authentication(&self) -> &DeviceAuthentication {
                &self.0.state.told
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($message)
            }
        }

        impl std::error::Error for $name {}
    )* };
}

again! {
    TimedOut: "nobody answered the push in time";
    Expired: "the device authentication has run out of time";
}

/// A status that this version of the crate has no name for.
#[derive(Clone, Debug)]
pub struct UnknownStep(pub(crate) Begun);

impl UnknownStep {
    /// The status as the service wrote it; empty where it wrote none.
    pub fn status(&self) -> &str {
        let status = self.0.state.told.status.as_ref();
        status.map_or("", |status| status.as_str())
    }

    /// Begins again with the same user, policy and device.
    pub fn restart(&self) -> Action<Step> {
        self.0.restart()
    }

    /// The device authentication as the service told it last. The calls of
    /// [`DeviceAuthentications`](crate::DeviceAuthentications) go on with it.
    pub fn authentication(&self) -> &DeviceAuthentication {
        &self.0.state.told
    }
}
