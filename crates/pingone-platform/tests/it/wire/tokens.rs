//! What calls about tokens put on the wire, and who they are from.

use ping_models::platform::{IntrospectToken, RevokeToken, TokenTypeHint};
use ping_testkit::{Scripted, wire};
use ping_transport::testing::Reaction;
use ping_transport::{Credentials, ErrorKind};

use super::platform;
use pingone_platform::Platform;

#[test]
fn tokens() {
    let resource = Credentials::basic("resource-1", "planted-secret");
    let tokens = platform().tokens().asked_by(resource);
    let introspect = IntrospectToken::new("planted-of-a-caller");
    let revoke = RevokeToken::new("planted-of-a-caller");
    wire![
        tokens.introspect(introspect.token_type_hint(TokenTypeHint::AccessToken)),
        tokens.revoke(revoke.token_type_hint(TokenTypeHint::RefreshToken)),
        platform().tokens().keys(),
        platform().tokens().configuration(),
    ];
}

#[test]
fn an_application_may_say_who_it_is_in_the_form() {
    let application = Credentials::post("app-1", "planted-secret");
    let described = platform().tokens().asked_by(application).revoke("planted-token").describe();
    let described = described.unwrap();
    assert!(!described.headers.iter().any(|(name, _)| name == "authorization"));
    let body = described.body.unwrap();
    assert!(body.contains(r#""client_id": "app-1""#) && body.contains("client_secret"));
    assert!(!body.contains("planted"), "{body}");
}

#[test]
fn a_client_without_a_worker_is_told_to_say_who_asks() {
    let error = platform().tokens().introspect("token").describe().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("credentials")));
}

#[tokio::test]
async fn what_anybody_may_read_carries_no_token() {
    let scripted = Scripted::new([Reaction::json(200, r#"{"keys": []}"#)]);
    Platform::new(scripted.client).tokens().keys().await.unwrap();
    assert!(!scripted.fake.received()[0].headers.contains_key("authorization"));
}
