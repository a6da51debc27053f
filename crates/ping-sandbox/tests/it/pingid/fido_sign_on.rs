//! Sign-on with FIDO devices, with and without a user name.

use serde_json::{Value, json};

use super::{
    NOW, add,
    authentication::{on_web, passcode, with, with_phone},
    call, details,
    fido::{ORIGIN, pair_with},
    ok, refused, step,
};
use crate::support::{Api, browser::Browser};

const SECURITY_KEY: Option<&str> = Some("WebAuthn");
const BIOMETRICS: Option<&str> = Some("webauthn_platform");

fn ask(user: &str, started: &Value) -> Value {
    json!({ "userName": user, "rpId": "pingone.com",
        "deviceUuid": started["authenticatingDeviceId"] })
}

async fn get(browser: &mut Browser, asked: &Value) -> Value {
    let options = asked["publicKeyCredentialOptions"].as_str().unwrap();
    browser.get(ORIGIN, options).await
}

/// AuthenticateOffline with what was signed.
fn finish(user: &str, started: &Value, asked: &Value, signed: &Value) -> Value {
    let form = json!({ "origin": ORIGIN, "rpId": "pingone.com",
        "authWebauthnSessionId": asked["sessionId"] });
    with(passcode(user, started, signed.to_string()), "formParameters", form)
}

#[tokio::test]
async fn each_class_of_device_signs_on_in_its_own_way() {
    let api = Api::start().await;
    for (user, kind, id, text) in [
        ("ann", SECURITY_KEY, 30011, "webauthn.flow"),
        ("bob", BIOMETRICS, 30013, "webauthn.platform.flow"),
        ("cid", None, 30018, "webauthn.fido2.flow"),
    ] {
        add(&api, user, false).await;
        let mut browser = Browser::default();
        pair_with(&api, user, kind, &mut browser).await;
        let started = step(&api, "startauthentication", on_web(user), id).await;
        assert_eq!(started["errorMsg"], text);
        let device = details(&api, user).await["deviceDetails"].clone();
        assert_eq!(started["authenticatingDeviceId"], device["deviceUuid"]);
        let mut body = ask(user, &started);
        if let Some(kind) = kind {
            body["webauthnType"] = kind.into();
        }
        let asked = ok(&api, "webauthnstartauth", body).await;
        assert_eq!(asked["deviceId"], device["deviceId"].to_string());
        assert_eq!(asked["deviceUuid"], device["deviceUuid"]);
        assert_eq!(asked["sessionId"].as_str().unwrap().len(), 36);
        let signed = get(&mut browser, &asked).await;
        let body = finish(user, &started, &asked, &signed);
        let reply = ok(&api, "authoffline", body.clone()).await;
        assert_eq!(reply["sessionId"], started["sessionId"]);
        assert_eq!(details(&api, user).await["lastLogin"], NOW);
        refused(&api, "authoffline", body, 20517).await;
    }
}

#[tokio::test]
async fn an_answer_is_good_for_its_challenge_and_its_device() {
    let api = Api::start().await;
    let (mut anns, mut bobs) = (Browser::default(), Browser::default());
    for (user, browser) in [("ann", &mut anns), ("bob", &mut bobs)] {
        add(&api, user, false).await;
        pair_with(&api, user, SECURITY_KEY, browser).await;
    }
    let started = step(&api, "startauthentication", on_web("ann"), 30011).await;
    let body = ask("ann", &started);
    let first = ok(&api, "webauthnstartauth", body.clone()).await;
    let second = ok(&api, "webauthnstartauth", body.clone()).await;
    let signed = get(&mut anns, &first).await;
    // For another challenge, and then the challenge is used up.
    for id in [20513, 20517] {
        let body = finish("ann", &started, &second, &signed);
        refused(&api, "authoffline", body, id).await;
    }
    let right = finish("ann", &started, &first, &signed);
    for name in ["origin", "rpId", "authWebauthnSessionId"] {
        let mut body = right.clone();
        body["formParameters"][name] = Value::Null;
        let reply = refused(&api, "authoffline", body, 400).await;
        assert!(reply["errorMsg"].as_str().unwrap().contains(name), "{reply}");
    }
    let body = with(right.clone(), "formParameters", Value::Null);
    refused(&api, "authoffline", body, 400).await;
    ok(&api, "authoffline", right).await;

    // Somebody else's challenge, key and page.
    let started = step(&api, "startauthentication", on_web("ann"), 30011).await;
    let bob = step(&api, "startauthentication", on_web("bob"), 30011).await;
    let theirs = ok(&api, "webauthnstartauth", ask("bob", &bob)).await;
    let signed = get(&mut bobs, &theirs).await;
    let body = finish("ann", &started, &theirs, &signed);
    refused(&api, "authoffline", body, 20517).await;
    ok(&api, "authoffline", finish("bob", &bob, &theirs, &signed)).await;
    let asked = ok(&api, "webauthnstartauth", ask("ann", &started)).await;
    let signed = get(&mut anns, &asked).await;
    let mut elsewhere = finish("ann", &started, &asked, &signed);
    elsewhere["formParameters"]["origin"] = "https://other.pingone.com".into();
    refused(&api, "authoffline", elsewhere, 20513).await;
    let asked = ok(&api, "webauthnstartauth", ask("ann", &started)).await;
    let signed = get(&mut anns, &asked).await;
    let mut elsewhere = finish("ann", &started, &asked, &signed);
    elsewhere["formParameters"]["rpId"] = "admin.pingone.com".into();
    refused(&api, "authoffline", elsewhere, 400).await;
    // Five that are wrong end it.
    let asked = async || ok(&api, "webauthnstartauth", ask("ann", &started)).await;
    for _ in 0..4 {
        let body = finish("ann", &started, &asked().await, &json!({}));
        refused(&api, "authoffline", body, 20513).await;
    }
    let asked = asked().await;
    let signed = get(&mut anns, &asked).await;
    let body = finish("ann", &started, &asked, &signed);
    refused(&api, "authoffline", body, 20517).await;
}

