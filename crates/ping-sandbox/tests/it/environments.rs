//! Environments that are made and deleted over the API.

mod licenses;

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Api, Reply};

/// The documentation's active licenses, and one that has ended.
const INTERNAL: &str = "3f06970a-3235-46cb-b46f-cf6dfee2bb84";
const ADMIN: &str = "8ec37673-2528-49ff-a9cc-e8cab67d2a7f";
const ENDED: &str = "748bea25-0178-4a62-a6d0-8046b7a2d907";
const JSON: &str = "application/json";

fn new(name: &str, license: &str) -> Value {
    json!({ "name": name, "type": "SANDBOX", "region": "NA", "license": { "id": license } })
}

async fn put(api: &Api, path: &str, body: Value) -> Reply {
    api.send("PUT", path, JSON, &body).await
}

/// Creates an environment; its path.
async fn create(api: &Api, body: Value) -> String {
    let made = api.post("/v1/environments", &body).await;
    let made = made.expect(201, "platform.create_environment");
    format!("/v1/environments/{}", made.text_at("/id"))
}

fn names(list: &Reply) -> Vec<&str> {
    let all = list.at("/_embedded/environments").as_array().unwrap().iter();
    all.map(|one| one["name"].as_str().unwrap()).collect()
}

/// What is wrong with which member.
fn faults(reply: &Reply) -> Vec<String> {
    assert_eq!((reply.status, reply.at("/code")), (400, &json!("INVALID_DATA")));
    let details = reply.at("/details").as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let fault = |one: &Value| format!("{} {}", text(&one["code"]), text(&one["target"]));
    let mut faults: Vec<String> = details.map(fault).collect();
    faults.sort();
    faults
}

#[tokio::test]
async fn an_environment_is_a_world_of_its_own_from_its_creation_on() {
    let api = Api::start().await;
    let mut body = new("Solutions", INTERNAL);
    body["billOfMaterials"] = json!({
        "products": [{ "type": "PING_ONE_BASE", "bookmarks": [{ "name": "a", "href": "https://a.test" }] }],
        "solutionType": "CUSTOMER",
    });
    let made = api.post("/v1/environments", &body).await;
    let made = made.expect(201, "platform.create_environment");
    let id = made.text_at("/id").to_owned();
    let path = format!("/v1/environments/{id}");
    assert_eq!(made.header("location"), format!("{}{path}", api.connection.api_url));
    assert_eq!(made.at("/organization/id"), &*api.connection.organization_id);
    assert_eq!(made.at("/billOfMaterials/solutionType"), "CUSTOMER");
    assert_eq!(made.at("/status"), &Value::Null);

    let read = api.get(&path).await.expect(200, "platform.read_one_environment");
    assert_eq!(read.at("/name"), "Solutions");
    assert_eq!(read.at("/billOfMaterials"), &Value::Null);
    let license = read.text_at("/_links/license/href").replace(&api.connection.api_url, "");
    assert_eq!(api.get(&license).await.at("/assignedEnvironmentsCount"), 2);

    // It has what every environment begins with, and nothing of the first one.
    api.user("ann").await;
    let users = format!("{path}/users");
    assert_eq!(api.get(&users).await.at("/count"), 0);
    let ann = api.post(&users, &json!({ "username": "ann" })).await;
    assert_eq!(ann.expect(201, "platform.create_user").at("/environment/id"), &*id);
    let populations = api.get(&format!("{path}/populations")).await;
    assert_eq!(populations.at("/_embedded/populations/0/default"), true);
    assert_eq!(api.get(&format!("{path}/resources")).await.at("/count"), 2);
    assert_eq!(api.get(&format!("{path}/applications")).await.at("/count"), 0);
    assert_eq!(api.sandbox.environments().len(), 2);
    let tenant = &api.sandbox.environments()[1];
    assert_eq!((tenant.id(), tenant.connection().client_id), (id, String::new()));
}

#[tokio::test]
async fn environments_are_listed_where_the_worker_is_let_in() {
    let api = Api::start().await;
    let other = api.beside(api.sandbox.add_environment()).await;
    create(&api, new("Solutions", INTERNAL)).await;
    let all = api.get("/v1/environments").await.expect(200, "platform.read_all_environments");
    assert_eq!(names(&all), ["Sandbox", "Solutions"]);
    assert_eq!(names(&other.get("/v1/environments").await), ["Sandbox 2"]);
    other.tenant.assign_role(&api.connection.client_id, "Environment Admin").unwrap();
    let found = async |query: &str| {
        let list = api.get(&format!("/v1/environments?{query}")).await;
        names(&list).join(",")
    };
    assert_eq!(found("order=-name").await, "Solutions,Sandbox 2,Sandbox");
    assert_eq!(found("filter=name%20sw%20%22sand%22").await, "Sandbox,Sandbox 2");
    let organization = &api.connection.organization_id;
    let mine =
        format!("filter=organization.id%20eq%20%22{organization}%22%20and%20name%20sw%20%22So%22");
    assert_eq!(found(&mine).await, "Solutions");
    assert_eq!(found("filter=status%20eq%20%22active%22").await, "");
    let expanded = api.get("/v1/environments?expand=billOfMaterials&limit=1").await;
    let bill = "/_embedded/environments/0/_embedded/billOfMaterials/products/0/type";
    assert_eq!((expanded.at(bill), expanded.at("/count")), (&json!("PING_ONE_BASE"), &json!(3)));
    // One of another organization is never seen.
    let foreign = api.beside(api.sandbox.add_organization()).await;
    assert_eq!(names(&foreign.get("/v1/environments").await).len(), 1);
    assert_eq!(names(&api.get("/v1/environments").await).len(), 3);
}

