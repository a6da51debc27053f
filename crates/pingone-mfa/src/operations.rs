//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::Collection;
use ping_models::mfa::{
    ActivateDevice, AuthenticationCode, BrowserDevice, CancelDeviceAuthentication, CheckAssertion,
    CheckOtp, CheckRememberedDevice, CreateOathTokens, Device, DeviceAuthentication,
    DeviceAuthenticationPolicy, DeviceLogs, DeviceNickname, DeviceOrder, DeviceReport,
    DeviceReportRow, EmailDevice, Fido2Device, FidoDeviceMetadata, FidoPolicy,
    InitializeDeviceAuthentication, MfaBypass, MfaEnabled, MfaSettings,
    MigrateDeviceAuthenticationPolicies, NewAuthenticationCode, NewBrowserDevice,
    NewDeviceAuthenticationPolicy, NewDeviceReport, NewEmailDevice, NewFido2Device,
    NewFidoDeviceMetadata, NewFidoPolicy, NewMfaSettings, NewOathToken, NewOathTokenDevice,
    NewPairingKey, NewPingIdDesktopDevice, NewPlatformDevice, NewPushCredential,
    NewSecurityKeyDevice, NewSmsDevice, NewTotpDevice, NewVoiceDevice, NewWhatsAppDevice,
    NewYubikeyDevice, OathJob, OathToken, OathTokenDevice, PairingKey, PingIdDesktopDevice,
    PlatformDevice, PushCredential, ResyncOathToken, RevokeOathTokens, SecurityKeyDevice,
    SelectDevice, SendDeviceLogs, SetDeviceOrder, SmsDevice, TotpDevice, UpdateMfaBypass,
    UpdateMfaEnabled, UpdateNickname, VoiceDevice, WhatsAppDevice, YubikeyDevice,
};
use ping_transport::__private::{Variants, When};

