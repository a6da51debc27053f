//! Signs in a user who has no device at hand, by a passcode to an address that is known to be the
//! user's: `cargo run -p pingid-rest --example backup`.

mod stage;

use ping_models::pingid::{AddUser, DeviceType, Role};
use ping_sandbox::Channel;
use pingid_rest::{OtpOutcome, Step};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "jdoe@example.com".to_owned());
    pingid.users().create(AddUser::new("jdoe", Role::Regular)).await?;
    let ask = || stage.person.passcode(Channel::Email, &address);

    let backup = pingid.authenticate_by_backup("jdoe", DeviceType::Email, &address);
    let mut step = backup.await?;
    let signed_in = loop {
        step = match step {
            Step::Otp(otp) => match otp.submit(ask()?).await? {
                OtpOutcome::Next(step) => step,
                OtpOutcome::Wrong(again) | OtpOutcome::NextOtp(again) => Step::Otp(again),
                _ => return Err("an outcome that is newer than this program".into()),
            },
            Step::Completed(done) => break done,
            Step::Failed(why) => return Err(why.into()),
            other => return Err(format!("cannot go on: {other:?}").into()),
        };
    };
    println!("{} has signed in", signed_in.user_name());

    pingid.users().delete("jdoe").await?;
    Ok(())
}
