//! Signs in whoever has a passkey of the website, and evaluates the policy for them:
//! `cargo run -p pingid-rest --example passwordless`.

mod stage;

use ping_models::pingid::{AddUser, Role};
use ping_testkit::Page;
use pingid_rest::{RelyingParty, Step};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let site = RelyingParty::new("example.com", "https://login.example.com");
    let mut browser = Page::new(&stage.person, site.origin());
    if let Some(sandbox) = &stage.person.sandbox {
        // A setting of the account.
        sandbox.pingid().passwordless_policy(true);
    }
    pingid.users().create(AddUser::new("jdoe", Role::Regular)).await?;
    // Without a type, it is a FIDO2 device: a passkey.
    let pairing = pingid.pair_fido(&site, site.pairing("jdoe")).await?;
    let credential = browser.create(pairing.options()?.json()).await?;
    println!("paired: {:?}", pairing.submit(&credential).await?);

    let somebody = pingid.authenticate_passwordless(&site).await?;
    let credential = browser.get(somebody.options()?.json()).await?;
    let mut step = somebody.submit(&credential).await?;
    if let Step::EvaluatePolicy(policy) = &step {
        println!("it is {}", policy.user_name());
        let groups = ["Staff".to_owned()];
        let request = policy.request().member_of(groups).ip_address("192.0.2.7");
        step = policy.evaluate(request).await?;
    }
    match step {
        Step::Completed(done) => println!("{} has signed in", done.user_name()),
        Step::Failed(why) => return Err(why.into()),
        other => return Err(format!("cannot go on: {other:?}").into()),
    }

    pingid.users().delete("jdoe").await?;
    Ok(())
}
