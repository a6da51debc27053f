//! Policies decide which checks run.

use ping_models::ErrorCode;
use ping_models::verify::{
    AutomaticProvider, CheckMode, CheckStatus, ContactCheck, ContactOtp, GovernmentIdCheck,
    GovernmentIdProviders, InspectionType, Metadata, MetadataType, NewVerification,
    NewVerifyPolicy, OtpDeliveries, OtpNotification, Provider, RecordField, RecordMatching,
    Requirement, Requirements, Threshold, TransactionSettings, VerifiedDataType, VerifySpan,
};
use ping_sandbox::{Document, Person, Submission};
use pingone_verify::{Reason, Verdict};
use serde_json::json;

use super::{Stage, ann};

fn document(name: &str) -> NewVerifyPolicy {
    NewVerifyPolicy::new(name).government_id(GovernmentIdCheck::required())
}

/// What a submission comes to by a policy, without requirements.
async fn judged(stage: &Stage, policy: NewVerifyPolicy, submission: &Submission) -> Verdict {
    let policy = stage.policy(policy).await;
    let verification = stage.start(&policy).await;
    stage.submit(verification.transaction(), submission);
    verification.wait().await.unwrap()
}

fn checks(verdict: &Verdict) -> Vec<String> {
    let checks = verdict.checks().into_iter();
    checks.map(|(name, status)| format!("{name} {status}")).collect()
}

#[tokio::test]
async fn data_providers_are_asked_where_the_policy_says_so() {
    let stage = Stage::new().await;
    let policy = || {
        let data_based = json!({"verify": "REQUIRED"});
        document("Data").with_field("dataBasedIdentityVerification", data_based)
    };
    let verdict = judged(&stage, policy(), &ann()).await;
    assert!(verdict.is_verified());
    assert_eq!(
        checks(&verdict),
        ["DATA_BASED_IDENTITY_VERIFICATION SUCCESS", "GOVERNMENT_ID SUCCESS"]
    );
    let metadata = verdict.metadata().available().unwrap();
    let mut kinds = metadata.entries().map(Metadata::metadata_type);
    assert!(kinds.any(|kind| *kind == MetadataType::DataBased));

    let stranger = Submission::new(Person::new("Ann", "Lee").not_on_record());
    let verdict = judged(&stage, policy(), &stranger).await;
    let reasons = verdict.reasons();
    let check = "DATA_BASED_IDENTITY_VERIFICATION".to_owned();
    assert_eq!(reasons[0], Reason::Check(check));
    assert_eq!(
        reasons[1],
        Reason::Finding { check: MetadataType::DataBased, provider: Some(Provider::TransUnion) }
    );
}

#[tokio::test]
async fn an_expired_document_fails_where_the_policy_says_so() {
    let stage = Stage::new().await;
    let expired = ann().document(Document::Expired);
    let lenient = judged(&stage, document("Lenient"), &expired).await;
    assert!(lenient.is_verified());
    let strict = GovernmentIdCheck::required().fail_expired_id(true);
    let strict = NewVerifyPolicy::new("Strict").government_id(strict);
    let strict = judged(&stage, strict, &expired).await;
    assert_eq!(strict.reasons()[0], Reason::Check("GOVERNMENT_ID".into()));
}

#[tokio::test]
async fn people_or_another_provider_look_at_documents() {
    let stage = Stage::new().await;
    let found = |verdict: &Verdict| {
        let metadata = verdict.metadata().available().unwrap();
        let entry = metadata.entries().next().unwrap();
        (entry.metadata_type().clone(), entry.provider().clone())
    };
    let manual = GovernmentIdCheck::required().inspection_type(InspectionType::Manual);
    let manual = NewVerifyPolicy::new("Manual").government_id(manual);
    let manual = judged(&stage, manual, &ann()).await;
    let kind = MetadataType::DocumentManualAuthentication;
    assert_eq!(found(&manual), (kind, Provider::Mitek));
    let veriff = GovernmentIdProviders::new().auto(AutomaticProvider::Veriff);
    let veriff = GovernmentIdCheck::required().provider(veriff);
    let veriff = NewVerifyPolicy::new("Veriff").government_id(veriff);
    let veriff = judged(&stage, veriff, &ann()).await;
    let kind = MetadataType::DocumentAuthentication;
    assert_eq!(found(&veriff), (kind, Provider::Veriff));
}

