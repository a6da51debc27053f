//! Authentication policies and PingFederate applications.

use serde_json::{Value, json};

use super::{ok, refused};
use crate::support::Api;

async fn write(api: &Api, policies: Value) -> Value {
    let body = json!({ "authenticationSource": "WEB", "authenticationPolicies": policies });
    ok(api, "createbulkauthenticationpolicy", body).await
}

fn default(priority: u32) -> Value {
    json!({ "defaultPolicyAction": "AUTHENTICATE", "priority": priority })
}

/// A set of a policy with these rules and the default policy.
fn with(rules: Value) -> Value {
    let mut policy = json!({ "policyName": "First", "targets": { "APPLICATION": [], "GROUP": [] },
        "defaultPolicyAction": "otp_only,swipe_only", "priority": 1 });
    for (name, rule) in rules.as_object().unwrap() {
        policy[name] = rule.clone();
    }
    json!([policy, default(2)])
}

#[tokio::test]
async fn the_documented_set_is_written_and_read() {
    let api = Api::start().await;
    let before =
        ok(&api, "readbulkauthenticationpolicy", json!({ "authenticationSource": "WEB" })).await;
    assert_eq!(before["policyVersion"], 1);
    assert_eq!(before["authenticationPolicies"][0]["policyName"], "Default Policy");
    let rules = json!({
        "authenticationMethodsPolicy": { "priority": 1, "authenticationMethods": ["SWIPE"] },
        "accessingCountryPolicy": { "priority": 2, "countryCode": ["CH"], "policyAction": "Deny" },
        "ipReputationPolicy": { "priority": 3, "whitelistIpRanges": [], "ipRiskPolicies":
            [{ "riskType": "LOW", "policyAction": "APPROVE" }] },
        "rateLimitPushNotificationPolicy": { "priority": 4, "policyAction": null, "name": "p",
            "rateLimitPushNotificationInnerPolicies": [
                { "priority": 1, "rateLimit": 5, "period": 10, "policyAction": "SMS", "name": "a" },
                { "priority": 2, "rateLimit": 6, "period": 10, "policyAction": "DENY", "name": "b" },
            ] },
    });
    let reply = write(&api, with(rules.clone())).await;
    assert_eq!(reply["policyVersion"], 2);
    let after =
        ok(&api, "readbulkauthenticationpolicy", json!({ "authenticationSource": "WEB" })).await;
    let first = &after["authenticationPolicies"][0];
    for (name, rule) in rules.as_object().unwrap() {
        assert_eq!(&first[name], rule, "{name}");
    }
    assert_eq!(first["showAuthenticationScreen"], true);
    let rest = &after["authenticationPolicies"][1];
    assert_eq!((&rest["targets"], &rest["policyName"]), (&json!({}), &json!("Default Policy")));
    assert_eq!(rest.get("riskLevelPolicy"), Some(&Value::Null));
    let stale = json!({ "authenticationSource": "WEB", "policyVersion": 1,
        "authenticationPolicies": [default(1)] });
    refused(&api, "createbulkauthenticationpolicy", stale, 10610).await;
}

#[tokio::test]
async fn rules_that_are_not_allowed_are_refused() {
    let api = Api::start().await;
    let limit = |rate: u32, period: u32, action: &str, priority: u32| json!({ "rateLimit": rate, "period": period, "policyAction": action, "priority": priority });
    let pushes = |limits: Value| {
        json!({ "rateLimitPushNotificationPolicy":
            { "priority": 1, "rateLimitPushNotificationInnerPolicies": limits } })
    };
    for rules in [
        json!({ "accessingCountryPolicy": { "priority": 1, "policyAction": "APPROVE" } }),
        json!({ "accessingCountryPolicy": { "priority": 1 } }),
        json!({ "accessingCountryPolicy": { "policyAction": "DENY" } }),
        json!({ "accessingCountryPolicy": [] }),
        json!({ "newAccessingDevicePolicy": { "priority": 1, "policyAction": "deny" } }),
        json!({ "geoVelocityPolicy": { "priority": 2, "policyAction": "DENY" } }),
        json!({ "knownDevicePolicy": { "priority": 1, "policyAction": "SMS,AUTHENTICATE" } }),
        json!({ "authenticationMethodsPolicy": { "priority": 2 },
            "geoVelocityPolicy": { "priority": 1, "policyAction": "DENY" } }),
        json!({ "riskLevelPolicy": { "priority": 1, "innerRiskLevelPolicies": [] } }),
        json!({ "riskLevelPolicy": { "priority": 1, "innerRiskLevelPolicies":
            [{ "riskLevel": "HIGH", "policyAction": "APPROVE" }] } }),
        pushes(json!([limit(0, 10, "SMS", 1)])),
        pushes(json!([limit(21, 10, "SMS", 1)])),
        pushes(json!([limit(5, 121, "SMS", 1)])),
        pushes(json!([limit(5, 10, "AUTHENTICATE", 1)])),
        pushes(json!([limit(5, 10, "SMS", 1), limit(5, 10, "SMS", 2)])),
        pushes(json!([limit(5, 10, "DENY", 1), limit(6, 10, "SMS", 2)])),
        pushes(json!([limit(5, 10, "SMS", 2)])),
    ] {
        let body =
            json!({ "authenticationSource": "WEB", "authenticationPolicies": with(rules.clone()) });
        let reply = refused(&api, "createbulkauthenticationpolicy", body, 400).await;
        let message = reply["errorMsg"].as_str().unwrap();
        let rule = rules.as_object().unwrap().keys().next().unwrap();
        assert!(message.contains(rule) || message.contains("priorit"), "{message}");
    }
    for source in [json!({}), json!({ "authenticationSource": "SSH" })] {
        refused(&api, "readbulkauthenticationpolicy", source.clone(), 400).await;
        refused(&api, "createbulkauthenticationpolicy", source, 400).await;
    }
}

#[tokio::test]
async fn malformed_applications_are_refused() {
    let api = Api::start().await;
    for (operation, body) in [
        ("addapplication", json!({})),
        ("addapplication", json!({ "application": "a" })),
        ("addapplication", json!({ "application": { "id": "a" } })),
        ("addapplication", json!({ "application": { "id": "a", "name": "x".repeat(21) } })),
        ("addapplication", json!({ "application": { "id": "a".repeat(256), "name": "x" } })),
        ("updateapplications", json!({})),
        ("updateapplications", json!({ "appsData": { "a": {} } })),
        ("deleteapplications", json!({})),
        ("deleteapplications", json!({ "applicationsIds": ["a"] })),
    ] {
        refused(&api, operation, body, 400).await;
    }
    let body =
        json!({ "application": { "id": "com.pingidentity.webportal.mfa", "name": "Web Portal" } });
    ok(&api, "addapplication", body.clone()).await;
    let reply = ok(&api, "getapplications", json!({})).await;
    assert_eq!(reply["applications"], json!([body["application"]]));
    let odd = json!({ "appsData": { "com.pingidentity.webportal.mfa": 7 } });
    refused(&api, "updateapplications", odd, 400).await;
}
