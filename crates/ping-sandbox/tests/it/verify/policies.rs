//! Policies on the wire.

use serde_json::{Value, json};

use super::{Scene, text};
use crate::support::Reply;

impl Scene {
    async fn policies(&self, method: &str, rest: &str, body: Option<&Value>) -> Reply {
        let path = format!("/verifyPolicies{rest}");
        self.exchange(method, &path, body).await
    }

    pub(super) async fn policy(&self, body: Value) -> String {
        let answer = self.policies("POST", "", Some(&body)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.text_at("/id").to_owned()
    }
}

/// A whole passcode, with another value for one member.
fn otp(name: &str, value: Value) -> Value {
    let mut otp = json!({
        "attempts": { "count": 5 },
        "deliveries": { "count": 3, "cooldown": { "duration": 30, "timeUnit": "SECONDS" } },
        "lifeTime": { "duration": 10, "timeUnit": "MINUTES" },
        "notification": { "templateName": "email_phone_verification" },
    });
    if !name.is_empty() {
        otp[name] = value;
    }
    otp
}

fn liveness() -> Value {
    json!({ "verify": "REQUIRED", "threshold": "LOW" })
}

#[tokio::test]
async fn a_policy_is_read_back_with_every_section() {
    let scene = Scene::new().await;
    let id = scene.policy(json!({ "name": "Selfie only", "liveness": liveness() })).await;
    let policy = scene.policies("GET", &format!("/{id}"), None).await.body;
    assert_eq!(policy["governmentId"], json!({ "verify": "DISABLED" }));
    assert_eq!(policy["facialComparison"], json!({ "verify": "DISABLED", "threshold": "MEDIUM" }));
    assert_eq!(policy["email"]["otp"]["attempts"]["count"], 5);
    assert_eq!(policy["phone"]["otp"]["lifeTime"], json!({ "duration": 5, "timeUnit": "MINUTES" }));
    assert_eq!(policy["default"], false);
    assert_eq!(policy["createdAt"], "2026-01-15T12:00:00.000Z");
    let own = text(&policy["_links"]["self"]["href"]);
    assert!(own.ends_with(&format!("/verifyPolicies/{id}")));

    // A checked document has more; both spellings of the cool-down are taken.
    let body = json!({
        "name": "Document",
        "governmentId": { "verify": "OPTIONAL", "provider": { "auto": "VERIFF" } },
        "email": { "verify": "REQUIRED", "otp": {
            "attempts": { "count": 4 },
            "deliveries": {
                "count": 2, "coolDown": { "duration": 1, "timeUnit": "MINUTES" },
            },
            "lifeTime": { "duration": 9, "timeUnit": "MINUTES" },
            "notification": { "templateName": "email_phone_verification" },
        } },
        "dataBasedIdentityVerification": { "verify": "OPTIONAL", "countries": ["US"] },
        "unheardOf": true,
    });
    let path = format!("/{id}");
    let replaced = scene.policies("PUT", &path, Some(&body)).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text);
    let policy = replaced.body;
    let government_id = &policy["governmentId"];
    assert_eq!(government_id["inspectionType"], "AUTOMATIC");
    // In North America, and with a license for it.
    assert_eq!(government_id["verifyAamva"], true);
    assert_eq!(government_id["provider"], json!({ "auto": "VERIFF", "manual": "MITEK" }));
    assert_eq!(
        policy["email"]["otp"]["deliveries"],
        json!({ "count": 2, "cooldown": { "duration": 1, "timeUnit": "MINUTES" } })
    );
    let open = &policy["dataBasedIdentityVerification"];
    assert_eq!(open["countries"], json!(["US"]));
    assert_eq!(policy["liveness"]["verify"], "DISABLED", "replaced as a whole");
    assert!(policy.get("unheardOf").is_none());
}

