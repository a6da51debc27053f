//! What every table keeps to, on the wire.

mod mfa;
mod others;
mod pages;
mod tables;

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::support::{Api, Reply};

/// A table of the environment. Its operations are those that the catalogue has for its path.
pub struct Case {
    /// `/groups`.
    pub path: &'static str,
    /// What the list is below, where not the environment itself, outermost first: paths and bodies.
    pub within: Vec<(&'static str, Value)>,
    /// A body with as little as is allowed.
    pub least: Value,
    /// A body with much.
    pub whole: Value,
    /// What replaces that.
    pub other: Value,
    /// Members that are wrong in `least`, each with the code and target of its detail.
    pub wrong: &'static [(&'static str, &'static str, &'static str)],
    /// Members that no answer shows.
    pub hidden: &'static [&'static str],
    /// The member that no two may share.
    pub unique: Option<&'static str>,
    /// Whether it comes in pages.
    pub pages: bool,
    /// A filter that only the whole one passes; empty where it takes none.
    pub filter: &'static str,
    /// As activities name it.
    pub kind: &'static str,
}

impl Case {
    /// What most tables are.
    pub const BASE: Self = Self {
        path: "",
        within: Vec::new(),
        least: Value::Null,
        whole: Value::Null,
        other: Value::Null,
        wrong: &[],
        hidden: &[],
        unique: None,
        pages: true,
        filter: "",
        kind: "",
    };
}

const JSON: &str = "application/json";
const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// The operations of a path in an environment, by their ids: several where the body tells them apart.
fn operations(method: &str, path: &str) -> Vec<&'static str> {
    let of = |line: &'static str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, _, _, its_method, template, media_type, ..] = columns.as_slice() else {
            return None;
        };
        let template = template.strip_prefix("/v1/environments/{environmentID}")?;
        let fits = template.split('/').count() == path.split('/').count()
            && template.split('/').zip(path.split('/')).all(|(a, b)| a == b || a.starts_with('{'));
        (*its_method == method && fits && matches!(*media_type, "" | JSON)).then_some(*id)
    };
    include_str!("../../src/catalogue.tsv").lines().filter_map(of).collect()
}

/// Asserts the status of an answer to one of these operations.
#[track_caller]
fn answered(reply: Reply, status: u16, operations: &[&str]) -> Reply {
    let operation = reply.header("sandbox-operation").to_owned();
    assert!(operations.contains(&operation.as_str()), "{operation}");
    reply.expect(status, &operation)
}

/// Runs a case from the first creation to the last deletion.
pub async fn conforms(case: Case) {
    conforms_in(&Api::start().await, case).await;
}

/// As [`conforms`], in an environment that has what the bodies refer to.
pub async fn conforms_in(api: &Api, case: Case) {
    let mut rest = String::new();
    for (path, body) in &case.within {
        rest.push_str(path);
        let above = api.post(&api.env(&rest), body).await;
        rest = format!("{rest}/{}", above.text_at("/id"));
    }
    rest.push_str(case.path);
    let list = api.env(&rest);
    let one = format!("{rest}/{UNKNOWN}");
    let before = entries(&api.get(&list).await).len();
    let all = ["GET", "POST"].map(|method| (method, &rest));
    let each = ["GET", "PUT", "PATCH", "DELETE"].map(|method| (method, &one));
    for (method, path) in all.into_iter().chain(each) {
        let operations = operations(method, path);
        if !operations.is_empty() {
            refuses_strangers(api, (method, path), &operations, &case.least).await;
        }
    }
    refuses_what_is_wrong(api, &case, &list).await;

    let create = operations("POST", &rest);
    let whole = answered(api.post(&list, &case.whole).await, 201, &create);
    let path = whole.header("location").replace(&api.connection.api_url, "");
    assert_eq!(whole.text_at("/_links/self/href"), whole.header("location"));
    let id = whole.text_at("/id").to_owned();
    assert_eq!(path, format!("{list}/{id}"));
    assert_eq!(whole.at("/environment/id"), api.connection.environment_id.as_str());
    assert_shows(&whole, &case.whole, &case);
    let read = operations("GET", &one);
    if !read.is_empty() {
        assert_eq!(answered(api.get(&path).await, 200, &read).body, whole.body);
    }
    if let Some(unique) = case.unique {
        let again = api.post(&list, &case.whole).await;
        again.assert_error(400, "INVALID_DATA", Some(("UNIQUENESS_VIOLATION", unique)));
    }
    let least = answered(api.post(&list, &case.least).await, 201, &create);

    let all = answered(api.get(&list).await, 200, &operations("GET", &rest));
    let found = entries(&all);
    assert_eq!(found.len(), before + 2);
    assert_eq!(found[before], whole.body, "a list shows what a read does");
    assert_eq!(found[before + 1]["id"], least.body["id"]);
    if case.pages {
        pages::hold(api, &case, &list, &found).await;
    }

    api.sandbox.clock().advance(Duration::from_secs(1));
    let [replace, merge] = ["PUT", "PATCH"].map(|method| operations(method, &one));
    if !replace.is_empty() {
        replaces(api, &case, &path, &replace, &whole).await;
    }
    if !merge.is_empty() {
        merges(api, &case, &path, &merge).await;
    }

    let delete = operations("DELETE", &one);
    if delete.is_empty() {
        return;
    }
    let gone = answered(api.delete(&path).await, 204, &delete);
    assert_eq!(gone.text, "");
    for method in ["GET", "DELETE", "PUT", "PATCH"] {
        if !operations(method, &one).is_empty() {
            let reply = api.send(method, &path, JSON, &case.other).await;
            reply.assert_error(404, "NOT_FOUND", None);
        }
    }
    assert_eq!(entries(&api.get(&list).await).len(), before + 1);
    let updates = usize::from(!replace.is_empty() || !merge.is_empty());
    is_audited(api, &case, &id, updates, [&whole, &gone]).await;
}

