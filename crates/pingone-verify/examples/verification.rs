//! A person is verified at the second try: `cargo run -p pingone-verify --example verification`.

mod common;

use std::error::Error;

use common::Stage;
use ping_models::verify::{NewVerification, Redirect, Requirement, Requirements, VerifiedDataType};
use ping_sandbox::{Document, Person, Submission};
use pingone_verify::Retained;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let stage = Stage::new().await?;
    let wanted =
        Requirements::new().given_name(Requirement::options(["Ann", "Annie"])).family_name("Lee");
    let request = NewVerification::new()
        .redirect(Redirect::new("https://app.example.com/done"))
        .requirements(wanted);
    let verification = stage.user.start(request).await?;
    println!("show this link: {}", verification.link().unwrap_or("(none)"));
    let code = verification.qr_code().await?;
    println!("or this code: {} characters", code.data_uri().len());

    // What the person does, which the sandbox plays.
    let person = || Submission::new(Person::new("Ann", "Lee"));
    let id = verification.id().as_str();
    let control = stage.sandbox.verify();
    control.submit(id, &person().document(Document::Blurred))?;
    control.submit(id, &person())?;

    let types = [VerifiedDataType::GovernmentId, VerifiedDataType::Selfie];
    let verdict = verification.clone().data_types(types).wait().await?;
    if verdict.is_verified() {
        println!("verified after {} tries", verdict.attempts());
    } else {
        for reason in verdict.reasons() {
            println!("not verified: {reason}");
        }
    }
    for (check, status) in verdict.checks() {
        println!("  {check}: {status}");
    }
    if let Some(document) = verdict.government_id() {
        // Nothing of the person prints unless the program says `expose`.
        let born = document.birth_date.as_ref();
        println!("born {}", born.map_or("?", |date| date.expose()));
    }
    match verdict.data() {
        Retained::Available(data) => println!("{} pieces of data", data.entries().count()),
        Retained::Expired => println!("the data is gone: half an hour is over"),
        failed => println!("the data cannot be read: {failed:?}"),
    }
    Ok(())
}