ping_transport::operations! {
    /// Read User MFA Enabled.
    pub(crate) READ_USER_MFA_ENABLED: () => MfaEnabled = "mfa.read_user_mfa_enabled",
        GET Api "/v1/environments/{environmentID}/users/{userID}/mfaEnabled"
        needs "Identity Data Admin";

    /// Update User MFA Enabled.
    pub(crate) UPDATE_USER_MFA_ENABLED: UpdateMfaEnabled => MfaEnabled
        = "mfa.update_user_mfa_enabled",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/mfaEnabled" as "application/json"
        needs "Identity Data Admin";

    /// Allow MFA Bypass for User.
    pub(crate) ALLOW_MFA_BYPASS: UpdateMfaBypass => MfaBypass = "mfa.allow_mfa_bypass",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/bypassMFA" as "application/json"
        needs "Identity Data Admin";

    /// Check MFA Bypass Status for User.
    pub(crate) CHECK_MFA_BYPASS_STATUS: () => MfaBypass = "mfa.check_mfa_bypass_status",
        GET Api "/v1/environments/{environmentID}/users/{userID}/bypassMFA"
        needs "Identity Data Admin";

    /// Create MFA User Device for testing.
    pub(crate) CREATE_MFA_DEVICE_TESTING: NewSmsDevice => SmsDevice
        = "mfa.create_mfa_device_testing",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (Voice).
    pub(crate) CREATE_MFA_DEVICE_VOICE: NewVoiceDevice => VoiceDevice
        = "mfa.create_mfa_device_voice",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (Email).
    pub(crate) CREATE_MFA_DEVICE_EMAIL: NewEmailDevice => EmailDevice
        = "mfa.create_mfa_device_email",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (TOTP).
    pub(crate) CREATE_MFA_DEVICE_TOTP: NewTotpDevice => TotpDevice = "mfa.create_mfa_device_totp",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (FIDO2).
    pub(crate) CREATE_MFA_DEVICE_FIDO2: NewFido2Device => Fido2Device
        = "mfa.create_mfa_device_fido2",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (OATH token).
    pub(crate) CREATE_MFA_DEVICE_OATH_TOKEN: NewOathTokenDevice => OathTokenDevice
        = "mfa.create_mfa_device_oath_token",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (WhatsApp).
    pub(crate) CREATE_MFA_DEVICE_WHATSAPP: NewWhatsAppDevice => WhatsAppDevice
        = "mfa.create_mfa_device_whatsapp",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create Remember Me Device.
    pub(crate) CREATE_REMEMBER_ME_DEVICE: NewBrowserDevice => BrowserDevice
        = "mfa.create_remember_me_device",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" personal "/payload" among CREATE_DEVICE_VARIANTS;

    /// Resend Pairing Code.
    pub(crate) RESEND_PAIRING_CODE: () => Device = "mfa.resend_pairing_code",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.sendActivationCode+json"
        needs "Identity Data Admin";

    /// Set Device Order.
    pub(crate) SET_DEVICE_ORDER: SetDeviceOrder => DeviceOrder = "mfa.set_device_order",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices"
        as "application/vnd.pingidentity.devices.reorder+json" repeat yes
        needs "Identity Data Admin";

    /// Remove Device Order.
    pub(crate) REMOVE_DEVICE_ORDER: () => () = "mfa.remove_device_order",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices"
        as "application/vnd.pingidentity.devices.order.remove+json" repeat yes
        needs "Identity Data Admin";

    /// Activate MFA User Device (OATH token).
    pub(crate) ACTIVATE_MFA_DEVICE_OATH_TOKEN: ActivateDevice => Device
        = "mfa.activate_mfa_device_oath_token",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.activate+json" needs "Identity Data Admin"
        among ACTIVATE_DEVICE_VARIANTS;

    /// Activate MFA User Device (FIDO2).
    pub(crate) ACTIVATE_MFA_DEVICE_FIDO2: ActivateDevice => Device
        = "mfa.activate_mfa_device_fido2",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.activate+json" needs "Identity Data Admin"
        among ACTIVATE_DEVICE_VARIANTS;

    /// Activate MFA User Device (PingID Desktop).
    pub(crate) ACTIVATE_MFA_DEVICE_PINGID_DESKTOP: ActivateDevice => Device
        = "mfa.activate_mfa_device_pingid_desktop",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.activate+json" needs "Identity Data Admin"
        among ACTIVATE_DEVICE_VARIANTS;

    /// Unlock MFA User Device.
    pub(crate) UNLOCK_MFA_DEVICE: () => Device = "mfa.unlock_mfa_device",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.unlock+json" repeat yes
        needs "Identity Data Admin";

    /// Block MFA User Device.
    pub(crate) BLOCK_MFA_DEVICE: () => Device = "mfa.block_mfa_device",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.block+json" repeat yes needs "Identity Data Admin";

    /// Unblock MFA User Device.
    pub(crate) UNBLOCK_MFA_DEVICE: () => Device = "mfa.unblock_mfa_device",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.unblock+json" repeat yes
        needs "Identity Data Admin";

    /// Read All MFA User Devices.
    pub(crate) READ_ALL_MFA_DEVICES: () => Collection<Device> = "mfa.read_all_mfa_devices",
        GET Api "/v1/environments/{environmentID}/users/{userID}/devices"
        needs "Identity Data Admin";

    /// Read One MFA User Device.
    pub(crate) READ_ONE_MFA_DEVICE: () => Device = "mfa.read_one_mfa_device",
        GET Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        needs "Identity Data Admin";

    /// Update Device Nickname.
    pub(crate) UPDATE_DEVICE_NICKNAME: UpdateNickname => DeviceNickname
        = "mfa.update_device_nickname",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}/nickname"
        as "application/json" needs "Identity Data Admin";

    /// Send MFA Device Logs.
    pub(crate) SEND_MFA_DEVICE_LOGS: SendDeviceLogs => DeviceLogs = "mfa.send_mfa_device_logs",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}/logs"
        as "application/json" needs "Identity Data Admin";

    /// Delete MFA User Device.
    pub(crate) DELETE_MFA_DEVICE: () => () = "mfa.delete_mfa_device",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        needs "Identity Data Admin";

    /// Create MFA Pairing Key.
    pub(crate) CREATE_MFA_PAIRING_KEY: NewPairingKey => PairingKey = "mfa.create_mfa_pairing_key",
        POST Api "/v1/environments/{environmentID}/users/{userID}/pairingKeys"
        as "application/json" needs "Identity Data Admin";

    /// Read One MFA Pairing Key.
    pub(crate) READ_ONE_MFA_PAIRING_KEY: () => PairingKey = "mfa.read_one_mfa_pairing_key",
        GET Api "/v1/environments/{environmentID}/users/{userID}/pairingKeys/{pairingKeyID}"
        needs "Identity Data Admin";

    /// Delete MFA Pairing Key.
    pub(crate) DELETE_MFA_PAIRING_KEY: () => () = "mfa.delete_mfa_pairing_key",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/pairingKeys/{pairingKeyID}"
        needs "Identity Data Admin";

    /// Device Authentication (One-time SMS).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_ONE_TIME_SMS: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_one_time_sms",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Device Authentication (One-time Voice).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_ONE_TIME_VOICE: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_one_time_voice",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Device Authentication (One-time Email).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_ONE_TIME_EMAIL: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_one_time_email",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Create Device Authentication (with one-time passcode).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_WITH_OTP: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_with_otp",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Create Device Authentication (selected device).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_WITH_DEVICE: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_with_device",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Device Authentication (Custom Notification).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_CUSTOM_NOTIFICATION: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_custom_notification",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Select Device for Authentication.
    pub(crate) SELECT_DEVICE_FOR_AUTHENTICATION: SelectDevice => DeviceAuthentication
        = "mfa.select_device_for_authentication",
        POST Auth "/{environmentID}/deviceAuthentications/{deviceAuthID}"
        as "application/vnd.pingidentity.device.select+json";

    /// Validate OTP for Device.
    pub(crate) VALIDATE_OTP_FOR_DEVICE: CheckOtp => DeviceAuthentication
        = "mfa.validate_otp_for_device",
        POST Auth "/{environmentID}/deviceAuthentications/{deviceAuthID}"
        as "application/vnd.pingidentity.otp.check+json";

    /// Check Assertion (PingID Desktop).
    pub(crate) CHECK_ASSERTION_PINGID_DESKTOP: CheckAssertion => DeviceAuthentication
        = "mfa.check_assertion_pingid_desktop",
        POST Auth "/{environmentID}/deviceAuthentications/{deviceAuthID}"
        as "application/vnd.pingidentity.assertion.check+json" among CHECK_ASSERTION_VARIANTS;

    /// Cancel Device Authentication.
    pub(crate) CANCEL_DEVICE_AUTHENTICATION: CancelDeviceAuthentication => DeviceAuthentication
        = "mfa.cancel_device_authentication",
        POST Auth "/{environmentID}/deviceAuthentications/{deviceAuthID}"
        as "application/vnd.pingidentity.cancel.push.authentication+json" repeat yes;

    /// Read Device Authentication.
    pub(crate) READ_DEVICE_AUTHENTICATION: () => DeviceAuthentication
        = "mfa.read_device_authentication",
        GET Auth "/{environmentID}/deviceAuthentications/{deviceAuthID}";

    /// Create Authentication Code.
    pub(crate) CREATE_AUTHENTICATION_CODE: NewAuthenticationCode => AuthenticationCode
        = "mfa.create_authentication_code",
        POST Auth "/{environmentID}/authenticationCodes" as "application/json";

    /// Read Authentication Code.
    pub(crate) READ_AUTHENTICATION_CODE: () => AuthenticationCode
        = "mfa.read_authentication_code",
        GET Auth "/{environmentID}/authenticationCodes/{authCodeID}";

    /// Delete Authentication Code.
    pub(crate) DELETE_AUTHENTICATION_CODE: () => () = "mfa.delete_authentication_code",
        DELETE Auth "/{environmentID}/authenticationCodes/{authCodeID}";

    /// Create Device (YUBIKEY).
    pub(crate) CREATE_MFA_DEVICE_YUBIKEY: NewYubikeyDevice => YubikeyDevice
        = "mfa.create_mfa_device_yubikey",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Check Remember Me Device.
    pub(crate) CHECK_REMEMBER_ME_DEVICE: CheckRememberedDevice => DeviceAuthentication
        = "mfa.check_remember_me_device",
        POST Auth "/{environmentID}/deviceAuthentications"
        as "application/vnd.pingidentity.payload.check+json" personal "/payload/value";

    /// Create Device (PLATFORM; deprecated).
    pub(crate) CREATE_MFA_DEVICE_PLATFORM: NewPlatformDevice => PlatformDevice
        = "mfa.create_mfa_device_platform",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create Device (SECURITY_KEY; deprecated).
    pub(crate) CREATE_MFA_DEVICE_SECURITY_KEY: NewSecurityKeyDevice => SecurityKeyDevice
        = "mfa.create_mfa_device_security_key",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Create MFA User Device (PingID Desktop).
    pub(crate) CREATE_MFA_DEVICE_PINGID_DESKTOP: NewPingIdDesktopDevice => PingIdDesktopDevice
        = "mfa.create_mfa_device_pingid_desktop",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Device Authentication (No User Name).
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION_NO_USER_NAME: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication_no_user_name",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Initialize Device Authentication.
    pub(crate) INITIALIZE_DEVICE_AUTHENTICATION: InitializeDeviceAuthentication => DeviceAuthentication
        = "mfa.initialize_device_authentication",
        POST Auth "/{environmentID}/deviceAuthentications" as "application/json"
        among INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS;

    /// Create MFA User Device (SMS).
    pub(crate) CREATE_DEVICE: NewSmsDevice => SmsDevice = "mfa.create_mfa_device_sms",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json"
        needs "Identity Data Admin" among CREATE_DEVICE_VARIANTS;

    /// Activate MFA User Device.
    pub(crate) ACTIVATE_DEVICE: ActivateDevice => Device = "mfa.activate_mfa_device",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.activate+json" needs "Identity Data Admin"
        among ACTIVATE_DEVICE_VARIANTS;

    /// Check Assertion (FIDO Device).
    pub(crate) CHECK_ASSERTION: CheckAssertion => DeviceAuthentication
        = "mfa.check_assertion_fido",
        POST Auth "/{environmentID}/deviceAuthentications/{deviceAuthID}"
        as "application/vnd.pingidentity.assertion.check+json" among CHECK_ASSERTION_VARIANTS;

    /// Create Device Authentication Policy (with Remember Me enabled).
    pub(crate) CREATE_DEVICE_AUTHENTICATION_POLICY_REMEMBER_ME: NewDeviceAuthenticationPolicy => DeviceAuthenticationPolicy
        = "mfa.create_device_authentication_policy_remember_me",
        POST Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies"
        as "application/json" needs "Environment Admin"
        among CREATE_DEVICE_AUTHENTICATION_POLICY_VARIANTS;

    /// Read Device Authentication Policies.
    pub(crate) READ_DEVICE_AUTHENTICATION_POLICIES: () => Collection<DeviceAuthenticationPolicy>
        = "mfa.read_device_authentication_policies",
        GET Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies"
        needs "Environment Admin";

    /// Read One Device Authentication Policy.
    pub(crate) READ_ONE_DEVICE_AUTHENTICATION_POLICY: () => DeviceAuthenticationPolicy
        = "mfa.read_one_device_authentication_policy",
        GET Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies/{deviceAuthenticationPolicyID}"
        needs "Environment Admin";

    /// Update Device Authentication Policy.
    pub(crate) UPDATE_DEVICE_AUTHENTICATION_POLICY: NewDeviceAuthenticationPolicy => DeviceAuthenticationPolicy
        = "mfa.update_device_authentication_policy",
        PUT Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies/{deviceAuthenticationPolicyID}"
        as "application/json" needs "Environment Admin"
        among UPDATE_DEVICE_AUTHENTICATION_POLICY_VARIANTS;

    /// Update Device Authentication Policy (env with PingID integration).
    pub(crate) UPDATE_DEVICE_AUTHENTICATION_POLICY_PINGID: NewDeviceAuthenticationPolicy => DeviceAuthenticationPolicy
        = "mfa.update_device_authentication_policy_pingid",
        PUT Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies/{deviceAuthenticationPolicyID}"
        as "application/json" needs "Environment Admin"
        among UPDATE_DEVICE_AUTHENTICATION_POLICY_VARIANTS;

    /// Delete Device Authentication Policy.
    pub(crate) DELETE_DEVICE_AUTHENTICATION_POLICY: () => ()
        = "mfa.delete_device_authentication_policy",
        DELETE Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies/{deviceAuthenticationPolicyID}"
        needs "Environment Admin";

    /// Migrate Device Authentication Policies.
    pub(crate) MIGRATE_DEVICE_AUTHENTICATION_POLICIES: MigrateDeviceAuthenticationPolicies => Collection<DeviceAuthenticationPolicy>
        = "mfa.migrate_device_authentication_policies",
        POST Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies"
        as "application/vnd.pingidentity.deviceAuthenticationPolicy.fido2.migrate+json"
        needs "Environment Admin";

    /// Create Device Authentication Policy.
    pub(crate) CREATE_DEVICE_AUTHENTICATION_POLICY: NewDeviceAuthenticationPolicy => DeviceAuthenticationPolicy
        = "mfa.create_device_authentication_policy",
        POST Api "/v1/environments/{environmentID}/deviceAuthenticationPolicies"
        as "application/json" needs "Environment Admin"
        among CREATE_DEVICE_AUTHENTICATION_POLICY_VARIANTS;

    /// Create report of MFA-enabled devices - results in file.
    pub(crate) CREATE_REPORT_MFA_ENABLED_DEVICES: NewDeviceReport => DeviceReport
        = "mfa.create_report_mfa_enabled_devices",
        POST Api "/v1/environments/{environmentID}/dataExplorations" as "application/json"
        among CREATE_REPORT_VARIANTS;

    /// Get report results - entries in response.
    pub(crate) GET_REPORT_RESULTS_ENTRIES: () => Collection<DeviceReportRow>
        = "mfa.get_report_results_entries",
        GET Api "/v1/environments/{environmentID}/dataExplorations/{dataExplorationID}/entries";

    /// Create report of SMS devices - entries in response.
    pub(crate) CREATE_REPORT: NewDeviceReport => DeviceReport = "mfa.create_report_sms_devices",
        POST Api "/v1/environments/{environmentID}/dataExplorations" as "application/json"
        among CREATE_REPORT_VARIANTS;

    /// Get report results - results in file - polling.
    pub(crate) GET_REPORT_RESULTS_FILE: () => DeviceReport = "mfa.get_report_results_file",
        GET Api "/v1/environments/{environmentID}/dataExplorations/{dataExplorationID}";

    /// Read MFA Settings.
    pub(crate) READ_MFA_SETTINGS: () => MfaSettings = "mfa.read_mfa_settings",
        GET Api "/v1/environments/{environmentID}/mfaSettings" needs "Environment Admin";

    /// Update MFA Settings.
    pub(crate) UPDATE_MFA_SETTINGS: NewMfaSettings => MfaSettings = "mfa.update_mfa_settings",
        PUT Api "/v1/environments/{environmentID}/mfaSettings" as "application/json"
        needs "Environment Admin";

    /// Reset MFA Settings.
    pub(crate) RESET_MFA_SETTINGS: () => (Option<MfaSettings>) = "mfa.reset_mfa_settings",
        DELETE Api "/v1/environments/{environmentID}/mfaSettings" needs "Environment Admin";

    /// Create OATH token (TOTP).
    pub(crate) CREATE_OATH_TOKEN_TOTP: NewOathToken => OathToken = "mfa.create_oath_token_totp",
        POST Api "/v1/environments/{environmentID}/oathTokens" as "application/json"
        among CREATE_OATH_TOKEN_VARIANTS;

    /// Create OATH token (HOTP).
    pub(crate) CREATE_OATH_TOKEN: NewOathToken => OathToken = "mfa.create_oath_token_hotp",
        POST Api "/v1/environments/{environmentID}/oathTokens" as "application/json"
        among CREATE_OATH_TOKEN_VARIANTS;

    /// Create multiple OATH tokens.
    pub(crate) CREATE_MULTIPLE_OATH_TOKENS: CreateOathTokens => OathJob
        = "mfa.create_multiple_oath_tokens",
        POST Api "/v1/environments/{environmentID}/oathJobs"
        as "application/vnd.pingidentity.job.oathtokens.create+json";

    /// Check status of OATH token creation job.
    pub(crate) CHECK_OATH_TOKEN_CREATION_JOB: () => OathJob = "mfa.check_oath_token_creation_job",
        GET Api "/v1/environments/{environmentID}/oathJobs/{oathTokenCreationJobID}";

    /// Retrieve OATH token by serial number.
    pub(crate) RETRIEVE_OATH_TOKEN_BY_SERIAL_NUMBER: () => Collection<OathToken>
        = "mfa.retrieve_oath_token_by_serial_number",
        GET Api "/v1/environments/{environmentID}/oathTokens" among READ_OATH_TOKENS_VARIANTS;

    /// Retrieve OATH token by ID.
    pub(crate) RETRIEVE_OATH_TOKEN_BY_ID: () => OathToken = "mfa.retrieve_oath_token_by_id",
        GET Api "/v1/environments/{environmentID}/oathTokens/{oathTokenID}";

    /// Retrieve all OATH tokens.
    pub(crate) READ_OATH_TOKENS: () => Collection<OathToken> = "mfa.retrieve_all_oath_tokens",
        GET Api "/v1/environments/{environmentID}/oathTokens" among READ_OATH_TOKENS_VARIANTS;

    /// Revoke OATH token.
    pub(crate) REVOKE_OATH_TOKEN: () => () = "mfa.revoke_oath_token",
        DELETE Api "/v1/environments/{environmentID}/oathTokens/{oathTokenID}";

    /// Revoke multiple OATH tokens.
    pub(crate) REVOKE_MULTIPLE_OATH_TOKENS: RevokeOathTokens => OathJob
        = "mfa.revoke_multiple_oath_tokens",
        POST Api "/v1/environments/{environmentID}/oathJobs"
        as "application/vnd.pingidentity.job.oathtokens.revoke+json";

    /// Resync OATH token.
    pub(crate) RESYNC_OATH_TOKEN_ENVIRONMENT: ResyncOathToken => ()
        = "mfa.resync_oath_token_environment",
        POST Api "/v1/environments/{environmentID}/oathTokens/{oathTokenID}"
        as "application/vnd.pingidentity.device.resync+json";

    /// Resync OATH token paired with user.
    pub(crate) RESYNC_OATH_TOKEN_USER: ResyncOathToken => () = "mfa.resync_oath_token_user",
        POST Api "/v1/environments/{environmentID}/users/{userID}/oathTokens/{oathTokenID}"
        as "application/vnd.pingidentity.device.resync+json" needs "Identity Data Admin";

    /// Create FIDO Policy - FIDO-certified and enterprise.
    pub(crate) CREATE_FIDO_POLICY_ENTERPRISE: NewFidoPolicy => FidoPolicy
        = "mfa.create_fido_policy_enterprise",
        POST Api "/v1/environments/{environmentID}/fido2Policies" as "application/json"
        needs "Environment Admin" among CREATE_FIDO_POLICY_VARIANTS;

    /// Create FIDO Policy - specific authenticators.
    pub(crate) CREATE_FIDO_POLICY_SPECIFIC: NewFidoPolicy => FidoPolicy
        = "mfa.create_fido_policy_specific",
        POST Api "/v1/environments/{environmentID}/fido2Policies" as "application/json"
        needs "Environment Admin" among CREATE_FIDO_POLICY_VARIANTS;

    /// Create FIDO Policy - all FIDO-certified authenticators.
    pub(crate) CREATE_FIDO_POLICY: NewFidoPolicy => FidoPolicy
        = "mfa.create_fido_policy_certified",
        POST Api "/v1/environments/{environmentID}/fido2Policies" as "application/json"
        needs "Environment Admin" among CREATE_FIDO_POLICY_VARIANTS;

    /// Add Custom FIDO Device - fido2.
    pub(crate) ADD_FIDO_DEVICE: NewFidoDeviceMetadata => FidoDeviceMetadata
        = "mfa.add_custom_fido_device_fido2",
        POST Api "/v1/environments/{environmentID}/fidoDevicesMetadata" as "application/json"
        needs "Environment Admin" among ADD_FIDO_DEVICE_VARIANTS;

    /// Add Custom FIDO Device - u2f.
    pub(crate) ADD_CUSTOM_FIDO_DEVICE_U2F: NewFidoDeviceMetadata => FidoDeviceMetadata
        = "mfa.add_custom_fido_device_u2f",
        POST Api "/v1/environments/{environmentID}/fidoDevicesMetadata" as "application/json"
        needs "Environment Admin" among ADD_FIDO_DEVICE_VARIANTS;

    /// Read All FIDO Policies.
    pub(crate) READ_ALL_FIDO_POLICIES: () => Collection<FidoPolicy>
        = "mfa.read_all_fido_policies",
        GET Api "/v1/environments/{environmentID}/fido2Policies" needs "Environment Admin";

    /// Read All FIDO Device Metadata.
    pub(crate) READ_ALL_FIDO_DEVICE_METADATA: () => Collection<FidoDeviceMetadata>
        = "mfa.read_all_fido_device_metadata",
        GET Api "/v1/environments/{environmentID}/fidoDevicesMetadata" needs "Environment Admin";

    /// Read Single FIDO Policy.
    pub(crate) READ_SINGLE_FIDO_POLICY: () => FidoPolicy = "mfa.read_single_fido_policy",
        GET Api "/v1/environments/{environmentID}/fido2Policies/{fidoPolicyID}"
        needs "Environment Admin";

    /// Read FIDO Device Metadata - single fido2 device.
    pub(crate) READ_FIDO_DEVICE_METADATA_FIDO2: () => FidoDeviceMetadata
        = "mfa.read_fido_device_metadata_fido2",
        GET Api "/v1/environments/{environmentID}/fidoDevicesMetadata/{fidoDeviceID}"
        needs "Environment Admin";

    /// Update FIDO Policy.
    pub(crate) UPDATE_FIDO_POLICY: NewFidoPolicy => FidoPolicy = "mfa.update_fido_policy",
        PUT Api "/v1/environments/{environmentID}/fido2Policies/{fidoPolicyID}"
        as "application/json" needs "Environment Admin";

    /// Delete Single FIDO Policy.
    pub(crate) DELETE_SINGLE_FIDO_POLICY: () => () = "mfa.delete_single_fido_policy",
        DELETE Api "/v1/environments/{environmentID}/fido2Policies/{fidoPolicyID}"
        needs "Environment Admin";

    /// Remove Custom FIDO Device.
    pub(crate) REMOVE_CUSTOM_FIDO_DEVICE: () => () = "mfa.remove_custom_fido_device",
        DELETE Api "/v1/environments/{environmentID}/fidoDevicesMetadata/{fidoDeviceID}"
        needs "Environment Admin";

    /// Create MFA Push Credential (APNS).
    pub(crate) CREATE_MFA_PUSH_CREDENTIAL_APNS: NewPushCredential => PushCredential
        = "mfa.create_mfa_push_credential_apns",
        POST Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials"
        as "application/json" needs "Environment Admin or Client Application Developer"
        among CREATE_PUSH_CREDENTIAL_VARIANTS;

    /// Create MFA Push Credential (FCM_HTTP_V1).
    pub(crate) CREATE_MFA_PUSH_CREDENTIAL_FCM_HTTP_V1: NewPushCredential => PushCredential
        = "mfa.create_mfa_push_credential_fcm_http_v1",
        POST Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials"
        as "application/json" needs "Environment Admin or Client Application Developer"
        among CREATE_PUSH_CREDENTIAL_VARIANTS;

    /// Create MFA Push Credential (HMS).
    pub(crate) CREATE_PUSH_CREDENTIAL: NewPushCredential => PushCredential
        = "mfa.create_mfa_push_credential_hms",
        POST Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials"
        as "application/json" needs "Environment Admin or Client Application Developer"
        among CREATE_PUSH_CREDENTIAL_VARIANTS;

    /// Read All MFA Push Credentials.
    pub(crate) READ_ALL_MFA_PUSH_CREDENTIALS: () => Collection<PushCredential>
        = "mfa.read_all_mfa_push_credentials",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials"
        needs "Environment Admin or Client Application Developer";

    /// Read One MFA Push Credential.
    pub(crate) READ_ONE_MFA_PUSH_CREDENTIAL: () => PushCredential
        = "mfa.read_one_mfa_push_credential",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials/{pushCredentialID}"
        needs "Environment Admin or Client Application Developer";

    /// Update MFA Push Credential.
    pub(crate) UPDATE_MFA_PUSH_CREDENTIAL: NewPushCredential => PushCredential
        = "mfa.update_mfa_push_credential",
        PUT Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials/{pushCredentialID}"
        as "application/json" needs "Environment Admin or Client Application Developer";

    /// Delete MFA Push Credential.
    pub(crate) DELETE_MFA_PUSH_CREDENTIAL: () => () = "mfa.delete_mfa_push_credential",
        DELETE Api "/v1/environments/{environmentID}/applications/{applicationID}/pushCredentials/{pushCredentialID}"
        needs "Environment Admin or Client Application Developer";
}

