//! The web example against the sandbox, which plays the phone and the person.

mod account;
#[path = "../../../examples/web/app/mod.rs"]
mod app;
#[path = "../../../examples/web/browser.rs"]
mod browser;
mod sign_in;
#[path = "../../../examples/web/tenant.rs"]
mod tenant;
mod users;

use ping_sdk::prelude::*;

use browser::{Browser, Page};
use tenant::{NAME, PASSWORD, Tenant, passcode};

const STEP: &str = "__Host-step";

struct Web {
    sandbox: Sandbox,
    key_uri: String,
    browser: Browser,
}

impl Web {
    async fn start() -> Self {
        let Tenant { sandbox, app, key_uri } = Tenant::start(8080).await.unwrap();
        Self { sandbox, key_uri, browser: Browser::new(app.router()) }
    }

    /// Another browser of the same person, with this cookie for what is under way.
    async fn with_step(&self, step: &str) -> (Browser, Page) {
        let mut browser = self.browser.another();
        let page = entered(&mut browser).await;
        browser.cookies.insert(STEP.to_owned(), step.to_owned());
        (browser, page)
    }

    /// The page of the person who has signed in with PingOne MFA.
    async fn signed_in(&mut self) -> Page {
        let page = entered(&mut self.browser).await;
        let page = self.browser.submit(&page, "/mfa", &[]).await;
        let code = passcode(&self.sandbox, &self.key_uri);
        let fields = [("otp", code.as_str())];
        self.browser.submit(&page, "/mfa/otp", &fields).await
    }

    /// The page of somebody else who has just signed up, in a browser of its own.
    async fn signed_up(&self, name: &str) -> (Browser, Page) {
        let mut browser = self.browser.another();
        let page = sign_up(&mut browser, name).await;
        let code = passcode(&self.sandbox, &page.link());
        let fields = [("otp", code.as_str())];
        let page = browser.submit(&page, "/authenticator/otp", &fields).await;
        (browser, page)
    }

    /// A client beside that of the application.
    fn ping(&self) -> Ping {
        let connection = self.sandbox.connection();
        Ping::builder().sandbox(&connection).build().unwrap()
    }

    /// How many requests of an operation the service got.
    fn sent(&self, operation: &str) -> usize {
        let requests = self.sandbox.requests().into_iter();
        requests.filter(|request| request.operation.as_deref() == Some(operation)).count()
    }
}

/// The page behind the right password.
async fn entered(browser: &mut Browser) -> Page {
    let page = browser.open("/").await;
    let credentials = [("name", NAME), ("password", PASSWORD)];
    browser.submit(&page, "/password", &credentials).await
}

/// The page with the QR code for an authenticator app.
async fn sign_up(browser: &mut Browser, name: &str) -> Page {
    let page = browser.open("/sign-up").await;
    let fields = [("name", name), ("email", "someone@example.com"), ("password", "crocuses")];
    browser.submit(&page, "/sign-up", &fields).await
}

#[track_caller]
fn refused(page: &Page) {
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert!(!page.says("Welcome"), "{page:?}");
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.open("/").await.says("Welcome")
}
