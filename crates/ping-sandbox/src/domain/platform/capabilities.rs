//! What may be done in an environment, by its license and its products.

use serde_json::{Map, Value, json};

use super::bill_of_materials::has;
use crate::domain::rates::GROUPS;

/// Capabilities, and the member of the license that each follows from: a permission, or a number
/// above zero.
// assumes: capabilities
const OF_LICENSES: &[(&str, &str)] = &[
    ("canAddResources", "/environments/allowAddResources"),
    ("canAssignCustomRolesEverywhere", "/users/allowRoleAssignment"),
    ("canAssignUsersRoles", "/users/allowRoleAssignment"),
    ("canContactSupport", "/users/entitledToSupport"),
    ("canCreateConnections", "/environments/allowConnections"),
    ("canCreateCustomDomain", "/environments/allowCustomDomain"),
    ("canPromoteToProd", "/environments/allowProduction"),
    ("canSendMfaNotificationsOutsideWhitelist", "/mfa/allowNotificationOutsideWhitelist"),
    ("canSendPasswordManagementNotifications", "/users/allowPasswordManagementNotifications"),
    ("canSendVerificationFlowNotifications", "/users/allowVerificationFlow"),
    ("canUsersUpdateSelf", "/users/allowUpdateSelf"),
    ("canUseAadhaar", "/verify/allowAadhaar"),
    ("canUseAamva", "/verify/allowAamva"),
    ("canUseAccountOwnership", "/verify/allowAccountOwnership"),
    ("canUseAccountProtection", "/fraud/allowAccountProtection"),
    ("canUseAccountTakeoverDetection", "/fraud/allowAccountTakeoverDetection"),
    ("canUseApiAccessManagement", "/authorize/allowApiAccessManagement"),
    ("canUseApplicationPermissions", "/authorize/allowApplicationPermissions"),
    ("canUseBotMaliciousDeviceDetection", "/fraud/allowBotMaliciousDeviceDetection"),
    ("canUseCredentialSharingDetection", "/fraud/allowCredentialSharingDetection"),
    ("canUseCredentials", "/credentials/allowCredentials"),
    ("canUseCredentialsPushNotifications", "/credentials/allowPushNotifications"),
    ("canUseCustomSchema", "/environments/allowCustomSchema"),
    ("canUseDaVinciAdminPortal", "/orchestrate/allowAdminAccess"),
    ("canUseDataAnalyticsSupport", "/users/entitledToSupport"),
    ("canUseDataBasedVerifications", "/verify/numberOfDataVerifications"),
    ("canUseDataVerificationGroup1", "/verify/numberOfDataVerificationGroup1"),
    ("canUseDataVerificationGroup2", "/verify/numberOfDataVerificationGroup2"),
    ("canUseDataVerificationGroup3", "/verify/numberOfDataVerificationGroup3"),
    ("canUseDataVerificationGroup4", "/verify/numberOfDataVerificationGroup4"),
    ("canUseDataVerificationGroup5", "/verify/numberOfDataVerificationGroup5"),
    ("canUseDeviceReputationScoring", "/verify/numberOfDeviceReputationScoring"),
    ("canUseDigitalVerifications", "/verify/allowDigitalVerifications"),
    ("canUseDocumentMatch", "/verify/allowDocumentMatch"),
    ("canUseDynamicAuthorization", "/authorize/allowDynamicAuthorization"),
    ("canUseEditNotificationTemplate", "/mfa/allowEditNotificationTemplate"),
    ("canUseEmailOtp", "/mfa/allowEmailOtp"),
    ("canUseFaceMatch", "/verify/allowFaceMatch"),
    ("canUseFraudDataEnrichment", "/fraud/allowDataEnrichment"),
    ("canUseGlobalWatchlist", "/verify/numberOfGlobalWatchlist"),
    ("canUseIdentities", "/users/max"),
    ("canUseIdentityProviders", "/users/allowIdentityProviders"),
    ("canUseInboundProvisioning", "/users/allowInboundProvisioning"),
    ("canUseIntelligence", "/intelligence/allowRisk"),
    ("canUseIntelligenceAdvancedPredictors", "/intelligence/allowAdvancedPredictors"),
    ("canUseIntelligenceAnonymousNetworkDetection", "/intelligence/allowAnonymousNetworkDetection"),
    ("canUseIntelligenceDataConsent", "/intelligence/allowDataConsent"),
    ("canUseIntelligenceEditPolicyScores", "/intelligence/allowRisk"),
    ("canUseIntelligenceGeoVelocity", "/intelligence/allowGeoVelocity"),
    ("canUseIntelligenceLastTransactionOlderThan", "/intelligence/allowAdvancedPredictors"),
    ("canUseIntelligenceLimitedCompositePredictor", "/intelligence/allowAdvancedPredictors"),
    ("canUseIntelligenceNewDevicePredictor", "/intelligence/allowIntelligenceNewDevicePredictor"),
    ("canUseIntelligenceProtect", "/intelligence/allowIntelligenceProtect"),
    ("canUseIntelligenceReputation", "/intelligence/allowReputation"),
    ("canUseIntelligenceRisk", "/intelligence/allowRisk"),
    ("canUseIntelligenceTrustDevicePredictor", "/mfa/allowIntelligenceTrustDevicePredictor"),
    ("canUseKerberosGateway", "/gateways/allowKerberosGateway"),
    ("canUseLdapGateway", "/gateways/allowLdapGateway"),
    ("canUseLiveAgent", "/verify/numberOfLiveAgent"),
    ("canUseManualIDStepUpInspection", "/verify/allowManualIDStepUpInspection"),
    ("canUseManualIdInspection", "/verify/allowManualIdInspection"),
    ("canUseMfaFido2Devices", "/mfa/allowFido2Devices"),
    ("canUseMfaPushNotifications", "/mfa/allowPushNotification"),
    ("canUseMfaVoiceOtp", "/mfa/allowVoiceOtp"),
    ("canUseMyAccount", "/users/allowMyAccount"),
    ("canUseNewAccountFraudDetection", "/fraud/allowNewAccountFraudDetection"),
    ("canUseOATHToken", "/mfa/allowOATHToken"),
    ("canUseOrchestration", "/orchestrate/allowOrchestration"),
    ("canUsePasswordManagement", "/users/allowPasswordManagementNotifications"),
    ("canUsePasswordOnlyAuthentication", "/users/allowPasswordOnlyAuthentication"),
    ("canUsePasswordPolicy", "/users/allowPasswordPolicy"),
    ("canUsePingIDApp", "/mfa/allowPingIDApp"),
    ("canUsePingIdDesktop", "/mfa/allowPingIdDesktop"),
    ("canUsePingIdDesktopGen2", "/mfa/allowPingIdDesktopGen2"),
    ("canUsePingSmsAccount", "/mfa/allowPingSmsAccount"),
    ("canUseProtectTransactions", "/intelligence/numberOfProtectTransactions"),
    ("canUseProvisioning", "/users/allowProvisioning"),
    ("canUseRadiusGateway", "/gateways/allowRadiusGateway"),
    ("canUseScheduledFlows", "/orchestrate/allowOrchestration"),
    ("canUseSmsOtp", "/mfa/allowSmsOtp"),
    ("canUseTotp", "/mfa/allowTotp"),
    ("canUseUniversalDeviceId", "/users/allowUniversalDeviceId"),
    ("canUseVerificationFlow", "/users/allowVerificationFlow"),
    ("canUseVerifyPushNotifications", "/verify/allowPushNotifications"),
    ("canUseVerifyVoice", "/verify/allowVoice"),
    ("canUseWhatsAppOtp", "/mfa/allowWhatsAppOtp"),
    ("canUseWinLogin", "/mfa/allowWinLogin"),
    ("canUseYubikey", "/mfa/allowYubikey"),
    ("getcanUseUniversalCapture", "/verify/allowUniversalCapture"),
];

