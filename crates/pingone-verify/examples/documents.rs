//! A program hands documents in by itself: `cargo run -p pingone-verify --example documents`.

mod common;

use std::error::Error;

use common::Stage;
use ping_models::verify::{DocumentKind, NewVerification, NewVerificationDocument};
use ping_sandbox::Person;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let stage = Stage::new().await?;
    let verification = stage.user.start(NewVerification::new()).await?;
    let documents = verification.handle().documents();
    let jpeg = b"\xff\xd8\xff\xe0 what a camera took";
    for kind in [DocumentKind::DriverLicenseFront, DocumentKind::Selfie] {
        let document = NewVerificationDocument::jpeg(kind, jpeg);
        documents.create(document).await?;
    }
    // What the policy does not want is refused with the member that is wrong.
    let email = NewVerificationDocument::new(DocumentKind::Email, "ann@example.com");
    if let Err(refused) = documents.create(email).await {
        println!("refused: {refused}");
    }

    let ann = Person::new("Ann", "Lee");
    let id = verification.id().as_str();
    stage.sandbox.verify().process(id, &ann)?;
    for document in documents.read_all().await?.entries() {
        println!("{:?}: {:?}", document.kind, document.status);
        documents.delete(&document.id).await?;
        let gone = documents.read(&document.id).optional().await?;
        println!("  deleted: {}", gone.is_none());
    }
    println!("{:?}", verification.wait().await?.outcome());
    Ok(())
}
