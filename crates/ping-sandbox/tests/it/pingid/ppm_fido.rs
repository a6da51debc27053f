//! FIDO devices in the browser: the hybrid pages.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    NOW, add,
    authentication::with,
    details,
    fido::pair_with,
    ok,
    ppm::{claims, failed, fill, form, post, read_form, response, succeeded},
};
use crate::support::{Api, Reply, browser::Browser};

const ORIGIN: &str = "https://authenticator.pingone.com";
const PAIRING: &str = "/registration/webauthn";
const HYBRID: &str = "/pingid/ppm/hybrid/webauthn/auth";

type Fields = Vec<(String, String)>;

fn options(page: &Reply) -> String {
    let start = "id=\"publicKeyCredentialOptions\">";
    let (_, rest) = page.text.split_once(start).expect("options");
    rest.split("</script>").next().unwrap().to_owned()
}

fn pairing(api: &Api, user: &str, attributes: Value) -> Fields {
    let claims = with(claims(api, user), "aud", "md");
    let claims = with(claims, "attributes", attributes);
    let mut fields = form(&api.sandbox.pingid().account(), &claims);
    fields[0].0 = "orgUuid".to_owned();
    fields
}

fn kind(kind: &str) -> Value {
    json!([{ "name": "webauthnEnrollmentType", "value": kind }])
}

/// What the page of a pairing posts.
async fn create(page: &Reply, browser: &mut Browser, origin: &str) -> Fields {
    let made = browser.create(origin, &options(page)).await;
    let (action, mut fields) = read_form(&page.text);
    assert_eq!(action, PAIRING);
    fill(&mut fields, "publicKeyCredentialJson", &made.to_string());
    fields
}

async fn pair(api: &Api, user: &str, class: &str, browser: &mut Browser) {
    let page = post(api, PAIRING, &pairing(api, user, kind(class))).await;
    let fields = create(&page, browser, ORIGIN).await;
    succeeded(api, &post(api, PAIRING, &fields).await);
    failed(api, &post(api, PAIRING, &fields).await, "AUTH_GENERIC_ERROR");
}

#[tokio::test]
async fn a_device_is_paired_on_a_page() {
    let api = Api::start().await;
    add(&api, "ann", false).await;
    let mut attributes = kind("webauthn_platform");
    for (name, value) in [("webauthnName", "<ann>"), ("webauthnDisplayName", "Ann & Co")] {
        let attribute = json!({ "name": name, "value": value });
        attributes.as_array_mut().unwrap().push(attribute);
    }
    let page = post(&api, PAIRING, &pairing(&api, "ann", attributes)).await;
    assert_eq!(page.operation(), "pingid.ppm_webauthn_registration");
    assert!(page.text.contains("data-call=\"create\""));
    assert!(!page.text.contains("<ann") && !page.text.contains("Ann & Co"));
    let asked: Value = serde_json::from_str(&options(&page)).unwrap();
    assert_eq!(asked["user"]["name"], "<ann>");
    assert_eq!(asked["user"]["displayName"], "Ann & Co");
    assert_eq!(asked["rp"]["id"], "pingone.com");
    assert_eq!(asked["authenticatorSelection"]["authenticatorAttachment"], "platform");
    let fields = create(&page, &mut Browser::default(), ORIGIN).await;
    let reply = post(&api, PAIRING, &fields).await;
    succeeded(&api, &reply);
    assert_eq!(response(&api, &reply)["iss"], "md");
    let user = details(&api, "ann").await;
    assert_eq!(user["status"], "ACTIVE");
    assert_eq!(user["deviceDetails"]["type"], "FIDO2 Biometrics");
    assert_eq!(user["deviceDetails"]["displayID"], "webauthn_platform");
    // The same user at the same relying party: the device is not wanted twice.
    let page = post(&api, PAIRING, &pairing(&api, "ann", kind("webauthn"))).await;
    let again: Value = serde_json::from_str(&options(&page)).unwrap();
    assert_eq!(again["excludeCredentials"].as_array().unwrap().len(), 1);
    assert_eq!(again["user"]["id"], asked["user"]["id"]);
}