/// What tells the operations apart that `ACTIVATE_DEVICE` stands for.
static ACTIVATE_DEVICE_VARIANTS: Variants = Variants {
    special: &[
        (When::Has("/oathResync"), &ACTIVATE_MFA_DEVICE_OATH_TOKEN.info),
        (When::Has("/origin"), &ACTIVATE_MFA_DEVICE_FIDO2.info),
        (When::Has("/attestation"), &ACTIVATE_MFA_DEVICE_PINGID_DESKTOP.info),
    ],
    general: &ACTIVATE_DEVICE.info,
};

/// What tells the operations apart that `ADD_FIDO_DEVICE` stands for.
static ADD_FIDO_DEVICE_VARIANTS: Variants = Variants {
    special: &[(
        When::Has("/attestationCertificateKeyIdentifiers"),
        &ADD_CUSTOM_FIDO_DEVICE_U2F.info,
    )],
    general: &ADD_FIDO_DEVICE.info,
};

/// What tells the operations apart that `CHECK_ASSERTION` stands for.
static CHECK_ASSERTION_VARIANTS: Variants = Variants {
    special: &[(When::Lacks("/origin"), &CHECK_ASSERTION_PINGID_DESKTOP.info)],
    general: &CHECK_ASSERTION.info,
};

/// What tells the operations apart that `CREATE_DEVICE` stands for.
static CREATE_DEVICE_VARIANTS: Variants = Variants {
    special: &[
        (When::Is("/testMode", "true"), &CREATE_MFA_DEVICE_TESTING.info),
        (When::Is("/type", "VOICE"), &CREATE_MFA_DEVICE_VOICE.info),
        (When::Is("/type", "EMAIL"), &CREATE_MFA_DEVICE_EMAIL.info),
        (When::Is("/type", "TOTP"), &CREATE_MFA_DEVICE_TOTP.info),
        (When::Is("/type", "FIDO2"), &CREATE_MFA_DEVICE_FIDO2.info),
        (When::Is("/type", "OATH_TOKEN"), &CREATE_MFA_DEVICE_OATH_TOKEN.info),
        (When::Is("/type", "WHATSAPP"), &CREATE_MFA_DEVICE_WHATSAPP.info),
        (When::Is("/type", "BROWSER"), &CREATE_REMEMBER_ME_DEVICE.info),
        (When::Is("/type", "YUBIKEY"), &CREATE_MFA_DEVICE_YUBIKEY.info),
        (When::Is("/type", "PLATFORM"), &CREATE_MFA_DEVICE_PLATFORM.info),
        (When::Is("/type", "SECURITY_KEY"), &CREATE_MFA_DEVICE_SECURITY_KEY.info),
        (When::Is("/type", "PINGID_DESKTOP_GEN2"), &CREATE_MFA_DEVICE_PINGID_DESKTOP.info),
    ],
    general: &CREATE_DEVICE.info,
};

