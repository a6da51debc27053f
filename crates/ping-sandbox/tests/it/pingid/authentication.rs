//! StartAuthentication with every kind of device, and AuthenticateOffline.

use std::time::Duration;

use ping_sandbox::PingIdDevice;
use serde_json::{Value, json};

use super::{NOW, activation_code, active, add, call, details, ok, refused, status, step};
use crate::support::Api;

/// The key of the published vectors.
const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Pairs a device without verification; the user may be new. Returns the device's id.
pub async fn pair(api: &Api, user: &str, kind: &str, data: &str) -> u64 {
    let body = json!({ "username": user, "type": kind, "pairingData": data });
    let reply = ok(api, "offlinepairing", body).await;
    reply["deviceId"].as_str().unwrap().parse().unwrap()
}

/// A new user with a phone that has the app; the phone's id.
pub async fn with_phone(api: &Api, user: &str) -> u64 {
    add(api, user, false).await;
    let code = activation_code(api, user).await;
    api.sandbox.pingid().pair(&code).unwrap()
}

/// A new user with a phone number.
async fn with_sms(api: &Api, user: &str, number: &str) -> u64 {
    add(api, user, false).await;
    pair(api, user, "SMS", number).await
}

pub async fn otp(api: &Api, channel: &str, to: &str) -> Value {
    let body = json!({ "channel": channel, "to": to });
    let message = api.post("/sandbox/outbox/next", &body).await;
    assert_eq!(message.status, 200, "{}", message.text);
    message.body["otp"].clone()
}

pub fn on_web(user: &str) -> Value {
    json!({ "spAlias": "web", "userName": user })
}

pub fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

/// The body of AuthenticateOffline.
pub fn passcode(user: &str, started: &Value, otp: impl Into<Value>) -> Value {
    let body = with(on_web(user), "sessionId", started["sessionId"].clone());
    with(body, "otp", otp)
}

/// Starts with the expected id, refuses a wrong passcode, takes the right one, once.
async fn completes(api: &Api, user: &str, id: u32, otp: &str) {
    let started = step(api, "startauthentication", on_web(user), id).await;
    finishes(api, user, &started, otp).await;
}

async fn finishes(api: &Api, user: &str, started: &Value, otp: &str) {
    let wrong = if otp.starts_with('1') { "234567" } else { "123456" };
    refused(api, "authoffline", passcode(user, started, wrong), 20513).await;
    let right = passcode(user, started, otp);
    let reply = ok(api, "authoffline", right.clone()).await;
    assert_eq!(reply["sessionId"], started["sessionId"]);
    assert_eq!(reply.get("cookie"), Some(&Value::Null), "no policy");
    refused(api, "authoffline", right, 20517).await;
}

#[tokio::test]
async fn messages_carry_a_passcode() {
    let api = Api::start().await;
    for (user, kind, data, channel, to, id) in [
        ("ann", "SMS", "13035551234", "SMS", "+13035551234", 30001),
        ("bob", "VOICE", "+12025550123,#29", "VOICE", "+12025550123", 30002),
        ("cid", "EMAIL", "cid@example.com", "EMAIL", "cid@example.com", 30005),
    ] {
        add(&api, user, false).await;
        pair(&api, user, kind, data).await;
        let started = step(&api, "startauthentication", on_web(user), id).await;
        let otp = otp(&api, channel, to).await;
        finishes(&api, user, &started, otp.as_str().unwrap()).await;
    }
    let calls = api.get("/sandbox/outbox").await;
    assert!(calls.text.contains("(dialed: #29)"), "{}", calls.text);
}

