//! Has a new report of users and devices made, reads it row by row, and saves it as it is:
//! `cargo run -p pingid-rest --example report`.

mod stage;

use ping_models::pingid::ReportFormat;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    if let Some(sandbox) = &stage.person.sandbox {
        sandbox.pingid().add_users(1000);
    }

    let job = pingid.create_report().await?;
    job.wait().polling(stage.polling()).await?.into_result()?;

    let mut report = pingid.report(ReportFormat::Json).await?;
    let mut without_device = 0;
    loop {
        match report.try_next().await {
            Ok(Some(row)) if row.device().is_none() => without_device += 1,
            Ok(Some(_)) => {}
            Ok(None) => break,
            // This row is not as documented. The next read goes on behind it.
            Err(error) if error.decode_error().is_some() => eprintln!("skipped: {error}"),
            // The connection was lost: the error says how many rows arrived.
            Err(error) => return Err(error.into()),
        }
    }
    println!("{} rows, {without_device} without a device", report.count());

    let mut file = Vec::new();
    let csv = pingid.report_file(ReportFormat::Csv).await?;
    println!("{} bytes", csv.write_to(&mut file).await?);
    let text = String::from_utf8_lossy(&file);
    println!("{}", text.lines().next().unwrap_or_default());
    Ok(())
}
