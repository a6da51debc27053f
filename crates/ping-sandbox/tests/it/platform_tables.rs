//! Populations, groups, applications and licenses: what their declarations say beyond the rules of
//! all tables.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Api, Reply};

const JSON: &str = "application/json";

async fn create(api: &Api, list: &str, body: Value) -> String {
    let reply = api.post(&api.env(list), &body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.text_at("/id").to_owned()
}

#[tokio::test]
async fn a_population_with_users_stays_and_an_empty_one_takes_its_groups_along() {
    let api = Api::start().await;
    let id = create(&api, "/populations", json!({ "name": "Sales" })).await;
    let path = api.env(&format!("/populations/{id}"));
    let within = json!({ "id": id });
    let user = json!({ "username": "joe", "population": within });
    let user = create(&api, "/users", user).await;
    let group = json!({ "name": "Managers", "population": within });
    let group = create(&api, "/groups", group).await;
    assert_eq!(api.get(&path).await.at("/userCount"), 1);

    let refused = api.delete(&path).await;
    refused.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "id")));
    let named = refused.at("/details/0/innerError/referencedValues");
    assert_eq!(named, &json!([user]));
    let group = api.env(&format!("/groups/{group}"));
    assert_eq!(api.get(&group).await.status, 200, "a refusal changes nothing");

    let default = &api.connection.population_id;
    let moved = api.env(&format!("/users/{user}/population"));
    let body = json!({ "id": default });
    let moved = api.send("PUT", &moved, JSON, &body).await;
    let moved = moved.expect(200, "platform.update_user_population");
    assert_eq!(moved.at("/id"), default.as_str());
    assert_eq!(api.delete(&path).await.status, 204);
    assert_eq!(api.get(&group).await.status, 404);
}

#[tokio::test]
async fn one_population_is_the_default_and_takes_who_names_none() {
    let api = Api::start().await;
    let first = api.connection.population_id.clone();
    let path = |id: &str| api.env(&format!("/populations/{id}"));
    let last = api.delete(&path(&first)).await;
    last.assert_error(400, "INVALID_DATA", None);
    let message = last.text_at("/details/0/message");
    assert!(message.contains("must contain at least one population"));

    let second = json!({ "name": "Staff", "default": true });
    let second = create(&api, "/populations", second).await;
    assert_eq!(api.get(&path(&first)).await.at("/default"), false);
    let user = api.post(&api.env("/users"), &json!({ "username": "joe" })).await;
    assert_eq!(user.at("/population/id"), second.as_str());
    let body = json!({ "name": "Staff", "default": false });
    let refused = api.send("PUT", &path(&second), JSON, &body).await;
    let detail = Some(("CONSTRAINT_VIOLATION", "default"));
    refused.assert_error(400, "INVALID_DATA", detail);
    let kept = api.send("PUT", &path(&second), JSON, &json!({ "name": "Crew" })).await;
    assert_eq!((kept.status, kept.at("/default")), (200, &json!(true)));
    let refused = api.delete(&path(&second)).await;
    refused.assert_error(400, "INVALID_DATA", detail);
    assert_eq!(api.delete(&path(&first)).await.status, 204);
}

