//! Signing in: what a browser may and may not do with its cookies.

use super::browser::Page;
use super::tenant::{NAME, passcode};
use super::{STEP, Web, entered, is_in, refused};

#[tokio::test]
async fn a_step_of_pingid_signs_in_once() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    let page = web.browser.submit(&page, "/pingid", &[]).await;
    assert!(page.says("Look at your phone."), "{page:?}");
    let before = web.browser.cookies[STEP].clone();
    let page = web.browser.submit(&page, "/pingid/push", &[]).await;
    let asked = web.browser.cookies[STEP].clone();

    // Before the approval, the cookie is no more elsewhere than it is here.
    let (mut other, entered_page) = web.with_step(&before).await;
    let waits = other.submit(&entered_page, "/pingid/push", &[]).await;
    assert!(waits.says("Look at your phone."), "{waits:?}");
    assert!(!is_in(&mut other).await);

    web.sandbox.pingid().approve(NAME).unwrap();
    let page = web.browser.submit(&page, "/pingid/push", &[]).await;
    assert!(page.says("signed in by PingID"), "{page:?}");
    assert!(!web.browser.cookies.contains_key(STEP));

    // After it, neither of the cookies signs in again: not elsewhere, and not here.
    for step in [&before, &asked] {
        let (mut other, page) = web.with_step(step).await;
        refused(&other.submit(&page, "/pingid/push", &[]).await);
        assert!(!is_in(&mut other).await);
    }
    let page = web.browser.submit(&page, "/sign-out", &[]).await;
    assert!(!is_in(&mut web.browser).await);
    web.browser.cookies.insert(STEP.to_owned(), before.clone());
    refused(&web.browser.submit(&page, "/pingid/push", &[]).await);
    entered(&mut web.browser).await;
    assert!(!is_in(&mut web.browser).await);
}

#[tokio::test]
async fn the_id_of_an_mfa_authentication_signs_in_once() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    let page = web.browser.submit(&page, "/mfa", &[]).await;
    let before = web.browser.cookies[STEP].clone();
    let wrong = [("otp", "000000")];
    let page = web.browser.submit(&page, "/mfa/otp", &wrong).await;
    assert!(page.says("That was wrong."), "{page:?}");
    let asked = web.browser.cookies[STEP].clone();
    let code = passcode(&web.sandbox, &web.key_uri);
    let page = web.browser.submit(&page, "/mfa/otp", &[("otp", &code)]).await;
    assert!(page.says("signed in by PingOne MFA"), "{page:?}");

    for step in [&before, &asked] {
        for code in [code.as_str(), "000000"] {
            let (mut other, page) = web.with_step(step).await;
            refused(&other.submit(&page, "/mfa/otp", &[("otp", code)]).await);
            assert!(!is_in(&mut other).await);
        }
    }
}

#[tokio::test]
async fn a_step_is_the_persons_and_of_its_own_kind() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    web.browser.submit(&page, "/pingid", &[]).await;
    let step = web.browser.cookies[STEP].clone();
    // Without the password, it is nobody's.
    let mut other = web.browser.another();
    let page = other.open("/").await;
    other.cookies.insert(STEP.to_owned(), step.clone());
    refused(&other.submit(&page, "/pingid/push", &[]).await);
    // It is none of PingOne MFA, was not changed, and is there.
    let (mut other, page) = web.with_step(&step).await;
    refused(&other.submit(&page, "/mfa/otp", &[("otp", "1")]).await);
    let (mut other, page) = web.with_step(&format!("{step}A")).await;
    refused(&other.submit(&page, "/pingid/push", &[]).await);
    other.cookies.remove(STEP);
    refused(&other.submit(&page, "/pingid/push", &[]).await);
    assert_eq!(web.sent("pingid.auth_status"), 0);
}

#[tokio::test]
async fn a_second_sign_in_takes_the_place_of_the_one_that_was_left() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    web.browser.submit(&page, "/pingid", &[]).await;
    // Whoever has the step goes on; whoever has not is told.
    let (mut other, entered_page) = web.with_step("nothing").await;
    let told = other.submit(&entered_page, "/pingid", &[]).await;
    refused(&told);
    assert!(told.says("asked already"), "{told:?}");
    let page = web.browser.open("/").await;
    let page = web.browser.submit(&page, "/pingid", &[]).await;
    assert!(page.says("Look at your phone."), "{page:?}");
    assert_eq!(web.sent("pingid.cancel_authentication"), 1);
    web.sandbox.pingid().approve(NAME).unwrap();
    let page = web.browser.submit(&page, "/pingid/push", &[]).await;
    assert!(page.says("signed in by PingID"), "{page:?}");
}

#[tokio::test]
async fn a_form_of_another_page_does_nothing() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    let forged = Page { html: page.html.replace(page.csrf(), "0123456789abcdef"), ..page.clone() };
    let none = Page { html: String::new(), ..page.clone() };
    let mut stranger = web.browser.another();
    let strangers = stranger.open("/").await;
    for foreign in [forged, none, strangers] {
        for path in [
            "/pingid",
            "/pingid/passkey/add",
            "/pingid/passkey/anyone",
            "/mfa",
            "/mfa/passkey/add",
            "/mfa/passkey/anyone",
            "/sign-out",
            "/sign-up",
            "/authenticator",
            "/pairing",
            "/identity",
        ] {
            let page = web.browser.submit(&foreign, path, &[]).await;
            refused(&page);
            assert!(page.says("not from one of our pages"), "{path}: {page:?}");
        }
    }
    assert_eq!(web.sent("pingid.start_authentication"), 0);
    assert_eq!(web.sent("mfa.initialize_device_authentication"), 0);
    let page = web.browser.open("/").await;
    assert!(page.says("one more step"), "{page:?}");
    // A wrong password is none.
    let page = stranger.open("/").await;
    let wrong = [("name", NAME), ("password", "roses")];
    refused(&stranger.submit(&page, "/password", &wrong).await);
}

#[tokio::test]
async fn cookies_are_for_this_host_and_for_no_script() {
    let mut web = Web::start().await;
    let page = entered(&mut web.browser).await;
    let before = web.browser.cookies["__Host-session"].clone();
    let page = web.browser.submit(&page, "/pingid", &[]).await;
    web.sandbox.pingid().approve(NAME).unwrap();
    let page = web.browser.submit(&page, "/pingid/push", &[]).await;
    // The session of a person is none that was known before.
    assert_ne!(web.browser.cookies["__Host-session"], before);
    for path in ["/pairing", "/identity", "/mfa/passkey/add", "/pingid/passkey/add"] {
        web.browser.submit(&page, path, &[]).await;
        assert!(web.browser.cookies.contains_key(STEP), "{path}");
    }
    let (new, _) = web.signed_up("bob").await;
    let set = [web.browser.set, new.set].concat();
    assert!(set.iter().any(|line| line.starts_with(STEP)), "{set:?}");
    for line in set {
        assert!(line.starts_with("__Host-"), "{line}");
        for attribute in ["; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite="] {
            assert!(line.contains(attribute), "{attribute}: {line}");
        }
        assert!(!line.contains("SameSite=None") && !line.contains("Domain"), "{line}");
        // Browsers keep 4 KB.
        assert!(line.len() < 3000, "{} bytes", line.len());
        if line.starts_with(STEP) {
            assert!(line.contains("SameSite=Strict") && line.contains("Max-Age="), "{line}");
        }
    }
}
