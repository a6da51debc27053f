//! Pushes whose outcome is polled for, and their end.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    NOW,
    authentication::{on_web, otp, pair, passcode, with, with_phone},
    details, in_time, ok, refused, step,
};
use crate::support::Api;

fn polled(user: &str) -> Value {
    with(on_web(user), "async", true)
}

fn session(started: &Value) -> Value {
    json!({ "sessionId": started["sessionId"] })
}

async fn push(api: &Api, user: &str) -> Value {
    step(api, "startauthentication", polled(user), 30010).await
}

async fn waits(api: &Api, started: &Value) {
    step(api, "authstatus", session(started), 30010).await;
}

#[tokio::test]
async fn an_approval_is_told_as_often_as_it_is_asked_for() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    let started = push(&api, "ann").await;
    waits(&api, &started).await;
    let pushes = pingid.pushes();
    assert_eq!(pushes.len(), 1);
    assert_eq!(pushes[0].session_id, started["sessionId"].as_str().unwrap());
    assert_eq!(pushes[0].user_name, "ann");
    assert_eq!(pushes[0].device_id, phone);
    assert_eq!(pushes[0].number_for_matching, None);
    assert_eq!(details(&api, "ann").await["lastLogin"], Value::Null);

    api.sandbox.clock().advance(Duration::from_secs(59));
    waits(&api, &started).await;
    pingid.approve("ann").unwrap();
    assert!(pingid.pushes().is_empty());
    assert!(pingid.approve("ann").is_err(), "answered");
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW + 59_000);
    api.sandbox.clock().advance(Duration::from_secs(60));
    for _ in 0..2 {
        let reply = ok(&api, "authstatus", session(&started)).await;
        assert_eq!(reply.get("cookie"), Some(&Value::Null));
    }
    // Not forever, and nothing else can be done with it.
    let body = with(polled("ann"), "sessionId", started["sessionId"].clone());
    refused(&api, "startauthentication", body, 20517).await;
    let cancel = with(session(&started), "cancelAuthenticationType", "DEFAULT");
    refused(&api, "cancelauthentication", cancel, 20517).await;
    api.sandbox.clock().advance(Duration::from_secs(30 * 60));
    refused(&api, "authstatus", session(&started), 20517).await;
}

#[tokio::test]
async fn a_denial_and_a_timeout_are_errors() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let started = push(&api, "ann").await;
    pingid.deny("ann").unwrap();
    let reply = refused(&api, "authstatus", session(&started), 400).await;
    assert_eq!(reply["errorMsg"], "The user denied the authentication.");
    refused(&api, "authstatus", session(&started), 400).await;

    let started = push(&api, "ann").await;
    api.sandbox.clock().advance(Duration::from_secs(60));
    assert!(pingid.pushes().is_empty());
    let error = pingid.approve("ann").unwrap_err();
    assert!(error.to_string().contains("no push waits"), "{error}");
    let reply = refused(&api, "authstatus", session(&started), 400).await;
    assert_eq!(reply["errorMsg"], "The authentication timed out.");
    assert_eq!(details(&api, "ann").await["lastLogin"], Value::Null);
    for started in [json!({}), json!({ "sessionId": 7 })] {
        refused(&api, "authstatus", started, 400).await;
    }
    refused(&api, "authstatus", json!({ "sessionId": "webs_1" }), 20517).await;
}

