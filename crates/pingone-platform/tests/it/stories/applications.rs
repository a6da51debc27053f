//! Applications: a worker, its secret and what it may ask for.

use std::time::Duration;

use ping_models::platform::{
    Application, ApplicationType, ClientAuthMethod, ClientSecret, GrantType, KeepPrevious,
    NewApplication, NewApplicationGrant, NewOidcApplication, NewResource, NewResourceScope,
    ResourceType, RotateSecret,
};
use ping_models::{ApplicationId, Reference, Secret, Timestamp};
use ping_testkit::SETTLING;
use ping_transport::{ClientBuilder, Clock, Error};

use crate::service::{Service, service};

pub(super) fn worker() -> NewOidcApplication {
    let name = "Worker";
    let grants = [GrantType::ClientCredentials];
    let method = ClientAuthMethod::ClientSecretBasic;
    NewOidcApplication::new(name, ApplicationType::Worker, grants, method)
        .enabled(true)
        .description("Reads users")
}

/// Gets a token for the application.
async fn sign_in(service: &Service, id: &ApplicationId, secret: &Secret) -> Result<(), Error> {
    let client = ClientBuilder::from_variables(&service.connection.env_vars()).unwrap();
    let client = client.worker(id.as_str(), secret.expose());
    service.record(client).build().unwrap().access_token().await.map(drop)
}

fn secret_of(secret: &ClientSecret) -> &Secret {
    secret.secret.as_ref().unwrap()
}

#[tokio::test]
async fn a_worker_whose_secret_is_rotated_while_the_old_one_is_in_use() {
    let service = service().await;
    let applications = service.platform.applications();
    let created = applications.create(worker()).await.unwrap();
    let id = created.id();
    let secrets = service.platform.application(id).secret();
    let old = secrets.read().settle(SETTLING).await.unwrap();
    sign_in(&service, id, secret_of(&old)).await.unwrap();

    let until = Timestamp::from(service.clock.now() + Duration::from_secs(3600));
    let keep = KeepPrevious::new(until.clone());
    let new = secrets.rotate(RotateSecret::new().previous(keep)).await.unwrap();
    assert_ne!(secret_of(&new), secret_of(&old));
    let read = secrets.read().await.unwrap();
    assert_eq!(secret_of(&read), secret_of(&new));
    let previous = read.previous.unwrap();
    assert_eq!((previous.secret, previous.expires_at), (old.secret.clone(), until));
    sign_in(&service, id, secret_of(&old)).await.unwrap();
    sign_in(&service, id, secret_of(&new)).await.unwrap();

    secrets.delete_previous().await.unwrap();
    assert!(secrets.read().await.unwrap().previous.is_none());
    sign_in(&service, id, secret_of(&old)).await.unwrap_err();
    sign_in(&service, id, secret_of(&new)).await.unwrap();

    let Application::Oidc(read) = applications.read(id).await.unwrap() else { panic!("no worker") };
    let renamed = NewApplication::replacing(Application::Oidc(read)).unwrap();
    let NewApplication::Oidc(renamed) = renamed else { panic!("no worker") };
    let renamed = applications.update(id, renamed.description("Renamed")).await.unwrap();
    let listed = applications.list().all().await.unwrap();
    assert!(listed.contains(&renamed));
    applications.delete(id).await.unwrap();
    assert!(applications.read(id).await.unwrap_err().is_not_found());
    sign_in(&service, id, secret_of(&new)).await.unwrap_err();
}

#[tokio::test]
async fn an_application_may_ask_for_scopes_of_a_resource() {
    let service = service().await;
    let platform = &service.platform;
    let orders =
        NewResource::new("Orders").resource_type(ResourceType::Custom).description("The orders");
    let orders = platform.resources().create(orders).await.unwrap();
    let scopes = platform.resource(&orders.id).scopes();
    let reading = scopes
        .create(NewResourceScope::new("orders:read").description("Reads orders"))
        .await
        .unwrap();
    let writing = scopes.create(NewResourceScope::new("orders:write")).await.unwrap();
    let id = platform.applications().create(worker()).await.unwrap().id().clone();

    let grants = platform.application(&id).grants();
    let one = NewApplicationGrant::new(&orders.id, [Reference::to(&reading.id)]);
    let granted = grants.create(one).await.unwrap();
    let both = [&reading.id, &writing.id].map(Reference::to);
    grants.update(&granted.id, NewApplicationGrant::new(&orders.id, both)).await.unwrap();
    let read = grants.read(&granted.id).await.unwrap();
    assert_eq!(read.scopes.as_ref().unwrap().len(), 2);
    assert_eq!(grants.list().all().await.unwrap(), [read]);
    grants.delete(&granted.id).await.unwrap();
    assert!(grants.read(&granted.id).await.unwrap_err().is_not_found());

    // The resource introspects tokens with a secret of its own.
    let secret = platform.resource(&orders.id).secret();
    let old = secret.read().await.unwrap();
    let until = Timestamp::from(service.clock.now() + Duration::from_secs(3600));
    let rotated =
        secret.rotate(RotateSecret::new().previous(KeepPrevious::new(until))).await.unwrap();
    assert_ne!(secret_of(&rotated), secret_of(&old));
    assert!(secret.read().await.unwrap().previous.is_some());
    secret.delete_previous().await.unwrap();
    assert!(secret.read().await.unwrap().previous.is_none());

    let described = NewResourceScope::from(writing.clone()).description("Writes orders");
    scopes.update(&writing.id, described).await.unwrap();
    let read = scopes.read(&writing.id).await.unwrap();
    assert_eq!(read.description.as_deref(), Some("Writes orders"));
    assert!(scopes.list().all().await.unwrap().contains(&read));
    scopes.delete(&writing.id).await.unwrap();
    assert!(scopes.read(&writing.id).await.unwrap_err().is_not_found());

    let described = NewResource::from(orders.clone()).description("The orders");
    platform.resources().update(&orders.id, described).await.unwrap();
    let read = platform.resources().read(&orders.id).await.unwrap();
    assert_eq!(read.description.as_deref(), Some("The orders"));
    assert!(platform.resources().list().all().await.unwrap().contains(&read));
    platform.resources().delete(&orders.id).await.unwrap();
    assert!(platform.resources().read(&orders.id).await.unwrap_err().is_not_found());
}
