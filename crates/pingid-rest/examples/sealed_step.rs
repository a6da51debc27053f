//! Begins a sign-in in one request of a web application and ends it in another; the browser keeps
//! the sealed step in between: `cargo run -p pingid-rest --example sealed_step`.

mod stage;

use std::time::Duration;

use ping_models::Secret;
use ping_models::pingid::{AddUser, OfflinePairing, Role};
use ping_sandbox::Channel;
use ping_transport::{Error, SealKey};
use pingid_rest::{OtpOutcome, PingId, Step};
use stage::{Outcome, Stage};

/// What both requests have: the client, and a key that all instances share.
struct Application {
    pingid: PingId,
    key: SealKey,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let number = std::env::args().nth(1);
    let number = number.unwrap_or_else(|| "+15125550100".to_owned());
    let new = AddUser::new("jdoe", Role::Regular);
    stage.pingid.users().create(new).await?;
    let sms = OfflinePairing::sms("jdoe", &number);
    stage.pingid.pairings().offline(sms).await?;

    // 32 random bytes; an application has them in its secret store.
    let key = Secret::from("JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=");
    let application =
        Application { pingid: stage.pingid.clone(), key: SealKey::from_base64(&key)? };
    let mut field = application.begin("jdoe").await?;
    println!("a hidden field of {} characters", field.len());

    // It opens for nobody else.
    let stranger = application.finish("ann", &field, "123456").await;
    println!("ann: {:?}", stranger.err().map(|error| error.to_string()));

    loop {
        let typed = stage.person.passcode(Channel::Sms, &number)?;
        match application.finish("jdoe", &field, &typed).await? {
            Answer::SignedIn => break,
            Answer::Ask(again) => field = again,
            Answer::BeginAgain => field = application.begin("jdoe").await?,
        }
    }
    println!("jdoe has signed in");

    stage.pingid.users().delete("jdoe").await?;
    Ok(())
}

/// What the browser gets.
enum Answer {
    SignedIn,
    /// The page that asks for the passcode, with this in its hidden field.
    Ask(String),
    /// The page on which it all begins.
    BeginAgain,
}

impl Application {
    /// The first request: the user has typed a name and a password.
    async fn begin(&self, user: &str) -> Result<String, Error> {
        let step = self.pingid.authenticate(user).await?;
        step.seal(&self.key, Duration::from_secs(600))
    }

    /// The second request: `user` comes from the application's own session, the rest from the
    /// browser.
    async fn finish(&self, user: &str, field: &str, typed: &str) -> Result<Answer, Error> {
        let step: Step = self.pingid.open(&self.key, user, field)?;
        let Step::Otp(otp) = step else {
            return Ok(Answer::BeginAgain);
        };
        Ok(match otp.submit(typed).await? {
            OtpOutcome::Next(Step::Completed(_)) => Answer::SignedIn,
            OtpOutcome::Wrong(again) | OtpOutcome::NextOtp(again) => {
                let step = Step::Otp(again);
                Answer::Ask(step.seal(&self.key, Duration::from_secs(600))?)
            }
            _ => Answer::BeginAgain,
        })
    }
}
