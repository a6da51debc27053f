//! PingOne MFA.

use ping_models::mfa::{
    ActivateDevice, AuthenticationDevice, AuthenticationErrorCode, CancelDeviceAuthentication,
    CancelReason, CheckOtp, Device, DeviceAuthentication, DeviceAuthenticationStatus, DeviceStatus,
    InitializeDeviceAuthentication, KeyUri, NewEmailDevice, NewSmsDevice, NewTotpDevice,
    SelectDevice, TotpDevice,
};
use ping_models::{ErrorCode, Secret, decode};
use serde_json::json;

#[test]
fn a_device_is_told_apart_by_its_type() {
    let of = |json: serde_json::Value| decode::<Device>(json.to_string().as_bytes()).unwrap();
    let Device::Sms(sms) = of(json!({"phone": "+1", "id": "d", "type": "SMS"})) else {
        panic!("a phone");
    };
    assert_eq!(sms.phone.as_deref(), Some("+1"));
    // A type without a struct keeps what it has.
    let other = of(json!({"id": "d", "type": "LATER", "rp": {"id": "example.com"}}));
    assert!(matches!(other, Device::Other(_)));
    assert_eq!(other.field("rp"), Some(json!({"id": "example.com"})));
    assert_eq!(other.device_type().as_str(), "LATER");
    let error = decode::<Device>(br#"{"type":"SMS","id":"d","phone":7331}"#).unwrap_err();
    assert_eq!((error.path(), error.expected()), ("phone", "a string"), "{error}");
}

#[test]
fn every_documented_code_and_status_has_a_variant() {
    for code in [
        "ACCESS_FAILED",
        "ACCOUNT_NOT_USABLE",
        "CONSTRAINT_VIOLATION",
        "EMPTY_VALUE",
        "EXTRA_OTP_REQUIRED",
        "INSUFFICIENT_PERMISSIONS",
        "INVALID_DATA",
        "INVALID_FILTER",
        "INVALID_OTP",
        "INVALID_PARAMETER",
        "INVALID_REQUEST",
        "INVALID_TOKEN",
        "INVALID_VALUE",
        "LICENSE_EXCEEDED",
        "LIMIT_EXCEEDED",
        "MFA_AUTH_METHODS_CONFLICT",
        "NOT_FOUND",
        "NO_PASSWORD",
        "OUT_OF_RANGE",
        "QUOTA_EXCEEDED",
        "REQUEST_FAILED",
        "REQUEST_LIMITED",
        "REQUIRED_VALUE",
        "SIZE_LIMIT_EXCEEDED",
        "UNEXPECTED_ERROR",
        "UNIQUENESS_VIOLATION",
    ] {
        let read: ErrorCode = serde_json::from_value(code.into()).unwrap();
        assert!(!matches!(read, ErrorCode::Unknown(_)), "{code}");
        assert_eq!(read.as_str(), code);
    }
    // The only one that is documented of a failed authentication.
    let code: AuthenticationErrorCode = serde_json::from_value("NO_USABLE_DEVICES".into()).unwrap();
    assert_eq!(code, AuthenticationErrorCode::NoUsableDevices);
    for status in [
        "ASSERTION_REQUIRED",
        "COMPLETED",
        "DEVICE_SELECTION_REQUIRED",
        "FAILED",
        "OTP_REQUIRED",
        "PUSH_CONFIRMATION_REQUIRED",
        "PUSH_CONFIRMATION_TIMED_OUT",
    ] {
        let read: DeviceAuthenticationStatus = serde_json::from_value(status.into()).unwrap();
        assert!(!matches!(read, DeviceAuthenticationStatus::Unknown(_)), "{status}");
    }
    for reason in ["ADD_DEVICE", "CHANGE_DEVICE", "DEFAULT", "SIGNOUT"] {
        let read: CancelReason = serde_json::from_value(reason.into()).unwrap();
        assert!(!matches!(read, CancelReason::Unknown(_)), "{reason}");
    }
}

#[test]
fn a_device_that_is_used_once_has_no_id() {
    let json = br#"{"id":"a","status":"OTP_REQUIRED","selectedDevice":{"id":"d"},"_embedded":
        {"devices":[{"type":"SMS","phone":"***44"},{"id":"d","type":"TOTP"}]}}"#;
    let authentication: DeviceAuthentication = decode(json).unwrap();
    assert_eq!(authentication.status, Some(DeviceAuthenticationStatus::OtpRequired));
    let devices: Vec<_> = authentication.devices().map(Device::id).collect();
    assert_eq!(devices, [&ping_models::DeviceId::from("d")]);
    assert_eq!(authentication.selected().unwrap().id().as_str(), "d");
    let embedded = authentication.embedded.unwrap().devices.unwrap();
    let AuthenticationDevice::OneTime(once) = &embedded[0] else {
        panic!("an address");
    };
    assert_eq!(once.phone.as_deref(), Some("***44"));
}

