//! Organizations, licenses, environments, populations and users.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Api;

fn ids(reply: &crate::support::Reply, pointer: &str) -> Vec<String> {
    let items = reply.at(pointer).as_array().expect("a list").iter();
    items.map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn the_seeded_organization_has_the_five_licenses_of_the_documentation() {
    let api = Api::start().await;
    let organizations =
        api.get("/v1/organizations").await.expect(200, "platform.read_all_organizations");
    let id = organizations.text_at("/_embedded/organizations/0/id");
    assert_eq!(id, api.connection.organization_id);
    let one = api.get(&format!("/v1/organizations/{id}")).await;
    assert_eq!(one.at("/id"), id);

    let path = format!("/v1/organizations/{id}/licenses");
    let licenses = api.get(&path).await.expect(200, "platform.read_all_licenses");
    assert_eq!(licenses.at("/count"), 5);
    assert_eq!(
        ids(&licenses, "/_embedded/licenses"),
        [
            "38adfae2-f87d-429b-842d-d36a0fa1c66f",
            "3f06970a-3235-46cb-b46f-cf6dfee2bb84",
            "4bfa577b-2ece-49d6-ab8b-8f105d11aa49",
            "748bea25-0178-4a62-a6d0-8046b7a2d907",
            "8ec37673-2528-49ff-a9cc-e8cab67d2a7f",
        ]
    );
    let third = licenses.at("/_embedded/licenses/2");
    assert_eq!(third["name"], "Unlicensed");
    assert_eq!(third["terminatesAt"], "2025-11-19T18:24:30.281Z");
    assert_eq!(third["mfa"]["allowWhatsAppOtp"], Value::Null);
    let self_link = third["_links"]["self"]["href"].as_str().unwrap();
    let path = self_link.strip_prefix(&api.connection.api_url).unwrap();
    let one = api.get(path).await.expect(200, "platform.read_one_license");
    assert_eq!(&one.body, third);

    let unknown = "/v1/organizations/00000000-0000-4000-8000-000000000000/licenses";
    api.get(unknown).await.assert_error(404, "NOT_FOUND", None);
    let unknown = format!("/v1/organizations/{id}/licenses/none");
    api.get(&unknown).await.assert_error(404, "NOT_FOUND", None);
}

#[tokio::test]
async fn licenses_are_filtered_ordered_and_paged() {
    let api = Api::start().await;
    let path = format!("/v1/organizations/{}/licenses", api.connection.organization_id);
    let active = api.get(&format!("{path}?filter=status%20eq%20%22active%22")).await;
    assert_eq!(active.at("/count"), 2);
    let old = format!("{path}?filter=beginsAt+lt+%222020-12-01T00:00:00Z%22");
    assert_eq!(api.get(&old).await.at("/count"), 2);

    let ascending = api.get(&format!("{path}?order=beginsAt")).await;
    let mut expected = ids(&ascending, "/_embedded/licenses");
    assert_eq!(expected[0], "3f06970a-3235-46cb-b46f-cf6dfee2bb84");
    expected.reverse();
    let descending = format!("{path}?order=-beginsAt&limit=2");
    let mut next = Some(descending);
    let mut seen = Vec::new();
    let mut sizes = Vec::new();
    while let Some(path) = next {
        let page = api.get(&path).await;
        seen.extend(ids(&page, "/_embedded/licenses"));
        sizes.push(page.at("/size").as_u64().unwrap());
        next = page
            .at("/_links/next/href")
            .as_str()
            .map(|href| href.replace(&api.connection.api_url, ""));
    }
    assert_eq!((seen, sizes), (expected, vec![2, 2, 1]));

    for (query, code, target) in [
        ("filter=id%20eq%20%22x%22", "INVALID_FILTER", "filter"),
        ("filter=status%20sw%20%22x%22", "INVALID_FILTER", "filter"),
        ("limit=0", "OUT_OF_RANGE", "limit"),
        ("limit=many", "INVALID_PARAMETER", "limit"),
        ("cursor=forged", "INVALID_PARAMETER", "cursor"),
    ] {
        let reply = api.get(&format!("{path}?{query}")).await;
        reply.assert_error(400, "INVALID_REQUEST", Some((code, target)));
    }
    let reply = api.get(&format!("{path}?filter=id%20eq%20%22x%22")).await;
    assert_eq!(
        reply.at("/details/0/innerError/supportedAttributes"),
        &json!(["beginsAt", "name", "package", "status"])
    );
    for (filter, count) in [
        ("package%20eq%20%22INTERNAL%22", 1),
        ("name%20eq%20%22MFA%20TRIAL%22", 1),
        ("(package%20eq%20%22ADMIN%22)%20OR%20(name%20eq%20%22internal%22)", 2),
        ("name%20eq%20%22none%22", 0),
    ] {
        let found = api.get(&format!("{path}?filter={filter}")).await;
        assert_eq!(found.at("/count"), count, "{filter}: {}", found.text);
    }
}

#[tokio::test]
async fn the_environment_has_a_license_and_a_default_population_that_counts_its_users() {
    let api = Api::start().await;
    let environment = api.get(&api.env("")).await.expect(200, "platform.read_one_environment");
    assert_eq!(environment.at("/id"), api.connection.environment_id.as_str());
    assert_eq!(environment.at("/organization/id"), api.connection.organization_id.as_str());
    assert_eq!(environment.at("/license/id"), "3f06970a-3235-46cb-b46f-cf6dfee2bb84");
    assert_eq!(environment.at("/createdAt"), "2026-01-15T12:00:00.000Z");
    assert_eq!(environment.at("/_embedded"), &Value::Null);

    api.user("jdoe").await;
    let populations =
        api.get(&api.env("/populations")).await.expect(200, "platform.read_all_populations");
    let population = populations.at("/_embedded/populations/0");
    assert_eq!(population["id"], api.connection.population_id.as_str());
    assert_eq!(population["default"], true);
    assert_eq!(population["userCount"], 1);
    for (filter, count) in [
        ("name%20eq%20%22Sandbox%20Users%22", 1),
        ("name%20sw%20%22sandbox%22", 1),
        ("(name%20eq%20%22None%22)%20OR%20(name%20eq%20%22Sandbox%20Users%22)", 1),
        ("(name%20eq%20%22None%22)%20or%20(id%20eq%20%22none%22)", 0),
    ] {
        let found = api.get(&api.env(&format!("/populations?filter={filter}"))).await;
        assert_eq!(found.at("/count"), count, "{filter}: {}", found.text);
    }
}

#[tokio::test]
async fn an_environment_brings_its_bill_of_materials_where_it_is_asked_for() {
    let api = Api::start().await;
    let path = api.env("?expand=billOfMaterials");
    let products = async || {
        let environment = api.get(&path).await.expect(200, "platform.read_one_environment");
        let bill = environment.at("/_embedded/billOfMaterials").clone();
        let link = bill["_links"]["self"]["href"].as_str().unwrap();
        assert!(link.ends_with("/billOfMaterials"), "{link}");
        let products = bill["products"].as_array().unwrap().iter();
        let kind = |product: &Value| {
            assert_eq!(product["id"].as_str().map(str::len), Some(36));
            product["type"].as_str().unwrap().to_owned()
        };
        products.map(kind).collect::<Vec<_>>()
    };
    let all = ["PING_ONE_BASE", "PING_ONE_MFA", "PING_ID", "PING_ONE_VERIFY"];
    assert_eq!(products().await, all);
    api.sandbox.verify().set_in_bill_of_materials(false);
    assert_eq!(products().await, all[..3]);
}

#[tokio::test]
async fn questions_do_not_change_the_ids_of_what_is_made_later() {
    let (quiet, mut curious) = (Api::start().await, Api::start().await);
    let path = curious.env("/users");
    for _ in 0..3 {
        curious.get(&path).await;
        curious.get("/v1/nothing").await;
        curious.refresh().await;
        curious.form(&[], "").await;
    }
    assert_eq!(quiet.user("joe").await, curious.user("joe").await);
}

#[tokio::test]
async fn a_user_lives_from_creation_to_deletion() {
    let api = Api::start().await;
    let population = &api.connection.population_id;
    let request = json!({
        "username": "jdoe",
        "email": "jdoe@example.com",
        "name": { "given": "Jane", "family": "Doe" },
        "population": { "id": population },
        "Nickname": "dropped for its capital",
        "enabled": false,
    });
    let created = api.post(&api.env("/users"), &request).await.expect(201, "platform.create_user");
    let path = api.env(&format!("/users/{}", created.text_at("/id")));
    let url = format!("{}{path}", api.connection.api_url);
    assert_eq!(created.header("location"), url);
    assert_eq!(created.text_at("/_links/self/href"), url);
    for (pointer, value) in [
        ("/username", json!("jdoe")),
        ("/environment/id", json!(api.connection.environment_id)),
        ("/population/id", json!(population)),
        ("/account", json!({ "canAuthenticate": true, "status": "OK" })),
        ("/enabled", json!(true)),
        ("/identityProvider/type", json!("PING_ONE")),
        ("/lifecycle/status", json!("ACCOUNT_OK")),
        ("/mfaEnabled", json!(false)),
        ("/verifyStatus", json!("NOT_INITIATED")),
        ("/createdAt", json!("2026-01-15T12:00:00.000Z")),
        ("/Nickname", Value::Null),
        ("/nickname", Value::Null),
    ] {
        assert_eq!(created.at(pointer), &value, "{pointer}");
    }
    let read = api.get(&path).await.expect(200, "platform.read_one_user");
    assert_eq!(read.body, created.body);

    api.sandbox.clock().advance(Duration::from_secs(1));
    let patch = json!({
        "email": null,
        "name": { "family": "Roe" },
        "title": "Dr.",
        "mfaEnabled": true,
    });
    let patched = api
        .send("PATCH", &path, "application/json", &patch)
        .await
        .expect(200, "platform.patch_user");
    assert_eq!(patched.at("/email"), &Value::Null);
    assert_eq!(patched.at("/name"), &json!({ "given": "Jane", "family": "Roe" }));
    assert_eq!(patched.at("/title"), "Dr.");
    assert_eq!(patched.at("/mfaEnabled"), false);
    assert_eq!(patched.at("/createdAt"), "2026-01-15T12:00:00.000Z");
    assert_eq!(patched.at("/updatedAt"), "2026-01-15T12:00:01.000Z");

    let expanded = api.get(&format!("{path}?expand=population")).await;
    assert_eq!(expanded.at("/_embedded/population/id"), population.as_str());

    let deleted = api.delete(&path).await.expect(204, "platform.delete_user");
    assert_eq!(deleted.text, "");
    for method in ["GET", "DELETE", "PATCH"] {
        let reply = api.send(method, &path, "application/json", &json!({})).await;
        reply.assert_error(404, "NOT_FOUND", None);
        assert!(
            reply.text_at("/message").starts_with("The requested resource object cannot be found.")
        );
    }
}

#[tokio::test]
async fn a_bad_user_is_refused_with_the_member_named() {
    let api = Api::start().await;
    let path = api.env("/users");
    api.user("taken").await;
    let long = "x".repeat(129);
    for (body, code, target) in [
        (json!({}), "REQUIRED_VALUE", "username"),
        (json!({ "username": null }), "REQUIRED_VALUE", "username"),
        (json!({ "username": "" }), "EMPTY_VALUE", "username"),
        (json!({ "username": 5 }), "INVALID_VALUE", "username"),
        (json!({ "username": long }), "SIZE_LIMIT_EXCEEDED", "username"),
        (json!({ "username": "Taken" }), "UNIQUENESS_VIOLATION", "username"),
        (json!({ "username": "a", "email": "nobody" }), "INVALID_VALUE", "email"),
        (
            json!({ "username": "a", "name": { "given": "x".repeat(257) } }),
            "SIZE_LIMIT_EXCEEDED",
            "name.given",
        ),
        (json!({ "username": "a", "name": "A" }), "INVALID_VALUE", "name"),
        (json!({ "username": "a", "primaryPhone": "none" }), "INVALID_VALUE", "primaryPhone"),
        (json!({ "username": "a", "timezone": "UTC" }), "INVALID_VALUE", "timezone"),
        (
            json!({ "username": "a", "address": { "countryCode": "us" } }),
            "INVALID_VALUE",
            "address.countryCode",
        ),
        (json!({ "username": "a", "photo": { "href": "ftp://x" } }), "INVALID_VALUE", "photo.href"),
        (
            json!({ "username": "a", "population": { "id": "none" } }),
            "INVALID_VALUE",
            "population.id",
        ),
        (json!({ "username": "a", "mfaEnabled": "yes" }), "INVALID_VALUE", "mfaEnabled"),
        (json!({ "username": "a", "emailVerified": true }), "INVALID_VALUE", "emailVerified"),
        (json!({ "username": "a", "emailVerified": "false" }), "INVALID_VALUE", "emailVerified"),
    ] {
        let reply = api.post(&path, &body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, target)));
        let details = reply.at("/details").as_array().unwrap();
        assert_eq!(details.len(), 1, "{}", reply.text);
    }
    // Nothing of it was kept.
    assert_eq!(api.get(&path).await.at("/count"), 1);
}

