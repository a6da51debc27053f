//! HAL links, and the error for a query.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::wire::{
    request::Request,
    response::{ApiError, Detail, Failure},
};

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `_links` from names and absolute URLs.
pub(crate) fn links<'a>(links: impl IntoIterator<Item = (&'a str, String)>) -> Value {
    links
        .into_iter()
        .map(|(name, href)| (name.to_owned(), json!({ "href": href })))
        .collect::<Map<_, _>>()
        .into()
}

/// `url` with the query of a request, where a cursor is what it is told.
pub(crate) fn with_cursor(url: &str, request: &Request, cursor: Option<String>) -> String {
    let others = request.query.iter().filter(|(name, _)| name != "cursor");
    let others = others.map(|(name, value)| (name.as_str(), value.as_str()));
    with_query(url, others.chain(cursor.as_deref().map(|cursor| ("cursor", cursor))))
}

/// `url` with a query.
pub(crate) fn with_query<'a>(
    url: &str,
    query: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let encoded = |text| utf8_percent_encode(text, UNRESERVED);
    let query = query.into_iter();
    let pairs: Vec<String> =
        query.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    if pairs.is_empty() { url.to_owned() } else { format!("{url}?{}", pairs.join("&")) }
}

/// 400 for parameters of the query.
pub(crate) fn invalid_parameters(details: impl IntoIterator<Item = Detail>) -> Failure {
    let why = "The request could not be completed. A query parameter is not valid.";
    let error = ApiError::new(400, "INVALID_REQUEST", why);
    details.into_iter().map(Detail::of_parameter).fold(error, ApiError::detail).into()
}
