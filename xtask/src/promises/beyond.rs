//! What documents tell of payloads that no fixture shows: each member, kind and form.

use serde_json::{Value, json};

use super::applications;
use crate::fixtures::Direction;

/// The payloads of an operation in one direction.
pub(super) fn payloads(id: &str, direction: Direction) -> Vec<Value> {
    match (id, direction) {
        ("mfa.read_one_mfa_device", Direction::Response) => devices(),
        ("mfa.read_device_authentication", Direction::Response) => vec![device_authentication()],
        ("pingid.get_user_details", Direction::Response) => vec![user()],
        ("verify.create_verify_transaction", Direction::Request) => vec![verification()],
        ("verify.read_one_verify_transaction", Direction::Response) => vec![transaction()],
        ("verify.read_one_verification_metadata", Direction::Response) => metadata(),
        ("verify.read_one_user_verified_data", Direction::Response) => verified_data(),
        ("platform.read_one_application", Direction::Response) => applications::read(),
        ("platform.create_application", Direction::Request) => applications::sent(),
        ("platform.read_application_secret", Direction::Response) => vec![applications::secret()],
        ("platform.read_one_application_grant", Direction::Response) => {
            vec![applications::grant()]
        }
        ("platform.read_one_resource", Direction::Response) => vec![applications::resource()],
        ("platform.read_one_scope", Direction::Response) => vec![applications::scope()],
        _ => Vec::new(),
    }
}

fn devices() -> Vec<Value> {
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
    let device = |own: Value| {
        let mut device = common.clone();
        let members = device.as_object_mut().unwrap();
        members.extend(own.as_object().unwrap().clone());
        device
    };
    own.map(device).into()
}

fn device_authentication() -> Value {
    json!({
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
    })
}

fn user() -> Value {
    json!({
        "userDetails": {
            "userName": "jdoe", "fname": "", "lname": "Doe", "email": null, "status": "ACTIVE",
            "role": "ADMIN", "userEnabled": "true", "lastLogin": 1439913346850_i64,
            "bypassExpiration": "1439913346850", "userInBypass": false, "userId": 0,
            "picURL": "B2UMOUIF",
            "lastTransactions": [{"type": "AUTH", "date": 1, "details": null}],
            "spList": [
                {"spAlias": "vpn", "spName": "VPN", "status": "BYPASS",
                 "bypassExpiration": 1439913346850_i64},
                {"spAlias": "pingone", "spName": "SSO", "status": "ACTIVE",
                 "bypassExpiration": null},
            ],
            "deviceDetails": null,
            "devicesDetails": [
                {"deviceId": "12345678901234567890", "deviceUuid": null, "type": "Email",
                 "deviceRole": "SECONDARY", "nickname": "Email 1",
                 "displayID": "jdoe@example.com", "enrollment": "2015-09-03 11:57:25.220",
                 "email": "jdoe@example.com", "phoneNumber": null, "countryCode": 1,
                 "sentClaimedSms": -1, "sentNotClaimedSms": -1, "availableClaimedSms": "20",
                 "availableNotClaimedSms": 20},
                {"deviceId": 1084997072428840193_u64, "deviceUuid": "u-1", "type": "iPhone",
                 "deviceRole": "PRIMARY", "nickname": "iPhone 1", "displayID": "iPhone 16",
                 "enrollment": "soon", "pushEnabled": "false", "hasWatch": true,
                 "deviceModel": "iPhone 16", "osVersion": 18.10, "appVersion": "2.17.0",
                 "oathSerialNumber": null, "oathTokenType": "TOTP",
                 "authenticationAttachment": "cross-platform",
                 "transports": ["usb", "smart-card", "quantum"]},
            ],
        },
        "activationCode": "012070522701", "sameDeviceUsersDetails": [{"userName": "other"}],
        "errorId": "200", "errorMsg": "ok", "errorParams": null, "uniqueMsgId": "webs_1",
        "clientData": null,
    })
}

fn verification() -> Value {
    json!({
        "verifyPolicy": {"id": "p-1"},
        "sendNotification": {"email": "ann@example.com"},
        "redirect": {"url": "https://app.example.com/done"},
        "callback": {"url": "https://hook.example", "headers": {"Authorization": "Bearer hunter2"}},
        "requirements": {
            "given_name": {"options": ["Ann", "Annie"]}, "birth_date": {"value": "1990-01-31"},
            "referenceSelfie": {"value": "/9j/AA=="}
        }
    })
}

fn transaction() -> Value {
    json!({
        "id": "t-1", "verifyPolicy": {"id": "p-1"},
        "transactionStatus": {
            "status": "FAIL",
            "verificationStatus": {"GOVERNMENT_ID": "SUCCESS", "LIVENESS": "BLURRED", "N": 1},
            "providerMessagesList": ["Document expired", {"code": 7}]
        },
        "qrUrl": "https://api.pingone.com/v1/idValidations/webVerifications/t-1/qr",
        "webVerificationUrl": "https://verify.example/?txnid=t-1&code=012345",
        "webVerificationCode": "012345",
        "verifiedDocuments": "[selfie, liveness, driver_license]",
        "requirements": {"given_name": {"options": ["Ann"]}, "name": "Ann Lee"},
        "expiresAt": "2024-12-09T14:15:34.882Z"
    })
}

/// Entries of types and providers that have no type of their own.
fn metadata() -> Vec<Value> {
    let entries = [
        ("DOCUMENT_AUTHENTICATION", "VERIFF"),
        ("LIVENESS", "SOMEONE_NEW"),
        ("AADHAAR", "TRINSIC"),
        ("NEW_CHECK", "IDRND"),
    ];
    let entry = |(kind, provider)| {
        json!({
            "id": "m-1", "type": kind, "provider": provider, "status": "SUCCESS",
            "data": {"score": 1.10, "secretName": "Ann"}
        })
    };
    entries.map(entry).into()
}

/// Data of each kind.
fn verified_data() -> Vec<Value> {
    let kinds = [
        ("SELFIE", json!({"IMAGE": "/9j/AA==", "FORMAT": "JPEG"})),
        (
            "END_USER_CLIENT",
            json!({"sources": [{"ipAddress": "192.0.2.1", "userAgent": "Ann's phone"}]}),
        ),
        (
            "BIOGRAPHIC_MATCH",
            json!({"biographic_match_results": [{"identifier": "name", "match": "LOW"}]}),
        ),
        ("BARCODE", json!({"raw": "Ann"})),
        ("EMAIL", json!("ann@example.com")),
        ("NEW_KIND", json!(["Ann", 1.50])),
    ];
    let entry = |(kind, data)| {
        json!({
            "id": "d-1", "type": kind, "createdAt": "2022-02-23T15:51:01.603Z", "data": data,
            "retry": {"attempt": 2}
        })
    };
    kinds.map(entry).into()
}
