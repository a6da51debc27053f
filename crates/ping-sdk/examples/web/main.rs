//! A web application that signs its users in with PingID and PingOne MFA:
//! `cargo run -p ping-sdk --example web`.
//!
//! It plays against the embedded sandbox. Run plainly, it is its own browser, shows that a cookie
//! signs in once, and ends. With `--listen`, or `--listen 127.0.0.1:8080`, it serves a browser of
//! yours; browsers keep its cookies on `localhost` and behind HTTPS.

mod app;
mod browser;
mod tenant;

use std::error::Error as StdError;

use axum::http::StatusCode;
use browser::{Browser, Page};
use tenant::{NAME, PASSWORD, Tenant, passcode};

type Outcome = Result<(), Box<dyn StdError>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        None => drive(Tenant::start().await?).await,
        Some("--listen") => {
            let address = arguments.next();
            let address = address.as_deref().unwrap_or("127.0.0.1:8080");
            serve(Tenant::start().await?, address).await
        }
        Some(other) => Err(format!("{other}: the only option is --listen [address]").into()),
    }
}

async fn serve(tenant: Tenant, address: &str) -> Outcome {
    let listener = tokio::net::TcpListener::bind(address).await?;
    let port = listener.local_addr()?.port();
    let sandbox = tenant.sandbox.connection().api_host;
    println!("http://localhost:{port}/ signs {NAME} in, whose password is {PASSWORD}.");
    println!(
        "An authenticator app makes passcodes from {}",
        tenant.key_uri
    );
    println!("This approves what is on the phone:");
    println!(
        "curl -H 'content-type: application/json' -d '{{\"userName\":\"{NAME}\"}}' \
         http://{sandbox}/sandbox/pingid/approve"
    );
    axum::serve(listener, tenant.app.router()).await?;
    Ok(())
}

/// Fails with what the page says unless it says this.
fn expect(page: &Page, status: StatusCode, text: &str) -> Outcome {
    if page.status == status && page.says(text) {
        println!("{status}: {text}");
        return Ok(());
    }
    Err(format!("expected {status} with `{text}`, got {page:?}").into())
}

async fn drive(tenant: Tenant) -> Outcome {
    let Tenant {
        sandbox,
        app,
        key_uri,
    } = tenant;
    let mut browser = Browser::new(app.router());
    let credentials = [("name", NAME), ("password", PASSWORD)];

    println!("With PingID:");
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

    println!("Whoever knows the password and has a cookie from before the approval:");
    let mut thief = browser.another();
    let entered = thief.open("/").await;
    let entered = thief.submit(&entered, "/password", &credentials).await;
    thief.cookies.extend(stolen);
    let refused = thief.submit(&entered, "/pingid/push", &[]).await;
    expect(
        &refused,
        StatusCode::FORBIDDEN,
        "That is over: begin again.",
    )?;

    println!("With PingOne MFA:");
    let page = browser.submit(&page, "/sign-out", &[]).await;
    let page = browser.submit(&page, "/password", &credentials).await;
    let page = browser.submit(&page, "/mfa", &[]).await;
    let page = browser
        .submit(&page, "/mfa/otp", &[("otp", "000000")])
        .await;
    expect(&page, StatusCode::OK, "That was wrong.")?;
    let code = passcode(&sandbox, &key_uri);
    let page = browser.submit(&page, "/mfa/otp", &[("otp", &code)]).await;
    expect(&page, StatusCode::OK, "signed in by PingOne MFA")
}
