//! Device authentication policies.

use crate::{
    DeviceAuthenticationPolicyId, EnvironmentId, FidoPolicyId, Links, Listed, Model,
    NotificationPolicyId, OpenEnum, Reference, Rest, Timestamp, UnknownValue,
};

use super::{
    Fido2Method, LegacyFidoMethod, MessageMethod, MobileMethod, TimeSpan, TokenMethod, TotpMethod,
};

/// How a user with several devices comes to one.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceSelection {
    /// The first one is used.
    DefaultToFirst,
    /// The user chooses among several.
    PromptToSelect,
    /// The user chooses, even where there is only one.
    AlwaysDisplayDevices,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a user is told of a new device.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum NewDeviceNotification {
    /// The user is not.
    None,
    /// By email; by SMS where the user has no address.
    EmailThenSms,
    /// By SMS; by email where the user has no number.
    SmsThenEmail,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A device authentication policy: the methods that users may pair and use, and their limits.
///
/// Policies of environments that are integrated with PingID have `desktop`, `yubikey` and the
/// PingID app among the applications; others may have `whats_app`.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy.html>
///
/// ```
/// use ping_models::mfa::{DeviceAuthenticationPolicy, NewDeviceAuthenticationPolicy};
///
/// let read = r#"{"id": "p-1", "name": "Staff", "sms": {"enabled": true, "later": 1}}"#;
/// let read: DeviceAuthenticationPolicy = serde_json::from_str(read)?;
///
/// // A replacement takes the whole policy: change what was read.
/// let mut change = NewDeviceAuthenticationPolicy::from(read);
/// if let Some(sms) = &mut change.sms {
///     sms.common.pairing_disabled = Some(true);
/// }
/// let sms = r#"{"enabled":true,"pairingDisabled":true,"later":1}"#;
/// assert_eq!(change.open_field("sms").map(|sms| sms.get().to_owned()), Some(sms.to_owned()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A device authentication policy to be created, or what replaces one.
    ///
    /// A new one has every method that is required switched off: switch on what users may use.
    ///
    /// ```
    /// use ping_models::mfa::{Fido2Method, MessageMethod, NewDeviceAuthenticationPolicy};
    ///
    /// let policy = NewDeviceAuthenticationPolicy::new("Staff")
    ///     .email(MessageMethod::new(true))
    ///     .fido2(Fido2Method::new(true));
    /// assert_eq!(policy.default, Some(false));
    /// assert_eq!(policy.sms, Some(MessageMethod::new(false)));
    /// ```
    NewDeviceAuthenticationPolicy
))]
#[non_exhaustive]
pub struct DeviceAuthenticationPolicy {
    /// The id of the policy.
    #[model(read_only)]
    pub id: DeviceAuthenticationPolicyId,
    /// Links: the policy itself, its environment, its applications where it lists some, and the
    /// FIDO policy that counts.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that the policy is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// Its name, unique in the environment.
    #[model(always, on_create)]
    pub name: String,
    /// Whether it is what counts where none is named. It takes the place of the one that was.
    #[model(preset = false)]
    pub default: Option<bool>,
    /// Passcodes by SMS.
    #[model(preset = MessageMethod::new(false))]
    pub sms: Option<MessageMethod>,
    /// Passcodes by voice call.
    #[model(preset = MessageMethod::new(false))]
    pub voice: Option<MessageMethod>,
    /// Passcodes by email.
    #[model(preset = MessageMethod::new(false))]
    pub email: Option<MessageMethod>,
    /// Passcodes by WhatsApp. The environment needs a sender for it.
    pub whats_app: Option<MessageMethod>,
    /// Native applications, by push and passcodes.
    #[model(preset = MobileMethod::new(false))]
    pub mobile: Option<MobileMethod>,
    /// Authenticator apps.
    #[model(preset = TotpMethod::new(false))]
    pub totp: Option<TotpMethod>,
    /// Passkeys, security keys and biometrics.
    pub fido2: Option<Fido2Method>,
    /// Hardware tokens.
    pub oath_token: Option<TokenMethod>,
    /// The PingID desktop app; of environments that are integrated with PingID.
    pub desktop: Option<TokenMethod>,
    /// YubiKeys with passcodes; of environments that are integrated with PingID.
    pub yubikey: Option<TokenMethod>,
    /// The PingID desktop app, second generation.
    pub ping_id_desktop_gen2: Option<TokenMethod>,
    /// Biometrics, in an environment without FIDO2; deprecated.
    pub platform: Option<LegacyFidoMethod>,
    /// Security keys, in an environment without FIDO2; deprecated.
    pub security_key: Option<LegacyFidoMethod>,
    /// Whether browsers are remembered.
    pub remember_me: Option<RememberMe>,
    /// How a user with several devices comes to one.
    pub authentication: Option<PolicyAuthentication>,
    /// How a user is told of a new device; `EMAIL_THEN_SMS` where it is not sent.
    pub new_device_notification: Option<NewDeviceNotification>,
    /// The policy by which messages are sent; the default one of the environment where its id is
    /// empty.
    pub notifications_policy: Option<Reference<NotificationPolicyId>>,
    /// Whether users whose account is locked are let in all the same; they are not where it is not
    /// sent.
    pub ignore_user_lock: Option<bool>,
    /// Whether users whose account is disabled are refused.
    pub block_disabled_users: Option<bool>,
    /// Whether users whose MFA is disabled are refused, which they are where it is not sent; `false`
    /// lets them in without MFA.
    pub block_users_with_disabled_mfa: Option<bool>,
    /// What some answers call `block_users_with_disabled_mfa`.
    pub bypass_blocked_when_mfa_disabled: Option<bool>,
    /// Whether it is for sign-on policies; deprecated.
    pub for_sign_on_policy: Option<bool>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for DeviceAuthenticationPolicy {
    const EMBEDDED: &'static str = "deviceAuthenticationPolicies";
}

/// Whether devices are remembered.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RememberMe {
    /// Whether browsers are.
    #[model(new)]
    pub web: Option<RememberedBrowsers>,
    rest: Rest<Self>,
}

impl RememberMe {
    /// Browsers are remembered so long.
    pub fn web_for(life_time: TimeSpan) -> Self {
        Self::new(RememberedBrowsers::new(true, life_time))
    }
}

/// Whether browsers are remembered.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RememberedBrowsers {
    /// Whether they are.
    #[model(new)]
    pub enabled: Option<bool>,
    /// How long, 1 minute to 90 days, in minutes, hours or days.
    #[model(new)]
    pub life_time: Option<TimeSpan>,
    rest: Rest<Self>,
}

/// How a user with several devices comes to one.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PolicyAuthentication {
    /// By the order of the devices, or by choosing.
    #[model(new)]
    pub device_selection: Option<DeviceSelection>,
    rest: Rest<Self>,
}

impl From<DeviceSelection> for PolicyAuthentication {
    fn from(selection: DeviceSelection) -> Self {
        Self::new(selection)
    }
}

/// Moves the device authentication policies of an environment to FIDO2, named or not.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MigrateDeviceAuthenticationPolicies {
    /// Which FIDO policy each of these is to have; the others get the default one.
    #[model(preset = Vec::new())]
    pub migration_data: Option<Vec<PolicyMigration>>,
    rest: Rest<Self>,
}

/// Which FIDO policy a device authentication policy is to have.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PolicyMigration {
    /// The device authentication policy.
    pub device_authentication_policy_id: DeviceAuthenticationPolicyId,
    /// The FIDO policy; the default one of the environment without it.
    pub fido2_policy_id: Option<FidoPolicyId>,
    rest: Rest<Self>,
}