/// What is left out is cleared.
async fn replaces(api: &Api, case: &Case, path: &str, replace: &[&str], whole: &Reply) {
    let replaced = api.send("PUT", path, JSON, &case.other).await;
    let replaced = answered(replaced, 200, replace);
    assert_shows(&replaced, &case.other, case);
    let sent = case.whole.as_object().unwrap();
    for (name, value) in sent.iter().filter(|(name, _)| case.other.get(name).is_none()) {
        assert_ne!(&replaced.body[name], value, "{name} was left out");
    }
    for name in ["id", "createdAt"] {
        assert_eq!(replaced.body[name], whole.body[name]);
    }
    assert_ne!(replaced.body["updatedAt"], whole.body["updatedAt"]);
    assert_eq!(api.get(path).await.body, replaced.body);
}

/// As [`refuses`], and an id that nothing has.
async fn refuses_strangers(
    api: &Api,
    (method, rest): (&str, &str),
    operations: &[&str],
    least: &Value,
) {
    refuses(api, (method, rest), operations).await;
    if rest.ends_with(UNKNOWN) {
        let reply = api.send(method, &api.env(rest), JSON, least).await;
        reply.assert_error(404, "NOT_FOUND", None);
    }
}

/// No token, a denied operation, another environment.
async fn refuses(api: &Api, (method, rest): (&str, &str), operations: &[&str]) {
    let path = api.env(rest);
    let header = [("content-type", JSON)];
    let reply = api.raw(method, &path, &header, b"{}".to_vec()).await.unwrap();
    reply.assert_error(401, "ACCESS_FAILED", None);
    api.sandbox.deny(operations.iter().copied());
    let body = json!({ "unknown": 1 });
    let reply = api.send(method, &path, JSON, &body).await;
    answered(reply, 403, operations);
    api.sandbox.deny(None::<String>);
    let foreign = format!("/v1/environments/{UNKNOWN}{rest}");
    let reply = api.send(method, &foreign, JSON, &body).await;
    reply.assert_error(403, "ACCESS_FAILED", None);
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

/// What is left out stays, null clears, and what must be there cannot be cleared.
async fn merges(api: &Api, case: &Case, path: &str, operations: &[&str]) {
    let before = api.get(path).await;
    let merge = async |body: Value| api.send("PATCH", path, JSON, &body).await;
    let same = answered(merge(json!({})).await, 200, operations);
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
async fn is_audited(
    api: &Api,
    case: &Case,
    id: &str,
    updates: usize,
    [created, gone]: [&Reply; 2],
) {
    let filter = format!("recordedAt gt \"2000-01-01T00:00:00Z\" AND resources.id eq \"{id}\"");
    let body = json!({ "filter": filter });
    let reply = api.post(&api.env("/activities"), &body).await;
    let activities = entries(&reply.expect(200, "platform.query_activities"));
    let last = activities.len() - 1;
    assert!(last > updates);
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

/// All that was sent is there, but for what is hidden.
#[track_caller]
fn assert_shows(reply: &Reply, sent: &Value, case: &Case) {
    let mut shown = sent.clone();
    for name in case.hidden {
        if let Some(Value::String(secret)) = shown.as_object_mut().unwrap().remove(*name) {
            assert!(!reply.text.contains(&secret), "{name} is shown");
        }
    }
    assert_has(&reply.body, &shown);
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
