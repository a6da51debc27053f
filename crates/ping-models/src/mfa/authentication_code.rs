//! Authentication codes: what a native app claims to sign its user on.

use crate::{
    ApplicationId, AuthenticationCodeId, DeviceId, EnvironmentId, Links, Model, OpenEnum,
    OpenValue, Reference, Rest, Secret, Timestamp, UnknownValue, UserId,
};

use super::{AppError, MobileApplication, MobileModel, MobileOs, TimeSpan};

/// Whether the user has to approve in the app.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum UserApproval {
    /// The user has to.
    Required,
    /// That the app claims the code is enough.
    NotRequired,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What has become of an authentication code.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticationCodeStatus {
    /// No app has claimed it.
    Unclaimed,
    /// An app has: its user is the `user`.
    Claimed,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A code that a native app claims, typed or as a QR code, to sign its user on.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-authentication-code.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An authentication code to be created.
    ///
    /// ```
    /// use ping_models::mfa::{NewAuthenticationCode, TimeSpan, TimeUnit};
    ///
    /// let two_minutes = TimeSpan::new(2, TimeUnit::Minutes);
    /// let code = NewAuthenticationCode::new("application-id").life_time(two_minutes);
    /// ```
    NewAuthenticationCode
))]
#[non_exhaustive]
pub struct AuthenticationCode {
    /// The id of the code.
    #[model(read_only)]
    pub id: AuthenticationCodeId,
    /// Links: the code itself.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded", read_only)]
    pub embedded: Option<AuthenticationCodeEmbedded>,
    /// The environment.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// What the user types into the app. Who claims it signs on.
    #[model(read_only)]
    pub code: Option<Secret>,
    /// What the app reads from a QR code; the code is in it.
    #[model(read_only)]
    pub uri: Option<Secret>,
    /// The native app.
    #[model(new)]
    pub application: Option<Reference<ApplicationId>>,
    /// The native app, as older answers have it.
    #[model(read_only)]
    pub applications: Option<Vec<Reference<ApplicationId>>>,
    /// Anything for the app to show or use.
    pub client_context: Option<OpenValue>,
    /// How long it is good: from 10 seconds to 30 minutes, a minute unless told otherwise.
    pub life_time: Option<TimeSpan>,
    /// Whether the user has to approve; so it is unless told otherwise.
    pub user_approval: Option<UserApproval>,
    /// What has become of it.
    #[model(read_only)]
    pub status: Option<AuthenticationCodeStatus>,
    /// The user whose app has claimed it.
    #[model(read_only)]
    pub user: Option<Reference<UserId>>,
    /// Why it failed.
    #[model(read_only)]
    pub error: Option<AppError>,
    /// When it ends.
    #[model(read_only)]
    pub expires_at: Option<Timestamp>,
    /// When it was created.
    #[model(read_only)]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[model(read_only)]
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl AuthenticationCode {
    /// The device that has claimed it.
    pub fn device(&self) -> Option<&ClaimingDevice> {
        self.embedded.as_ref()?.device.as_ref()
    }

    /// The QR code that the app scans; `None` where there is no code.
    #[cfg(feature = "qr")]
    pub fn qr(&self) -> Option<crate::QrCode> {
        crate::QrCode::new(self.uri.as_ref()?.expose())
    }
}

/// What the answer about an authentication code embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthenticationCodeEmbedded {
    /// The device that has claimed it.
    pub device: Option<ClaimingDevice>,
    rest: Rest<Self>,
}

/// The device whose app has claimed an authentication code.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ClaimingDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// Its operating system.
    pub os: Option<MobileOs>,
    /// Its model.
    pub model: Option<MobileModel>,
    /// The app.
    pub application: Option<MobileApplication>,
    rest: Rest<Self>,
}
