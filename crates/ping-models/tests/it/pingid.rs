//! PingID.

mod authentication;
mod management;
mod report;

use ping_models::decode;
use ping_models::lossless::check;
use ping_models::pingid::{
    ActivationCode, ActivationReply, AddUser, DefaultDevice, Device, DeviceRole, DeviceType,
    EditUser, ErrorId, GetActivationCode, GetPairingStatus, GetUserDetails, PairingStatus,
    PairingStatusReply, PingIdCode, Role, ServiceAlias, ServiceStatus, UserDetails, UserReply,
    UserStatus, inside_envelope,
};
use serde_json::json;

use crate::fixtures::fixtures;

#[test]
fn what_is_known_of_a_user_is_read_in_any_form() {
    let json = json!({
        "userDetails": {
            "status": "ACTIVE", "role": "ADMIN", "userEnabled": "true",
            "lastLogin": 1439913346850_i64,
            "spList": [{"spAlias": "vpn", "status": "BYPASS"}],
            "devicesDetails": [
                {"deviceId": "12345678901234567890", "deviceRole": "SECONDARY", "countryCode": 1,
                 "enrollment": "2015-09-03 11:57:25.220"},
                {"deviceId": 1084997072428840193_u64, "type": "iPhone", "deviceRole": "PRIMARY",
                 "enrollment": "soon", "pushEnabled": "false"},
            ],
        },
        "errorId": "200",
    });
    let reply: UserReply = decode(json.to_string().as_bytes()).unwrap();
    assert!(reply.outcome.error_id.as_ref().unwrap().is_success());
    let user = reply.user.unwrap();
    assert!(user.enabled.as_ref().unwrap().get());
    assert_eq!(user.last_login.as_ref().unwrap().unix_millis(), 1_439_913_346_850);
    assert_eq!(user.status, Some(UserStatus::Active));
    assert_eq!(user.role, Some(Role::Admin));
    let services = user.services.as_ref().unwrap();
    assert_eq!(services[0].alias, Some(ServiceAlias::Vpn));
    assert_eq!(services[0].status, Some(ServiceStatus::Bypass));
    let devices = user.devices();
    assert_eq!(devices[0].id.as_ref().unwrap().get(), 12_345_678_901_234_567_890);
    assert_eq!(**devices[0].country_code.as_ref().unwrap(), "1");
    let enrolled = devices[0].enrolled_at.as_ref().unwrap();
    assert_eq!(enrolled.parts(), Some((2015, 9, 3, 11, 57, 25, 220)));
    let default = user.default_device().unwrap();
    assert_eq!(default.id.as_ref().unwrap().get(), 1_084_997_072_428_840_193);
    assert_eq!(default.device_type, Some(DeviceType::IPhone));
    assert!(!default.push_enabled.as_ref().unwrap().get());
    let odd = default.enrolled_at.as_ref().unwrap();
    assert_eq!((odd.parts(), odd.as_str()), (None, "soon"));
}