#[tokio::test]
async fn the_app_makes_passcodes_where_no_push_gets_through() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    let started = step(&api, "startauthentication", on_web("ann"), 30007).await;
    // Nothing has been asked for yet.
    assert!(pingid.pushes().is_empty());
    refused(&api, "authoffline", passcode("ann", &started, "123456"), 20517).await;

    pingid.reachable(phone, false).unwrap();
    let otp = pingid.app_otp(phone).unwrap();
    completes(&api, "ann", 30006, &otp).await;
    assert_ne!(pingid.app_otp(phone).unwrap(), otp, "used up");
    let started = step(&api, "startauthentication", on_web("ann"), 30006).await;
    refused(&api, "authoffline", passcode("ann", &started, otp), 20513).await;

    pingid.reachable(phone, true).unwrap();
    pingid.push_enabled(phone, false).unwrap();
    assert_eq!(details(&api, "ann").await["deviceDetails"]["pushEnabled"], false);
    completes(&api, "ann", 30003, &pingid.app_otp(phone).unwrap()).await;
    pingid.push_enabled(phone, true).unwrap();
    assert_eq!(details(&api, "ann").await["deviceDetails"]["pushEnabled"], true);
    step(&api, "startauthentication", on_web("ann"), 30007).await;

    add(&api, "bob", false).await;
    let code = activation_code(&api, "bob").await;
    let desktop = pingid.pair_device(&code, PingIdDevice::desktop()).unwrap();
    completes(&api, "bob", 30009, &pingid.app_otp(desktop).unwrap()).await;
    assert!(pingid.reachable(desktop, false).is_err(), "no phone");
    assert!(pingid.app_otp(1).is_err());
}

#[tokio::test]
async fn a_yubikey_types_passcodes_that_are_good_once() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    add(&api, "ann", false).await;
    let first = pingid.yubikey_otp(7);
    let body = json!({ "username": "ann", "otp": first });
    ok(&api, "pairyubikey", body).await;
    let started = step(&api, "startauthentication", on_web("ann"), 30004).await;
    for otp in [first, pingid.yubikey_otp(8)] {
        refused(&api, "authoffline", passcode("ann", &started, otp), 20513).await;
    }
    finishes(&api, "ann", &started, &pingid.yubikey_otp(7)).await;
}

#[tokio::test]
async fn an_authenticator_app_s_passcode_is_good_once() {
    let api = Api::start().await;
    add(&api, "ann", false).await;
    pair(&api, "ann", "AUTHENTICATOR_APP", KEY).await;
    let code = api.sandbox.totp_code(KEY).unwrap();
    completes(&api, "ann", 30015, &code).await;
    let started = step(&api, "startauthentication", on_web("ann"), 30015).await;
    refused(&api, "authoffline", passcode("ann", &started, code), 20513).await;
    api.sandbox.clock().advance(Duration::from_secs(30));
    let code = api.sandbox.totp_code(KEY).unwrap();
    ok(&api, "authoffline", passcode("ann", &started, code)).await;
}

#[tokio::test]
async fn a_token_is_brought_into_step_while_it_is_used() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let alias = pingid.account().org_alias().to_owned();
    let token =
        json!({ "serialNumber": "107", "tokenType": "HOTP", "secretKey": KEY, "otpLength": "6" });
    let upload = json!({ "orgAlias": alias, "tokens": [token] });
    ok(&api, "createorgtokens", upload).await;
    add(&api, "ann", false).await;
    pair(&api, "ann", "TOKEN", "107").await;
    let told = json!({ "oathSerialNumber": "107", "oathTokenType": "HOTP" });

    let started = step(&api, "startauthentication", on_web("ann"), 30012).await;
    assert_eq!(pingid.token_code("107").unwrap(), "755224");
    // A number is read like its digits.
    let body = passcode("ann", &started, 755_224);
    let reply = ok(&api, "authoffline", body).await;
    assert_eq!(reply["embeddedParameters"], told);

    pingid.token_skew("107", 40).unwrap();
    let started = step(&api, "startauthentication", on_web("ann"), 30012).await;
    let far = pingid.token_code("107").unwrap();
    let resync = json!({ "oathResync": "true" });
    let body = passcode("ann", &started, far);
    refused(&api, "authoffline", body.clone(), 20513).await;
    let body = with(body, "formParameters", resync.clone());
    let reply = step(&api, "authoffline", body.clone(), 30016).await;
    assert_eq!(reply["sessionId"], started["sessionId"]);
    assert_eq!(reply["embeddedParameters"], told);
    // Not the same once more, but the next one.
    refused(&api, "authoffline", body, 20513).await;
    let body = passcode("ann", &started, pingid.token_code("107").unwrap());
    let body = with(body, "formParameters", resync);
    let reply = ok(&api, "authoffline", body).await;
    assert_eq!(reply["embeddedParameters"], told);
    let started = step(&api, "startauthentication", on_web("ann"), 30012).await;
    let body = passcode("ann", &started, pingid.token_code("107").unwrap());
    ok(&api, "authoffline", body).await;
}

