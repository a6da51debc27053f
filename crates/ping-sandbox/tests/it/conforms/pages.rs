//! Lists that come in pages.

use serde_json::{Value, json};

use super::{Case, entries};
use crate::support::Api;

/// Pages of one, forth and back; cursors are good for their list and filter only.
pub async fn hold(api: &Api, case: &Case, list: &str, all: &[Value]) {
    let follow = |href: &str| href.replace(&api.connection.api_url, "");
    let mut path = format!("{list}?limit=1");
    for (index, expected) in all.iter().enumerate() {
        let page = api.get(&path).await;
        assert_eq!(entries(&page), std::slice::from_ref(expected));
        assert_eq!((page.at("/count"), page.at("/size")), (&json!(all.len()), &json!(1)));
        match page.at("/_links/next/href").as_str() {
            Some(next) if index + 1 < all.len() => path = follow(next),
            next => assert_eq!((next, index + 1), (None, all.len())),
        }
    }
    let last = api.get(&path).await;
    let back = api.get(&follow(last.text_at("/_links/prev/href"))).await;
    assert_eq!(entries(&back)[..], all[all.len() - 2..all.len() - 1]);
    let (_, cursor) = path.rsplit_once("cursor=").unwrap();
    let licenses = format!("/v1/organizations/{}/licenses", api.connection.organization_id);
    let filter: String = case.filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut foreign = vec![
        ("cursor", format!("{licenses}?cursor={cursor}")),
        ("cursor", format!("{list}?cursor=A{cursor}")),
        ("order", format!("{list}?order=nothing")),
        ("expand", format!("{list}?expand=nothing")),
        ("include", format!("{list}?include=nothing")),
    ];
    if !filter.is_empty() {
        foreign.push(("cursor", format!("{list}?filter={filter}&cursor={cursor}")));
        let found = entries(&api.get(&format!("{list}?filter={filter}")).await);
        assert_eq!(found, all[all.len() - 2..all.len() - 1]);
    }
    for (name, path) in foreign {
        let reply = api.get(&path).await;
        reply.assert_error(400, "INVALID_REQUEST", Some(("INVALID_PARAMETER", name)));
    }
}
