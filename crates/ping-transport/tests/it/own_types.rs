//! Operations with types of the caller's own.

use ping_models::{Collection, Listed};
use ping_transport::ErrorKind;
use ping_transport::testing::Reaction;
use serde::{Deserialize, Serialize};

use crate::support::fake;

/// Nothing but what serde needs to write it.
#[derive(Serialize)]
struct NewGroup<'a> {
    name: &'a str,
}

/// Nothing but what serde needs to read it.
#[derive(Debug, Deserialize, PartialEq)]
struct Group {
    id: String,
    size: Option<u32>,
}

impl Listed for Group {
    const EMBEDDED: &'static str = "groups";
}

mod operations {
    use super::*;

    ping_transport::operations! {
        pub(super) CREATE: (NewGroup<'static>) => Group = "platform.create_group",
            POST Api "/v1/environments/{environmentID}/groups" as "application/json";
        pub(super) LIST: () => Collection<Group> = "platform.read_all_groups",
            GET Api "/v1/environments/{environmentID}/groups";
        pub(super) NAMES: () => (Vec<String>) = "platform.read_group_names",
            GET Api "/v1/environments/{environmentID}/names";
    }
}

#[tokio::test]
async fn any_type_of_serde_will_do() {
    let (fake, client) = fake([
        Reaction::json(201, r#"{"id": "g-1", "size": 2, "more": [1]}"#),
        Reaction::json(200, r#"["a", "b"]"#),
        Reaction::json(200, r#"{"id": "g-1", "size": "two"}"#),
    ]);
    let create = client
        .request(&operations::CREATE)
        .segment("env-1")
        .json(&NewGroup { name: "admins" })
        .call();
    let group = create.clone().await.unwrap();
    assert_eq!((group.id.as_str(), group.size), ("g-1", Some(2)));
    assert_eq!(fake.received()[0].body, r#"{"name":"admins"}"#);

    let names = client.request(&operations::NAMES).segment("env-1").call();
    assert_eq!(names.await.unwrap(), ["a", "b"]);

    let error = create.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("size"), "{error}");
}

#[tokio::test]
async fn lists_of_such_types() {
    let (_, client) = fake([Reaction::json(
        200,
        r#"{"_embedded": {"groups": [{"id": "g-1"}, {"id": 2}, {"id": "g-3"}]}, "count": 3}"#,
    )]);
    let list = client.request(&operations::LIST).segment("env-1").list();
    let page = list.pages().try_next().await.unwrap().unwrap();
    let ids: Vec<_> = page
        .items
        .into_iter()
        .map(|item| item.map(|group| group.id).map_err(|error| error.kind()))
        .collect();
    assert_eq!(ids, [Ok("g-1".into()), Err(ErrorKind::Decode), Ok("g-3".into())]);
}
