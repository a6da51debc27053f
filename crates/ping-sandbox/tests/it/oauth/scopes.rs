//! Scopes of resources, which an application is granted for itself.

use serde_json::{Value, json};

use super::{application, ask, create, opened, opens, secret, token};
use crate::support::{Api, Reply};

#[tokio::test]
async fn a_worker_is_granted_no_scope() {
    let api = Api::start().await;
    let basic = api.basic();
    let headers = [("authorization", basic.as_str())];
    for scope in ["openid", "p1%3Aread%3Auser+p1%3Aupdate%3Auser", "anything"] {
        let body = format!("grant_type=client_credentials&scope={scope}");
        let reply = api.form(&headers, &body).await;
        assert_eq!((reply.status, reply.at("/error")), (400, &json!("invalid_scope")));
        let id = reply.header("correlation-id");
        assert_eq!(
            reply.text_at("/error_description"),
            format!("Request failed: At least one scope must be granted (Correlation ID: {id})")
        );
    }
    let body = "grant_type=client_credentials&scope=openid";
    assert_eq!(api.form(&[], body).await.status, 401);
    for none in ["", "&scope=", "&scope=+"] {
        let body = format!("grant_type=client_credentials{none}");
        assert_eq!(api.form(&headers, &body).await.status, 200);
    }
}

/// A resource with two scopes; the ids of it and of them.
async fn resource(api: &Api, name: &str, seconds: u64) -> [String; 3] {
    let body = json!({ "name": name, "accessTokenValiditySeconds": seconds });
    let id = create(api, "/resources", body).await;
    let list = format!("/resources/{id}/scopes");
    let read = create(api, &list, json!({ "name": format!("{name}:read") })).await;
    let write = create(api, &list, json!({ "name": format!("{name}:write") })).await;
    [id, read, write]
}

async fn grant(api: &Api, application: &str, resource: &str, scopes: &[&String]) {
    let scopes: Vec<Value> = scopes.iter().map(|id| json!({ "id": id })).collect();
    let body = json!({ "resource": { "id": resource }, "scopes": scopes });
    create(api, &format!("/applications/{application}/grants"), body).await;
}

#[tokio::test]
async fn a_service_gets_the_scopes_that_it_was_granted_for_as_long_as_the_resource_says() {
    let api = Api::start().await;
    let app = create(&api, "/applications", application("SERVICE", "CLIENT_SECRET_BASIC")).await;
    let key = secret(&api, &format!("/applications/{app}")).await;
    let none = token(&api, &app, &key, "").await;
    assert_eq!((none.status, none.at("/error")), (400, &json!("invalid_scope")));
    let [orders, read, write] = resource(&api, "orders", 300).await;
    grant(&api, &app, &orders, &[&read]).await;

    let got = token(&api, &app, &key, "").await.expect(200, "platform.get_token");
    assert_eq!((got.at("/scope"), got.at("/expires_in")), (&json!("orders:read"), &json!(300)));
    let claims = opened(got.text_at("/access_token")).1;
    assert_eq!((&claims["aud"], &claims["scope"]), (&json!(["orders"]), &json!("orders:read")));
    assert_eq!(claims["exp"].as_u64(), claims["iat"].as_u64().map(|at| at + 300));
    // It is for that resource and not for the API.
    assert_eq!(opens(&api, got.text_at("/access_token")).await, 401);
    for (asked, status) in [("orders%3Aread", 200), ("orders%3Awrite", 400), ("openid", 400)] {
        let reply = token(&api, &app, &key, &format!("&scope={asked}")).await;
        assert_eq!(reply.status, status, "{asked}: {}", reply.text);
    }
    let body = json!({ "resource": { "id": orders }, "scopes": [{ "id": read }, { "id": write }] });
    let grants = api.env(&format!("/applications/{app}/grants"));
    let id = api.get(&grants).await.text_at("/_embedded/grants/0/id").to_owned();
    let path = format!("{grants}/{id}");
    assert_eq!(api.send("PUT", &path, "application/json", &body).await.status, 200);
    let both = token(&api, &app, &key, "").await;
    assert_eq!(both.at("/scope"), "orders:read orders:write");
}

