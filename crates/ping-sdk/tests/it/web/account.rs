//! Signing up, pairing PingID, and verifying who one is.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use ping_sdk::models::QrCode;
use ping_sdk::prelude::*;
use ping_sdk::sandbox::{Document, Person, PingIdDevice, Submission};

use super::browser::Page;
use super::tenant::passcode;
use super::{STEP, Web, entered, is_in, refused, sign_up};

/// The page has the QR code of its link, as an image within it.
#[track_caller]
fn shows_qr(page: &Page) {
    let qr = QrCode::new(&page.link()).unwrap().svg();
    let svg = &qr[qr.find("<svg").unwrap()..];
    assert!(page.says(svg), "{page:?}");
    assert!(!page.says("<?xml"), "{page:?}");
}

/// The page is asked for again by the browser, without a script.
#[track_caller]
fn waits(page: &Page) {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(page.waits(), "{page:?}");
}

#[tokio::test]
async fn who_signs_up_scans_a_code_and_signs_in_with_it() {
    let web = Web::start().await;
    let mut browser = web.browser.another();
    let page = sign_up(&mut browser, "bob").await;
    assert!(page.link().starts_with("otpauth://totp/"), "{page:?}");
    shows_qr(&page);
    let key = page.link();
    let step = browser.cookies[STEP].clone();
    let wrong = [("otp", "000000")];
    let page = browser.submit(&page, "/authenticator/otp", &wrong).await;
    assert!(page.says("That was wrong."), "{page:?}");
    assert_eq!(page.link(), key);
    let code = passcode(&web.sandbox, &key);
    let fields = [("otp", code.as_str())];
    let page = browser.submit(&page, "/authenticator/otp", &fields).await;
    assert!(page.says("Welcome, bob"), "{page:?}");

    let page = browser.submit(&page, "/sign-out", &[]).await;
    let credentials = [("name", "bob"), ("password", "crocuses")];
    let page = browser.submit(&page, "/password", &credentials).await;
    // The old cookie pairs nothing again, and no password adds a second device.
    browser.cookies.insert(STEP.to_owned(), step);
    refused(&browser.submit(&page, "/authenticator/otp", &fields).await);
    refused(&browser.submit(&page, "/authenticator", &[]).await);
    assert!(!is_in(&mut browser).await);

    let page = browser.submit(&page, "/mfa", &[]).await;
    let code = passcode(&web.sandbox, &key);
    let fields = [("otp", code.as_str())];
    let page = browser.submit(&page, "/mfa/otp", &fields).await;
    assert!(page.says("signed in by PingOne MFA"), "{page:?}");
}

#[tokio::test]
async fn a_sign_up_that_was_left_goes_on_with_the_password() {
    let web = Web::start().await;
    let mut left = web.browser.another();
    let old = sign_up(&mut left, "bob").await;
    let mut browser = web.browser.another();
    let page = sign_up(&mut browser, "bob").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.says("That name is taken."), "{page:?}");
    let page = browser.open("/").await;
    let credentials = [("name", "bob"), ("password", "crocuses")];
    let page = browser.submit(&page, "/password", &credentials).await;
    let page = browser.submit(&page, "/authenticator", &[]).await;
    assert_ne!(page.link(), old.link());
    shows_qr(&page);

    // It is nobody else's.
    let step = browser.cookies[STEP].clone();
    let mut eve = web.browser.another();
    let strangers = sign_up(&mut eve, "eve").await;
    eve.cookies.insert(STEP.to_owned(), step);
    let code = passcode(&web.sandbox, &page.link());
    let fields = [("otp", code.as_str())];
    refused(&eve.submit(&strangers, "/authenticator/otp", &fields).await);
    assert_eq!(web.sent("mfa.activate_mfa_device"), 1);

    // The one that was left is not paired any more.
    let code = passcode(&web.sandbox, &old.link());
    let fields = [("otp", code.as_str())];
    refused(&left.submit(&old, "/authenticator/otp", &fields).await);
    let code = passcode(&web.sandbox, &page.link());
    let fields = [("otp", code.as_str())];
    let page = browser.submit(&page, "/authenticator/otp", &fields).await;
    assert!(page.says("Welcome, bob"), "{page:?}");
    assert!(!is_in(&mut left).await);
}

