//! Policies, as far as they are applied when users sign on.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    authentication::{on_web, otp, pair, passcode, with, with_phone},
    call, held, ok, refused, step,
};
use crate::support::Api;

fn policy(priority: u32, targets: Value, action: &str) -> Value {
    json!({ "policyName": format!("Policy {priority}"), "targets": targets,
        "priority": priority, "defaultPolicyAction": action })
}

async fn policies(api: &Api, mut set: Vec<Value>, default: &str) {
    let last = set.len() + 1;
    set.push(json!({ "priority": last, "defaultPolicyAction": default }));
    let body = json!({ "authenticationSource": "WEB", "authenticationPolicies": set });
    ok(api, "createbulkauthenticationpolicy", body).await;
}

fn enforced(user: &str) -> Value {
    with(on_web(user), "enforcePolicy", "true")
}

fn is_cookie(value: &Value) -> String {
    let cookie = value.as_str().unwrap();
    assert_eq!(cookie.split('.').count(), 5, "{cookie}");
    assert!(cookie.len() <= 5_000);
    cookie.to_owned()
}

#[tokio::test]
async fn a_policy_lets_in_or_keeps_out() {
    let api = Api::start().await;
    with_phone(&api, "ann").await;
    policies(&api, vec![], "APPROVE").await;
    let reply = ok(&api, "startauthentication", enforced("ann")).await;
    is_cookie(&reply["cookie"]);
    let reply = ok(&api, "authonline", enforced("ann")).await;
    is_cookie(&reply["cookie"]);
    // Only where it is asked for.
    step(&api, "startauthentication", on_web("ann"), 30007).await;

    policies(&api, vec![], "Deny").await;
    for operation in ["startauthentication", "authonline"] {
        let reply = refused(&api, operation, enforced("ann"), 400).await;
        assert_eq!(reply["errorMsg"], "The policy denies access.");
    }
    // Whoever is in bypass is not asked.
    let body = json!({ "userName": "ann", "bypassUntil": super::NOW + 1_000 });
    ok(&api, "userbypass", body).await;
    ok(&api, "startauthentication", enforced("ann")).await;
}

#[tokio::test]
async fn the_first_policy_that_fits_counts() {
    let api = Api::start().await;
    with_phone(&api, "ann").await;
    let both = json!({ "APPLICATION": ["app"], "GROUP": ["Staff", "Guests"] });
    let set = vec![
        policy(2, json!({ "GROUP": ["Staff"], "APPLICATION": [] }), "DENY"),
        policy(1, both, "APPROVE"),
        policy(3, json!({ "APPLICATION": ["app"] }), "OTP_ONLY"),
    ];
    policies(&api, set, "AUTHENTICATE").await;
    for (application, groups, id) in [
        (Some("app"), json!(["Guests"]), 200),
        (Some("app"), json!(["Others", "Staff"]), 200),
        (Some("other"), json!(["Staff"]), 400),
        (None, json!(["Staff"]), 400),
        (Some("app"), json!([]), 30006),
        // With case.
        (Some("app"), json!(["staff"]), 30006),
        (Some("App"), json!(["Guests"]), 30007),
        (None, Value::Null, 30007),
    ] {
        let body = with(enforced("ann"), "memberOf", groups.clone());
        let body = with(body, "application", application);
        let (_, reply) = call(&api, "startauthentication", body).await;
        assert_eq!(reply["errorId"], id, "{application:?} {groups}");
    }
}

