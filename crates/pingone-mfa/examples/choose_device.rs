//! Signs a user in who has two devices: chooses one, mistypes until it is locked, unlocks it, and
//! signs in: `cargo run -p pingone-mfa --example choose_device`.

mod stage;

use std::time::Duration;

use ping_models::mfa::{
    Device, DeviceType, InitializeDeviceAuthentication, NewEmailDevice, NewTotpDevice,
};
use ping_models::{DeviceId, UserId};
use ping_sandbox::Channel;
use pingone_mfa::{Completed, Step};
use stage::{Outcome, Stage};

const ADDRESS: &str = "ann@example.com";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let user = stage.user().await?;
    let devices = user.devices();
    let totp = devices.create(NewTotpDevice::new()).await?;
    let uri = totp.key_uri().ok_or("the service has told no secret")?;
    let shown = || {
        // A passcode is good once.
        stage.pass(Duration::from_secs(30));
        stage.person.ask("What the app shows", |sandbox| Ok(sandbox.totp_code(uri.expose())?))
    };
    devices.activate(&totp.id, shown()?).await?;
    devices.create(NewEmailDevice::new(ADDRESS)).await?;

    // The mailbox does not lock; the app does, after three mistakes.
    let mistaken = sign_in(&stage, &user.id(), &DeviceType::Totp, || Ok("000000".into())).await;
    println!("{}", mistaken.err().ok_or("a wrong passcode has signed in")?);
    let locked = devices.read(&totp.id).await?;
    println!("the app is {:?}", locked.lock().and_then(|lock| lock.status.clone()));
    devices.unlock(&totp.id).await?;

    let mail = || stage.person.passcode(Channel::Email, ADDRESS);
    let done = sign_in(&stage, &user.id(), &DeviceType::Email, mail).await?;
    println!("signed in, proven by {:?}", done.authenticators());
    let done = sign_in(&stage, &user.id(), &DeviceType::Totp, shown).await?;
    println!("signed in, proven by {:?}", done.authenticators());
    stage.delete(&user).await
}

fn of_type<'a>(
    mut devices: impl Iterator<Item = &'a Device>,
    kind: &DeviceType,
) -> Outcome<DeviceId> {
    let device = devices.find(|device| device.device_type() == kind);
    Ok(device.ok_or("the user has no such device")?.id().clone())
}

/// Signs in with the first device of a type, however often the passcode is wrong.
async fn sign_in(
    stage: &Stage,
    user: &UserId,
    kind: &DeviceType,
    passcode: impl Fn() -> Outcome<String>,
) -> Outcome<Completed> {
    let request = InitializeDeviceAuthentication::of_user(user.clone());
    let mut step = stage.mfa.authenticate(request).await?;
    loop {
        step = match step {
            Step::SelectDevice(choose) => choose.select(of_type(choose.devices(), kind)?).await?,
            // The service has taken the default device.
            Step::Otp(otp) if otp.device().is_some_and(|device| device.device_type() != kind) => {
                otp.select(of_type(otp.devices(), kind)?).await?
            }
            Step::Otp(otp) => {
                if let Some(left) = otp.attempts_remaining() {
                    println!("wrong; {left} more");
                }
                otp.submit(passcode()?).await?.into()
            }
            Step::Completed(done) => return Ok(done),
            Step::Failed(why) => return Err(why.into()),
            other => return Err(format!("cannot go on: {other:?}").into()),
        };
    }
}
