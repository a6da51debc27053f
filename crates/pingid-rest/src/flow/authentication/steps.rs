//! The steps at which something is awaited.

use ping_models::pingid::{
    AuthenticateOnline, AuthenticationDetails, CancelAuthenticationType, Device, DeviceId,
    SessionId, StartAuthentication,
};
use ping_transport::flow::Action;

use super::Step;
use super::fido::{AssertionStep, FidoStep};
use super::otp::OtpStep;
use super::progress::Progress;
use super::push::PushStep;
use super::told::Told;

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