/// Capabilities, and the products any of which each follows from.
const OF_PRODUCTS: &[(&str, &[&str])] = &[
    ("canUseMfa", &["PING_ONE_MFA", "PING_ID"]),
    ("canUseMfaCiam", &["PING_ONE_MFA"]),
    ("canUseMfaWf", &["PING_ID"]),
    ("canUsePlatform", &["PING_ONE_BASE"]),
    ("canUseVerify", &["PING_ONE_VERIFY"]),
];

/// What is counted of PingOne Verify.
const QUANTITIES: &[&str] = &[
    "numberOfAadhaar",
    "numberOfAccountOwnership",
    "numberOfDataVerificationGroup1",
    "numberOfDataVerificationGroup2",
    "numberOfDataVerificationGroup3",
    "numberOfDataVerificationGroup4",
    "numberOfDataVerificationGroup5",
    "numberOfDataVerifications",
    "numberOfDeviceReputationScoring",
    "numberOfGlobalWatchlist",
    "numberOfLiveAgent",
];

/// Of an environment with that license, if any, and that bill of materials.
pub(crate) fn capabilities(license: Option<&Value>, bill: &Value) -> Map<String, Value> {
    let at = |pointer: &str| license.and_then(|license| license.pointer(pointer));
    let allows = |pointer: &str| match at(pointer) {
        Some(Value::Bool(allows)) => *allows,
        Some(number) => number.as_u64().is_some_and(|number| number > 0),
        None => false,
    };
    let mut body = Map::new();
    for (name, pointer) in OF_LICENSES {
        body.insert((*name).to_owned(), allows(pointer).into());
    }
    for (name, products) in OF_PRODUCTS {
        let has_one = products.iter().any(|product| has(bill, product));
        body.insert((*name).to_owned(), (license.is_some() && has_one).into());
    }
    let counted = QUANTITIES.iter().map(|name| {
        let number = at(&format!("/verify/{name}")).and_then(Value::as_u64);
        ((*name).to_owned(), number.unwrap_or(0).into())
    });
    let rates = GROUPS.iter().map(|(name, limit)| ((*name).to_owned(), json!({ "limit": limit })));
    let quantities: Map<String, Value> = counted.chain(rates).collect();
    body.insert("licenseQuantities".to_owned(), quantities.into());
    body
}
