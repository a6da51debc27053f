//! A user of PingOne MFA signs in: with a passcode, and with a push.

use ping_sdk::models::mfa::{InitializeDeviceAuthentication, NewPairingKey, PairingKeyStatus};
use ping_sdk::prelude::*;
use ping_sdk::sandbox::MfaPhone;

use crate::Failure;
use crate::narration::Story;

pub(crate) async fn authenticator_app(
    story: &mut Story,
    ping: &Ping,
    sandbox: Option<&Sandbox>,
    user: &User,
) -> Result<(), Failure> {
    let devices = ping.mfa().user(&user.id).devices();
    let totp = story
        .step("Pair an authenticator app", async {
            Ok(devices.create(NewTotpDevice::new()).await?)
        })
        .await?;
    let uri = totp.key_uri().ok_or("the device has no key URI")?;
    if let Some(qr) = uri.qr() {
        story.tell("Scan this with the app:");
        story.show(&qr.terminal());
    }
    let Some(sandbox) = sandbox else {
        story.skip("Activate the app and sign in with it", "the code is on your phone");
        return Ok(());
    };

    let code = sandbox.totp_code(uri.expose())?;
    let device = story
        .step("Activate it with the code that the app shows", async {
            Ok(devices.activate(&totp.id, code).await?)
        })
        .await?;
    let status = device.status().map_or("?", |status| status.as_str());
    story.tell(format!("the device is {status}"));

    // A code is good once: the app shows another one 30 seconds later.
    sandbox.clock().advance(Duration::from_secs(30));
    let code = sandbox.totp_code(uri.expose())?;
    let signed_in = story
        .step("Sign in: first with a wrong code, then with the right one", async {
            let mut codes = ["000000".to_owned(), code].into_iter();
            let mut step = ping.mfa().authenticate(&user.id).await?;
            loop {
                step = match step {
                    Step::SelectDevice(choose) => choose.select(&totp.id).await?,
                    Step::Otp(otp) => otp.submit(codes.next().unwrap_or_default()).await?.into(),
                    Step::Completed(done) => break Ok(done),
                    Step::Failed(why) => return Err(why.into()),
                    other => return Err(format!("cannot go on: {other:?}").into()),
                };
            }
        })
        .await?;
    story.tell(format!("completed, proven by {:?}", signed_in.authenticators()));
    Ok(())
}

pub(crate) async fn push(
    story: &mut Story,
    ping: &Ping,
    sandbox: Option<&Sandbox>,
    user: &User,
) -> Result<(), Failure> {
    let Some(sandbox) = sandbox else {
        story.skip("Pair a native app and sign in with a push to it", "it takes a phone");
        return Ok(());
    };
    let keys = ping.mfa().user(&user.id).pairing_keys();
    let key = story
        .step("Get a pairing key for a native app", async {
            Ok(keys.create(NewPairingKey::new()).await?)
        })
        .await?;
    story.tell("Scan this with the app:");
    story.show(&key.qr().ok_or("the key has no code to scan")?.terminal());

    let code = key.code.as_ref().ok_or("the key has no code")?;
    let phone = sandbox.mfa().pair(code.expose(), MfaPhone::android())?;
    let key = story
        .step("See that the app has claimed it", async { Ok(keys.read(&key.id).await?) })
        .await?;
    story.tell(key.status.as_ref().map_or("?", PairingKeyStatus::as_str));

    let signed_in = story
        .step("Sign in with a push that the phone approves", async {
            let request = InitializeDeviceAuthentication::of_user(&user.id).with_device(&phone);
            let mut step = ping.mfa().authenticate(request).await?;
            loop {
                step = match step {
                    Step::Push(push) => {
                        sandbox.mfa().approve(user.id.as_str())?;
                        push.wait().await?
                    }
                    Step::Completed(done) => break Ok(done),
                    Step::Failed(why) => return Err(why.into()),
                    other => return Err(format!("cannot go on: {other:?}").into()),
                };
            }
        })
        .await?;
    story.tell(format!("completed, proven by {:?}", signed_in.authenticators()));
    Ok(())
}
