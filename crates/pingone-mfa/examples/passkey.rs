//! Pairs a passkey and signs in with it, with and without a user name:
//! `cargo run -p pingone-mfa --example passkey`.

mod stage;

use ping_models::mfa::{
    ActivateDevice, InitializeDeviceAuthentication, NewFido2Device, RelyingParty,
};
use ping_models::webauthn::Attestation;
use ping_testkit::Page;
use pingone_mfa::{Completed, Step};
use stage::{Outcome, Stage};

/// Whose passkeys they are, and the page that the browser shows.
const SITE: &str = "example.com";
const ORIGIN: &str = "https://login.example.com";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let user = stage.user().await?;
    let mut browser = Page::new(&stage.person, ORIGIN);

    let site = RelyingParty::new(SITE).name("Example");
    let key = user.devices().create(NewFido2Device::new(site)).await?;
    let made = browser.create(key.fido.creation_options()?.json()).await?;
    let made = ActivateDevice::fido2(ORIGIN, &Attestation::from_browser(&made)?);
    let paired = user.devices().activate(&key.id, made).await?;
    println!("the passkey is {:?}", paired.status());

    let step = stage.mfa.authenticate(user.id()).await?;
    let done = sign(&mut browser, step).await?;
    println!("signed in, proven by {:?}", done.authenticators());

    // Whose passkey it is, the browser tells.
    let nobody = InitializeDeviceAuthentication::passwordless(Some(SITE));
    let step = stage.mfa.authenticate(nobody).await?;
    let done = sign(&mut browser, step).await?;
    println!("{:?} has signed in without a name", done.user());
    stage.delete(&user).await
}

/// Has the browser sign what the service asks for.
async fn sign(browser: &mut Page<'_>, step: Step) -> Outcome<Completed> {
    let end = match step {
        Step::Assertion(asked) => {
            let signed = browser.get(asked.options()?.json()).await?;
            asked.submit(ORIGIN, &signed).await?
        }
        Step::Passwordless(asked) => {
            let signed = browser.get(asked.options()?.json()).await?;
            asked.submit(ORIGIN, &signed).await?
        }
        other => other,
    };
    match end {
        Step::Completed(done) => Ok(done),
        Step::Failed(why) => Err(why.into()),
        other => Err(format!("cannot go on: {other:?}").into()),
    }
}
