//! What can be asked about a user outside of a transaction.

use ping_models::ErrorCode;
use ping_models::verify::{
    DataBasedRequirements, DataBasedVerification, GalleryValue, GovernmentIdCheck,
    IdentityRecordMatch, NewVerification, NewVerifyPolicy, ReferenceDataType,
    UserVerificationState,
};

use super::{Stage, ann};

#[tokio::test]
async fn a_document_is_compared_with_a_record() {
    let stage = Stage::new().await;
    let compare = IdentityRecordMatch::new()
        .given_name("ANN", GalleryValue::any_of(["Bea", "Ann"]))
        .family_name("Lee", "Smith")
        .birth_date("1990-01-31", "1990-01-31")
        .name("ann", GalleryValue::from_expression("${user.username}"));
    let matched = stage.user.match_record(compare).await.unwrap();
    let results = matched.results.as_ref().unwrap();
    let confidence = |entry: &Option<ping_models::verify::BabelStreetMatch>| {
        entry.as_ref().unwrap().confidence.clone().unwrap()
    };
    assert_eq!(confidence(&results.given_name), "HIGH");
    assert_eq!(confidence(&results.family_name), "NONE");
    assert_eq!(confidence(&results.birth_date), "HIGH");
    assert_eq!(confidence(&results.name), "HIGH");
    assert!(results.address.is_none());
    let gallery = results.given_name.as_ref().unwrap().gallery_value.as_ref();
    assert_eq!(gallery.unwrap().expose(), "Ann");
    let overall = matched.overall_weighted_score.as_ref().unwrap().get();
    assert!((0.5..0.9).contains(&overall));

    let nothing = stage.user.match_record(IdentityRecordMatch::new());
    let error = nothing.await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("probe"));
    let nobody = stage.verify.user("00000000-0000-4000-8000-000000000000");
    let compare = IdentityRecordMatch::new().name("Ann", "Ann");
    assert!(nobody.match_record(compare).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_identity_is_looked_up_with_data_providers() {
    let stage = Stage::new().await;
    let ann = DataBasedRequirements::new().given_name("Ann").family_name("Lee");
    let whole = ann.clone().national_id_number("000-12-3456");
    let result = stage.user.verify_by_data(DataBasedVerification::new(whole));
    assert!(result.await.unwrap().service_responses.is_some());
    let error = stage.user.verify_by_data(DataBasedVerification::new(ann));
    let error = error.await.unwrap_err();
    assert!(error.has_code(&ErrorCode::RequiredValue), "{error}");
    let target = error.details()[0].target.as_deref();
    assert_eq!(target, Some("requirements.national_id_number"));
}

#[tokio::test]
async fn claims_are_kept_where_the_policy_says_so_until_they_are_deleted() {
    let stage = Stage::new().await;
    let claims = stage.user.identity_assurance();
    assert!(claims.read().optional().await.unwrap().is_none());
    let policy =
        NewVerifyPolicy::new("Claims").government_id(GovernmentIdCheck::required()).ida(true);
    let verification = stage.start(&stage.policy(policy).await).await;
    stage.submit(verification.transaction(), &ann());
    assert!(verification.wait().await.unwrap().is_verified());
    let read = claims.read().await.unwrap();
    let verified = read.verified_claims.as_ref().unwrap().expose().to_value();
    assert_eq!(verified["claims"]["given_name"], "Ann");
    assert!(!format!("{read:?}").contains("Ann"));
    claims.delete().await.unwrap();
    assert!(claims.read().await.unwrap_err().is_not_found());
    assert!(claims.delete().await.unwrap_err().is_not_found());
}

#[tokio::test]
#[allow(deprecated)]
async fn what_is_withdrawn_can_still_be_read_and_cleared() {
    let stage = Stage::new().await;
    let user = &stage.user;
    assert!(user.list_reference_data().all().await.unwrap().is_empty());
    let id = stage.sandbox.verify().add_voice_reference(&stage.user_id);
    let listed = user.list_reference_data().all().await.unwrap();
    assert_eq!(listed[0].kind, ReferenceDataType::Voice);
    assert!(listed[0].data.is_none());
    let read = user.read_reference_data(id.as_str()).await.unwrap();
    let recordings = read.data.as_ref().unwrap().voice_recordings.as_ref();
    assert_eq!(recordings.unwrap().len(), 1);
    user.delete_reference_data(id.as_str()).await.unwrap();
    let gone = user.read_reference_data(id.as_str()).await;
    assert!(gone.unwrap_err().is_not_found());

    let before = user.read_verification_status().await.unwrap();
    assert_eq!(before.state, Some(UserVerificationState::NotInitiated));
    let set = user.update_verification_status(UserVerificationState::Disabled);
    assert_eq!(set.await.unwrap().state, Some(UserVerificationState::Disabled));
    let after = user.read_verification_status().await.unwrap();
    assert_eq!(after.state, Some(UserVerificationState::Disabled));
    // As long as it is, no transaction begins.
    let transaction = user.transactions().create(NewVerification::new());
    assert_eq!(transaction.await.unwrap_err().status().unwrap(), 400);
    let other = user.update_verification_status(UserVerificationState::from_wire("MAYBE"));
    assert_eq!(other.await.unwrap_err().status().unwrap(), 400);
}
