//! The console, and what it looks at.

use serde_json::{Value, json};

use crate::{
    pingid::{activation_code, add},
    support::{Api, Reply},
};

async fn look(api: &Api, path: &str) -> Reply {
    let reply = api.raw("GET", &format!("/sandbox/{path}"), &[], Vec::new()).await.unwrap();
    assert_eq!(reply.status, 200, "{path}");
    reply
}

async fn control(api: &Api, path: &str, body: &Value) -> Reply {
    let json = [("content-type", "application/json")];
    let path = format!("/sandbox/{path}");
    api.raw("POST", &path, &json, body.to_string().into_bytes()).await.unwrap()
}

#[tokio::test]
async fn the_console_is_served_whole_and_loads_nothing_from_elsewhere() {
    let api = Api::start().await;
    for path in ["/sandbox", "/sandbox/"] {
        let page = api.raw("GET", path, &[], Vec::new()).await.unwrap();
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        assert!(page.header("content-security-policy").starts_with("default-src 'none';"));
        let parts = page.text.split(['"', '\'']).filter(|text| text.contains('/'));
        let mut loaded = 0;
        for part in parts.filter(|text| text.starts_with('/') || text.contains("//")) {
            let reply = api.raw("GET", part, &[], Vec::new()).await.unwrap();
            assert_eq!(reply.status, 200, "{part}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            loaded += 1;
        }
        assert_eq!(loaded, 2);
    }
    let foreign = [("origin", "http://evil.example")];
    let refused = api.raw("GET", "/sandbox/", &foreign, Vec::new()).await.unwrap();
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn a_person_sees_who_has_what_and_what_waits_for_a_phone() {
    let api = Api::start().await;
    let ann = api.user("ann").await;
    api.user("joe").await;
    let path = api.env(&format!("/users/{ann}/devices"));
    let device = api.post(&path, &json!({ "type": "SMS", "phone": "+15125550100" })).await;
    let users = look(&api, "users?search=AN").await;
    assert_eq!(
        users.at("/users"),
        &json!([{
            "id": ann,
            "username": "ann",
            "enabled": true,
            "devices": [{
                "id": device.at("/id"), "type": "SMS", "status": "ACTIVE", "blocked": false,
            }],
        }])
    );
    assert_eq!(look(&api, "users").await.at("/users").as_array().unwrap().len(), 2);
    assert_eq!(look(&api, "users?limit=1").await.at("/users").as_array().unwrap().len(), 1);

    let path = api.env(&format!("/users/{ann}/pairingKeys"));
    let key = api.post(&path, &json!({})).await;
    let keys = look(&api, "mfa/pairing-keys").await;
    assert_eq!(keys.at("/pairingKeys/0/code"), key.at("/code"));
    assert_eq!(keys.at("/pairingKeys/0/userId"), ann.as_str());
    control(&api, "mfa/pair", &json!({ "code": key.at("/code") })).await;
    assert_eq!(look(&api, "mfa/pairing-keys").await.at("/pairingKeys"), &json!([]));

    add(&api, "mia", false).await;
    let code = activation_code(&api, "mia").await;
    let codes = look(&api, "pingid/activation-codes").await;
    assert_eq!(codes.at("/activationCodes/0/activationCode"), code.as_str());
    control(&api, "pingid/complete", &json!({ "activationCode": code })).await;
    assert_eq!(look(&api, "pingid/activation-codes").await.at("/activationCodes"), &json!([]));
    let users = look(&api, "pingid/users?search=mi").await;
    assert_eq!(users.at("/users/0/userName"), "mia");
    assert_eq!(users.at("/users/0/devices/0/type"), "iPhone");

    let path = api.env(&format!("/users/{ann}/verifyTransactions"));
    let transaction = api.post(&path, &json!({})).await;
    let transactions = look(&api, "verify/transactions").await;
    assert_eq!(transactions.at("/transactions/0/id"), transaction.at("/id"));
    assert_eq!(transactions.at("/transactions/0/status"), "REQUESTED");

    api.sandbox.faults().next_of("mfa.*").status(429).times(2);
    let faults = look(&api, "faults").await;
    let shown = json!([{ "operation": "mfa.*", "effect": "STATUS", "status": 429, "times": 2 }]);
    assert_eq!(faults.at("/faults"), &shown);

    let image = control(&api, "qr", &json!({ "text": "4EK6SN3M" })).await;
    assert!(image.text_at("/image").starts_with("data:image/"));
    let long = control(&api, "qr", &json!({ "text": "ä".repeat(2000) })).await;
    assert_eq!((long.status, long.at("/details/0/target")), (400, &json!("text")));
}

#[tokio::test]
async fn calls_are_seen_as_they_were_on_the_wire_without_their_secrets() {
    let api = Api::start().await;
    let user =
        json!({ "username": "ann", "email": "ann@example.com", "password": { "value": "x" } });
    api.post(&api.env("/users"), &user).await;
    let all = look(&api, "requests").await;
    let (token, created) = (all.at("/requests/0"), all.at("/requests/1"));
    assert!(!all.text.contains(&api.connection.client_secret));
    assert_eq!(token["requestHeaders"]["authorization"], "[masked]");
    assert!(token["responseBody"].as_str().unwrap().contains("\"access_token\": \"[masked]\""));
    assert_eq!(created["operation"], "platform.create_user");
    assert!(created["requestBody"].as_str().unwrap().contains("ann@example.com"));
    assert!(created["responseBody"].as_str().unwrap().contains("\"username\": \"ann\""));
    assert_eq!(created["at"], "2026-01-15T12:00:00.000Z");

    add(&api, "mia", false).await;
    let later = look(&api, "requests?after=2").await;
    assert_eq!(later.at("/requests").as_array().unwrap().len(), 1);
    assert!(later.text_at("/requests/0/requestBody").contains("\"username\": \"mia\""));
    assert!(later.text_at("/requests/0/responseBody").contains("\"responseBody\""));

    let (reply, ()) = tokio::join!(look(&api, "requests?after=3&waitSeconds=60"), async {
        for _ in 0..20 {
            look(&api, "clock").await;
        }
        api.get(&api.env("/users?limit=7")).await;
    });
    assert_eq!(reply.at("/requests/0/query"), "limit=7");
    let newest = look(&api, "requests?limit=1").await;
    assert_eq!(newest.at("/requests/0/number"), 4);
}

#[tokio::test]
async fn the_clock_can_be_stopped_and_goes_on_from_there() {
    let api = Api::start().await;
    assert_eq!(look(&api, "clock").await.at("/frozen"), true);
    let moved = control(&api, "clock", &json!({ "frozen": false, "advanceSeconds": 60 })).await;
    assert_eq!(moved.at("/frozen"), false);
    assert!(moved.text_at("/now").starts_with("2026-01-15T12:01:0"));
    let stopped = control(&api, "clock", &json!({ "frozen": true })).await;
    assert_eq!(look(&api, "clock").await.at("/now"), stopped.at("/now"));
    api.sandbox.clock().run();
    assert_eq!(look(&api, "clock").await.at("/frozen"), false);
    api.sandbox.clock().freeze();
    assert_eq!(api.sandbox.clock().now(), api.sandbox.clock().now());
}
