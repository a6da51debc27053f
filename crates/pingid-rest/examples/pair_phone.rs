//! Adds a user and pairs a phone with the PingID app:
//! `cargo run -p pingid-rest --example pair_phone`.

mod stage;

use ping_models::pingid::{AddUser, Role};
use pingid_rest::PairingOutcome;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();

    let pairing = pingid.pair_online(AddUser::new("jdoe", Role::Regular)).await?;
    println!("{}\n{}", pairing.activation_code(), pairing.link().qr().terminal());
    let code = pairing.activation_code().to_owned();
    stage.person.act("Scan the code", |sandbox| {
        sandbox.pingid().pair(&code)?;
        Ok(())
    })?;
    match pairing.wait().await? {
        PairingOutcome::Paired(device) => println!("paired: {device:?}"),
        PairingOutcome::Expired => println!("the code has expired: start again"),
        _ => {}
    }

    pingid.users().delete("jdoe").await?;
    Ok(())
}
