//! The bridge between the services and a browser.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ping_models::webauthn::{
    Assertion, Attestation, CreationOptions, RequestOptions, SignatureForm,
};
use serde_json::{Value, json};

use crate::fixtures::fixtures;

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn options_of_a_pairing_become_the_standard_json() {
    let options = json!({
        "rp": {"id": "example.com", "name": "Example"},
        "user": {"id": [-66, 8, 127, -128], "displayName": "J", "name": "jdoe"},
        "challenge": [-118, -57, 0, 120],
        "pubKeyCredParams": [{"type": "public-key", "alg": "-7"}, {"type": "public-key", "alg": -257}],
        "timeout": 120000,
        "excludeCredentials": [{"type": "public-key", "id": [-1, -2], "transports": ["usb"]}],
        "authenticatorSelection": {"authenticatorAttachment": "cross-platform",
            "requireResidentKey": false, "userVerification": "preferred"},
        "attestation": "direct",
        "extensions": {"credProps": true},
        "hints": null,
    });
    let standard = CreationOptions::from_service(&options.to_string()).unwrap();
    assert_eq!(
        parsed(standard.json()),
        json!({
            "rp": {"id": "example.com", "name": "Example"},
            "user": {"id": URL_SAFE_NO_PAD.encode([190, 8, 127, 128]), "displayName": "J",
                "name": "jdoe"},
            "challenge": URL_SAFE_NO_PAD.encode([138, 199, 0, 120]),
            "pubKeyCredParams": [{"type": "public-key", "alg": -7},
                {"type": "public-key", "alg": -257}],
            "timeout": 120000,
            "excludeCredentials": [{"type": "public-key", "id": "__4", "transports": ["usb"]}],
            "authenticatorSelection": {"authenticatorAttachment": "cross-platform",
                "requireResidentKey": false, "userVerification": "preferred"},
            "attestation": "direct",
            "extensions": {"credProps": true},
        })
    );
    assert_eq!(standard.challenge(), "iscAeA");
    // What is standard already stays.
    let again = CreationOptions::from_service(standard.json()).unwrap();
    assert_eq!(parsed(again.json()), parsed(standard.json()));
    assert_eq!(format!("{standard:?}"), "CreationOptions { .. }");
}

#[test]
fn options_of_an_authentication_become_the_standard_json() {
    for operation in ["webauthn_start_auth", "start_webauthn_passwordless_auth"] {
        for (name, json) in fixtures(&format!("pingid/{operation}"), "response") {
            let text = parsed(&json)["responseBody"]["publicKeyCredentialOptions"].clone();
            let original = parsed(text.as_str().unwrap());
            let options = RequestOptions::from_service(text.as_str().unwrap()).unwrap();
            let standard = parsed(options.json());
            let bytes = |value: &Value| -> Vec<u8> {
                let numbers = value.as_array().unwrap().iter();
                numbers.map(|n| n.as_i64().unwrap() as i8 as u8).collect()
            };
            let challenge = URL_SAFE_NO_PAD.decode(standard["challenge"].as_str().unwrap());
            assert_eq!(challenge.unwrap(), bytes(&original["challenge"]), "{name}");
            let credentials = original["allowCredentials"].as_array().unwrap();
            for (index, credential) in credentials.iter().enumerate() {
                let id = standard["allowCredentials"][index]["id"].as_str().unwrap();
                assert_eq!(URL_SAFE_NO_PAD.decode(id).unwrap(), bytes(&credential["id"]));
            }
            assert_eq!(standard["allowCredentials"].as_array().unwrap().len(), credentials.len());
            assert_eq!(options.rp_id(), Some("pingone.com"));
        }
    }
    // As PingOne MFA sends them.
    let (_, json) = fixtures("mfa/check_assertion_fido", "response").remove(0);
    let text = parsed(&json)["publicKeyCredentialRequestOptions"].clone();
    let options = RequestOptions::from_service(text.as_str().unwrap()).unwrap();
    assert_eq!(options.rp_id(), Some("pingone.com"));
}

