//! Authentication, FIDO devices and the browser redirect.

use ping_models::decode;
use ping_models::pingid::{
    AuthenticateOffline, AuthenticateOnline, AuthenticateOnlineReply, AuthenticationMethod,
    CancelAuthentication, CancelAuthenticationType, DeviceType, PingIdCode, RedirectErrorCode,
    RedirectRequest, RedirectResponse, RedirectStatus, StartAuthentication,
    StartAuthenticationReply, StartWebAuthnPasswordlessAuth, WebAuthnOptionsReply,
    WebAuthnStartPairing, WebAuthnType, inside_envelope,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::fixtures::fixtures;

fn written(request: &impl Serialize) -> Value {
    serde_json::to_value(request).unwrap()
}

#[test]
fn new_requests_are_written_in_the_documented_form() {
    let groups = vec!["Staff".to_owned()];
    let cases = [
        (
            written(&StartAuthentication::from("jdoe")),
            json!({"spAlias": "web", "userName": "jdoe"}),
        ),
        (
            written(
                &StartAuthentication::new("jdoe")
                    .device_id(1_084_997_072_428_840_193)
                    .session_id("webs_1")
                    .asynchronous(true)
                    .enforce_policy(true)
                    .ip_address("192.0.2.1")
                    .application("app")
                    .cookie("a.b")
                    .device_fingerprint(r#"{"User-Agent":"x"}"#)
                    .member_of(groups)
                    .webauthn_supported(true)
                    .platform_authenticator_available(false),
            ),
            json!({"spAlias": "web", "userName": "jdoe",
                "deviceId": 1_084_997_072_428_840_193_u64, "sessionId": "webs_1", "async": true,
                "enforcePolicy": true, "ipAddr": "192.0.2.1", "application": "app",
                "cookie": "a.b", "reqDevFP": "{\"User-Agent\":\"x\"}", "memberOf": ["Staff"],
                // Values of this map are texts.
                "formParameters": {"isWebAuthnSupportedByBrowser": "true",
                    "isWebAuthnPlatformAuthenticatorAvailable": "false"}}),
        ),
        (
            written(
                &CancelAuthentication::new("webs_1").reason(CancelAuthenticationType::ChangeDevice),
            ),
            json!({"sessionId": "webs_1", "cancelAuthenticationType": "CHANGE_DEVICE"}),
        ),
        (
            // Exactly these members make a backup authentication.
            written(&AuthenticateOnline::backup("jdoe", DeviceType::Email, "j@example.com")),
            json!({"authType": "ONE_TIME_DEVICE", "spAlias": "rescuecode", "userName": "jdoe",
                "deviceType": "Email", "deviceData": "j@example.com"}),
        ),
        (
            written(&AuthenticateOffline::new("jdoe", "webs_1", "123456").oath_resync()),
            json!({"spAlias": "web", "userName": "jdoe", "sessionId": "webs_1", "otp": "123456",
                "formParameters": {"oathResync": "true"}}),
        ),
        (
            written(&AuthenticateOffline::new("jdoe", "webs_1", "{}").assertion_of(
                "https://app.example.com",
                "example.com",
                &"abec8ed8".into(),
            )),
            json!({"spAlias": "web", "userName": "jdoe", "sessionId": "webs_1", "otp": "{}",
                "formParameters": {"origin": "https://app.example.com", "rpId": "example.com",
                    "authWebauthnSessionId": "abec8ed8"}}),
        ),
        (
            written(
                &WebAuthnStartPairing::new("jdoe", "example.com", "Example")
                    .webauthn_type(WebAuthnType::SecurityKey),
            ),
            json!({"userName": "jdoe", "rpId": "example.com", "rpName": "Example",
                "webauthnType": "WebAuthn"}),
        ),
        (
            written(&StartWebAuthnPasswordlessAuth::new("example.com", "https://example.com")),
            json!({"rpId": "example.com", "origin": "https://example.com", "spAlias": "web"}),
        ),
        (
            written(
                &RedirectRequest::new("jdoe", "https://app.example.com/")
                    .issuer("app")
                    .attribute("fname", "John")
                    .attribute_unless_given("fname", "Jack"),
            ),
            json!({"iss": "app", "sub": "jdoe", "returnUrl": "https://app.example.com/",
                "attributes": [{"name": "fname", "value": "John"}]}),
        ),
    ];
    for (written, expected) in cases {
        assert_eq!(written, expected);
    }
}

#[test]
fn replies_are_read_as_they_come() {
    let (_, json) = fixtures("pingid/start_authentication", "response").remove(0);
    let reply: StartAuthenticationReply = decode(inside_envelope(&json).as_bytes()).unwrap();
    assert_eq!(reply.outcome.error_id.unwrap().code(), PingIdCode::Biometrics);
    let device = &reply.user_devices.unwrap()[0];
    assert_eq!(device.uuid, reply.authenticating_device);
    assert_eq!(device.device_type, Some(DeviceType::Biometrics));
    assert_eq!(reply.excluded_methods, Some(vec![AuthenticationMethod::Rescue]));

    // Booleans and numbers as texts, and the other way round.
    let traps = r#"{"errorId": "30010", "multipleDevicesEnabled": "true",
        "extendedAuthenticationDetails": {"numberForMatching": "07", "gracePeriod": "1504083908422"},
        "userDevices": [{"deviceId": "1084997072428840193", "pushEnabled": "false"}]}"#;
    let reply: StartAuthenticationReply = decode(traps.as_bytes()).unwrap();
    assert_eq!(reply.outcome.error_id.unwrap().code(), PingIdCode::Waiting);
    assert_eq!(reply.multiple_devices_enabled.unwrap(), true);
    let details = reply.details.unwrap();
    assert_eq!(details.number_for_matching.unwrap().get(), 7);
    let request: StartAuthentication = decode(
        br#"{"async": "true", "enforcePolicy": "FALSE", "formParameters": {"a": true, "b": "x"}}"#,
    )
    .unwrap();
    assert_eq!(request.asynchronous.unwrap(), true);
    assert_eq!(request.enforce_policy.unwrap(), false);
    assert_eq!(request.form_parameters.unwrap()["a"].get(), "true");
    let request: AuthenticateOffline = decode(br#"{"otp": 123456, "userName": "j"}"#).unwrap();
    assert_eq!(request.otp.unwrap().expose(), "123456");

    let (_, json) = fixtures("pingid/authenticate_online", "response").remove(0);
    let reply: AuthenticateOnlineReply = decode(inside_envelope(&json).as_bytes()).unwrap();
    let gps = reply.details.unwrap().gps_location.unwrap();
    assert_eq!(gps.expose().latitude.as_ref().unwrap().get(), 39.748881);
    assert_eq!(format!("{gps:?}"), "[personal]");
}

#[test]
fn a_redirect_says_how_it_ended() {
    let (_, json) = fixtures("pingid/ppm_auth", "response").remove(0);
    let response: RedirectResponse = decode(json.as_bytes()).unwrap();
    assert_eq!(response.status, Some(RedirectStatus::Success));
    let (_, json) = fixtures("pingid/ppm_webauthn_registration", "response").remove(0);
    let response: RedirectResponse = decode(json.as_bytes()).unwrap();
    let code = response.error_code.unwrap();
    assert_eq!(code, RedirectErrorCode::BrowserNotSupported);
    let unlisted: RedirectResponse = decode(br#"{"errorCode": "PFAUTH_002"}"#).unwrap();
    assert_eq!(unlisted.error_code.unwrap().as_str(), "PFAUTH_002");
}

#[test]
fn options_of_a_reply_become_those_of_a_browser() {
    for (name, json) in fixtures("pingid/webauthn_start_pairing", "response") {
        let reply: WebAuthnOptionsReply = decode(inside_envelope(&json).as_bytes()).unwrap();
        let options = reply.creation_options().unwrap();
        assert_eq!(options.rp_id(), Some("pingone.com"), "{name}");
        // A pairing is no authentication that lacks something.
        assert!(reply.request_options().is_ok(), "{name}");
    }
    let empty: WebAuthnOptionsReply = decode(b"{}").unwrap();
    let error = empty.creation_options().unwrap_err();
    assert_eq!(error.path(), "publicKeyCredentialOptions");
    let broken: WebAuthnOptionsReply =
        decode(br#"{"publicKeyCredentialOptions": "{\"challenge\":[999]}"}"#).unwrap();
    let error = broken.request_options().unwrap_err();
    assert_eq!(error.path(), "publicKeyCredentialOptions.challenge");
}
