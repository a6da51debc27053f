//! The application, used as a browser would, with the sandbox for phone and person.

use axum::http::StatusCode;
use ping_sdk::sandbox::{Person, Sandbox, Submission};

use crate::Outcome;
use crate::browser::{Browser, Page};
use crate::tenant::{NAME, PASSWORD, Tenant, passcode};

/// Fails with what the page says unless it says this.
fn expect(page: &Page, status: StatusCode, text: &str) -> Outcome {
    if page.status == status && page.says(text) {
        println!("{status}: {text}");
        return Ok(());
    }
    Err(format!("expected {status} with `{text}`, got {page:?}").into())
}

fn expect_waiting(page: &Page) -> Outcome {
    expect(page, StatusCode::OK, "This page waits for you.")?;
    match page.waits() {
        true => Ok(()),
        false => Err(format!("the browser would not ask again: {page:?}").into()),
    }
}

/// Every way through the application.
pub(crate) async fn go(tenant: Tenant) -> Outcome {
    let Tenant { sandbox, app, key_uri } = tenant;
    let mut browser = Browser::new(app.router());
    with_pingid(&sandbox, &mut browser).await?;
    with_mfa(&sandbox, &mut browser, &key_uri).await?;
    println!("An administrator's list:");
    let page = browser.ask("/users", &[("begins", "a")]).await;
    expect(&page, StatusCode::OK, "ann@example.com")?;
    sign_up(&sandbox, &mut browser.another()).await
}

async fn with_pingid(sandbox: &Sandbox, browser: &mut Browser) -> Outcome {
    println!("With PingID:");
    let credentials = [("name", NAME), ("password", PASSWORD)];
    let page = browser.open("/").await;
    let page = browser.submit(&page, "/password", &credentials).await;
    let page = browser.submit(&page, "/pingid", &[]).await;
    expect(&page, StatusCode::OK, "Look at your phone.")?;
    let stolen = browser.cookies.get_key_value("__Host-step");
    let stolen = stolen.map(|(name, value)| (name.clone(), value.clone()));
    let page = browser.submit(&page, "/pingid/push", &[]).await;
    expect(&page, StatusCode::OK, "Look at your phone.")?;
    sandbox.pingid().approve(NAME)?;
    let page = browser.submit(&page, "/pingid/push", &[]).await;
    expect(&page, StatusCode::OK, "signed in by PingID")?;
    browser.submit(&page, "/sign-out", &[]).await;

    println!("Whoever knows the password and has a cookie from before the approval:");
    let mut thief = browser.another();
    let page = thief.open("/").await;
    let page = thief.submit(&page, "/password", &credentials).await;
    thief.cookies.extend(stolen);
    let page = thief.submit(&page, "/pingid/push", &[]).await;
    expect(&page, StatusCode::FORBIDDEN, "That is over: begin again.")
}

async fn with_mfa(sandbox: &Sandbox, browser: &mut Browser, key_uri: &str) -> Outcome {
    println!("With PingOne MFA:");
    let credentials = [("name", NAME), ("password", PASSWORD)];
    let page = browser.open("/").await;
    let page = browser.submit(&page, "/password", &credentials).await;
    let page = browser.submit(&page, "/mfa", &[]).await;
    let wrong = [("otp", "000000")];
    let page = browser.submit(&page, "/mfa/otp", &wrong).await;
    expect(&page, StatusCode::OK, "That was wrong.")?;
    let code = passcode(sandbox, key_uri);
    let page = browser.submit(&page, "/mfa/otp", &[("otp", &code)]).await;
    expect(&page, StatusCode::OK, "signed in by PingOne MFA")
}

async fn sign_up(sandbox: &Sandbox, browser: &mut Browser) -> Outcome {
    println!("Somebody new:");
    let page = browser.open("/sign-up").await;
    let new = [("name", "bob"), ("email", "bob@example.com"), ("password", "crocuses")];
    let page = browser.submit(&page, "/sign-up", &new).await;
    expect(&page, StatusCode::OK, "<svg")?;
    let code = passcode(sandbox, &page.link());
    let code = [("otp", code.as_str())];
    let welcome = browser.submit(&page, "/authenticator/otp", &code).await;
    expect(&welcome, StatusCode::OK, "Welcome, bob")?;

    println!("The PingID app is paired:");
    let page = browser.submit(&welcome, "/pairing", &[]).await;
    expect_waiting(&page)?;
    let code = page.between("<code>", "</code>");
    sandbox.pingid().pair(code)?;
    let page = browser.open("/pairing").await;
    expect(&page, StatusCode::OK, "The PingID app is paired.")?;

    println!("An identity is verified:");
    let page = browser.submit(&welcome, "/identity", &[]).await;
    expect_waiting(&page)?;
    let id = page.between("txnid=", "&");
    let shown = Submission::new(Person::new("Bob", "Lee"));
    sandbox.verify().submit(id, &shown)?;
    let page = browser.open("/identity").await;
    expect(&page, StatusCode::OK, "Your identity is verified.")
}