#[tokio::test]
async fn a_pairing_fails_with_a_code() {
    let api = Api::start().await;
    add(&api, "ann", false).await;
    let begin = async |user: &str, attributes: Value| {
        post(&api, PAIRING, &pairing(&api, user, attributes)).await
    };
    for (reported, code) in [
        ("BROWSER_NOT_SUPPORTED", "BROWSER_NOT_SUPPORTED"),
        ("NOT_ALLOWED_ERROR", "NOT_ALLOWED_ERROR"),
        ("<script>", "AUTH_GENERIC_ERROR"),
    ] {
        let page = begin("ann", kind("webauthn")).await;
        let (_, mut fields) = read_form(&page.text);
        fill(&mut fields, "error", reported);
        failed(&api, &post(&api, PAIRING, &fields).await, code);
    }
    // Made on another page of the relying party.
    let page = begin("ann", kind("webauthn")).await;
    let fields = create(&page, &mut Browser::default(), "https://evil.pingone.com").await;
    failed(&api, &post(&api, PAIRING, &fields).await, "AUTH_GENERIC_ERROR");
    // By somebody else.
    add(&api, "bob", false).await;
    let page = begin("ann", kind("webauthn")).await;
    let fields = create(&page, &mut Browser::default(), ORIGIN).await;
    let mut foreign = pairing(&api, "bob", kind("webauthn"));
    foreign.extend(fields[3..].iter().cloned());
    failed(&api, &post(&api, PAIRING, &foreign).await, "AUTH_GENERIC_ERROR");
    // Left lying about.
    let page = begin("ann", kind("webauthn")).await;
    let fields = create(&page, &mut Browser::default(), ORIGIN).await;
    api.sandbox.clock().advance(Duration::from_secs(600));
    failed(&api, &post(&api, PAIRING, &fields).await, "AUTH_GENERIC_ERROR");
    failed(&api, &begin("ann", kind("webauthn")).await, "INVALID_PPM");
    api.sandbox.clock().set(crate::support::start_time());

    let long = json!([{ "name": "webauthnEnrollmentType", "value": "webauthn" },
        { "name": "webauthnName", "value": "é".repeat(101) }]);
    for (user, attributes, code) in [
        ("nobody", kind("webauthn"), "USER_DOES_NOT_EXIST"),
        ("ann", kind("u2f"), "INVALID_PPM"),
        ("ann", json!([]), "INVALID_PPM"),
        ("ann", long, "INVALID_PPM"),
    ] {
        failed(&api, &begin(user, attributes).await, code);
    }
    api.sandbox.pingid().device_limit(0);
    failed(&api, &begin("ann", kind("webauthn")).await, "MAX_DEVICES");
    assert_eq!(details(&api, "ann").await["deviceDetails"], Value::Null);
}

fn signing(api: &Api, user: &str, device: &str) -> Fields {
    let attributes = json!([{ "name": "pingidSpAlias", "value": "web" },
        { "name": "webAuthnDeviceId", "value": device }]);
    let claims = with(claims(api, user), "attributes", attributes);
    form(&api.sandbox.pingid().account(), &claims)
}

/// What the page of a sign-on posts.
async fn get(page: &Reply, browser: &mut Browser, origin: &str) -> Fields {
    let signed = browser.get(origin, &options(page)).await;
    let (_, mut fields) = read_form(&page.text);
    fill(&mut fields, "publicKeyCredentialJson", &signed.to_string());
    fields
}

