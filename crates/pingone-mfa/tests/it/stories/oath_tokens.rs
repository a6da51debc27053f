//! OATH tokens, from a file of them to the last one that is revoked.

use std::time::Duration;

use ping_models::ErrorCode;
use ping_models::mfa::{
    ActivateDevice, DeviceStatus, HotpSettings, NewOathToken, NewOathTokenDevice,
    OathHashAlgorithm, OathJobStatus, OathTokenType, RevokeOathTokens,
};
use ping_testkit::{Scripted, is};
use ping_transport::flow::Progress;
use ping_transport::testing::Reaction;
use ping_transport::{ClientBuilder, ErrorKind, Polling};
use pingone_mfa::{Mfa, OathJobOutcome, OathTokenExpansion, OathTokenFilter};

use crate::service::{completed, next, otp, service};

const SECRET: &str = "3132333435363738393031323334353637383930";

#[tokio::test]
async fn tokens_are_imported_paired_brought_into_step_and_revoked() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let tokens = service.mfa.oath_tokens();
    service.add_token("42").await;

    // A file with a token that is there already.
    let file = (41..44).map(|serial| NewOathToken::hotp(serial.to_string(), SECRET));
    let job = tokens.create_many(file).await.unwrap();
    let status = is!(job.poll().await.unwrap(), Progress::Waiting);
    assert_eq!(status, OathJobStatus::InProgress);
    // The program starts again, and knows the id of the job.
    let variables = service.connection.env_vars();
    let again = service.record(ClientBuilder::from_variables(&variables).unwrap());
    let job = Mfa::new(again.build().unwrap()).oath_job(job.id().as_str());
    service.advance(Duration::from_secs(5));
    let result = job.wait().await.unwrap().into_result().unwrap();
    assert_eq!((result.created, result.revoked), (Some(2), None));
    let taken = result.duplicates.unwrap();
    assert_eq!(taken.iter().map(|token| token.serial_number.as_str()).collect::<Vec<_>>(), ["42"]);

    // One of them is far ahead when its user gets it.
    service.sandbox.mfa().token_skew("43", 50).unwrap();
    let devices = user.devices();
    let device = devices.create(NewOathTokenDevice::new("43")).await.unwrap();
    let resync = || ActivateDevice::from(service.token_code("43")).oath_resync(true);
    let error = devices.activate(&device.id, resync()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ExtraOtpRequired), "{error}");
    devices.activate(&device.id, resync()).await.unwrap();
    let read = devices.read(&device.id).await.unwrap();
    assert_eq!(read.status(), Some(&DeviceStatus::Active));

    // Who has it.
    let all = tokens.list().expand(OathTokenExpansion::Devices).all().await.unwrap();
    let used = |serial: &str| {
        let token = all.iter().find(|token| token.serial_number == serial).unwrap();
        token.devices.clone().unwrap()
    };
    assert_eq!((used("41").len(), used("43").len()), (0, 1));
    assert_eq!(used("43")[0].id, device.id);
    assert_eq!(used("43")[0].user.as_ref().unwrap().id, user.id());
    let by_number = OathTokenFilter::serial_number().eq("43");
    let [token] = &tokens.list().filter(by_number).all().await.unwrap()[..] else {
        panic!("one token");
    };
    assert_eq!(tokens.read(&token.id).await.unwrap(), *token);

    // It is played with, and brought into step: by an administrator, then for its user.
    service.sandbox.mfa().token_skew("43", 20).unwrap();
    let otps = [service.token_code("43"), service.token_code("43")];
    tokens.resync(&token.id, otps.clone()).await.unwrap();
    let error = tokens.resync(&token.id, otps).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("otps"));
    service.sandbox.mfa().token_skew("43", 20).unwrap();
    let of_user = user.oath_tokens();
    let error = of_user.resync(&token.id, [service.token_code("43")]).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ExtraOtpRequired), "{error}");
    of_user.resync(&token.id, [service.token_code("43")]).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    completed(next(step.submit(service.token_code("43")).await.unwrap()));
    let other = service.user("ann").await.oath_tokens();
    assert!(other.resync(&token.id, ["123456"]).await.unwrap_err().is_not_found());

    // The job passes over what is paired.
    let ids: Vec<_> = all.iter().map(|token| token.id.clone()).collect();
    let job = tokens.revoke_many(ids).await.unwrap();
    let _ = is!(job.poll().await.unwrap(), Progress::Waiting);
    service.advance(Duration::from_secs(5));
    let result = job.wait().await.unwrap().into_result().unwrap();
    assert_eq!((result.revoked, result.created), (Some(2), None));
    assert_eq!(tokens.list().all().await.unwrap(), std::slice::from_ref(token));
    tokens.revoke(&token.id).await.unwrap();
    assert!(tokens.read(&token.id).await.unwrap_err().is_not_found());
    assert!(devices.read(&device.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_token_is_as_it_was_created() {
    let service = service().await;
    let tokens = service.mfa.oath_tokens();
    let clock = NewOathToken::totp("T1", SECRET).hash_algorithm(OathHashAlgorithm::HmacSha512);
    let clock = tokens.create(clock.otp_length(8)).await.unwrap();
    assert_eq!((&clock.token_type, clock.otp_length), (&OathTokenType::Totp, Some(8)));
    assert_eq!(clock.totp_settings.as_ref().unwrap().time_step, Some(30));
    // The service does not tell the key.
    assert_eq!(clock.secret, None);
    let counter = NewOathToken::hotp("T2", SECRET).hotp_settings(HotpSettings::new(7));
    let counter = tokens.create(counter.row_number(3)).await.unwrap();
    assert_eq!(counter.hotp_settings.as_ref().unwrap().counter, Some(7));
    assert_eq!(counter.hash_algorithm, Some(OathHashAlgorithm::HmacSha1));
    assert_eq!(tokens.read(&clock.id).await.unwrap(), clock);
    let by_number = OathTokenFilter::serial_number().eq("T1");
    assert_eq!(tokens.list().filter(by_number).all().await.unwrap(), std::slice::from_ref(&clock));
    assert_eq!(tokens.list().all().await.unwrap(), [clock.clone(), counter.clone()]);

    // Its clock is ahead by twenty minutes.
    service.sandbox.mfa().token_skew("T1", 40).unwrap();
    let first = service.token_code("T1");
    service.advance(Duration::from_secs(30));
    tokens.resync(&clock.id, [first, service.token_code("T1")]).await.unwrap();
    let drift = tokens.read(&clock.id).await.unwrap().totp_settings.unwrap().drift;
    assert_eq!(drift, Some(40));

    let error = tokens.create(NewOathToken::hotp("T1", SECRET)).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation), "{error}");
    let error = tokens.create(NewOathToken::hotp("T3", "no hex")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("secret"));
    assert!(!format!("{error:?}").contains("no hex"), "{error:?}");

    // A job that is waited for, and takes paired tokens as well.
    service
        .mfa
        .user(service.create_user("ann").await)
        .devices()
        .create(NewOathTokenDevice::new("T2"))
        .await
        .unwrap();
    let all = RevokeOathTokens::from_iter([&clock.id, &counter.id]).force_unpair(true);
    let job = service.mfa.oath_jobs().revoke(all.in_background(false)).await.unwrap();
    assert_eq!((&job.status, job.in_background), (&OathJobStatus::Done, Some(false)));
    assert_eq!(service.mfa.oath_jobs().read(&job.id).await.unwrap(), job);
    assert!(tokens.list().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_job_that_failed_says_why_and_what_was_done() {
    let script = Scripted::new([
        Reaction::json(200, r#"{"id":"job-1","type":"CREATE_OATH_TOKENS","status":"QUEUED"}"#),
        Reaction::json(
            200,
            r#"{"id":"job-1","type":"CREATE_OATH_TOKENS","status":"FAILED","reason":"too\nmany",
                "result":{"created":3}}"#,
        ),
    ]);
    let job = Mfa::new(script.client.clone()).oath_job("job-1");
    let failure = is!(job.wait().await.unwrap(), OathJobOutcome::Failed);
    assert_eq!((failure.reason(), failure.result().created), (Some("too\nmany"), Some(3)));
    assert_eq!(failure.to_string(), "the job failed: too\\nmany");
    assert_eq!(script.fake.received().len(), 2);
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_and_can_be_taken_up_again() {
    let script = Scripted::new([
        Reaction::json(200, r#"{"id":"job-1","status":"IN_PROGRESS"}"#),
        Reaction::json(200, r#"{"id":"job-1","status":"IN_PROGRESS"}"#),
        Reaction::json(200, r#"{"id":"job-1","status":"DONE"}"#),
    ]);
    let job = Mfa::new(script.client.clone()).oath_job("job-1");
    let polling = Polling::new(Duration::from_secs(5), Duration::from_secs(10));
    let error = job.wait().polling(polling).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(job.wait().await.unwrap().into_result().unwrap().created, None);
}

#[tokio::test]
async fn a_job_is_bounded_before_anything_is_sent() {
    let script = Scripted::new([]);
    let tokens = Mfa::new(script.client.clone()).oath_tokens();
    let error = tokens.create_many([]).await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some("tokens")));
    let error = tokens.revoke_many(vec!["token-1"; 100_001]).await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some("tokenIds")));
    assert!(script.fake.received().is_empty());
}
