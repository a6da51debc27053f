//! Changes a user's record, services and bypass, and suspends the user:
//! `cargo run -p pingid-rest --example change_user`.

mod stage;

use std::time::{Duration, SystemTime};

use ping_models::pingid::{
    AddService, AddUser, OfflinePairing, Role, ServiceAlias, ToggleUserBypass,
};
use pingid_rest::Step;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let users = pingid.users();
    let new = AddUser::new("jdoe", Role::Regular).first_name("John");
    users.create(new).await?;
    let sms = OfflinePairing::sms("jdoe", "+15125550100");
    pingid.pairings().offline(sms).await?;

    let change = users.modify("jdoe", |user| user.email("jdoe@example.com"));
    let user = change.await?.user;
    println!("{:?}", user.map(|user| (user.first_name, user.email)));

    // In a service before the first sign-in there, so that a bypass can be set for it.
    for service in [ServiceAlias::Web, ServiceAlias::Vpn] {
        let add = AddService::new("jdoe", service.clone());
        match users.add_service(add).await {
            Ok(_) => println!("in {service:?} now"),
            Err(error) => println!("{service:?}: {error}"),
        }
    }
    let hour = SystemTime::now() + Duration::from_secs(3600);
    let bypass = ToggleUserBypass::new("jdoe", hour).services([ServiceAlias::Web]);
    users.bypass(bypass).await?;
    if let Step::Completed(_) = pingid.authenticate("jdoe").await? {
        println!("signed in without a challenge");
    }
    users.bypass(ToggleUserBypass::remove("jdoe")).await?;

    users.suspend("jdoe").await?;
    if let Err(error) = pingid.authenticate("jdoe").await {
        println!("suspended: {error}");
    }
    users.activate("jdoe").await?;

    users.delete("jdoe").await?;
    Ok(())
}
