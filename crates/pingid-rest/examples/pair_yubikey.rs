//! Pairs a YubiKey by what it types:
//! `cargo run -p pingid-rest --example pair_yubikey`.

mod stage;

use ping_models::pingid::{AddUser, PairYubiKey, Role};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    pingid.users().create(AddUser::new("jdoe", Role::Regular)).await?;

    let touched = stage
        .person
        .ask("Touch the YubiKey", |sandbox| Ok(sandbox.pingid().yubikey_otp(8_881_023)))?;
    let key = PairYubiKey::new("jdoe", touched);
    let reply = pingid.pairings().yubikey(key).await?;
    println!("paired: {:?}", reply.device_id);

    pingid.users().delete("jdoe").await?;
    Ok(())
}
