//! Tokens: a service checks those that it is called with, and an application ends its own.

use ping_models::platform::{
    Application, ApplicationType, ClientAuthMethod, GrantType, IntrospectToken,
    NewApplicationGrant, NewOidcApplication, NewResource, NewResourceScope, TokenTypeHint,
};
use ping_models::{ApplicationId, Reference};
use ping_testkit::SETTLING;
use ping_transport::{AccessToken, Credentials, ErrorKind};

use crate::service::{Service, service};

/// An application that calls a resource of this name on its own behalf.
async fn caller_of(service: &Service, resource: &str) -> (Application, Credentials, Credentials) {
    let platform = &service.platform;
    let orders = platform.resources().create(NewResource::new(resource)).await.unwrap();
    let scopes = platform.resource(&orders.id).scopes();
    let read = scopes.create(NewResourceScope::new("orders:read")).await.unwrap();
    let app = NewOidcApplication::new(
        "Shop",
        ApplicationType::Service,
        [GrantType::ClientCredentials],
        ClientAuthMethod::ClientSecretPost,
    );
    let app = platform.applications().create(app.enabled(true)).await.unwrap();
    let grant = NewApplicationGrant::new(&orders.id, [Reference::to(&read.id)]);
    platform.application(app.id()).grants().create(grant).await.unwrap();
    let secret = platform.application(app.id()).secret().read().settle(SETTLING).await.unwrap();
    let secret = secret.secret.unwrap();
    let caller = Credentials::post(app.id().as_str(), &secret);
    let secret = platform.resource(&orders.id).secret().read().await.unwrap().secret.unwrap();
    (app, caller, Credentials::basic(orders.id.as_str(), &secret))
}

/// A token of the application.
async fn token(service: &Service, application: &Credentials) -> AccessToken {
    let environment = service.connection.environment_id.as_str();
    let client = service.client.for_worker(environment, application.clone());
    client.access_token().await.unwrap()
}

#[tokio::test]
async fn a_resource_asks_about_a_token_until_its_application_ends_it() {
    let service = service().await;
    let (app, caller, resource) = caller_of(&service, "orders").await;
    let token = token(&service, &caller).await;
    let tokens = service.platform.tokens();
    let as_resource = tokens.asked_by(resource.clone());

    let hint = IntrospectToken::new(token.value()).token_type_hint(TokenTypeHint::AccessToken);
    let said = as_resource.introspect(hint).await.unwrap();
    assert!(said.is_active() && said.has_scope("orders:read") && !said.has_scope("orders"));
    assert_eq!(said.client_id.as_deref(), Some(app.id().as_str()));
    assert!(said.is_for("orders") && !said.is_for("bills"));

    // Its header names one of the published keys.
    let keys = tokens.keys().await.unwrap();
    let key = keys.keys[0].kid.as_deref().unwrap();
    assert_eq!(keys.key(key).unwrap().kty.as_deref(), Some("RSA"));
    let configuration = tokens.configuration().await.unwrap();
    assert_eq!(said.iss, Some(configuration.issuer));
    assert!(configuration.jwks_uri.unwrap().ends_with("/as/jwks"));

    // Whoever else asks ends nothing: a resource may not, the client's own worker has no such token.
    let error = as_resource.revoke(token.value()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert!(!error.to_string().contains(token.value().expose()), "{error}");
    tokens.revoke(token.value()).await.unwrap();
    assert!(as_resource.introspect(token.value()).await.unwrap().is_active());
    tokens.asked_by(caller).revoke(token.value()).await.unwrap();
    let said = as_resource.introspect(token.value()).await.unwrap();
    assert!(!said.is_active() && said.client_id.is_none());
}

#[tokio::test]
async fn a_worker_asks_about_its_own_token_and_a_wrong_method_is_refused() {
    let service = service().await;
    let tokens = service.platform.tokens();
    let own = service.client.access_token().await.unwrap();
    let said = tokens.introspect(own.value()).await.unwrap();
    assert!(said.is_active());
    assert_eq!(said.client_id.as_deref(), Some(service.connection.client_id.as_str()));

    let (app, _, _) = caller_of(&service, "orders").await;
    let secret = service.platform.application(app.id()).secret().read().await.unwrap();
    let id: &ApplicationId = app.id();
    let basic = Credentials::basic(id.as_str(), secret.secret.unwrap());
    let error = tokens.asked_by(basic).introspect(own.value()).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 401));
    assert!(error.to_string().contains("Unsupported authentication method"), "{error}");
    let none = tokens.asked_by(Credentials::basic("", "secret"));
    let error = none.introspect("token").await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("client_id")));
}