#[tokio::test]
async fn a_document_has_to_match_the_record_as_well_as_the_policy_says() {
    let stage = Stage::new().await;
    let fields = RecordMatching::new()
        .given_name(RecordField::required(Threshold::Medium))
        .birth_date(RecordField::optional(Threshold::High));
    let policy = document("Record").identity_record_matching(fields);
    let policy = stage.policy(policy).await;
    let request = NewVerification::with_policy(&policy.id);
    let bare = stage.user.start(request.clone()).await.unwrap_err();
    assert!(bare.has_code(&ErrorCode::RequiredValue), "{bare}");
    let target = bare.details()[0].target.as_deref();
    assert_eq!(target, Some("requirements.given_name"));

    for (wanted, verified) in [
        (Requirements::new().given_name("Ann"), true),
        (Requirements::new().given_name(Requirement::options(["Bea", "Ann"])), true),
        (Requirements::new().given_name("Bea"), false),
        (Requirements::new().given_name("Ann").birth_date("1990-02-01"), false),
    ] {
        let request = request.clone().requirements(wanted);
        let verification = stage.user.start(request).await.unwrap();
        stage.submit(verification.transaction(), &ann());
        let alone = stage.user.transaction(&verification.transaction().id);
        let verdict = verification.wait().await.unwrap();
        assert_eq!(verdict.is_verified(), verified, "{verdict:?}");
        let metadata = verdict.metadata().available().unwrap();
        for entry in metadata.entries() {
            assert_eq!(alone.metadata().read(entry.id()).await.unwrap(), *entry);
        }
        let mut scores = metadata.entries().filter_map(|entry| match entry {
            Metadata::BabelStreet(entry) => entry.data.as_ref()?.results.as_ref(),
            _ => None,
        });
        let given = scores.next().unwrap().given_name.as_ref().unwrap();
        assert_eq!(given.probe_value.as_ref().unwrap().expose(), "Ann");
    }
}

#[tokio::test]
async fn addresses_and_numbers_are_checked_by_passcode() {
    let stage = Stage::new().await;
    let policy = NewVerifyPolicy::new("Contacts")
        .email(ContactCheck::required())
        .phone(ContactCheck::mode(CheckMode::Optional));
    let policy = stage.policy(policy).await;
    let wanted =
        Requirements::new().email(Requirement::options(["ann@example.com"])).phone("+15125550100");
    let request = NewVerification::with_policy(&policy.id).requirements(wanted);
    let verification = stage.user.start(request).await.unwrap();
    let control = stage.sandbox.verify();
    let id = &verification.id().to_string();
    control.open(id).unwrap();
    let phone = stage.sandbox.outbox().next_sms("+15125550100").await;
    assert!(control.enter_otp(id, &phone.otp.unwrap()).unwrap());
    assert_eq!(stage.status(verification.transaction()).await, "PARTIAL");
    assert!(!control.enter_otp(id, "wrong").unwrap());
    let mail = stage.sandbox.outbox().next_email("ann@example.com").await;
    assert!(control.enter_otp(id, &mail.otp.unwrap()).unwrap());
    let types = [VerifiedDataType::Email, VerifiedDataType::Phone];
    let verdict = verification.data_types(types).wait().await.unwrap();
    assert!(verdict.is_verified());
    assert_eq!(checks(&verdict), ["EMAIL SUCCESS", "PHONE SUCCESS"]);
    let data = verdict.data().available().unwrap();
    assert_eq!(data.entries().count(), 2);
    assert!(!format!("{verdict:?}").contains("ann@example.com"));
    assert!(control.enter_otp(id, "any").is_err());
}

#[tokio::test]
async fn too_many_wrong_passcodes_fail() {
    let stage = Stage::new().await;
    let deliveries = OtpDeliveries::new(3u32, VerifySpan::seconds(30));
    let lifetime = VerifySpan::minutes(10);
    let otp = ContactOtp::new(2u32, deliveries, lifetime, OtpNotification::new());
    let policy = NewVerifyPolicy::new("Email").email(ContactCheck::required().otp(otp));
    let policy = stage.policy(policy).await;
    let wanted = Requirements::new().email(Requirement::options(["ann@example.com"]));
    let request = NewVerification::with_policy(&policy.id).requirements(wanted);
    let verification = stage.user.start(request).await.unwrap();
    let control = stage.sandbox.verify();
    control.open(verification.id().as_str()).unwrap();
    for _ in 0..2 {
        let right = control.enter_otp(verification.id().as_str(), "wrong");
        assert!(!right.unwrap());
    }
    let verdict = verification.wait().await.unwrap();
    let failed = ("EMAIL".to_owned(), CheckStatus::Fail);
    assert_eq!(verdict.checks(), [failed]);
}

#[tokio::test]
async fn a_policy_can_collect_without_deciding() {
    let stage = Stage::new().await;
    let settings = TransactionSettings::new().data_collection_only(true);
    let policy = document("Collect").transaction(settings);
    let verdict = judged(&stage, policy, &ann().document(Document::Forged)).await;
    assert!(verdict.is_verified() && verdict.checks().is_empty());
    assert!(verdict.government_id().is_some());
    let metadata = verdict.metadata().available().unwrap();
    assert_eq!(metadata.entries().count(), 0);
}