#[tokio::test]
async fn every_wrong_member_of_a_policy_is_named() {
    let scene = Scene::new().await;
    let with = |section: &str, value: Value| {
        let mut body = json!({ "name": "P", "liveness": liveness() });
        body[section] = value;
        body
    };
    let span = |duration: u64, unit: &str| json!({ "duration": duration, "timeUnit": unit });
    let cases = [
        (json!({ "liveness": liveness() }), "name", "REQUIRED_VALUE"),
        (with("name", json!("")), "name", "EMPTY_VALUE"),
        (with("name", json!(1)), "name", "INVALID_VALUE"),
        (with("default", json!("yes")), "default", "INVALID_VALUE"),
        (with("description", json!("d".repeat(1025))), "description", "SIZE_LIMIT_EXCEEDED"),
        (with("governmentId", json!([])), "governmentId", "INVALID_VALUE"),
        (with("governmentId", json!({})), "governmentId.verify", "REQUIRED_VALUE"),
        (
            with("governmentId", json!({ "verify": "SOMETIMES" })),
            "governmentId.verify",
            "INVALID_VALUE",
        ),
        (
            with("governmentId", json!({ "verify": "REQUIRED", "retry": { "attempts": 4 } })),
            "governmentId.retry.attempts",
            "OUT_OF_RANGE",
        ),
        (
            with("governmentId", json!({ "verify": "DISABLED", "verifyAamva": true })),
            "governmentId.verifyAamva",
            "CONSTRAINT_VIOLATION",
        ),
        (
            with("governmentId", json!({ "verify": "REQUIRED", "aadhaar": { "enabled": true } })),
            "governmentId.aadhaar.enabled",
            "CONSTRAINT_VIOLATION",
        ),
        (
            with("facialComparison", json!({ "verify": "REQUIRED" })),
            "facialComparison.threshold",
            "REQUIRED_VALUE",
        ),
        (
            with(
                "phone",
                json!({ "verify": "REQUIRED", "otp": otp("lifeTime", span(59, "SECONDS")) }),
            ),
            "phone.otp.lifeTime.duration",
            "OUT_OF_RANGE",
        ),
        (
            with("transaction", json!({ "timeout": span(31, "MINUTES") })),
            "transaction.timeout.duration",
            "OUT_OF_RANGE",
        ),
        (
            with("transaction", json!({ "timeout": span(14, "MINUTES") })),
            "transaction.dataCollection.timeout",
            "CONSTRAINT_VIOLATION",
        ),
        (
            with("identityRecordMatching", json!({ "name": { "fieldRequired": true } })),
            "identityRecordMatching.name.threshold",
            "REQUIRED_VALUE",
        ),
        (json!({ "name": "P" }), "governmentId", "CONSTRAINT_VIOLATION"),
    ];
    for (body, target, code) in cases {
        let answer = scene.policies("POST", "", Some(&body)).await;
        answer.assert_error(400, "INVALID_DATA", Some((code, target)));
        let details = answer.at("/details").as_array().unwrap();
        assert_eq!(details.len(), 1, "{}", answer.text);
    }
    let count = scene.policies("GET", "", None).await.body["size"].clone();
    assert_eq!(count, 2, "nothing was created");
}

#[tokio::test]
async fn half_a_passcode_or_collection_is_refused() {
    let scene = Scene::new().await;
    let refused = async |body: &Value, target: &str| {
        let answer = scene.policies("POST", "", Some(body)).await;
        answer.assert_error(400, "INVALID_DATA", Some(("REQUIRED_VALUE", target)));
        assert_eq!(answer.at("/details").as_array().map(Vec::len), Some(1));
    };
    for section in ["email", "phone"] {
        let with = |otp: Value| {
            let check = json!({ "verify": "OPTIONAL", "otp": otp });
            json!({ "name": "P", "liveness": liveness(), section: check })
        };
        for name in ["attempts", "deliveries", "lifeTime", "notification"] {
            let target = format!("{section}.otp.{name}");
            let mut half = otp("", Value::Null);
            half.as_object_mut().unwrap().remove(name);
            refused(&with(half), &target).await;
            refused(&with(otp(name, Value::Null)), &target).await;
        }
        for (name, value, missing) in [
            ("attempts", json!({}), "attempts.count"),
            ("deliveries", json!({ "count": 1 }), "deliveries.cooldown"),
            (
                "deliveries",
                json!({ "cooldown": { "duration": 1, "timeUnit": "MINUTES" } }),
                "deliveries.count",
            ),
            ("lifeTime", json!({ "timeUnit": "MINUTES" }), "lifeTime.duration"),
            ("notification", json!({}), "notification.templateName"),
        ] {
            let target = format!("{section}.otp.{missing}");
            refused(&with(otp(name, value)), &target).await;
        }
        // Not sent at all, it has its defaults.
        let check = json!({ "verify": "OPTIONAL" });
        let whole = json!({ "name": "P", section: check });
        assert_eq!(scene.policies("POST", "", Some(&whole)).await.status, 201);
    }
    let half = json!({ "dataCollection": {} });
    let half = json!({ "name": "P", "liveness": liveness(), "transaction": half });
    refused(&half, "transaction.dataCollection.timeout").await;
    let whole = json!({ "dataCollectionOnly": true });
    let whole = json!({ "name": "P", "liveness": liveness(), "transaction": whole });
    assert_eq!(scene.policies("POST", "", Some(&whole)).await.status, 201);
}