#[tokio::test]
async fn a_challenge_is_asked_for_by_device_and_type() {
    let api = Api::start().await;
    add(&api, "ann", false).await;
    pair_with(&api, "ann", SECURITY_KEY, &mut Browser::default()).await;
    pair_with(&api, "ann", BIOMETRICS, &mut Browser::default()).await;
    let started = step(&api, "startauthentication", on_web("ann"), 30011).await;
    let body = with(ask("ann", &started), "webauthnType", "WebAuthn");
    for (name, value, id) in [
        ("rpId", Value::Null, 400),
        ("rpId", json!("example.com"), 400),
        ("userName", json!("nobody"), 10564),
        ("deviceUuid", Value::Null, 400),
        ("deviceUuid", json!("unknown"), 400),
        ("webauthnType", json!("webauthn_platform"), 400),
        ("webauthnType", json!("u2f"), 400),
    ] {
        let body = with(body.clone(), name, value);
        refused(&api, "webauthnstartauth", body, id).await;
    }
    // Without a device, all that fit.
    let count = async |kind: Value| {
        let body = with(body.clone(), "deviceUuid", Value::Null);
        let asked = ok(&api, "webauthnstartauth", with(body, "webauthnType", kind)).await;
        let options: Value =
            serde_json::from_str(asked["publicKeyCredentialOptions"].as_str().unwrap()).unwrap();
        options["allowCredentials"].as_array().unwrap().len()
    };
    assert_eq!(count(json!("webauthn_platform")).await, 1);
    assert_eq!(count(Value::Null).await, 2);
    // Those of another relying party do not fit.
    let origin = "https://example.com";
    let body = json!({ "userName": "ann", "rpId": "example.com", "rpName": "Example" });
    let begun = ok(&api, "webauthnstartpairing", body).await;
    let options = begun["publicKeyCredentialOptions"].as_str().unwrap();
    let made = Browser::default().create(origin, options).await;
    let body = json!({ "userName": "ann", "rpId": "example.com", "origin": origin,
        "sessionId": begun["sessionId"], "publicKeyCredentialJson": made.to_string() });
    ok(&api, "webauthnfinishpairing", body).await;
    assert_eq!(count(Value::Null).await, 2);
    with_phone(&api, "bob").await;
    let body = json!({ "userName": "bob", "rpId": "pingone.com" });
    let reply = refused(&api, "webauthnstartauth", body, 400).await;
    assert_eq!(reply["errorMsg"], "The user has no device.");
    ok(&api, "suspenduser", json!({ "userName": "ann" })).await;
    let body = json!({ "userName": "ann", "rpId": "pingone.com" });
    refused(&api, "webauthnstartauth", body, 400).await;
}

