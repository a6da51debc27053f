//! Authenticators that are kept, and the migration of policies.

use serde_json::{Value, json};

use crate::support::Api;

#[tokio::test]
async fn metadata_of_authenticators_are_kept_and_nothing_is_left_to_migrate() {
    let api = Api::start().await;
    let list = api.env("/fidoDevicesMetadata");
    let statement = json!({ "description": "Key", "isKeyRestricted": true, "legalHeader": "x" });
    let body = json!({
        "aaguid": "00000000-0000-4000-8000-000000000001", "metadataStatement": statement,
    });
    let created = api.post(&list, &body).await.expect(201, "mfa.add_custom_fido_device_fido2");
    assert_eq!(
        created.at("/metadataStatement"),
        &json!({ "description": "Key", "keyRestricted": true })
    );
    assert_eq!(created.at("/id"), &Value::Null);
    let all = api.get(&list).await.expect(200, "mfa.read_all_fido_device_metadata");
    let id = all.text_at("/_embedded/fidoDevicesMetadata/0/mdsIdentifier");
    let one = format!("{list}/{id}");
    api.get(&one).await.expect(200, "mfa.read_fido_device_metadata_fido2");
    api.delete(&one).await.expect(204, "mfa.remove_custom_fido_device");
    let bad = api.post(&list, &json!({ "metadataStatement": {} })).await;
    bad.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", "aaguid")));

    let migrate = api.env("/deviceAuthenticationPolicies");
    let media = "deviceAuthenticationPolicy.fido2.migrate";
    let named = |id: &str| json!({ "migrationData": [{ "deviceAuthenticationPolicyId": id }] });
    let done = api.act(&migrate, media, &named(&api.connection.device_policy_id)).await;
    let done = done.expect(200, "mfa.migrate_device_authentication_policies");
    assert_eq!(done.at("/_embedded/deviceAuthenticationPolicies/0/default"), true);
    assert_eq!(api.act(&migrate, media, &named("none")).await.status, 400);
}
