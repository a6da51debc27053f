//! Services, devices, offline pairing, tokens, jobs, applications and policies.

use ping_models::decode;
use ping_models::pingid::{
    AddApplication, AppPairingReply, Application, AuthenticatorAppStartPairing,
    CreateBulkAuthenticationPolicy, CreateOrgTokens, ErrorId, FinalizeOfflinePairing,
    GetApplications, JobState, JobStatus, JobStatusReply, OfflinePairing, OrgToken, PairYubiKey,
    PingIdCode, PoliciesReply, Policy, PolicyAction, PolicyActions, PolicyTargets, ResyncOathToken,
    RevokeOrgTokens, ServiceAlias, StartOfflinePairing, StartedPairingReply, ToggleUserBypass,
    UnpairDevice, UpdateDeviceAttributes, inside_envelope,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::fixtures::fixtures;

fn written(request: &impl Serialize) -> Value {
    serde_json::to_value(request).unwrap()
}

#[test]
fn new_requests_are_written_in_the_documented_form() {
    let services = [ServiceAlias::WindowsLocal, ServiceAlias::WindowsRemote];
    let cases = [
        (
            written(&ToggleUserBypass::new("jdoe", 1_439_913_346_850).services(services)),
            json!({"userName": "jdoe", "bypassUntil": 1_439_913_346_850_i64,
                "spAliases": ["winlocal", "winremote"]}),
        ),
        (
            written(&ToggleUserBypass::remove("jdoe")),
            json!({"userName": "jdoe", "bypassUntil": null}),
        ),
        (written(&UnpairDevice::from("jdoe")), json!({"userName": "jdoe"})),
        (
            written(&UpdateDeviceAttributes::primary("jdoe", 64_498)),
            json!({"userName": "jdoe", "deviceId": 64_498, "attributeName": "SET_PRIMARY",
                "attributeValue": "true"}),
        ),
        (
            written(&UpdateDeviceAttributes::order("jdoe", 64_498, 2)),
            json!({"userName": "jdoe", "deviceId": 64_498, "attributeName": "ORDER",
                "attributeValue": "2"}),
        ),
        (
            written(&StartOfflinePairing::voice("jdoe", "+12025550123,#2992,,,#2991")),
            json!({"username": "jdoe", "type": "VOICE",
                "pairingData": "+12025550123,#2992,,,#2991"}),
        ),
        (
            written(
                &OfflinePairing::authenticator_app("jdoe", "GEZDGNBV").validate_unique_device(true),
            ),
            json!({"username": "jdoe", "type": "AUTHENTICATOR_APP", "pairingData": "GEZDGNBV",
                "validateUniqueDevice": true}),
        ),
        (
            written(&FinalizeOfflinePairing::new("oacts_1", "012345").oath_resync(true)),
            json!({"sessionId": "oacts_1", "otp": "012345", "oathResync": true}),
        ),
        (
            written(&AuthenticatorAppStartPairing::from("jdoe")),
            json!({"username": "jdoe", "pairingType": "TOTP"}),
        ),
        (
            written(&CreateOrgTokens::new([
                OrgToken::totp("1", "AAAA").digits(8).seconds(60),
                OrgToken::hotp("2", "EEEE"),
            ])),
            json!({"tokens": [
                {"serialNumber": "1", "tokenType": "TOTP", "secretKey": "AAAA", "otpLength": "8",
                 "timeStep": "60"},
                {"serialNumber": "2", "tokenType": "HOTP", "secretKey": "EEEE", "otpLength": "6"},
            ]}),
        ),
        (
            written(&RevokeOrgTokens::with_serial_numbers(["72", "107"])),
            json!({"serialNumbers": ["72", "107"], "unpairBeforeDelete": false}),
        ),
        (written(&GetApplications::new()), json!({})),
        (
            written(&AddApplication::from(Application::named("a.b", "Payroll"))),
            json!({"application": {"id": "a.b", "name": "Payroll"}}),
        ),
    ];
    for (request, wanted) in cases {
        assert_eq!(request, wanted);
    }
}

#[test]
fn passcodes_and_keys_never_print() {
    let secrets = ["112814", "15125550100", "GEZDGNBV", "otpauth"];
    let app: AppPairingReply =
        decode(br#"{"pairingKeyUri":"otpauth://totp/x?secret=GEZDGNBV","pairingKey":"GEZDGNBV"}"#)
            .unwrap();
    for text in [
        format!("{:?}", ResyncOathToken::with_otps("1", ["112814"])),
        format!("{:?}", FinalizeOfflinePairing::new("oacts_1", "112814")),
        format!("{:?}", StartOfflinePairing::sms("jdoe", "+15125550100")),
        format!("{:?}", PairYubiKey::new("jdoe", "112814")),
        format!("{:?}", OrgToken::totp("1", "GEZDGNBV")),
        format!("{app:?}"),
    ] {
        assert!(text.contains("[redacted]"), "{text}");
        for secret in secrets {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[test]
fn numbers_and_booleans_come_in_other_forms() {
    let request: FinalizeOfflinePairing =
        decode(br#"{"sessionId":"oacts_1","otp":123456,"oathResync":"true"}"#).unwrap();
    assert_eq!(request.otp.as_ref().unwrap().expose(), "123456");
    assert!(request.oath_resync.as_ref().unwrap().get());
    let reply: StartedPairingReply = decode(br#"{"deviceId":"12345678901234567890"}"#).unwrap();
    assert_eq!(reply.device_id.unwrap().get(), 12_345_678_901_234_567_890);
    let token: OrgToken = decode(br#"{"serialNumber":72,"otpLength":6}"#).unwrap();
    assert_eq!(**token.otp_length.as_ref().unwrap(), "6");
}

#[test]
fn a_failed_job_is_a_failure_whatever_else_is_said() {
    let state = |json: &str| decode::<JobStatusReply>(json.as_bytes()).unwrap().state();
    for (json, wanted) in [
        (r#"{"status":"pending"}"#, JobState::Pending),
        (r#"{"status":"in_progress","jobResult":null}"#, JobState::InProgress),
        (r#"{"status":"done"}"#, JobState::Done),
        (r#"{"status":"DONE"}"#, JobState::Done),
        (r#"{"errorId":200,"status":"failure"}"#, JobState::Failure),
        (r#"{"errorId":200,"jobResult":{"status":"FAILURE"}}"#, JobState::Failure),
        (r#"{"status":"done","jobResult":{"status":"FAILURE"}}"#, JobState::Failure),
        (r#"{"status":"failure","jobResult":{"status":"DONE"}}"#, JobState::Failure),
        (r#"{"jobResult":{"status":"DONE"}}"#, JobState::Done),
        (r#"{"status":"resting"}"#, JobState::Unknown),
        (r#"{"errorId":200}"#, JobState::Unknown),
    ] {
        assert_eq!(state(json), wanted, "{json}");
    }
    assert_eq!(JobStatus::from("Done").as_str(), "Done");
    let (_, json) = fixtures("pingid/get_job_status", "response")
        .into_iter()
        .find(|(name, _)| name.contains("failure"))
        .unwrap();
    let reply: JobStatusReply = decode(inside_envelope(&json).as_bytes()).unwrap();
    assert!(reply.outcome.error_id.as_ref().unwrap().is_success());
    assert_eq!(reply.state(), JobState::Failure);
    let result = reply.result.unwrap();
    let paired: Vec<_> = result.paired().collect();
    assert_eq!(paired, [("12345", "username".to_owned())]);
}

#[test]
fn actions_are_read_in_any_form() {
    for (text, actions) in [
        ("otp_only,swipe_only", vec![PolicyAction::OtpOnly, PolicyAction::SwipeOnly]),
        ("SMS, WebAuthn", vec![PolicyAction::Sms, PolicyAction::WebAuthn]),
        ("Deny", vec![PolicyAction::Deny]),
    ] {
        let read = PolicyActions::from(text);
        assert_eq!(read.iter().collect::<Vec<_>>(), actions);
        assert_eq!(written(&read), text);
    }
    let joined = PolicyActions::from([PolicyAction::Sms, PolicyAction::Voice]);
    assert_eq!(joined.as_str(), "SMS,VOICE");
    let new = PolicyActions::from("telepathy").iter().next();
    assert_eq!(new, Some(PolicyAction::from_wire("TELEPATHY")));
}

#[test]
fn a_set_that_was_read_can_be_changed_and_sent() {
    let (_, json) = fixtures("pingid/read_bulk_authentication_policy", "response").remove(0);
    let mut json: Value = decode(inside_envelope(&json).as_bytes()).unwrap();
    json["newMember"] = "kept".into();
    let reply: PoliciesReply = decode(json.to_string().as_bytes()).unwrap();
    let mut request = CreateBulkAuthenticationPolicy::from_read(reply);
    let policies = request.policies.as_mut().unwrap();
    let new = Policy::named("Second", PolicyTargets::new(), PolicyAction::Sms);
    // Behind the default policy, where it cannot stay.
    policies.push(new);
    let sent = written(&request.renumbered());
    let at = |pointer: &str| sent.pointer(pointer).cloned();
    assert_eq!(at("/policyVersion"), Some(8.into()));
    assert_eq!(at("/newMember"), Some("kept".into()));
    let names: Vec<_> =
        (0..3).map(|i| at(&format!("/authenticationPolicies/{i}/policyName"))).collect();
    let wanted = ["My First Policy", "Second", "Default Policy"];
    assert_eq!(names, wanted.map(|name| Some(name.into())));
    for place in 0..3 {
        let priority = at(&format!("/authenticationPolicies/{place}/priority"));
        assert_eq!(priority, Some((place + 1).into()));
    }
    assert_eq!(at("/authenticationPolicies/0/targets/GROUP/0"), Some("My Group".into()));
    // What marks the default policy is that it has no targets.
    assert_eq!(at("/authenticationPolicies/2/targets"), None);
    assert_eq!(at("/authenticationPolicies/2/knownDevicePolicy"), Some(Value::Null));
}

#[test]
fn every_known_error_says_what_to_do() {
    for number in (200..=400).chain(10_000..31_000) {
        let kind = ErrorId::from(number).code();
        assert_eq!(kind == PingIdCode::Unknown, kind.meaning().is_none(), "{number}");
        assert_eq!(kind.meaning().is_some(), kind.next_step().is_some(), "{number}");
    }
    let changed = ErrorId::from(10_610).code();
    assert!(changed.next_step().unwrap().contains("Read the policies again"));
}