#[tokio::test]
async fn the_documented_patterns_of_a_user_hold() {
    let api = Api::start().await;
    let path = api.env(&format!("/users/{}", api.user("joe").await));
    let line = r"^[\p{L}\p{M}\p{Zs}\p{S}\p{N}\p{P}]*$";
    let name = r"^[\p{L}\p{M}\p{N}' .-]*$";
    for (member, good, bad, pattern) in [
        ("username", "j\u{f8}e+1 \u{2603}_@x.y", "joe\n", line),
        ("nickname", "Joe \u{1f600}!", "Jo\re", line),
        ("title", "Dr. <x>", "Dr\t", line),
        ("type", "", "a\u{7f}", line),
        ("locale", "en-US", "en\n", line),
        ("name.given", "R#", "R\n", line),
        ("name.middle", "Q\u{a0}", "Q\u{2028}", line),
        ("name.family", "O'Neill-\u{4e2d} 3.", "R#", name),
        ("name.family", "N\u{303}", "R,S", name),
        ("name.formatted", "Dr. J. R\u{f6}", "A&B", name),
        ("address.streetAddress", "1 Main St.\r\n(rear)", "1\tMain", ""),
        ("address.streetAddress", "#1/2", "1 + 2", ""),
        ("address.locality", "S\u{e3}o Paulo", "a\nb", line),
        ("address.region", "TX", "T\u{200b}X", line),
        ("address.postalCode", "78701-1", "78\n", line),
        ("preferredLanguage", "en-gb;q=0.8, en;q=0.7, *", "en gb", ""),
        ("preferredLanguage", "de", "de;q=2", ""),
    ] {
        let patch = async |value: &str| {
            let body = match member.split_once('.') {
                Some((outer, inner)) => json!({ outer: { inner: value } }),
                None => json!({ member: value }),
            };
            api.send("PATCH", &path, "application/json", &body).await
        };
        let reply = patch(good).await;
        assert_eq!(reply.status, 200, "{member} {good:?}: {}", reply.text);
        let reply = patch(bad).await;
        reply.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", member)));
        assert_eq!(reply.at("/details").as_array().map(Vec::len), Some(1));
        if !pattern.is_empty() {
            assert_eq!(reply.at("/details/0/innerError/allowedPattern"), pattern);
        }
    }
    let user = json!({ "username": "ann", "emailVerified": false });
    assert_eq!(api.post(&api.env("/users"), &user).await.status, 201);
}

