//! A browser, as far as the application has to do with one: it keeps cookies, and sends the forms
//! of pages.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use tower::ServiceExt as _;

/// What a browser shows.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
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
        Self {
            app,
            cookies: BTreeMap::new(),
            set: Vec::new(),
        }
    }

    /// A browser of somebody else.
    pub(crate) fn another(&self) -> Self {
        Self::new(self.app.clone())
    }

    pub(crate) async fn open(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    /// Fills in the form of a page that goes to this path, and sends it.
    pub(crate) async fn submit(
        &mut self,
        page: &Page,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        // Names and values here need no encoding.
        let fields = fields
            .iter()
            .map(|(name, value)| format!("&{name}={value}"));
        let form = format!("csrf={}{}", page.csrf(), fields.collect::<String>());
        self.send(Method::POST, action, form).await
    }

    /// Sends a request, keeps the cookies of the answer, and follows it where it leads on.
    async fn send(&mut self, method: Method, path: &str, form: String) -> Page {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
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
        let status = answer.status();
        let next = answer.headers().get(LOCATION);
        if let Some(next) = next.and_then(|next| next.to_str().ok()).map(str::to_owned) {
            return Box::pin(self.open(&next)).await;
        }
        let body = to_bytes(answer.into_body(), 1 << 20).await;
        let html = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
        Page { status, html }
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

impl Page {
    pub(crate) fn says(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// What proves that a form is the application's own.
    pub(crate) fn csrf(&self) -> &str {
        let rest = self.html.split_once("name=\"csrf\" value=\"");
        let value = rest.and_then(|(_, rest)| rest.split_once('"'));
        value.map_or("", |(value, _)| value)
    }
}
