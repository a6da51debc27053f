//! A sandbox that is as strict as the service.

use std::time::Duration;

use serde_json::json;

use crate::support::{Api, Reply};

async fn strict() -> Api {
    Api::with(|builder| builder.strict()).await
}

/// Sends the same request so often, and says how many were refused; all as the rate does.
async fn refused(api: &Api, path: &str, times: usize) -> (usize, Option<Reply>) {
    let (mut count, mut last) = (0, None);
    for _ in 0..times {
        let reply = api.get(path).await;
        if reply.status == 429 {
            count += 1;
            assert_eq!(reply.at("/code"), "REQUEST_LIMITED");
            last = Some(reply);
        } else {
            assert_eq!(reply.status, 200, "{}", reply.text);
        }
    }
    (count, last)
}

#[tokio::test]
async fn messages_are_off_until_somebody_switches_them_on() {
    let api = strict().await;
    let first = api.tenant.clone();
    for tenant in [first, api.sandbox.add_environment()] {
        let api = api.beside(tenant).await;
        let path = format!("/deviceAuthenticationPolicies/{}", api.connection.device_policy_id);
        let mut policy = api.get(&api.env(&path)).await.body;
        for (name, is_on) in [
            ("sms", false),
            ("voice", false),
            ("whatsApp", false),
            ("email", true),
            ("mobile", true),
            ("totp", true),
            ("fido2", true),
            ("oathToken", true),
        ] {
            assert_eq!(policy[name]["enabled"], is_on, "{name}");
        }
        let user = api.user("joe").await;
        let devices = api.env(&format!("/users/{user}/devices"));
        let phone = json!({ "type": "SMS", "phone": "+15125550100" });
        assert_eq!(api.post(&devices, &phone).await.status, 400);
        policy["sms"]["enabled"] = true.into();
        policy.as_object_mut().unwrap().remove("notificationsPolicy");
        let put = api.send("PUT", &api.env(&path), "application/json", &policy).await;
        put.expect(200, "mfa.update_device_authentication_policy");
        api.post(&devices, &phone).await.expect(201, "mfa.create_mfa_device_sms");
    }
}

#[tokio::test]
async fn a_user_gets_fifty_messages_a_day() {
    let api = strict().await;
    let user = api.user("joe").await;
    let devices = api.env(&format!("/users/{user}/devices"));
    let mailbox = json!({ "type": "EMAIL", "email": "joe@example.com" });
    api.post(&devices, &mailbox).await.expect(201, "mfa.create_mfa_device_email");
    let begin = json!({ "user": { "id": user } });
    let mut begun = 0;
    let refused = loop {
        let reply = api.post(&api.auth("/deviceAuthentications"), &begin).await;
        if reply.at("/details/0/code") == "QUOTA_EXCEEDED" {
            break reply;
        }
        match reply.status {
            201 => begun += 1,
            // Not so many in one second, which is waited for.
            429 => api.sandbox.clock().advance(Duration::from_secs(1)),
            _ => panic!("{}", reply.text),
        }
    };
    assert_eq!((begun, refused.status), (50, 429));
    assert_eq!(refused.at("/details/0/innerError/quotaLimit"), 50);
}

#[tokio::test]
async fn an_address_gets_its_share_of_each_group() {
    let api = strict().await;
    let audit = "/activities?filter=recordedAt%20gt%20%222019-01-01T22:54:12.988Z%22";
    let counts = "/totalIdentities?filter=startDate%20eq%20%222026-01-14T00:00:00Z%22%20and%20\
                  endDate%20eq%20%222026-01-15T00:00:00Z%22";
    // Each group by itself: 35 percent of ten, of 600 and of 100.
    for (path, span, taken) in [
        (audit, 1, 3),
        (counts, 60, 210),
        ("/applications", 60, 210),
        ("/users", 1, 35),
        ("/verifyPolicies", 60, 0),
    ] {
        let (count, last) = refused(&api, &api.env(path), taken + 2).await;
        assert_eq!(count, 2, "{path}");
        let last = last.expect("a refusal");
        assert_eq!(last.header("retry-after"), span.to_string(), "{path}");
        assert_eq!(last.at("/details/0/code"), "LIMIT_EXCEEDED");
    }
    // Another environment has its own share, and both together what the license has.
    let beside = api.beside(api.sandbox.add_environment()).await;
    assert_eq!(refused(&beside, &beside.env("/users"), 37).await.0, 2);
    let third = api.beside(api.sandbox.add_environment()).await;
    assert_eq!(refused(&third, &third.env("/users"), 32).await.0, 2);
    api.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(refused(&third, &third.env("/users"), 35).await.0, 0);
}

