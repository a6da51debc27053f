//! Users' devices and device authentications.

mod authentications;
mod bypass;
mod codes;
mod devices;
#[cfg(feature = "webauthn")]
mod fido;
mod mobile;
mod new_devices;
mod oath;
mod order;
mod policies;
mod quotas;
mod reports;
mod tables;
mod totp;
mod workforce;

use serde_json::{Value, json};

use crate::support::{Api, Reply};

/// A user and the path of the user's devices.
async fn user(api: &Api) -> (String, String) {
    let id = api.user("joe").await;
    let devices = api.env(&format!("/users/{id}/devices"));
    (id, devices)
}

/// Creates an active email device; returns its id.
async fn email_device(api: &Api, devices: &str, email: &str) -> String {
    let body = json!({ "type": "EMAIL", "email": email });
    let reply = api.post(devices, &body).await;
    reply.expect(201, "mfa.create_mfa_device_email").text_at("/id").to_owned()
}

/// Begins an authentication; returns the answer and its path.
pub async fn begin(api: &Api, body: Value) -> (Reply, String) {
    let path = api.auth("/deviceAuthentications");
    let reply = api.post(&path, &body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let path = format!("{path}/{}", reply.text_at("/id"));
    (reply, path)
}

/// Answers an authentication with a passcode.
pub async fn check(api: &Api, path: &str, otp: &str) -> Reply {
    let reply = api.act(path, "otp.check", &json!({ "otp": otp })).await;
    assert_eq!(reply.operation(), "mfa.validate_otp_for_device");
    reply
}

/// A passcode that is not this one.
fn another(otp: &str) -> String {
    let last = if otp.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &otp[..otp.len() - 1])
}

/// Sorted: in which order JSON comes depends on a feature of whoever reads it.
fn names(links: &Value) -> Vec<&str> {
    let links = links.as_object().expect("links");
    let mut names: Vec<_> = links.keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn mfa_is_switched_on_and_off_by_its_own_resource_only() {
    let api = Api::start().await;
    let created = api.post(&api.env("/users"), &json!({ "username": "joe" })).await;
    let user = api.env(&format!("/users/{}", created.text_at("/id")));
    let path = format!("{user}/mfaEnabled");
    let read = api.get(&path).await.expect(200, "mfa.read_user_mfa_enabled");
    let url = format!("{}{path}", api.connection.api_url);
    assert_eq!(read.at("/mfaEnabled"), false);
    assert_eq!(read.text_at("/_links/self/href"), url);
    let body = json!({ "mfaEnabled": true });
    let updated = api
        .send("PUT", &path, "application/json", &body)
        .await
        .expect(200, "mfa.update_user_mfa_enabled");
    assert_eq!(updated.at("/mfaEnabled"), true);
    assert_eq!(api.get(&user).await.at("/mfaEnabled"), true);
    for (body, code) in
        [(json!({}), "REQUIRED_VALUE"), (json!({ "mfaEnabled": "true" }), "INVALID_VALUE")]
    {
        let reply = api.send("PUT", &path, "application/json", &body).await;
        reply.assert_error(400, "INVALID_DATA", Some((code, "mfaEnabled")));
    }
    let unknown = api.env("/users/none/mfaEnabled");
    api.get(&unknown).await.assert_error(404, "NOT_FOUND", None);
}