ping_transport::requests! {
    /// A request of “Create MFA User Device”: which one it is decides what comes of it.
    pub CreateDevice {
        NewBrowserDevice => BrowserDevice = CREATE_REMEMBER_ME_DEVICE,
        NewEmailDevice => EmailDevice = CREATE_MFA_DEVICE_EMAIL,
        NewFido2Device => Fido2Device = CREATE_MFA_DEVICE_FIDO2,
        NewOathTokenDevice => OathTokenDevice = CREATE_MFA_DEVICE_OATH_TOKEN,
        NewPingIdDesktopDevice => PingIdDesktopDevice = CREATE_MFA_DEVICE_PINGID_DESKTOP,
        NewSmsDevice => SmsDevice = CREATE_DEVICE,
        NewTotpDevice => TotpDevice = CREATE_MFA_DEVICE_TOTP,
        NewVoiceDevice => VoiceDevice = CREATE_MFA_DEVICE_VOICE,
        NewWhatsAppDevice => WhatsAppDevice = CREATE_MFA_DEVICE_WHATSAPP,
        NewYubikeyDevice => YubikeyDevice = CREATE_MFA_DEVICE_YUBIKEY,
    }
}

/// What tells the operations apart that `CREATE_DEVICE_AUTHENTICATION_POLICY` stands for.
static CREATE_DEVICE_AUTHENTICATION_POLICY_VARIANTS: Variants = Variants {
    special: &[(When::Has("/rememberMe"), &CREATE_DEVICE_AUTHENTICATION_POLICY_REMEMBER_ME.info)],
    general: &CREATE_DEVICE_AUTHENTICATION_POLICY.info,
};

