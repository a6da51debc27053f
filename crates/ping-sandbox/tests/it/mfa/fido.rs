//! Security keys and passkeys, paired and used by a software authenticator.

use serde_json::{Value, json};

use super::{begin, names, policies::change, user};
use crate::support::{
    Api, Reply,
    browser::{Browser, standard},
};

const ORIGIN: &str = "https://login.example.com";

async fn create(api: &Api, devices: &str, kind: &str) -> Reply {
    let body = json!({ "type": kind, "rp": { "id": "example.com", "name": "Example" } });
    let created = api.post(devices, &body).await;
    created.expect(201, &format!("mfa.create_mfa_device_{}", kind.to_lowercase()))
}

async fn activate(api: &Api, devices: &str, created: &Reply, made: &Value) -> Reply {
    let path = format!("{devices}/{}", created.text_at("/id"));
    let body = json!({ "origin": ORIGIN, "attestation": made.to_string() });
    api.act(&path, "device.activate", &body).await
}

/// Pairs what that browser has from then on; returns the device.
async fn pair(api: &Api, devices: &str, browser: &mut Browser) -> Reply {
    let created = create(api, devices, "FIDO2").await;
    let options = created.text_at("/publicKeyCredentialCreationOptions");
    let made = browser.create(ORIGIN, options).await;
    let active = activate(api, devices, &created, &made).await;
    active.expect(200, "mfa.activate_mfa_device_fido2")
}

async fn assert(api: &Api, path: &str, signed: &Value) -> Reply {
    let body =
        json!({ "origin": ORIGIN, "assertion": signed.to_string(), "compatibility": "FULL" });
    let reply = api.act(path, "assertion.check", &body).await;
    assert_eq!(reply.operation(), "mfa.check_assertion_fido");
    reply
}

#[tokio::test]
async fn a_passkey_is_paired_and_signs_in() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let mut browser = Browser::default();
    let device = pair(&api, &devices, &mut browser).await;
    assert_eq!(device.at("/status"), "ACTIVE");
    assert_eq!(device.at("/rp"), &json!({ "id": "example.com", "name": "Example" }));
    assert_eq!(device.at("/displayName"), "fidoPolicy.deviceDisplayName01");
    assert_eq!(device.at("/publicKeyCredentialCreationOptions"), &Value::Null);
    let id = device.text_at("/id");

    let (asks, path) = begin(&api, json!({ "user": { "id": user_id } })).await;
    assert_eq!(asks.at("/status"), "ASSERTION_REQUIRED");
    assert_eq!(names(asks.at("/_links")), ["assertion.check", "device.select", "self"]);
    assert_eq!(asks.at("/selectedDevice/id"), id);
    let signed = browser.get(ORIGIN, asks.text_at("/publicKeyCredentialRequestOptions")).await;
    let done = assert(&api, &path, &signed).await;
    assert_eq!(done.at("/status"), "COMPLETED", "{}", done.text);
    assert_eq!(done.at("/publicKeyCredentialRequestOptions"), &Value::Null);
    // What was signed is good for its challenge alone.
    let (_, another) = begin(&api, json!({ "user": { "id": user_id } })).await;
    let replayed = assert(&api, &another, &signed).await;
    replayed.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "assertion")));
}

#[tokio::test]
async fn who_it_is_is_told_by_the_passkey_alone() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let mut browser = Browser::default();
    pair(&api, &devices, &mut browser).await;
    let (asks, path) = begin(&api, json!({ "rp": { "id": "example.com" } })).await;
    let asks = asks.expect(201, "mfa.initialize_device_authentication_no_user_name");
    assert_eq!(
        (asks.at("/status"), asks.at("/user")),
        (&json!("ASSERTION_REQUIRED"), &Value::Null)
    );
    let options = asks.text_at("/publicKeyCredentialRequestOptions");
    assert_eq!(standard(options)["allowCredentials"], json!([]));
    let signed = browser.get(ORIGIN, options).await;
    let done = assert(&api, &path, &signed).await;
    assert_eq!(done.at("/status"), "COMPLETED", "{}", done.text);
    assert_eq!(done.at("/user/id"), user_id.as_str());
    // Without a relying party it is the policy's.
    let (asks, _) = begin(&api, json!({})).await;
    assert_eq!(standard(asks.text_at("/publicKeyCredentialRequestOptions"))["rpId"], "pingone.com");
}

