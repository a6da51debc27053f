//! Pairs a security key and signs in with it:
//! `cargo run -p pingid-rest --example fido`.

mod stage;

use ping_models::pingid::{AddUser, Role, WebAuthnType};
use ping_testkit::Page;
use pingid_rest::{RelyingParty, Step};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let site = RelyingParty::new("example.com", "https://login.example.com").name("Example");
    let mut browser = Page::new(&stage.person, site.origin());
    pingid.users().create(AddUser::new("jdoe", Role::Regular)).await?;

    let key = site.pairing("jdoe").webauthn_type(WebAuthnType::SecurityKey);
    let pairing = pingid.pair_fido(&site, key).await?;
    let credential = browser.create(pairing.options()?.json()).await?;
    println!("paired: {:?}", pairing.submit(&credential).await?);

    let Step::Fido(fido) = pingid.authenticate("jdoe").await? else {
        return Err("no FIDO device is wanted".into());
    };
    let assertion = fido.challenge(&site).await?;
    let credential = browser.get(assertion.options()?.json()).await?;
    match assertion.submit(&credential).await? {
        Step::Completed(done) => println!("{} has signed in", done.user_name()),
        Step::Failed(why) => return Err(why.into()),
        other => return Err(format!("cannot go on: {other:?}").into()),
    }

    pingid.users().delete("jdoe").await?;
    Ok(())
}
