//! Puts a policy before all others:
//! `cargo run -p pingid-rest --example authentication_policies`.

mod stage;

use ping_models::pingid::{
    AccessingCountryRule, CreateBulkAuthenticationPolicy, PingIdCode, Policy, PolicyAction,
    PolicyTargets,
};
use pingid_rest::pingid_code;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    stage.person.act("This changes the account's policies: make sure", |_| Ok(()))?;

    loop {
        let mut set = CreateBulkAuthenticationPolicy::from_read(pingid.policies().read().await?);
        let abroad = AccessingCountryRule::new()
            .priority(1_u32)
            .countries(["CH".to_owned(), "LI".to_owned()])
            .action(PolicyAction::Deny);
        let targets = PolicyTargets::new().groups(["Contractors".to_owned()]);
        let policy =
            Policy::named("Contractors", targets, [PolicyAction::Sms, PolicyAction::Email])
                .accessing_country(abroad);
        set.policies.get_or_insert_default().insert(0, policy);
        match pingid.policies().create(set.renumbered()).await {
            // Somebody else was faster: read again.
            Err(error) if pingid_code(&error) == Some(PingIdCode::PolicyVersionMismatch) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => break,
        }
    }

    for policy in pingid.policies().read().await?.policies.unwrap_or_default() {
        println!("{:?} {:?}: {:?}", policy.priority, policy.name, policy.default_action);
    }
    Ok(())
}