#[test]
fn device_details_come_as_null_object_and_array() {
    let device = r#"{"deviceId":7,"deviceRole":"PRIMARY","type":"SMS"}"#;
    for (details, id) in
        [("null", None), ("[]", None), (device, Some(7)), (&format!("[{device}]"), Some(7))]
    {
        let json = format!(r#"{{"userName":"jdoe","deviceDetails":{details}}}"#);
        let report = check::<UserDetails>(json.as_bytes());
        assert!(report.is_lossless(), "{details}: {report:?}");
        let user: UserDetails = decode(json.as_bytes()).unwrap();
        let found = user.default_device();
        assert_eq!(found.map(|device| device.id.as_ref().unwrap().get()), id);
        assert_eq!(user.devices().len(), usize::from(id.is_some()));
    }
    let user: UserDetails = decode(br#"{"deviceDetails":[]}"#).unwrap();
    assert!(matches!(&user.device_details, Some(DefaultDevice::Many(none)) if none.is_empty()));
    let error = decode::<UserReply>(br#"{"userDetails":{"deviceDetails":{"deviceId":"x"}}}"#);
    assert_eq!(error.unwrap_err().path(), "userDetails.deviceDetails.deviceId");
}

#[test]
fn an_unknown_member_of_a_device_in_either_form_is_reported() {
    for details in [r#"{"new":1}"#, r#"[{"new":1}]"#] {
        let json = format!(r#"{{"deviceDetails":{details}}}"#);
        let report = check::<UserDetails>(json.as_bytes());
        assert!(report.is_lossless());
        assert_eq!(report.unmodelled.len(), 1, "{report:?}");
        assert!(report.unmodelled[0].ends_with("/new"));
    }
}

#[test]
fn saved_requests_in_other_spellings_lose_nothing() {
    let json = r#"{"userName":"jdoe","fName":"John","role":"REGULAR","activateUser":"true",
        "picUrl":null}"#;
    let report = check::<AddUser>(json.as_bytes());
    assert!(report.is_lossless(), "{report:?}");
    assert_eq!(report.unmodelled, ["/fName", "/picUrl", "/userName"]);
    let request: AddUser = decode(json.as_bytes()).unwrap();
    assert!(request.activate_user.as_ref().unwrap().get());
    assert_eq!(request.field("userName"), Some("jdoe".into()));
}

#[test]
fn new_requests_are_written_in_the_documented_form() {
    let written = |request: &dyn erased::Json| request.json();
    assert_eq!(
        written(
            &AddUser::new("jdoe", Role::Regular)
                .first_name("John")
                .client_data("echo")
                .with_field("picUrl", json!(null))
        ),
        json!({"username": "jdoe", "role": "REGULAR", "activateUser": false, "fname": "John",
            "clientData": "echo", "picUrl": null})
    );
    assert_eq!(
        written(&GetUserDetails::from("jdoe")),
        json!({"userName": "jdoe", "getSameDeviceUsers": false})
    );
    assert_eq!(
        written(&GetActivationCode::new("jdoe").hours_until_expiration(168)),
        json!({"userName": "jdoe", "hoursUntilExpiration": 168})
    );
    assert_eq!(
        written(&GetPairingStatus::new("036348609435")),
        json!({"activationCode": "036348609435"})
    );
}

mod erased {
    pub(super) trait Json {
        fn json(&self) -> serde_json::Value;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            serde_json::to_value(self).unwrap()
        }
    }
}

#[test]
fn an_edit_starts_from_what_the_service_has() {
    let (_, json) = fixtures("pingid/get_user_details", "response").remove(0);
    let reply: UserReply = decode(inside_envelope(&json).as_bytes()).unwrap();
    let user = reply.user.unwrap();
    let edit = EditUser::from_details(&user).unwrap();
    for member in ["userName", "role", "fname", "lname", "email"] {
        assert_eq!(edit.field(member), user.field(member), "{member}");
    }
    assert_eq!(edit.field("activateUser"), Some(false.into()));
    let nobody: UserDetails = decode(br#"{"userName":"jdoe"}"#).unwrap();
    let refusal = EditUser::from_details(&nobody).unwrap_err();
    assert_eq!(refusal.name(), "role");
    assert!(refusal.to_string().contains("`role`"));
}

#[test]
fn activation_codes_are_digits_that_never_print() {
    for (json, digits) in [
        (r#""012070522701""#, "012070522701"),
        ("292070522701", "292070522701"),
        ("12070522701", "012070522701"),
        (r#""""#, ""),
    ] {
        let code: ActivationCode = serde_json::from_str(json).unwrap();
        assert_eq!(code.expose(), digits);
        assert_eq!(code.is_empty(), digits.is_empty());
        assert_eq!(serde_json::to_string(&code).unwrap(), json);
        assert_eq!(format!("{code:?}"), "[redacted]");
    }
    let reply: ActivationReply = decode(br#"{"activationCode":"292070522701"}"#).unwrap();
    assert!(!format!("{reply:?}").contains("2920"), "{reply:?}");
    let request = GetPairingStatus::new("292070522701");
    assert!(!format!("{request:?}").contains("2920"), "{request:?}");
}

#[test]
fn error_ids_have_meanings_where_they_are_known() {
    let id = |number: i64| ErrorId::from(number);
    assert_eq!(id(10_564).code(), PingIdCode::UserUnknown);
    assert_eq!(id(10_556).code(), PingIdCode::UserExists);
    assert!(id(10_551).is_retryable() && !id(10_556).is_retryable());
    assert!(id(30_008).is_continuation() && !id(30_008).is_success());
    assert!(!id(29_999).is_continuation() && !id(30_100).is_continuation());
    assert!(id(200).is_success() && !id(200).is_continuation());
    assert_eq!(id(30_017).code(), PingIdCode::Unknown);
    assert_eq!(id(99_999).code().meaning(), None);
    assert!(id(30_016).code().meaning().is_some());
    let text: ErrorId = serde_json::from_str("\"10564\"").unwrap();
    assert_eq!(text, 10_564);
    assert_eq!(format!("{text:?}"), "10564 (UserUnknown)");
}

#[test]
fn at_most_one_envelope_is_taken_off() {
    let nested = r#"{"responseBody":{"responseBody":{"errorId":200}}}"#;
    assert_eq!(inside_envelope(nested), r#"{"responseBody":{"errorId":200}}"#);
    let request = r#"{"reqHeader":{"locale":"en"},"reqBody":{"userName":"jdoe"}}"#;
    assert_eq!(inside_envelope(request), r#"{"userName":"jdoe"}"#);
    for bare in [r#"{"errorId":200}"#, r#"{"responseBody":"text"}"#, "[1]", "{"] {
        assert_eq!(inside_envelope(bare), bare);
    }
}

#[test]
fn a_device_of_a_type_of_its_own_stays_readable() {
    let device: Device = decode(br#"{"type":"FIDO2","deviceRole":"THIRD"}"#).unwrap();
    assert_eq!(device.device_type.unwrap().as_str(), "FIDO2");
    assert!(matches!(device.role, Some(DeviceRole::Unknown(_))));
    let reply: PairingStatusReply =
        decode(br#"{"pairingStatus":"NOT_EXIST","deviceId":null}"#).unwrap();
    assert_eq!(reply.pairing_status, Some(PairingStatus::NotExist));
    assert_eq!(reply.device_id, None);
}
