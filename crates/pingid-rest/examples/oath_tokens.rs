//! Uploads a token that counts, brings it into step, and deletes it again:
//! `cargo run -p pingid-rest --example oath_tokens`.

mod stage;

use ping_models::pingid::{CreateOrgTokens, OrgToken, RevokeOrgTokens};
use pingid_rest::ResyncOutcome;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let polling = stage.polling();
    let otp = || {
        stage
            .person
            .ask("What the token shows", |sandbox| Ok(sandbox.pingid().token_code("107")?))
    };

    let token = OrgToken::hotp("107", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let reply = pingid.oath_tokens().create(CreateOrgTokens::new([token])).await?;
    let job = pingid.job(reply.job_token.ok_or("no job was begun")?);
    let result = job.wait().polling(polling).await?.into_result()?;
    println!("there before: {:?}", result.number_of_duplicates);

    let mut step = pingid.resync_token("107");
    loop {
        step = match step.submit(otp()?).await? {
            ResyncOutcome::InStep => break,
            ResyncOutcome::NextOtp(next) => next,
            ResyncOutcome::Wrong(again) => again,
            _ => return Err("an outcome that is newer than this program".into()),
        };
    }

    let revoke = RevokeOrgTokens::with_serial_numbers(["107"]).unpair_before_delete(true);
    let reply = pingid.oath_tokens().revoke(revoke).await?;
    let job = pingid.job(reply.job_token.ok_or("no job was begun")?);
    job.wait().polling(polling).await?.into_result()?;
    Ok(())
}
