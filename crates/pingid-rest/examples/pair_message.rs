//! Pairs a telephone by a passcode that it gets:
//! `cargo run -p pingid-rest --example pair_message`.

mod stage;

use ping_models::pingid::{AddUser, Role, StartOfflinePairing};
use ping_sandbox::Channel;
use pingid_rest::OtpPairingOutcome;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let number = std::env::args().nth(1);
    let number = number.unwrap_or_else(|| "+15125550100".to_owned());
    pingid.users().create(AddUser::new("jdoe", Role::Regular)).await?;
    let ask = || stage.person.passcode(Channel::Sms, &number);

    let mut step = pingid.pair_offline(StartOfflinePairing::sms("jdoe", &number)).await?;
    let device = loop {
        step = match step.submit(ask()?).await? {
            OtpPairingOutcome::Paired(device) => break device,
            OtpPairingOutcome::Wrong(again) => again,
            OtpPairingOutcome::NextOtp(next) => next,
            _ => return Err("an outcome that is newer than this program".into()),
        };
    };
    println!("paired: {device:?}");

    pingid.users().delete("jdoe").await?;
    Ok(())
}
