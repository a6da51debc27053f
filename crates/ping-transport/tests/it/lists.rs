//! What a list asks for: the part of its filter that stays, and what a POST has in its body.

use std::sync::Arc;

use ping_models::platform::User;
use ping_models::{Collection, Timestamp};
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{ErrorKind, List, expansions, filters, operations};
use serde_json::{Value, json};

use crate::support::{LIST, with_token};

operations! {
    QUERY: () => Collection<User> = "platform.query_activities",
        POST Api "/v1/environments/{environmentID}/activities" as "application/json";
}

filters! {
    /// What has to be asked for.
    When: and {
        at: Timestamp = "at" (ge, gt, le, lt),
    }
}

filters! {
    /// What can be asked for.
    UserFilter: and, or, limit, UserExpansion {
        name: String = "name" (eq),
    }
}

expansions! {
    /// What comes along.
    UserExpansion {
        Ids = include "ids",
        Names = include "names",
    }
}

const DAY: std::ops::Range<&str> = "2026-01-01T00:00:00Z".."2026-01-02T00:00:00Z";

const IN_THE_DAY: &str = r#"at ge "2026-01-01T00:00:00Z" and at lt "2026-01-02T00:00:00Z""#;

fn page(ids: &[&str], next: &str) -> Reaction {
    let users: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    let links = if next.is_empty() { json!({}) } else { json!({"next": {"href": next}}) };
    let body = json!({"_embedded": {"users": users}, "_links": links});
    Reaction::json(200, body.to_string())
}

fn lists(
    script: impl IntoIterator<Item = Reaction>,
) -> (Arc<FakeTransport>, List<User, UserFilter>, List<User, UserFilter>) {
    let fake = Arc::new(FakeTransport::new(script));
    let client = with_token(fake.clone(), &ManualClock::fixed()).build().unwrap();
    let get = client.request(&LIST).segment("env-1").list().taking();
    let post = client.request(&QUERY).segment("env-1").list().taking();
    let within = || When::at().within(DAY);
    (fake, get.within(within()), post.within(within()))
}

fn filter_of(list: List<User, UserFilter>) -> String {
    let url = list.describe().unwrap().url;
    let (_, filter) = url.split_once("filter=").unwrap();
    percent_encoding::percent_decode_str(filter).decode_utf8().unwrap().into_owned()
}

#[test]
fn a_part_of_the_filter_stays() {
    let (_, list, _) = lists([]);
    let joe = || UserFilter::name().eq("Joe");
    assert_eq!(filter_of(list.clone()), IN_THE_DAY);
    let wanted = format!(r#"{IN_THE_DAY} and name eq "Joe""#);
    assert_eq!(filter_of(list.clone().filter(joe())), wanted);
    assert_eq!(filter_of(list.clone().filter(joe().or(joe())).filter(joe())), wanted);
    let either = list.clone().filter(joe().or(UserFilter::name().eq("Jim")));
    let wanted = format!(r#"{IN_THE_DAY} and (name eq "Joe" or name eq "Jim")"#);
    assert_eq!(filter_of(either), wanted);

    let error = list.query("filter", "name eq \"Joe\"").describe().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.field(), Some("filter"));
    assert!(error.to_string().contains("has a part that stays"), "{error}");
}

#[test]
fn one_value_stands_behind_a_parameter_of_expansions() {
    let (_, list, _) = lists([]);
    let both = list.expand(UserExpansion::Ids).expand(UserExpansion::Names);
    let error = both.describe().unwrap_err();
    assert_eq!(error.field(), Some("include"));
    assert!(error.to_string().contains("takes one value, and `ids` is asked for"), "{error}");
}

#[tokio::test]
async fn what_a_post_asks_for_stays_in_its_body_on_every_page() {
    let filter = "filter=secret&limit=2&cursor=a%2Fb";
    let script = [
        page(&["a"], &format!("https://elsewhere.example/x?{filter}")),
        page(&["b"], "?cursor=c"),
        page(&["c"], ""),
        page(&["c"], ""),
    ];
    let (fake, _, list) = lists(script);
    let list = list.filter(UserFilter::name().eq("Joe")).limit(2);
    let mut pages = list.clone().pages();
    let mut cursor = None;
    while let Some(page) = pages.try_next().await.unwrap() {
        cursor = page.cursor().map(str::to_owned).or(cursor);
    }
    // The third page again, in another request.
    list.clone().starting_at(cursor.clone().unwrap()).all().await.unwrap();

    let wanted = format!(r#"{IN_THE_DAY} and name eq "Joe""#);
    let received = fake.received();
    let offsets = [Value::Null, "a/b".into(), "c".into(), "c".into()];
    assert_eq!(received.len(), offsets.len());
    for (request, offset) in received.iter().zip(offsets) {
        assert_eq!(request.method, "POST");
        assert_eq!(request.url, "https://api.pingone.com/v1/environments/env-1/activities");
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!((&body["filter"], &body["limit"]), (&json!(wanted), &json!(2)));
        assert_eq!(body["offset"], offset);
    }

    // A cursor is one of this filter.
    let other = list.filter(UserFilter::name().eq("Jim")).starting_at(cursor.unwrap());
    assert_eq!(other.all().await.unwrap_err().field(), Some("cursor"));
}

#[tokio::test]
async fn a_post_whose_next_link_has_no_position_ends_with_an_error() {
    let (fake, _, list) = lists([page(&["a"], "?limit=2")]);
    let mut items = list.stream();
    assert_eq!(items.try_next().await.unwrap().unwrap().id, "a");
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Page);
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(fake.received().len(), 1);
}
