//! What pages are made of, and the pages of signing in. They have no scripts, but for those on which
//! a browser makes or uses a passkey.

use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, REFRESH, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{Html, IntoResponse, Redirect, Response};
use ping_sdk::models::QrCode;

use super::visit::Session;

/// A page. [`guarded`] adds the headers.
pub(super) struct Page(Html<String>);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// Gives each answer, whatever it is, the headers that keep it ours.
pub(super) async fn guarded(mut answer: Response) -> Response {
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, NOTHING_ELSE),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        let value = HeaderValue::from_static(value);
        answer.headers_mut().entry(name).or_insert(value);
    }
    answer
}

const NOTHING_ELSE: &str =
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page with a script of ours, and with no other.
pub(super) fn scripted(body: &str, script: &str) -> Response {
    let policy = format!("{NOTHING_ELSE}; script-src 'self'");
    let body = format!("{body}<script src=\"{script}\"></script>");
    ([(CONTENT_SECURITY_POLICY, policy)], page(&body)).into_response()
}

pub(super) fn page(body: &str) -> Page {
    Page(Html(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Account</title>\
         <body>{body}</body></html>"
    )))
}

/// A page that the browser asks for again after three seconds.
pub(super) fn waiting(body: &str) -> impl IntoResponse {
    ([(REFRESH, "3")], page(body))
}

/// Whatever comes from elsewhere goes through here, on its way into text or an attribute.
pub(super) fn escaped(text: &str) -> String {
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

/// A form that is ours: it carries what no other page knows.
pub(super) fn form(action: &str, csrf: &str, inside: &str, button: &str) -> String {
    let csrf = escaped(csrf);
    format!(
        "<form method=\"post\" action=\"{action}\">\
         <input type=\"hidden\" name=\"csrf\" value=\"{csrf}\">{inside}\
         <button>{button}</button></form>"
    )
}

/// A link for a phone: its QR code, drawn here, and the link itself for whoever reads this page on
/// the phone.
pub(super) fn link(to: &str) -> String {
    let qr = QrCode::new(to).map(|qr| qr.svg()).unwrap_or_default();
    // In front of the image stands a declaration that has no place within a page.
    let svg = qr.find("<svg").map_or("", |start| &qr[start..]);
    let to = escaped(to);
    format!("{svg}<p><a href=\"{to}\">Open it on this phone</a></p>")
}

pub(super) fn password(csrf: &str) -> Page {
    let fields = "<label>Name <input name=\"name\" autocomplete=\"username\"></label>\
         <label>Password <input name=\"password\" type=\"password\" \
         autocomplete=\"current-password\"></label>";
    let go_on = form("/password", csrf, fields, "Go on");
    let mfa = form("/mfa/passkey/anyone", csrf, "", "With a passkey of PingOne MFA");
    let pingid = form("/pingid/passkey/anyone", csrf, "", "With a passkey of PingID");
    page(&format!(
        "{go_on}<p>Without a name and a password:</p>{mfa}{pingid}\
         <p><a href=\"/sign-up\">Sign up</a></p>"
    ))
}

pub(super) fn choice(csrf: &str, name: &str) -> Page {
    let name = escaped(name);
    let pingid = form("/pingid", csrf, "", "With PingID");
    let mfa = form("/mfa", csrf, "", "With PingOne MFA");
    let new = form("/authenticator", csrf, "", "Set up an authenticator app");
    page(&format!("<p>{name}, one more step.</p>{pingid}{mfa}<p>No device yet?</p>{new}"))
}

/// Where the person has a passkey, `other` is where the form goes that asks for it instead.
fn instead(other: Option<&str>, csrf: &str) -> String {
    other.map_or(String::new(), |action| form(action, csrf, "", "With a passkey instead"))
}

pub(super) fn push(csrf: &str, number: Option<u32>, other: Option<&str>) -> Page {
    let number =
        number.map_or(String::new(), |number| format!("<p>Choose {number} on your phone.</p>"));
    let answered = form("/pingid/push", csrf, "", "I have answered");
    let other = instead(other, csrf);
    page(&format!("<p>Look at your phone.</p>{number}{answered}{other}"))
}

pub(super) const OTP: &str = "<label>Passcode <input name=\"otp\" inputmode=\"numeric\" \
     autocomplete=\"one-time-code\"></label>";

/// A passcode is asked for. `note` says what was wrong with the last one.
pub(super) fn otp(action: &str, csrf: &str, note: &str, other: Option<&str>) -> Page {
    let (note, other) = (escaped(note), instead(other, csrf));
    let form = form(action, csrf, OTP, "Sign in");
    page(&format!("<p>{note}</p>{form}{other}"))
}

pub(super) fn welcome(session: &Session, name: &str, how: &str, admin: bool) -> Page {
    let (csrf, name) = (&session.csrf, escaped(name));
    let pair = form("/pairing", csrf, "", "Pair the PingID app");
    let mfa = form("/mfa/passkey/add", csrf, "", "Add a passkey to PingOne MFA");
    let pingid = form("/pingid/passkey/add", csrf, "", "Add a passkey to PingID");
    let check = match session.identified {
        true => "<p>Your identity is verified.</p>".to_owned(),
        false => form("/identity", csrf, "", "Verify my identity"),
    };
    let users = match admin {
        true => "<p><a href=\"/users\">Users</a></p>",
        false => "",
    };
    let out = form("/sign-out", csrf, "", "Sign out");
    page(&format!(
        "<p>Welcome, {name}: signed in by {how}.</p>{pair}{mfa}{pingid}{check}{users}{out}"
    ))
}

/// The browser gets the first page with a request of its own.
pub(super) fn see_home() -> Redirect {
    Redirect::to("/")
}
