//! What each call puts on the wire.

use ping_models::pingid::{
    ActivateUser, AddService, AddUser, Application, AuthenticateOffline, AuthenticateOnline,
    AuthenticationType, AuthenticatorAppFinishPairing, CancelAuthentication,
    CancelAuthenticationType, CodeDeviceType, CreateBulkAuthenticationPolicy, CreateOrgTokens,
    DeleteApplications, DeviceType, EditUser, FinalizeOfflinePairing,
    FinishWebAuthnPasswordlessAuth, GetActivationCode, GetBulkJobStatus, GetUserDetails, JobType,
    KnownDeviceRule, OfflinePairing, OrgToken, PairYubiKey, PoliciesReply, Policy, PolicyAction,
    PolicyTargets, ReportFormat, ResyncInitiator, ResyncOathToken, RevokeOrgTokens, Role,
    ServiceAlias, SessionId, StartAuthentication, StartOfflinePairing,
    StartWebAuthnPasswordlessAuth, TimeUnit, ToggleUserBypass, UnpairDevice, UpdateApplications,
    UpdateDeviceAttributes, UserDetails, WebAuthnFinishPairing, WebAuthnStartAuth,
    WebAuthnStartPairing, WebAuthnType,
};
use ping_testkit::{assert_wire_snapshots, wire};
use ping_transport::{Host, OperationInfo};
use pingid_rest::operations;

use crate::support::scripted;

/// A policy with one rule of each kind.
const EVERY_RULE: &str = r#"{"policyVersion": 8, "authenticationPolicies": [{
    "policyName": "Every rule",
    "priority": 1,
    "targets": {"APPLICATION": ["payroll"], "GROUP": ["My Group"]},
    "showAuthenticationScreen": true,
    "defaultPolicyAction": "otp_only,swipe_only",
    "authenticationMethodsPolicy": {"priority": 1, "authenticationMethods": ["SWIPE", "OTP", "WEBAUTHN"]},
    "accessingCountryPolicy": {"priority": 2, "countryCode": ["CH", "LI"], "policyAction": "Deny"},
    "companyNetworkOriginatedPolicy": {"priority": 3, "accessingDeviceIPRange": ["192.0.2.0/24"], "useGeoFence": false, "policyAction": "APPROVE"},
    "knownDevicePolicy": {"priority": 4, "timeUnit": "HOURS", "num": 12, "policyAction": "APPROVE"},
    "mobileOSPolicy": {"priority": 5, "androidCondition": {"operator": "LOWER", "version": "9"}, "iOsCondition": {"operator": "GREATER", "version": "ALL"}, "policyAction": "SMS, VOICE"},
    "newAccessingDevicePolicy": {"priority": 6, "policyAction": "WebAuthn"},
    "userInCompanyOfficeAndKnownDevicePolicy": {"priority": 7, "timeUnit": "DAYS", "num": 90, "policyAction": "APPROVE"},
    "recentAuthenticationFromCompanyNetwork": {"priority": 8, "accessingDeviceIPRange": ["198.51.100.0/24"], "useGeoFence": true, "timeUnit": "MINUTES", "num": 30, "policyAction": "APPROVE"},
    "geoVelocityPolicy": {"priority": 9, "whitelistIpRanges": ["203.0.113.0/24"], "policyAction": "DENY"},
    "anonymousNetworkPolicy": {"priority": 10, "whitelistIpRanges": [], "policyAction": "DENY"},
    "userRiskBehaviorPolicy": {"priority": 11, "simulationMode": true, "userRiskBehaviorInnerRiskPolicies": [{"userRiskBehaviorInnerRiskType": "HIGH", "policyAction": "DENY"}]},
    "ipReputationPolicy": {"priority": 12, "ipRiskPolicies": [{"riskType": "LOW", "policyAction": "APPROVE"}, {"riskType": "HIGH", "policyAction": "DENY"}], "whitelistIpRanges": []},
    "riskLevelPolicy": {"priority": 13, "innerRiskLevelPolicies": [{"riskLevel": "MEDIUM", "policyAction": "AUTHENTICATE"}]},
    "rateLimitPushNotificationPolicy": {"priority": 14, "name": "Pushes", "policyAction": null, "rateLimitPushNotificationInnerPolicies": [{"name": "First", "priority": 1, "rateLimit": 5, "period": 10, "policyAction": "NUMBER_MATCHING"}, {"name": "Last", "priority": 2, "rateLimit": 20, "period": 120, "policyAction": "DENY"}]},
    "notInWorkingDaysPolicy": null
}]}"#;

