//! Policies, and what they make of a person: `cargo run -p pingone-verify --example policies`.

mod common;

use std::error::Error;

use common::Stage;
use ping_models::verify::{
    FaceCheck, GovernmentIdCheck, LivenessCheck, NewVerification, NewVerifyPolicy, Threshold,
};
use ping_sandbox::{Document, Person, Submission};
use pingone_verify::VerifyPolicyFilter;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let stage = Stage::new().await?;
    let policies = stage.verify.policies();
    let policy = NewVerifyPolicy::new("Document and selfie")
        .government_id(GovernmentIdCheck::required().fail_expired_id(true))
        .facial_comparison(FaceCheck::required(Threshold::Medium))
        .liveness(LivenessCheck::required(Threshold::Medium).retry(1u32));
    let policy = policies.create(policy).await?;
    let expired = Submission::new(Person::new("Ann", "Lee")).document(Document::Expired);
    let verdict = judge(&stage, &policy.id, &expired).await?;
    println!("with expired documents refused: {verdict}");

    // A replacement takes the whole policy, so begin with the one that was read.
    let read = policies.read(&policy.id).await?;
    let lenient = NewVerifyPolicy::from(read).government_id(GovernmentIdCheck::required());
    policies.update(&policy.id, lenient).await?;
    let verdict = judge(&stage, &policy.id, &expired).await?;
    println!("with expired documents taken: {verdict}");

    let named = VerifyPolicyFilter::name().sw("Document");
    for found in policies.list().filter(named).all().await? {
        println!("deletes {:?}", found.name);
        policies.delete(&found.id).await?;
    }
    Ok(())
}

async fn judge(
    stage: &Stage,
    policy: &ping_models::VerifyPolicyId,
    shown: &Submission,
) -> Result<String, Box<dyn Error>> {
    let request = NewVerification::with_policy(policy);
    let verification = stage.user.start(request).await?;
    let control = stage.sandbox.verify();
    control.submit(verification.id().as_str(), shown)?;
    let verdict = verification.wait().await?;
    Ok(format!("{:?} {:?}", verdict.outcome(), verdict.reasons()))
}
