//! Pairing keys, by which native apps pair themselves.

use crate::{
    ApplicationId, DeviceAuthenticationPolicyId, EnvironmentId, Links, Model, OpenEnum,
    PairingKeyId, Reference, Rest, Secret, Timestamp, UnknownValue, UserId,
};

/// What has become of a pairing key.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PairingKeyStatus {
    /// No app has claimed it.
    Unclaimed,
    /// An app has, and its device is paired.
    Claimed,
    /// An app tried to, and could not be paired.
    Failed,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Why something of a native app failed.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AppError {
    /// The code, such as `MissingPushCredentials`; an open set.
    pub code: Option<String>,
    /// What it means.
    pub message: Option<String>,
    rest: Rest<Self>,
}

/// A key by which a native app pairs itself: it becomes a [`MobileDevice`](super::MobileDevice).
///
/// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-pairing-keys.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A pairing key to be created.
    NewPairingKey
))]
#[non_exhaustive]
pub struct PairingKey {
    /// The id of the key.
    #[model(read_only)]
    pub id: PairingKeyId,
    /// Links: the key itself, its environment and user.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment of the user.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user whose device is to be paired.
    #[model(read_only)]
    pub user: Option<Reference<UserId>>,
    /// What the user types into the app: digits, or letters and digits, as the settings of the
    /// environment say. Who has it can pair a device.
    #[model(read_only)]
    pub code: Option<Secret>,
    /// What has become of it.
    #[model(read_only)]
    pub status: Option<PairingKeyStatus>,
    /// Why an app could not be paired.
    #[model(read_only)]
    pub error: Option<AppError>,
    /// The native apps that it is for; without any, all that can get pushes.
    pub applications: Option<Vec<Reference<ApplicationId>>>,
    /// The policy that the device is checked against, else the environment's default one; not told
    /// later.
    #[model(create_only)]
    pub policy: Option<Reference<DeviceAuthenticationPolicyId>>,
    /// When it ends; the policy says how long it is good.
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

#[cfg(feature = "qr")]
impl PairingKey {
    /// The QR code of what the user would type; `None` where there is no code.
    pub fn qr(&self) -> Option<crate::QrCode> {
        crate::QrCode::new(self.code.as_ref()?.expose())
    }
}