#[tokio::test]
async fn authorities_are_asked_unless_a_policy_says_otherwise() {
    let scene = Scene::new().await;
    for (government_id, expected) in [
        (json!({ "verify": "REQUIRED" }), json!(true)),
        (json!({ "verify": "OPTIONAL", "verifyAamva": null }), json!(true)),
        (json!({ "verify": "REQUIRED", "verifyAamva": false }), json!(false)),
        (json!({ "verify": "DISABLED" }), Value::Null),
    ] {
        let body = json!({
            "name": "P", "liveness": liveness(), "governmentId": government_id,
        });
        let id = scene.policy(body).await;
        let policy = scene.policies("GET", &format!("/{id}"), None).await;
        assert_eq!(policy.at("/governmentId/verifyAamva"), &expected);
    }
}

#[tokio::test]
async fn the_default_moves_and_cannot_be_lost() {
    let scene = Scene::new().await;
    let first = scene.api.sandbox.verify().default_policy_id();
    let body = json!({ "name": "New", "liveness": liveness(), "default": true });
    let second = scene.policy(body.clone()).await;
    let verify = scene.api.sandbox.verify();
    assert_eq!(verify.default_policy_id(), second);
    let old = scene.policies("GET", &format!("/{first}"), None).await;
    assert_eq!(old.at("/default"), false);

    let path = format!("/{second}");
    let answer = scene.policies("DELETE", &path, None).await;
    answer.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "default")));
    assert!(answer.text.contains("cannot delete default"));
    let mut cleared = body.clone();
    cleared["default"] = false.into();
    let answer = scene.policies("PUT", &path, Some(&cleared)).await;
    answer.assert_error(400, "INVALID_DATA", Some(("CONSTRAINT_VIOLATION", "default")));
    assert_eq!(verify.default_policy_id(), second);
    let answer = scene.policies("DELETE", &format!("/{first}"), None).await;
    assert_eq!(answer.status, 204);
    for method in ["GET", "DELETE"] {
        let answer = scene.policies(method, &format!("/{first}"), None).await;
        assert_eq!(answer.status, 404, "{method}");
    }
    let answer = scene.policies("PUT", &format!("/{first}"), Some(&body)).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_filter_tests_the_name_once() {
    let scene = Scene::new().await;
    for name in ["Alpha", "a \"and\" b"] {
        let body = json!({ "name": name, "liveness": liveness() });
        scene.policy(body).await;
    }
    for (filter, count) in [
        ("name%20sw%20%22al%22", 1),
        ("name%20co%20%22%5C%22and%5C%22%22", 1),
        ("name%20co%20%22%20or%20%22", 0),
        ("name%20ne%20%22ALPHA%22", 3),
        ("name%20pr", 4),
    ] {
        let rest = format!("?filter={filter}");
        let answer = scene.policies("GET", &rest, None).await;
        assert_eq!(answer.status, 200, "{filter}: {}", answer.text);
        assert_eq!(answer.body["size"], count, "{filter}");
    }
    for filter in [
        "name%20gt%20%22a%22",
        "id%20eq%20%22a%22",
        "name%20pr%20and%20name%20pr",
        "name%20pr%20OR%20name%20pr",
        "(name%20pr)",
        "name%20sw",
    ] {
        let rest = format!("?filter={filter}");
        let answer = scene.policies("GET", &rest, None).await;
        answer.assert_error(400, "INVALID_REQUEST", Some(("INVALID_FILTER", "filter")));
    }
}