#[tokio::test]
async fn a_password_adds_no_authenticator_to_a_phone() {
    let web = Web::start().await;
    let mut browser = web.browser.another();
    let page = sign_up(&mut browser, "bob").await;
    let new = AddUser::new("bob", Role::Regular);
    let pairing = web.ping().pingid().unwrap().pair_online(new).await.unwrap();
    let pingid = web.sandbox.pingid();
    pingid.pair(pairing.activation_code()).unwrap();
    let code = passcode(&web.sandbox, &page.link());
    let fields = [("otp", code.as_str())];
    let page = browser.submit(&page, "/authenticator/otp", &fields).await;
    refused(&page);
    assert!(page.says("You have a device"), "{page:?}");
    let page = browser.open("/").await;
    refused(&browser.submit(&page, "/authenticator", &[]).await);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn a_sign_up_needs_a_name_a_password_and_an_address() {
    let web = Web::start().await;
    let mut browser = web.browser.another();
    let page = browser.open("/sign-up").await;
    for (name, email, password) in [
        ("", "a@example.com", "crocuses"),
        ("bob", "a@example.com", ""),
        ("bob", "nowhere", "crocuses"),
    ] {
        let fields = [("name", name), ("email", email), ("password", password)];
        let page = browser.submit(&page, "/sign-up", &fields).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    }
    assert!(browser.open("/").await.says("Sign up"));
}

#[tokio::test]
async fn pingid_is_paired_and_then_signs_in() {
    let web = Web::start().await;
    let (mut browser, page) = web.signed_up("bob").await;
    let page = browser.submit(&page, "/pairing", &[]).await;
    waits(&page);
    shows_qr(&page);
    let code = page.between("<code>", "</code>").to_owned();
    let step = browser.cookies[STEP].clone();
    web.sandbox.pingid().claim(&code).unwrap();
    let page = browser.open("/pairing").await;
    waits(&page);
    assert!(page.says("Go on with your phone."), "{page:?}");

    // Nobody else has anything of it: not without signing in, and not as somebody else.
    let (mut eve, _) = web.signed_up("eve").await;
    eve.cookies.insert(STEP.to_owned(), step.clone());
    refused(&eve.open("/pairing").await);
    let (mut other, _) = web.with_step(&step).await;
    refused(&other.open("/pairing").await);

    let pingid = web.sandbox.pingid();
    let phone = PingIdDevice::iphone();
    pingid.complete_pairing(&code, phone).unwrap();
    waits(&browser.open("/pairing").await);
    let page = browser.open("/pairing").await;
    assert!(page.says("The PingID app is paired."), "{page:?}");
    refused(&browser.open("/pairing").await);

    let page = browser.open("/").await;
    let page = browser.submit(&page, "/sign-out", &[]).await;
    let credentials = [("name", "bob"), ("password", "crocuses")];
    let page = browser.submit(&page, "/password", &credentials).await;
    let page = browser.submit(&page, "/pingid", &[]).await;
    web.sandbox.pingid().approve("bob").unwrap();
    let page = browser.submit(&page, "/pingid/push", &[]).await;
    assert!(page.says("signed in by PingID"), "{page:?}");
}

#[tokio::test]
async fn a_code_that_nobody_used_is_made_again() {
    let mut web = Web::start().await;
    let page = web.signed_in().await;
    let first = web.browser.submit(&page, "/pairing", &[]).await;
    let step = web.browser.cookies[STEP].clone();
    let second = web.browser.submit(&page, "/pairing", &[]).await;
    assert_ne!(first.link(), second.link());
    web.browser.cookies.insert(STEP.to_owned(), step);
    let page = web.browser.open("/pairing").await;
    assert!(page.says("not valid any more"), "{page:?}");
    waits(&web.browser.submit(&page, "/pairing", &[]).await);
}

/// The id of the transaction whose link is on the page.
fn transaction(page: &Page) -> String {
    let link = page.link();
    let (_, rest) = link.split_once("txnid=").unwrap();
    rest.split('&').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_identity_is_verified_once() {
    let mut web = Web::start().await;
    let page = web.signed_in().await;
    let page = web.browser.submit(&page, "/identity", &[]).await;
    waits(&page);
    shows_qr(&page);
    let step = web.browser.cookies[STEP].clone();

    let (mut eve, _) = web.signed_up("eve").await;
    eve.cookies.insert(STEP.to_owned(), step.clone());
    refused(&eve.open("/identity").await);

    let well = Submission::new(Person::new("Ann", "Lee"));
    let checked = well.processing(Duration::from_secs(60));
    let verify = web.sandbox.verify();
    verify.submit(&transaction(&page), &checked).unwrap();
    let page = web.browser.open("/identity").await;
    waits(&page);
    assert!(page.says("is being checked"), "{page:?}");
    web.sandbox.clock().advance(Duration::from_secs(60));
    let page = web.browser.open("/identity").await;
    assert!(page.says("Your identity is verified."), "{page:?}");
    assert!(!page.says("Ann Lee"), "{page:?}");
    assert!(web.browser.open("/").await.says("identity is verified"));

    // The old cookie serves no more, here or after the next sign-in.
    web.browser.cookies.insert(STEP.to_owned(), step.clone());
    refused(&web.browser.open("/identity").await);
    let page = web.browser.open("/").await;
    web.browser.submit(&page, "/sign-out", &[]).await;
    web.browser.cookies.insert(STEP.to_owned(), step);
    refused(&web.browser.open("/identity").await);
    let page = web.signed_in().await;
    assert!(page.says("Verify my identity"), "{page:?}");
}

#[tokio::test]
async fn who_is_not_verified_is_told_why() {
    let mut web = Web::start().await;
    let page = web.signed_in().await;
    let page = web.browser.submit(&page, "/identity", &[]).await;
    let forged = Submission::new(Person::new("Ann", "Lee")).document(Document::Forged);
    let verify = web.sandbox.verify();
    verify.submit(&transaction(&page), &forged).unwrap();
    let page = web.browser.open("/identity").await;
    assert!(page.says("Your identity is not verified."), "{page:?}");
    assert!(page.says("<li>the document was not accepted</li>"), "{page:?}");
    waits(&web.browser.submit(&page, "/identity", &[]).await);
    assert!(web.browser.open("/").await.says("Verify my identity"));
}

#[tokio::test]
async fn a_password_alone_pairs_and_verifies_nothing() {
    let mut web = Web::start().await;
    let page = web.signed_in().await;
    for path in ["/pairing", "/identity"] {
        waits(&web.browser.submit(&page, path, &[]).await);
        let step = web.browser.cookies[STEP].clone();
        let (mut other, entered) = web.with_step(&step).await;
        for page in [other.open(path).await, other.submit(&entered, path, &[]).await] {
            refused(&page);
            assert!(page.says("Sign in first."), "{path}: {page:?}");
        }
    }
}

#[tokio::test]
async fn a_password_alone_adds_no_passkey() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    for product in ["mfa", "pingid"] {
        for path in ["add", "made"] {
            let path = format!("/{product}/passkey/{path}");
            let page = web.browser.submit(&page, &path, &[]).await;
            refused(&page);
            assert!(page.says("Sign in first."), "{path}: {page:?}");
        }
    }
    assert_eq!(web.sent("mfa.create_mfa_device_fido2"), 0);
    assert_eq!(web.sent("pingid.webauthn_start_pairing"), 0);
}

#[tokio::test]
async fn a_page_for_a_passkey_has_one_script_and_it_is_ours() {
    let mut web = Web::start().await;
    let page = web.signed_in().await;
    for path in ["/mfa/passkey/add", "/pingid/passkey/add"] {
        let page = web.browser.submit(&page, path, &[]).await;
        let policy = page.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(policy.ends_with("; script-src 'self'"), "{policy}");
        assert_eq!(page.html.matches("<script").count(), 1, "{page:?}");
        let script = web.browser.open(page.between("<script src=\"", "\"")).await;
        assert_eq!(script.headers[CONTENT_TYPE], "text/javascript; charset=utf-8");
        // What no browser has made is no passkey.
        let made = path.replace("/add", "/made");
        let answer = web.browser.submit(&page, &made, &[("credential", "{}")]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{answer:?}");
    }
}