#[tokio::test]
async fn a_groups_name_is_its_own_in_its_population_or_in_the_environment() {
    let api = Api::start().await;
    let mut ids = Vec::new();
    for name in ["A", "B"] {
        ids.push(create(&api, "/populations", json!({ "name": name })).await);
    }
    let named = |name: &str, population: Option<&String>| match population {
        Some(id) => json!({ "name": name, "population": { "id": id } }),
        None => json!({ "name": name }),
    };
    for (name, population, is_free) in [
        ("Red", Some(&ids[0]), true),
        ("Red", Some(&ids[1]), true),
        ("red", Some(&ids[1]), false),
        ("RED", None, false),
        ("Blue", None, true),
        ("Blue", Some(&ids[0]), false),
    ] {
        let reply = api.post(&api.env("/groups"), &named(name, population)).await;
        if is_free {
            assert_eq!(reply.status, 201, "{}", reply.text);
        } else {
            let detail = Some(("UNIQUENESS_VIOLATION", "name"));
            reply.assert_error(400, "INVALID_DATA", detail);
        }
    }
    let filter = format!("population.id%20eq%20%22{}%22", ids[0]);
    let found = api.get(&api.env(&format!("/groups?filter={filter}"))).await;
    assert_eq!(found.at("/count"), 1);
    let group = found.at("/_embedded/groups/0");
    assert_eq!(group["displayName"], "Red");
    assert_eq!(group["directMemberCounts"], json!({ "users": 0 }));
    assert_eq!(group["totalMemberCounts"], Value::Null);
    let one = format!("/groups/{}?include=totalMemberCounts", group["id"].as_str().unwrap());
    let one = api.get(&api.env(&one)).await;
    assert_eq!(one.at("/totalMemberCounts/users"), 0);
    // The population is set at the creation.
    let path = api.env(&format!("/groups/{}", one.text_at("/id")));
    let moved = api.send("PUT", &path, JSON, &named("Red", Some(&ids[1]))).await;
    assert_eq!((moved.status, moved.at("/population/id")), (200, &json!(ids[0])));
}

fn worker() -> Value {
    json!({
        "name": "Worker", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "grantTypes": ["CLIENT_CREDENTIALS"],
    })
}