#[test]
fn users() {
    let (pingid, _, _) = scripted([]);
    let users = pingid.users();
    wire!(
        users.create(
            AddUser::new("jdoe", Role::Regular)
                .first_name("John")
                .last_name("Doe")
                .email("jdoe@pingdevelopers.com")
                .client_data("Session data echoed back to the requestor")
                .device_type(CodeDeviceType::Desktop),
        ),
    );
    wire!(users.read(GetUserDetails::new("jdoe").same_device_users(true)));
    let details: UserDetails = serde_json::from_str(
        r#"{"userName": "jdoe", "role": "REGULAR", "fname": "John", "lname": "Doe"}"#,
    )
    .unwrap();
    let edit = EditUser::from_details(&details).unwrap();
    wire!(users.update(edit.email("jdoe@pingdevelopers.com").activate_user(true)));
    wire!(users.activate(ActivateUser::new("jdoe").device_type(CodeDeviceType::Mobile)));
    wire!(users.suspend("jdoe"));
    wire!(users.delete("jdoe"));
}

#[test]
fn pairings() {
    let (pingid, _, _) = scripted([]);
    let pairings = pingid.pairings();
    wire!(
        pairings.activation_code(
            GetActivationCode::new("jdoe")
                .device_type(CodeDeviceType::Desktop)
                .hours_until_expiration(168),
        ),
    );
    wire!(pairings.status("436348609435"));
}

#[test]
fn services_and_devices() {
    let (pingid, _, _) = scripted([]);
    let (users, devices) = (pingid.users(), pingid.devices());
    wire!(users.add_service(AddService::new("joe", ServiceAlias::WindowsLocal)));
    let services = [ServiceAlias::WindowsLocal, ServiceAlias::WindowsRemote];
    wire!(users.bypass(ToggleUserBypass::new("jdoe", 1_439_913_346_850).services(services)));
    wire!(devices.unpair(UnpairDevice::new("jdoe").device_id(1_084_997_072_428_840_193)));
    wire!(devices.update(UpdateDeviceAttributes::primary("jdoe", 64_498)));
}

#[test]
fn offline_pairings() {
    let (pingid, _, _) = scripted([]);
    let pairings = pingid.pairings();
    wire!(pairings.start_offline(
        StartOfflinePairing::sms("jdoe", "13035551234").validate_unique_device(true),
    ));
    wire!(pairings.finalize_offline(
        FinalizeOfflinePairing::new("oacts_rxodmgpb", "123456").oath_resync(true),
    ));
    wire!(pairings.offline(
        OfflinePairing::email("jdoe", "jdoe@pingdevelopers.com").validate_unique_device(true),
    ));
    let touched = "ccccccdugencbubvthvennvnduljtfhnjldtnctfdfkn";
    wire!(pairings.yubikey(PairYubiKey::new("jdoe", touched).validate_unique_device(true)));
    wire!(pairings.start_authenticator_app("jdoe"));
    wire!(
        pairings
            .finish_authenticator_app(AuthenticatorAppFinishPairing::new("oacts_rxod", "123456")),
    );
}