#[tokio::test]
async fn all_that_is_wrong_with_an_environment_is_told_at_once() {
    let api = Api::start().await;
    let twice = json!({ "name": "a", "href": "https://a.test" });
    let wrong = json!({
        "name": "sandbox", "type": "TEST", "region": "EU", "license": { "id": ADMIN }, "icon": "x",
        "billOfMaterials": { "products": [{ "type": "PING_ONE_BASE", "bookmarks": [twice, twice] }] },
    });
    let reply = api.post("/v1/environments", &wrong).await;
    let expected = [
        "INVALID_VALUE icon",
        "INVALID_VALUE region",
        "INVALID_VALUE type",
        "UNIQUENESS_VIOLATION billOfMaterials.products[0].bookmarks",
        "UNIQUENESS_VIOLATION name",
    ];
    assert_eq!(faults(&reply), expected);
    let reply = api.post("/v1/environments", &json!({})).await;
    let expected =
        ["license", "name", "region", "type"].map(|name| format!("REQUIRED_VALUE {name}"));
    assert_eq!(faults(&reply), expected);
    let reply = api.post("/v1/environments", &new("Late", ENDED)).await;
    reply.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "license.id")));
    assert_eq!(names(&api.get("/v1/environments").await), ["Sandbox"]);
}

#[tokio::test]
async fn an_environment_is_replaced_but_neither_moved_nor_made_a_sandbox_again() {
    let api = Api::start().await;
    let mut body = new("Solutions", INTERNAL);
    body["description"] = "For trying things out".into();
    let path = create(&api, body).await;
    let before = api.get(&path).await;
    api.sandbox.clock().advance(Duration::from_secs(1));
    let mut other = new("Products", INTERNAL);
    other["subtype"] = "QA".into();
    other.as_object_mut().unwrap().remove("license");
    let replaced = put(&api, &path, other.clone()).await.expect(200, "platform.update_environment");
    assert_eq!(
        (replaced.at("/subtype"), replaced.at("/description")),
        (&json!("QA"), &Value::Null)
    );
    assert_eq!(replaced.at("/license/id"), INTERNAL);
    assert_eq!(replaced.at("/createdAt"), before.at("/createdAt"));
    assert_ne!(replaced.at("/updatedAt"), before.at("/updatedAt"));
    assert_eq!(api.get(&path).await.body, replaced.body);
    let bill = format!("{path}/billOfMaterials");
    assert_eq!(api.get(&bill).await.at("/products/3/type"), "PING_ONE_VERIFY");

    other["region"] = "EU".into();
    let moved = put(&api, &path, other.clone()).await;
    moved.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "region")));
    let promoted = put(&api, &format!("{path}/type"), json!({ "type": "PRODUCTION" })).await;
    let promoted = promoted.expect(200, "platform.update_environment_type");
    assert_eq!(promoted.at("/type"), "PRODUCTION");
    let back = put(&api, &format!("{path}/type"), json!({ "type": "SANDBOX" })).await;
    back.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "type")));
    assert_eq!(put(&api, &path, new("Products", INTERNAL)).await.status, 400);
    let told = "filter=recordedAt%20gt%20%222000-01-01T00%3A00%3A00Z%22";
    let told = api.get(&format!("{path}/activities?{told}")).await;
    let actions = told.at("/_embedded/activities").as_array().unwrap().iter();
    let actions: Vec<_> = actions.map(|one| one["action"]["type"].clone()).collect();
    assert_eq!(actions, ["ENVIRONMENT.PROMOTED", "ENVIRONMENT.UPDATED", "ENVIRONMENT.CREATED"]);
}

