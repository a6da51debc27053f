//! What every table keeps to, on the wire.

mod tables;

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::support::{Api, Reply};

/// A table of the environment.
pub struct Case {
    /// `/groups`.
    pub path: &'static str,
    /// What the list is below, where not the environment itself: its path and a body.
    pub within: Option<(&'static str, Value)>,
    /// Of the operations that create, list, read, replace and delete.
    pub operations: [&'static str; 5],
    /// A body with as little as is allowed.
    pub least: Value,
    /// A body with much.
    pub whole: Value,
    /// What replaces that.
    pub other: Value,
    /// Members that are wrong in `least`, each with the code and target of its detail.
    pub wrong: &'static [(&'static str, &'static str, &'static str)],
    /// The member that no two may share.
    pub unique: Option<&'static str>,
    /// The operation that merges, where there is one.
    pub merge: Option<&'static str>,
    /// Whether it comes in pages.
    pub pages: bool,
    /// A filter that only the whole one passes; empty where it takes none.
    pub filter: &'static str,
    /// As activities name it.
    pub kind: &'static str,
}

const JSON: &str = "application/json";
const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// Runs a case from the first creation to the last deletion.
pub async fn conforms(case: Case) {
    let api = Api::start().await;
    let mut rest = case.path.to_owned();
    if let Some((path, body)) = &case.within {
        let above = api.post(&api.env(path), body).await;
        rest = format!("{path}/{}{rest}", above.text_at("/id"));
    }
    let list = api.env(&rest);
    let before = entries(&api.get(&list).await).len();
    refuses_strangers(&api, &case, &rest).await;
    refuses_what_is_wrong(&api, &case, &list).await;

    let [create, read_all, read, replace, delete] = case.operations;
    let whole = api.post(&list, &case.whole).await.expect(201, create);
    let path = whole.header("location").replace(&api.connection.api_url, "");
    assert_eq!(whole.text_at("/_links/self/href"), whole.header("location"));
    let id = whole.text_at("/id").to_owned();
    assert_eq!(path, format!("{list}/{id}"));
    assert_eq!(whole.at("/environment/id"), api.connection.environment_id.as_str());
    assert_has(&whole.body, &case.whole);
    let one = api.get(&path).await.expect(200, read);
    assert_eq!(one.body, whole.body);
    if let Some(unique) = case.unique {
        let again = api.post(&list, &case.whole).await;
        again.assert_error(400, "INVALID_DATA", Some(("UNIQUENESS_VIOLATION", unique)));
    }
    let least = api.post(&list, &case.least).await.expect(201, create);

    let all = api.get(&list).await.expect(200, read_all);
    let found = entries(&all);
    assert_eq!(found.len(), before + 2);
    assert_eq!(found[before], whole.body, "a list shows what a read does");
    assert_eq!(found[before + 1]["id"], least.body["id"]);
    if case.pages {
        pages_hold(&api, &case, &list, &found).await;
    }

    api.sandbox.clock().advance(Duration::from_secs(1));
    let replaced = api.send("PUT", &path, JSON, &case.other).await;
    let replaced = replaced.expect(200, replace);
    assert_has(&replaced.body, &case.other);
    let sent = case.whole.as_object().unwrap();
    for (name, value) in sent.iter().filter(|(name, _)| case.other.get(name).is_none()) {
        assert_ne!(&replaced.body[name], value, "{name} was left out");
    }
    for name in ["id", "createdAt"] {
        assert_eq!(replaced.body[name], whole.body[name]);
    }
    assert_ne!(replaced.body["updatedAt"], whole.body["updatedAt"]);
    assert_eq!(api.get(&path).await.body, replaced.body);

    if let Some(merge) = case.merge {
        merges(&api, &case, &path, merge).await;
    }

    let gone = api.delete(&path).await.expect(204, delete);
    assert_eq!(gone.text, "");
    for method in ["GET", "DELETE", "PUT"] {
        let reply = api.send(method, &path, JSON, &case.other).await;
        reply.assert_error(404, "NOT_FOUND", None);
    }
    assert_eq!(entries(&api.get(&list).await).len(), before + 1);
    is_audited(&api, &case, &id, [&whole, &gone]).await;
}

