//! The authorization server: who gets tokens, and what they open.

mod assertions;
mod clients;
mod introspection;
mod scopes;
mod tokens;

use std::time::UNIX_EPOCH;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};

use crate::support::{Api, Reply, start_time};

const GRANT: &str = "grant_type=client_credentials";
const JSON: &str = "application/json";

/// The seconds of the tests' clock.
fn now() -> u64 {
    start_time().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// The header and the claims of a compact JWT.
fn opened(jwt: &str) -> (Value, Value) {
    let mut parts = jwt.split('.').map(|part| {
        let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
        serde_json::from_slice(&bytes).unwrap_or_default()
    });
    (parts.next().unwrap(), parts.next().unwrap())
}

/// What another endpoint of the authorization server says of a token.
async fn ask(api: &Api, endpoint: &str, body: &str) -> Reply {
    let basic = api.basic();
    let headers =
        [("authorization", basic.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let path = api.auth(&format!("/as/{endpoint}"));
    api.raw("POST", &path, &headers, body.into()).await.unwrap()
}

/// An application that may act for itself.
fn application(kind: &str, method: &str) -> Value {
    json!({
        "name": "App", "enabled": true, "type": kind, "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": method, "grantTypes": ["CLIENT_CREDENTIALS"],
    })
}

/// Creates something; returns the id.
async fn create(api: &Api, list: &str, body: Value) -> String {
    let reply = api.post(&api.env(list), &body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.text_at("/id").to_owned()
}

/// The secret of an application or resource.
async fn secret(api: &Api, path: &str) -> String {
    let reply = api.get(&api.env(&format!("{path}/secret"))).await;
    reply.text_at("/secret").to_owned()
}

/// Asks for a token with the secret in the header.
async fn token(api: &Api, id: &str, secret: &str, more: &str) -> Reply {
    let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    api.form(&[("authorization", &basic)], &format!("{GRANT}{more}")).await
}

/// The status of a call with that token.
async fn opens(api: &Api, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    api.raw("GET", &api.env("/users"), &headers, Vec::new()).await.unwrap().status
}
