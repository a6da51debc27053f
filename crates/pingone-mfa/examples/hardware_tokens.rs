//! Imports OATH tokens, brings one into step, and revokes them again:
//! `cargo run -p pingone-mfa --example hardware_tokens`.

mod stage;

use std::time::Duration;

use ping_models::mfa::NewOathToken;
use pingone_mfa::OathTokenFilter;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let tokens = stage.mfa.oath_tokens();
    let code = || {
        stage.person.ask("What the token shows", |sandbox| Ok(sandbox.mfa().token_code("E107")?))
    };

    // The second one is there already.
    let key = "3132333435363738393031323334353637383930";
    tokens.create(NewOathToken::hotp("E108", key)).await?;
    let file = ["E107", "E108"].map(|serial| NewOathToken::hotp(serial, key));
    let job = tokens.create_many(file).await?;
    // A program that starts again goes on by this id.
    println!("job {}", job.id().as_str());
    stage.pass(Duration::from_secs(5));
    let result = stage.mfa.oath_job(job.id()).wait().await?.into_result()?;
    println!("created: {:?}", result.created);
    for taken in result.duplicates.unwrap_or_default() {
        println!("there before: {}", taken.serial_number);
    }

    let by_number = OathTokenFilter::serial_number().eq("E107");
    let found = tokens.list().filter(by_number).all().await?;
    let token = found.first().ok_or("no token")?;
    tokens.resync(&token.id, [code()?, code()?]).await?;

    let all = tokens.list().all().await?;
    let ours = all.iter().filter(|token| token.serial_number.starts_with("E10"));
    let job = tokens.revoke_many(ours.map(|token| token.id.clone())).await?;
    stage.pass(Duration::from_secs(5));
    println!("revoked: {:?}", job.wait().await?.into_result()?.revoked);
    Ok(())
}
