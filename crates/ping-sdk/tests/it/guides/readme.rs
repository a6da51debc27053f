//! The tour of the README.

use super::{App, Outcome, client};

#[test]
fn a_client_of_a_tenant() -> Outcome {
    let (client_id, client_secret) = ("client-id", "client-secret");
    use ping_sdk::prelude::*;

    let ping = Ping::builder()
        .region(Region::Eu)
        .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
        .worker(client_id, client_secret)
        .build()?;
    assert!(ping.pingid().is_err());
    Ok(())
}

use ping_sdk::models::VerifyPolicyId;
use ping_sdk::models::pingid::UserStatus;
use ping_sdk::prelude::*;
use ping_sdk::sandbox::{Person, Submission};
use ping_sdk::transport::testing::ManualClock;
use std::sync::Arc;

#[tokio::test]
async fn licenses() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    let organization = OrganizationId::from(sandbox.connection().organization_id);
    let active = LicenseFilter::status().eq(LicenseStatus::Active);
    let licenses = ping.platform().organization(&organization).licenses();
    let mut licenses = licenses.list().filter(active).stream();
    while let Some(license) = licenses.try_next().await? {
        println!("{:?} until {:?}", license.name, license.expires_at);
    }
    let last = sandbox.requests().pop().unwrap();
    assert_eq!(last.operation.as_deref(), Some("platform.read_all_licenses"));
    Ok(())
}

#[tokio::test]
async fn signing_in() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, user) = client(&sandbox).await;
    let app = App::new(&sandbox);
    let devices = ping.mfa().user(&user).devices();
    let totp = devices.create(NewTotpDevice::new()).await?;
    let key = totp.key_uri().ok_or("the answer has no key")?;
    if let Some(qr) = key.qr() {
        println!("{}", qr.terminal());
    }
    app.scan(&key);
    devices.activate(&totp.id, app.code()).await?;
    let mut step = ping.mfa().authenticate(&user).await?;
    let signed_in = loop {
        step = match step {
            Step::SelectDevice(choose) => choose.select(&totp.id).await?,
            Step::Otp(otp) => otp.submit(app.code()).await?.into(), // or asks again
            Step::Push(push) => push.wait().await?,
            Step::Completed(done) => break done,
            Step::Failed(why) => return Err(why.into()),
            other => return Err(format!("cannot go on: {other:?}").into()),
        };
    };
    println!("signed in with {:?}", signed_in.authenticators());
    assert_eq!(signed_in.user(), Some(&user));
    Ok(())
}

#[tokio::test]
async fn pairing_a_phone() -> Outcome {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder()
        .sandbox(&sandbox.connection())
        .clock(Arc::new(ManualClock::fixed()))
        .build()?;
    let phone = sandbox.pingid();
    let pingid = ping.pingid()?;
    let new = AddUser::new("jdoe", Role::Regular);
    let pairing = pingid.pair_online(new).await?;
    println!("{}", pairing.activation_code());
    println!("{}", pairing.link().qr().terminal());
    phone.pair(pairing.activation_code())?;
    match pairing.wait().await? {
        PairingOutcome::Paired(device) => println!("paired: {device:?}"),
        PairingOutcome::Expired => println!("the code has expired: start again"),
        _ => println!("an end that this version does not know"),
    }
    let user = pingid.users().read("jdoe").await?.user;
    assert_eq!(user.and_then(|user| user.status), Some(UserStatus::Active));
    use ping_sdk::pingid::Step;

    let mut step = pingid.authenticate("jdoe").await?;
    phone.approve("jdoe")?;
    if let Step::Push(push) = &step {
        step = push.wait().await?; // until the user has answered on the phone
    }
    match step {
        Step::Completed(done) => println!("{} has signed in", done.user_name()),
        Step::Failed(why) => return Err(why.into()),
        other => return Err(format!("cannot go on: {other:?}").into()),
    }
    Ok(())
}

#[tokio::test]
async fn verifying() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, user) = client(&sandbox).await;
    let policy = VerifyPolicyId::from(sandbox.verify().default_policy_id());
    let new = NewVerification::with_policy(&policy);
    let verification = ping.verify().user(&user).start(new).await?;
    println!("{}", verification.link().unwrap_or("(no link)"));
    let person = Submission::new(Person::new("Ann", "Lee"));
    sandbox.verify().submit(verification.id().as_str(), &person)?;
    let verdict = verification.wait().await?;
    if verdict.is_verified() {
        println!("{:?}", verdict.checks());
    }
    assert!(verdict.is_verified());
    Ok(())
}

#[tokio::test]
async fn a_sandbox() -> Outcome {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build()?;

    let user = NewUser::new("jdoe").mfa_enabled(true);
    let user = ping.platform().users().create(user).await?;
    let devices = ping.mfa().user(&user.id).devices();
    let new = NewSmsDevice::new("+15125550100").status(DeviceStatus::ActivationRequired);
    let phone = devices.create(new).await?;
    let sms = sandbox.outbox().next_sms("+15125550100").await;
    devices.activate(&phone.id, sms.otp.ok_or("no code")?).await?;
    Ok(())
}
