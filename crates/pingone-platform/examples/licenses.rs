//! A report of the licenses of an organization: what each allows, until when, and how many users
//! there are: `cargo run -p pingone-platform --example licenses`.

mod stage;

use std::time::SystemTime;

use ping_models::Timestamp;
use ping_models::platform::License;
use pingone_platform::{EnvironmentFilter, Platform};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let platform = &stage.platform;
    println!(
        "{:<14}{:<12}{:<12}{:<6}{:<11}users",
        "license", "status", "until", "SMS", "documents"
    );
    for organization in platform.organizations().list().all().await? {
        let licenses = platform.organization(&organization.id).licenses();
        let mut all = licenses.list().stream();
        while let Some(license) = all.try_next().await? {
            let users = users_of(platform, &license).await?;
            let yes = |allowed: Option<bool>| if allowed == Some(true) { "yes" } else { "no" };
            let sms = yes(license.mfa.as_ref().and_then(|mfa| mfa.allow_sms_otp));
            let verify = license.verify.as_ref().and_then(|verify| verify.allow_document_match);
            let (status, until) = (license.status.as_str(), license.expires_at.as_str());
            let (until, name) = (until.split('T').next().unwrap_or(until), &license.name);
            let documents = yes(verify);
            println!("{name:<14}{status:<12}{until:<12}{sms:<6}{documents:<11}{users}");
        }
    }
    Ok(())
}

/// How many users the environments of a license have.
async fn users_of(platform: &Platform, license: &License) -> Outcome<i64> {
    let mut users = 0;
    let using = EnvironmentFilter::license().eq(&license.id);
    for environment in platform.environments().list().filter(using).all().await? {
        let there = platform.in_environment(environment.id).environment();
        // The count of the page is how many there are now.
        let now = Timestamp::from(SystemTime::now());
        let mut pages = there.total_identities(now.clone(), now).pages();
        users += pages.try_next().await?.and_then(|page| page.count).unwrap_or_default();
    }
    Ok(users)
}
