//! The MFA settings of an environment.

use crate::{EnvironmentId, Links, Model, OpenEnum, Reference, Rest, Timestamp, UnknownValue};

use super::PolicyAuthentication;

/// What pairing keys consist of.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PairingKeyFormat {
    /// Digits.
    Numeric,
    /// Letters and digits.
    Alphanumeric,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The MFA settings of an environment.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/mfa-settings.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// What replaces the MFA settings of an environment.
    ///
    /// ```
    /// use ping_models::mfa::{NewMfaSettings, PairingKeyFormat, PairingSettings};
    ///
    /// let pairing = PairingSettings::new(7, PairingKeyFormat::Alphanumeric);
    /// let settings = NewMfaSettings::new(pairing).users(true);
    /// assert_eq!(settings.users.unwrap().mfa_enabled, Some(true));
    /// ```
    NewMfaSettings
))]
#[non_exhaustive]
pub struct MfaSettings {
    /// Links: the settings themselves and their environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// How devices are paired.
    #[model(new)]
    pub pairing: Option<PairingSettings>,
    /// How many failures lock a user out of MFA; none do without it.
    pub lockout: Option<MfaLockout>,
    /// Whether calls can go to numbers with an extension; they cannot where it is not sent.
    pub phone_extensions: Option<PhoneExtensions>,
    /// What new users start with.
    pub users: Option<NewUserSettings>,
    /// How a user with several devices comes to one; deprecated, policies say it now.
    pub authentication: Option<PolicyAuthentication>,
    /// When they were changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

/// How devices are paired.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PairingSettings {
    /// How many devices a user may have, blocked ones among them: 1 to 15. Who has more keeps
    /// them.
    #[model(new)]
    pub max_allowed_devices: Option<i64>,
    /// What pairing keys consist of.
    #[model(new)]
    pub pairing_key_format: Option<PairingKeyFormat>,
    rest: Rest<Self>,
}

/// How many failures lock a user out of MFA.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MfaLockout {
    /// How many, in a row.
    #[model(new)]
    pub failure_count: Option<i64>,
    /// For how many seconds; until an administrator unlocks the user without it.
    pub duration_seconds: Option<i64>,
    rest: Rest<Self>,
}

/// Whether calls can go to numbers with an extension.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PhoneExtensions {
    /// Whether they can.
    #[model(new)]
    pub enabled: Option<bool>,
    rest: Rest<Self>,
}

impl From<bool> for PhoneExtensions {
    fn from(enabled: bool) -> Self {
        Self::new(enabled)
    }
}

/// What new users start with.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewUserSettings {
    /// Whether MFA is on for them.
    #[model(new)]
    pub mfa_enabled: Option<bool>,
    rest: Rest<Self>,
}

impl From<bool> for NewUserSettings {
    fn from(mfa_enabled: bool) -> Self {
        Self::new(mfa_enabled)
    }
}
