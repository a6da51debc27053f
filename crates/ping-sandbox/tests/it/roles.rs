//! Roles: who has which, and what they open where roles decide.

use ping_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::{Api, Reply};

const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// A sandbox whose workers have these roles, and no other may do what they do not say.
async fn strict(roles: &[&str]) -> Api {
    Api::with(|builder| builder.roles(roles.iter().copied())).await
}

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

/// Another worker of the environment, as a client; it has no token yet.
async fn another(api: &Api) -> Api {
    let id = create(api, "/applications", worker()).await;
    let secret = api.get(&api.env(&format!("/applications/{id}/secret"))).await;
    let mut other = api.beside(api.tenant.clone()).await;
    other.connection.client_id = id;
    other.connection.client_secret = secret.text_at("/secret").to_owned();
    other.token = String::new();
    other
}

#[track_caller]
fn is_denied(reply: &Reply) {
    reply.assert_error(403, "ACCESS_FAILED", None);
    assert_eq!(reply.at("/details/0/code"), "INSUFFICIENT_PERMISSIONS", "{}", reply.text);
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
    // A broader one comes on top of a narrower one, and not the other way round.
    for (body, is_new) in [
        (&population, true),
        (&population, false),
        (&narrow, true),
        (&narrow, false),
        (&other, true),
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
async fn a_worker_without_the_role_is_refused_until_it_is_assigned() {
    let api = strict(&["Identity Data Read Only"]).await;
    let users = api.env("/users");
    assert_eq!(api.get(&users).await.status, 200);
    let ann = json!({ "username": "ann" });
    is_denied(&api.post(&users, &ann).await);
    // What is wrong with a request is told to those alone who may send it.
    is_denied(&api.post(&users, &json!({})).await);
    api.tenant.assign_role(&api.connection.client_id, "Identity Data Admin").unwrap();
    assert_eq!(api.post(&users, &ann).await.status, 201);
    is_denied(&api.get(&api.env("/applications")).await);
    // Where no role is named, any will do.
    assert_eq!(api.get(&api.env("")).await.status, 200);
    assert_eq!(api.get("/v1/organizations").await.status, 200);
}

#[tokio::test]
async fn assignments_of_the_api_count_at_once_in_both_directions() {
    let api = strict(&["Environment Admin", "Identity Data Admin"]).await;
    let mut other = another(&api).await;
    // Without any role there is not even a token.
    let basic = other.basic();
    let headers = [("authorization", basic.as_str())];
    let refused = other.form(&headers, "grant_type=client_credentials").await;
    assert_eq!((refused.status, refused.at("/error")), (400, &json!("invalid_scope")));

    let list = format!("/applications/{}/roleAssignments", other.connection.client_id);
    let here = &*api.connection.environment_id;
    let data = role(&api, "Identity Data Admin").await;
    let made = create(&api, &list, assignment(&data, "ENVIRONMENT", here)).await;
    other.refresh().await;
    let users = api.env("/users");
    assert_eq!(other.post(&users, &json!({ "username": "ann" })).await.status, 201);
    is_denied(&other.get(&api.env("/applications")).await);
    let path = api.env(&format!("{list}/{made}"));
    assert_eq!(api.delete(&path).await.status, 204);
    is_denied(&other.get(&users).await);
}

#[tokio::test]
async fn the_scope_of_a_role_is_where_it_counts() {
    let api = strict(&["Identity Data Admin"]).await;
    let beside = api.beside(api.sandbox.add_environment()).await;
    let foreign = api.beside(api.sandbox.add_organization()).await;
    // Of the organization: its own and no other.
    let licenses = |api: &Api| {
        let id = &api.connection.organization_id;
        format!("/v1/organizations/{id}/licenses")
    };
    let assign = |to: &Api| {
        to.tenant.assign_role(&api.connection.client_id, "Organization Admin").unwrap();
    };
    is_denied(&api.get(&licenses(&api)).await);
    assign(&foreign);
    is_denied(&api.get(&licenses(&api)).await);
    assign(&api);
    assert_eq!(api.get(&licenses(&api)).await.status, 200);
    assert_eq!(api.get(&licenses(&foreign)).await.status, 404);
    // Of an environment.
    is_denied(&api.get(&beside.env("/users")).await);
    beside.tenant.assign_role(&api.connection.client_id, "Identity Data Read Only").unwrap();
    assert_eq!(api.get(&beside.env("/users")).await.status, 200);
    is_denied(&api.post(&beside.env("/users"), &json!({ "username": "eve" })).await);
    is_denied(&beside.get(&api.env("/users")).await);
}

#[tokio::test]
async fn a_role_of_a_population_opens_what_is_in_it() {
    let api = strict(&["Environment Admin", "Identity Data Admin"]).await;
    let mut other = another(&api).await;
    let list = format!("/applications/{}/roleAssignments", other.connection.client_id);
    let data = role(&api, "Identity Data Admin").await;
    let population = &*api.connection.population_id;
    create(&api, &list, assignment(&data, "POPULATION", population)).await;
    other.refresh().await;
    let elsewhere = create(&api, "/populations", json!({ "name": "Elsewhere" })).await;
    let [ann, eve] = [("ann", population), ("eve", &*elsewhere)]
        .map(|(name, population)| json!({ "username": name, "population": { "id": population } }));
    let [ann, eve] = [create(&api, "/users", ann).await, create(&api, "/users", eve).await];
    assert_eq!(other.get(&api.env(&format!("/users/{ann}"))).await.status, 200);
    is_denied(&other.get(&api.env(&format!("/users/{eve}"))).await);
    assert_eq!(other.get(&api.env(&format!("/populations/{population}"))).await.status, 200);
    is_denied(&other.get(&api.env("/users")).await);
}

#[tokio::test]
async fn nobody_hands_on_or_takes_away_what_it_does_not_have() {
    let api = strict(&["Environment Admin"]).await;
    let other = another(&api).await;
    let list = format!("/applications/{}/roleAssignments", other.connection.client_id);
    let here = &*api.connection.environment_id;
    let [own, data] =
        [role(&api, "Environment Admin").await, role(&api, "Identity Data Admin").await];
    let path = api.env(&list);
    let refused = api.post(&path, &assignment(&data, "ENVIRONMENT", here)).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "role")));
    let why = refused.text_at("/details/0/message");
    assert!(why.starts_with("Must have role at the same or broader scope"), "{why}");
    let wide = assignment(&own, "ORGANIZATION", &api.connection.organization_id);
    let refused = api.post(&path, &wide).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "role")));
    create(&api, &list, assignment(&own, "ENVIRONMENT", here)).await;

    other.tenant.assign_role(&other.connection.client_id, "Identity Data Admin").unwrap();
    let all = api.get(&path).await;
    let read_only = |at: usize| all.at(&format!("/_embedded/roleAssignments/{at}/readOnly"));
    assert_eq!([read_only(0), read_only(1)], [&json!(false), &json!(true)]);
    let foreign = all.text_at("/_embedded/roleAssignments/1/id");
    let one = format!("{path}/{foreign}");
    assert_eq!(api.get(&one).await.at("/readOnly"), true);
    let refused = api.delete(&one).await;
    refused.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "readOnly")));
    assert_eq!(api.get(&one).await.status, 200);
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
