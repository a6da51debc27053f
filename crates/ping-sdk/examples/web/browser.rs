//! A browser, as far as the application has to do with one: it keeps cookies, and sends the forms
//! of pages.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use tower::ServiceExt as _;

/// What a browser shows.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

#[derive(Clone)]
pub(crate) struct Browser {
    app: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    /// The `Set-Cookie` headers so far.
    pub(crate) set: Vec<String>,
}

impl Browser {
    pub(crate) fn new(app: Router) -> Self {
        Self { app, cookies: BTreeMap::new(), set: Vec::new() }
    }

    /// A browser of somebody else.
    pub(crate) fn another(&self) -> Self {
        Self::new(self.app.clone())
    }

    pub(crate) async fn open(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    /// Fills in a form that only asks.
    pub(crate) async fn ask(&mut self, action: &str, fields: &[(&str, &str)]) -> Page {
        let query = encoded(fields);
        self.open(&format!("{action}?{query}")).await
    }

    /// Fills in the form of a page that goes to this path, and sends it.
    pub(crate) async fn submit(
        &mut self,
        page: &Page,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let form = [&[("csrf", page.csrf())], fields].concat();
        self.send(Method::POST, action, encoded(&form)).await
    }

    /// Sends a request, keeps the cookies of the answer, and follows it where it leads on.
    async fn send(&mut self, method: Method, path: &str, form: String) -> Page {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::new(Body::from(form));
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap_or_default();
        let headers = request.headers_mut();
        if let Ok(cookies) = pairs.join("; ").parse() {
            headers.insert(COOKIE, cookies);
        }
        if let Ok(media_type) = "application/x-www-form-urlencoded".parse() {
            headers.insert(CONTENT_TYPE, media_type);
        }
        let Ok(answer) = self.app.clone().oneshot(request).await;
        for line in answer.headers().get_all(SET_COOKIE) {
            self.keep(line.to_str().unwrap_or_default());
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        let next = headers.get(LOCATION);
        if let Some(next) = next.and_then(|next| next.to_str().ok()).map(str::to_owned) {
            return Box::pin(self.open(&next)).await;
        }
        let body = to_bytes(answer.into_body(), 1 << 20).await;
        let html = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
        Page { status, headers, html }
    }

    fn keep(&mut self, line: &str) {
        self.set.push(line.to_owned());
        let (pair, rest) = line.split_once(';').unwrap_or((line, ""));
        if let Some((name, value)) = pair.split_once('=') {
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// The fields of a form, as `application/x-www-form-urlencoded`.
fn encoded(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    let pairs = fields.iter();
    let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

impl Page {
    pub(crate) fn says(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// Whether a browser asks for it again by itself.
    pub(crate) fn waits(&self) -> bool {
        self.headers.get(REFRESH).is_some_and(|after| after == "3")
    }

    /// What proves that a form is the application's own.
    pub(crate) fn csrf(&self) -> &str {
        self.hidden("csrf")
    }

    /// What a hidden field holds.
    pub(crate) fn hidden(&self, name: &str) -> &str {
        self.between(&format!("name=\"{name}\" value=\""), "\"")
    }

    /// What stands between two texts, or nothing.
    pub(crate) fn between(&self, before: &str, behind: &str) -> &str {
        let rest = self.html.split_once(before);
        let found = rest.and_then(|(_, rest)| rest.split_once(behind));
        found.map_or("", |(found, _)| found)
    }

    /// Where the link on the page leads that a phone is to follow.
    pub(crate) fn link(&self) -> String {
        self.between("<a href=\"", "\"").replace("&amp;", "&")
    }
}
