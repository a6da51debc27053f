//! An identity against a record and against data providers, without a camera:
//! `cargo run -p pingone-verify --example matching`.

mod common;

use std::error::Error;

use common::Stage;
use ping_models::verify::{
    DataBasedRequirements, DataBasedVerification, GalleryValue, IdentityRecordMatch,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let stage = Stage::new().await?;
    let compare = IdentityRecordMatch::new()
        .given_name("ANN", GalleryValue::any_of(["Ann", "Annie"]))
        .family_name("LEE", "Leigh")
        .birth_date("1990-01-31", "1990-01-31");
    let matched = stage.user.match_record(compare).await?;
    println!("{:?} with {:?}", matched.overall_confidence_score, matched.overall_weighted_score);

    let ann = DataBasedRequirements::new().given_name("Ann").family_name("Lee");
    let bare = DataBasedVerification::new(ann.clone());
    if let Err(refused) = stage.user.verify_by_data(bare).await {
        println!("refused: {refused}");
    }
    let whole = DataBasedVerification::new(ann.national_id_number("000-12-3456"));
    let known = stage.user.verify_by_data(whole).await?;
    println!("answered: {}", known.service_responses.is_some());

    let claims = stage.user.identity_assurance().read().optional().await?;
    println!("claims from verifications: {}", claims.is_some());
    Ok(())
}