#[tokio::test]
async fn keys_of_former_times_are_asked_for_as_what_they_are() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    for (kind, attachment, attestation) in
        [("SECURITY_KEY", "cross-platform", "direct"), ("PLATFORM", "platform", "none")]
    {
        let created = create(&api, &devices, kind).await;
        let options = standard(created.text_at("/publicKeyCredentialCreationOptions"));
        let selection = &options["authenticatorSelection"];
        assert_eq!(selection["authenticatorAttachment"], attachment);
        assert_eq!(options["attestation"], attestation);
        assert_eq!(selection["residentKey"], "preferred");
    }
}

#[tokio::test]
async fn options_are_those_of_the_fido_policy_and_the_callers_challenge() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let list = api.env("/fido2Policies");
    let mut policy = api.get(&list).await.at("/_embedded/fido2Policies/0").clone();
    policy["attestationRequirements"] = json!("DIRECT");
    policy["authenticatorAttachment"] = json!("CROSS_PLATFORM");
    policy["discoverableCredentials"] = json!("REQUIRED");
    policy["userVerification"]["option"] = json!("REQUIRED");
    let path = format!("{list}/{}", policy["id"].as_str().unwrap());
    api.send("PUT", &path, "application/json", &policy).await.expect(200, "mfa.update_fido_policy");
    let challenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    let mut body = json!({
        "type": "FIDO2", "rp": { "id": "example.com", "name": "Example" },
        "webAuthn": { "challenge": challenge },
    });
    let created = api.post(&devices, &body).await;
    let options = standard(created.text_at("/publicKeyCredentialCreationOptions"));
    assert_eq!(options["challenge"], challenge);
    assert_eq!(options["attestation"], "direct");
    let selection = json!({
        "authenticatorAttachment": "cross-platform", "residentKey": "required",
        "requireResidentKey": true, "userVerification": "required",
    });
    assert_eq!(options["authenticatorSelection"], selection);
    body["webAuthn"]["challenge"] = json!("AAEC");
    let short = api.post(&devices, &body).await;
    short.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "webAuthn.challenge")));
    body["rp"]["id"] = json!("Example.com");
    body["webAuthn"] = Value::Null;
    let bad = api.post(&devices, &body).await;
    bad.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "rp.id")));
}

#[tokio::test]
async fn a_key_that_fails_too_often_is_locked_and_a_browser_without_keys_is_not_asked() {
    let api = Api::start().await;
    let (user_id, devices) = user(&api).await;
    let mut browser = Browser::default();
    let device = pair(&api, &devices, &mut browser).await;
    change(&api, |policy| policy["fido2"]["failure"]["count"] = 2.into()).await;
    let body = json!({ "user": { "id": user_id } });
    let mut without = body.clone();
    without["compatibility"] = json!("NONE");
    assert_eq!(begin(&api, without).await.0.at("/error/code"), "NO_USABLE_DEVICES");

    let (asks, path) = begin(&api, body.clone()).await;
    let signed = browser.get(ORIGIN, asks.text_at("/publicKeyCredentialRequestOptions")).await;
    let mut tampered = signed.clone();
    tampered["response"]["signature"] = json!("AAAA");
    for _ in 0..2 {
        assert_eq!(assert(&api, &path, &tampered).await.status, 400);
    }
    assert_eq!(api.get(&path).await.at("/status"), "FAILED");
    let read = api.get(&format!("{devices}/{}", device.text_at("/id"))).await;
    assert_eq!(read.at("/lock/status"), "LOCKED");
    assert_eq!(begin(&api, body).await.0.at("/error/code"), "NO_USABLE_DEVICES");
}

#[tokio::test]
async fn a_credential_has_one_owner_and_an_attestation_its_own_challenge() {
    let api = Api::start().await;
    let (_, devices) = user(&api).await;
    let [first, second] =
        [create(&api, &devices, "FIDO2").await, create(&api, &devices, "FIDO2").await];
    let mut browser = Browser::default();
    let made = browser.create(ORIGIN, first.text_at("/publicKeyCredentialCreationOptions")).await;
    let foreign = activate(&api, &devices, &second, &made).await;
    foreign.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "attestation")));
    assert_eq!(activate(&api, &devices, &first, &made).await.status, 200);
    let missing = api
        .act(&format!("{devices}/{}", second.text_at("/id")), "device.activate", &json!({}))
        .await;
    missing.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "origin")));
}
