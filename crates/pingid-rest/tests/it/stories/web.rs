//! Plain HTTP, as a browser does it and knows nothing of this SDK.

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ping_transport::{HttpTransport as _, Request};

/// The answer's status and body.
pub(super) async fn post(url: &str, media_type: &str, body: String) -> (u16, Bytes) {
    let mut request = Request::new(Method::POST, url);
    let media_type = media_type.parse().unwrap();
    request.headers.insert("content-type", media_type);
    request.body = body.into();
    send(request).await
}

/// The page behind a link.
pub(super) async fn open(url: &str) -> String {
    let (status, page) = send(Request::new(Method::GET, url)).await;
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert_eq!(status, 200, "{page}");
    page
}

async fn send(request: Request) -> (u16, Bytes) {
    let transport = ping_testkit::recorder!();
    let response = transport.send(request).await.unwrap();
    let status = response.status().as_u16();
    let chunks: Vec<Bytes> = response.into_body().try_collect().await.unwrap();
    (status, chunks.concat().into())
}

/// A form of a page, and what it would post.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) fields: Vec<(String, String)>,
}

impl Form {
    /// The only form of a page.
    pub(super) fn of(page: &str) -> Self {
        let attribute = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!("{name}=\""))?;
            Some(unescape(rest.split('"').next()?))
        };
        let (_, form) = page.split_once("<form ").expect(page);
        let (form, rest) = form.split_once("</form>").unwrap();
        assert!(!rest.contains("<form "), "{page}");
        assert_eq!(attribute(form, "method").as_deref(), Some("post"));
        let tags = form.split("<input ").skip(1);
        let fields = tags.map(|tag| {
            let tag = tag.split('>').next().unwrap();
            let value = attribute(tag, "value").unwrap_or_default();
            (attribute(tag, "name").unwrap(), value)
        });
        Self { action: attribute(form, "action").unwrap(), fields: fields.collect() }
    }

    pub(super) fn field(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        &fields.find(|(known, _)| known == name).expect(name).1
    }

    /// What a user or script enters.
    pub(super) fn fill(mut self, name: &str, value: &str) -> Self {
        let mut fields = self.fields.iter_mut();
        let field = fields.find(|(known, _)| known == name);
        value.clone_into(&mut field.expect(name).1);
        self
    }

    /// Posts it from the page of that URL, and returns the page behind it.
    pub(super) async fn post(&self, page: &str) -> String {
        let url = url::Url::parse(page).unwrap().join(&self.action).unwrap();
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = self.fields.iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let media_type = "application/x-www-form-urlencoded";
        let (status, page) = post(url.as_str(), media_type, body).await;
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert_eq!(status, 200, "{page}");
        page
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
