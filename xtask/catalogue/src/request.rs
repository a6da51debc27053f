//! A request as the catalogue looks at it.

use serde_json::Value;

/// A request as it went over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, without the query.
    pub path: &'a str,
    /// The query, without its question mark.
    pub query: &'a str,
    /// The media type of the body.
    pub content_type: Option<&'a str>,
    /// The body, where it is JSON or a form.
    pub body: Option<&'a Value>,
}