#[tokio::test]
async fn a_reply_has_every_member() {
    let api = Api::start().await;
    let id = with_sms(&api, "ann", "13035551234").await;
    let body = with(on_web("ann"), "clientData", "echo");
    let reply = step(&api, "startauthentication", body, 30001).await;
    let session = reply["sessionId"].as_str().unwrap();
    assert!(session.starts_with("webs_"), "{session}");
    let device = details(&api, "ann").await["deviceDetails"].clone();
    assert_eq!(device["deviceId"], id);
    for (name, value) in [
        ("uniqueMsgId", json!(session)),
        ("clientData", json!("echo")),
        ("cookie", Value::Null),
        ("errorParams", Value::Null),
        ("localFallbackDeviceList", Value::Null),
        ("allowedAuthenticationMethods", Value::Null),
        ("excludeAuthenticationMethods", json!(["RESCUE"])),
        ("multipleDevicesEnabled", json!(true)),
        ("authenticatingDeviceId", device["deviceUuid"].clone()),
        ("userDevices", json!([device])),
        (
            "extendedAuthenticationDetails",
            json!({ "adminHelp": "", "gracePeriod": null, "lastSuccessfulLogin": null,
                "numberForMatching": null }),
        ),
    ] {
        assert_eq!(reply.get(name), Some(&value), "{name}");
    }
    assert!(!reply["errorMsg"].as_str().unwrap().is_empty());

    // The time of the sign-on is seen in the next one.
    let sent = otp(&api, "SMS", "+13035551234").await;
    ok(&api, "authoffline", passcode("ann", &reply, sent)).await;
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW);
    api.sandbox.clock().advance(Duration::from_secs(60));
    let reply = step(&api, "startauthentication", on_web("ann"), 30001).await;
    let details = &reply["extendedAuthenticationDetails"];
    assert_eq!(details["lastSuccessfulLogin"], NOW);
}

#[tokio::test]
async fn a_session_ends_after_five_wrong_passcodes_or_half_an_hour() {
    let api = Api::start().await;
    with_sms(&api, "ann", "13035551234").await;
    let started = step(&api, "startauthentication", on_web("ann"), 30001).await;
    let sent = otp(&api, "SMS", "+13035551234").await;
    let wrong = if sent == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        refused(&api, "authoffline", passcode("ann", &started, wrong), 20513).await;
    }
    refused(&api, "authoffline", passcode("ann", &started, sent), 20517).await;

    for (seconds, id) in [(30 * 60 - 1, 200), (30 * 60, 20517)] {
        let started = step(&api, "startauthentication", on_web("ann"), 30001).await;
        let sent = otp(&api, "SMS", "+13035551234").await;
        api.sandbox.clock().advance(Duration::from_secs(seconds));
        let (_, reply) = call(&api, "authoffline", passcode("ann", &started, sent)).await;
        assert_eq!(reply["errorId"], id, "{seconds}");
    }
}