#[tokio::test]
async fn one_in_production_waits_before_it_is_deleted_and_can_be_restored() {
    let api = Api::start().await;
    let mut body = new("Shop", INTERNAL);
    body["type"] = "PRODUCTION".into();
    let path = create(&api, body).await;
    let status = format!("{path}/status");
    let refused = api.delete(&path).await;
    refused.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "status")));
    let own = api.env("/status");
    let sandbox = put(&api, &own, json!({ "status": "DELETE_PENDING" })).await;
    sandbox.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "status")));

    let pending = put(&api, &status, json!({ "status": "DELETE_PENDING" })).await;
    let pending = pending.expect(200, "platform.update_environment_status");
    assert_eq!(pending.at("/softDeletedAt"), "2026-01-15T12:00:00.000Z");
    assert_eq!(pending.at("/hardDeleteAllowedAt"), "2026-02-14T12:00:00.000Z");
    assert_eq!(pending.at("/license"), &Value::Null);
    // It is of no use, but there.
    assert_eq!(api.get(&format!("{path}/users")).await.status, 403);
    assert_eq!(api.get(&path).await.body, pending.body);
    assert_eq!(api.delete(&path).await.status, 400);
    let list = api.get("/v1/environments?filter=status%20eq%20%22DELETE_PENDING%22").await;
    assert_eq!(names(&list), ["Shop"]);

    let active = json!({ "status": "ACTIVE" });
    let refused = put(&api, &status, active).await;
    refused.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "license")));
    let restore = json!({ "status": "ACTIVE", "license": { "id": INTERNAL } });
    let restored = put(&api, &status, restore).await;
    assert_eq!(
        (restored.at("/status"), restored.at("/softDeletedAt")),
        (&json!("ACTIVE"), &Value::Null)
    );
    assert_eq!(restored.at("/license/id"), INTERNAL);
    assert_eq!(api.get(&format!("{path}/users")).await.status, 200);

    put(&api, &status, json!({ "status": "DELETE_PENDING" })).await;
    api.sandbox.clock().advance(Duration::from_secs(30 * 24 * 60 * 60));
    let api = api.beside(api.tenant.clone()).await;
    assert_eq!(api.delete(&path).await.expect(204, "platform.delete_environment").text, "");
    assert_eq!(api.get(&path).await.status, 403);
}

#[tokio::test]
async fn a_deleted_environment_takes_its_tokens_and_roles_along() {
    let api = Api::start().await;
    let other = api.beside(api.sandbox.add_environment()).await;
    other.tenant.assign_role(&api.connection.client_id, "Environment Admin").unwrap();
    let roles = api.env(&format!("/applications/{}/roleAssignments", api.connection.client_id));
    assert_eq!(api.get(&roles).await.at("/count"), 4);
    other.user("ann").await;
    // No worker deletes the environment that it is in.
    assert_eq!(other.delete(&other.env("")).await.status, 403);
    assert_eq!(api.delete(&other.env("")).await.status, 204);
    let gone = other.get(&other.env("/users")).await;
    gone.assert_error(401, "ACCESS_FAILED", Some(("INVALID_TOKEN", "Authentication Credentials")));
    assert_eq!(api.get(&other.env("/users")).await.status, 403);
    assert_eq!(api.get(&roles).await.at("/count"), 3);
    let path = format!("/{}/as/token", other.connection.environment_id);
    let basic = other.basic();
    let headers =
        [("authorization", basic.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let token = other.raw("POST", &path, &headers, b"grant_type=client_credentials".to_vec()).await;
    assert_eq!(token.unwrap().status, 401);
    // Its handle finds nothing, and the next environment gets another place.
    assert!(other.tenant.outbox().all().is_empty());
    let next = api.sandbox.add_environment();
    assert_ne!(next.id(), other.tenant.id());
    assert_eq!(api.sandbox.environments().len(), 2);
}

#[tokio::test]
async fn roles_decide_who_makes_environments() {
    let api = Api::with(|builder| builder.roles(["Identity Data Admin"])).await;
    let refused = api.post("/v1/environments", &new("Mine", INTERNAL)).await;
    assert_eq!(refused.at("/details/0/code"), "INSUFFICIENT_PERMISSIONS");
    api.tenant.assign_role(&api.connection.client_id, "Environment Admin").unwrap();
    let path = create(&api, new("Mine", INTERNAL)).await;
    assert_eq!(api.get(&format!("{path}/users")).await.status, 200);
    assert_eq!(api.delete(&path).await.status, 403);
    api.tenant.assign_role(&api.connection.client_id, "Organization Admin").unwrap();
    assert_eq!(api.delete(&path).await.status, 204);
}

#[tokio::test]
async fn the_audit_of_whoever_makes_or_deletes_an_environment_says_so() {
    let api = Api::start().await;
    let path = create(&api, new("Solutions", INTERNAL)).await;
    let id = path.rsplit('/').next().unwrap();
    let told = async |of: &str| {
        let filter = "recordedAt%20gt%20%222026-01-01T00:00:00.000Z%22";
        let found = api.get(&format!("{of}/activities?filter={filter}")).await;
        let all = found.at("/_embedded/activities").as_array().unwrap().clone();
        let about = all.into_iter().filter(|one| one["resources"][0]["id"] == id);
        about.map(|one| one["action"]["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(&path).await, ["ENVIRONMENT.CREATED"]);
    assert_eq!(told(&api.env("")).await, ["ENVIRONMENT.CREATED"]);
    put(&api, &path, new("Renamed", INTERNAL)).await.expect(200, "platform.update_environment");
    assert_eq!(told(&path).await, ["ENVIRONMENT.UPDATED", "ENVIRONMENT.CREATED"]);
    api.delete(&path).await.expect(204, "platform.delete_environment");
    assert_eq!(told(&api.env("")).await, ["ENVIRONMENT.DELETED", "ENVIRONMENT.CREATED"]);
}
