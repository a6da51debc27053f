//! Tables that nobody writes, and settings.

use std::time::Duration;

use super::{Case, JSON, UNKNOWN, answered, assert_has, entries, operations, refuses};
use crate::support::Api;

/// A table that nobody writes: its rows are there from the beginning, and read alike by themselves.
pub async fn is_read_only(api: &Api, list: &str) {
    let all = entries(&api.get(list).await);
    assert!(!all.is_empty());
    for row in &all {
        let own = row["_links"]["self"]["href"].as_str().unwrap();
        let own = own.replace(&api.connection.api_url, "");
        assert_eq!(own, format!("{list}/{}", row["id"].as_str().unwrap()));
        assert_eq!(&api.get(&own).await.body, row);
        assert_eq!(api.send("PUT", &own, JSON, row).await.status, 403, "nobody has that path");
    }
    assert_eq!(api.post(list, &all[0]).await.status, 403, "nobody has that path");
    let unknown = api.get(&format!("{list}/{UNKNOWN}")).await;
    unknown.assert_error(404, "NOT_FOUND", None);
}

/// Settings: one row without an id in its path, which is read, replaced and put back.
pub async fn settings_conform(case: Case) {
    let api = Api::start().await;
    let path = api.env(case.path);
    let [read, replace, reset] =
        ["GET", "PUT", "DELETE"].map(|method| operations(method, case.path));
    for (method, operations) in [("GET", &read), ("PUT", &replace), ("DELETE", &reset)] {
        refuses(&api, (method, case.path), operations).await;
    }
    let first = answered(api.get(&path).await, 200, &read);
    for (patch, code, target) in case.wrong {
        let body = serde_json::from_str(patch).unwrap();
        let reply = api.send("PUT", &path, JSON, &body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, target)));
    }
    assert_eq!(api.get(&path).await.body, first.body);
    api.sandbox.clock().advance(Duration::from_secs(1));
    let written = api.send("PUT", &path, JSON, &case.whole).await;
    let written = answered(written, 200, &replace);
    assert_has(&written.body, &case.whole);
    assert_eq!(written.body["id"], first.body["id"]);
    assert_eq!(api.get(&path).await.body, written.body);
    let back = answered(api.delete(&path).await, 200, &reset);
    let mut expected = first.body.clone();
    for name in ["createdAt", "updatedAt"] {
        if let Some(time) = back.body.get(name) {
            expected[name] = time.clone();
        }
    }
    assert_eq!(back.body, expected);
}
