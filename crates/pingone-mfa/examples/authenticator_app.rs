//! Pairs an authenticator app by a QR code and signs in with what it shows:
//! `cargo run -p pingone-mfa --example authenticator_app`.

mod stage;

use std::time::Duration;

use ping_models::mfa::NewTotpDevice;
use pingone_mfa::{OtpOutcome, Step};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let user = stage.user().await?;
    let devices = user.devices();

    let totp = devices.create(NewTotpDevice::new().nickname("App")).await?;
    let uri = totp.key_uri().ok_or("the service has told no secret")?;
    let qr = uri.qr().ok_or("the secret is too long for a QR code")?;
    println!("{}", qr.terminal());
    let shown =
        || stage.person.ask("What the app shows", |sandbox| Ok(sandbox.totp_code(uri.expose())?));
    let paired = devices.activate(&totp.id, shown()?).await?;
    println!("the app is {:?}", paired.status());

    // A passcode is good once: the app shows another one after half a minute.
    stage.pass(Duration::from_secs(30));
    let Step::Otp(mut otp) = stage.mfa.authenticate(user.id()).await? else {
        return Err("no passcode is asked for".into());
    };
    let signed_in = loop {
        otp = match otp.submit(shown()?).await? {
            OtpOutcome::Next(Step::Completed(done)) => break done,
            OtpOutcome::Next(Step::Failed(why)) => return Err(why.into()),
            OtpOutcome::Wrong(again) => {
                println!("wrong; {:?} more tries", again.attempts_remaining());
                again
            }
            other => return Err(format!("cannot go on: {other:?}").into()),
        };
    };
    println!("signed in, proven by {:?}", signed_in.authenticators());
    stage.delete(&user).await
}
