//! Documents that a program hands in.

use std::time::Duration;

use ping_models::ErrorCode;
use ping_models::verify::{
    DocumentKind, DocumentStatus, GovernmentIdCheck, NewVerificationDocument, NewVerifyPolicy,
    VerificationDocuments,
};
use ping_sandbox::{Document, Person};

use super::{Stage, ann};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0";

fn kinds(documents: &VerificationDocuments) -> Vec<String> {
    let kinds = documents.entries().map(|d| &d.kind);
    kinds.map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_program_hands_documents_in_and_the_service_checks_them() {
    let stage = Stage::new().await;
    let created = stage.create().await;
    let documents = stage.user.transaction(&created.id).documents();
    let front = NewVerificationDocument::jpeg(DocumentKind::DriverLicenseFront, JPEG);
    let first = documents.create(front.clone()).await.unwrap();
    assert_eq!(first.status, DocumentStatus::Collected);
    let transaction = first.verify_transaction.as_ref().map(|transaction| transaction.id.as_str());
    assert_eq!(transaction, Some(created.id.as_str()));
    assert_eq!(stage.status(&created).await, "PARTIAL");
    let read = documents.read(&first.id).await.unwrap();
    assert_eq!(read.value.as_ref().unwrap().expose(), "/9j/4A==");

    // The same document once more is another try.
    let second = documents.create(front).await.unwrap();
    let selfie = NewVerificationDocument::jpeg(DocumentKind::Selfie, JPEG);
    let selfie = documents.create(selfie).await.unwrap();
    let listed = documents.read_all().await.unwrap();
    assert_eq!(kinds(&listed), ["Driver License Front", "Selfie"]);
    let earlier: Vec<_> = listed.previous_attempts().map(|d| &d.id).collect();
    assert_eq!(earlier, [&first.id]);
    documents.delete(&first.id).await.unwrap();
    assert!(documents.read(&first.id).optional().await.unwrap().is_none());

    let other = NewVerificationDocument::jpeg(DocumentKind::Selfie, b"\xff\xd8\xff\xe1");
    let replaced = documents.update(&selfie.id, other).await.unwrap();
    assert_eq!(replaced.id, selfie.id);
    assert_ne!(replaced.value, selfie.value);

    let person = Person::new("Ann", "Lee");
    let control = stage.sandbox.verify();
    control.process(created.id.as_str(), &person).unwrap();
    assert_eq!(stage.status(&created).await, "SUCCESS");
    let read = documents.read(&second.id).await.unwrap();
    assert_eq!(read.status, DocumentStatus::Processed);
    // A decided transaction takes no more.
    let late = NewVerificationDocument::jpeg(DocumentKind::Selfie, JPEG);
    let error = documents.create(late).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400, "{error}");
}

#[tokio::test]
async fn what_the_page_collected_is_listed_with_its_tries() {
    let stage = Stage::new().await;
    let created = stage.create().await;
    stage.submit(&created, &ann().document(Document::Blurred));
    stage.submit(&created, &ann());
    let documents = stage.user.transaction(&created.id).documents();
    let listed = documents.read_all().await.unwrap();
    let mut found = kinds(&listed);
    found.sort();
    assert_eq!(found, ["Driver License Back", "Driver License Front", "Selfie"]);
    assert_eq!(listed.previous_attempts().count(), 2);
}

#[tokio::test]
async fn documents_live_half_an_hour_from_their_last_change() {
    let stage = Stage::new().await;
    let created = stage.create().await;
    let documents = stage.user.transaction(&created.id).documents();
    let front = NewVerificationDocument::jpeg(DocumentKind::PassportFront, JPEG);
    let kept = documents.create(front.clone()).await.unwrap();
    let selfie = NewVerificationDocument::jpeg(DocumentKind::Selfie, JPEG);
    let gone = documents.create(selfie).await.unwrap();
    stage.advance(Duration::from_secs(10 * 60));
    documents.update(&kept.id, front).await.unwrap();
    // The transaction is over by then; its documents are still readable.
    stage.advance(Duration::from_secs(20 * 60));
    assert_eq!(stage.status(&created).await, "FAIL");
    assert!(documents.read(&gone.id).await.unwrap_err().is_not_found());
    assert!(documents.read(&kept.id).await.is_ok());
    stage.advance(Duration::from_secs(10 * 60));
    assert!(documents.read(&kept.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_document_that_the_policy_does_not_want_is_refused() {
    let stage = Stage::new().await;
    let policy = NewVerifyPolicy::new("Document").government_id(GovernmentIdCheck::required());
    let verification = stage.start(&stage.policy(policy).await).await;
    let documents = verification.handle().documents();
    for kind in [
        DocumentKind::Selfie,
        DocumentKind::Email,
        DocumentKind::VoiceSample,
        DocumentKind::from_wire("Library Card"),
    ] {
        let document = NewVerificationDocument::jpeg(kind, JPEG);
        let error = documents.create(document).await.unwrap_err();
        assert_eq!(error.code(), Some(&ErrorCode::InvalidData));
        assert_eq!(error.details()[0].code, Some(ErrorCode::InvalidValue));
        assert_eq!(error.details()[0].target.as_deref(), Some("type"));
    }
    let text = NewVerificationDocument::new(DocumentKind::PassportFront, "no picture");
    let error = documents.create(text).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("value"));
    let unknown = "00000000-0000-4000-8000-000000000000";
    let front = NewVerificationDocument::jpeg(DocumentKind::PassportFront, JPEG);
    let update = documents.update(unknown, front.clone()).await;
    assert!(update.unwrap_err().is_not_found());
    assert!(documents.delete(unknown).await.unwrap_err().is_not_found());
    let nowhere = stage.user.transaction(unknown).documents();
    assert!(nowhere.read_all().await.unwrap_err().is_not_found());
    assert!(nowhere.create(front).await.unwrap_err().is_not_found());
}