#[test]
fn requests_write_what_the_contract_asks_for() {
    let cases = [
        (
            serde_json::to_value(
                NewSmsDevice::new("+15125550100").status(DeviceStatus::ActivationRequired),
            )
            .unwrap(),
            json!({"type": "SMS", "phone": "+15125550100", "status": "ACTIVATION_REQUIRED"}),
        ),
        (
            serde_json::to_value(NewEmailDevice::new("joe@example.com").policy("p")).unwrap(),
            json!({"type": "EMAIL", "email": "joe@example.com", "policy": {"id": "p"}}),
        ),
        (serde_json::to_value(NewTotpDevice::new()).unwrap(), json!({"type": "TOTP"})),
        (
            serde_json::to_value(
                InitializeDeviceAuthentication::of_user("u").with_device("d").with_otp("123456"),
            )
            .unwrap(),
            json!({"user": {"id": "u"}, "selectedDevice": {"id": "d", "otp": "123456"}}),
        ),
        (serde_json::to_value(SelectDevice::new("d")).unwrap(), json!({"device": {"id": "d"}})),
        (
            serde_json::to_value(CancelDeviceAuthentication::new(CancelReason::ChangeDevice))
                .unwrap(),
            json!({"reason": "CHANGE_DEVICE"}),
        ),
    ];
    for (written, wanted) in cases {
        assert_eq!(written, wanted);
    }
}

#[test]
fn seeds_and_passcodes_do_not_print() {
    let json = r#"{"id":"d","type":"TOTP","secret":"PLANTED","keyUri":"otpauth://totp/PLANTED",
        "test":{"otp":"PLANTED"}}"#;
    let totp: TotpDevice = decode(json.as_bytes()).unwrap();
    let sms: Device =
        decode(br#"{"id":"d","type":"SMS","test":{"otp":"PLANTED"},"testMode":true}"#).unwrap();
    let printed = format!(
        "{totp:?} {:?} {sms:?} {:?} {:?} {:?}",
        totp.key_uri(),
        ActivateDevice::from("PLANTED"),
        CheckOtp::new("PLANTED"),
        InitializeDeviceAuthentication::of_user("u").with_otp("PLANTED"),
    );
    assert!(!printed.contains("PLANTED"), "{printed}");
    assert!(printed.contains("[redacted]"), "{printed}");
}

#[test]
fn a_key_uri_is_made_of_the_secret_where_the_service_sent_none() {
    let of = |json: &str| decode::<TotpDevice>(json.as_bytes()).unwrap().key_uri();
    let sent = of(r#"{"id":"d","secret":"JBSWY3DP","keyUri":"otpauth://totp/x?secret=JBSWY3DP"}"#);
    assert_eq!(sent.unwrap().expose(), "otpauth://totp/x?secret=JBSWY3DP");
    let made = of(r#"{"id":"d","nickname":"Joe's phone","secret":"JBSWY3DP"}"#);
    assert_eq!(made.unwrap().expose(), "otpauth://totp/Joe%27s%20phone?secret=JBSWY3DP");
    // After the activation the service tells neither.
    assert_eq!(of(r#"{"id":"d","status":"ACTIVE"}"#), None);
    let uri = KeyUri::from_secret("a/b?c", &Secret::new("JBSWY3DP===="));
    assert_eq!(uri.expose(), "otpauth://totp/a%2Fb%3Fc?secret=JBSWY3DP%3D%3D%3D%3D");
}

#[cfg(feature = "qr")]
#[test]
fn a_key_uri_becomes_a_qr_code() {
    let uri = KeyUri::from_secret("joe", &Secret::new("JBSWY3DPEHPK3PXP"));
    let qr = uri.qr().unwrap();
    assert!(qr.svg().contains("<svg"));
    assert!(qr.terminal().lines().count() > 10);
}
