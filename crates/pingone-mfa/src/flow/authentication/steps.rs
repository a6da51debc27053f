//! The steps at which something is awaited.

use ping_models::mfa::{CancelReason, Device, DeviceAuthentication};
use ping_models::{DeviceAuthenticationId, DeviceId};
use ping_transport::flow::Action;

use super::progress::Progress;
use super::{AssertionStep, DesktopStep, OtpStep, PushStep, Step};

/// What every step offers at which something is awaited.
macro_rules! awaiting {
    ($($name:ident)*) => { $(
        impl $name {
            /// The id of the device authentication, with which
            /// [`Mfa::resume`](crate::Mfa::resume) goes on elsewhere.
            pub fn id(&self) -> &DeviceAuthenticationId {
                &self.0.id
            }

            /// The device authentication as the service told it last.
            pub fn authentication(&self) -> &DeviceAuthentication {
                &self.0.begun.state.told
            }

            /// The devices of the user that can be selected, with masked addresses.
            pub fn devices(&self) -> impl Iterator<Item = &Device> {
                self.authentication().devices()
            }

            /// Goes on with this device. One that takes passcodes or pushes gets one.
            ///
            /// Errors: 400 for a device that cannot be used: it is locked, blocked or another
            /// user's.
            pub fn select(&self, id: impl Into<DeviceId>) -> Action<Step> {
                let device = id.into();
                self.0.act(|calls, id| calls.select_device(id, device))
            }

            /// Cancels what is awaited; after that, a device can be selected again.
            ///
            /// Errors: as for
            /// [`DeviceAuthentications::cancel`](crate::DeviceAuthentications::cancel).
            pub fn cancel(&self, reason: CancelReason) -> Action<Step> {
                self.0.act(|calls, id| calls.cancel(id, reason))
            }

            /// Asks once where the authentication stands now: the same step where nothing has
            /// happened.
            ///
            /// Errors: as for
            /// [`DeviceAuthentications::read`](crate::DeviceAuthentications::read).
            #[doc(alias("refresh"))]
            pub fn poll(&self) -> Action<Step> {
                self.0.act(|calls, id| calls.read(id))
            }
        }
    )* };
}

awaiting! { SelectDeviceStep OtpStep PushStep AssertionStep DesktopStep }

/// The user has to select a device.
#[derive(Clone, Debug)]
#[must_use = "the user has not signed in yet"]
pub struct SelectDeviceStep(pub(crate) Progress);
