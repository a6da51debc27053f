//! Queries: which resources, in which order, which page.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::IdmError;
use super::filter::{Filter, compare};
use super::pointer::{get, parts, select};

/// The answer to a query of these resources.
pub(crate) fn answer(
    resources: impl Iterator<Item = Value>,
    params: &BTreeMap<String, String>,
    fields: &[String],
) -> Result<Value, IdmError> {
    let param = |name: &str| params.get(name).map(String::as_str);
    let filter = match (param("_queryFilter"), param("_queryId")) {
        (Some(filter), None) => Filter::parse(filter)?,
        (None, Some("query-all" | "query-all-ids")) => Filter::Always(true),
        (None, Some(id)) => {
            let message = format!("there is no query `{}`", id.escape_debug());
            return Err(IdmError::bad_request(message));
        }
        (None, None) => {
            return Err(IdmError::bad_request("a query needs `_queryFilter` or `_queryId`"));
        }
        (Some(_), Some(_)) => {
            return Err(IdmError::bad_request(
                "a query has `_queryFilter` or `_queryId`, not both",
            ));
        }
    };
    let number = |name: &str| match param(name) {
        None => Ok(None),
        Some(text) => text.trim_end_matches(".0").parse::<usize>().map(Some).map_err(|_| {
            IdmError::bad_request(format!("the parameter `{name}` is not a whole number"))
        }),
    };
    let mut found: Vec<Value> = resources.filter(|resource| filter.matches(resource)).collect();
    if let Some(keys) = param("_sortKeys") {
        let keys: Vec<_> = keys.split(',').map(|key| sort_key(key.trim())).collect();
        found.sort_by(|left, right| order(left, right, &keys));
    }
    let total = found.len();
    // A cookie is the number of those before the page.
    let start = number("_pagedResultsCookie")?.or(number("_pagedResultsOffset")?).unwrap_or(0);
    let size = number("_pageSize")?.filter(|size| *size > 0).unwrap_or(usize::MAX);
    let page = found.iter().skip(start).take(size);
    let fields = fields_of(param("_fields"), fields);
    let result: Vec<Value> = page.map(|resource| select(resource, &fields)).collect();
    let next = start.saturating_add(result.len());
    let exact = param("_totalPagedResultsPolicy") == Some("EXACT");
    Ok(json!({
        "result": result,
        "resultCount": result.len(),
        "pagedResultsCookie": (next < total).then(|| next.to_string()),
        "totalPagedResultsPolicy": if exact { "EXACT" } else { "NONE" },
        "totalPagedResults": if exact { json!(total) } else { json!(-1) },
    }))
}

/// The fields that are wanted, as an argument or as a parameter.
pub(crate) fn fields_of(param: Option<&str>, fields: &[String]) -> Vec<String> {
    let listed = param.into_iter().flat_map(|list| list.split(','));
    let listed = listed.map(str::trim).filter(|field| !field.is_empty()).map(str::to_owned);
    fields.iter().cloned().chain(listed).collect()
}

fn sort_key(key: &str) -> (Vec<String>, bool) {
    match key.strip_prefix('-') {
        Some(key) => (parts(key), true),
        None => (parts(key.strip_prefix('+').unwrap_or(key)), false),
    }
}

fn order(left: &Value, right: &Value, keys: &[(Vec<String>, bool)]) -> Ordering {
    for (key, descending) in keys {
        let order = match (get(left, key), get(right, key)) {
            (Some(left), Some(right)) => compare(left, right).unwrap_or(Ordering::Equal),
            // What lacks the member stands behind what has it.
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        let order = if *descending { order.reverse() } else { order };
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}