#[tokio::test]
async fn scopes_are_of_one_resource_unless_the_application_may_ask_for_more() {
    let api = Api::start().await;
    let mut body = application("SERVICE", "CLIENT_SECRET_BASIC");
    let app = create(&api, "/applications", body.clone()).await;
    let path = format!("/applications/{app}");
    let key = secret(&api, &path).await;
    for (name, seconds) in [("orders", 600), ("bills", 300)] {
        let [id, read, _] = resource(&api, name, seconds).await;
        grant(&api, &app, &id, &[&read]).await;
    }
    let refused = token(&api, &app, &key, "").await;
    assert_eq!((refused.status, refused.at("/error")), (400, &json!("invalid_scope")));
    let why = refused.text_at("/error_description");
    assert!(why.starts_with("May not request scopes for multiple resources"), "{why}");
    assert_eq!(token(&api, &app, &key, "&scope=bills%3Aread").await.at("/expires_in"), 300);
    body["requestScopesForMultipleResourcesEnabled"] = true.into();
    let path = api.env(&path);
    assert_eq!(api.send("PUT", &path, "application/json", &body).await.status, 200);
    let both = token(&api, &app, &key, "&scope=orders%3Aread+bills%3Aread").await;
    assert_eq!((both.status, both.at("/expires_in")), (200, &json!(300)));
    let claims = opened(both.text_at("/access_token")).1;
    assert_eq!(claims["aud"], json!(["orders", "bills"]));
}

#[tokio::test]
async fn a_resource_asks_about_its_own_tokens_which_can_be_revoked() {
    let api = Api::start().await;
    let app = create(&api, "/applications", application("SERVICE", "CLIENT_SECRET_BASIC")).await;
    let key = secret(&api, &format!("/applications/{app}")).await;
    let [orders, read, _] = resource(&api, "orders", 300).await;
    let [bills, ..] = resource(&api, "bills", 300).await;
    grant(&api, &app, &orders, &[&read]).await;
    let got = token(&api, &app, &key, "").await.text_at("/access_token").to_owned();
    let about = format!("token={got}");

    let by = async |id: &str, path: &str| -> Reply {
        let key = secret(&api, &format!("{path}/{id}")).await;
        let form = format!("{about}&client_id={id}&client_secret={key}");
        let header = [("content-type", "application/x-www-form-urlencoded")];
        let path = api.auth("/as/introspect");
        api.raw("POST", &path, &header, form.into()).await.unwrap()
    };
    // By the method that the resource has.
    assert_eq!(by(&orders, "/resources").await.status, 401);
    for (id, name) in [(&orders, "orders"), (&bills, "bills")] {
        let body = json!({ "name": name, "introspectEndpointAuthMethod": "CLIENT_SECRET_POST" });
        let path = api.env(&format!("/resources/{id}"));
        assert_eq!(api.send("PUT", &path, "application/json", &body).await.status, 200);
    }
    let reply = by(&orders, "/resources").await.expect(200, "platform.introspect_token");
    assert_eq!((reply.at("/active"), reply.at("/scope")), (&json!(true), &json!("orders:read")));
    assert_eq!(by(&bills, "/resources").await.at("/active"), false);

    // Another application's revocation ends nothing.
    assert_eq!(ask(&api, "revoke", &about).await.status, 200);
    assert_eq!(ask(&api, "introspect", &about).await.at("/active"), true);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let basic = format!("{about}&client_id={app}");
    let refused = api.raw("POST", &api.auth("/as/revoke"), &form, basic.into()).await.unwrap();
    assert_eq!(refused.status, 401);
    let mut own = api.beside(api.tenant.clone()).await;
    (own.connection.client_id, own.connection.client_secret) = (app, key);
    assert_eq!(ask(&own, "revoke", &about).await.status, 200);
    assert_eq!(ask(&own, "introspect", &about).await.at("/active"), false);
}
