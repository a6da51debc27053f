//! OATH tokens and jobs.

use std::time::Duration;

use ping_models::pingid::{
    CreateOrgTokens, GetBulkJobStatus, JobState, JobToken, JobType, OrgToken, ResyncOathToken,
    RevokeOrgTokens, StartOfflinePairing,
};
use ping_transport::Polling;
use ping_transport::Progress;
use pingid_rest::{JobOutcome, OtpPairingOutcome, ResyncOutcome};

use super::{Stage, refused};

const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn upload() -> CreateOrgTokens {
    CreateOrgTokens::new([OrgToken::totp("72", KEY), OrgToken::hotp("107", KEY)])
}

impl Stage {
    /// Uploads the token 72, with a clock, and 107, which counts.
    pub(super) async fn upload(&self) {
        let reply = self.pingid.oath_tokens().create(upload()).await.unwrap();
        let job = self.pingid.job(reply.job_token.unwrap());
        let result = job.wait().await.unwrap().into_result().unwrap();
        assert_eq!(result.number_of_duplicates.unwrap().get(), 0);
    }

    async fn report_job(&self) -> JobToken {
        let reply = self.pingid.jobs().create(JobType::UserReports).await.unwrap();
        reply.job_token.unwrap()
    }
}

#[tokio::test]
async fn an_upload_skips_what_is_there() {
    let stage = Stage::new().await;
    stage.upload().await;
    let more = CreateOrgTokens::new([
        OrgToken::hotp("107", "GE======"),
        OrgToken::totp("108", KEY).digits(8).seconds(60),
    ]);
    let reply = stage.pingid.oath_tokens().create(more).await.unwrap();
    let outcome = stage.pingid.job(reply.job_token.unwrap()).wait().await.unwrap();
    let result = outcome.into_result().unwrap();
    assert_eq!(result.result_type.as_deref(), Some("CreateOath"));
    let duplicates = result.duplicates.unwrap();
    assert_eq!(duplicates.len(), 1);
    assert_eq!(**duplicates[0].serial.as_ref().unwrap(), "107");
    assert!(!format!("{duplicates:?}").contains('*'));
    // The old key stays; RFC 4226 has its first passcode.
    assert_eq!(stage.sandbox.pingid().token_code("107").unwrap(), "755224");
    assert_eq!(stage.sandbox.pingid().token_code("108").unwrap().len(), 8);

    for token in
        [OrgToken::hotp("109", "not base32!"), OrgToken::totp("109", KEY).with_type("OCRA")]
    {
        let error = stage.pingid.oath_tokens().create(CreateOrgTokens::new([token])).await;
        assert_eq!(refused(&error.unwrap_err()), 400);
    }
    let foreign = upload().org_alias("another");
    let error = stage.pingid.oath_tokens().create(foreign).await.unwrap_err();
    assert_eq!(refused(&error), 400);
}

trait WithType {
    fn with_type(self, token_type: &str) -> Self;
}

impl WithType for OrgToken {
    fn with_type(mut self, token_type: &str) -> Self {
        self.token_type = Some(ping_models::pingid::OathTokenType::from_wire(token_type));
        self
    }
}

