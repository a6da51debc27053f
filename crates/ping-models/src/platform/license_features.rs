//! What a license allows, by feature. Every member may be missing: older licenses have fewer.

use super::license::LicenseRegion;

model! {
    /// What a license allows of PingOne Authorize.
    pub struct AuthorizeFeatures {
        optional {
            /// Whether API access management may be used.
            allow_api_access_management: bool = "allowApiAccessManagement",
            /// Whether dynamic authorization may be used.
            allow_dynamic_authorization: bool = "allowDynamicAuthorization",
            /// Whether application permissions may be used.
            allow_application_permissions: bool = "allowApplicationPermissions",
        }
    }
}

model! {
    /// What a license allows of PingOne Credentials.
    pub struct CredentialsFeatures {
        optional {
            /// Whether digital credentials may be issued.
            allow_credentials: bool = "allowCredentials",
            /// Whether wallets may get push notifications.
            allow_push_notifications: bool = "allowPushNotifications",
        }
    }
}

model! {
    /// What a license allows of environments.
    pub struct EnvironmentsFeatures {
        optional {
            /// Whether resources may be added.
            allow_add_resources: bool = "allowAddResources",
            /// Whether applications may be connected.
            allow_connections: bool = "allowConnections",
            /// Whether an environment may have a domain of its own.
            allow_custom_domain: bool = "allowCustomDomain",
            /// Whether the user schema may be extended.
            allow_custom_schema: bool = "allowCustomSchema",
            /// Whether production environments may be created.
            allow_production: bool = "allowProduction",
            /// The largest number of environments.
            max: i64 = "max",
            /// Where environments may be.
            regions: Vec<LicenseRegion> = "regions",
        }
    }
}

model! {
    /// What a license allows of fraud detection.
    pub struct FraudFeatures {
        optional {
            /// Whether bots and malicious devices may be detected.
            allow_bot_malicious_device_detection: bool = "allowBotMaliciousDeviceDetection",
            /// Whether accounts may be protected.
            allow_account_protection: bool = "allowAccountProtection",
            /// Whether the takeover of accounts may be detected.
            allow_account_takeover_detection: bool = "allowAccountTakeoverDetection",
            /// Whether fraud with new accounts may be detected.
            allow_new_account_fraud_detection: bool = "allowNewAccountFraudDetection",
            /// Whether shared credentials may be detected.
            allow_credential_sharing_detection: bool = "allowCredentialSharingDetection",
            /// Whether data may be enriched.
            allow_data_enrichment: bool = "allowDataEnrichment",
        }
    }
}

model! {
    /// What a license allows of gateways.
    pub struct GatewaysFeatures {
        optional {
            /// Whether LDAP gateways may be used.
            allow_ldap_gateway: bool = "allowLdapGateway",
            /// Whether Kerberos may be used through a gateway.
            allow_kerberos_gateway: bool = "allowKerberosGateway",
            /// Whether RADIUS gateways may be used.
            allow_radius_gateway: bool = "allowRadiusGateway",
        }
    }
}

model! {
    /// What a license allows of PingOne Protect.
    pub struct IntelligenceFeatures {
        optional {
            /// Whether the reputation of an IP address may be used.
            allow_reputation: bool = "allowReputation",
            /// Whether impossible travel may be detected.
            allow_geo_velocity: bool = "allowGeoVelocity",
            /// Whether anonymous networks may be detected.
            allow_anonymous_network_detection: bool = "allowAnonymousNetworkDetection",
            /// Whether the organization consents to the use of its data.
            allow_data_consent: bool = "allowDataConsent",
            /// Whether risk policies may be used.
            allow_risk: bool = "allowRisk",
            /// Whether the advanced risk predictors may be used.
            allow_advanced_predictors: bool = "allowAdvancedPredictors",
            /// Whether PingOne Protect may be used.
            allow_intelligence_protect: bool = "allowIntelligenceProtect",
            /// Whether new devices may be detected.
            allow_intelligence_new_device_predictor: bool = "allowIntelligenceNewDevicePredictor",
            /// How many Protect transactions are included.
            number_of_protect_transactions: i64 = "numberOfProtectTransactions",
        }
    }
}

