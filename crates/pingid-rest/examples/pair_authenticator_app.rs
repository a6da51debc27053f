//! Pairs an authenticator app of any vendor:
//! `cargo run -p pingid-rest --example pair_authenticator_app`.

mod stage;

use ping_models::pingid::{AddUser, Role};
use pingid_rest::AppPairingOutcome;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    pingid.users().create(AddUser::new("jdoe", Role::Regular)).await?;

    let mut step = pingid.pair_authenticator_app("jdoe").await?;
    println!("{}\n{}", step.key(), step.qr().terminal());
    let key = step.key_uri().to_owned();
    let device = loop {
        let otp = stage.person.ask("The passcode", |sandbox| Ok(sandbox.totp_code(&key)?))?;
        step = match step.submit(otp).await? {
            AppPairingOutcome::Paired(device) => break device,
            AppPairingOutcome::Wrong(again) => again,
            _ => return Err("an outcome that is newer than this program".into()),
        };
    };
    println!("paired: {device:?}");

    pingid.users().delete("jdoe").await?;
    Ok(())
}
