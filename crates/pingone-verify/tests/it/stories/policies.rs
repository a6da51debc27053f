//! Policies: how they are kept, and that they decide.

use ping_models::ErrorCode;
use ping_models::verify::{
    CheckMode, FaceCheck, GovernmentIdCheck, InspectionType, LivenessCheck, NewVerification,
    NewVerifyPolicy, Threshold, TransactionSettings, VerifySpan,
};
use pingone_verify::VerifyPolicyFilter;

use super::Stage;
use crate::wire::every_section;

fn selfie(name: &str) -> NewVerifyPolicy {
    NewVerifyPolicy::new(name).liveness(LivenessCheck::required(Threshold::Low))
}

#[tokio::test]
async fn a_policy_is_created_read_replaced_and_deleted() {
    let stage = Stage::new().await;
    let policies = stage.verify.policies();
    let created = stage.policy(selfie("Selfie only")).await;
    assert_eq!(created.default, Some(false));
    // What was not sent has its default.
    let transaction = created.transaction.as_ref().unwrap();
    assert_eq!(transaction.timeout, Some(VerifySpan::minutes(30)));
    let government_id = created.government_id.as_ref().unwrap();
    assert_eq!(government_id.verify, Some(CheckMode::Disabled));
    assert_eq!(policies.read(&created.id).await.unwrap(), created);

    let changed = NewVerifyPolicy::from(created.clone())
        .description("With a document")
        .government_id(GovernmentIdCheck::required());
    let replaced = policies.update(&created.id, changed).await.unwrap();
    assert_eq!(replaced.liveness, created.liveness);
    let government_id = replaced.government_id.as_ref().unwrap();
    assert_eq!(government_id.inspection_type, Some(InspectionType::Automatic));
    let full = policies.update(&created.id, every_section()).await.unwrap();
    assert_eq!(full.description.as_deref(), Some("For new customers"));
    assert_eq!(policies.read(&created.id).await.unwrap(), full);
    let mut listed = policies.list().all().await.unwrap().into_iter();
    assert_eq!(listed.find(|policy| policy.id == full.id), Some(full));
    // A replacement keeps nothing that it does not send.
    let bare = policies.update(&created.id, selfie("Bare")).await.unwrap();
    assert_eq!(bare.description, None);

    policies.delete(&created.id).await.unwrap();
    let gone = policies.read(&created.id).await.unwrap_err();
    assert!(gone.is_not_found());
    let gone = policies.delete(&created.id).await.unwrap_err();
    assert!(gone.is_not_found());
}

#[tokio::test]
async fn one_policy_is_the_default_and_stays() {
    let stage = Stage::new().await;
    let policies = stage.verify.policies();
    let defaults = async || {
        let all = policies.list().all().await.unwrap();
        let defaults = all.into_iter().filter(|p| p.default == Some(true));
        defaults.map(|policy| policy.id).collect::<Vec<_>>()
    };
    let before = defaults().await;
    assert_eq!(before.len(), 1);
    let created = stage.policy(selfie("New default").default(true)).await;
    assert_eq!(defaults().await, std::slice::from_ref(&created.id));
    // Transactions without a policy go by it.
    let transaction = stage.create().await;
    let policy = transaction.verify_policy.unwrap().id;
    assert_eq!(policy, created.id);

    let error = policies.delete(&created.id).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");
    let cleared = selfie("No default").default(false);
    let error = policies.update(&created.id, cleared).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");
    // One that is replaced without a word about it stays the default.
    let renamed = policies.update(&created.id, selfie("Renamed")).await;
    assert_eq!(renamed.unwrap().default, Some(true));
    let old = policies.read(&before[0]).await.unwrap();
    let again = NewVerifyPolicy::from(old).default(true);
    policies.update(&before[0], again).await.unwrap();
    assert_eq!(defaults().await, before);
    policies.delete(&created.id).await.unwrap();
}

#[tokio::test]
async fn policies_are_found_by_name() {
    let stage = Stage::new().await;
    for name in ["Alpha", "alphabet", "Beta"] {
        stage.policy(selfie(name)).await;
    }
    let found = async |filter| {
        let list = stage.verify.policies().list().filter(filter);
        let all = list.all().await.unwrap();
        all.into_iter().map(|p| p.name).collect::<Vec<_>>()
    };
    let name = VerifyPolicyFilter::name;
    assert_eq!(found(name().sw("alpha")).await, ["Alpha", "alphabet"]);
    assert_eq!(found(name().eq("BETA")).await, ["Beta"]);
    assert_eq!(found(name().ew("bet")).await, ["alphabet"]);
    assert_eq!(found(name().ne("beta").to_owned()).await.len(), 4);
    let list = stage.verify.policies().list();
    let both = list.query("filter", r#"name sw "a" and name ew "t""#);
    let refused = both.all().await;
    let error = refused.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidFilter), "{error}");
}

#[tokio::test]
async fn a_policy_that_contradicts_itself_is_refused_with_its_members() {
    let stage = Stage::new().await;
    let short = TransactionSettings::new()
        .timeout(VerifySpan::minutes(10))
        .data_collection(VerifySpan::minutes(11));
    for (policy, target) in [
        (NewVerifyPolicy::new("Nothing"), "governmentId"),
        (
            selfie("Tries").liveness(LivenessCheck::required(Threshold::Low).retry(4u32)),
            "liveness.retry.attempts",
        ),
        (
            selfie("Half").facial_comparison(FaceCheck::new().verify(CheckMode::Required)),
            "facialComparison.threshold",
        ),
        (selfie("Long").description("d".repeat(1025)), "description"),
        (selfie("Short").transaction(short), "transaction.dataCollection.timeout"),
        (
            selfie("Span")
                .transaction(TransactionSettings::new().timeout(VerifySpan::seconds(1801))),
            "transaction.timeout.duration",
        ),
    ] {
        let refused = stage.verify.policies().create(policy).await;
        let error = refused.unwrap_err();
        assert_eq!(error.status().unwrap(), 400);
        let targets: Vec<_> = error.details().iter().map(|d| d.target.as_deref()).collect();
        assert_eq!(targets, [Some(target)], "{error}");
    }
}

#[tokio::test]
async fn a_transaction_goes_on_by_the_policy_as_it_was() {
    let stage = Stage::new().await;
    let created = stage.policy(selfie("Selfie only")).await;
    let request = NewVerification::with_policy(&created.id);
    let verification = stage.user.start(request).await.unwrap();
    stage.verify.policies().delete(&created.id).await.unwrap();
    stage.submit(verification.transaction(), &super::ann());
    let verdict = verification.wait().await.unwrap();
    assert!(verdict.is_verified());
    let checks: Vec<_> = verdict.checks().into_iter().map(|(name, _)| name).collect();
    assert_eq!(checks, ["LIVENESS"]);
}
