//! A user with a password: changed, locked out, let in again, found and deleted:
//! `cargo run -p pingone-platform --example users`.

mod stage;

use ping_models::platform::{Name, NewUser, PatchUser, SetPassword};
use ping_sandbox::Channel;
use pingone_platform::UserFilter;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let users = stage.platform.users();
    let name = stage.name("ann");
    let new = NewUser::new(&name).email("ann@example.com").name(Name::new().given("Ann"));
    let ann = users.create(new).await?;

    // A change leaves alone what it does not name; a replacement takes the whole user.
    users.patch(&ann.id, PatchUser::new().title("Director").nickname("Annie")).await?;
    let mut whole = NewUser::from(users.read(&ann.id).await?);
    whole.nickname = None;
    let ann = users.update(&ann.id, whole).await?;
    println!("{}: {:?}, called {:?}", ann.username, ann.title, ann.nickname);

    let password = stage.platform.user(&ann.id).password();
    password.set(SetPassword::new("Correct-Horse-7", false)).await?;
    println!("password: {:?}", password.check("Correct-Horse-7").await?.status);
    loop {
        let Err(refused) = password.check("a guess").await else { continue };
        let inner = refused.details().first().and_then(|detail| detail.inner_error.as_ref());
        match inner.and_then(|inner| inner.failures_remaining) {
            Some(left) if left > 0 => println!("wrong, {left} more tries"),
            _ => break,
        }
    }
    let state = password.read().await?;
    println!("{:?} for {:?} seconds", state.status, state.seconds_until_unlock);
    password.unlock().await?;

    password.send_recovery_code().await?;
    let code = stage.person.passcode(Channel::Email, "ann@example.com")?;
    let state = password.recover(code, "Battery-Staple-8").await?;
    println!("recovered: {:?}", state.status);

    for found in users.list().filter(UserFilter::username().eq(&name)).all().await? {
        users.delete(&found.id).await?;
        println!("deleted {}", found.username);
    }
    Ok(())
}