#[tokio::test]
async fn a_session_is_its_user_s_in_its_service() {
    let api = Api::start().await;
    with_sms(&api, "ann", "13035551234").await;
    with_sms(&api, "bob", "13035554321").await;
    // Two at once.
    let for_ann = step(&api, "startauthentication", on_web("ann"), 30001).await;
    let for_bob = step(&api, "startauthentication", on_web("bob"), 30001).await;
    let anns = otp(&api, "SMS", "+13035551234").await;
    let bobs = otp(&api, "SMS", "+13035554321").await;
    refused(&api, "authoffline", passcode("bob", &for_ann, anns.clone()), 20517).await;
    let elsewhere = with(passcode("ann", &for_ann, anns.clone()), "spAlias", "vpn");
    refused(&api, "authoffline", elsewhere, 20517).await;
    let foreign = with(on_web("bob"), "sessionId", for_ann["sessionId"].clone());
    refused(&api, "startauthentication", foreign, 20517).await;
    ok(&api, "authoffline", passcode("bob", &for_bob, bobs)).await;
    ok(&api, "authoffline", passcode("ann", &for_ann, anns)).await;
    let unknown = with(on_web("ann"), "sessionId", "webs_unknown");
    refused(&api, "startauthentication", unknown, 20517).await;
}

#[tokio::test]
async fn a_user_with_several_devices_chooses_where_that_is_on() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let first = with_sms(&api, "ann", "13035551234").await;
    let second = pair(&api, "ann", "EMAIL", "ann@example.com").await;
    let reply = step(&api, "startauthentication", on_web("ann"), 30001).await;
    assert_eq!(reply["userDevices"].as_array().unwrap().len(), 2);

    pingid.device_selection(true);
    let choice = step(&api, "startauthentication", on_web("ann"), 30008).await;
    let devices = choice["userDevices"].as_array().unwrap();
    let ids: Vec<&Value> = devices.iter().map(|device| &device["deviceId"]).collect();
    assert_eq!(ids, [first, second]);
    let roles: Vec<&Value> = devices.iter().map(|device| &device["deviceRole"]).collect();
    assert_eq!(roles, ["PRIMARY", "SECONDARY"]);
    assert_eq!(choice["authenticatingDeviceId"], Value::Null);
    refused(&api, "authoffline", passcode("ann", &choice, "123456"), 20517).await;
    refused(&api, "authstatus", json!({ "sessionId": choice["sessionId"] }), 20517).await;

    let chosen = with(on_web("ann"), "deviceId", second);
    let chosen = with(chosen, "sessionId", choice["sessionId"].clone());
    let reply = step(&api, "startauthentication", chosen.clone(), 30005).await;
    assert_eq!(reply["sessionId"], choice["sessionId"]);
    let sent = otp(&api, "EMAIL", "ann@example.com").await;
    ok(&api, "authoffline", passcode("ann", &reply, sent)).await;
    refused(&api, "startauthentication", chosen, 20517).await;

    // One device leaves no choice, and neither does the other mode.
    with_sms(&api, "bob", "13035554321").await;
    step(&api, "startauthentication", on_web("bob"), 30001).await;
    pingid.multiple_devices(false);
    let reply = step(&api, "startauthentication", on_web("ann"), 30001).await;
    assert_eq!(reply["multipleDevicesEnabled"], false);
    assert_eq!(reply["userDevices"][0]["deviceId"], first);
    assert_eq!(reply["userDevices"].as_array().unwrap().len(), 1);
    let other = with(on_web("ann"), "deviceId", second);
    refused(&api, "startauthentication", other, 400).await;
}