#[tokio::test]
async fn an_applications_secret_is_rotated_with_and_without_a_time_for_the_old_one() {
    let api = Api::start().await;
    let created = api.post(&api.env("/applications"), &worker()).await;
    let id = created.text_at("/id");
    assert_eq!(created.at("/clientId"), id);
    let path = api.env(&format!("/applications/{id}/secret"));
    let first = api.get(&path).await.expect(200, "platform.read_application_secret");
    let secret = first.text_at("/secret");
    assert!(secret.len() >= 64);
    let own = api.env(&format!("/applications/{id}"));
    for path in [&own, &api.env("/applications")] {
        assert!(!api.get(path).await.text.contains(secret));
    }

    let kept_until = "2026-01-15T12:10:00.000Z";
    let body = json!({ "previous": { "expiresAt": kept_until } });
    let second = api.post(&path, &body).await.expect(200, "platform.rotate_application_secret");
    assert_ne!(second.text_at("/secret"), secret);
    let previous = json!({ "secret": secret, "expiresAt": kept_until });
    assert_eq!(second.at("/previous"), &previous);
    let read = api.get(&path).await;
    assert_eq!(read.body, second.body);
    api.sandbox.clock().advance(Duration::from_secs(600));
    assert_eq!(api.get(&path).await.at("/previous"), &Value::Null);

    let body = json!({ "previous": { "expiresAt": "2026-01-16T00:00:00Z" } });
    assert_eq!(api.post(&path, &body).await.status, 200);
    let ended = api.delete(&path).await;
    ended.expect(204, "platform.delete_previous_application_secret");
    assert_eq!(api.get(&path).await.at("/previous"), &Value::Null);
    api.delete(&path).await.assert_error(404, "NOT_FOUND", None);
    let third = api.send("POST", &path, JSON, &Value::Null).await;
    assert_eq!((third.status, third.at("/previous")), (200, &Value::Null));

    for (sent, code, target) in [
        (json!({ "previous": {} }), "REQUIRED_VALUE", "previous.expiresAt"),
        (json!({ "previous": { "expiresAt": "soon" } }), "INVALID_VALUE", "previous.expiresAt"),
        (
            json!({ "previous": { "expiresAt": "2026-01-15T12:10:59Z" } }),
            "INVALID_VALUE",
            "previous.expiresAt",
        ),
        (
            json!({ "previous": { "expiresAt": "2026-03-01T00:00:00Z" } }),
            "INVALID_VALUE",
            "previous.expiresAt",
        ),
    ] {
        let refused = api.post(&path, &sent).await;
        refused.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    assert_eq!(api.delete(&own).await.status, 204);
    assert_eq!(api.get(&path).await.status, 404);
}

#[tokio::test]
async fn all_that_is_wrong_with_an_application_is_said_at_once() {
    let api = Api::start().await;
    let body = json!({
        "name": "", "type": "WORKR", "protocol": "OPENID_CONNECT", "grantTypes": ["X"],
        "refreshTokenDuration": 1,
    });
    let refused = api.post(&api.env("/applications"), &body).await;
    let details = refused.at("/details").as_array().unwrap().iter();
    let found: Vec<_> = details
        .map(|one| (one["code"].as_str().unwrap(), one["target"].as_str().unwrap()))
        .collect();
    let expected = [
        ("EMPTY_VALUE", "name"),
        ("REQUIRED_VALUE", "enabled"),
        ("INVALID_VALUE", "type"),
        ("REQUIRED_VALUE", "tokenEndpointAuthMethod"),
        ("INVALID_VALUE", "grantTypes[0]"),
        ("OUT_OF_RANGE", "refreshTokenDuration"),
    ];
    assert_eq!(found, expected);
    let allowed = refused.at("/details/2/innerError/allowedValues").as_array();
    assert_eq!(allowed.unwrap()[0], "WEB_APP");
    assert_eq!(refused.at("/details/5/innerError/rangeMinimumValue"), 60);
}

#[tokio::test]
async fn applications_follow_their_protocol() {
    let api = Api::start().await;
    let with = |name: &str, value: Value| {
        let mut body = worker();
        body[name] = value;
        body
    };
    for (body, code, target) in [
        (with("protocol", json!("SAML")), "REQUIRED_VALUE", "acsUrls"),
        (with("protocol", json!("SOAP")), "INVALID_VALUE", "protocol"),
        (with("type", json!("PING_ONE_PORTAL")), "INVALID_VALUE", "type"),
        (with("tokenEndpointAuthMethod", json!("PRIVATE_KEY_JWT")), "REQUIRED_VALUE", "jwks"),
        (with("refreshTokenRollingDuration", json!(3600)), "OUT_OF_RANGE", "refreshTokenDuration"),
        (
            with("accessControl", json!({ "group": { "type": "ANY_GROUP" } })),
            "REQUIRED_VALUE",
            "accessControl.group.groups",
        ),
    ] {
        let refused = api.post(&api.env("/applications"), &body).await;
        refused.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    // A fraction is cut off, and a group that goes is taken out.
    let group = create(&api, "/groups", json!({ "name": "Staff" })).await;
    let access = json!({ "group": { "type": "ANY_GROUP", "groups": [{ "id": group }] } });
    let mut body = with("accessControl", access);
    body["parTimeout"] = json!(1.5);
    let created = api.post(&api.env("/applications"), &body).await;
    assert_eq!((created.status, created.at("/parTimeout")), (201, &json!(1)));
    let deleted = api.delete(&api.env(&format!("/groups/{group}"))).await;
    assert_eq!(deleted.status, 204);
    let read = api.env(&format!("/applications/{}", created.text_at("/id")));
    assert_eq!(api.get(&read).await.at("/accessControl/group/groups"), &json!([]));
}

#[tokio::test]
async fn a_license_can_be_renamed_and_nothing_else() {
    let api = Api::start().await;
    let organization = format!("/v1/organizations/{}", api.connection.organization_id);
    let license = "3f06970a-3235-46cb-b46f-cf6dfee2bb84";
    let path = format!("{organization}/licenses/{license}/name");
    let read = api.get(&path).await.expect(200, "platform.read_one_license_name");
    assert_eq!(read.at("/name"), "INTERNAL");
    let put = async |body: Value| -> Reply { api.send("PUT", &path, JSON, &body).await };
    let renamed = put(json!({ "name": "Internal Test License" })).await;
    let renamed = renamed.expect(200, "platform.update_license_name");
    assert_eq!(renamed.at("/name"), "Internal Test License");
    let whole = api.get(&format!("{organization}/licenses/{license}")).await;
    assert_eq!(whole.at("/name"), "Internal Test License");
    assert_eq!(whole.at("/users/max"), 50_000_000);
    for (body, code) in [
        (json!({}), "REQUIRED_VALUE"),
        (json!({ "name": "" }), "EMPTY_VALUE"),
        (json!({ "name": "a+b" }), "INVALID_VALUE"),
        (json!({ "name": "x".repeat(256) }), "SIZE_LIMIT_EXCEEDED"),
    ] {
        put(body).await.assert_error(400, "INVALID_DATA", Some((code, "name")));
    }
}

#[tokio::test]
async fn an_application_is_granted_scopes_of_a_resource() {
    let api = Api::start().await;
    let all = api.get(&api.env("/resources")).await;
    let openid = all.at("/_embedded/resources/0");
    assert_eq!(openid["type"], "OPENID_CONNECT");
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let openid = id(openid);
    let scopes = api.get(&api.env(&format!("/resources/{openid}/scopes"))).await;
    let scopes = scopes.at("/_embedded/scopes").as_array().unwrap().clone();
    assert_eq!(scopes[0]["name"], "openid");
    assert_eq!(scopes[0]["resource"]["id"], openid.as_str());
    assert_eq!(scopes[0]["predefined"], Value::Null);
    let own =
        [format!("/resources/{openid}"), format!("/resources/{openid}/scopes/{}", id(&scopes[0]))];
    for path in own {
        let refused = api.delete(&api.env(&path)).await;
        refused.assert_error(400, "INVALID_DATA", None);
    }
    let custom = create(&api, "/resources", json!({ "name": "Orders" })).await;
    let secret = api.env(&format!("/resources/{custom}/secret"));
    let secret = api.get(&secret).await.expect(200, "platform.read_resource_secret");
    assert!(secret.text_at("/secret").len() >= 64);
    let below = format!("/resources/{custom}/scopes");
    let read = create(&api, &below, json!({ "name": "read" })).await;

    let application = create(&api, "/applications", worker()).await;
    let list = api.env(&format!("/applications/{application}/grants"));
    let grant = |resource: &str, scope: &str| json!({ "resource": { "id": resource }, "scopes": [{ "id": scope }] });
    for (body, code, target) in [
        (grant(&openid, &read), "INVALID_VALUE", "scopes[0].id"),
        (grant("none", &read), "INVALID_VALUE", "resource.id"),
        (json!({ "resource": { "id": openid } }), "REQUIRED_VALUE", "scopes"),
    ] {
        let refused = api.post(&list, &body).await;
        refused.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    let granted = api.post(&list, &grant(&custom, &read)).await;
    let granted = granted.expect(201, "platform.create_application_grant");
    assert_eq!(granted.at("/application/id"), application.as_str());
    let again = api.post(&list, &grant(&custom, &read)).await;
    let detail = Some(("UNIQUENESS_VIOLATION", "resource.id"));
    again.assert_error(400, "INVALID_DATA", detail);
    let path = granted.header("location").replace(&api.connection.api_url, "");
    let moved = grant(&openid, &id(&scopes[0]));
    let moved = api.send("PUT", &path, JSON, &moved).await;
    let detail = Some(("INVALID_VALUE", "resource.id"));
    moved.assert_error(400, "INVALID_DATA", detail);
    // A scope that goes leaves the grants that had it.
    assert_eq!(api.delete(&api.env(&format!("{below}/{read}"))).await.status, 204);
    assert_eq!(api.get(&path).await.at("/scopes"), &json!([]));
    let none = json!({ "resource": { "id": custom }, "scopes": [] });
    let none = api.send("PUT", &path, JSON, &none).await;
    none.expect(200, "platform.update_application_grant");
    let resource = api.env(&format!("/resources/{custom}"));
    let held = api.delete(&resource).await;
    held.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "id")));
    api.delete(&path).await.expect(204, "platform.delete_application_grant");
    let all = api.get(&list).await.expect(200, "platform.read_all_application_grants");
    assert_eq!(all.at("/count"), 0);
    assert_eq!(api.delete(&resource).await.status, 204);
    assert_eq!(api.get(&api.env(&below)).await.status, 404);
}

