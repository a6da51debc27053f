//! How to test code that uses the SDK.

use super::{Outcome, client};

use ping_sdk::prelude::*;

/// The code under test.
async fn invite(ping: &Ping, name: &str, phone: &str) -> Result<UserId, Error> {
    let user = NewUser::new(name).mfa_enabled(true);
    let user = ping.platform().users().create(user).await?;
    let devices = ping.mfa().user(&user.id).devices();
    devices.create(NewSmsDevice::new(phone).status(DeviceStatus::ActivationRequired)).await?;
    Ok(user.id)
}

#[tokio::test]
async fn an_invitation_sends_a_code() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build()?;

    invite(&ping, "jdoe", "+15125550100").await?;

    let sms = sandbox.outbox().next_sms("+15125550100").await;
    assert_eq!(sms.otp.map(|code| code.len()), Some(6));
    Ok(())
}

#[tokio::test]
async fn another_environment_has_its_own_users_and_messages() -> Outcome {
    let sandbox = Sandbox::start().await;
    let first = Ping::builder().sandbox(&sandbox.connection()).build()?;
    invite(&first, "jdoe", "+15125550100").await?;

    let other = sandbox.add_environment();
    let ping = Ping::builder().sandbox(&other.connection()).build()?;
    invite(&ping, "jdoe", "+15125550100").await?;
    let sms = other.outbox().next_sms("+15125550100").await;

    let users = ping.platform().users().list().all().await?;
    assert_eq!((users.len(), other.outbox().all().len()), (1, 1));
    assert_eq!(sms.user_id.as_deref(), Some(users[0].id.as_str()));
    Ok(())
}

#[test]
fn the_first_example_of_the_sandbox_page() {
    // Nobody sends the message that it waits for: it is compiled only.
    let example = async {
        let sandbox = Sandbox::start().await;
        let connection = sandbox.connection(); // base URLs, ids, credentials
        // ... point a client at it ...
        let otp = sandbox.outbox().next_sms("+15125550100").await.otp;
        sandbox.clock().advance(Duration::from_secs(1800));
        sandbox.faults().next("POST", "/v1/environments/*/users").status(503).times(2);
        (connection, otp)
    };
    drop(example);
}

#[tokio::test]
async fn faults() -> Outcome {
    let sandbox = Sandbox::start().await;
    let ping =
        Ping::builder().sandbox(&sandbox.connection()).retry(RetryPolicy::never()).build()?;
    sandbox.faults().next("POST", "/v1/environments/*/users").status(503);

    let error = invite(&ping, "jdoe", "+15125550100").await.unwrap_err();
    assert!(error.is_retryable());
    assert!(error.may_have_been_processed()); // a POST: the user may be there
    assert_eq!(sandbox.faults().pending(), 0);
    sandbox.faults().next("POST", "/v1/environments/*/users").reset().after_processing();
    let error = invite(&ping, "ann", "+15125550101").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    let users = ping.platform().users().list().all().await?;
    assert_eq!(users.len(), 1); // the work was done, the answer was lost

    sandbox.deny(["platform.create_user"]);
    let error = invite(&ping, "joe", "+15125550102").await.unwrap_err();
    assert!(error.is_access_denied());
    Ok(())
}

#[tokio::test]
async fn time() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, user) = client(&sandbox).await;
    let devices = ping.mfa().user(&user).devices();
    let new = NewSmsDevice::new("+15125550100").status(DeviceStatus::ActivationRequired);
    let phone = devices.create(new).await?;
    let sms = sandbox.outbox().next_sms("+15125550100").await;
    sandbox.clock().advance(Duration::from_secs(31 * 60));
    let late = devices.activate(&phone.id, sms.otp.unwrap()).await;
    assert!(late.unwrap_err().has_code(&ErrorCode::InvalidOtp));
    Ok(())
}

use ping_sdk::models::ErrorCode;

use std::sync::Arc;

use ping_sdk::transport::testing::ManualClock;

#[tokio::test]
async fn a_pairing_is_waited_for() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let clock = ManualClock::fixed();
    let ping =
        Ping::builder().sandbox(&sandbox.connection()).clock(Arc::new(clock.clone())).build()?;

    let new = AddUser::new("jdoe", Role::Regular);
    let pairing = ping.pingid()?.pair_online(new).await?;
    let error = pairing.wait().await.unwrap_err(); // nobody comes: ten minutes in no time
    assert!(error.is_timeout());
    let waited: Duration = clock.waits().iter().sum();
    assert_eq!(waited, Duration::from_secs(598)); // the last question has 2 s to be answered

    sandbox.pingid().pair(pairing.activation_code())?;
    let outcome = pairing.wait().await?;
    assert!(matches!(outcome, PairingOutcome::Paired(Some(_))));
    Ok(())
}

use ping_sdk::transport::TransportErrorKind;
use ping_sdk::transport::testing::{FakeTransport, Reaction};

#[tokio::test]
async fn what_was_not_sent_is_sent_again() -> Result<(), Box<dyn std::error::Error>> {
    let fake = Arc::new(FakeTransport::new([
        Reaction::Fail(TransportErrorKind::Connect),
        Reaction::json(201, r#"{"id": "u-1", "username": "jdoe"}"#),
    ]));
    let ping = Ping::builder()
        .environment("e-1")
        .access_token("token")
        .transport(fake.clone())
        .clock(Arc::new(ManualClock::fixed()))
        .build()?;

    let user = ping.platform().users().create(NewUser::new("jdoe")).await?;
    assert_eq!(user.id.as_str(), "u-1");
    let urls: Vec<_> = fake.received().into_iter().map(|request| request.url).collect();
    assert_eq!(urls, ["https://api.pingone.com/v1/environments/e-1/users"; 2]);
    Ok(())
}

#[test]
fn answers_from_json() -> Outcome {
    let user: User = serde_json::from_str(r#"{"id": "u-1", "username": "jdoe"}"#)?;
    assert_eq!(user.username, "jdoe");
    Ok(())
}

#[test]
fn requests_without_a_runtime() -> Outcome {
    let ping = Ping::builder().environment("e-1").access_token("token").build()?;
    let described = ping.platform().users().read("u-1").describe()?;
    assert_eq!(described.method, "GET");
    assert!(described.url.ends_with("/v1/environments/e-1/users/u-1"));
    Ok(())
}
