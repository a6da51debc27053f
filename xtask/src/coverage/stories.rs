//! Whether a story looks at what its calls did. What a test asserts cannot be seen from outside; that
//! it read the thing again can.

use serde_json::Value;

use super::exchanges::Exchange;

/// Whether something later in the same test shows what the exchange changed. What changes nothing
/// that has an address of its own, as calls of PingID do, need not be read.
pub(crate) fn is_read_back(exchange: &Exchange, later: &[&Exchange]) -> bool {
    let reads = || later.iter().filter(|read| read.method == "GET");
    let id = exchange.answer.as_ref().and_then(|answer| answer["id"].as_str());
    let shown = |id: &str| {
        reads()
            .filter(|read| read.succeeded())
            .any(|read| read.answer.as_ref().is_some_and(|answer| holds(answer, id)))
    };
    match (exchange.method.as_str(), exchange.status) {
        ("POST", Some(201)) => id.is_none_or(shown),
        ("PUT" | "PATCH", _) => {
            // A part of something is seen in the whole.
            let whole = exchange.path.rsplit_once('/').unwrap_or_default().0;
            let shows = |path: &str| path == whole || path.starts_with(&exchange.path);
            reads().any(|read| read.succeeded() && shows(&read.path)) || id.is_some_and(shown)
        }
        // What is put back to its defaults is still there.
        ("DELETE", Some(200)) => reads().any(|read| read.succeeded() && read.path == exchange.path),
        // It is not there any more: neither by its address nor in its collection.
        ("DELETE", _) => {
            let (collection, id) = exchange.path.rsplit_once('/').unwrap_or_default();
            let gone = |read: &&Exchange| {
                read.status == Some(404) && read.path.starts_with(&exchange.path)
                    || read.succeeded()
                        && read.path == collection
                        && read.answer.as_ref().is_some_and(|answer| !holds(answer, id))
            };
            later.iter().any(gone)
        }
        _ => true,
    }
}

/// Whether the text stands anywhere in the value.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(have) => have == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|member| holds(member, text)),
        _ => false,
    }
}