/// What tells the operations apart that `CREATE_FIDO_POLICY` stands for.
static CREATE_FIDO_POLICY_VARIANTS: Variants = Variants {
    special: &[
        (When::Is("/attestationRequirements", "ENTERPRISE"), &CREATE_FIDO_POLICY_ENTERPRISE.info),
        (
            When::Is("/mdsAuthenticatorsRequirements/option", "SPECIFIC"),
            &CREATE_FIDO_POLICY_SPECIFIC.info,
        ),
    ],
    general: &CREATE_FIDO_POLICY.info,
};

/// What tells the operations apart that `CREATE_OATH_TOKEN` stands for.
static CREATE_OATH_TOKEN_VARIANTS: Variants = Variants {
    special: &[(When::Is("/type", "TOTP"), &CREATE_OATH_TOKEN_TOTP.info)],
    general: &CREATE_OATH_TOKEN.info,
};

/// What tells the operations apart that `CREATE_PUSH_CREDENTIAL` stands for.
static CREATE_PUSH_CREDENTIAL_VARIANTS: Variants = Variants {
    special: &[
        (When::Is("/type", "APNS"), &CREATE_MFA_PUSH_CREDENTIAL_APNS.info),
        (When::Is("/type", "FCM_HTTP_V1"), &CREATE_MFA_PUSH_CREDENTIAL_FCM_HTTP_V1.info),
    ],
    general: &CREATE_PUSH_CREDENTIAL.info,
};

