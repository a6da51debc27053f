//! What a license allows, by feature. Every member may be missing: older licenses have fewer.

use super::license::LicenseRegion;
use crate::{Model, Rest};

/// What a license allows of PingOne Authorize.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthorizeFeatures {
    /// Whether API access management may be used.
    pub allow_api_access_management: Option<bool>,
    /// Whether dynamic authorization may be used.
    pub allow_dynamic_authorization: Option<bool>,
    /// Whether application permissions may be used.
    pub allow_application_permissions: Option<bool>,
    rest: Rest<Self>,
}

/// What a license allows of PingOne Credentials.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct CredentialsFeatures {
    /// Whether digital credentials may be issued.
    pub allow_credentials: Option<bool>,
    /// Whether wallets may get push notifications.
    pub allow_push_notifications: Option<bool>,
    rest: Rest<Self>,
}

/// What a license allows of environments.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EnvironmentsFeatures {
    /// Whether resources may be added.
    pub allow_add_resources: Option<bool>,
    /// Whether applications may be connected.
    pub allow_connections: Option<bool>,
    /// Whether an environment may have a domain of its own.
    pub allow_custom_domain: Option<bool>,
    /// Whether the user schema may be extended.
    pub allow_custom_schema: Option<bool>,
    /// Whether production environments may be created.
    pub allow_production: Option<bool>,
    /// The largest number of environments.
    pub max: Option<i64>,
    /// Where environments may be.
    pub regions: Option<Vec<LicenseRegion>>,
    rest: Rest<Self>,
}

/// What a license allows of fraud detection.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FraudFeatures {
    /// Whether bots and malicious devices may be detected.
    pub allow_bot_malicious_device_detection: Option<bool>,
    /// Whether accounts may be protected.
    pub allow_account_protection: Option<bool>,
    /// Whether the takeover of accounts may be detected.
    pub allow_account_takeover_detection: Option<bool>,
    /// Whether fraud with new accounts may be detected.
    pub allow_new_account_fraud_detection: Option<bool>,
    /// Whether shared credentials may be detected.
    pub allow_credential_sharing_detection: Option<bool>,
    /// Whether data may be enriched.
    pub allow_data_enrichment: Option<bool>,
    rest: Rest<Self>,
}

/// What a license allows of gateways.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct GatewaysFeatures {
    /// Whether LDAP gateways may be used.
    pub allow_ldap_gateway: Option<bool>,
    /// Whether Kerberos may be used through a gateway.
    pub allow_kerberos_gateway: Option<bool>,
    /// Whether RADIUS gateways may be used.
    pub allow_radius_gateway: Option<bool>,
    rest: Rest<Self>,
}

/// What a license allows of PingOne Protect.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct IntelligenceFeatures {
    /// Whether the reputation of an IP address may be used.
    pub allow_reputation: Option<bool>,
    /// Whether impossible travel may be detected.
    pub allow_geo_velocity: Option<bool>,
    /// Whether anonymous networks may be detected.
    pub allow_anonymous_network_detection: Option<bool>,
    /// Whether the organization consents to the use of its data.
    pub allow_data_consent: Option<bool>,
    /// Whether risk policies may be used.
    pub allow_risk: Option<bool>,
    /// Whether the advanced risk predictors may be used.
    pub allow_advanced_predictors: Option<bool>,
    /// Whether PingOne Protect may be used.
    pub allow_intelligence_protect: Option<bool>,
    /// Whether new devices may be detected.
    pub allow_intelligence_new_device_predictor: Option<bool>,
    /// How many Protect transactions are included.
    pub number_of_protect_transactions: Option<i64>,
    rest: Rest<Self>,
}

/// What a license allows of multi-factor authentication.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MfaFeatures {
    /// Whether mobile apps may get push notifications.
    pub allow_push_notification: Option<bool>,
    /// Whether users outside the allow list may be notified.
    pub allow_notification_outside_whitelist: Option<bool>,
    /// Whether FIDO2 devices may be used.
    pub allow_fido2_devices: Option<bool>,
    /// Whether passcodes may be sent by voice call.
    pub allow_voice_otp: Option<bool>,
    /// Whether passcodes may be sent by email.
    pub allow_email_otp: Option<bool>,
    /// Whether passcodes may be sent by SMS.
    pub allow_sms_otp: Option<bool>,
    /// Whether authenticator apps may be used.
    pub allow_totp: Option<bool>,
    /// Whether the PingID app may be used.
    #[model(name = "allowPingIDApp")]
    pub allow_ping_id_app: Option<bool>,
    /// Whether OATH tokens may be used.
    #[model(name = "allowOATHToken")]
    pub allow_oath_token: Option<bool>,
    /// Whether YubiKeys may be used.
    pub allow_yubikey: Option<bool>,
    /// Whether the Windows login integration may be used.
    pub allow_win_login: Option<bool>,
    /// Whether notification templates may be edited.
    pub allow_edit_notification_template: Option<bool>,
    /// Whether messages may be sent through the account of Ping Identity.
    pub allow_ping_sms_account: Option<bool>,
    /// Whether passcodes may be sent by WhatsApp. Older licenses lack it.
    #[model(name = "allowWhatsAppOtp")]
    pub allow_whatsapp_otp: Option<bool>,
    /// Whether trusted devices may be detected. Older licenses lack it.
    pub allow_intelligence_trust_device_predictor: Option<bool>,
    /// Whether the PingID desktop app may be used.
    pub allow_ping_id_desktop: Option<bool>,
    /// Whether the second generation of the PingID desktop app may be used.
    pub allow_ping_id_desktop_gen2: Option<bool>,
    rest: Rest<Self>,
}

