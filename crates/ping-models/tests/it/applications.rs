//! Applications of all types, and what replaces them.

use ping_models::platform::{
    Application, ApplicationGrant, ApplicationType, ClientAuthMethod, ClientSecret,
    ExternalLinkApplication, GrantType, KeepPrevious, NewApplication, NewApplicationGrant,
    NewExternalLinkApplication, NewOidcApplication, NewResource, NewSelfServiceApplication,
    OidcApplication, Resource, RotateSecret, SelfServiceApplication,
};
use ping_models::{Timestamp, decode};
use serde_json::{Value, json};

use crate::converts::converts;

fn read(json: &Value) -> Application {
    decode(json.to_string().as_bytes()).unwrap()
}

#[test]
fn the_type_tells_before_the_protocol() {
    let of = |kind: &str, protocol: &str| {
        read(&json!({"id": "a", "name": "n", "type": kind, "protocol": protocol}))
    };
    assert!(matches!(of("WORKER", "OPENID_CONNECT"), Application::Oidc(_)));
    assert!(matches!(of("A_NEW_TYPE", "OPENID_CONNECT"), Application::Oidc(_)));
    assert!(matches!(of("PING_ONE_PORTAL", "OPENID_CONNECT"), Application::Portal(_)));
    assert!(matches!(of("PING_ONE_SELF_SERVICE", "OPENID_CONNECT"), Application::SelfService(_)));
    assert!(matches!(of("PING_ONE_ADMIN_CONSOLE", "OPENID_CONNECT"), Application::AdminConsole(_)));
    assert!(matches!(of("WEB_APP", "SAML"), Application::Saml(_)));
    assert!(matches!(of("WEB_APP", "WS_FED"), Application::WsFed(_)));
    assert!(matches!(of("PORTAL_LINK_APP", "EXTERNAL_LINK"), Application::ExternalLink(_)));
    assert!(matches!(of("WEB_APP", "A_NEW_PROTOCOL"), Application::Other(_)));
    let console = read(&json!({"pkceEnforcement": "OPTIONAL"}));
    assert_eq!((console.id().as_str(), console.enabled()), ("", None));
    let worker = of("WORKER", "OPENID_CONNECT");
    assert_eq!((worker.application_type(), worker.name()), (&ApplicationType::Worker, "n"));
}

#[test]
fn a_new_one_says_what_is_required() {
    let new = NewOidcApplication::new(
        "n",
        ApplicationType::Worker,
        [GrantType::ClientCredentials],
        ClientAuthMethod::ClientSecretBasic,
    );
    let sent = json!({
        "name": "n", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
        "grantTypes": ["CLIENT_CREDENTIALS"], "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC"
    });
    assert_eq!(serde_json::to_value(NewApplication::from(new)).unwrap(), sent);
    let new = NewExternalLinkApplication::new("n", "https://example.com").enabled(false);
    let sent = json!({
        "name": "n", "enabled": false, "type": "PORTAL_LINK_APP", "protocol": "EXTERNAL_LINK",
        "homePageUrl": "https://example.com"
    });
    assert_eq!(serde_json::to_value(new).unwrap(), sent);
}

#[test]
fn what_replaces_one_has_what_a_caller_may_set_later() {
    let worker = json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/a"}}, "id": "a",
        "environment": {"id": "e"}, "name": "n", "enabled": true, "type": "WORKER",
        "protocol": "OPENID_CONNECT", "grantTypes": ["CLIENT_CREDENTIALS"],
        "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "clientId": "a",
        "signing": {"keyRotationPolicy": {"id": "p"}}, "description": null, "new": 1.50,
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    });
    let replaces = json!({
        "name": "n", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
        "grantTypes": ["CLIENT_CREDENTIALS"], "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC",
        "description": null, "new": 1.50
    });
    let made = NewApplication::replacing(read(&worker)).unwrap();
    assert_eq!(serde_json::to_value(made).unwrap(), replaces);
    let console = json!({"id": "a", "name": "n", "type": "PING_ONE_ADMIN_CONSOLE"});
    assert_eq!(NewApplication::replacing(read(&console)), None);
}

#[test]
fn members_of_all_kinds_go_along() {
    let common = r#""id":"a","name":"n","enabled":true,"hiddenFromAppPortal":false,
        "accessControl":{"role":{"type":"ADMIN_USERS_ONLY"}},"icon":{"id":"i","href":"h"}"#;
    let required = &["name", "type", "protocol", "homePageUrl"];
    converts(
        &format!(
            r#"{{{common},"type":"PORTAL_LINK_APP","protocol":"EXTERNAL_LINK",
            "homePageUrl":"https://example.com","externalId":"x"}}"#
        ),
        required,
        |link: ExternalLinkApplication| Some(NewExternalLinkApplication::from(link)),
    );
    converts(
        &format!(
            r#"{{{common},"type":"PING_ONE_SELF_SERVICE","protocol":"OPENID_CONNECT",
            "applyDefaultTheme":true}}"#
        ),
        required,
        |own: SelfServiceApplication| Some(NewSelfServiceApplication::from(own)),
    );
    converts(
        r#"{"id":"g","resource":{"id":"r"},"scopes":[{"id":"s"}]}"#,
        &[],
        |grant: ApplicationGrant| Some(NewApplicationGrant::from(grant)),
    );
    let resource: Resource =
        decode(br#"{"id":"r","name":"n","type":"CUSTOM","audience":null,"clientId":"c","new":1}"#)
            .unwrap();
    let made = serde_json::to_value(NewResource::from(resource)).unwrap();
    assert_eq!(made, json!({"name": "n", "type": "CUSTOM", "audience": null, "new": 1}));
}

#[test]
fn secrets_of_applications_do_not_print() {
    let secret: ClientSecret = decode(
        br#"{"secret":"planted-1","previous":{"secret":"planted-2","expiresAt":"2030-01-01T00:00:00Z"}}"#,
    )
    .unwrap();
    let shown = format!("{secret:?}");
    assert!(shown.contains("previous") && !shown.contains("planted"), "{shown}");
    let until = Timestamp::from("2030-01-01T00:00:00Z");
    let rotate = RotateSecret::new().previous(KeepPrevious::from(until));
    let sent = json!({"previous": {"expiresAt": "2030-01-01T00:00:00Z"}});
    assert_eq!(serde_json::to_value(rotate).unwrap(), sent);
    let new: OidcApplication = decode(br#"{"name":"n","clientSecret":"planted-3"}"#).unwrap();
    assert!(!format!("{new:?}").contains("planted"));
}
