//! The pages. They have no scripts.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName};
use axum::response::{Html, IntoResponse, Redirect, Response};
use ping_sdk::ErrorKind;
use ping_sdk::transport::OpenError;

/// A page, with the headers that keep it ours.
pub(super) struct Page(String);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        const NOTHING_ELSE: &str =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        let headers: [(HeaderName, &str); 2] = [
            (CONTENT_SECURITY_POLICY, NOTHING_ELSE),
            (CACHE_CONTROL, "no-store"),
        ];
        (headers, Html(self.0)).into_response()
    }
}

fn page(body: &str) -> Page {
    Page(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sign in</title>\
         <body>{body}</body></html>"
    ))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

fn form(action: &str, csrf: &str, inside: &str, button: &str) -> String {
    let csrf = escaped(csrf);
    format!(
        "<form method=\"post\" action=\"{action}\">\
         <input type=\"hidden\" name=\"csrf\" value=\"{csrf}\">{inside}\
         <button>{button}</button></form>"
    )
}

pub(super) fn password(csrf: &str) -> Page {
    let fields = "<label>Name <input name=\"name\" autocomplete=\"username\"></label>\
         <label>Password <input name=\"password\" type=\"password\" \
         autocomplete=\"current-password\"></label>";
    page(&form("/password", csrf, fields, "Go on"))
}

pub(super) fn choice(csrf: &str, name: &str) -> Page {
    let name = escaped(name);
    let pingid = form("/pingid", csrf, "", "With PingID");
    let mfa = form("/mfa", csrf, "", "With PingOne MFA");
    page(&format!("<p>{name}, one more step.</p>{pingid}{mfa}"))
}

pub(super) fn push(csrf: &str, number: Option<u32>) -> Page {
    let number = number.map_or(String::new(), |number| {
        format!("<p>Choose {number} on your phone.</p>")
    });
    let answered = form("/pingid/push", csrf, "", "I have answered");
    page(&format!("<p>Look at your phone.</p>{number}{answered}"))
}

/// A passcode is asked for. `note` says what was wrong with the last one.
pub(super) fn otp(action: &str, csrf: &str, note: &str) -> Page {
    let note = escaped(note);
    let field = "<label>Passcode <input name=\"otp\" inputmode=\"numeric\" \
         autocomplete=\"one-time-code\"></label>";
    let form = form(action, csrf, field, "Sign in");
    page(&format!("<p>{note}</p>{form}"))
}

pub(super) fn welcome(csrf: &str, name: &str, how: &str) -> Page {
    let (name, out) = (escaped(name), form("/sign-out", csrf, "", "Sign out"));
    page(&format!("<p>Welcome, {name}: signed in by {how}.</p>{out}"))
}

/// The browser gets the first page with a request of its own.
pub(super) fn see_home() -> Redirect {
    Redirect::to("/")
}

/// A request that is not done, and why.
#[derive(Debug)]
pub(super) struct Refused(StatusCode, String);

impl Refused {
    pub(super) fn forbidden(why: &str) -> Self {
        Self(StatusCode::FORBIDDEN, why.to_owned())
    }
}

/// What was sealed is not this person's, or is too old.
impl From<OpenError> for Refused {
    fn from(_: OpenError) -> Self {
        Self::forbidden("That is over: begin again.")
    }
}

/// What the person is told is ours to say; the error itself is for the log.
impl From<ping_sdk::Error> for Refused {
    fn from(error: ping_sdk::Error) -> Self {
        match error.field() {
            // It is not this person's, is too old, or was used.
            Some("sealed" | "id") => return Self::forbidden("That is over: begin again."),
            _ if error.kind() == ErrorKind::InvalidInput => {
                return Self(StatusCode::BAD_REQUEST, "That cannot be right.".to_owned());
            }
            // The service does not await this step any more.
            _ if error.kind() == ErrorKind::Api
                && error.status().is_some_and(|status| status == 400) =>
            {
                return Self::forbidden("That is over: begin again.");
            }
            _ => {}
        }
        eprintln!("not signed in: {error}");
        let why = "Signing in does not work just now: try again.";
        Self(StatusCode::BAD_GATEWAY, why.to_owned())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(status, why) = self;
        let why = escaped(&why);
        let body = page(&format!("<p>{why}</p><p><a href=\"/\">Back</a></p>"));
        (status, body).into_response()
    }
}
