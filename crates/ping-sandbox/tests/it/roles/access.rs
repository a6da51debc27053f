//! What workers may do where roles decide.

use serde_json::json;

use super::{assignment, create, role, worker};
use crate::support::{Api, Reply};

/// A sandbox whose workers have these roles, and no other may do what they do not say.
async fn strict(roles: &[&str]) -> Api {
    Api::with(|builder| builder.roles(roles.iter().copied())).await
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
    is_denied(&other.get(&api.env(&format!("/populations/{elsewhere}"))).await);
    is_denied(&other.get(&api.env("/applications")).await);
    is_denied(&other.delete(&api.env(&format!("/users/{eve}"))).await);
}

#[tokio::test]
async fn a_list_has_in_it_what_is_in_the_populations_of_the_role() {
    let roles = ["Environment Admin", "Identity Data Admin", "Identity Data Read Only"];
    let api = strict(&roles).await;
    let mut other = another(&api).await;
    let list = format!("/applications/{}/roleAssignments", other.connection.client_id);
    let [here, there] = [
        create(&api, "/populations", json!({ "name": "Here" })).await,
        create(&api, "/populations", json!({ "name": "There" })).await,
    ];
    for (at, population) in [&here, &there, &here].into_iter().enumerate() {
        let body =
            |name: &str| json!({ name: format!("n{at}"), "population": { "id": population } });
        create(&api, "/users", body("username")).await;
        create(&api, "/groups", body("name")).await;
    }
    create(&api, "/groups", json!({ "name": "of all" })).await;
    let read = role(&api, "Identity Data Read Only").await;
    create(&api, &list, assignment(&read, "POPULATION", &here)).await;
    other.refresh().await;
    let seen = async |path: &str, name: &str| -> Vec<String> {
        let (list, query) = path.split_once('?').unwrap_or((path, ""));
        let reply = other.get(&api.env(&format!("/{list}?{query}"))).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let rows = reply.at(&format!("/_embedded/{list}")).as_array().unwrap();
        let names: Vec<String> =
            rows.iter().map(|row| row[name].as_str().unwrap().into()).collect();
        if query.is_empty() {
            assert_eq!(reply.at("/count"), names.len());
        }
        names
    };
    assert_eq!(seen("users", "username").await, ["n0", "n2"]);
    assert_eq!(seen("users?limit=1", "username").await, ["n0"]);
    assert_eq!(seen("users?filter=username%20eq%20%22n1%22", "username").await, [""; 0]);
    assert_eq!(seen("groups", "name").await, ["n0", "n2"]);
    assert_eq!(seen("populations", "name").await, ["Here"]);
    // Reading is not writing.
    let new = |population: &str| json!({ "username": "new", "population": { "id": population } });
    is_denied(&other.post(&api.env("/users"), &new(&here)).await);
    let data = role(&api, "Identity Data Admin").await;
    create(&api, &list, assignment(&data, "POPULATION", &here)).await;
    is_denied(&other.post(&api.env("/users"), &new(&there)).await);
    is_denied(&other.post(&api.env("/users"), &json!({ "username": "new" })).await);
    is_denied(&other.post(&api.env("/populations"), &json!({ "name": "new" })).await);
    assert_eq!(other.post(&api.env("/users"), &new(&here)).await.status, 201);
    // A role for all of the environment comes on top.
    create(&api, &list, assignment(&read, "ENVIRONMENT", &api.connection.environment_id)).await;
    assert_eq!(seen("users", "username").await, ["n0", "n1", "n2", "new"]);
    assert_eq!(seen("groups", "name").await, ["n0", "n1", "n2", "of all"]);
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
    // What it has of another organization counts there.
    let foreign = api.beside(api.sandbox.add_organization()).await;
    let organization = role(&api, "Organization Admin").await;
    foreign.tenant.assign_role(&api.connection.client_id, "Organization Admin").unwrap();
    let body = assignment(&organization, "ORGANIZATION", &api.connection.organization_id);
    let refused = api.post(&path, &body).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "role")));

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
async fn the_secret_of_a_worker_with_more_rights_stays_hidden() {
    let api = strict(&["Environment Admin"]).await;
    let other = another(&api).await;
    let secret = api.env(&format!("/applications/{}/secret", other.connection.client_id));
    assert_eq!(api.get(&secret).await.status, 200);
    other.tenant.assign_role(&other.connection.client_id, "Environment Admin").unwrap();
    assert_eq!(api.get(&secret).await.status, 200);
    other.tenant.assign_role(&other.connection.client_id, "Identity Data Read Only").unwrap();
    is_denied(&api.get(&secret).await);
}

#[tokio::test]
async fn a_new_worker_gets_the_roles_of_its_creator_if_that_is_wanted() {
    let api = strict(&["Environment Admin", "Identity Data Admin"]).await;
    for (wanted, count) in [(None, 0), (Some(false), 0), (Some(true), 2)] {
        let mut body = worker();
        if let Some(wanted) = wanted {
            body["assignActorRoles"] = wanted.into();
        }
        let id = create(&api, "/applications", body).await;
        let list = api.get(&api.env(&format!("/applications/{id}/roleAssignments"))).await;
        assert_eq!(list.at("/count"), count, "{wanted:?}");
    }
}
