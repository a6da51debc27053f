//! Roles: what there is, and who is assigned which.

mod access;

use ping_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::Api;

const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// The id of a built-in role.
async fn role(api: &Api, name: &str) -> String {
    let all = api.get("/v1/roles").await.expect(200, "platform.read_all_roles");
    let roles = all.at("/_embedded/roles").as_array().unwrap().iter();
    let mut found = roles.filter(|role| role["name"] == name);
    found.next().unwrap()["id"].as_str().unwrap().to_owned()
}

fn assignment(role: &str, scope: &str, id: &str) -> Value {
    json!({ "role": { "id": role }, "scope": { "type": scope, "id": id } })
}

async fn create(api: &Api, list: &str, body: Value) -> String {
    let reply = api.post(&api.env(list), &body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.text_at("/id").to_owned()
}

/// A worker without roles.
fn worker() -> Value {
    json!({
        "name": "Worker", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "grantTypes": ["CLIENT_CREDENTIALS"],
    })
}

#[tokio::test]
async fn the_built_in_roles_are_read_and_the_same_everywhere() {
    let [api, other] = [Api::start().await, Api::with(|builder| builder.seed(2)).await];
    let all = api.get("/v1/roles").await.expect(200, "platform.read_all_roles");
    assert_eq!((all.at("/count"), all.at("/size")), (&json!(19), &json!(19)));
    assert_eq!(
        all.body.pointer("/_embedded/roles/0/id"),
        other.get("/v1/roles").await.body.pointer("/_embedded/roles/0/id")
    );
    let id = role(&api, "Identity Data Admin").await;
    let one = api.get(&format!("/v1/roles/{id}")).await.expect(200, "platform.read_one_role");
    assert_eq!(one.at("/name"), "Identity Data Admin");
    assert_eq!(one.at("/applicableTo"), &json!(["ORGANIZATION", "ENVIRONMENT", "POPULATION"]));
    let id = role(&api, "Organization Admin").await;
    let one = api.get(&format!("/v1/roles/{id}")).await;
    assert_eq!(one.at("/permissions/0/id"), "licensing:read:license");
    assert_eq!(one.at("/permissions/0/classifier"), "licensing");
    let none = api.get(&format!("/v1/roles/{UNKNOWN}")).await;
    none.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn users_groups_and_workers_are_assigned_roles() {
    let api = Api::start().await;
    let environment = &*api.connection.environment_id;
    let role = role(&api, "Identity Data Admin").await;
    let user = api.user("ann").await;
    let group = create(&api, "/groups", json!({ "name": "Staff" })).await;
    let application = create(&api, "/applications", worker()).await;
    for (above, noun, id) in [
        ("users", "user", &user),
        ("groups", "group", &group),
        ("applications", "application", &application),
    ] {
        let list = api.env(&format!("/{above}/{id}/roleAssignments"));
        let operation = format!("platform.create_{noun}_role_assignment");
        let body = assignment(&role, "ENVIRONMENT", environment);
        let made = api.post(&list, &body).await.expect(201, &operation);
        let one = format!("{list}/{}", made.text_at("/id"));
        assert!(made.header("location").ends_with(&one), "{one}");
        assert_eq!(made.at("/role"), &body["role"]);
        assert_eq!(made.at("/scope"), &body["scope"]);
        assert_eq!(made.at("/readOnly"), false);
        assert_eq!(made.at(&format!("/{noun}/id")), &**id);
        assert_eq!(made.at("/environment/id"), environment);
        let operation = format!("platform.read_one_{noun}_role_assignment");
        assert_eq!(api.get(&one).await.expect(200, &operation).body, made.body);
        let all = api.get(&list).await;
        let all = all.expect(200, &format!("platform.read_all_{noun}_role_assignments"));
        assert_eq!(all.at("/_embedded/roleAssignments"), &json!([made.body]));
        let operation = format!("platform.delete_{noun}_role_assignment");
        api.delete(&one).await.expect(204, &operation);
        for gone in [&one, &api.env(&format!("/{above}/{UNKNOWN}/roleAssignments"))] {
            api.get(gone).await.assert_error(404, "NOT_FOUND", None);
        }
    }
    // Of applications, workers alone.
    let mut service = worker();
    service["type"] = "SERVICE".into();
    let service = create(&api, "/applications", service).await;
    let list = api.env(&format!("/applications/{service}/roleAssignments"));
    api.get(&list).await.assert_error(404, "NOT_FOUND", None);
    let body = assignment(&role, "ENVIRONMENT", environment);
    api.post(&list, &body).await.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn a_role_is_assigned_for_what_there_is_and_once() {
    let api = Api::start().await;
    let user = api.user("ann").await;
    let list = api.env(&format!("/users/{user}/roleAssignments"));
    let [data, organization] =
        [role(&api, "Identity Data Admin").await, role(&api, "Organization Admin").await];
    let here = &*api.connection.environment_id;
    let beside = api.beside(api.sandbox.add_environment()).await;
    let foreign = api.beside(api.sandbox.add_organization()).await;
    for (body, code, target) in [
        (json!({}), "REQUIRED_VALUE", "role"),
        (assignment("", "ENVIRONMENT", here), "EMPTY_VALUE", "role.id"),
        (assignment(&data, "REGION", here), "INVALID_VALUE", "scope.type"),
        (assignment(UNKNOWN, "ENVIRONMENT", here), "INVALID_VALUE", "role.id"),
        (assignment(&organization, "ENVIRONMENT", here), "INVALID_VALUE", "scope.type"),
        (assignment(&data, "APPLICATION", here), "INVALID_VALUE", "scope.type"),
        (assignment(&data, "ENVIRONMENT", UNKNOWN), "INVALID_VALUE", "scope.id"),
        (assignment(&data, "POPULATION", here), "INVALID_VALUE", "scope.id"),
        (assignment(&data, "ORGANIZATION", here), "INVALID_VALUE", "scope.id"),
        (
            assignment(&data, "ENVIRONMENT", &foreign.connection.environment_id),
            "INVALID_VALUE",
            "scope.id",
        ),
    ] {
        let refused = api.post(&list, &body).await;
        refused.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    let population = assignment(&data, "POPULATION", &api.connection.population_id);
    let narrow = assignment(&data, "ENVIRONMENT", here);
    let wide = assignment(&data, "ORGANIZATION", &api.connection.organization_id);
    let other = assignment(&data, "ENVIRONMENT", &beside.connection.environment_id);
    let elsewhere = create(&api, "/populations", json!({ "name": "Elsewhere" })).await;
    let elsewhere = assignment(&data, "POPULATION", &elsewhere);
    // A broader one comes on top of a narrower one, and not the other way round.
    for (body, is_new) in [
        (&population, true),
        (&population, false),
        (&narrow, true),
        (&narrow, false),
        (&elsewhere, false),
        (&wide, true),
        (&other, false),
        (&narrow, false),
    ] {
        let reply = api.post(&list, body).await;
        if is_new {
            assert_eq!(reply.status, 201, "{}", reply.text);
        } else {
            let detail = Some(("UNIQUENESS_VIOLATION", "role"));
            reply.assert_error(400, "INVALID_DATA", detail);
            assert_eq!(reply.at("/details/0/message"), "May not assign duplicate Role");
        }
    }
}

#[tokio::test]
async fn a_role_of_the_organization_opens_its_environments_and_no_others() {
    let api = Api::start().await;
    let beside = api.beside(api.sandbox.add_environment()).await;
    let foreign = api.beside(api.sandbox.add_organization()).await;
    assert_eq!(api.get(&beside.env("/users")).await.status, 403);
    let list = format!("/applications/{}/roleAssignments", api.connection.client_id);
    let data = role(&api, "Identity Data Read Only").await;
    let body = assignment(&data, "ORGANIZATION", &api.connection.organization_id);
    create(&api, &list, body).await;
    assert_eq!(api.get(&beside.env("/users")).await.status, 200);
    assert_eq!(api.get(&foreign.env("/users")).await.status, 403);
}

#[tokio::test]
async fn only_documented_roles_are_given() {
    let error = Sandbox::builder().roles(["Admin"]).start().await.unwrap_err();
    assert!(error.to_string().contains("`Admin`"), "{error}");
    let api = Api::start().await;
    let tenant = &api.tenant;
    assert!(tenant.assign_role(&api.connection.client_id, "Admin").is_err());
    assert!(tenant.assign_role(UNKNOWN, "Environment Admin").is_err());
    // An application that is none of a worker has no roles.
    let mut service = worker();
    service["type"] = "SERVICE".into();
    let service = create(&api, "/applications", service).await;
    assert!(tenant.assign_role(&service, "Environment Admin").is_err());
    // The worker has the documented roles in its environment, each once.
    let list = api.env(&format!("/applications/{}/roleAssignments", api.connection.client_id));
    let count = async || api.get(&list).await.at("/count").clone();
    assert_eq!(count().await, 3);
    for role in ["Environment Admin", "Organization Admin", "Application Owner"] {
        tenant.assign_role(&api.connection.client_id, role).unwrap();
    }
    assert_eq!(count().await, 5);
}
