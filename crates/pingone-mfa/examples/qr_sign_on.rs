//! Signs a user on by a QR code that the native app on the user's phone scans:
//! `cargo run -p pingone-mfa --example qr_sign_on`.

mod stage;

use std::time::Duration;

use ping_models::mfa::{
    AuthenticationCodeStatus, NewAuthenticationCode, NewFcmCredential, NewPairingKey, TimeSpan,
    UserApproval,
};
use ping_sandbox::MfaPhone;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let (user, app) = (stage.user().await?, stage.native_app().await?);
    let credentials = stage.mfa.application(app.as_str()).push_credentials();
    credentials.create(NewFcmCredential::new("{}")).await?;
    let key = user.pairing_keys().create(NewPairingKey::new()).await?;
    println!("{}", key.qr().ok_or("the key has no code")?.terminal());
    let phone = stage.person.ask("Scan it with the app. The id of the device", |sandbox| {
        let code = key.code.as_ref().ok_or("the key has no code")?;
        Ok(sandbox.mfa().pair(code.expose(), MfaPhone::android().application(&app))?)
    })?;

    // A page shows this to somebody, it does not know whom.
    let codes = stage.mfa.authentication_codes();
    let new = NewAuthenticationCode::new(app.as_str())
        .life_time(TimeSpan::minutes(2))
        .user_approval(UserApproval::NotRequired);
    let code = codes.create(new).await?;
    println!("{}", code.qr().ok_or("there is no code to scan")?.terminal());
    stage.person.act("Scan it with the app", |sandbox| {
        let text = code.code.as_ref().ok_or("there is no code to scan")?;
        sandbox.mfa().claim_code(user.id().as_str(), &phone, text.expose())?;
        Ok(())
    })?;

    let claimed = loop {
        let read = codes.read(&code.id).await?;
        match read.status {
            Some(AuthenticationCodeStatus::Claimed) => break read,
            Some(AuthenticationCodeStatus::Unclaimed) => {
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
            other => return Err(format!("nobody has signed on: {other:?}").into()),
        }
    };
    println!("{:?} has signed on", claimed.user.map(|user| user.id));
    codes.delete(&code.id).await?;
    stage.delete(&user).await
}
