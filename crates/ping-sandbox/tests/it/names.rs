//! The names that the services go by: those of the regions, and custom domains.

use serde_json::{Value, json};

use crate::support::{Api, Reply};

/// A request under a host name.
async fn at(api: &Api, host: &str, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut headers = headers.to_vec();
    headers.push(("host", host));
    let body =
        if method == "POST" { b"grant_type=client_credentials".to_vec() } else { Vec::new() };
    api.raw(method, path, &headers, body).await.unwrap()
}

/// Asks for a token.
async fn token(api: &Api, host: &str, path: &str) -> Reply {
    let form = ("content-type", "application/x-www-form-urlencoded");
    at(api, host, "POST", path, &[form, ("authorization", &api.basic())]).await
}

#[tokio::test]
async fn under_the_name_of_a_service_no_other_one_answers() {
    let api = Api::start().await;
    let bearer = format!("Bearer {}", api.token);
    let bearer = [("authorization", bearer.as_str())];
    for region in ["com", "ca", "eu", "com.au", "sg", "asia"] {
        let (auth, own) = (format!("auth.pingone.{region}"), format!("api.pingone.{region}:443"));
        let asked = token(&api, &auth, &api.auth("/as/token")).await;
        asked.expect(200, "platform.get_token");
        let read = at(&api, &own, "GET", &api.env(""), &bearer).await;
        read.expect(200, "platform.read_one_environment");
        assert_eq!(token(&api, &own, &api.auth("/as/token")).await.status, 403);
        assert_eq!(at(&api, &auth, "GET", &api.env(""), &bearer).await.status, 403);

        let metadata = api.auth("/as/.well-known/openid-configuration");
        let metadata = at(&api, &auth, "GET", &metadata, &[]).await;
        let issuer = format!("https://{auth}{}", api.auth("/as"));
        assert_eq!(metadata.text_at("/issuer"), issuer);
    }
    // Under a name of its own the sandbox is all of them, as ever.
    assert_eq!(at(&api, "sandbox.test", "GET", &api.env(""), &bearer).await.status, 200);
}

#[tokio::test]
async fn a_custom_domain_is_the_authorization_server_of_one_environment() {
    const DOMAIN: &str = "login.example.com";
    let api = Api::start().await;
    assert_eq!(token(&api, DOMAIN, "/as/token").await.status, 403);
    api.tenant.add_domain("Login.Example.com").unwrap();
    token(&api, DOMAIN, "/as/token").await.expect(200, "platform.get_token");
    let metadata = at(&api, DOMAIN, "GET", "/as/.well-known/openid-configuration", &[]).await;
    assert_eq!(metadata.text_at("/token_endpoint"), "https://login.example.com/as/token");
    let bearer = format!("Bearer {}", api.token);
    let bearer = [("authorization", bearer.as_str())];
    assert_eq!(at(&api, DOMAIN, "GET", &api.env(""), &bearer).await.status, 403);
    assert_eq!(at(&api, DOMAIN, "GET", "/deviceAuthentications/none", &bearer).await.status, 404);

    // One environment has it, and no name of PingOne's is one.
    let other = api.sandbox.add_environment();
    for refused in [DOMAIN, "auth.pingone.eu", "localhost", "10.0.0.1", "a_b.test"] {
        assert!(other.add_domain(refused).is_err(), "{refused}");
    }
    let path = format!("/sandbox/environments/{}/domains", other.id());
    let set = json!({ "domain": "login.example.org" });
    assert_eq!(api.send("POST", &path, "application/json", &set).await.status, 204);
    assert_eq!(token(&api, "login.example.org", "/as/token").await.status, 401);
    let none = api.send("POST", &path, "application/json", &Value::Null).await;
    assert_eq!(none.status, 400);
}