#[tokio::test]
async fn a_policy_limits_the_methods() {
    let api = Api::start().await;
    let phone = with_phone(&api, "ann").await;
    let sms = pair(&api, "ann", "SMS", "13035551234").await;
    let mail = pair(&api, "ann", "EMAIL", "ann@example.com").await;
    policies(&api, vec![], "sms, Email").await;
    let reply = step(&api, "startauthentication", enforced("ann"), 30001).await;
    let devices = reply["userDevices"].as_array().unwrap();
    let ids: Vec<&Value> = devices.iter().map(|device| &device["deviceId"]).collect();
    assert_eq!(ids, [sms, mail]);
    // What was the second device in the list is not the primary one for that.
    assert_eq!(devices[0]["deviceRole"], "SECONDARY");
    let named = with(enforced("ann"), "deviceId", phone);
    let reply = refused(&api, "startauthentication", named, 400).await;
    assert_eq!(reply["errorMsg"], "The policy allows none of the user's devices.");

    // The choice does not lose the policy that it was offered under.
    api.sandbox.pingid().device_selection(true);
    let choice = step(&api, "startauthentication", enforced("ann"), 30008).await;
    let chosen = with(on_web("ann"), "sessionId", choice["sessionId"].clone());
    let forbidden = with(chosen.clone(), "deviceId", phone);
    refused(&api, "startauthentication", forbidden, 400).await;
    let chosen = with(chosen, "deviceId", mail);
    let reply = step(&api, "startauthentication", chosen, 30005).await;
    let sent = otp(&api, "EMAIL", "ann@example.com").await;
    let reply = ok(&api, "authoffline", passcode("ann", &reply, sent)).await;
    is_cookie(&reply["cookie"]);
    api.sandbox.pingid().device_selection(false);

    for (action, id) in [
        ("OTP_ONLY", 30006),
        ("SWIPE_ONLY", 30007),
        ("FINGERPRINT_ONLY, SMS", 30007),
        ("VOICE", 400),
        ("DESKTOP,YUBIKEY", 400),
        ("AUTHENTICATOR_APP", 400),
        ("OATHTOKEN", 400),
        ("AUTHENTICATE", 30007),
    ] {
        policies(&api, vec![], action).await;
        let (_, reply) = call(&api, "startauthentication", enforced("ann")).await;
        assert_eq!(reply["errorId"], id, "{action}");
    }
    let methods = json!({ "authenticationMethods": ["EMAIL", "SWIPE"], "priority": 1 });
    let limited = with(
        policy(1, json!({ "GROUP": [] }), "SMS,EMAIL"),
        "authenticationMethodsPolicy",
        methods,
    );
    policies(&api, vec![limited], "DENY").await;
    step(&api, "startauthentication", enforced("ann"), 30005).await;
}

#[tokio::test]
async fn a_policy_can_ask_for_the_number() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    policies(&api, vec![], "NUMBER_MATCHING").await;
    let body = with(enforced("ann"), "async", true);
    let reply = step(&api, "startauthentication", body, 30010).await;
    let number = &reply["extendedAuthenticationDetails"]["numberForMatching"];
    assert_eq!(number, pingid.pushes()[0].number_for_matching.unwrap());
    pingid.approve("ann").unwrap();
    let session = json!({ "sessionId": reply["sessionId"] });
    let cookies = [
        ok(&api, "authstatus", session.clone()).await["cookie"].clone(),
        ok(&api, "authstatus", session).await["cookie"].clone(),
    ];
    assert_eq!(is_cookie(&cookies[0]), is_cookie(&cookies[1]));
}

#[tokio::test]
async fn each_sign_on_under_policies_has_a_cookie_of_its_own() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let mut cookies = HashSet::new();
    let mut cookie = Value::Null;
    for _ in 0..2 {
        // The last one is sent along; one of somebody else's would do no harm.
        let body = with(enforced("ann"), "cookie", cookie);
        let (status, reply) = held(call(&api, "authonline", body), async {
            pingid.next_push("ann").await;
            pingid.approve("ann").unwrap();
        })
        .await;
        assert_eq!(status, 200, "{reply}");
        cookies.insert(is_cookie(&reply["cookie"]));
        cookie = reply["cookie"].clone();
    }
    assert_eq!(cookies.len(), 2);
    let foreign = with(enforced("ann"), "cookie", "a.b.c.d.e");
    step(&api, "startauthentication", foreign, 30007).await;
}