#[tokio::test]
async fn a_rate_takes_the_place_of_the_groups() {
    let api = Api::with(|builder| builder.strict().rate(2, Duration::from_secs(1))).await;
    assert_eq!(refused(&api, &api.env("/users"), 3).await.0, 1);
    assert_eq!(refused(&api, &api.env("/applications"), 1).await.0, 1);
}

#[tokio::test]
async fn tokens_have_a_rate_too() {
    let api = strict().await;
    let basic = api.basic();
    let ask = async || {
        let headers = [("authorization", basic.as_str())];
        api.form(&headers, "grant_type=client_credentials").await.status
    };
    let mut answers = Vec::new();
    for _ in 0..36 {
        answers.push(ask().await);
    }
    // One was asked for at the start.
    assert_eq!(answers.iter().filter(|status| **status == 429).count(), 2);
}

#[tokio::test]
async fn what_was_created_takes_a_moment() {
    for strict in [true, false] {
        let api = Api::with(|builder| if strict { builder.strict() } else { builder }).await;
        let own = api.get(&api.env("")).await;
        let body = json!({
            "name": "New", "type": "SANDBOX", "region": "NA", "license": own.at("/license"),
        });
        let created = api.post("/v1/environments", &body).await;
        let created = created.expect(201, "platform.create_environment");
        let users = format!("/v1/environments/{}/users", created.text_at("/id"));
        let app = json!({
            "name": "App", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
            "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "grantTypes": ["CLIENT_CREDENTIALS"],
        });
        let app = api.post(&api.env("/applications"), &app).await;
        let app = app.expect(201, "platform.create_application");
        let secret = api.env(&format!("/applications/{}/secret", app.text_at("/id")));
        let statuses = async || [api.get(&users).await.status, api.get(&secret).await.status];
        assert_eq!(statuses().await, if strict { [403, 404] } else { [200, 200] });
        if strict {
            let refused = api.get(&users).await;
            assert_eq!(refused.at("/details/0/code"), "INSUFFICIENT_PERMISSIONS");
            let why = refused.text_at("/details/0/message");
            assert!(why.starts_with("The actor attempting to perform the request"), "{why}");
            api.get(&secret).await.assert_error(404, "NOT_FOUND", None);
        }
        api.sandbox.clock().advance(Duration::from_millis(1999));
        assert_eq!(statuses().await, if strict { [403, 404] } else { [200, 200] });
        api.sandbox.clock().advance(Duration::from_millis(1));
        assert_eq!(statuses().await, [200, 200]);
    }
}

#[tokio::test]
async fn a_role_takes_a_moment_to_count() {
    let roles = ["Identity Data Admin", "Environment Admin", "Client Application Developer"];
    let api = Api::with(|builder| builder.strict().roles(roles)).await;
    let app = json!({
        "name": "App", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "grantTypes": ["CLIENT_CREDENTIALS"],
    });
    let app = api.post(&api.env("/applications"), &app).await.text_at("/id").to_owned();
    api.sandbox.clock().advance(Duration::from_secs(2));
    let secret = api.get(&api.env(&format!("/applications/{app}/secret"))).await;
    let role = api.get("/v1/roles").await;
    let role = role.at("/_embedded/roles").as_array().unwrap().iter();
    let role = role.clone().find(|one| one["name"] == "Identity Data Admin").unwrap()["id"].clone();
    let body = json!({
        "role": { "id": role },
        "scope": { "type": "ENVIRONMENT", "id": api.connection.environment_id },
    });
    let path = api.env(&format!("/applications/{app}/roleAssignments"));
    api.post(&path, &body).await.expect(201, "platform.create_application_role_assignment");
    let mut worker = api.beside(api.tenant.clone()).await;
    worker.connection.client_id = app;
    worker.connection.client_secret = secret.text_at("/secret").to_owned();
    worker.refresh().await;
    let status = async || worker.get(&worker.env("/users")).await.status;
    assert_eq!(status().await, 403);
    api.sandbox.clock().advance(Duration::from_secs(2));
    assert_eq!(status().await, 200);
}