#[tokio::test]
async fn settings_are_replaced_and_reset() {
    let api = Api::start().await;
    let path = api.env("/notificationsSettings");
    let first = api.get(&path).await;
    let first = first.expect(200, "platform.read_notification_settings");
    assert_eq!(first.at("/deliveryMode"), "ALL");
    let sender = json!({ "name": "PingOne", "address": "noreply@pingidentity.com" });
    assert_eq!(first.at("/from"), &sender);
    let own = format!("{}{path}", api.connection.api_url);
    assert_eq!(first.text_at("/_links/self/href"), own);

    let user = create(&api, "/users", json!({ "username": "joe" })).await;
    let body = json!({
        "from": { "name": "Us" },
        "restrictions": { "smsVoiceQuota": { "daily": 50 } },
        "whitelist": [{ "user": { "id": user } }],
    });
    let put = async |body: &Value| api.send("PUT", &path, JSON, body).await;
    let second = put(&body).await.expect(200, "platform.update_notification_settings");
    assert_eq!(second.at("/from/name"), "Us");
    assert_eq!(second.at("/from/address"), "noreply@pingidentity.com");
    assert_eq!(second.at("/id"), first.at("/id"));
    for (body, code, target) in [
        (json!({ "deliveryMode": "SOME" }), "INVALID_VALUE", "deliveryMode"),
        (
            json!({ "restrictions": { "smsVoiceQuota": { "daily": 51 } } }),
            "OUT_OF_RANGE",
            "restrictions.smsVoiceQuota.daily",
        ),
        (json!({ "whitelist": [{}] }), "REQUIRED_VALUE", "whitelist[0].user"),
    ] {
        put(&body).await.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    // An entry goes with its user.
    assert_eq!(api.delete(&api.env(&format!("/users/{user}"))).await.status, 204);
    let read = api.get(&path).await;
    assert_eq!(read.at("/whitelist"), &json!([]));
    assert_eq!(read.at("/restrictions"), second.at("/restrictions"));

    let reset = api.delete(&path).await.expect(200, "platform.reset_notification_settings");
    assert_eq!(reset.body, first.body);
    assert_eq!(api.get(&path).await.body, first.body);
}

#[tokio::test]
async fn the_audit_is_read_page_by_page_within_a_range_of_times() {
    let api = Api::start().await;
    for name in ["a", "b", "c"] {
        create(&api, "/groups", json!({ "name": name })).await;
    }
    let range = "recordedat ge \"2026-01-15T12:00:00.000Z\"";
    let filter = format!("{range} AND action.type eq \"GROUP.CREATED\"");
    let encoded: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut path = api.env(&format!("/activities?filter={encoded}&limit=2"));
    let mut names = Vec::new();
    loop {
        let page = api.get(&path).await.expect(200, "platform.read_all_activities");
        for one in page.at("/_embedded/activities").as_array().unwrap() {
            names.push(one["resources"][0]["name"].as_str().unwrap().to_owned());
            let own = one["_links"]["self"]["href"].as_str().unwrap();
            let own = own.replace(&api.connection.api_url, "");
            let own = api.get(&own).await.expect(200, "platform.read_one_activity");
            assert_eq!(&own.body, one);
        }
        match page.at("/_links/next/href").as_str() {
            Some(next) => path = next.replace(&api.connection.api_url, ""),
            None => break,
        }
    }
    assert_eq!(names, ["c", "b", "a"]);
    for filter in ["", "action.type eq \"GROUP.CREATED\"", "color eq \"red\""] {
        let refused = api.post(&api.env("/activities"), &json!({ "filter": filter })).await;
        refused.assert_error(400, "INVALID_REQUEST", Some(("INVALID_FILTER", "filter")));
    }
    for (limit, code) in [(json!("many"), "INVALID_VALUE"), (json!(0), "OUT_OF_RANGE")] {
        let body = json!({ "filter": range, "limit": limit });
        let refused = api.post(&api.env("/activities"), &body).await;
        refused.assert_error(400, "INVALID_DATA", Some((code, "limit")));
    }
    let unknown = api.get(&api.env("/activities/none")).await;
    unknown.assert_error(404, "NOT_FOUND", None);
}
