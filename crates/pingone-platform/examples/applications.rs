//! An application that is changed, and whose secret is rotated while the old one is in use:
//! `cargo run -p pingone-platform --example applications`.

mod stage;

use std::time::{Duration, SystemTime};

use ping_models::Timestamp;
use ping_models::platform::{
    ApplicationType, ClientAuthMethod, GrantType, KeepPrevious, NewApplication, NewOidcApplication,
    ResponseType, RotateSecret,
};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let applications = stage.platform.applications();
    let shop = NewOidcApplication::new(
        stage.name("Shop"),
        ApplicationType::WebApp,
        [GrantType::AuthorizationCode],
        ClientAuthMethod::ClientSecretBasic,
    );
    let shop = shop
        .response_types([ResponseType::Code])
        .redirect_uris(["https://shop.example.com/signed-in".to_owned()]);
    let id = applications.create(shop).await?.id().clone();

    // A replacement takes the whole application: change what was read.
    let read = applications.read(&id).await?;
    if let Some(NewApplication::Oidc(shop)) = NewApplication::replacing(read) {
        applications.update(&id, shop.description("Sells").enabled(true)).await?;
    }
    for application in applications.list().all().await? {
        println!("{}: enabled {:?}", application.name(), application.enabled());
    }

    // A secret prints as [redacted]; `expose` hands it out.
    let secrets = stage.platform.application(&id).secret();
    let old = secrets.read().await?;
    println!("{:?}", old.secret);
    let until = Timestamp::from(SystemTime::now() + Duration::from_secs(60 * 60));
    let new = secrets.rotate(RotateSecret::new().previous(KeepPrevious::new(until))).await?;
    println!("another one: {}", new.secret != old.secret);
    let previous = secrets.read().await?.previous;
    println!("the old one is good until {:?}", previous.map(|previous| previous.expires_at));
    // Once nobody uses it any more:
    secrets.delete_previous().await?;

    applications.delete(&id).await?;
    Ok(())
}