#[tokio::test]
async fn a_token_is_resynchronized_in_one_step_and_in_two() {
    let stage = Stage::new().await;
    stage.upload().await;
    let hands = stage.sandbox.pingid();
    let tokens = stage.pingid.oath_tokens();

    hands.token_skew("107", 60).unwrap();
    let show = || hands.token_code("107").unwrap();
    let two = ResyncOathToken::with_otps("107", [show(), show()]);
    let reply = tokens.resync(two).await.unwrap();
    assert_eq!(reply.outcome.error_id, Some(200.into()));
    assert_eq!(reply.session_id, None);

    // A clock that is off by 40 minutes.
    hands.token_skew("72", -80).unwrap();
    let step = stage.pingid.resync_token("72");
    let outcome = step.submit("000000").await.unwrap();
    let ResyncOutcome::Wrong(step) = outcome else {
        panic!("{outcome:?}");
    };
    let outcome = step.submit(hands.token_code("72").unwrap()).await.unwrap();
    let ResyncOutcome::NextOtp(next) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(next.session_id().unwrap().as_str().starts_with("oarys_"));
    // The same passcode is not the next one.
    let outcome = next.submit(hands.token_code("72").unwrap()).await.unwrap();
    let ResyncOutcome::Wrong(next) = outcome else {
        panic!("{outcome:?}");
    };
    stage.sandbox.clock().advance(Duration::from_secs(30));
    let otp = hands.token_code("72").unwrap();
    let spaced = format!("{} {}", &otp[..3], &otp[3..]);
    assert!(matches!(next.submit(spaced).await.unwrap(), ResyncOutcome::InStep));
    // The sequence is over.
    assert_eq!(refused(&next.submit(otp).await.unwrap_err()), 20_517);

    // In step, it pairs without more.
    stage.add("jdoe").await;
    stage.sandbox.clock().advance(Duration::from_secs(30));
    let request = StartOfflinePairing::token("jdoe", "72");
    let pairing = stage.pingid.pair_offline(request).await.unwrap();
    let outcome = pairing.submit(hands.token_code("72").unwrap()).await.unwrap();
    assert!(matches!(outcome, OtpPairingOutcome::Paired(_)));
}

#[tokio::test]
async fn a_resynchronization_can_fail() {
    let stage = Stage::new().await;
    stage.upload().await;
    stage.add("jdoe").await;
    let hands = stage.sandbox.pingid();
    let tokens = stage.pingid.oath_tokens();
    let refusal = async |request| refused(&tokens.resync(request).await.unwrap_err());
    let one = |serial: &str, otp: &str| ResyncOathToken::with_otps(serial, [otp]);

    assert_eq!(refusal(one("1", "123456")).await, 400);
    // Beyond the window.
    hands.token_skew("107", 101).unwrap();
    let show = || hands.token_code("107").unwrap();
    assert_eq!(refusal(one("107", &show())).await, 20_513);
    // The first two passcodes of RFC 4226, the wrong way around.
    assert_eq!(refusal(ResyncOathToken::with_otps("107", ["287082", "755224"])).await, 20_513);
    assert_eq!(refusal(one("107", "755224").session_id("oarys_x")).await, 20_517);
    // Only the user who has it may ask as a user.
    assert_eq!(refusal(one("107", "755224").by_user("nobody")).await, 10_564);
    assert_eq!(refusal(one("107", "755224").by_user("jdoe")).await, 400);

    // A session is one token's, and expires.
    let begun = tokens.resync(one("107", "755224")).await.unwrap();
    let session = begun.session_id.unwrap();
    assert_eq!(refusal(one("72", "287082").session_id(&session)).await, 20_517);
    stage.sandbox.clock().advance(Duration::from_secs(30 * 60));
    assert_eq!(refusal(one("107", "287082").session_id(&session)).await, 20_517);
}

#[tokio::test]
async fn a_user_resynchronizes_the_token_that_is_paired() {
    let stage = Stage::new().await;
    stage.upload().await;
    stage.add("jdoe").await;
    let hands = stage.sandbox.pingid();
    let request = ping_models::pingid::OfflinePairing::token("jdoe", "107");
    stage.pingid.pairings().offline(request).await.unwrap();
    hands.token_skew("107", 30).unwrap();
    let step = stage.pingid.resync_token("107").by_user("jdoe");
    let outcome = step.submit(hands.token_code("107").unwrap()).await.unwrap();
    let ResyncOutcome::NextOtp(next) = outcome else {
        panic!("{outcome:?}");
    };
    let outcome = next.submit(hands.token_code("107").unwrap()).await.unwrap();
    assert!(matches!(outcome, ResyncOutcome::InStep));
}

