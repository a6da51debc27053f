//! The console: a page over the controls, for a person.

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY};

use crate::{
    dispatch::control::{Control, Run},
    wire::response::{Answer, Response},
};

/// Nothing but what the sandbox itself serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' \
                      data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

pub(super) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        does: "The console: calls, messages, pushes and the rest, on a page for a person.",
        media: Some("text/html"),
        run: Run::All(|_, _| file("text/html; charset=utf-8", include_str!("console/page.html"))),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "console.css",
        does: "A part of the console.",
        media: Some("text/css"),
        run: Run::All(|_, _| file("text/css; charset=utf-8", include_str!("console/style.css"))),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "console.js",
        does: "A part of the console.",
        media: Some("text/javascript"),
        run: Run::All(|_, _| {
            file("text/javascript; charset=utf-8", include_str!("console/script.js"))
        }),
        ..Control::BASE
    },
];

fn file(media_type: &str, text: &'static str) -> Answer {
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    let response = Response::with_body(200, media_type, text);
    Ok(headers.into_iter().fold(response, |it, (name, value)| it.header(name, value)))
}