/// What a license allows of orchestration with DaVinci.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OrchestrateFeatures {
    /// Whether flows may be used.
    pub allow_orchestration: Option<bool>,
    /// Whether administrators may open the flow editor.
    pub allow_admin_access: Option<bool>,
    /// The largest number of flows in an environment.
    pub flows_per_environment_max: Option<i64>,
    rest: Rest<Self>,
}

/// What a license allows of users.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UsersFeatures {
    /// The largest number of users.
    pub max: Option<i64>,
    /// The number of users at which creation is refused.
    pub hard_limit_max: Option<i64>,
    /// How many active users a year are included.
    pub annual_active_included: Option<i64>,
    /// How many active users a month are included.
    pub monthly_active_included: Option<i64>,
    /// Whether password policies may be changed.
    pub allow_password_policy: Option<bool>,
    /// Whether users may be notified about their passwords.
    pub allow_password_management_notifications: Option<bool>,
    /// Whether passwords may be managed.
    pub allow_password_management: Option<bool>,
    /// Whether new users may be asked to verify their address.
    pub allow_verification_flow: Option<bool>,
    /// Whether external identity providers may be used.
    pub allow_identity_providers: Option<bool>,
    /// Whether users may open the self-service page.
    pub allow_my_account: Option<bool>,
    /// Whether users may be provisioned to other systems.
    pub allow_provisioning: Option<bool>,
    /// Whether users may be provisioned from other systems.
    pub allow_inbound_provisioning: Option<bool>,
    /// Whether users may get administrator roles.
    pub allow_role_assignment: Option<bool>,
    /// Whether users may sign in with a password alone.
    pub allow_password_only_authentication: Option<bool>,
    /// Whether users may update their own data.
    pub allow_update_self: Option<bool>,
    /// Whether browsers may be told apart across sites.
    pub allow_universal_device_id: Option<bool>,
    /// Whether support is included.
    pub entitled_to_support: Option<bool>,
    rest: Rest<Self>,
}

/// What a license allows of PingOne Verify.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VerifyFeatures {
    /// Whether push notifications may be sent.
    pub allow_push_notifications: Option<bool>,
    /// Whether documents may be checked.
    pub allow_document_match: Option<bool>,
    /// Whether faces may be compared.
    pub allow_face_match: Option<bool>,
    /// Whether documents may be inspected by people.
    pub allow_manual_id_inspection: Option<bool>,
    /// Whether North American driver licenses may be checked with their issuers.
    pub allow_aamva: Option<bool>,
    /// Whether voices may be compared.
    pub allow_voice: Option<bool>,
    /// Whether digital credentials may be checked.
    pub allow_digital_verifications: Option<bool>,
    /// Whether a doubtful document may be passed on to people.
    #[model(name = "allowManualIDStepUpInspection")]
    pub allow_manual_id_step_up_inspection: Option<bool>,
    /// Whether documents may be captured with any device.
    pub allow_universal_capture: Option<bool>,
    /// Whether the owner of an account may be checked.
    pub allow_account_ownership: Option<bool>,
    /// Whether Aadhaar may be checked.
    pub allow_aadhaar: Option<bool>,
    /// How many doubtful documents may be passed on to people.
    #[model(name = "numberOfManualIDStepUpInspection")]
    pub number_of_manual_id_step_up_inspection: Option<i64>,
    /// How many digital credentials may be checked.
    pub number_of_digital_verifications: Option<i64>,
    /// How many captures are included.
    pub number_of_universal_capture: Option<i64>,
    /// How many driver licenses may be checked with their issuers.
    #[model(name = "numberOfAAMVA")]
    pub number_of_aamva: Option<i64>,
    /// How many voices may be compared.
    pub number_of_voice_biometrics: Option<i64>,
    /// How many faces may be compared.
    pub number_of_face_verifications: Option<i64>,
    /// How many documents may be inspected by people.
    pub number_of_manual_id_inspections: Option<i64>,
    /// How many documents may be checked.
    pub number_of_document_matches: Option<i64>,
    /// How many owners of accounts may be checked.
    pub number_of_account_ownership: Option<i64>,
    /// How many Aadhaar checks are included.
    pub number_of_aadhaar: Option<i64>,
    /// How many data verifications are included.
    pub number_of_data_verifications: Option<i64>,
    /// How many sessions with an agent are included.
    pub number_of_live_agent: Option<i64>,
    /// How many device reputations may be asked for.
    pub number_of_device_reputation_scoring: Option<i64>,
    /// How many searches of watch lists are included.
    pub number_of_global_watchlist: Option<i64>,
    /// How many data verifications of group 1 are included.
    pub number_of_data_verification_group1: Option<i64>,
    /// How many data verifications of group 2 are included.
    pub number_of_data_verification_group2: Option<i64>,
    /// How many data verifications of group 3 are included.
    pub number_of_data_verification_group3: Option<i64>,
    /// How many data verifications of group 4 are included.
    pub number_of_data_verification_group4: Option<i64>,
    /// How many data verifications of group 5 are included.
    pub number_of_data_verification_group5: Option<i64>,
    rest: Rest<Self>,
}
