//! A web application whose users sign up with an authenticator app, sign in with PingID and
//! PingOne MFA, add passkeys and sign in with them, pair the PingID app and have their identity
//! verified, and whose administrators see the list of users: `cargo run -p ping-sdk --example web`.
//!
//! It plays against the embedded sandbox. Run plainly, it is its own browser, goes each of these
//! ways but those with a passkey, which takes a real one, shows that a cookie signs in once, and
//! ends. With `--listen`, or `--listen 127.0.0.1:8080`, it serves a browser of yours; browsers keep
//! its cookies on `localhost` and behind HTTPS.

mod app;
mod browser;
mod tenant;
mod tour;

use std::error::Error as StdError;

use tenant::{NAME, PASSWORD, Tenant};

const PORT: u16 = 8080;

type Outcome = Result<(), Box<dyn StdError>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        None => tour::go(Tenant::start(PORT).await?).await,
        Some("--listen") => {
            let address = arguments.next();
            let address = address.unwrap_or_else(|| format!("127.0.0.1:{PORT}"));
            serve(&address).await
        }
        Some(other) => Err(format!("{other}: the only option is --listen [address]").into()),
    }
}

async fn serve(address: &str) -> Outcome {
    let listener = tokio::net::TcpListener::bind(address).await?;
    let port = listener.local_addr()?.port();
    let tenant = Tenant::start(port).await?;
    let sandbox = tenant.sandbox.connection().api_host;
    let control = |what: &str, path: &str, body: &str| {
        println!("This {what}:");
        println!(
            "curl -H 'content-type: application/json' -d '{body}' http://{sandbox}/sandbox/{path}"
        );
    };
    println!("http://localhost:{port}/ signs {NAME} in, whose password is {PASSWORD}.");
    println!("An authenticator app makes passcodes from {}", tenant.key_uri);
    let approve = format!("{{\"userName\":\"{NAME}\"}}");
    control("approves what is on the phone", "pingid/approve", &approve);
    let pair = "{\"activationCode\":\"CODE\"}";
    control("pairs a phone by the code on the page", "pingid/pair", pair);
    let submit =
        "{\"transactionId\":\"TXNID\",\"person\":{\"givenName\":\"Ann\",\"familyName\":\"Lee\"}}";
    control("shows a document, where the link on the page has a txnid", "verify/submit", submit);
    axum::serve(listener, tenant.app.router()).await?;
    Ok(())
}
