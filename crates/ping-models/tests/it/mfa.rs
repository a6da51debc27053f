//! PingOne MFA.

use ping_models::mfa::{
    ActivateDevice, AuthenticationDevice, CancelDeviceAuthentication, CancelReason, CheckOtp,
    Device, DeviceAuthentication, DeviceAuthenticationStatus, DeviceNickname,
    InitializeDeviceAuthentication, KeyUri, MfaEnabled, NewEmailDevice, NewSmsDevice,
    NewTotpDevice, SelectDevice, TotpDevice, UpdateMfaEnabled, UpdateNickname,
};
use ping_models::{PingOneError, Secret, decode};
use serde_json::json;

use crate::harness::Promises;

#[test]
fn devices_keep_the_promises() {
    Promises::<Device>::new().pages("mfa/read_all_mfa_devices");
    for operation in [
        "create_mfa_device_sms",
        "create_mfa_device_email",
        "create_mfa_device_totp",
        "read_one_mfa_device",
        "activate_mfa_device",
        "resend_pairing_code",
        "block_mfa_device",
        "unblock_mfa_device",
    ] {
        Promises::<Device>::new().responses(&format!("mfa/{operation}"));
    }
}

#[test]
fn device_requests_keep_the_promises() {
    Promises::<NewSmsDevice>::new()
        .required(&["/type", "/phone"])
        .requests("mfa/create_mfa_device_sms");
    Promises::<NewEmailDevice>::new()
        .required(&["/type", "/email"])
        .requests("mfa/create_mfa_device_email");
    Promises::<NewTotpDevice>::new()
        .required(&["/type"])
        .requests("mfa/create_mfa_device_totp");
    Promises::<ActivateDevice>::new()
        .required(&["/otp"])
        .requests("mfa/activate_mfa_device");
    Promises::<UpdateNickname>::new()
        .required(&["/nickname"])
        .requests("mfa/update_device_nickname");
    Promises::<DeviceNickname>::new()
        .required(&[])
        .responses("mfa/update_device_nickname");
    Promises::<MfaEnabled>::new()
        .required(&[])
        .responses("mfa/read_user_mfa_enabled");
    Promises::<MfaEnabled>::new()
        .required(&[])
        .responses("mfa/update_user_mfa_enabled");
    Promises::<UpdateMfaEnabled>::new()
        .required(&["/mfaEnabled"])
        .requests("mfa/update_user_mfa_enabled");
}

#[test]
fn device_authentications_keep_the_promises() {
    for operation in [
        "initialize_device_authentication",
        "initialize_device_authentication_with_device",
        "initialize_device_authentication_with_otp",
        "select_device_for_authentication",
        "validate_otp_for_device",
        "read_device_authentication",
        "cancel_device_authentication",
    ] {
        Promises::<DeviceAuthentication>::new()
            .required(&[])
            .responses(&format!("mfa/{operation}"));
    }
    for operation in [
        "initialize_device_authentication",
        "initialize_device_authentication_with_device",
        "initialize_device_authentication_with_otp",
        "initialize_device_authentication_custom_notification",
        "initialize_device_authentication_no_user_name",
        "initialize_device_authentication_one_time_email",
    ] {
        Promises::<InitializeDeviceAuthentication>::new()
            .required(&[])
            .requests(&format!("mfa/{operation}"));
    }
    Promises::<SelectDevice>::new()
        .required(&["/device"])
        .requests("mfa/select_device_for_authentication");
    Promises::<CheckOtp>::new()
        .required(&["/otp"])
        .requests("mfa/validate_otp_for_device");
    Promises::<CancelDeviceAuthentication>::new()
        .required(&["/reason"])
        .requests("mfa/cancel_device_authentication");
}

#[test]
fn errors_keep_the_promises() {
    Promises::<PingOneError>::new()
        .required(&[])
        .responses("mfa/error");
}