model! {
    /// What a license allows of multi-factor authentication.
    pub struct MfaFeatures {
        optional {
            /// Whether mobile apps may get push notifications.
            allow_push_notification: bool = "allowPushNotification",
            /// Whether users outside the allow list may be notified.
            allow_notification_outside_whitelist: bool = "allowNotificationOutsideWhitelist",
            /// Whether FIDO2 devices may be used.
            allow_fido2_devices: bool = "allowFido2Devices",
            /// Whether passcodes may be sent by voice call.
            allow_voice_otp: bool = "allowVoiceOtp",
            /// Whether passcodes may be sent by email.
            allow_email_otp: bool = "allowEmailOtp",
            /// Whether passcodes may be sent by SMS.
            allow_sms_otp: bool = "allowSmsOtp",
            /// Whether authenticator apps may be used.
            allow_totp: bool = "allowTotp",
            /// Whether the PingID app may be used.
            allow_ping_id_app: bool = "allowPingIDApp",
            /// Whether OATH tokens may be used.
            allow_oath_token: bool = "allowOATHToken",
            /// Whether YubiKeys may be used.
            allow_yubikey: bool = "allowYubikey",
            /// Whether the Windows login integration may be used.
            allow_win_login: bool = "allowWinLogin",
            /// Whether notification templates may be edited.
            allow_edit_notification_template: bool = "allowEditNotificationTemplate",
            /// Whether messages may be sent through the account of Ping Identity.
            allow_ping_sms_account: bool = "allowPingSmsAccount",
            /// Whether passcodes may be sent by WhatsApp. Older licenses lack it.
            allow_whatsapp_otp: bool = "allowWhatsAppOtp",
            /// Whether trusted devices may be detected. Older licenses lack it.
            allow_intelligence_trust_device_predictor: bool = "allowIntelligenceTrustDevicePredictor",
            /// Whether the PingID desktop app may be used.
            allow_ping_id_desktop: bool = "allowPingIdDesktop",
            /// Whether the second generation of the PingID desktop app may be used.
            allow_ping_id_desktop_gen2: bool = "allowPingIdDesktopGen2",
        }
    }
}

model! {
    /// What a license allows of orchestration with DaVinci.
    pub struct OrchestrateFeatures {
        optional {
            /// Whether flows may be used.
            allow_orchestration: bool = "allowOrchestration",
            /// Whether administrators may open the flow editor.
            allow_admin_access: bool = "allowAdminAccess",
            /// The largest number of flows in an environment.
            flows_per_environment_max: i64 = "flowsPerEnvironmentMax",
        }
    }
}

model! {
    /// What a license allows of users.
    pub struct UsersFeatures {
        optional {
            /// The largest number of users.
            max: i64 = "max",
            /// The number of users at which creation is refused.
            hard_limit_max: i64 = "hardLimitMax",
            /// How many active users a year are included.
            annual_active_included: i64 = "annualActiveIncluded",
            /// How many active users a month are included.
            monthly_active_included: i64 = "monthlyActiveIncluded",
            /// Whether password policies may be changed.
            allow_password_policy: bool = "allowPasswordPolicy",
            /// Whether users may be notified about their passwords.
            allow_password_management_notifications: bool = "allowPasswordManagementNotifications",
            /// Whether passwords may be managed.
            allow_password_management: bool = "allowPasswordManagement",
            /// Whether new users may be asked to verify their address.
            allow_verification_flow: bool = "allowVerificationFlow",
            /// Whether external identity providers may be used.
            allow_identity_providers: bool = "allowIdentityProviders",
            /// Whether users may open the self-service page.
            allow_my_account: bool = "allowMyAccount",
            /// Whether users may be provisioned to other systems.
            allow_provisioning: bool = "allowProvisioning",
            /// Whether users may be provisioned from other systems.
            allow_inbound_provisioning: bool = "allowInboundProvisioning",
            /// Whether users may get administrator roles.
            allow_role_assignment: bool = "allowRoleAssignment",
            /// Whether users may sign in with a password alone.
            allow_password_only_authentication: bool = "allowPasswordOnlyAuthentication",
            /// Whether users may update their own data.
            allow_update_self: bool = "allowUpdateSelf",
            /// Whether browsers may be told apart across sites.
            allow_universal_device_id: bool = "allowUniversalDeviceId",
            /// Whether support is included.
            entitled_to_support: bool = "entitledToSupport",
        }
    }
}

