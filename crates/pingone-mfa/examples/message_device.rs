//! Pairs a telephone and a mailbox by the passcodes that they get:
//! `cargo run -p pingone-mfa --example message_device -- +15125550100 ann@example.com`.

mod stage;

use ping_models::ErrorCode;
use ping_models::mfa::{DeviceStatus, NewEmailDevice, NewSmsDevice};
use ping_sandbox::Channel;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let mut to = std::env::args().skip(1);
    let number = to.next().unwrap_or_else(|| "+15125550100".to_owned());
    let address = to.next().unwrap_or_else(|| "ann@example.com".to_owned());
    let user = stage.user().await?;
    let devices = user.devices();

    let new = NewSmsDevice::new(&number).nickname("Telephone");
    let phone = devices.create(new.status(DeviceStatus::ActivationRequired)).await?;
    // The user has lost the first message.
    stage.person.passcode(Channel::Sms, &number)?;
    devices.resend_pairing_code(&phone.id).await?;
    // A mistyped passcode is an error that says so, and the right one still counts.
    match devices.activate(&phone.id, "000000").await {
        Err(error) if error.has_code(&ErrorCode::InvalidOtp) => println!("wrong: {error}"),
        other => println!("{other:?}"),
    }
    let paired = devices.activate(&phone.id, stage.person.passcode(Channel::Sms, &number)?).await?;
    println!("the telephone is {:?}", paired.status());

    let new = NewEmailDevice::new(&address).status(DeviceStatus::ActivationRequired);
    let mailbox = devices.create(new).await?;
    let paired =
        devices.activate(&mailbox.id, stage.person.passcode(Channel::Email, &address)?).await?;
    println!("the mailbox is {:?}", paired.status());

    // Which one the user is asked for first.
    devices.set_order([&mailbox.id, &phone.id]).await?;
    for device in devices.list().all().await? {
        println!("{} {}", device.device_type(), device.id());
    }
    devices.delete(&phone.id).await?;
    stage.delete(&user).await
}
