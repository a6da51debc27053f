//! An API of one's own: its scopes, an application that calls it, and the token checked:
//! `cargo run -p pingone-platform --example resources`.

mod stage;

use ping_models::Reference;
use ping_models::platform::{
    ApplicationType, ClientAuthMethod, GrantType, NewApplicationGrant, NewOidcApplication,
    NewResource, NewResourceScope,
};
use ping_transport::Credentials;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let platform = &stage.platform;
    let orders = platform.resources().create(NewResource::new(stage.name("orders"))).await?;
    let resource = platform.resource(&orders.id);
    let reading = NewResourceScope::new("orders:read").description("Reads orders");
    let reading = resource.scopes().create(reading).await?;

    let shop = NewOidcApplication::new(
        stage.name("Shop"),
        ApplicationType::Service,
        [GrantType::ClientCredentials],
        ClientAuthMethod::ClientSecretBasic,
    );
    let shop = platform.applications().create(shop.enabled(true)).await?;
    let application = platform.application(shop.id());
    let grant = NewApplicationGrant::new(&orders.id, [Reference::to(&reading.id)]);
    application.grants().create(grant).await?;

    // The application gets a token, the resource asks what it is good for.
    let secret = application.secret().read().await?.secret.ok_or("no secret")?;
    let environment = platform.environment().read().await?.id;
    let caller = stage.client_of(&environment, Credentials::basic(shop.id().as_str(), secret));
    let token = caller.access_token().await?;
    let secret = resource.secret().read().await?.secret.ok_or("no secret")?;
    let tokens = platform.tokens().asked_by(Credentials::basic(orders.id.as_str(), secret));
    let said = tokens.introspect(token.value()).await?;
    println!("for the orders: {}", said.is_active() && said.is_for(&orders.name));
    println!("may read: {}", said.has_scope("orders:read"));

    platform.applications().delete(shop.id()).await?;
    let said = tokens.introspect(token.value()).await?;
    println!("without its application: {}", said.is_active());
    platform.resources().delete(&orders.id).await?;
    Ok(())
}
