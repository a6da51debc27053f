//! Users in groups, and groups in groups.

use serde_json::{Value, json};

use crate::support::{Api, Reply};

const JSON: &str = "application/json";

async fn create(api: &Api, list: &str, body: Value) -> String {
    let reply = api.post(&api.env(list), &body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.text_at("/id").to_owned()
}

/// The names of the groups in a list, with the sort of each membership.
fn named(list: &Reply) -> Vec<(&str, &str)> {
    let groups = list.at("/_embedded/groupMemberships").as_array().unwrap();
    groups
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["type"].as_str().unwrap()))
        .collect()
}

#[tokio::test]
async fn a_user_is_put_into_a_group_and_taken_out_again() {
    let api = Api::start().await;
    let user = create(&api, "/users", json!({ "username": "joe" })).await;
    let group = create(&api, "/groups", json!({ "name": "Managers" })).await;
    let list = api.env(&format!("/users/{user}/memberOfGroups"));
    let added = api.post(&list, &json!({ "id": group })).await;
    let added = added.expect(201, "platform.add_user_to_group");
    let audited = format!(
        "recordedAt gt \"2000-01-01T00:00:00Z\" AND correlationId eq \"{}\"",
        added.header("correlation-id")
    );
    let audit = api.post(&api.env("/activities"), &json!({ "filter": audited })).await;
    assert_eq!(audit.at("/_embedded/activities").as_array().unwrap().len(), 1);
    let one = format!("{list}/{group}");
    assert_eq!(added.header("location"), format!("{}{one}", api.connection.api_url));
    for (pointer, expected) in [
        ("/id", group.as_str()),
        ("/name", "Managers"),
        ("/type", "DIRECT"),
        ("/environment/id", &api.connection.environment_id),
    ] {
        assert_eq!(added.at(pointer), expected, "{pointer}");
    }
    assert!(added.text_at("/_links/group/href").ends_with(&format!("/groups/{group}")));
    assert!(added.text_at("/_links/user/href").ends_with(&format!("/users/{user}")));
    let read = api.get(&one).await.expect(200, "platform.read_one_user_group_membership");
    assert_eq!(read.body, added.body);
    let read = api.get(&format!("{one}?expand=group")).await;
    assert_eq!(read.at("/_embedded/group/directMemberCounts/users"), 1);
    let all = api.get(&list).await.expect(200, "platform.read_all_user_group_memberships");
    assert_eq!(named(&all), [("Managers", "DIRECT")]);
    let own = api.get(&api.env(&format!("/users/{user}"))).await;
    assert_eq!(own.at("/memberOfGroups"), &Value::Null, "it is a list of its own");
    let filter = format!("/users?filter=memberOfGroups%5Bid%20eq%20%22{group}%22%5D");
    assert_eq!(api.get(&api.env(&filter)).await.at("/count"), 1);
    let names = api.env(&format!("/users/{user}?include=memberOfGroupNames"));
    assert_eq!(api.get(&names).await.at("/memberOfGroupNames"), &json!(["Managers"]));

    for (body, code) in [
        (json!({ "id": group }), "UNIQUENESS_VIOLATION"),
        (json!({ "id": "none" }), "INVALID_VALUE"),
        (json!({}), "REQUIRED_VALUE"),
        (json!({ "id": 5 }), "INVALID_VALUE"),
        (json!({ "id": "" }), "EMPTY_VALUE"),
    ] {
        api.post(&list, &body).await.assert_error(400, "INVALID_DATA", Some((code, "id")));
    }
    let removed = api.delete(&one).await;
    removed.expect(204, "platform.remove_user_from_group");
    for method in ["GET", "DELETE"] {
        let reply = api.send(method, &one, JSON, &Value::Null).await;
        reply.assert_error(404, "NOT_FOUND", None);
    }
    let range = "recordedAt ge \"2000-01-01T00:00:00Z\" and resources.type eq \"MEMBER_OF_GROUP\"";
    let audit = api.post(&api.env("/activities"), &json!({ "filter": range })).await;
    let first = audit.at("/_embedded/activities/0/action/type");
    assert_eq!(first, "MEMBER_OF_GROUP.DELETED");
}