model! {
    /// What a license allows of PingOne Verify.
    pub struct VerifyFeatures {
        optional {
            /// Whether push notifications may be sent.
            allow_push_notifications: bool = "allowPushNotifications",
            /// Whether documents may be checked.
            allow_document_match: bool = "allowDocumentMatch",
            /// Whether faces may be compared.
            allow_face_match: bool = "allowFaceMatch",
            /// Whether documents may be inspected by people.
            allow_manual_id_inspection: bool = "allowManualIdInspection",
            /// Whether North American driver licenses may be checked with their issuers.
            allow_aamva: bool = "allowAamva",
            /// Whether voices may be compared.
            allow_voice: bool = "allowVoice",
            /// Whether digital credentials may be checked.
            allow_digital_verifications: bool = "allowDigitalVerifications",
            /// Whether a doubtful document may be passed on to people.
            allow_manual_id_step_up_inspection: bool = "allowManualIDStepUpInspection",
            /// Whether documents may be captured with any device.
            allow_universal_capture: bool = "allowUniversalCapture",
            /// Whether the owner of an account may be checked.
            allow_account_ownership: bool = "allowAccountOwnership",
            /// Whether Aadhaar may be checked.
            allow_aadhaar: bool = "allowAadhaar",
            /// How many doubtful documents may be passed on to people.
            number_of_manual_id_step_up_inspection: i64 = "numberOfManualIDStepUpInspection",
            /// How many digital credentials may be checked.
            number_of_digital_verifications: i64 = "numberOfDigitalVerifications",
            /// How many captures are included.
            number_of_universal_capture: i64 = "numberOfUniversalCapture",
            /// How many driver licenses may be checked with their issuers.
            number_of_aamva: i64 = "numberOfAAMVA",
            /// How many voices may be compared.
            number_of_voice_biometrics: i64 = "numberOfVoiceBiometrics",
            /// How many faces may be compared.
            number_of_face_verifications: i64 = "numberOfFaceVerifications",
            /// How many documents may be inspected by people.
            number_of_manual_id_inspections: i64 = "numberOfManualIdInspections",
            /// How many documents may be checked.
            number_of_document_matches: i64 = "numberOfDocumentMatches",
            /// How many owners of accounts may be checked.
            number_of_account_ownership: i64 = "numberOfAccountOwnership",
            /// How many Aadhaar checks are included.
            number_of_aadhaar: i64 = "numberOfAadhaar",
            /// How many data verifications are included.
            number_of_data_verifications: i64 = "numberOfDataVerifications",
            /// How many sessions with an agent are included.
            number_of_live_agent: i64 = "numberOfLiveAgent",
            /// How many device reputations may be asked for.
            number_of_device_reputation_scoring: i64 = "numberOfDeviceReputationScoring",
            /// How many searches of watch lists are included.
            number_of_global_watchlist: i64 = "numberOfGlobalWatchlist",
            /// How many data verifications of group 1 are included.
            number_of_data_verification_group1: i64 = "numberOfDataVerificationGroup1",
            /// How many data verifications of group 2 are included.
            number_of_data_verification_group2: i64 = "numberOfDataVerificationGroup2",
            /// How many data verifications of group 3 are included.
            number_of_data_verification_group3: i64 = "numberOfDataVerificationGroup3",
            /// How many data verifications of group 4 are included.
            number_of_data_verification_group4: i64 = "numberOfDataVerificationGroup4",
            /// How many data verifications of group 5 are included.
            number_of_data_verification_group5: i64 = "numberOfDataVerificationGroup5",
        }
    }
}