/// No token, a denied operation, another environment, an id that nothing has.
async fn refuses_strangers(api: &Api, case: &Case, list: &str) {
    let [create, read_all, read, replace, delete] = case.operations;
    let one = format!("{list}/{UNKNOWN}");
    for (method, rest, operation) in [
        ("POST", list, create),
        ("GET", list, read_all),
        ("GET", &one, read),
        ("PUT", &one, replace),
        ("DELETE", &one, delete),
    ] {
        let path = api.env(rest);
        let header = [("content-type", JSON)];
        let reply = api.raw(method, &path, &header, b"{}".to_vec()).await.unwrap();
        reply.assert_error(401, "ACCESS_FAILED", None);
        api.sandbox.deny([operation]);
        let body = json!({ "unknown": 1 });
        let reply = api.send(method, &path, JSON, &body).await;
        reply.expect(403, operation);
        api.sandbox.deny(None::<String>);
        let foreign = format!("/v1/environments/{UNKNOWN}{rest}");
        let reply = api.send(method, &foreign, JSON, &body).await;
        reply.assert_error(403, "ACCESS_FAILED", None);
        if rest == one {
            let reply = api.send(method, &path, JSON, &case.least).await;
            reply.assert_error(404, "NOT_FOUND", None);
        }
    }
}

/// Each fault by itself, then all of them at once; nothing is kept of any.
async fn refuses_what_is_wrong(api: &Api, case: &Case, list: &str) {
    let before = api.get(list).await.at("/size").clone();
    let mut all = case.least.as_object().unwrap().clone();
    let mut expected = Vec::new();
    for (patch, code, target) in case.wrong {
        let patch: Map<String, Value> = serde_json::from_str(patch).unwrap();
        let mut body = case.least.as_object().unwrap().clone();
        body.extend(patch.clone());
        let reply = api.post(list, &body.into()).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, target)));
        assert_eq!(faults(&reply).len(), 1, "{}", reply.text);
        all.extend(patch);
        expected.push(((*code).to_owned(), (*target).to_owned()));
    }
    let reply = api.post(list, &all.into()).await;
    let mut found = faults(&reply);
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "all faults at once");
    for body in [&b"[]"[..], b"{", b""] {
        let bearer = format!("Bearer {}", api.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", JSON)];
        let reply = api.raw("POST", list, &headers, body.to_vec()).await.unwrap();
        reply.assert_error(400, "INVALID_REQUEST", None);
    }
    assert_eq!(api.get(list).await.at("/size"), &before);
}

/// Pages of one, forth and back; cursors are good for their list and filter only.
async fn pages_hold(api: &Api, case: &Case, list: &str, all: &[Value]) {
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

/// What is left out stays, null clears, and what must be there cannot be cleared.
async fn merges(api: &Api, case: &Case, path: &str, operation: &str) {
    let before = api.get(path).await;
    let merge = async |body: Value| api.send("PATCH", path, JSON, &body).await;
    let same = merge(json!({})).await.expect(200, operation);
    assert_eq!(same.body, before.body);
    for (name, value) in case.other.as_object().unwrap() {
        let cleared = merge(json!({ name: null })).await;
        if case.least.get(name).is_some() {
            let detail = Some(("REQUIRED_VALUE", name.as_str()));
            cleared.assert_error(400, "INVALID_DATA", detail);
        } else {
            assert_eq!((cleared.status, &cleared.body[name]), (200, &Value::Null));
            let back = merge(json!({ name: value })).await;
            assert_eq!(back.body, before.body);
        }
    }
}

/// Its creation, its updates and its deletion are in the audit.
async fn is_audited(api: &Api, case: &Case, id: &str, [created, gone]: [&Reply; 2]) {
    let filter = format!("recordedAt gt \"2000-01-01T00:00:00Z\" AND resources.id eq \"{id}\"");
    let body = json!({ "filter": filter });
    let reply = api.post(&api.env("/activities"), &body).await;
    let activities = entries(&reply.expect(200, "platform.query_activities"));
    let last = activities.len() - 1;
    assert!(last >= 2);
    for (index, activity) in activities.iter().enumerate() {
        let verb = match index {
            0 => "DELETED",
            index if index == last => "CREATED",
            _ => "UPDATED",
        };
        assert_eq!(activity["action"]["type"], format!("{}.{verb}", case.kind));
        assert_eq!(activity["resources"][0]["type"], case.kind);
        assert_eq!(activity["actors"]["client"]["id"], api.connection.client_id.as_str());
    }
    let ids = [gone, created].map(|reply| reply.header("correlation-id"));
    assert_eq!([&activities[0], &activities[last]].map(|one| one["correlationId"].clone()), ids);
}

fn entries(list: &Reply) -> Vec<Value> {
    let embedded = list.at("/_embedded").as_object().unwrap();
    embedded.values().next().unwrap().as_array().unwrap().clone()
}

fn faults(reply: &Reply) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let details = reply.at("/details").as_array().unwrap().iter();
    details.map(|one| (text(&one["code"]), text(&one["target"]))).collect()
}

/// All that was sent is there.
#[track_caller]
fn assert_has(whole: &Value, sent: &Value) {
    match sent {
        Value::Object(sent) => {
            for (name, value) in sent {
                assert_has(&whole[name], value);
            }
        }
        _ => assert_eq!(whole, sent),
    }
}
