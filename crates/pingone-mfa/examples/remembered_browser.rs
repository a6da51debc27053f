//! Remembers a browser after a user has signed in, and lets the user in by it the next time:
//! `cargo run -p pingone-mfa --example remembered_browser`.

mod stage;

use ping_models::mfa::{
    CheckRememberedDevice, InitializeDeviceAuthentication, MessageMethod, NewBrowserDevice,
    NewDeviceAuthenticationPolicy, NewEmailDevice, RememberMe, TimeSpan,
};
use ping_sandbox::Channel;
use pingone_mfa::{OtpOutcome, Step};
use stage::{Outcome, Stage};

/// What the Signals SDK tells of the browser, in the page.
const SIGNALS: &str = "R/o8AAAA";
const ADDRESS: &str = "ann@example.com";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let user = stage.user().await?;
    user.devices().create(NewEmailDevice::new(ADDRESS)).await?;
    let policies = stage.mfa.device_authentication_policies();
    let new = NewDeviceAuthenticationPolicy::new(format!("Browsers {}", std::process::id()))
        .email(MessageMethod::new(true))
        .remember_me(RememberMe::web_for(TimeSpan::days(30)));
    let policy = policies.create(new).await?;

    let request = InitializeDeviceAuthentication::of_user(user.id()).policy(&policy.id);
    let Step::Otp(otp) = stage.mfa.authenticate(request).await? else {
        return Err("no passcode is asked for".into());
    };
    match otp.submit(stage.person.passcode(Channel::Email, ADDRESS)?).await? {
        OtpOutcome::Next(Step::Completed(done)) => println!("signed in: {:?}", done.device()),
        other => return Err(format!("not signed in: {other:?}").into()),
    }

    // The browser keeps the cookie of this answer.
    let browser = NewBrowserDevice::new(SIGNALS).policy(&policy.id);
    let answer = user.devices().create(browser).with_response().await?;
    let cookie = answer.cookies().ok_or("the service has set no cookie")?;

    for signals in [SIGNALS, "another browser"] {
        let browser = CheckRememberedDevice::browser(user.id(), &policy.id, signals);
        match stage.mfa.authenticate_remembered(browser, cookie.clone()).await? {
            Step::Completed(done) => println!("let in, by {:?}", done.authenticators()),
            Step::Failed(unknown) => {
                println!("{unknown}");
                let step = unknown.restart().await?;
                println!("a passcode is asked for: {}", matches!(step, Step::Otp(_)));
            }
            other => return Err(format!("cannot go on: {other:?}").into()),
        }
    }
    stage.delete(&user).await?;
    policies.delete(&policy.id).await?;
    Ok(())
}