#[tokio::test]
async fn a_device_can_be_named_without_being_asked_for() {
    let api = Api::start().await;
    with_sms(&api, "ann", "13035551234").await;
    let second = pair(&api, "ann", "EMAIL", "ann@example.com").await;
    let named = with(on_web("ann"), "deviceId", second.to_string());
    let reply = step(&api, "startauthentication", named, 30005).await;
    // Another device takes the place of one that was not canceled.
    let body = with(on_web("ann"), "sessionId", reply["sessionId"].clone());
    let again = step(&api, "startauthentication", body, 30001).await;
    let mailed = otp(&api, "EMAIL", "ann@example.com").await;
    refused(&api, "authoffline", passcode("ann", &again, mailed), 20513).await;
    let texted = otp(&api, "SMS", "+13035551234").await;
    ok(&api, "authoffline", passcode("ann", &again, texted)).await;

    // Unpaired, it is of no use.
    let reply = step(&api, "startauthentication", on_web("ann"), 30001).await;
    ok(&api, "unpairdevice", on_web("ann")).await;
    let sent = otp(&api, "SMS", "+13035551234").await;
    refused(&api, "authoffline", passcode("ann", &reply, sent), 20517).await;
}

#[tokio::test]
async fn bypass_opens_the_services_that_it_is_for() {
    let api = Api::start().await;
    active(&api, "ann").await;
    let service = json!({ "userName": "ann", "spAlias": "vpn" });
    ok(&api, "addservice", service).await;
    let until = NOW + 60_000;
    let body = json!({ "userName": "ann", "bypassUntil": until, "spAliases": ["vpn"] });
    ok(&api, "userbypass", body).await;
    step(&api, "startauthentication", on_web("ann"), 30007).await;
    let on_vpn = with(on_web("ann"), "spAlias", "vpn");
    let reply = ok(&api, "startauthentication", on_vpn.clone()).await;
    assert_eq!(reply["userDevices"], json!([]));
    assert_eq!(reply["authenticatingDeviceId"], Value::Null);
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW);
    // What is over already cannot go on.
    let body = with(on_vpn.clone(), "sessionId", reply["sessionId"].clone());
    refused(&api, "startauthentication", body, 20517).await;
    let body = json!({ "userName": "ann", "bypassUntil": until });
    ok(&api, "userbypass", body).await;
    ok(&api, "startauthentication", on_web("ann")).await;
    api.sandbox.clock().advance(Duration::from_secs(60));
    step(&api, "startauthentication", on_web("ann"), 30007).await;
    step(&api, "startauthentication", on_vpn, 30007).await;
}

#[tokio::test]
async fn whoever_signs_on_to_a_service_is_in_it() {
    let api = Api::start().await;
    with_sms(&api, "ann", "13035551234").await;
    let listed = async || {
        let user = details(&api, "ann").await;
        let services = user["spList"].as_array().unwrap().iter();
        let told =
            services.map(|one| json!([one["spAlias"], one["status"], one["bypassExpiration"]]));
        json!(told.collect::<Vec<_>>())
    };
    let until = NOW + 60_000;
    let on = json!(["web"]);
    let bypass = json!({ "userName": "ann", "bypassUntil": until, "spAliases": on });
    refused(&api, "userbypass", bypass.clone(), 10557).await;
    // Nobody is in before the end.
    let started = step(&api, "startauthentication", on_web("ann"), 30001).await;
    assert_eq!(listed().await, json!([]));
    let sent = otp(&api, "SMS", "+13035551234").await;
    ok(&api, "authoffline", passcode("ann", &started, sent)).await;
    assert_eq!(listed().await, json!([["web", "ACTIVE", null]]));
    ok(&api, "userbypass", bypass).await;
    assert_eq!(listed().await, json!([["web", "BYPASS", until]]));
    // Once, however often the user signs on.
    ok(&api, "startauthentication", on_web("ann")).await;
    assert_eq!(listed().await, json!([["web", "BYPASS", until]]));
    // A bypass of all services lets the user into one more, and shows there.
    ok(&api, "userbypass", json!({ "userName": "ann", "bypassUntil": until })).await;
    let on_vpn = with(on_web("ann"), "spAlias", "vpn");
    ok(&api, "startauthentication", on_vpn).await;
    let both = json!([["web", "BYPASS", until], ["vpn", "BYPASS", until]]);
    assert_eq!(listed().await, both);
}