#[tokio::test]
async fn a_patch_cannot_take_a_name_that_is_taken_but_may_keep_its_own() {
    let api = Api::start().await;
    api.user("first").await;
    let id = api.user("second").await;
    let path = api.env(&format!("/users/{id}"));
    let patch = |name: &str| json!({ "username": name });
    let media_type = "application/json";
    let taken = api.send("PATCH", &path, media_type, &patch("FIRST")).await;
    taken.assert_error(400, "INVALID_DATA", Some(("UNIQUENESS_VIOLATION", "username")));
    let own = api.send("PATCH", &path, media_type, &patch("Second")).await;
    assert_eq!((own.status, own.at("/username")), (200, &json!("Second")));
    let none = api.send("PATCH", &path, media_type, &json!({ "username": null })).await;
    none.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "username")));
}

#[tokio::test]
async fn users_are_found_by_scim_filters() {
    let api = Api::start().await;
    for (username, family) in [("ann", "Smith"), ("bob \"b\"", "Smythe"), ("cy", "Jones")] {
        let body = json!({
            "username": username,
            "email": format!("{}@example.com", &username[..2]),
            "name": { "family": family },
        });
        assert_eq!(api.post(&api.env("/users"), &body).await.status, 201);
    }
    let population = &api.connection.population_id;
    for (filter, count) in [
        (r#"username eq "ann""#.to_owned(), 1),
        (r#"username eq "bob \"b\"""#.to_owned(), 1),
        (r#"name.family sw "sm""#.to_owned(), 2),
        (r#"name.family sw "Sm" and not_an_attribute eq "x""#.to_owned(), u64::MAX),
        (r#"email ew "example.com""#.to_owned(), 3),
        (r#"username eq "ann" or name.family eq "Jones""#.to_owned(), 2),
        (format!("population.id eq \"{population}\""), 3),
        ("enabled eq true".to_owned(), 3),
        (r#"startDate eq "2026-01-15T12:00:00Z""#.to_owned(), 0),
        (r#"endDate sw "2026""#.to_owned(), 0),
        (r#"updatedAt ge "2026-01-15T12:00:00.000Z""#.to_owned(), 3),
        (r#"updatedAt ge "2026-01-15T12:00:00.001Z""#.to_owned(), 0),
        (r#"memberOfGroups[id eq "g"]"#.to_owned(), 0),
        (r#"username co "n""#.to_owned(), u64::MAX),
        (r#"not (username eq "ann")"#.to_owned(), u64::MAX),
        (r#"username eq "ann"#.to_owned(), u64::MAX),
    ] {
        let encoded: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let reply = api.get(&api.env(&format!("/users?filter={encoded}"))).await;
        if count == u64::MAX {
            reply.assert_error(400, "INVALID_REQUEST", Some(("INVALID_FILTER", "filter")));
        } else {
            assert_eq!(reply.at("/count"), count, "{filter}: {}", reply.text);
        }
    }
}

#[tokio::test]
async fn pages_of_users_hold_while_users_come_and_go() {
    let api = Api::start().await;
    let mut expected = Vec::new();
    for index in 0..5 {
        expected.push(api.user(&format!("user{index}")).await);
    }
    let first = api.get(&api.env("/users?limit=2")).await;
    assert_eq!(ids(&first, "/_embedded/users"), expected[..2]);
    assert_eq!((first.at("/count"), first.at("/size")), (&json!(5), &json!(2)));
    assert_eq!(first.at("/_links/prev"), &Value::Null);

    // One of the page that was read goes, and a new one comes at the end.
    api.delete(&api.env(&format!("/users/{}", expected[1]))).await;
    expected.push(api.user("user5").await);

    let follow = |href: &str| href.replace(&api.connection.api_url, "");
    let second = api.get(&follow(first.text_at("/_links/next/href"))).await;
    assert_eq!(ids(&second, "/_embedded/users"), expected[2..4]);
    let third = api.get(&follow(second.text_at("/_links/next/href"))).await;
    assert_eq!(ids(&third, "/_embedded/users"), expected[4..6]);
    assert_eq!(third.at("/_links/next"), &Value::Null);
    let back = api.get(&follow(third.text_at("/_links/prev/href"))).await;
    assert_eq!(ids(&back, "/_embedded/users"), expected[2..4]);
}

#[tokio::test]
async fn a_page_of_users_has_two_hundred_at_most() {
    let api = Api::start().await;
    for index in 0..201 {
        api.user(&format!("user{index}")).await;
    }
    for path in ["/users", "/users?limit=1000"] {
        let page = api.get(&api.env(path)).await;
        assert_eq!((page.at("/count"), page.at("/size")), (&json!(201), &json!(200)));
    }
}