#[tokio::test]
async fn who_is_in_a_group_is_in_those_around_it() {
    let api = Api::start().await;
    let mut ids = Vec::new();
    for name in ["Inner", "Middle", "Outer"] {
        ids.push(create(&api, "/groups", json!({ "name": name })).await);
    }
    let nested = |id: &str| api.env(&format!("/groups/{id}/memberOfGroups"));
    for (inner, outer) in [(0, 1), (1, 2)] {
        let added = api.post(&nested(&ids[inner]), &json!({ "id": ids[outer] })).await;
        let added = added.expect(201, "platform.create_group_nesting");
        assert_eq!((added.at("/id"), added.at("/type")), (&json!(ids[outer]), &json!("DIRECT")));
    }
    for outer in [0, 2] {
        let circle = api.post(&nested(&ids[2]), &json!({ "id": ids[outer] })).await;
        circle.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "id")));
    }
    let around = api.get(&nested(&ids[0])).await.expect(200, "platform.read_all_group_nesting");
    let sorts = around.at("/_embedded/groupMemberships").as_array().unwrap();
    let sorts: Vec<_> = sorts.iter().map(|one| (&one["id"], &one["type"])).collect();
    let ids_of = [json!(ids[1]), json!(ids[2])];
    assert_eq!(sorts, [(&ids_of[0], &json!("DIRECT")), (&ids_of[1], &json!("INDIRECT"))]);

    let user = create(&api, "/users", json!({ "username": "joe" })).await;
    let list = api.env(&format!("/users/{user}/memberOfGroups"));
    assert_eq!(api.post(&list, &json!({ "id": ids[0] })).await.status, 201);
    let expected = [("Inner", "DIRECT"), ("Middle", "INDIRECT"), ("Outer", "INDIRECT")];
    assert_eq!(named(&api.get(&list).await), expected);
    let page = api.get(&format!("{list}?limit=2")).await;
    let next = page.text_at("/_links/next/href").replace(&api.connection.api_url, "");
    assert_eq!(named(&api.get(&next).await), expected[2..]);
    let outer = api.env(&format!("/groups/{}?include=totalMemberCounts", ids[2]));
    let outer = api.get(&outer).await;
    assert_eq!(outer.at("/directMemberCounts/users"), 0);
    assert_eq!(outer.at("/totalMemberCounts/users"), 1);
    let indirect = api.delete(&format!("{list}/{}", ids[2])).await;
    indirect.assert_error(404, "NOT_FOUND", None);

    let inner = format!("{}/{}", nested(&ids[0]), ids[1]);
    let one = api.get(&inner).await.expect(200, "platform.read_one_group_nesting");
    assert_eq!(one.at("/id"), ids[1].as_str());
    api.delete(&inner).await.expect(204, "platform.delete_group_nesting");
    assert_eq!(named(&api.get(&list).await), expected[..1]);
    // A group that goes leaves nobody in it.
    assert_eq!(api.delete(&api.env(&format!("/groups/{}", ids[0]))).await.status, 204);
    assert_eq!(named(&api.get(&list).await), []);
}

#[tokio::test]
async fn a_groups_filter_takes_users_in() {
    let api = Api::start().await;
    let body = json!({ "name": "Managers", "userFilter": "title eq \"Manager\"" });
    let group = create(&api, "/groups", body).await;
    let user = json!({ "username": "joe", "title": "manager" });
    let user = create(&api, "/users", user).await;
    create(&api, "/users", json!({ "username": "ann" })).await;
    let list = api.env(&format!("/users/{user}/memberOfGroups"));
    assert_eq!(named(&api.get(&list).await), [("Managers", "DIRECT")]);
    let read = api.get(&api.env(&format!("/groups/{group}"))).await;
    assert_eq!(read.at("/directMemberCounts/users"), 1);
    let title = json!({ "title": "Clerk" });
    let path = api.env(&format!("/users/{user}"));
    assert_eq!(api.send("PATCH", &path, JSON, &title).await.status, 200);
    assert_eq!(named(&api.get(&list).await), []);
}

#[tokio::test]
async fn a_populations_groups_are_for_its_users() {
    let api = Api::start().await;
    let population = create(&api, "/populations", json!({ "name": "Sales" })).await;
    let within = json!({ "id": population });
    let bound = json!({ "name": "Reps", "population": within });
    let bound = create(&api, "/groups", bound).await;
    let free = create(&api, "/groups", json!({ "name": "Staff" })).await;
    let user = create(&api, "/users", json!({ "username": "joe" })).await;
    let list = api.env(&format!("/users/{user}/memberOfGroups"));
    let refused = api.post(&list, &json!({ "id": bound })).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "id")));
    let path = api.env(&format!("/users/{user}/population"));
    assert_eq!(api.send("PUT", &path, JSON, &within).await.status, 200);
    for group in [&bound, &free] {
        assert_eq!(api.post(&list, &json!({ "id": group })).await.status, 201);
    }
    // What is bound to the population is lost with it.
    let back = json!({ "id": api.connection.population_id });
    assert_eq!(api.send("PUT", &path, JSON, &back).await.status, 200);
    assert_eq!(named(&api.get(&list).await), [("Staff", "DIRECT")]);
}