#[test]
fn every_member_of_the_contract_has_a_field() {
    let common = json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/d"}},
        "id": "d-1", "status": "ACTIVE", "environment": {"id": "e"}, "user": {"id": "u"},
        "nickname": "n",
        "lock": {"status": "LOCKED", "reason": "OTP", "expiresAt": "2030-01-01T00:00:00.000Z"},
        "block": {"status": "BLOCKED", "blockedAt": "2030-01-01T00:00:00.000Z"},
        "usableStatus": {"status": "ENABLED"},
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    });
    let own = [
        json!({"type": "SMS", "phone": "+15125550100", "testMode": true, "test": {"otp": "012345"}}),
        json!({"type": "SMS", "phone": "+15125550100", "testMode": true, "test": {"otp": 123456}}),
        json!({"type": "VOICE", "phone": "+1", "extension": "313#", "testMode": false}),
        json!({"type": "EMAIL", "email": "joe@example.com", "test": {"otp": "1"}}),
        json!({"type": "WHATSAPP", "phone": "+15125550100"}),
        json!({"type": "TOTP", "secret": "JBSWY3DP", "keyUri": "otpauth://totp/a?secret=JBSWY3DP"}),
        json!({
            "type": "MOBILE", "os": {"type": "iOS", "version": "17.1"},
            "model": {"name": "iPhone15,2", "marketingName": "iPhone 14 Pro"},
            "application": {
                "id": "a", "nativeName": "com.example", "version": "1", "name": "App",
                "pushSandbox": true,
                "passcodeRefreshDuration": {"duration": 30, "timeUnit": "SECONDS"}
            },
            "apiVersion": "1.10", "sdkVersion": "1.10.0(9224)", "manufacturer": "Apple",
            "locale": "en-US", "pushEnabled": true, "otpEnabled": true,
            "pushStatus": {"status": "ENABLED"},
            "otpStatus": {"status": "DISABLED", "reason": "OTP_NOT_SUPPORTED"},
            "rooted": false, "lockEnabled": true, "allowPushNotification": true,
            "notificationProvider": "APNS", "notification": "enabled", "background": "available",
            "pushFails": [1714468544848_i64, 1.714468544848E12],
            "deviceIntegrityState": {
                "compromised": "UNKNOWN", "reason": "PLAY_ERROR", "timestamp": 1.714468544848E12
            }
        }),
    ];
    for own in own {
        let mut device = common.clone();
        device
            .as_object_mut()
            .unwrap()
            .extend(own.as_object().unwrap().clone());
        Promises::<Device>::new().payload(&own["type"].to_string(), &device.to_string());
    }
    let authentication = json!({
        "_links": {"otp.check": {"href": "https://auth.pingone.com/e/deviceAuthentications/a"}},
        "_embedded": {
            "devices": [
                {"id": "d-1", "type": "EMAIL", "email": "j***@example.com",
                 "usableStatus": {"status": "ENABLED"}},
                {"type": "SMS", "phone": "*******44"}
            ],
            "blockedDevices": [{"id": "d-2", "type": "TOTP"}]
        },
        "id": "a", "environment": {"id": "e"}, "policy": {"id": "p"}, "user": {"id": "u"},
        "status": "FAILED",
        "selectedDevice": {"oneTime": {"type": "EMAIL", "email": "j***@example.com"}},
        "application": {"id": "app"}, "authenticators": ["mfa"],
        "publicKeyCredentialRequestOptions": "{}",
        "pingIdDesktopCredentialRequestOptions": "a.b.c",
        "test": {"otp": "123456"}, "bypassAllowed": true, "userBypassEnabled": false,
        "aggregateFido2Devices": true, "deviceSession": {"id": "s"}, "payload": {"value": "v"},
        "error": {"code": "NO_USABLE_DEVICES", "message": "m", "unavailableDevices": [{"id": "d"}]},
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    });
    Promises::<DeviceAuthentication>::new()
        .required(&[])
        .payload("a device authentication", &authentication.to_string());
}

#[test]
fn a_device_is_told_apart_by_its_type() {
    let of = |json: serde_json::Value| decode::<Device>(json.to_string().as_bytes()).unwrap();
    let Device::Sms(sms) = of(json!({"phone": "+1", "id": "d", "type": "SMS"})) else {
        panic!("a phone");
    };
    assert_eq!(sms.phone.as_deref(), Some("+1"));
    // A type without a struct keeps what it has.
    let other = of(json!({"id": "d", "type": "FIDO2", "rp": {"id": "example.com"}}));
    assert!(matches!(other, Device::Other(_)));
    assert_eq!(other.field("rp"), Some(json!({"id": "example.com"})));
    assert_eq!(other.device_type().unwrap().as_str(), "FIDO2");
    let error = decode::<Device>(br#"{"type":"SMS","id":"d","phone":7331}"#).unwrap_err();
    assert_eq!(
        (error.path(), error.expected()),
        ("phone", "a string"),
        "{error}"
    );
}

#[test]
fn a_device_that_is_used_once_has_no_id() {
    let json = br#"{"id":"a","status":"OTP_REQUIRED","selectedDevice":{"id":"d"},"_embedded":
        {"devices":[{"type":"SMS","phone":"***44"},{"id":"d","type":"TOTP"}]}}"#;
    let authentication: DeviceAuthentication = decode(json).unwrap();
    assert_eq!(
        authentication.status,
        Some(DeviceAuthenticationStatus::OtpRequired)
    );
    let devices: Vec<_> = authentication.devices().map(Device::id).collect();
    assert_eq!(devices, [&ping_models::mfa::DeviceId::from("d")]);
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
            serde_json::to_value(NewSmsDevice::new("+15125550100").to_be_activated()).unwrap(),
            json!({"type": "SMS", "phone": "+15125550100", "status": "ACTIVATION_REQUIRED"}),
        ),
        (
            serde_json::to_value(NewEmailDevice::new("joe@example.com").policy("p")).unwrap(),
            json!({"type": "EMAIL", "email": "joe@example.com", "policy": {"id": "p"}}),
        ),
        (
            serde_json::to_value(NewTotpDevice::new()).unwrap(),
            json!({"type": "TOTP"}),
        ),
        (
            serde_json::to_value(
                InitializeDeviceAuthentication::of_user("u")
                    .with_device("d")
                    .with_otp("123456"),
            )
            .unwrap(),
            json!({"user": {"id": "u"}, "selectedDevice": {"id": "d", "otp": "123456"}}),
        ),
        (
            serde_json::to_value(SelectDevice::new("d")).unwrap(),
            json!({"device": {"id": "d"}}),
        ),
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
        ActivateDevice::new("PLANTED"),
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
    assert_eq!(
        made.unwrap().expose(),
        "otpauth://totp/Joe%27s%20phone?secret=JBSWY3DP"
    );
    // After the activation the service tells neither.
    assert_eq!(of(r#"{"id":"d","status":"ACTIVE"}"#), None);
    let uri = KeyUri::from_secret("a/b?c", &Secret::new("JBSWY3DP===="));
    assert_eq!(
        uri.expose(),
        "otpauth://totp/a%2Fb%3Fc?secret=JBSWY3DP%3D%3D%3D%3D"
    );
}

#[cfg(feature = "qr")]
#[test]
fn a_key_uri_becomes_a_qr_code() {
    let uri = KeyUri::from_secret("joe", &Secret::new("JBSWY3DPEHPK3PXP"));
    let qr = uri.qr().unwrap();
    assert!(qr.svg().contains("<svg"));
    assert!(qr.terminal().lines().count() > 10);
}
