//! Transactions: what becomes of them, and which is the last.

use std::time::Duration;

use ping_models::verify::{
    CheckStatus, NewVerification, Outcome, Redirect, Requirement, Requirements, SendNotification,
    UpdateVerifyTransaction, VerifyStatus,
};
use ping_models::{ErrorCode, VerifyPolicyId};
use ping_sandbox::{Document, Selfie};
use ping_transport::Progress;

use super::{Stage, ann};

#[tokio::test]
async fn a_person_is_verified_step_by_step() {
    let stage = Stage::new().await;
    let policy = VerifyPolicyId::from(stage.sandbox.verify().default_policy_id());
    let request = NewVerification::with_policy(&policy)
        .redirect(Redirect::new("https://app.example.com/done"))
        .send_notification(SendNotification::new().email("ann@example.com"));
    let verification = stage.user.start(request).await.unwrap();
    let created = verification.transaction();
    assert_eq!(created.status(), Some(&VerifyStatus::Requested));
    let reference = created.verify_policy.as_ref().unwrap();
    assert_eq!(reference.id, policy.as_str());
    assert!(created.expires_at.unix_millis().is_some());
    let link = verification.link().unwrap();
    assert!(link.contains(verification.id().as_str()));
    let mail = stage.sandbox.outbox().all();
    assert!(mail.iter().any(|mail| mail.to == "ann@example.com" && mail.text.contains(link)));
    assert!(!format!("{verification:?}").contains(link));

    let person = stage.sandbox.verify();
    person.open(verification.id().as_str()).unwrap();
    assert_eq!(stage.status(created).await, "INITIATED");
    stage.submit(created, &ann().without_selfie());
    assert_eq!(stage.status(created).await, "PARTIAL");
    stage.submit(created, &ann().without_document().processing(Duration::from_secs(60)));
    let Progress::Waiting(read) = verification.poll().await.unwrap() else {
        panic!("decided already");
    };
    assert_eq!(read.transaction().status(), Some(&VerifyStatus::InProgress));

    stage.advance(Duration::from_secs(60));
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_verified() && !verdict.is_expired());
    let checks = verdict.checks();
    assert!(checks.contains(&("GOVERNMENT_ID".to_owned(), CheckStatus::Success)));
    assert!(checks.contains(&("LIVENESS".to_owned(), CheckStatus::Success)));
    let read = verdict.transaction();
    assert_eq!(read.link(), None);
    let documents = read.verified_documents.as_ref().unwrap().names();
    assert!(documents.contains(&"driver_license".to_owned()), "{documents:?}");
    // Decided when it was asked: nothing was waited for.
    assert!(stage.clock.waits().is_empty());

    let resumed = stage.user.resume(verification.id()).await.unwrap();
    let again = resumed.wait().await.unwrap();
    assert_eq!(again.transaction(), verdict.transaction());
}

#[tokio::test]
async fn a_failure_has_reasons() {
    for (submission, check) in [
        (ann().document(Document::Forged), "GOVERNMENT_ID"),
        (ann().selfie(Selfie::OtherPerson), "FACIAL_COMPARISON_DOCUMENT"),
    ] {
        let stage = Stage::new().await;
        let verification = stage.user.start(NewVerification::new()).await.unwrap();
        stage.submit(verification.transaction(), &submission);
        let verdict = verification.wait().await.unwrap();
        assert_eq!(verdict.outcome(), Outcome::Failed);
        assert!(!verdict.is_verified() && !verdict.is_expired());
        let failed: Vec<_> = verdict
            .checks()
            .into_iter()
            .filter(|(_, status)| *status == CheckStatus::Fail)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(failed, [check]);
        let metadata = stage.user.transaction(verification.id()).metadata();
        let metadata = metadata.read_all().await.unwrap();
        let failing = metadata.entries().filter(|entry| entry.status().as_str() == "FAIL");
        assert_eq!(failing.count(), 1);
    }
}

#[tokio::test]
async fn a_person_who_does_not_come_is_expired_and_not_failed() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    stage.advance(Duration::from_secs(30 * 60));
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_expired() && !verdict.is_verified());
    assert_eq!(verdict.outcome(), Outcome::Expired);
    assert_eq!(verdict.transaction().status(), Some(&VerifyStatus::Fail));
}

#[tokio::test]
async fn an_administrator_approves() {
    let stage = Stage::new().await;
    let transactions = stage.user.transactions();
    let created = stage.create().await;
    // Not before it has failed or is being checked.
    let early = transactions.update(&created.id, UpdateVerifyTransaction::approve());
    let error = early.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400, "{error}");
    assert_eq!(stage.status(&created).await, "REQUESTED");

    stage.submit(&created, &ann().document(Document::Forged));
    assert_eq!(stage.status(&created).await, "FAIL");
    let approval = UpdateVerifyTransaction::approve();
    let approved = transactions.update(&created.id, approval).await.unwrap();
    assert_eq!(approved.status(), Some(&VerifyStatus::ApprovedManually));
    let resumed = stage.user.resume(&created.id).await.unwrap();
    assert!(resumed.wait().await.unwrap().is_verified());

    let other = stage.create().await;
    stage.submit(&other, &ann().processing(Duration::from_secs(60)));
    let approval = UpdateVerifyTransaction::approve_without_request();
    let approved = transactions.update(&other.id, approval).await.unwrap();
    assert_eq!(approved.status(), Some(&VerifyStatus::ApprovedNoRequest));
}

