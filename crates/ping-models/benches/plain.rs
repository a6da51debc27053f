//! The structs of a license as `serde_derive` makes them, without unknown members and nulls: the
//! baseline of the decoder. Members and leaf types are those of the models.
use ping_models::platform::{LicenseRegion, LicenseStatus, PingIdLicenseType};
use ping_models::{LicenseId, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub struct Page<E> {
    #[serde(rename = "_links")]
    pub links: Option<BTreeMap<String, Link>>,
    #[serde(rename = "_embedded")]
    pub embedded: E,
    pub count: Option<i64>,
    pub size: Option<i64>,
}

#[derive(Deserialize)]
pub struct Licenses {
    pub licenses: Vec<License>,
}

#[derive(Deserialize)]
pub struct Link {
    pub href: Option<String>,
}

#[derive(Deserialize)]
pub struct Reference {
    pub id: Option<String>,
}

#[derive(Deserialize)]
pub struct License {
    pub id: LicenseId,
    #[serde(rename = "_links")]
    pub links: Option<BTreeMap<String, Link>>,
    #[serde(rename = "advancedServices")]
    pub advanced_services: Option<AdvancedServices>,
    #[serde(rename = "assignedEnvironmentsCount")]
    pub assigned_environments_count: Option<i64>,
    pub authorize: Option<AuthorizeFeatures>,
    #[serde(rename = "beginsAt")]
    pub begins_at: Option<Timestamp>,
    pub credentials: Option<CredentialsFeatures>,
    pub environments: Option<EnvironmentsFeatures>,
    #[serde(rename = "expiresAt")]
    pub expires_at: Option<Timestamp>,
    pub fraud: Option<FraudFeatures>,
    pub gateways: Option<GatewaysFeatures>,
    pub intelligence: Option<IntelligenceFeatures>,
    pub mfa: Option<MfaFeatures>,
    pub name: Option<String>,
    pub orchestrate: Option<OrchestrateFeatures>,
    pub organization: Option<Reference>,
    pub package: Option<String>,
    #[serde(rename = "replacedByLicense")]
    pub replaced_by_license: Option<Reference>,
    #[serde(rename = "replacesLicense")]
    pub replaces_license: Option<Reference>,
    pub status: Option<LicenseStatus>,
    #[serde(rename = "terminatesAt")]
    pub terminates_at: Option<Timestamp>,
    pub users: Option<UsersFeatures>,
    pub verify: Option<VerifyFeatures>,
}

#[derive(Deserialize)]
pub struct AdvancedServices {
    #[serde(rename = "pingId")]
    pub ping_id: Option<PingIdService>,
}

#[derive(Deserialize)]
pub struct PingIdService {
    pub included: Option<bool>,
    #[serde(rename = "type")]
    pub service_type: Option<PingIdLicenseType>,
}

#[derive(Deserialize)]
pub struct AuthorizeFeatures {
    #[serde(rename = "allowApiAccessManagement")]
    pub allow_api_access_management: Option<bool>,
    #[serde(rename = "allowDynamicAuthorization")]
    pub allow_dynamic_authorization: Option<bool>,
    #[serde(rename = "allowApplicationPermissions")]
    pub allow_application_permissions: Option<bool>,
}

#[derive(Deserialize)]
pub struct CredentialsFeatures {
    #[serde(rename = "allowCredentials")]
    pub allow_credentials: Option<bool>,
    #[serde(rename = "allowPushNotifications")]
    pub allow_push_notifications: Option<bool>,
}

#[derive(Deserialize)]
pub struct EnvironmentsFeatures {
    #[serde(rename = "allowAddResources")]
    pub allow_add_resources: Option<bool>,
    #[serde(rename = "allowConnections")]
    pub allow_connections: Option<bool>,
    #[serde(rename = "allowCustomDomain")]
    pub allow_custom_domain: Option<bool>,
    #[serde(rename = "allowCustomSchema")]
    pub allow_custom_schema: Option<bool>,
    #[serde(rename = "allowProduction")]
    pub allow_production: Option<bool>,
    pub max: Option<i64>,
    pub regions: Option<Vec<LicenseRegion>>,
}

#[derive(Deserialize)]
pub struct FraudFeatures {
    #[serde(rename = "allowBotMaliciousDeviceDetection")]
    pub allow_bot_malicious_device_detection: Option<bool>,
    #[serde(rename = "allowAccountProtection")]
    pub allow_account_protection: Option<bool>,
    #[serde(rename = "allowAccountTakeoverDetection")]
    pub allow_account_takeover_detection: Option<bool>,
    #[serde(rename = "allowNewAccountFraudDetection")]
    pub allow_new_account_fraud_detection: Option<bool>,
    #[serde(rename = "allowCredentialSharingDetection")]
    pub allow_credential_sharing_detection: Option<bool>,
    #[serde(rename = "allowDataEnrichment")]
    pub allow_data_enrichment: Option<bool>,
}

#[derive(Deserialize)]
pub struct GatewaysFeatures {
    #[serde(rename = "allowLdapGateway")]
    pub allow_ldap_gateway: Option<bool>,
    #[serde(rename = "allowKerberosGateway")]
    pub allow_kerberos_gateway: Option<bool>,
    #[serde(rename = "allowRadiusGateway")]
    pub allow_radius_gateway: Option<bool>,
}

#[derive(Deserialize)]
pub struct IntelligenceFeatures {
    #[serde(rename = "allowReputation")]
    pub allow_reputation: Option<bool>,
    #[serde(rename = "allowGeoVelocity")]
    pub allow_geo_velocity: Option<bool>,
    #[serde(rename = "allowAnonymousNetworkDetection")]
    pub allow_anonymous_network_detection: Option<bool>,
    #[serde(rename = "allowDataConsent")]
    pub allow_data_consent: Option<bool>,
    #[serde(rename = "allowRisk")]
    pub allow_risk: Option<bool>,
    #[serde(rename = "allowAdvancedPredictors")]
    pub allow_advanced_predictors: Option<bool>,
    #[serde(rename = "allowIntelligenceProtect")]
    pub allow_intelligence_protect: Option<bool>,
    #[serde(rename = "allowIntelligenceNewDevicePredictor")]
    pub allow_intelligence_new_device_predictor: Option<bool>,
    #[serde(rename = "numberOfProtectTransactions")]
    pub number_of_protect_transactions: Option<i64>,
}

#[derive(Deserialize)]
pub struct MfaFeatures {
    #[serde(rename = "allowPushNotification")]
    pub allow_push_notification: Option<bool>,
    #[serde(rename = "allowNotificationOutsideWhitelist")]
    pub allow_notification_outside_whitelist: Option<bool>,
    #[serde(rename = "allowFido2Devices")]
    pub allow_fido2_devices: Option<bool>,
    #[serde(rename = "allowVoiceOtp")]
    pub allow_voice_otp: Option<bool>,
    #[serde(rename = "allowEmailOtp")]
    pub allow_email_otp: Option<bool>,
    #[serde(rename = "allowSmsOtp")]
    pub allow_sms_otp: Option<bool>,
    #[serde(rename = "allowTotp")]
    pub allow_totp: Option<bool>,
    #[serde(rename = "allowPingIDApp")]
    pub allow_ping_id_app: Option<bool>,
    #[serde(rename = "allowOATHToken")]
    pub allow_oath_token: Option<bool>,
    #[serde(rename = "allowYubikey")]
    pub allow_yubikey: Option<bool>,
    #[serde(rename = "allowWinLogin")]
    pub allow_win_login: Option<bool>,
    #[serde(rename = "allowEditNotificationTemplate")]
    pub allow_edit_notification_template: Option<bool>,
    #[serde(rename = "allowPingSmsAccount")]
    pub allow_ping_sms_account: Option<bool>,
    #[serde(rename = "allowWhatsAppOtp")]
    pub allow_whatsapp_otp: Option<bool>,
    #[serde(rename = "allowIntelligenceTrustDevicePredictor")]
    pub allow_intelligence_trust_device_predictor: Option<bool>,
    #[serde(rename = "allowPingIdDesktop")]
    pub allow_ping_id_desktop: Option<bool>,
    #[serde(rename = "allowPingIdDesktopGen2")]
    pub allow_ping_id_desktop_gen2: Option<bool>,
}

#[derive(Deserialize)]
pub struct OrchestrateFeatures {
    #[serde(rename = "allowOrchestration")]
    pub allow_orchestration: Option<bool>,
    #[serde(rename = "allowAdminAccess")]
    pub allow_admin_access: Option<bool>,
    #[serde(rename = "flowsPerEnvironmentMax")]
    pub flows_per_environment_max: Option<i64>,
}

#[derive(Deserialize)]
pub struct UsersFeatures {
    pub max: Option<i64>,
    #[serde(rename = "hardLimitMax")]
    pub hard_limit_max: Option<i64>,
    #[serde(rename = "annualActiveIncluded")]
    pub annual_active_included: Option<i64>,
    #[serde(rename = "monthlyActiveIncluded")]
    pub monthly_active_included: Option<i64>,
    #[serde(rename = "allowPasswordPolicy")]
    pub allow_password_policy: Option<bool>,
    #[serde(rename = "allowPasswordManagementNotifications")]
    pub allow_password_management_notifications: Option<bool>,
    #[serde(rename = "allowPasswordManagement")]
    pub allow_password_management: Option<bool>,
    #[serde(rename = "allowVerificationFlow")]
    pub allow_verification_flow: Option<bool>,
    #[serde(rename = "allowIdentityProviders")]
    pub allow_identity_providers: Option<bool>,
    #[serde(rename = "allowMyAccount")]
    pub allow_my_account: Option<bool>,
    #[serde(rename = "allowProvisioning")]
    pub allow_provisioning: Option<bool>,
    #[serde(rename = "allowInboundProvisioning")]
    pub allow_inbound_provisioning: Option<bool>,
    #[serde(rename = "allowRoleAssignment")]
    pub allow_role_assignment: Option<bool>,
    #[serde(rename = "allowPasswordOnlyAuthentication")]
    pub allow_password_only_authentication: Option<bool>,
    #[serde(rename = "allowUpdateSelf")]
    pub allow_update_self: Option<bool>,
    #[serde(rename = "allowUniversalDeviceId")]
    pub allow_universal_device_id: Option<bool>,
    #[serde(rename = "entitledToSupport")]
    pub entitled_to_support: Option<bool>,
}

#[derive(Deserialize)]
pub struct VerifyFeatures {
    #[serde(rename = "allowPushNotifications")]
    pub allow_push_notifications: Option<bool>,
    #[serde(rename = "allowDocumentMatch")]
    pub allow_document_match: Option<bool>,
    #[serde(rename = "allowFaceMatch")]
    pub allow_face_match: Option<bool>,
    #[serde(rename = "allowManualIdInspection")]
    pub allow_manual_id_inspection: Option<bool>,
    #[serde(rename = "allowAamva")]
    pub allow_aamva: Option<bool>,
    #[serde(rename = "allowVoice")]
    pub allow_voice: Option<bool>,
    #[serde(rename = "allowDigitalVerifications")]
    pub allow_digital_verifications: Option<bool>,
    #[serde(rename = "allowManualIDStepUpInspection")]
    pub allow_manual_id_step_up_inspection: Option<bool>,
    #[serde(rename = "allowUniversalCapture")]
    pub allow_universal_capture: Option<bool>,
    #[serde(rename = "allowAccountOwnership")]
    pub allow_account_ownership: Option<bool>,
    #[serde(rename = "allowAadhaar")]
    pub allow_aadhaar: Option<bool>,
    #[serde(rename = "numberOfManualIDStepUpInspection")]
    pub number_of_manual_id_step_up_inspection: Option<i64>,
    #[serde(rename = "numberOfDigitalVerifications")]
    pub number_of_digital_verifications: Option<i64>,
    #[serde(rename = "numberOfUniversalCapture")]
    pub number_of_universal_capture: Option<i64>,
    #[serde(rename = "numberOfAAMVA")]
    pub number_of_aamva: Option<i64>,
    #[serde(rename = "numberOfVoiceBiometrics")]
    pub number_of_voice_biometrics: Option<i64>,
    #[serde(rename = "numberOfFaceVerifications")]
    pub number_of_face_verifications: Option<i64>,
    #[serde(rename = "numberOfManualIdInspections")]
    pub number_of_manual_id_inspections: Option<i64>,
    #[serde(rename = "numberOfDocumentMatches")]
    pub number_of_document_matches: Option<i64>,
    #[serde(rename = "numberOfAccountOwnership")]
    pub number_of_account_ownership: Option<i64>,
    #[serde(rename = "numberOfAadhaar")]
    pub number_of_aadhaar: Option<i64>,
    #[serde(rename = "numberOfDataVerifications")]
    pub number_of_data_verifications: Option<i64>,
    #[serde(rename = "numberOfLiveAgent")]
    pub number_of_live_agent: Option<i64>,
    #[serde(rename = "numberOfDeviceReputationScoring")]
    pub number_of_device_reputation_scoring: Option<i64>,
    #[serde(rename = "numberOfGlobalWatchlist")]
    pub number_of_global_watchlist: Option<i64>,
    #[serde(rename = "numberOfDataVerificationGroup1")]
    pub number_of_data_verification_group1: Option<i64>,
    #[serde(rename = "numberOfDataVerificationGroup2")]
    pub number_of_data_verification_group2: Option<i64>,
    #[serde(rename = "numberOfDataVerificationGroup3")]
    pub number_of_data_verification_group3: Option<i64>,
    #[serde(rename = "numberOfDataVerificationGroup4")]
    pub number_of_data_verification_group4: Option<i64>,
    #[serde(rename = "numberOfDataVerificationGroup5")]
    pub number_of_data_verification_group5: Option<i64>,
}