#[tokio::test]
async fn who_cannot_sign_on_is_told_why() {
    let api = Api::start().await;
    refused(&api, "startauthentication", on_web("nobody"), 10564).await;
    add(&api, "ann", true).await;
    let reply = refused(&api, "startauthentication", on_web("ann"), 400).await;
    assert_eq!(reply["errorMsg"], "The user has no device.");
    pair(&api, "ann", "SMS", "13035551234").await;
    let unknown = with(on_web("ann"), "deviceId", 1);
    let reply = refused(&api, "startauthentication", unknown, 400).await;
    assert_eq!(reply["errorMsg"], "The user has no such device.");

    let started = step(&api, "startauthentication", on_web("ann"), 30001).await;
    let sent = otp(&api, "SMS", "+13035551234").await;
    ok(&api, "suspenduser", json!({ "userName": "ann" })).await;
    assert_eq!(status(&api, "ann").await, "SUSPENDED");
    refused(&api, "authoffline", passcode("ann", &started, sent), 20517).await;
    for operation in ["startauthentication", "authonline"] {
        let reply = refused(&api, operation, on_web("ann"), 400).await;
        assert_eq!(reply["errorMsg"], "The user is suspended.");
    }
    // Neither does a bypass help.
    let body = json!({ "userName": "ann", "bypassUntil": NOW + 60_000 });
    ok(&api, "userbypass", body).await;
    refused(&api, "startauthentication", on_web("ann"), 400).await;
}

#[tokio::test]
async fn inputs_are_checked() {
    let api = Api::start().await;
    with_sms(&api, "ann", "13035551234").await;
    for (name, value) in [
        ("spAlias", Value::Null),
        ("spAlias", json!("fax")),
        ("userName", Value::Null),
        ("deviceId", json!("first")),
        ("sessionId", json!(7)),
        ("async", json!("perhaps")),
        ("enforcePolicy", json!(1)),
        ("ipAddr", json!("localhost")),
        ("ipAddr", json!("300.1.1.1")),
        ("application", json!("a".repeat(501))),
        ("cookie", json!("a".repeat(5_001))),
        ("reqDevFP", json!("a".repeat(50_001))),
        ("memberOf", json!("staff")),
        ("memberOf", json!(vec!["staff"; 1_001])),
        ("formParameters", json!("true")),
        ("formParameters", json!({ "isWebAuthnSupportedByBrowser": "maybe" })),
    ] {
        for operation in ["startauthentication", "authonline"] {
            if (operation, name) == ("authonline", "async") {
                continue;
            }
            let body = with(on_web("ann"), name, value.clone());
            let reply = refused(&api, operation, body, 400).await;
            let text = reply["errorMsg"].as_str().unwrap();
            let named = name == "formParameters" && text.contains("isWebAuthn");
            assert!(named || text.contains(name), "{operation}: {text}");
        }
    }
    let mut longest = on_web("ann");
    for (name, value) in [
        ("async", json!("false")),
        ("ipAddr", json!("2001:db8::1")),
        ("application", json!("a".repeat(500))),
        ("cookie", json!("a".repeat(5_000))),
        ("reqDevFP", json!("a".repeat(50_000))),
        ("memberOf", json!(vec!["staff"; 1_000])),
        // Whoever has no FIDO device needs no browser for it.
        ("formParameters", json!({ "isWebAuthnSupportedByBrowser": "false" })),
    ] {
        longest[name] = value;
    }
    step(&api, "startauthentication", longest, 30001).await;
    let started = step(&api, "startauthentication", on_web("ann"), 30001).await;
    for (name, value) in [
        ("spAlias", Value::Null),
        ("sessionId", Value::Null),
        ("otp", Value::Null),
        ("otp", json!([1])),
        ("formParameters", json!({ "oathResync": "maybe" })),
    ] {
        let body = with(passcode("ann", &started, "1"), name, value);
        refused(&api, "authoffline", body, 400).await;
    }
}
