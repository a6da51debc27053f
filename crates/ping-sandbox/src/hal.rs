//! HAL envelopes, pages and cursors.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::{
    request::Request,
    response::{ApiError, Detail, Failure},
};

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `_links` from names and absolute URLs.
pub(crate) fn links<'a>(links: impl IntoIterator<Item = (&'a str, String)>) -> Value {
    links
        .into_iter()
        .map(|(name, href)| (name.to_owned(), json!({ "href": href })))
        .collect::<Map<_, _>>()
        .into()
}

/// One page of `items`, each with a key that grows along the list and is never reused, so that what
/// is added or deleted between two pages neither hides nor repeats another item.
pub(crate) fn page(
    base_url: &str,
    request: &Request,
    name: &str,
    maximum: Option<usize>,
    items: Vec<(u64, Value)>,
) -> Result<Value, Failure> {
    let limit = limit(request)?;
    let size = [limit, maximum].into_iter().flatten().min();
    let after = match request.query("cursor") {
        Some(cursor) => read_cursor(cursor)?,
        None => 0,
    };
    let count = items.len();
    let start = items.partition_point(|(key, _)| *key <= after);
    let end = size.map_or(count, |size| count.min(start + size));
    let link = |after: u64| {
        let mut query: Vec<(&str, String)> = request
            .query
            .iter()
            .filter(|(name, _)| name != "cursor")
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        if after > 0 {
            query.push(("cursor", write_cursor(after)));
        }
        let query: Vec<String> = query
            .iter()
            .map(|(name, value)| {
                format!(
                    "{}={}",
                    utf8_percent_encode(name, UNRESERVED),
                    utf8_percent_encode(value, UNRESERVED)
                )
            })
            .collect();
        let mut url = format!("{base_url}{}", request.path);
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query.join("&"));
        }
        url
    };
    let mut all = vec![("self", link(after))];
    if let (true, Some(last)) = (end < count, items.get(end.wrapping_sub(1))) {
        all.push(("next", link(last.0)));
    }
    if let (true, Some(size)) = (start > 0, size) {
        let before = start.saturating_sub(size);
        let after = before.checked_sub(1).map_or(0, |index| items[index].0);
        all.push(("prev", link(after)));
    }
    let items: Vec<Value> = items
        .into_iter()
        .take(end)
        .skip(start)
        .map(|(_, item)| item)
        .collect();
    Ok(json!({
        "_links": links(all),
        "count": count,
        "size": items.len(),
        "_embedded": { name: items },
    }))
}

/// The query's `limit`.
pub(crate) fn limit(request: &Request) -> Result<Option<usize>, Failure> {
    let Some(text) = request.query("limit") else {
        return Ok(None);
    };
    match text.parse::<usize>() {
        Ok(limit) if limit > 0 => Ok(Some(limit)),
        Ok(_) => Err(invalid_parameter(
            Detail::new("OUT_OF_RANGE", "The limit must be at least 1.")
                .target("limit")
                .inner("rangeMinimumValue", 1),
        )),
        Err(_) => Err(invalid_parameter(
            Detail::new("INVALID_PARAMETER", "The limit must be a whole number.").target("limit"),
        )),
    }
}

fn write_cursor(after: u64) -> String {
    URL_SAFE_NO_PAD.encode(format!("after:{after}"))
}

fn read_cursor(cursor: &str) -> Result<u64, Failure> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("after:")?.parse().ok())
        .ok_or_else(|| {
            invalid_parameter(
                Detail::new(
                    "INVALID_PARAMETER",
                    "The cursor is not one of this service's.",
                )
                .target("cursor"),
            )
        })
}

fn invalid_parameter(detail: Detail) -> Failure {
    ApiError::new(
        400,
        "INVALID_REQUEST",
        "The request could not be completed. A query parameter is not valid.",
    )
    .detail(detail)
    .into()
}