#[test]
fn tokens_and_jobs() {
    let (pingid, _, _) = scripted([]);
    let (tokens, jobs) = (pingid.oath_tokens(), pingid.jobs());
    wire!(tokens.create(CreateOrgTokens::new([
        OrgToken::totp("1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        OrgToken::hotp("2", "EEEEEEEEEEEEEEEEEEEEEEEEEE").digits(8),
    ])));
    wire!(tokens.revoke(RevokeOrgTokens::with_serial_numbers(["72", "107"])));
    wire!(
        tokens.resync(
            ResyncOathToken::with_otps("123321", ["112814", "889429"])
                .initiated_by(ResyncInitiator::Admin)
                .session_id("oarys_M0lbkATkRWXH3bHcWrmTRpISAr6TKVFRcjUvnPSq0sk"),
        ),
    );
    wire!(jobs.create(JobType::UserReports));
    wire!(jobs.status("DTLv1uMpivQRoFN68edsYi4Y"));
    wire!(jobs.bulk_status(GetBulkJobStatus::new(["Fg9bVV8B".into(), "FFpeBFxV".into()])));
}

#[test]
fn applications_and_policies() {
    let (pingid, _, _) = scripted([]);
    let (applications, policies) = (pingid.applications(), pingid.policies());
    wire!(applications.create(Application::named("payroll", "Payroll")));
    wire!(applications.read_all());
    let renamed = Application::named("wages", "Wages");
    wire!(applications.update(UpdateApplications::with_changes([("payroll", renamed)])));
    wire!(applications.delete(DeleteApplications::new(["wages".to_owned()])));
    wire!(policies.read());
    let read: PoliciesReply = serde_json::from_str(EVERY_RULE).unwrap();
    let mut set = CreateBulkAuthenticationPolicy::from_read(read);
    let known = KnownDeviceRule::new().priority(1_u32).time_unit(TimeUnit::Hours).num(12_u32);
    let targets = PolicyTargets::new().groups(["Staff".to_owned()]);
    set.policies.get_or_insert_default().push(
        Policy::named("Staff", targets, [PolicyAction::Sms, PolicyAction::Voice])
            .known_device(known.action(PolicyAction::Approve)),
    );
    wire!(policies.create(set.renumbered()));
}

#[test]
fn authentications() {
    let (pingid, _, _) = scripted([]);
    let calls = pingid.authentications();
    wire!(
        calls.start(
            StartAuthentication::new("marcher")
                .device_id(1_084_997_072_428_840_193)
                .session_id("webs_ohi_90P-I1eISGQJbnI82BHjd03y9NodA6ki_Z1v0t17ZX0")
                .asynchronous(true)
                .enforce_policy(true)
                .ip_address("192.0.2.1")
                .application("com.pingidentity.webportal.mfa")
                .cookie("eyJ0dGwiOiIyMDIyIn0.2F6W1H.NEUoex.AAAA.1D2of3")
                .device_fingerprint(r#"{"User-Agent":"Mozilla/5.0"}"#)
                .member_of(vec!["Staff".to_owned()])
                .webauthn_supported(true)
                .platform_authenticator_available(false),
        ),
    );
    let session = SessionId::from("webs_IAjpPLQ5nKz2DPZCbOXVhA5-JaeIVqOMExTK03NuF6k");
    wire!(calls.status(&session));
    let change = CancelAuthentication::new(&session);
    wire!(calls.cancel(change.reason(CancelAuthenticationType::ChangeDevice)));
    wire!(
        calls.online(
            AuthenticateOnline::new("marcher")
                .authentication_type(AuthenticationType::Confirm)
                .device_id(1_084_997_072_428_840_193)
                .session_id("abcd123")
                .device_type(DeviceType::Email)
                .device_data("username@emaildomain.com")
                .enforce_policy(true)
                .ip_address("192.0.2.1")
                .application("com.pingidentity.webportal.mfa")
                .cookie("eyJ0dGwiOiIyMDIyIn0.2F6W1H.NEUoex.AAAA.1D2of3")
                .device_fingerprint(r#"{User-Agent="Mozilla/5.0"}"#)
                .member_of(vec!["Staff".to_owned()])
                .form_parameter("sp_name", "Payroll"),
        ),
    );
    wire!(calls.offline(
        AuthenticateOffline::new("marcher", "abcd123", "111111").oath_resync().assertion_of(
            "https://admin.pingone.com",
            "pingone.com",
            &session,
        ),
    ));
}

#[test]
fn fido_devices() {
    let (pingid, _, _) = scripted([]);
    let (pairings, calls) = (pingid.pairings(), pingid.authentications());
    wire!(
        pairings.start_webauthn(
            WebAuthnStartPairing::new("fidouser1", "pingone.com", "PingID Web Authentication")
                .webauthn_type(WebAuthnType::Windows)
                .name("User1")
                .display_name("User1@pingidentity.com"),
        ),
    );
    wire!(pairings.finish_webauthn(WebAuthnFinishPairing::new(
        "fidouser1",
        "pingone.com",
        "9652e5e9-b698-4495-8038-c2f440596972",
        "https://admin.pingone.com",
        r#"{"id":"AA"}"#,
    )));
    wire!(
        calls.start_webauthn(
            WebAuthnStartAuth::new("fidouser1", "pingone.com")
                .device_uuid("16e3f7de-f6af-9cf0-16e3-f7def6af9cf0")
                .webauthn_type(WebAuthnType::Platform),
        ),
    );
    let page = StartWebAuthnPasswordlessAuth::new("pingone.com", "https://admin.pingone.com");
    wire!(calls.start_passwordless(page));
    let session = "webs_btwh200zYkv1LfUAvmc1MIJWzGXjS4jPTr2saKcOcuA";
    let assertion = FinishWebAuthnPasswordlessAuth::new(session, r#"{"id":"AA"}"#);
    wire!(calls.finish_passwordless(assertion));
}

#[test]
fn reports() {
    let (pingid, _, _) = scripted([]);
    let report = pingid.report(ReportFormat::Json);
    wire!(report);
    let file = pingid.report_file(ReportFormat::Json);
    assert_eq!(file.describe().unwrap(), report.describe().unwrap());
}

#[test]
fn every_operation_has_its_wire_snapshot() {
    // Browsers send the others.
    let sent = |operation: &&&OperationInfo| {
        operation.host == Host::PingId && operation.method == http::Method::POST
    };
    assert_wire_snapshots!(operations().iter().filter(sent));
}
