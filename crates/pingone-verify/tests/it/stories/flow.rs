//! From the link to the verdict: what became of it, why, and with which data.

use std::time::Duration;

use ping_models::verify::{
    MetadataType, NewVerification, Outcome, UpdateVerifyTransaction, VerifiedData, VerifiedDataType,
};
use ping_sandbox::{Document, Selfie};
use ping_transport::Progress;
use pingone_verify::{Reason, Retained};

use super::{Stage, ann};

#[tokio::test]
async fn the_first_try_succeeds_and_brings_the_data() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    stage.submit(verification.transaction(), &ann());
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_verified());
    assert!(verdict.reasons().is_empty());
    assert_eq!(verdict.attempts(), 1);
    let person = verdict.government_id().unwrap();
    assert_eq!(person.first_name.as_ref().unwrap().expose(), "Ann");
    let metadata = verdict.metadata().available().unwrap();
    assert!(metadata.entries().count() >= 4);
    let kept = verdict.data_expires_at().unwrap();
    let decided = verdict.decided_at().unwrap();
    assert_eq!(kept.duration_since(decided).unwrap(), Duration::from_secs(1800));

    // Pictures only where they are asked for; or nothing but what there is.
    let pictures = verification.clone().data_types([VerifiedDataType::Selfie]);
    let verdict = pictures.wait().await.unwrap();
    assert!(verdict.government_id().is_none());
    let set = verdict.data().available().unwrap();
    let Some(VerifiedData::Image(selfie)) = set.entries().next() else {
        panic!("no selfie");
    };
    assert!(selfie.image().unwrap().is_some());
    let verdict = verification.data_types([]).wait().await.unwrap();
    let set = verdict.data().available().unwrap();
    assert!(set.entries().count() > 5 && set.entries().all(|entry| !entry.has_data()));
}

#[tokio::test]
async fn the_second_try_succeeds_and_the_first_stays_readable() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    stage.submit(verification.transaction(), &ann().document(Document::Blurred));
    assert!(matches!(verification.poll().await.unwrap(), Progress::Waiting(_)));
    stage.submit(verification.transaction(), &ann());
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_verified());
    assert_eq!(verdict.attempts(), 2);
    let data = verdict.data().available().unwrap();
    assert_eq!(data.previous_attempts().count(), 1);
    let metadata = verdict.metadata().available().unwrap();
    assert_eq!(metadata.previous_attempts().count(), 1);
    let earlier = metadata.previous_attempts().next().unwrap();
    assert_eq!(earlier.attempt(), Some(1));
}

#[tokio::test]
async fn a_failure_tells_why_and_can_be_approved() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    stage.submit(verification.transaction(), &ann().selfie(Selfie::OtherPerson));
    let verdict = verification.wait().await.unwrap();
    assert_eq!(verdict.outcome(), Outcome::Failed);
    let reasons = verdict.reasons();
    assert_eq!(reasons[0], Reason::Check("FACIAL_COMPARISON_DOCUMENT".into()));
    assert!(
        matches!(&reasons[1..], [Reason::Finding { check, .. }] if *check == MetadataType::FacialComparison)
    );
    // What the person showed is there for whoever looks at the case.
    assert!(verdict.government_id().is_some());

    let approval = UpdateVerifyTransaction::approve();
    let transactions = stage.user.transactions();
    transactions.update(verification.id(), approval).await.unwrap();
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_verified() && verdict.reasons().is_empty());
}

#[tokio::test]
async fn who_walks_away_is_expired_with_the_time_as_the_reason() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    stage.sandbox.verify().open(verification.id().as_str()).unwrap();
    // The person had 15 minutes from opening the link.
    stage.advance(Duration::from_secs(15 * 60));
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_expired());
    assert_eq!(verdict.reasons(), [Reason::TimedOut]);
    assert!(verdict.government_id().is_none());
}

#[tokio::test]
async fn data_is_expired_half_an_hour_after_the_decision_and_the_decision_is_not() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    let work = Duration::from_secs(60);
    stage.submit(verification.transaction(), &ann().processing(work));
    // Decided a minute later, which is what counts.
    stage.advance(Duration::from_secs(31 * 60 - 1));
    let verdict = verification.wait().await.unwrap();
    assert!(matches!(verdict.data(), Retained::Available(_)));
    assert!(verdict.government_id().is_some());
    stage.advance(Duration::from_secs(1));
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_verified());
    assert!(verdict.data().is_expired() && verdict.metadata().is_expired());
    assert!(verdict.government_id().is_none());
    // Nobody was asked for what cannot be there.
    let requests = stage.sandbox.requests();
    let last = requests.last().unwrap().operation.as_deref();
    assert_eq!(last, Some("verify.read_one_verify_transaction"));
}

#[tokio::test]
async fn a_web_application_goes_on_in_another_request() {
    let stage = Stage::new().await;
    // The first request: what the session has to remember is one id.
    let remembered = {
        let verification = stage.user.start(NewVerification::new()).await.unwrap();
        verification.id().to_string()
    };
    // A later request, while the person is still at it: the link can be shown again.
    let resumed = stage.user.resume(remembered.as_str()).await.unwrap();
    let link = resumed.link().unwrap().to_owned();
    assert!(matches!(resumed.poll().await.unwrap(), Progress::Waiting(_)));
    stage.submit(resumed.transaction(), &ann());
    // And another one, after the redirect.
    let resumed = stage.user.resume(remembered.as_str()).await.unwrap();
    assert_eq!(resumed.link(), None);
    assert!(!format!("{resumed:?}").contains(&link));
    let Progress::Ended(verdict) = resumed.poll().await.unwrap() else {
        panic!("not decided");
    };
    assert!(verdict.is_verified());
    // Another user's session cannot go on with it.
    let other = stage.verify.user("00000000-0000-4000-8000-000000000000");
    let error = other.resume(remembered.as_str()).await.unwrap_err();
    assert!(error.is_not_found());
}
