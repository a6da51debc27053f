//! FIDO policies.

use crate::{
    DeviceAuthenticationPolicyId, EnvironmentId, FidoDeviceId, FidoPolicyId, Links, Listed, Model,
    OpenValue, Reference, Rest, Timestamp,
};

use super::{
    AttestationRequirements, AuthenticatorAttachment, DisplayNameSuffix, FidoPreference, MdsOption,
    PinOption, PublicKeyCredentialHint, TimeSpan,
};

/// A FIDO policy: which authenticators users may pair and use, and how.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A FIDO policy to be created, or what replaces one.
    ///
    /// A new one lets all authenticators in and asks for no attestation. Which are let in follows
    /// from [`certified`](Self::certified), [`enterprise`](Self::enterprise) and
    /// [`specific`](Self::specific), or from the members by themselves.
    ///
    /// ```
    /// use ping_models::mfa::{FidoPreference, NewFidoPolicy, UserVerification};
    ///
    /// let policy = NewFidoPolicy::new("Certified only", "Passkey", "example.com")
    ///     .certified()
    ///     .discoverable_credentials(FidoPreference::Required)
    ///     .user_verification(UserVerification::new(FidoPreference::Required, true));
    /// assert_eq!(policy.field("attestationRequirements"), Some("DIRECT".into()));
    /// ```
    NewFidoPolicy
))]
#[non_exhaustive]
pub struct FidoPolicy {
    /// The id of the policy.
    #[model(read_only)]
    pub id: FidoPolicyId,
    /// Links: the policy itself and its environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded", read_only)]
    pub embedded: Option<FidoPolicyEmbedded>,
    /// The environment that the policy is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// Its name, up to 256 characters, unique in the environment.
    #[model(always, on_create)]
    pub name: String,
    /// How its devices are called: a text of up to 100 characters, or a key of the translations
    /// such as `fidoPolicy.deviceDisplayName01`.
    #[model(always, on_create)]
    pub device_display_name: String,
    /// The domain that credentials are for, in lower case.
    #[model(always, on_create)]
    pub relying_party_id: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is what counts where none is named. It takes the place of the one that was.
    pub default: Option<bool>,
    /// What an authenticator has to tell of itself. With `NONE`, all have to be let in.
    #[model(preset = AttestationRequirements::None)]
    pub attestation_requirements: Option<AttestationRequirements>,
    /// Which authenticators may be used by where they are.
    #[model(preset = AuthenticatorAttachment::Both)]
    pub authenticator_attachment: Option<AuthenticatorAttachment>,
    /// Whether credentials may be synchronized between devices.
    #[model(preset = BackupEligibility::new(true, false))]
    pub backup_eligibility: Option<BackupEligibility>,
    /// Whether authenticators keep credentials, so that users need not say who they are.
    #[model(preset = FidoPreference::Preferred)]
    pub discoverable_credentials: Option<FidoPreference>,
    /// Which authenticators are let in.
    #[model(preset = MdsRequirements::new(MdsOption::None, false))]
    pub mds_authenticators_requirements: Option<MdsRequirements>,
    /// What browsers show of the user.
    #[model(preset = UserDisplayName::username())]
    pub user_display_name_attributes: Option<UserDisplayName>,
    /// Whether authenticators check who holds them.
    #[model(preset = UserVerification::new(FidoPreference::Preferred, false))]
    pub user_verification: Option<UserVerification>,
    /// How long users have, 1 to 10 minutes, in minutes or seconds; 2 minutes where it is not sent.
    pub user_presence_timeout: Option<TimeSpan>,
    /// What the browser suggests; at least one.
    pub public_key_credential_hints: Option<Vec<PublicKeyCredentialHint>>,
    /// Whether the credentials of a user are shown as one device.
    pub aggregate_devices: Option<bool>,
    /// The custom attribute of users that has the identifier of their authenticator; with
    /// `ENTERPRISE`.
    pub ea_unique_identifier_attribute: Option<IdentifierAttribute>,
    /// The device authentication policies that use it, where an answer does not embed them: ids or
    /// objects.
    #[model(read_only)]
    pub device_authentication_policies: Option<OpenValue>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for FidoPolicy {
    const EMBEDDED: &'static str = "fido2Policies";
}

impl NewFidoPolicy {
    /// Lets in what the FIDO Alliance certified, when it is paired and whenever it is used.
    #[must_use]
    pub fn certified(self) -> Self {
        self.attestation_requirements(AttestationRequirements::Direct)
            .mds_authenticators_requirements(MdsRequirements::new(MdsOption::Certified, true))
    }

