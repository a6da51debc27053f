//! Reads a device authentication policy, changes one setting of it, and writes it back with all
//! the others as they were: `cargo run -p pingone-mfa --example device_policies`.

mod stage;

use ping_models::mfa::{
    DeviceSelection, FailureLimit, Fido2Method, MessageMethod, NewDeviceAuthenticationPolicy,
    NewFidoPolicy, SentOtp, TimeSpan,
};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let (policies, fido) = (stage.mfa.device_authentication_policies(), stage.mfa.fido_policies());
    let name = |what: &str| format!("{what} {}", std::process::id());

    let passkeys = NewFidoPolicy::new(name("Passkeys"), "Passkey", "example.com");
    let passkeys = fido.create(passkeys).await?;
    let otp = SentOtp::new()
        .life_time(TimeSpan::minutes(5))
        .failure(FailureLimit::new(3, TimeSpan::minutes(10)))
        .otp_length(8);
    let new = NewDeviceAuthenticationPolicy::new(name("Staff"))
        .email(MessageMethod::new(true).otp(otp))
        .fido2(Fido2Method::new(true).fido2_policy_id(&passkeys.id))
        .authentication(DeviceSelection::PromptToSelect);
    let policy = policies.create(new).await?;

    // A replacement takes the whole policy, so change what was read: here, nobody pairs a mailbox
    // any more, and who has one goes on using it.
    let mut change = NewDeviceAuthenticationPolicy::from(policies.read(&policy.id).await?);
    let email = change.email.as_mut().ok_or("the policy has no email")?;
    email.common.pairing_disabled = Some(true);
    let changed = policies.update(&policy.id, change).await?;
    let email = changed.email.ok_or("the policy has no email")?;
    println!("no pairing: {:?}", email.common.pairing_disabled);
    println!("the rest is as it was: {}", email.otp == policy.email.and_then(|email| email.otp));

    for policy in policies.list().all().await? {
        let default = if policy.default == Some(true) { " (default)" } else { "" };
        println!("{}{default}", policy.name);
    }
    policies.delete(&policy.id).await?;
    fido.delete(&passkeys.id).await?;
    Ok(())
}
