//! Secrets are masked in what is told of HTTP calls.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::outcome::HttpCall;

const MASK: &str = "[secret]";

/// Headers that carry credentials, whatever their values.
const SECRET_HEADERS: [&str; 6] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
    "api-key",
    "x-openidm-password",
];

/// The secrets that a run has fetched.
#[derive(Debug, Default)]
pub(crate) struct Masks(Vec<String>);

impl Masks {
    pub(crate) fn add(&mut self, secret: &[u8]) {
        // What is shorter would mask half of every text.
        if secret.len() < 4 {
            return;
        }
        let text = String::from_utf8_lossy(secret).into_owned();
        let forms = [
            utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string(),
            BASE64_STANDARD.encode(secret),
            BASE64_STANDARD_NO_PAD.encode(secret),
            BASE64_URL_SAFE_NO_PAD.encode(secret),
            text,
        ];
        for form in forms {
            if !self.0.contains(&form) {
                self.0.push(form);
            }
        }
        // The longest first, so that none leaves the rest of another.
        self.0.sort_by_key(|form| std::cmp::Reverse(form.len()));
    }

    pub(crate) fn text(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret, MASK))
    }

    pub(crate) fn call(&self, mut call: HttpCall) -> HttpCall {
        call.url = self.text(&without_password(&call.url));
        call.body = self.text(&call.body);
        for (name, value) in &mut call.headers {
            let secret = SECRET_HEADERS.contains(&name.as_str());
            *value = if secret { MASK.to_owned() } else { self.text(value) };
        }
        call
    }
}

/// A URL without the name and password that may stand before its host.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{MASK}{}", &rest[at..]),
        None => url.to_owned(),
    }
}
