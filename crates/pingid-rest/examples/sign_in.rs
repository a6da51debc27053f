//! Signs a user in with each of three devices, and changes from one to another:
//! `cargo run -p pingid-rest --example sign_in`.

mod stage;

use ping_models::Secret;
use ping_models::pingid::{
    AddUser, Device, DeviceId, DeviceType, OfflinePairing, Role, StartAuthentication, WebAuthnType,
};
use ping_sandbox::Channel;
use ping_testkit::Page;
use pingid_rest::{Completed, OtpOutcome, RelyingParty, Step};
use stage::{Outcome, Stage};

/// Those with the PingID app.
const PHONE: &[DeviceType] = &[DeviceType::IPhone, DeviceType::Android];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let site = RelyingParty::new("example.com", "https://login.example.com");
    let number = std::env::args().nth(1);
    let number = number.unwrap_or_else(|| "+15125550100".to_owned());
    let mut browser = Page::new(&stage.person, site.origin());
    pair(&stage, &mut browser, &site, &number).await?;
    if let Some(sandbox) = &stage.person.sandbox {
        // A setting of the account.
        sandbox.pingid().device_selection(true);
    }

    let mut cookie = None;
    for kinds in [PHONE, &[DeviceType::Sms], &[DeviceType::SecurityKey]] {
        let done = sign_in(&stage, &mut browser, &site, &number, kinds, cookie).await?;
        println!("{} has signed in with {kinds:?}", done.user_name());
        cookie = done.cookie().cloned();
    }

    another_device(&stage, &number).await?;
    stage.pingid.users().delete("jdoe").await?;
    Ok(())
}

/// The user may choose: here it is the first device of these kinds.
fn of_kind(devices: &[Device], kinds: &[DeviceType]) -> Outcome<DeviceId> {
    let mut devices = devices.iter();
    let fits = |device: &&Device| {
        let kind = device.device_type.as_ref();
        kind.is_some_and(|kind| kinds.contains(kind))
    };
    let id = devices.find(fits).and_then(|device| device.id.clone());
    Ok(id.ok_or("the user has no such device")?)
}

async fn sign_in(
    stage: &Stage,
    browser: &mut Page<'_>,
    relying_party: &RelyingParty,
    number: &str,
    kinds: &[DeviceType],
    cookie: Option<Secret>,
) -> Outcome<Completed> {
    let pingid = &stage.pingid;
    let ask = || stage.person.passcode(Channel::Sms, number);
    let choose = |devices: &[Device]| of_kind(devices, kinds);
    let approve = |number: Option<u32>| {
        let number = number.map(|number| format!(" the number {number}"));
        let what = format!("Approve{} on the phone", number.unwrap_or_default());
        stage.person.act(&what, |sandbox| Ok(sandbox.pingid().approve("jdoe")?))
    };
    let mut request = StartAuthentication::new("jdoe").enforce_policy(true);
    request.cookie = cookie;

    let mut step = pingid.authenticate(request).await?;
    let signed_in = loop {
        step = match step {
            Step::SelectDevice(select) => select.select(choose(select.devices())?).await?,
            Step::Push(push) => {
                approve(push.number_for_matching())?;
                push.wait().await?
            }
            Step::Otp(otp) => otp.submit(ask()?).await?.into(),
            Step::Online(push) => push.wait().await?,
            Step::Fido(fido) => Step::Assertion(fido.challenge(relying_party).await?),
            Step::Assertion(fido) => {
                let credential = browser.get(fido.options()?.json()).await?;
                fido.submit(&credential).await?
            }
            Step::EvaluatePolicy(policy) => policy.evaluate(policy.request()).await?,
            Step::Completed(done) => break done,
            Step::Failed(why) => return Err(why.into()),
            other => return Err(format!("cannot go on: {other:?}").into()),
        };
    };
    Ok(signed_in)
}

/// The user has left the phone at home.
async fn another_device(stage: &Stage, number: &str) -> Outcome {
    let pingid = &stage.pingid;
    let user = pingid.users().read("jdoe").await?.user;
    let devices = user.iter().flat_map(|user| user.devices());
    let devices: Vec<Device> = devices.cloned().collect();
    let phone = of_kind(&devices, PHONE)?;
    let sms = of_kind(&devices, &[DeviceType::Sms])?;
    let request = StartAuthentication::new("jdoe").device_id(phone);
    let mut step = pingid.authenticate(request).await?;
    if let Step::Push(push) = &step {
        step = push.select(sms).await?;
    }
    let Step::Otp(otp) = step else {
        return Err(format!("no passcode is awaited: {step:?}").into());
    };
    match otp.submit(stage.person.passcode(Channel::Sms, number)?).await? {
        OtpOutcome::Next(Step::Completed(_)) => println!("signed in without the phone"),
        other => return Err(format!("not signed in: {other:?}").into()),
    }
    Ok(())
}

/// Gives the user a phone with the PingID app, a number for messages and a security key.
async fn pair(stage: &Stage, browser: &mut Page<'_>, site: &RelyingParty, number: &str) -> Outcome {
    let pingid = &stage.pingid;
    let new = AddUser::new("jdoe", Role::Regular);
    let pairing = pingid.pair_online(new).await?;
    println!("{}", pairing.link().qr().terminal());
    stage.person.act("Scan the code", |sandbox| {
        sandbox.pingid().pair(pairing.activation_code())?;
        Ok(())
    })?;
    println!("{:?}", pairing.wait().await?);

    let sms = OfflinePairing::sms("jdoe", number);
    pingid.pairings().offline(sms).await?;

    let key = site.pairing("jdoe").webauthn_type(WebAuthnType::SecurityKey);
    let pairing = pingid.pair_fido(site, key).await?;
    let credential = browser.create(pairing.options()?.json()).await?;
    println!("{:?}", pairing.submit(&credential).await?);
    Ok(())
}