#[test]
fn options_that_no_browser_takes_name_the_member() {
    let user = r#""user":{"id":[1],"name":"j","displayName":"j"},"rp":{"name":"x"}"#;
    for (text, path) in [
        ("no json", "."),
        ("[]", "."),
        ("{}", "challenge"),
        (r#"{"challenge":null}"#, "challenge"),
        (r#"{"challenge":[256]}"#, "challenge"),
        (r#"{"challenge":[-129]}"#, "challenge"),
        (r#"{"challenge":[1.5]}"#, "challenge"),
        (r#"{"challenge":["1"]}"#, "challenge"),
        (r#"{"challenge":"not base64!"}"#, "challenge"),
        (r#"{"challenge":[1]}"#, "user"),
        (r#"{"challenge":[1],"user":{}}"#, "user.id"),
        (r#"{"challenge":[1],"user":{"id":[1]}}"#, "rp"),
        (&format!(r#"{{"challenge":[1],{user},"excludeCredentials":{{}}}}"#), "excludeCredentials"),
        (
            &format!(r#"{{"challenge":[1],{user},"excludeCredentials":[1]}}"#),
            "excludeCredentials[0]",
        ),
        (
            &format!(r#"{{"challenge":[1],{user},"pubKeyCredParams":[{{"alg":"ES256"}}]}}"#),
            "pubKeyCredParams[0].alg",
        ),
    ] {
        let error = CreationOptions::from_service(text).unwrap_err();
        assert_eq!(error.path(), path, "{text}");
    }
    let text = r#"{"challenge":[1],"allowCredentials":[{"id":[1]},{"type":"public-key"}]}"#;
    let error = RequestOptions::from_service(text).unwrap_err();
    assert_eq!(error.path(), "allowCredentials[1].id");
    // Nothing to choose from is no error: discoverable credentials.
    for text in [
        r#"{"challenge":[1],"allowCredentials":null}"#,
        r#"{"challenge":"AQ","allowCredentials":[]}"#,
    ] {
        assert_eq!(RequestOptions::from_service(text).unwrap().challenge(), "AQ");
    }
}

/// Bytes whose Base64 differs between the alphabets.
const BYTES: [u8; 5] = [0xfb, 0xff, 0xfe, 0x00, 0x3e];

#[test]
fn a_new_credential_becomes_what_the_services_take() {
    let url = URL_SAFE_NO_PAD.encode(BYTES);
    let standard = STANDARD.encode(BYTES);
    assert!(url.contains('-') && standard.contains('+') && standard.ends_with('='));
    // What `credential.toJSON()` gives.
    let browser = json!({
        "id": url, "rawId": url, "type": "public-key", "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": {"clientDataJSON": url, "attestationObject": url, "transports": ["internal"],
            "authenticatorData": "AA", "publicKey": "AA", "publicKeyAlgorithm": -7},
    });
    let attestation = Attestation::from_browser(&browser.to_string()).unwrap();
    let service = attestation.to_service();
    assert_eq!(
        parsed(service.expose()),
        json!({"id": url, "type": "public-key", "rawId": standard,
            "response": {"clientDataJSON": standard, "attestationObject": standard}})
    );
    assert_eq!(attestation.credential_id(), BYTES);
    // Somebody who has converted already loses nothing.
    let again = Attestation::from_browser(service.expose()).unwrap();
    assert_eq!(again, attestation);
    assert_eq!(format!("{attestation:?} {service:?}"), "Attestation { .. } [redacted]");
}

#[test]
fn an_assertion_becomes_what_the_services_take_in_both_forms() {
    let (url, standard) = (URL_SAFE_NO_PAD.encode(BYTES), STANDARD.encode(BYTES));
    let browser = |user_handle: Value| {
        json!({
            "id": url, "rawId": url, "type": "public-key", "clientExtensionResults": {},
            "response": {"clientDataJSON": url, "authenticatorData": url, "signature": url,
                "userHandle": user_handle},
        })
        .to_string()
    };
    let service = |signature: Value, user_handle: &str| {
        json!({"id": standard, "rawId": standard, "type": "public-key",
            "response": {"clientDataJSON": standard, "authenticatorData": standard,
                "signature": signature, "userHandle": user_handle}})
    };
    let assertion = Assertion::from_browser(&browser(url.clone().into())).unwrap();
    assert_eq!(
        parsed(assertion.to_service().expose()),
        service(standard.clone().into(), &standard)
    );
    let bytes = assertion.to_service_with(SignatureForm::Bytes);
    assert_eq!(parsed(bytes.expose()), service(json!([0xfb, 0xff, 0xfe, 0x00, 0x3e]), &standard));
    for none in [Value::Null, "".into()] {
        let assertion = Assertion::from_browser(&browser(none)).unwrap();
        assert_eq!(parsed(assertion.to_service().expose()), service(standard.clone().into(), ""));
    }
    // Both forms are read again, and blanks where `+` was.
    assert_eq!(Assertion::from_browser(bytes.expose()).unwrap(), assertion);
    let blanks = bytes.expose().replace('+', " ");
    assert_eq!(Assertion::from_browser(&blanks).unwrap(), assertion);
}

#[test]
fn what_no_browser_answers_names_the_member() {
    let whole = json!({"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "AA",
        "attestationObject": "AA", "authenticatorData": "AA", "signature": "AA"}});
    let without = |pointer: &str, member: &str| {
        let mut changed = whole.clone();
        let object = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.remove(member);
        changed.to_string()
    };
    let both = |text: &str| {
        let path = |error: ping_models::DecodeError| error.path().to_owned();
        (
            Attestation::from_browser(text).err().map(path),
            Assertion::from_browser(text).err().map(path),
        )
    };
    let named = |path: &str| Some(path.to_owned());
    assert_eq!(both(&whole.to_string()), (None, None));
    assert_eq!(both(&without("", "response")), (named("response"), named("response")));
    let path = "response.clientDataJSON";
    assert_eq!(both(&without("/response", "clientDataJSON")), (named(path), named(path)));
    assert_eq!(both(&without("/response", "signature")), (None, named("response.signature")));
    assert_eq!(
        both(&without("/response", "attestationObject")),
        (named("response.attestationObject"), None)
    );
    // `id` and `rawId` are the same bytes.
    assert_eq!(both(&without("", "rawId")), (None, None));
    assert_eq!(both("<html>"), (named("."), named(".")));
}
