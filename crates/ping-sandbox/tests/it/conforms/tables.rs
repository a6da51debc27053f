//! The tables that there are.

use serde_json::json;

use super::{
    Case, conforms, conforms_in, entries,
    others::{is_read_only, settings_conform},
};
use crate::support::Api;

#[tokio::test]
async fn populations() {
    conforms(Case {
        path: "/populations",
        least: json!({ "name": "Accounting" }),
        whole: json!({
            "name": "Sales", "description": "On the road", "preferredLanguage": "en-GB",
            "passwordPolicy": { "id": "3d36d311-c424-4b61-b1da-865faced4d00" },
        }),
        other: json!({ "name": "sales", "alternativeIdentifiers": ["mail"] }),
        wrong: &[
            (r#"{"name":""}"#, "EMPTY_VALUE", "name"),
            (r#"{"default":"yes"}"#, "INVALID_VALUE", "default"),
            (r#"{"passwordPolicy":{}}"#, "REQUIRED_VALUE", "passwordPolicy.id"),
            (r#"{"preferredLanguage":"en gb"}"#, "INVALID_VALUE", "preferredLanguage"),
        ],
        unique: Some("name"),
        filter: "name eq \"SALES\"",
        kind: "POPULATION",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn users() {
    conforms(Case {
        path: "/users",
        least: json!({ "username": "ann" }),
        whole: json!({
            "username": "joe", "email": "joe@example.com", "nickname": "J",
            "name": { "given": "Joe", "family": "Doe" }, "externalId": "4711",
        }),
        other: json!({ "username": "Joe", "title": "Dr." }),
        wrong: &[
            (r#"{"email":"nobody"}"#, "INVALID_VALUE", "email"),
            (r#"{"name":{"given":""}}"#, "EMPTY_VALUE", "name.given"),
            (r#"{"population":{"id":"none"}}"#, "INVALID_VALUE", "population.id"),
            (r#"{"address":{"countryCode":"us"}}"#, "INVALID_VALUE", "address.countryCode"),
            (r#"{"mfaEnabled":"yes"}"#, "INVALID_VALUE", "mfaEnabled"),
            (r#"{"emailVerified":true}"#, "INVALID_VALUE", "emailVerified"),
        ],
        unique: Some("username"),
        filter: "email ew \"@example.com\" and username eq \"JOE\"",
        kind: "USER",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn groups() {
    conforms(Case {
        path: "/groups",
        least: json!({ "name": "Staff" }),
        whole: json!({
            "name": "Managers", "description": "A test group", "externalId": "g-1",
            "customData": { "groupOwner": "Tom Jones", "securityGroup": true },
            "userFilter": "title eq \"Manager\"",
        }),
        other: json!({ "name": "managers", "description": "Another" }),
        wrong: &[
            (r#"{"name":5}"#, "INVALID_VALUE", "name"),
            (r#"{"population":{}}"#, "REQUIRED_VALUE", "population.id"),
            (r#"{"userFilter":"nothing eq \"x\""}"#, "INVALID_FILTER", "userFilter"),
            (r#"{"customData":[]}"#, "INVALID_VALUE", "customData"),
        ],
        unique: Some("name"),
        filter: "externalId eq \"g-1\"",
        kind: "GROUP",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn applications() {
    conforms(Case {
        path: "/applications",
        least: json!({
            "name": "Worker", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
            "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "grantTypes": ["CLIENT_CREDENTIALS"],
        }),
        whole: json!({
            "name": "Portal", "enabled": true, "type": "WEB_APP", "protocol": "SAML",
            "acsUrls": ["https://sp.example.com/acs"], "assertionDuration": 60,
            "spEntityId": "sp", "responseSigned": true,
        }),
        other: json!({
            "name": "Portal", "enabled": false, "type": "WEB_APP", "protocol": "SAML",
            "acsUrls": ["https://sp.example.com/acs"], "assertionDuration": 61, "spEntityId": "sp",
        }),
        wrong: &[
            (r#"{"enabled":null}"#, "REQUIRED_VALUE", "enabled"),
            (r#"{"type":"WORKR"}"#, "INVALID_VALUE", "type"),
            (r#"{"grantTypes":["X"]}"#, "INVALID_VALUE", "grantTypes[0]"),
            (r#"{"refreshTokenDuration":1}"#, "OUT_OF_RANGE", "refreshTokenDuration"),
            (r#"{"jwksUrl":"ftp://x"}"#, "INVALID_VALUE", "jwksUrl"),
        ],
        kind: "APPLICATION",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn verify_policies() {
    conforms(Case {
        path: "/verifyPolicies",
        least: json!({ "name": "P", "liveness": { "verify": "REQUIRED", "threshold": "LOW" } }),
        whole: json!({
            "name": "Q", "description": "D", "ida": { "enabled": true },
            "governmentId": { "verify": "REQUIRED", "retry": { "attempts": 3 } },
        }),
        other: json!({ "name": "Q", "liveness": { "verify": "OPTIONAL", "threshold": "HIGH" } }),
        wrong: &[
            (r#"{"name":null}"#, "REQUIRED_VALUE", "name"),
            (r#"{"governmentId":{}}"#, "REQUIRED_VALUE", "governmentId.verify"),
            (r#"{"ida":true}"#, "INVALID_VALUE", "ida"),
        ],
        pages: false,
        kind: "VERIFY_POLICY",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn resources() {
    conforms(Case {
        path: "/resources",
        least: json!({ "name": "Orders" }),
        whole: json!({
            "name": "Stock", "description": "D", "audience": "https://stock.example.com",
            "accessTokenValiditySeconds": 300, "introspectEndpointAuthMethod": "NONE",
        }),
        other: json!({ "name": "stock", "applicationPermissionsSettings": { "claimEnabled": true } }),
        wrong: &[
            (r#"{"name":""}"#, "EMPTY_VALUE", "name"),
            (r#"{"accessTokenValiditySeconds":299}"#, "OUT_OF_RANGE", "accessTokenValiditySeconds"),
            (r#"{"audience":"x.pingone.com"}"#, "INVALID_VALUE", "audience"),
        ],
        unique: Some("name"),
        kind: "RESOURCE",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn scopes() {
    conforms(Case {
        path: "/scopes",
        within: vec![("/resources", json!({ "name": "Orders" }))],
        least: json!({ "name": "read" }),
        whole: json!({ "name": "write", "description": "D", "mappedClaims": ["c"] }),
        other: json!({ "name": "write", "schemaAttributes": ["a"] }),
        wrong: &[
            (r#"{"name":null}"#, "REQUIRED_VALUE", "name"),
            (r#"{"mappedClaims":"c"}"#, "INVALID_VALUE", "mappedClaims"),
            (r#"{"schemaAttributes":[1]}"#, "INVALID_VALUE", "schemaAttributes[0]"),
        ],
        unique: Some("name"),
        kind: "SCOPE",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn grants() {
    let api = Api::start().await;
    let mut bodies = Vec::new();
    for resource in entries(&api.get(&api.env("/resources")).await) {
        let id = resource["id"].as_str().unwrap();
        let scopes = entries(&api.get(&api.env(&format!("/resources/{id}/scopes"))).await);
        for scope in &scopes[..2] {
            let scopes = json!([{ "id": scope["id"] }]);
            bodies.push(json!({ "resource": { "id": id }, "scopes": scopes }));
        }
    }
    let application = json!({
        "name": "Portal", "enabled": true, "type": "WEB_APP", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "NONE", "grantTypes": ["AUTHORIZATION_CODE"],
        "responseTypes": ["CODE"], "redirectUris": ["https://example.com"],
    });
    let [least, _, whole, other] = bodies.try_into().unwrap();
    let case = Case {
        path: "/grants",
        within: vec![("/applications", application)],
        least,
        whole,
        other,
        wrong: &[
            (r#"{"resource":null}"#, "REQUIRED_VALUE", "resource"),
            (r#"{"scopes":[5]}"#, "INVALID_VALUE", "scopes[0].id"),
        ],
        unique: Some("resource.id"),
        kind: "APPLICATION_RESOURCE_GRANT",
        ..Case::BASE
    };
    conforms_in(&api, case).await;
}

#[tokio::test]
async fn notification_policies() {
    let of = |method: &str, total: i64| json!([{ "type": "USER", "deliveryMethods": [method], "total": total }]);
    let off = json!({ "enabled": false });
    let on = json!({
        "enabled": true, "resendLimit": 3, "groupBy": "USER_ID",
        "periods": [
            { "duration": 10, "timeUnit": "SECONDS" }, { "duration": 1, "timeUnit": "MINUTES" },
            { "duration": 10, "timeUnit": "MINUTES" },
        ],
    });
    conforms(Case {
        path: "/notificationsPolicies",
        least: json!({ "name": "Few", "quotas": of("Email", 3) }),
        whole: json!({
            "name": "Many", "quotas": [
                { "type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 30 },
                { "type": "ENVIRONMENT", "deliveryMethods": ["Email"], "claimed": 9, "unclaimed": 5 },
            ],
            "countryLimit": { "type": "DENIED", "countries": ["GB"] },
            "cooldownConfiguration": { "email": on, "sms": on, "voice": off, "whatsApp": off },
            "providerConfiguration": { "conditions": [
                { "deliveryMethods": ["VOICE"], "countries": ["US"], "fallbackChain": [{ "id": "1" }] },
                { "fallbackChain": [{ "id": "2" }] },
            ] },
        }),
        other: json!({ "name": "many", "quotas": of("SMS", 1) }),
        wrong: &[
            (r#"{"name":null}"#, "REQUIRED_VALUE", "name"),
            (
                r#"{"quotas":[{"type":"USER","total":1,"claimed":1}]}"#,
                "INVALID_VALUE",
                "quotas[0].total",
            ),
            (
                r#"{"countryLimit":{"type":"ALLOWED"}}"#,
                "REQUIRED_VALUE",
                "countryLimit.countries",
            ),
            (
                r#"{"providerConfiguration":{"conditions":[
                    {"countries":["US"],"fallbackChain":[{"id":"1"}]}]}}"#,
                "INVALID_VALUE",
                "providerConfiguration.conditions",
            ),
        ],
        unique: Some("name"),
        kind: "NOTIFICATIONS_POLICY",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn templates() {
    let api = Api::start().await;
    is_read_only(&api, &api.env("/templates")).await;
}

#[tokio::test]
async fn template_contents() {
    conforms(Case {
        path: "/templates/general/contents",
        least: json!({ "deliveryMethod": "SMS", "locale": "fr", "content": "Bonjour" }),
        whole: json!({
            "deliveryMethod": "Email", "locale": "fr", "variant": "Short", "subject": "Bonjour",
            "body": "<p>Bonjour</p>", "from": { "name": "Example" },
        }),
        other: json!({
            "deliveryMethod": "Email", "locale": "fr", "variant": "short", "body": "Salut",
        }),
        wrong: &[
            (r#"{"deliveryMethod":"SMS","content":""}"#, "EMPTY_VALUE", "content"),
            (r#"{"locale":"f r"}"#, "INVALID_VALUE", "locale"),
            (r#"{"sender":"Much too long"}"#, "SIZE_LIMIT_EXCEEDED", "sender"),
        ],
        unique: Some("locale"),
        kind: "TEMPLATE_CONTENT",
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn notification_settings() {
    settings_conform(Case {
        path: "/notificationsSettings",
        whole: json!({ "deliveryMode": "ALL", "from": { "name": "Us" } }),
        wrong: &[
            (r#"{"deliveryMode":"SOME"}"#, "INVALID_VALUE", "deliveryMode"),
            (r#"{"from":"Us"}"#, "INVALID_VALUE", "from"),
        ],
        ..Case::BASE
    })
    .await;
}

#[tokio::test]
async fn licenses() {
    let api = Api::start().await;
    let organization = &api.connection.organization_id;
    is_read_only(&api, &format!("/v1/organizations/{organization}/licenses")).await;
}

#[tokio::test]
async fn organizations() {
    is_read_only(&Api::start().await, "/v1/organizations").await;
}

#[tokio::test]
async fn roles() {
    is_read_only(&Api::start().await, "/v1/roles").await;
}

#[tokio::test]
async fn role_assignments() {
    let worker = json!({
        "name": "Worker", "enabled": true, "type": "WORKER", "protocol": "OPENID_CONNECT",
        "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "grantTypes": ["CLIENT_CREDENTIALS"],
    });
    for (above, body) in [
        ("/users", json!({ "username": "ann" })),
        ("/groups", json!({ "name": "Staff" })),
        ("/applications", worker),
    ] {
        let api = Api::start().await;
        let scope = json!({ "type": "ORGANIZATION", "id": api.connection.organization_id });
        let roles = entries(&api.get("/v1/roles").await);
        let [least, whole] =
            [0, 1].map(|n| json!({ "role": { "id": roles[n]["id"] }, "scope": scope }));
        let case = Case {
            path: "/roleAssignments",
            within: vec![(above, body)],
            least,
            whole,
            wrong: &[
                (r#"{"role":{}}"#, "REQUIRED_VALUE", "role.id"),
                (r#"{"scope":{"id":"x","type":"REGION"}}"#, "INVALID_VALUE", "scope.type"),
            ],
            unique: Some("role"),
            kind: "ROLE_ASSIGNMENT",
            ..Case::BASE
        };
        conforms_in(&api, case).await;
    }
}