#[tokio::test]
async fn a_browser_that_cannot_leaves_other_devices() {
    let api = Api::start().await;
    let without = |name: &str| with(on_web("ann"), "formParameters", json!({ name: "false" }));
    let browser = without("isWebAuthnSupportedByBrowser");
    let platform = without("isWebAuthnPlatformAuthenticatorAvailable");
    add(&api, "ann", false).await;
    pair_with(&api, "ann", BIOMETRICS, &mut Browser::default()).await;
    for body in [&browser, &platform] {
        let reply = refused(&api, "startauthentication", body.clone(), 20570).await;
        assert_eq!(reply["errorMsg"], "WEBAUTHN_NOT_SUPPORTED_BY_BROWSER");
    }
    let id = details(&api, "ann").await["deviceDetails"]["deviceId"].clone();
    pair_with(&api, "ann", SECURITY_KEY, &mut Browser::default()).await;
    step(&api, "startauthentication", on_web("ann"), 30013).await;
    step(&api, "startauthentication", platform.clone(), 30011).await;
    refused(&api, "startauthentication", browser.clone(), 20570).await;
    let code = super::activation_code(&api, "ann").await;
    api.sandbox.pingid().pair(&code).unwrap();
    let reply = step(&api, "startauthentication", browser.clone(), 30007).await;
    assert_eq!(reply["userDevices"].as_array().unwrap().len(), 1);
    // What is named is not replaced.
    let body = with(browser, "deviceId", id);
    refused(&api, "startauthentication", body, 20570).await;
}

async fn deny(api: &Api, group: &str) {
    let set = json!([
        { "policyName": "Closed", "targets": { "GROUP": [group] }, "priority": 1,
          "defaultPolicyAction": "DENY" },
        { "priority": 2, "defaultPolicyAction": "AUTHENTICATE" },
    ]);
    let body = json!({ "authenticationSource": "WEB", "authenticationPolicies": set });
    ok(api, "createbulkauthenticationpolicy", body).await;
}

#[tokio::test]
async fn a_passkey_says_who_the_user_is() {
    let api = Api::start().await;
    add(&api, "ann", false).await;
    let mut browser = Browser::default();
    pair_with(&api, "ann", None, &mut browser).await;
    let start = json!({ "rpId": "pingone.com", "origin": ORIGIN, "spAlias": "web" });
    let begin = async || ok(&api, "startwebauthnpasswordlessauth", start.clone()).await;
    let finish = |asked: &Value, signed: &Value| json!({ "sessionId": asked["sessionId"], "publicKeyCredentialJson": signed.to_string() });
    const FINISH: &str = "finishwebauthnpasswordlessauth";

    let asked = begin().await;
    assert!(asked["sessionId"].as_str().unwrap().starts_with("webs_"));
    let options: Value =
        serde_json::from_str(asked["publicKeyCredentialOptions"].as_str().unwrap()).unwrap();
    assert_eq!(options["allowCredentials"], json!([]));
    for name in ["cookie", "errorParams"] {
        assert_eq!(asked.get(name), Some(&Value::Null), "{name}");
    }
    let signed = get(&mut browser, &asked).await;
    let reply = ok(&api, FINISH, finish(&asked, &signed)).await;
    assert_eq!(reply["userName"], "ann");
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW);
    refused(&api, FINISH, finish(&asked, &signed), 20517).await;
    // It is no session of an authentication.
    let body = with(on_web("ann"), "sessionId", asked["sessionId"].clone());
    refused(&api, "startauthentication", body, 20517).await;

    let other = begin().await;
    refused(&api, FINISH, finish(&other, &signed), 20513).await;
    let asked = begin().await;
    refused(&api, FINISH, finish(&asked, &json!({ "id": "AAAA" })), 400).await;
    let asked = begin().await;
    refused(&api, FINISH, finish(&asked, &json!({})), 400).await;
    for name in ["rpId", "origin", "spAlias"] {
        let body = with(start.clone(), name, Value::Null);
        refused(&api, "startwebauthnpasswordlessauth", body, 400).await;
    }

    api.sandbox.pingid().passwordless_policy(true);
    deny(&api, "Guests").await;
    for (group, id) in [("Staff", 200), ("Guests", 400)] {
        let asked = begin().await;
        let signed = get(&mut browser, &asked).await;
        let reply = step(&api, FINISH, finish(&asked, &signed), 30014).await;
        assert_eq!(reply["errorMsg"], "policy.evaluation.required");
        assert_eq!(reply["userName"], "ann");
        let body = with(on_web("ann"), "sessionId", asked["sessionId"].clone());
        let body = with(with(body, "enforcePolicy", true), "memberOf", json!([group]));
        let stranger = with(body.clone(), "userName", "bob");
        refused(&api, "startauthentication", stranger, 20517).await;
        let (_, reply) = call(&api, "startauthentication", body.clone()).await;
        assert_eq!(reply["errorId"], id, "{group}");
        assert_eq!(reply["cookie"].is_string(), id == 200);
        refused(&api, "startauthentication", body, 20517).await;
    }
    ok(&api, "suspenduser", json!({ "userName": "ann" })).await;
    let asked = begin().await;
    let signed = get(&mut browser, &asked).await;
    let reply = refused(&api, FINISH, finish(&asked, &signed), 400).await;
    assert_eq!(reply["errorMsg"], "The user is suspended.");
}
