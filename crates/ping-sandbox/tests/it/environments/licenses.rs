//! What licenses and products allow environments.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ADMIN, INTERNAL, create, faults, new, put};
use crate::support::Api;

#[tokio::test]
async fn a_license_bounds_how_many_environments_there_are() {
    let api = Api::start().await;
    let first = create(&api, new("One", ADMIN)).await;
    let refused = api.post("/v1/environments", &new("Two", ADMIN)).await;
    refused.assert_error(403, "ACCESS_FAILED", None);
    assert_eq!(refused.at("/details/0/code"), "LICENSE_EXCEEDED");
    assert_eq!(refused.at("/details/0/innerError/quotaLimit"), 1);
    // An environment that has the license keeps it; another one cannot move to it.
    let kept = put(&api, &first, new("First", ADMIN)).await;
    kept.expect(200, "platform.update_environment");
    assert_eq!(put(&api, &api.env(""), new("Sandbox", ADMIN)).await.status, 403);
    assert_eq!(api.delete(&first).await.status, 204);
    assert_eq!(put(&api, &api.env(""), new("Sandbox", ADMIN)).await.status, 200);
    let organization = format!("/v1/organizations/{}", api.connection.organization_id);
    let can = api.get(&format!("{organization}/capabilities")).await;
    let can = can.expect(200, "platform.read_organization_capabilities");
    assert_eq!(can.at("/canCreateEnvironment"), true);
}

#[tokio::test]
async fn licenses_begin_and_end_by_the_clock() {
    let api = Api::start().await;
    let license = format!("/v1/organizations/{}/licenses", api.connection.organization_id);
    let status =
        async || api.get(&format!("{license}/{INTERNAL}")).await.text_at("/status").to_owned();
    assert_eq!(status().await, "ACTIVE");
    api.sandbox.clock().advance(Duration::from_secs(80 * 365 * 24 * 60 * 60));
    let api = api.beside(api.tenant.clone()).await;
    assert_eq!(api.get(&format!("{license}/{INTERNAL}")).await.at("/status"), "EXPIRED");
    let expired = api.get(&format!("{license}?filter=status%20eq%20%22EXPIRED%22")).await;
    assert_eq!(expired.at("/count"), 2);
    let refused = api.post("/v1/environments", &new("Late", INTERNAL)).await;
    refused.assert_error(400, "INVALID_DATA", Some(("INVALID_VALUE", "license.id")));
    let organization = format!("/v1/organizations/{}", api.connection.organization_id);
    let can = api.get(&format!("{organization}/capabilities")).await;
    assert_eq!(can.at("/canCreateEnvironment"), false);
}

#[tokio::test]
async fn products_are_replaced_and_keep_their_ids() {
    let api = Api::start().await;
    let path = api.env("/billOfMaterials");
    let before = api.get(&path).await.expect(200, "platform.read_bill_of_materials");
    assert_eq!(
        before.at("/_links/environment/href"),
        &*format!("{}{}", api.connection.api_url, api.env(""))
    );
    let products = json!({
        "products": [{ "type": "PING_FEDERATE", "console": { "href": "https://pf.test" } }, { "type": "PING_ONE_MFA" }],
        "solutionType": "WORKFORCE",
    });
    let after = put(&api, &path, products).await.expect(200, "platform.update_bill_of_materials");
    assert_eq!(after.at("/products/0/console/href"), "https://pf.test");
    assert_eq!(after.at("/products/1/id"), before.at("/products/1/id"));
    assert_ne!(after.at("/products/0/id"), before.at("/products/0/id"));
    assert_eq!(after.at("/solutionType"), &Value::Null);
    assert_eq!(api.get(&path).await.body, after.body);
    // What an environment does not have cannot be used there.
    let verify = api.get(&api.env("/verifyPolicies")).await;
    assert_eq!(verify.at("/details/0/code"), "INSUFFICIENT_PERMISSIONS");
    let can = api.get(&api.env("/capabilities")).await;
    let can = can.expect(200, "platform.read_environment_capabilities");
    assert_eq!((can.at("/canUseVerify"), can.at("/canUseMfa")), (&json!(false), &json!(true)));
    assert_eq!(can.at("/canUseMfaWf"), false);
    let wrong = json!({ "products": [{ "type": "PING_PONG" }, {}] });
    let wrong = put(&api, &path, wrong).await;
    let expected = ["INVALID_VALUE products[0].type", "REQUIRED_VALUE products[1].type"];
    assert_eq!(faults(&wrong), expected);
    api.tenant.verify().set_in_bill_of_materials(true);
    assert_eq!(api.get(&api.env("/verifyPolicies")).await.status, 200);
    assert_eq!(api.get(&path).await.at("/products/2/type"), "PING_ONE_VERIFY");
}

#[tokio::test]
async fn capabilities_follow_from_the_license() {
    let api = Api::start().await;
    let path = create(&api, new("Small", ADMIN)).await;
    let can = async |path: &str| api.get(&format!("{path}/capabilities")).await;
    let (all, few) = (can(&api.env("")).await, can(&path).await);
    assert_eq!(all.at("/environmentId"), &*api.connection.environment_id);
    for (name, has) in [
        ("canCreateConnections", false),
        ("canCreateCustomDomain", false),
        ("canPromoteToProd", true),
    ] {
        assert_eq!(few.at(&format!("/{name}")), has, "{name}");
        assert_eq!(all.at(&format!("/{name}")), true, "{name}");
    }
    assert_eq!(all.at("/licenseQuantities/rlgAuditRps/limit"), 10);
}
