//! A verification across the requests of a web application:
//! `cargo run -p pingone-verify --example web_application`.

mod common;

use std::collections::HashMap;
use std::error::Error;

use common::Stage;
use ping_models::verify::{NewVerification, UpdateVerifyTransaction};
use ping_sandbox::{Document, Person, Submission};
use ping_transport::Progress;

type Failure = Box<dyn Error>;

/// What the application remembers of its visitors, by session: the transaction's id.
type Sessions = HashMap<&'static str, String>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let stage = Stage::new().await?;
    let mut sessions = Sessions::new();
    println!("GET /verify: {}", begin(&stage, &mut sessions).await?);
    println!("GET /status: {}", status(&stage, &sessions).await?);
    if let Some(id) = sessions.get("ann") {
        let forged = Submission::new(Person::new("Ann", "Lee")).document(Document::Forged);
        stage.sandbox.verify().submit(id, &forged)?;
    }
    println!("GET /status: {}", status(&stage, &sessions).await?);
    println!("POST /approve: {}", approve(&stage, &sessions).await?);
    println!("GET /status: {}", status(&stage, &sessions).await?);
    Ok(())
}

/// The first request starts the verification and sends the visitor to the link.
async fn begin(stage: &Stage, sessions: &mut Sessions) -> Result<String, Failure> {
    let verification = stage.user.start(NewVerification::new()).await?;
    sessions.insert("ann", verification.id().to_string());
    let link = verification.link().ok_or("no link")?;
    Ok(format!("go to {link}"))
}

/// Later ones go on with what the session remembers, and with the user who is signed in.
async fn status(stage: &Stage, sessions: &Sessions) -> Result<String, Failure> {
    let id = sessions.get("ann").ok_or("no verification")?;
    let verification = stage.user.resume(id.as_str()).await?;
    Ok(match verification.poll().await? {
        Progress::Ended(verdict) if verdict.is_verified() => "verified".to_owned(),
        Progress::Ended(verdict) => format!("not verified: {:?}", verdict.reasons()),
        _ => "waiting".to_owned(),
    })
}

/// An administrator has looked at the case.
async fn approve(stage: &Stage, sessions: &Sessions) -> Result<String, Failure> {
    let id = sessions.get("ann").ok_or("no verification")?;
    let approval = UpdateVerifyTransaction::approve();
    let approved = stage.user.transactions().update(id.as_str(), approval);
    Ok(format!("{:?}", approved.await?.status()))
}