#[tokio::test]
async fn a_revocation_of_a_paired_token_fails_unless_it_unpairs() {
    let stage = Stage::new().await;
    stage.upload().await;
    stage.add("jdoe").await;
    let request = ping_models::pingid::OfflinePairing::token("jdoe", "72");
    stage.pingid.pairings().offline(request).await.unwrap();

    let revoke = || RevokeOrgTokens::with_serial_numbers(["72", "107"]);
    let tokens = stage.pingid.oath_tokens();
    let reply = tokens.revoke(revoke()).await.unwrap();
    assert!(reply.outcome.error_id.unwrap().is_success());
    let outcome = stage.pingid.job(reply.job_token.unwrap()).wait().await.unwrap();
    let failure = outcome.into_result().unwrap_err();
    let paired: Vec<_> = failure.paired().collect();
    assert_eq!(paired, [("72", "jdoe".to_owned())]);
    let text = failure.to_string();
    assert!(text.contains("Some of the tokens are paired") && text.contains("unpair"), "{text}");
    // The whole job failed: the other token is there, too.
    assert!(stage.sandbox.pingid().token_code("107").is_ok());

    let reply = tokens.revoke(revoke().unpair_before_delete(true)).await.unwrap();
    let outcome = stage.pingid.job(reply.job_token.unwrap()).wait().await.unwrap();
    assert_eq!(outcome.into_result().unwrap().result_type.as_deref(), Some("JobResult"));
    assert!(stage.sandbox.pingid().token_code("107").is_err());
    assert_eq!(stage.status("jdoe").await, "PENDING_CHANGE_DEVICE");
    assert_eq!(refused(&tokens.revoke(revoke()).await.unwrap_err()), 400);
}

#[tokio::test]
async fn a_job_is_waited_for() {
    let stage = Stage::new().await;
    let job = stage.pingid.job(stage.report_job().await);
    assert_eq!(job.poll().await.unwrap(), Progress::Waiting(JobState::Pending));
    let outcome = job.wait().await.unwrap();
    assert!(matches!(&outcome, JobOutcome::Done(Some(_))));
    // It saw `in_progress`, and waited once.
    assert_eq!(stage.clock.waits(), [Duration::from_secs(10)]);
    assert_eq!(job.poll().await.unwrap(), Progress::Ended(outcome));

    let error = stage.pingid.jobs().status("nothing").await.unwrap_err();
    assert_eq!(refused(&error), 400);
    let odd = JobType::from_wire("COFFEE");
    assert_eq!(refused(&stage.pingid.jobs().create(odd).await.unwrap_err()), 400);
}

#[tokio::test]
async fn waiting_for_a_job_has_an_end() {
    let stage = Stage::new().await;
    let second = Duration::from_secs(1);
    let job = stage.pingid.job(stage.report_job().await);
    let error = job.wait().polling(Polling::new(second, second)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn several_jobs_are_asked_for_at_once() {
    let stage = Stage::new().await;
    let jobs = stage.pingid.jobs();
    let (first, second) = (stage.report_job().await, stage.report_job().await);
    let request = GetBulkJobStatus::new([first.clone(), "unknown".into()]);
    let results = jobs.bulk_status(request).await.unwrap().results.unwrap();
    assert_eq!(results.len(), 1);
    let status = results[first.as_str()].clone().unwrap().status.unwrap();
    assert_eq!((status.as_str(), status.state()), ("PENDING", JobState::Pending));

    let ended = jobs.wait_all([&first, &second].map(JobToken::clone)).await.unwrap();
    assert_eq!(ended.len(), 2);
    assert!(ended.values().all(|outcome| matches!(outcome, JobOutcome::Done(Some(_)))));
    let polling = Polling::new(Duration::from_secs(1), Duration::from_secs(3));
    let error = jobs.wait_all(["unknown"]).polling(polling).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}
