//! What programs of others send and read, found by running them; see `docs/sandbox.md`.

use serde_json::json;

use crate::support::{Api, Reply};

/// A request with these headers beside the token.
async fn sent(api: &Api, path: &str, more: &[(&str, &str)], body: &str) -> Reply {
    let bearer = format!("Bearer {}", api.token);
    let mut headers = vec![("authorization", bearer.as_str()), ("accept", "application/json")];
    headers.extend(more);
    api.raw("POST", path, &headers, body.as_bytes().to_vec()).await.unwrap()
}

/// The vendor's Go SDK, and with it the Terraform provider, sends its default beside what is meant.
#[tokio::test]
async fn of_two_media_types_the_last_one_is_meant() {
    let api = Api::start().await;
    let two = |meant| [("content-type", "application/json"), ("content-type", meant)];
    let import = two("application/vnd.pingidentity.user.import+json");
    let body = json!({ "username": "ann", "password": { "value": "2Federate!2Federate" } });
    let made = sent(&api, &api.env("/users"), &import, &body.to_string()).await;
    let made = made.expect(201, "platform.import_user");
    let user = api.env(&format!("/users/{}", made.text_at("/id")));
    assert_eq!(api.get(&format!("{user}/password")).await.at("/status"), "OK");
    let check = two("application/vnd.pingidentity.password.check+json");
    let body = json!({ "password": "2Federate!2Federate" }).to_string();
    let checked = sent(&api, &format!("{user}/password"), &check, &body).await;
    checked.expect(200, "platform.check_user_password");
    // What has no body comes with a null in its place.
    for (meant, operation) in [
        ("application/vnd.pingidentity.account.lock+json", "platform.lock_user_account"),
        ("application/vnd.pingidentity.account.unlock+json", "platform.unlock_user_account"),
    ] {
        sent(&api, &user, &two(meant), "null").await.expect(200, operation);
    }
    let force = two("application/vnd.pingidentity.password.forceChange");
    let forced = sent(&api, &format!("{user}/password"), &force, "null").await;
    forced.expect(200, "platform.force_user_password_change");
    assert_eq!(api.get(&format!("{user}/password")).await.at("/status"), "MUST_CHANGE_PASSWORD");
}
