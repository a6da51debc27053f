//! The wrapper around PingID's contents.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// The content of a message: what stands in its `responseBody` or `reqBody`, or the whole text
/// where there is no such member. At most one wrapper is taken off.
///
/// ```
/// use ping_models::pingid::inside_envelope;
///
/// assert_eq!(inside_envelope(r#"{"responseBody": {"errorId": 200}}"#), r#"{"errorId": 200}"#);
/// assert_eq!(inside_envelope(r#"{"errorId": 200}"#), r#"{"errorId": 200}"#);
/// ```
pub fn inside_envelope(json: &str) -> &str {
    let Ok(members) = serde_json::from_str::<BTreeMap<String, &RawValue>>(json) else {
        return json;
    };
    ["responseBody", "reqBody"]
        .into_iter()
        .filter_map(|name| members.get(name))
        .map(|content| content.get())
        .find(|content| content.starts_with('{'))
        .unwrap_or(json)
}
