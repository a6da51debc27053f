//! Has reports of users' devices made: one is read row by row, those of the other one come
//! in encrypted archives: `cargo run -p pingone-mfa --example device_reports`.

mod stage;

use std::time::Duration;

use ping_models::mfa::{DeviceType, NewDeviceReport, NewSmsDevice};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let user = stage.user().await?;
    user.devices().create(NewSmsDevice::new("+15125550100")).await?;
    let reports = stage.mfa.device_reports();

    let phones = NewDeviceReport::entries().columns(["userId", "phone"]).of_type(&DeviceType::Sms);
    let report = reports.create(phones).await?;
    let mut rows = reports.entries(&report.id).stream();
    while let Some(row) = rows.try_next().await? {
        println!("{:?} has a phone", row.user_id);
    }

    // The service makes one report in five seconds; the client asks again until it does.
    stage.pass(Duration::from_secs(5));
    let job = reports.create_files(NewDeviceReport::files().mfa_enabled(true)).await?;
    println!("report {}", job.id().as_str());
    stage.pass(Duration::from_secs(10));
    let files = job.wait().await?.into_files()?;
    // The rows come out of an encrypted archive while it is still coming; by the feature `zip`.
    let mut rows = files.rows().await?;
    while let Some(row) = rows.try_next().await? {
        println!("{:?} has a device: {:?}", row.user_id, row.device_type);
    }
    // Or the archive is saved as it is: any tool that opens encrypted archives reads it.
    let mut archive = Vec::new();
    println!("{} bytes", files.json().await?.write_to(&mut archive).await?);
    println!("there is a password: {}", files.password().is_some());
    stage.delete(&user).await
}