    /// Lets in what the FIDO Alliance certified and the enterprise gave to its users. The custom
    /// attribute of users with this name has the identifier of their authenticator.
    #[must_use]
    pub fn enterprise(self, attribute: impl Into<String>) -> Self {
        self.certified()
            .attestation_requirements(AttestationRequirements::Enterprise)
            .ea_unique_identifier_attribute(IdentifierAttribute::new(attribute))
    }

    /// Lets in these authenticators alone, by their ids among the metadata.
    #[must_use]
    pub fn specific<T: Into<FidoDeviceId>>(self, ids: impl IntoIterator<Item = T>) -> Self {
        let allowed: Vec<_> = ids.into_iter().map(Reference::to).collect();
        let specific = MdsRequirements::new(MdsOption::Specific, true);
        self.attestation_requirements(AttestationRequirements::Direct)
            .mds_authenticators_requirements(specific.allowed_authenticators(allowed))
    }
}

/// Whether credentials may be synchronized between devices.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct BackupEligibility {
    /// Whether they may.
    #[model(new)]
    pub allow: Option<bool>,
    /// Whether that is checked when users sign in, too.
    #[model(new)]
    pub enforce_during_authentication: Option<bool>,
    rest: Rest<Self>,
}

/// Which authenticators are let in.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MdsRequirements {
    /// By what the FIDO Alliance says of them, or by name.
    #[model(new)]
    pub option: Option<MdsOption>,
    /// Whether that is checked when users sign in, too.
    #[model(new)]
    pub enforce_during_authentication: Option<bool>,
    /// Those that are let in, by their ids among the metadata; with `SPECIFIC`.
    pub allowed_authenticators: Option<Vec<Reference<FidoDeviceId>>>,
    rest: Rest<Self>,
}

/// What browsers show of the user.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UserDisplayName {
    /// One to six attributes, the one that is preferred first; `username` is among them.
    #[model(new)]
    pub attributes: Option<Vec<DisplayAttribute>>,
    /// What stands behind it.
    pub suffix: Option<DisplayNameSuffix>,
    rest: Rest<Self>,
}

impl UserDisplayName {
    fn username() -> Self {
        Self::new([DisplayAttribute::new("username")])
    }
}

/// An attribute of users.
///
/// ```
/// use ping_models::mfa::DisplayAttribute;
///
/// let name = DisplayAttribute::new("name")
///     .sub_attributes([DisplayAttribute::new("given"), DisplayAttribute::new("family")]);
/// assert_eq!(name.name.as_deref(), Some("name"));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DisplayAttribute {
    /// Its name: an attribute whose values are texts, also a custom one.
    #[model(new)]
    pub name: Option<String>,
    /// Its parts; of `name` the parts `given` and `family`, or `formatted`.
    pub sub_attributes: Option<Vec<DisplayAttribute>>,
    rest: Rest<Self>,
}

/// Whether authenticators check who holds them, by a PIN or biometrics.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UserVerification {
    /// How much that is wanted.
    #[model(new)]
    pub option: Option<FidoPreference>,
    /// Whether that is checked when users sign in, too.
    #[model(new)]
    pub enforce_during_authentication: Option<bool>,
    /// Whether security keys have to have a PIN.
    pub pin_requirement: Option<PinRequirement>,
    rest: Rest<Self>,
}

/// Whether security keys have to have a PIN.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PinRequirement {
    /// Whether they have to.
    #[model(new)]
    pub option: Option<PinOption>,
    /// How long it is at least, in characters.
    pub min_length: Option<i64>,
    rest: Rest<Self>,
}

/// The attribute of users that has the identifier of their authenticator.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct IdentifierAttribute {
    /// Its name.
    #[model(new)]
    pub name: Option<String>,
    rest: Rest<Self>,
}

/// What the answer about a FIDO policy embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FidoPolicyEmbedded {
    /// The device authentication policies that use it; with `expand=deviceAuthenticationPolicies`.
    pub device_authentication_policies: Option<Vec<FidoPolicyUse>>,
    rest: Rest<Self>,
}

/// A device authentication policy that uses a FIDO policy.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FidoPolicyUse {
    /// Its id.
    pub id: DeviceAuthenticationPolicyId,
    /// Its name.
    pub name: Option<String>,
    rest: Rest<Self>,
}
