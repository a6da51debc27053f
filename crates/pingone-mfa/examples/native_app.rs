//! Pairs a native app by a key and signs in with pushes to it, first with a number to be chosen on
//! the phone: `cargo run -p pingone-mfa --example native_app`.

mod stage;

use std::time::Duration;

use ping_models::Reference;
use ping_models::mfa::{
    AppPush, CancelReason, InitializeDeviceAuthentication, MobileMethod,
    NewDeviceAuthenticationPolicy, NewFcmCredential, NewPairingKey, PolicyApplication,
};
use ping_sandbox::MfaPhone;
use ping_transport::Polling;
use pingone_mfa::Step;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let (user, app) = (stage.user().await?, stage.native_app().await?);
    // What pushes are sent with: a file that Firebase hands out.
    let firebase = std::env::var("FIREBASE_KEY").unwrap_or_else(|_| "{}".to_owned());
    let credentials = stage.mfa.application(app.as_str()).push_credentials();
    credentials.create(NewFcmCredential::new(firebase)).await?;
    let pushed = PolicyApplication::new(&app).push(AppPush::new(true).number_matching(true));
    let policies = stage.mfa.device_authentication_policies();
    let new = NewDeviceAuthenticationPolicy::new(format!("Pushes {}", std::process::id()))
        .mobile(MobileMethod::new(true).applications([pushed]));
    let policy = policies.create(new).await?;

    let new = NewPairingKey::new().policy(&policy.id).applications([Reference::to(app.as_str())]);
    let key = user.pairing_keys().create(new).await?;
    println!("{}", key.qr().ok_or("the key has no code")?.terminal());
    stage.person.act("Scan it with the app", |sandbox| {
        let code = key.code.as_ref().ok_or("the key has no code")?;
        sandbox.mfa().pair(code.expose(), MfaPhone::android().application(&app))?;
        Ok(())
    })?;
    println!("the key is {:?}", user.pairing_keys().read(&key.id).await?.status);

    let request = || InitializeDeviceAuthentication::of_user(user.id()).policy(&policy.id);
    let Step::Push(push) = stage.mfa.authenticate(request()).await? else {
        return Err("the app gets no push".into());
    };
    let number = push.number().ok_or("no number is asked for")?;
    stage.person.act(&format!("Choose {number} on the phone"), |sandbox| {
        Ok(sandbox.mfa().approve_with_number(user.id().as_str(), number)?)
    })?;
    match push.wait().await? {
        Step::Completed(done) => println!("signed in, proven by {:?}", done.authenticators()),
        other => return Err(format!("not signed in: {other:?}").into()),
    }

    // Nobody looks at the phone: the push is taken back, so that no later answer counts.
    if let Step::Push(push) = stage.mfa.authenticate(request()).await? {
        let patience = Polling::new(Duration::from_millis(200), Duration::from_secs(1));
        let step = push.wait_or_cancel(patience, CancelReason::ChangeDevice).await?;
        println!("another device may be chosen: {}", matches!(step, Step::SelectDevice(_)));
    }
    stage.delete(&user).await?;
    policies.delete(&policy.id).await?;
    Ok(())
}