#[tokio::test]
async fn a_device_signs_on_a_page() {
    let api = Api::start().await;
    let mut browser = Browser::default();
    add(&api, "ann", false).await;
    pair(&api, "ann", "webauthn", &mut browser).await;
    let device = details(&api, "ann").await["deviceDetails"].clone();
    assert_eq!(device["type"], "Security Key");
    let id = device["deviceId"].to_string();

    let page = post(&api, HYBRID, &signing(&api, "ann", &id)).await;
    assert_eq!(page.operation(), "pingid.ppm_hybrid_webauthn_auth");
    assert!(page.text.contains("data-call=\"get\""));
    let fields = get(&page, &mut browser, ORIGIN).await;
    succeeded(&api, &post(&api, HYBRID, &fields).await);
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW);
    failed(&api, &post(&api, HYBRID, &fields).await, "AUTH_GENERIC_ERROR");

    // The vendor's own page posts `null` for the issuer. Another one is none.
    let mut nameless = signing(&api, "ann", &id);
    fill(&mut nameless, "iss", "null");
    let page = post(&api, HYBRID, &nameless).await;
    let fields = get(&page, &mut browser, ORIGIN).await;
    succeeded(&api, &post(&api, HYBRID, &fields).await);
    fill(&mut nameless, "iss", "Mallory");
    failed(&api, &post(&api, HYBRID, &nameless).await, "INVALID_PPM");

    let page = post(&api, HYBRID, &signing(&api, "ann", &id)).await;
    let fields = get(&page, &mut browser, "https://evil.pingone.com").await;
    failed(&api, &post(&api, HYBRID, &fields).await, "AUTH_GENERIC_ERROR");
    for code in ["ABORT_ERROR", "INVALID_STATE_ERROR", "SECURITY_ERROR"] {
        let page = post(&api, HYBRID, &signing(&api, "ann", &id)).await;
        let (_, mut fields) = read_form(&page.text);
        fill(&mut fields, "error", code);
        failed(&api, &post(&api, HYBRID, &fields).await, code);
    }
    for (user, device, code) in [
        ("ann", "1", "AUTH_GENERIC_ERROR"),
        ("ann", "x", "AUTH_GENERIC_ERROR"),
        ("nobody", id.as_str(), "USER_DOES_NOT_EXIST"),
    ] {
        let reply = post(&api, HYBRID, &signing(&api, user, device)).await;
        failed(&api, &reply, code);
    }
    let body = json!({ "username": "ann", "type": "SMS", "pairingData": "13035551234" });
    let sms = ok(&api, "offlinepairing", body).await;
    let other = signing(&api, "ann", sms["deviceId"].as_str().unwrap());
    failed(&api, &post(&api, HYBRID, &other).await, "AUTH_GENERIC_ERROR");
    assert!(api.sandbox.outbox().all().is_empty());
    let late = signing(&api, "ann", &id);
    api.sandbox.clock().advance(Duration::from_secs(600));
    failed(&api, &post(&api, HYBRID, &late).await, "INVALID_PPM");
}

#[tokio::test]
async fn the_ordinary_sign_on_takes_fido_devices_too() {
    let api = Api::start().await;
    let auth = "/pingid/ppm/auth";
    let mut browser = Browser::default();
    add(&api, "ann", false).await;
    pair_with(&api, "ann", Some("WebAuthn"), &mut browser).await;
    let request = form(&api.sandbox.pingid().account(), &claims(&api, "ann"));
    let page = post(&api, auth, &request).await;
    let fields = get(&page, &mut browser, ORIGIN).await;
    succeeded(&api, &post(&api, auth, &fields).await);
    failed(&api, &post(&api, auth, &fields).await, "PINGID_004");
    let page = post(&api, auth, &request).await;
    let fields = get(&page, &mut browser, "https://evil.pingone.com").await;
    failed(&api, &post(&api, auth, &fields).await, "PINGID_001");
    // A page that was opened before the device was unpaired.
    let page = post(&api, auth, &request).await;
    let fields = get(&page, &mut browser, ORIGIN).await;
    ok(&api, "unpairdevice", json!({ "userName": "ann" })).await;
    failed(&api, &post(&api, auth, &fields).await, "PINGID_004");
}
