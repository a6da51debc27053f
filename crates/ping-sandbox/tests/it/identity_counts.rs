//! How many identities there are, and how many of them are active.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Api, Reply};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A day later, with a token that is good.
async fn next_day(api: &Api) -> Api {
    api.sandbox.clock().advance(DAY);
    api.beside(api.tenant.clone()).await
}

fn values(reply: &Reply, list: &str, member: &str) -> Vec<Value> {
    let all = reply.at(&format!("/_embedded/{list}")).as_array().unwrap().iter();
    all.map(|one| one[member].clone()).collect()
}

async fn check_password(api: &Api, user: &str, password: &str) -> u16 {
    let path = api.env(&format!("/users/{user}/password"));
    let body = json!({ "password": password });
    api.act(&path, "password.check", &body).await.status
}

#[tokio::test]
async fn identities_are_counted_at_the_end_of_each_day() {
    let api = Api::start().await;
    let ann = api.user("ann").await;
    let api = next_day(&api).await;
    api.user("bob").await;
    api.user("eve").await;
    let api = next_day(&next_day(&api).await).await;
    assert_eq!(api.delete(&api.env(&format!("/users/{ann}"))).await.status, 204);
    let path = |filter: &str| api.env(&format!("/totalIdentities?filter={filter}"));
    // The documentation has an offset in it; the sandbox was made on January 15.
    let range = "startDate%20eq%20%222026-01-14T00%3A00%3A00%2B00%3A00%22%20and%20endDate%20eq%20%222026-02-01T00%3A00%3A00Z%22";
    let total = api.get(&path(range)).await.expect(200, "platform.read_total_identities");
    assert_eq!(values(&total, "totalIdentities", "totalIdentities"), [0, 1, 3, 3, 2]);
    assert_eq!(total.at("/_embedded/totalIdentities/1/date"), "2026-01-15T00:00:00.000Z");
    assert_eq!((total.at("/count"), total.at("/size")), (&json!(2), &json!(5)));
    for filter in [
        "",
        "startDate%20eq%20%222026-01-14T00%3A00%3A00Z%22",
        &range.replace("2026-01-14", "1026-01-14"),
    ] {
        let refused = api.get(&path(filter)).await;
        refused.assert_error(400, "INVALID_REQUEST", Some(("INVALID_FILTER", "filter")));
    }
}

#[tokio::test]
async fn who_signs_on_is_active_in_that_period_once() {
    let api = Api::start().await;
    let password = "Correct-Horse-7";
    let mut users = Vec::new();
    for name in ["ann", "bob"] {
        let user = api.user(name).await;
        let path = api.env(&format!("/users/{user}/password"));
        let body = json!({ "value": password, "forceChange": false });
        let media_type = "application/vnd.pingidentity.password.set+json";
        assert_eq!(api.send("PUT", &path, media_type, &body).await.status, 200);
        users.push(user);
    }
    assert_eq!(check_password(&api, &users[0], password).await, 200);
    assert_eq!(check_password(&api, &users[0], password).await, 200);
    assert_eq!(check_password(&api, &users[1], "wrong").await, 400);
    let api = next_day(&next_day(&api).await).await;
    assert_eq!(check_password(&api, &users[0], password).await, 200);
    assert_eq!(check_password(&api, &users[1], password).await, 200);
    api.sandbox.clock().advance(Duration::from_secs(60));

    let since = "filter=startDate%20ge%20%222026-01-14T12%3A00%3A00Z%22";
    let counts = async |query: &str| {
        let path = api.env(&format!("/metrics/activeIdentityCounts?{query}"));
        api.get(&path).await
    };
    let days = counts(since).await.expect(200, "platform.read_active_identity_counts");
    assert_eq!(values(&days, "activeIdentityCounts", "value"), [0, 1, 0, 2]);
    assert_eq!(values(&days, "activeIdentityCounts", "cumulative"), [0, 1, 1, 2]);
    let last = days.at("/_embedded/activeIdentityCounts/3");
    let expected = json!({
        "startDate": "2026-01-17T12:00:00.000Z", "endDate": "2026-01-17T12:01:00.000Z",
        "value": 2, "cumulative": 2,
    });
    assert_eq!(last, &expected);
    let months = counts(&format!("{since}&samplePeriod=MONTH")).await;
    assert_eq!(values(&months, "activeIdentityCounts", "value"), [2]);
    // Page by page, the newest first.
    let newest = counts(&format!("{since}&limit=3&order=-startDate")).await;
    assert_eq!(values(&newest, "activeIdentityCounts", "value"), [2, 0, 1]);
    let next = newest.text_at("/_links/next/href").replace(&api.connection.api_url, "");
    assert_eq!(values(&api.get(&next).await, "activeIdentityCounts", "value"), [0]);
    for query in ["", "filter=startDate%20ge%20%22yesterday%22", &since.replace("2026", "1026")] {
        let refused = counts(query).await;
        refused.assert_error(400, "INVALID_REQUEST", Some(("INVALID_FILTER", "filter")));
    }

    // Those of the license that the environment uses, from its first day on.
    let license = api.get(&api.env("")).await.text_at("/license/id").to_owned();
    let organization = &api.connection.organization_id;
    let metrics = |id: &str, query: &str| {
        format!(
            "/v1/organizations/{organization}/licenses/{id}/metrics/activeIdentityCounts?{query}"
        )
    };
    let months =
        api.get(&metrics(&license, "aggregatedBy=calendarMonth&order=-startDate&limit=2")).await;
    let months = months.expect(200, "platform.read_license_active_identity_counts");
    assert_eq!(values(&months, "activeIdentityCounts", "value"), [2, 0]);
    let first = "/_embedded/activeIdentityCounts/0/startDate";
    assert_eq!(months.at(first), "2026-01-01T00:00:00.000Z");
    let years = api.get(&metrics(&license, "aggregatedBy=licenseYear")).await;
    assert_eq!(years.at(first), "2020-07-08T19:15:57.324Z");
    assert_eq!(values(&years, "activeIdentityCounts", "value"), [0, 0, 0, 0, 0, 2]);
    let other =
        api.get(&metrics("8ec37673-2528-49ff-a9cc-e8cab67d2a7f", "aggregatedBy=licenseYear")).await;
    assert_eq!(values(&other, "activeIdentityCounts", "value"), [0, 0]);
    let refused = api.get(&metrics(&license, "")).await;
    refused.assert_error(400, "INVALID_REQUEST", None);
    let unknown = api.get(&metrics("none", "aggregatedBy=licenseYear")).await;
    unknown.assert_error(404, "NOT_FOUND", None);
}
