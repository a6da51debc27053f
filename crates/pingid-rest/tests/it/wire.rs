//! What each call puts on the wire.

use ping_models::pingid::{
    ActivateUser, AddService, AddUser, Application, AuthenticatorAppFinishPairing, CodeDeviceType,
    CreateBulkAuthenticationPolicy, CreateOrgTokens, DeleteApplications, EditUser,
    FinalizeOfflinePairing, GetActivationCode, GetBulkJobStatus, GetUserDetails, JobType,
    KnownDeviceRule, OfflinePairing, OrgToken, PairYubiKey, PoliciesReply, Policy, PolicyAction,
    PolicyTargets, ResyncOathToken, RevokeOrgTokens, Role, ServiceAlias, StartOfflinePairing,
    TimeUnit, ToggleUserBypass, UnpairDevice, UpdateApplications, UpdateDeviceAttributes,
    UserDetails,
};
use ping_transport::{Call, Described};

use crate::support::scripted;

/// Compares the call with its snapshot, whose name is the operation's.
fn wire<T>(call: &Call<T>) {
    let Described { operation, .. } = call.describe().unwrap();
    let text = call.describe().unwrap().to_string();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("wire__{operation}"), text);
    });
}

#[test]
fn users() {
    let (pingid, _, _) = scripted([]);
    let users = pingid.users();
    wire(
        &users.create(
            AddUser::new("jdoe", Role::Regular)
                .first_name("John")
                .last_name("Doe")
                .email("jdoe@pingdevelopers.com")
                .client_data("Session data echoed back to the requestor")
                .device_type(CodeDeviceType::Desktop),
        ),
    );
    wire(&users.read(GetUserDetails::new("jdoe").same_device_users(true)));
    let details: UserDetails = serde_json::from_str(
        r#"{"userName": "jdoe", "role": "REGULAR", "fname": "John", "lname": "Doe"}"#,
    )
    .unwrap();
    let edit = EditUser::from_details(&details).unwrap();
    wire(&users.update(edit.email("jdoe@pingdevelopers.com").activate_user(true)));
    wire(&users.activate(ActivateUser::new("jdoe").device_type(CodeDeviceType::Mobile)));
    wire(&users.suspend("jdoe"));
    wire(&users.delete("jdoe"));
}

#[test]
fn pairings() {
    let (pingid, _, _) = scripted([]);
    let pairings = pingid.pairings();
    wire(
        &pairings.activation_code(
            GetActivationCode::new("jdoe")
                .device_type(CodeDeviceType::Desktop)
                .hours_until_expiration(168),
        ),
    );
    wire(&pairings.status("436348609435"));
}

#[test]
fn services_and_devices() {
    let (pingid, _, _) = scripted([]);
    let (users, devices) = (pingid.users(), pingid.devices());
    wire(&users.add_service(AddService::new("joe", ServiceAlias::WindowsLocal)));
    let services = [ServiceAlias::WindowsLocal, ServiceAlias::WindowsRemote];
    wire(&users.bypass(ToggleUserBypass::new("jdoe", 1_439_913_346_850).services(services)));
    wire(&devices.unpair(UnpairDevice::new("jdoe").device_id(1_084_997_072_428_840_193)));
    wire(&devices.update(UpdateDeviceAttributes::primary("jdoe", 64_498)));
}

#[test]
fn offline_pairings() {
    let (pingid, _, _) = scripted([]);
    let pairings = pingid.pairings();
    wire(&pairings.start_offline(
        StartOfflinePairing::sms("jdoe", "13035551234").validate_unique_device(true),
    ));
    wire(&pairings.finalize_offline(
        FinalizeOfflinePairing::new("oacts_rxodmgpb", "123456").oath_resync(true),
    ));
    wire(&pairings.offline(OfflinePairing::email("jdoe", "jdoe@pingdevelopers.com")));
    let touched = "ccccccdugencbubvthvennvnduljtfhnjldtnctfdfkn";
    wire(&pairings.yubikey(PairYubiKey::new("jdoe", touched)));
    wire(&pairings.start_authenticator_app("jdoe"));
    wire(
        &pairings
            .finish_authenticator_app(AuthenticatorAppFinishPairing::new("oacts_rxod", "123456")),
    );
}

#[test]
fn tokens_and_jobs() {
    let (pingid, _, _) = scripted([]);
    let (tokens, jobs) = (pingid.oath_tokens(), pingid.jobs());
    wire(&tokens.create(CreateOrgTokens::new([
        OrgToken::totp("1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        OrgToken::hotp("2", "EEEEEEEEEEEEEEEEEEEEEEEEEE").digits(8),
    ])));
    wire(&tokens.revoke(RevokeOrgTokens::with_serial_numbers(["72", "107"])));
    wire(&tokens.resync(ResyncOathToken::with_otps("123321", ["112814", "889429"])));
    wire(&jobs.create(JobType::UserReports));
    wire(&jobs.status("DTLv1uMpivQRoFN68edsYi4Y"));
    wire(&jobs.bulk_status(GetBulkJobStatus::new([
        "Fg9bVV8B".into(),
        "FFpeBFxV".into(),
    ])));
}

#[test]
fn applications_and_policies() {
    let (pingid, _, _) = scripted([]);
    let (applications, policies) = (pingid.applications(), pingid.policies());
    wire(&applications.create(Application::named("payroll", "Payroll")));
    wire(&applications.list());
    let renamed = Application::named("wages", "Wages");
    wire(&applications.update(UpdateApplications::with_changes([("payroll", renamed)])));
    wire(&applications.delete(DeleteApplications::new(["wages".to_owned()])));
    wire(&policies.read());
    let read: PoliciesReply = serde_json::from_str(
        r#"{"policyVersion": 8, "authenticationPolicies": [{"policyName": "Default Policy",
            "targets": {}, "defaultPolicyAction": "APPROVE", "geoVelocityPolicy": null}]}"#,
    )
    .unwrap();
    let mut set = CreateBulkAuthenticationPolicy::from_read(read);
    let known = KnownDeviceRule::new()
        .priority(1_u32)
        .time_unit(TimeUnit::Hours)
        .num(12_u32);
    let targets = PolicyTargets::new().groups(["Staff".to_owned()]);
    set.policies.get_or_insert_default().push(
        Policy::named("Staff", targets, [PolicyAction::Sms, PolicyAction::Voice])
            .known_device(known.action(PolicyAction::Approve)),
    );
    wire(&policies.create(set.renumbered()));
}

#[test]
fn every_operation_has_a_snapshot() {
    for operation in pingid_rest::operations() {
        let file = format!("tests/it/snapshots/wire__{}.snap", operation.id);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(path.is_file(), "{}", path.display());
    }
}
