//! How texts stand in a URL, a form or a header.

use http::header::HeaderValue;
use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode,
};

/// Everything but the unreserved characters of RFC 3986.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a URL cannot hold at all; everything else of a next link stays as it came.
const VERBATIM: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A value as it stands in a path, a query or a form: it cannot climb out of its place.
pub(crate) fn encode(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, STRICT)
}

/// The decoded names of a query's parameters.
pub(crate) fn names(query: &str) -> impl Iterator<Item = String> {
    query.split('&').map(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        percent_decode_str(name).decode_utf8_lossy().into_owned()
    })
}

/// A query that is encoded already.
pub(super) fn verbatim(query: &str) -> PercentEncode<'_> {
    utf8_percent_encode(query, VERBATIM)
}

/// Appends a pair to a query or a form.
pub(super) fn push_pair(text: &mut String, name: &str, value: &str) {
    if !text.is_empty() && !text.ends_with('?') {
        text.push('&');
    }
    text.extend(encode(name));
    text.push('=');
    text.extend(encode(value));
}

/// Headers that say where a message ends and where it goes: what a caller sets there would cut
/// bodies, or smuggle requests.
pub(super) const FRAMING_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A header's value; the `http` crate takes any byte from 128 on, too.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    text.is_ascii().then(|| HeaderValue::from_str(text).ok())?
}
