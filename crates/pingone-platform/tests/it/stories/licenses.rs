//! What this crate does not know of licenses yet.

use ping_models::platform::{LicenseStatus, NewEnvironment};
use serde_json::{Value, json};

use crate::service::service;

/// A license as a later version of the service has it.
fn later(id: &str, organization: &str) -> Value {
    json!({
        "id": id, "name": "Later", "package": "LATER", "status": "PAUSED",
        "organization": { "id": organization, "tier": 3 },
        "beginsAt": "2026-01-01T00:00:00.000Z", "expiresAt": "2030-01-01T00:00:00.000Z",
        "assignedEnvironmentsCount": 2,
        "quantum": { "allowKeys": true, "numberOfKeys": 12_345_678_901_234_567_890_u64 },
        "mfa": { "allowSmsOtp": true, "allowTelepathy": false, "limits": [1, null, 2.50] },
        "verify": { "numberOfRetinas": 7 },
        "users": { "max": null },
    })
}

#[tokio::test]
async fn unknown_members_of_a_license_survive() {
    let service = service().await;
    let organization = &service.connection.organization_id;
    let body = later("license-1", organization);
    let list = json!({ "_embedded": { "licenses": [body] }, "size": 1, "_notes": "new" });
    let path = format!("/v1/organizations/{organization}/licenses");
    let plant = |path: &str, body: &Value| {
        let body = body.to_string();
        service.sandbox.faults().next("GET", path).status(200).body("application/json", body);
    };
    plant(&path, &list);
    let licenses = service.platform.organization(organization).licenses();
    let listed = licenses.list().all().await.unwrap().remove(0);
    plant(&format!("{path}/license-1"), &body);
    let read = licenses.read("license-1").await.unwrap();
    assert_eq!(listed, read);

    // Known ones are read, unknown ones by their names; written again, all are as they came.
    assert_eq!(read.mfa.as_ref().unwrap().allow_sms_otp, Some(true));
    assert_eq!(read.status, LicenseStatus::from_wire("PAUSED"));
    assert_eq!(read.field("quantum").unwrap()["numberOfKeys"], 12_345_678_901_234_567_890_u64);
    assert_eq!(read.mfa.as_ref().unwrap().field("allowTelepathy"), Some(json!(false)));
    assert_eq!(serde_json::to_value(&read).unwrap(), body);
}

/// A license goes back to the service where an environment that uses it is replaced.
#[tokio::test]
async fn what_an_environment_says_of_its_license_is_written_back() {
    let service = service().await;
    let environment = &service.connection.environment_id;
    let path = format!("/v1/environments/{environment}");
    let read = service.platform.environment().read().await.unwrap();
    let mut later = serde_json::to_value(&read).unwrap();
    later["license"]["tier"] = json!({ "name": "gold", "since": null });
    later["moonPhase"] = json!("waxing");
    let planted = service.sandbox.faults().next("GET", &path);
    planted.status(200).body("application/json", later.to_string());
    let environments = service.platform.environments();
    let read = environments.read(environment).await.unwrap();
    let change = NewEnvironment::from(read).description("Changed");
    environments.update(environment, change).await.unwrap();

    let requests = service.sandbox.requests();
    let sent = requests.iter().rev().find(|one| one.method == "PUT").unwrap();
    let sent: Value = serde_json::from_str(&sent.request_body).unwrap();
    assert_eq!(sent["license"], later["license"]);
    assert_eq!((&sent["moonPhase"], &sent["description"]), (&json!("waxing"), &json!("Changed")));
    assert_eq!(
        environments.read(environment).await.unwrap().description.as_deref(),
        Some("Changed")
    );
}
