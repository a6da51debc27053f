//! What may be done in an environment.

use super::LicenseQuantities;
use crate::{EnvironmentId, Links, Model, Rest};

/// What may be done in an environment, by its license and its products. Each may be absent.
///
/// <https://developer.pingidentity.com/pingone-api/platform/capabilities.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EnvironmentCapabilities {
    /// Links: the capabilities themselves.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment.
    pub environment_id: Option<EnvironmentId>,
    /// How much of what may be done.
    pub license_quantities: Option<LicenseQuantities>,
    /// Whether resources may be added.
    pub can_add_resources: Option<bool>,
    /// Whether custom roles may be assigned for anything.
    pub can_assign_custom_roles_everywhere: Option<bool>,
    /// Whether users may be assigned roles.
    pub can_assign_users_roles: Option<bool>,
    /// Whether support may be asked.
    pub can_contact_support: Option<bool>,
    /// Whether applications may be connected.
    pub can_create_connections: Option<bool>,
    /// Whether it may get a domain of its own.
    pub can_create_custom_domain: Option<bool>,
    /// Whether it may be promoted to production.
    pub can_promote_to_prod: Option<bool>,
    /// Whether users who are on no list may get messages about MFA.
    pub can_send_mfa_notifications_outside_whitelist: Option<bool>,
    /// Whether users may get messages about their passwords.
    pub can_send_password_management_notifications: Option<bool>,
    /// Whether users may get messages about their addresses.
    pub can_send_verification_flow_notifications: Option<bool>,
    /// Whether users may change their own data.
    pub can_users_update_self: Option<bool>,
    /// Whether Aadhaar may be checked.
    pub can_use_aadhaar: Option<bool>,
    /// Whether driver licenses may be checked with AAMVA.
    pub can_use_aamva: Option<bool>,
    /// Whether the owner of an account may be checked.
    pub can_use_account_ownership: Option<bool>,
    /// Whether accounts may be protected.
    pub can_use_account_protection: Option<bool>,
    /// Whether the takeover of accounts may be detected.
    pub can_use_account_takeover_detection: Option<bool>,
    /// Whether access to APIs may be managed.
    pub can_use_api_access_management: Option<bool>,
    /// Whether applications may have permissions.
    pub can_use_application_permissions: Option<bool>,
    /// Whether bots and malicious devices may be detected.
    pub can_use_bot_malicious_device_detection: Option<bool>,
    /// Whether shared credentials may be detected.
    pub can_use_credential_sharing_detection: Option<bool>,
    /// Whether credentials may be issued.
    pub can_use_credentials: Option<bool>,
    /// Whether wallets may get push notifications.
    pub can_use_credentials_push_notifications: Option<bool>,
    /// Whether the schema of users may be extended.
    pub can_use_custom_schema: Option<bool>,
    /// Whether DaVinci's console may be opened.
    #[model(name = "canUseDaVinciAdminPortal")]
    pub can_use_davinci_admin_portal: Option<bool>,
    /// Whether data may be analyzed.
    pub can_use_data_analytics_support: Option<bool>,
    /// Whether persons may be verified by their data.
    pub can_use_data_based_verifications: Option<bool>,
    /// Whether data may be verified with the services of group 1.
    pub can_use_data_verification_group1: Option<bool>,
    /// Whether data may be verified with the services of group 2.
    pub can_use_data_verification_group2: Option<bool>,
    /// Whether data may be verified with the services of group 3.
    pub can_use_data_verification_group3: Option<bool>,
    /// Whether data may be verified with the services of group 4.
    pub can_use_data_verification_group4: Option<bool>,
    /// Whether data may be verified with the services of group 5.
    pub can_use_data_verification_group5: Option<bool>,
    /// Whether the reputation of devices may be scored.
    pub can_use_device_reputation_scoring: Option<bool>,
    /// Whether digital credentials may be verified.
    pub can_use_digital_verifications: Option<bool>,
    /// Whether documents may be compared.
    pub can_use_document_match: Option<bool>,
    /// Whether authorization may be dynamic.
    pub can_use_dynamic_authorization: Option<bool>,
    /// Whether the templates of messages may be edited.
    pub can_use_edit_notification_template: Option<bool>,
    /// Whether passcodes may be sent by email.
    pub can_use_email_otp: Option<bool>,
    /// Whether faces may be compared.
    pub can_use_face_match: Option<bool>,
    /// Whether data may be enriched against fraud.
    pub can_use_fraud_data_enrichment: Option<bool>,
    /// Whether the global watch list may be searched.
    pub can_use_global_watchlist: Option<bool>,
    /// Whether there may be users.
    pub can_use_identities: Option<bool>,
    /// Whether there may be external identity providers.
    pub can_use_identity_providers: Option<bool>,
    /// Whether users may be provisioned from elsewhere.
    pub can_use_inbound_provisioning: Option<bool>,
    /// Whether risks may be assessed.
    pub can_use_intelligence: Option<bool>,
    /// Whether the advanced predictors may be used.
    pub can_use_intelligence_advanced_predictors: Option<bool>,
    /// Whether anonymous networks may be detected.
    pub can_use_intelligence_anonymous_network_detection: Option<bool>,
    /// Whether data may be used for learning.
    pub can_use_intelligence_data_consent: Option<bool>,
    /// Whether the scores of risk policies may be edited.
    pub can_use_intelligence_edit_policy_scores: Option<bool>,
    /// Whether travels faster than possible may be detected.
    pub can_use_intelligence_geo_velocity: Option<bool>,
    /// Whether the age of the last transaction may count.
    pub can_use_intelligence_last_transaction_older_than: Option<bool>,
    /// Whether predictors may be combined, within limits.
    pub can_use_intelligence_limited_composite_predictor: Option<bool>,
    /// Whether new devices may be detected.
    pub can_use_intelligence_new_device_predictor: Option<bool>,
    /// Whether PingOne Protect may be used.
    pub can_use_intelligence_protect: Option<bool>,
    /// Whether the reputation of addresses may count.
    pub can_use_intelligence_reputation: Option<bool>,
    /// Whether risk policies may be used.
    pub can_use_intelligence_risk: Option<bool>,
    /// Whether trusted devices may be detected.
    pub can_use_intelligence_trust_device_predictor: Option<bool>,
    /// Whether there may be Kerberos gateways.
    pub can_use_kerberos_gateway: Option<bool>,
    /// Whether there may be LDAP gateways.
    pub can_use_ldap_gateway: Option<bool>,
    /// Whether a live agent may verify persons.
    pub can_use_live_agent: Option<bool>,
    /// Whether a person may look at documents in doubt.
    #[model(name = "canUseManualIDStepUpInspection")]
    pub can_use_manual_id_step_up_inspection: Option<bool>,
    /// Whether a person may look at documents.
    pub can_use_manual_id_inspection: Option<bool>,
    /// Whether MFA may be used.
    pub can_use_mfa: Option<bool>,
    /// Whether MFA for customers may be used.
    pub can_use_mfa_ciam: Option<bool>,
    /// Whether FIDO2 devices may be paired.
    pub can_use_mfa_fido2_devices: Option<bool>,
    /// Whether phones may be pushed to.
    pub can_use_mfa_push_notifications: Option<bool>,
    /// Whether passcodes may be called through.
    pub can_use_mfa_voice_otp: Option<bool>,
    /// Whether MFA for the workforce may be used.
    pub can_use_mfa_wf: Option<bool>,
    /// Whether users may manage their account on a page.
    pub can_use_my_account: Option<bool>,
    /// Whether fraud with new accounts may be detected.
    pub can_use_new_account_fraud_detection: Option<bool>,
    /// Whether OATH tokens may be used.
    #[model(name = "canUseOATHToken")]
    pub can_use_oath_token: Option<bool>,
    /// Whether flows may be orchestrated.
    pub can_use_orchestration: Option<bool>,
    /// Whether passwords may be managed.
    pub can_use_password_management: Option<bool>,
    /// Whether a password may be enough to sign in.
    pub can_use_password_only_authentication: Option<bool>,
    /// Whether there may be password policies.
    pub can_use_password_policy: Option<bool>,
    /// Whether PingID's app may be paired.
    #[model(name = "canUsePingIDApp")]
    pub can_use_ping_id_app: Option<bool>,
    /// Whether PingID's desktop app may be paired.
    pub can_use_ping_id_desktop: Option<bool>,
    /// Whether the second generation of PingID's desktop app may be paired.
    pub can_use_ping_id_desktop_gen2: Option<bool>,
    /// Whether messages may be sent through Ping's account.
    pub can_use_ping_sms_account: Option<bool>,
    /// Whether the platform may be used.
    pub can_use_platform: Option<bool>,
    /// Whether transactions may be protected.
    pub can_use_protect_transactions: Option<bool>,
    /// Whether users may be provisioned elsewhere.
    pub can_use_provisioning: Option<bool>,
    /// Whether there may be RADIUS gateways.
    pub can_use_radius_gateway: Option<bool>,
    /// Whether flows may be scheduled.
    pub can_use_scheduled_flows: Option<bool>,
    /// Whether passcodes may be sent by SMS.
    pub can_use_sms_otp: Option<bool>,
    /// Whether authenticator apps may be paired.
    pub can_use_totp: Option<bool>,
    /// Whether devices may have a universal id.
    pub can_use_universal_device_id: Option<bool>,
    /// Whether addresses may be verified.
    pub can_use_verification_flow: Option<bool>,
    /// Whether PingOne Verify may be used.
    pub can_use_verify: Option<bool>,
    /// Whether PingOne Verify may push to phones.
    pub can_use_verify_push_notifications: Option<bool>,
    /// Whether voices may be compared.
    pub can_use_verify_voice: Option<bool>,
    /// Whether passcodes may be sent by WhatsApp.
    #[model(name = "canUseWhatsAppOtp")]
    pub can_use_whatsapp_otp: Option<bool>,
    /// Whether MFA may be asked for at the sign-in to Windows.
    pub can_use_win_login: Option<bool>,
    /// Whether YubiKeys may be paired.
    pub can_use_yubikey: Option<bool>,
    /// Whether documents may be captured anywhere. The service spells it so.
    #[model(name = "getcanUseUniversalCapture")]
    pub can_use_universal_capture: Option<bool>,
    rest: Rest<Self>,
}