#[tokio::test]
async fn the_number_of_the_screen_has_to_be_entered() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let number = |started: &Value| {
        let number = &started["extendedAuthenticationDetails"]["numberForMatching"];
        number.as_u64().map(|number| u32::try_from(number).unwrap())
    };
    let started = push(&api, "ann").await;
    assert_eq!(number(&started), None, "off");
    assert!(pingid.approve_with_number("ann", 10).is_err());
    pingid.deny("ann").unwrap();

    pingid.number_matching(true);
    let reply = step(&api, "startauthentication", on_web("ann"), 30007).await;
    assert_eq!(number(&reply), None, "not polled for");
    let started = push(&api, "ann").await;
    let shown = number(&started).unwrap();
    assert!((10..100).contains(&shown), "{shown}");
    assert_eq!(pingid.pushes()[0].number_for_matching, Some(shown));
    pingid.approve_with_number("ann", shown).unwrap();
    ok(&api, "authstatus", session(&started)).await;

    let started = push(&api, "ann").await;
    let wrong = number(&started).unwrap() % 90 + 10;
    let wrong = if Some(wrong) == number(&started) { wrong - 1 } else { wrong };
    pingid.approve_with_number("ann", wrong).unwrap();
    let reply = refused(&api, "authstatus", session(&started), 400).await;
    assert_eq!(reply["errorMsg"], "The user denied the authentication.");

    let started = push(&api, "ann").await;
    pingid.approve("ann").unwrap();
    ok(&api, "authstatus", session(&started)).await;
}

#[tokio::test]
async fn another_device_takes_over_after_the_change() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    let sms = pair(&api, "ann", "SMS", "13035551234").await;
    let started = push(&api, "ann").await;
    // One at a time on the app.
    for body in [
        polled("ann"),
        on_web("ann"),
        with(polled("ann"), "sessionId", started["sessionId"].clone()),
    ] {
        let reply = refused(&api, "startauthentication", body, 400).await;
        assert!(reply["errorMsg"].as_str().unwrap().contains("cancel"), "{reply}");
    }
    waits(&api, &started).await;

    let change = with(session(&started), "cancelAuthenticationType", "CHANGE_DEVICE");
    ok(&api, "cancelauthentication", change.clone()).await;
    assert!(pingid.pushes().is_empty());
    let reply = refused(&api, "authstatus", session(&started), 400).await;
    assert_eq!(reply["errorMsg"], "The authentication was canceled.");
    refused(&api, "cancelauthentication", change.clone(), 20517).await;
    let other = with(polled("ann"), "deviceId", sms);
    for body in [other.clone(), with(other, "sessionId", started["sessionId"].clone())] {
        let reply = step(&api, "startauthentication", body, 30001).await;
        let sent = otp(&api, "SMS", "+13035551234").await;
        ok(&api, "authoffline", passcode("ann", &reply, sent)).await;
    }

    // And back to the phone.
    let started = push(&api, "ann").await;
    assert_eq!(pingid.pushes()[0].device_id, phone);
    for kind in ["ADD_DEVICE", "DEFAULT"] {
        let cancel = with(session(&started), "cancelAuthenticationType", kind);
        let started = if kind == "DEFAULT" { push(&api, "ann").await } else { started.clone() };
        let cancel = with(cancel, "sessionId", started["sessionId"].clone());
        ok(&api, "cancelauthentication", cancel).await;
        refused(&api, "authstatus", session(&started), 400).await;
        let body = with(polled("ann"), "sessionId", started["sessionId"].clone());
        refused(&api, "startauthentication", body, 20517).await;
    }
    let odd = with(session(&started), "cancelAuthenticationType", "COFFEE");
    refused(&api, "cancelauthentication", odd, 400).await;
    let unknown = with(change, "sessionId", "webs_unknown");
    refused(&api, "cancelauthentication", unknown, 20517).await;
}

#[tokio::test]
async fn pushes_wait_in_the_order_of_their_coming() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    for user in ["cid", "ann", "bob"] {
        with_phone(&api, user).await;
    }
    let mut started = Vec::new();
    for user in ["bob", "cid", "ann"] {
        started.push(push(&api, user).await);
    }
    let users: Vec<String> = pingid.pushes().into_iter().map(|push| push.user_name).collect();
    assert_eq!(users, ["bob", "cid", "ann"]);
    pingid.approve("cid").unwrap();
    pingid.deny("ann").unwrap();
    waits(&api, &started[0]).await;
    ok(&api, "authstatus", session(&started[1])).await;
    refused(&api, "authstatus", session(&started[2]), 400).await;

    // Nobody answers for a user who is gone, nor on a device that is.
    ok(&api, "unpairdevice", json!({ "userName": "bob" })).await;
    assert!(pingid.pushes().is_empty());
    refused(&api, "authstatus", session(&started[0]), 20517).await;
    let started = push(&api, "ann").await;
    ok(&api, "deleteuser", json!({ "userName": "ann" })).await;
    refused(&api, "authstatus", session(&started), 20517).await;
}