/// What tells the operations apart that `CREATE_REPORT` stands for.
static CREATE_REPORT_VARIANTS: Variants = Variants {
    special: &[(When::Is("/deliverAs", "ASYNC_FILE"), &CREATE_REPORT_MFA_ENABLED_DEVICES.info)],
    general: &CREATE_REPORT.info,
};

/// What tells the operations apart that `INITIALIZE_DEVICE_AUTHENTICATION` stands for.
static INITIALIZE_DEVICE_AUTHENTICATION_VARIANTS: Variants = Variants {
    special: &[
        (
            When::Is("/selectedDevice/oneTime/type", "SMS"),
            &INITIALIZE_DEVICE_AUTHENTICATION_ONE_TIME_SMS.info,
        ),
        (
            When::Is("/selectedDevice/oneTime/type", "VOICE"),
            &INITIALIZE_DEVICE_AUTHENTICATION_ONE_TIME_VOICE.info,
        ),
        (
            When::Is("/selectedDevice/oneTime/type", "EMAIL"),
            &INITIALIZE_DEVICE_AUTHENTICATION_ONE_TIME_EMAIL.info,
        ),
        (When::Has("/selectedDevice/otp"), &INITIALIZE_DEVICE_AUTHENTICATION_WITH_OTP.info),
        (When::Has("/selectedDevice/id"), &INITIALIZE_DEVICE_AUTHENTICATION_WITH_DEVICE.info),
        (When::Has("/notification"), &INITIALIZE_DEVICE_AUTHENTICATION_CUSTOM_NOTIFICATION.info),
        (When::Lacks("/user"), &INITIALIZE_DEVICE_AUTHENTICATION_NO_USER_NAME.info),
    ],
    general: &INITIALIZE_DEVICE_AUTHENTICATION.info,
};

/// What tells the operations apart that `READ_OATH_TOKENS` stands for.
static READ_OATH_TOKENS_VARIANTS: Variants = Variants {
    special: &[(When::Asks("filter"), &RETRIEVE_OATH_TOKEN_BY_SERIAL_NUMBER.info)],
    general: &READ_OATH_TOKENS.info,
};

/// What tells the operations apart that `UPDATE_DEVICE_AUTHENTICATION_POLICY` stands for.
static UPDATE_DEVICE_AUTHENTICATION_POLICY_VARIANTS: Variants = Variants {
    special: &[(When::Has("/desktop"), &UPDATE_DEVICE_AUTHENTICATION_POLICY_PINGID.info)],
    general: &UPDATE_DEVICE_AUTHENTICATION_POLICY.info,
};
