//! The tables of MFA.

use serde_json::json;

use super::{Case, conforms, others::settings_conform};

#[tokio::test]
async fn device_authentication_policies() {
    let sent = json!({
        "enabled": true,
        "otp": {
            "lifeTime": { "duration": 5, "timeUnit": "MINUTES" },
            "failure": { "count": 2, "coolDown": { "duration": 0, "timeUnit": "SECONDS" } },
        },
    });
    let own = json!({
        "enabled": true,
        "otp": { "failure": { "count": 3, "coolDown": { "duration": 2, "timeUnit": "MINUTES" } } },
    });
    let of = |name: &str| {
        json!({
            "name": name, "default": false, "sms": sent, "voice": sent, "email": sent,
            "mobile": own, "totp": own,
        })
    };
    let mut whole = of("Staff");
    whole["authentication"] = json!({ "deviceSelection": "ALWAYS_DISPLAY_DEVICES" });
    whole["fido2"] = json!({ "enabled": true, "failure": {
        "count": 4, "coolDown": { "duration": 200, "timeUnit": "SECONDS" },
    } });
    whole["newDeviceNotification"] = json!("NONE");
    conforms(Case {
        path: "/deviceAuthenticationPolicies",
        least: of("Guests"),
        whole,
        other: of("Staff"),
        wrong: &[
            (r#"{"name":""}"#, "EMPTY_VALUE", "name"),
            (r#"{"sms":null}"#, "REQUIRED_VALUE", "sms"),
            (r#"{"email":{"enabled":true}}"#, "REQUIRED_VALUE", "email.otp"),
            (r#"{"oathToken":5}"#, "INVALID_VALUE", "oathToken"),
            (
                r#"{"fido2":{"enabled":true,"fido2PolicyId":"none"}}"#,
                "INVALID_VALUE",
                "fido2.fido2PolicyId",
            ),
            (r#"{"newDeviceNotification":"FAX"}"#, "INVALID_VALUE", "newDeviceNotification"),
        ],
        unique: Some("name"),
        kind: "DEVICE_AUTHENTICATION_POLICY",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn fido_policies() {
    let of = |name: &str, rp: &str| {
        json!({
            "name": name, "deviceDisplayName": "Passkey", "relyingPartyId": rp,
            "discoverableCredentials": "REQUIRED", "authenticatorAttachment": "BOTH",
            "userVerification": { "enforceDuringAuthentication": true, "option": "REQUIRED" },
            "backupEligibility": { "enforceDuringAuthentication": true, "allow": true },
            "userDisplayNameAttributes": { "attributes": [{ "name": "username" }] },
            "attestationRequirements": "DIRECT",
            "mdsAuthenticatorsRequirements": {
                "option": "CERTIFIED", "enforceDuringAuthentication": true,
            },
        })
    };
    let mut whole = of("Certified", "example.com");
    whole["userPresenceTimeout"] = json!({ "duration": 110, "timeUnit": "SECONDS" });
    whole["publicKeyCredentialHints"] = json!(["HYBRID"]);
    conforms(Case {
        path: "/fido2Policies",
        least: of("Plain", "example.org"),
        whole,
        other: of("Certified", "login.example.com"),
        wrong: &[
            (r#"{"name":5}"#, "INVALID_VALUE", "name"),
            (r#"{"relyingPartyId":"host.local"}"#, "CONSTRAINT_VIOLATION", "relyingPartyId"),
            (
                r#"{"userDisplayNameAttributes":{"attributes":[{"name":"email"}]}}"#,
                "INVALID_VALUE",
                "userDisplayNameAttributes.attributes",
            ),
            (r#"{"discoverableCredentials":"MAYBE"}"#, "INVALID_VALUE", "discoverableCredentials"),
        ],
        unique: Some("name"),
        kind: "FIDO2_POLICY",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn legacy_fido_policies() {
    let of = |name: &str, key: &str| json!({ "name": name, "attestationRequirements": "NONE", "residentKeyRequirement": key });
    let mut whole = of("Staff", "REQUIRED");
    whole["description"] = json!("D");
    whole["allowedAuthenticators"] = json!([{ "id": "a" }]);
    conforms(Case {
        path: "/fidoPolicies",
        least: of("Guests", "DISCOURAGED"),
        whole,
        other: of("Staff", "DISCOURAGED"),
        wrong: &[
            (r#"{"name":null}"#, "REQUIRED_VALUE", "name"),
            (r#"{"residentKeyRequirement":"X"}"#, "INVALID_VALUE", "residentKeyRequirement"),
            (r#"{"allowedAuthenticators":[{}]}"#, "REQUIRED_VALUE", "allowedAuthenticators[0].id"),
        ],
        unique: Some("name"),
        kind: "FIDO_POLICY",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn mfa_settings() {
    settings_conform(Case {
        path: "/mfaSettings",
        whole: json!({
            "pairing": { "maxAllowedDevices": 7, "pairingKeyFormat": "NUMERIC" },
            "lockout": { "failureCount": 3, "durationSeconds": 60 },
        }),
        wrong: &[
            (
                r#"{"pairing":{"maxAllowedDevices":16,"pairingKeyFormat":"NUMERIC"}}"#,
                "OUT_OF_RANGE",
                "pairing.maxAllowedDevices",
            ),
            (r#"{"phoneExtensions":5}"#, "INVALID_VALUE", "phoneExtensions"),
        ],
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn oath_tokens() {
    let of = |serial: &str, secret: &str| {
        json!({
            "type": "HOTP", "serialNumber": serial, "secret": secret, "otpLength": 6,
            "hotp": { "counter": 5 },
        })
    };
    conforms(Case {
        path: "/oathTokens",
        least: of("A1", "3132333435363738393031323334353637383930"),
        whole: of("A2", "3132333435363738393031323334353637383931"),
        wrong: &[
            (r#"{"serialNumber":"a b"}"#, "INVALID_VALUE", "serialNumber"),
            (r#"{"secret":"secret"}"#, "INVALID_VALUE", "secret"),
            (r#"{"otpLength":5}"#, "OUT_OF_RANGE", "otpLength"),
        ],
        hidden: &["secret"],
        unique: Some("serialNumber"),
        filter: "serialNumber eq \"A2\"",
        kind: "OATH_TOKEN",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn push_credentials() {
    let application = json!({
        "name": "App", "enabled": true, "type": "NATIVE_APP", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "NONE", "grantTypes": ["AUTHORIZATION_CODE"],
        "responseTypes": ["CODE"], "redirectUris": ["https://example.com"],
    });
    let of =
        |id: &str, secret: &str| json!({ "type": "HMS", "clientId": id, "clientSecret": secret });
    conforms(Case {
        path: "/pushCredentials",
        within: vec![("/applications", application)],
        least: of("a", "hidden-1"),
        whole: of("b", "hidden-2"),
        other: of("c", "hidden-3"),
        wrong: &[
            (r#"{"clientId":null}"#, "REQUIRED_VALUE", "clientId"),
            (r#"{"clientSecret":""}"#, "EMPTY_VALUE", "clientSecret"),
        ],
        hidden: &["clientSecret"],
        kind: "PUSH_CREDENTIAL",
        ..Case::BASE
    })
    .await;
}