#[tokio::test]
async fn a_push_can_be_waited_for() {
    let api = Api::start().await;
    with_phone(&api, "ann").await;
    with_phone(&api, "bob").await;
    let pingid = api.sandbox.pingid();
    let next = pingid.next_push("ann");
    let all = async { tokio::join!(push(&api, "bob"), push(&api, "ann"), next) };
    let (_, started, push) = in_time(all).await;
    assert_eq!(push.session_id, started["sessionId"].as_str().unwrap());
}

#[tokio::test]
async fn a_person_can_answer_over_http() {
    let api = Api::start().await;
    let phone = with_phone(&api, "ann").await;
    let post =
        async |name: &str, body: Value| api.post(&format!("/sandbox/pingid/{name}"), &body).await;
    let put = async |name: &str, body: Value| {
        let path = format!("/sandbox/pingid/{name}");
        api.send("PUT", &path, "application/json", &body).await.status
    };
    let user = json!({ "userName": "ann" });
    assert_eq!(put("settings", json!({ "numberMatching": true })).await, 204);
    assert_eq!(put("settings", json!({ "numberMatching": "on" })).await, 400);

    let started = push(&api, "ann").await;
    let waiting = api.get("/sandbox/pingid/pushes").await.body;
    assert_eq!(
        waiting,
        json!({ "pushes": [{
            "sessionId": started["sessionId"], "userName": "ann", "deviceId": phone,
            "numberForMatching": started["extendedAuthenticationDetails"]["numberForMatching"],
        }] })
    );
    assert_eq!(post("claim-push", user.clone()).await.status, 204);
    let answer = with(user.clone(), "number", -1);
    assert_eq!(post("approve", answer).await.status, 400);
    let number = waiting["pushes"][0]["numberForMatching"].clone();
    let answer = with(user.clone(), "number", number);
    assert_eq!(post("approve", answer).await.status, 204);
    ok(&api, "authstatus", session(&started)).await;
    let started = push(&api, "ann").await;
    assert_eq!(post("deny", user.clone()).await.status, 204);
    refused(&api, "authstatus", session(&started), 400).await;
    for answer in ["approve", "deny", "claim-push"] {
        assert_eq!(post(answer, user.clone()).await.status, 400, "{answer}");
        assert_eq!(post(answer, json!({})).await.status, 400, "{answer}");
    }

    let device = json!({ "deviceId": phone });
    let asleep = with(device.clone(), "reachable", false);
    assert_eq!(put("device", asleep).await, 204);
    let started = step(&api, "startauthentication", polled("ann"), 30006).await;
    let shown = post("app-otp", device.clone()).await;
    let body = passcode("ann", &started, shown.body["otp"].clone());
    ok(&api, "authoffline", body).await;
    let off = json!({ "deviceId": phone, "reachable": true, "pushEnabled": false });
    assert_eq!(put("device", off).await, 204);
    step(&api, "startauthentication", polled("ann"), 30003).await;
    for body in [json!({}), json!({ "deviceId": 1 }), json!({ "deviceId": -1 })] {
        assert_eq!(put("device", body.clone()).await, 400, "{body}");
        assert_eq!(post("app-otp", body).await.status, 400);
    }
    let wrong = with(device, "reachable", "no");
    assert_eq!(put("device", wrong).await, 400);

    pair(&api, "ann", "SMS", "13035551234").await;
    assert_eq!(put("settings", json!({ "deviceSelection": true })).await, 204);
    step(&api, "startauthentication", on_web("ann"), 30008).await;
    assert_eq!(put("settings", json!({ "multipleDevices": false })).await, 204);
    step(&api, "startauthentication", on_web("ann"), 30003).await;
}