#[tokio::test]
async fn the_last_transaction_is_the_one_that_changed_last() {
    let stage = Stage::new().await;
    let transactions = stage.user.transactions();
    assert_eq!(transactions.last().await.unwrap(), None);
    assert!(transactions.list().all().await.unwrap().is_empty());

    let second = Duration::from_secs(1);
    let mut created = Vec::new();
    for _ in 0..3 {
        created.push(stage.create().await);
        stage.advance(second);
    }
    let last = async || transactions.last().await.unwrap().unwrap();
    assert_eq!(last().await.id, created[2].id);
    // An older one fails and is approved later: now it is the last one.
    stage.submit(&created[1], &ann().document(Document::Forged));
    stage.advance(second);
    assert_eq!(last().await.outcome(), Outcome::Failed);
    let approval = UpdateVerifyTransaction::approve();
    let approved = transactions.update(&created[1].id, approval);
    approved.await.unwrap();
    assert_eq!(last().await.id, created[1].id);
    assert_eq!(last().await.outcome(), Outcome::Verified);

    let listed = transactions.list().all().await.unwrap();
    assert_eq!(listed.len(), 3);
    let newest = transactions.list().limit(1).all().await.unwrap();
    assert_eq!(newest[0].id, created[2].id, "the service lists by creation");

    transactions.delete(&created[1].id).await.unwrap();
    assert_eq!(last().await.id, created[2].id);
    let again = transactions.delete(&created[1].id).await;
    assert!(again.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_policy_can_want_a_reference_selfie() {
    let stage = Stage::new().await;
    let policy = stage.sandbox.verify().reference_selfie_policy_id();
    let bare = NewVerification::with_policy(policy.as_str());
    let error = stage.user.start(bare.clone()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::RequiredValue), "{error}");
    let target = error.details()[0].target.as_deref();
    assert_eq!(target, Some("requirements.referenceSelfie"));

    let selfie = Requirement::jpeg(b"\xff\xd8\xff\xe0");
    let request = bare.requirements(Requirements::new().reference_selfie(selfie));
    let verification = stage.user.start(request).await.unwrap();
    stage.submit(verification.transaction(), &ann());
    assert!(verification.wait().await.unwrap().is_verified());
}

#[tokio::test]
async fn refusals_are_errors() {
    let stage = Stage::new().await;
    let transactions = stage.user.transactions();
    let nowhere = NewVerification::with_policy("00000000-0000-4000-8000-000000000000");
    assert!(transactions.create(nowhere).await.unwrap_err().is_not_found());
    let plain = NewVerification::new().redirect("http://app.example.com");
    let error = transactions.create(plain).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::InvalidData), "{error}");
    assert_eq!(error.details()[0].target.as_deref(), Some("redirect.url"));

    let unknown = "00000000-0000-4000-8000-000000000000";
    let nobody = stage.verify.user(unknown).transactions();
    assert!(nobody.last().await.unwrap_err().is_not_found());
    assert!(nobody.create(NewVerification::new()).await.unwrap_err().is_not_found());
    assert!(transactions.read(unknown).await.unwrap_err().is_not_found());
    let approval = UpdateVerifyTransaction::approve();
    assert!(transactions.update(unknown, approval).await.unwrap_err().is_not_found());

    // Without Verify in the license, or in the bill of materials.
    let control = stage.sandbox.verify();
    control.set_licensed(false);
    let error = transactions.list().all().await.unwrap_err();
    assert!(error.has_code(&ErrorCode::LicenseExceeded) && error.is_access_denied());
    control.set_licensed(true);
    control.set_in_bill_of_materials(false);
    let error = stage.verify.policies().list().all().await.unwrap_err();
    assert!(error.is_access_denied() && error.status().unwrap() == 403);
    control.set_in_bill_of_materials(true);
    assert!(transactions.list().all().await.is_ok());
}

#[tokio::test]
async fn a_qr_code_leads_to_the_transaction_while_data_is_wanted() {
    let stage = Stage::new().await;
    let verification = stage.user.start(NewVerification::new()).await.unwrap();
    let code = verification.qr_code().await.unwrap();
    assert!(code.data_uri().starts_with("data:image/jpeg;base64,"));
    let image = code.image().unwrap();
    assert_eq!(image.media_type(), "image/jpeg");
    assert!(!format!("{code:?}").contains("base64"));
    stage.submit(verification.transaction(), &ann());
    let late = verification.qr_code().await;
    assert!(late.unwrap_err().is_not_found());

    stage.sandbox.verify().use_short_codes(true);
    let older = stage.user.start(NewVerification::new()).await.unwrap();
    assert_eq!(older.link(), None);
    assert!(older.transaction().qr_link().unwrap().contains("/shortcode/"));
    let other = older.qr_code().await.unwrap();
    assert_ne!(other, code);
}
