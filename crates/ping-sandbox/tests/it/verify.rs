//! Verify transactions on the wire, and what a person in front of a camera makes of them.

mod control;
mod create;
mod data;
mod documents;
mod policies;

use std::time::Duration;

use ping_sandbox::{Document, Person, Selfie, Submission};
use serde_json::{Value, json};

use crate::support::{Api, Reply};

const MINUTE: Duration = Duration::from_secs(60);

/// A sandbox with a user.
struct Scene {
    api: Api,
    user: String,
}

impl Scene {
    async fn new() -> Self {
        let lifetime = Duration::from_secs(100_000);
        let api = Api::with(|builder| builder.token_lifetime(lifetime)).await;
        let user = api.user("ann").await;
        Self { api, user }
    }

    /// A request below the environment.
    async fn exchange(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let media_type = body.map_or("", |_| "application/json");
        let body = body.unwrap_or(&Value::Null);
        let path = self.api.env(path);
        self.api.send(method, &path, media_type, body).await
    }

    /// A request below the user's transactions.
    async fn at(&self, method: &str, rest: &str, body: Option<&Value>) -> Reply {
        let path = format!("/users/{}/verifyTransactions{rest}", self.user);
        self.exchange(method, &path, body).await
    }

    async fn get(&self, rest: &str) -> Value {
        let answer = self.at("GET", rest, None).await;
        assert_eq!(answer.status, 200, "{rest}: {}", answer.text);
        answer.body
    }

    /// A new transaction's id.
    async fn create(&self, body: Value) -> String {
        let answer = self.at("POST", "", Some(&body)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.body["id"].as_str().unwrap().to_owned()
    }

    async fn status(&self, id: &str) -> String {
        let transaction = self.get(&format!("/{id}")).await;
        text(&transaction["transactionStatus"]["status"])
    }

    fn submit(&self, id: &str, submission: &Submission) {
        self.api.sandbox.verify().submit(id, submission).unwrap();
    }

    /// The details of a refused creation.
    async fn refused(&self, body: Value) -> Vec<(String, String)> {
        let answer = self.at("POST", "", Some(&body)).await;
        let error = answer.body;
        assert_eq!((answer.status, &error["code"]), (400, &json!("INVALID_DATA")), "{body}");
        let details = error["details"].as_array().unwrap();
        details.iter().map(|detail| (text(&detail["target"]), text(&detail["code"]))).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn ann() -> Submission {
    Submission::new(Person::new("Ann", "Lee").birth_date("1990-01-31"))
}

fn types(entries: &Value) -> Vec<String> {
    let entries = entries.as_array().unwrap();
    entries.iter().map(|entry| text(&entry["type"])).collect()
}

#[tokio::test]
async fn transactions_are_listed_newest_first() {
    let scene = Scene::new().await;
    assert_eq!(scene.get("").await["_embedded"], json!({ "verifyTransactions": [] }));
    let first = scene.create(json!({})).await;
    // Of the same millisecond, the later one is the newer one.
    let second = scene.create(json!({})).await;
    scene.api.sandbox.clock().advance(MINUTE);
    let third = scene.create(json!({})).await;
    let other = scene.api.user("bob").await;
    let list = scene.get("").await;
    let ids = |list: &Value| -> Vec<String> {
        let items = list["_embedded"]["verifyTransactions"].as_array().unwrap();
        items.iter().map(|item| text(&item["id"])).collect()
    };
    assert_eq!(ids(&list), [third.as_str(), &second, &first]);
    assert_eq!(list["size"], 3);
    let own = text(&list["_links"]["self"]["href"]);
    assert!(own.ends_with(&format!("/users/{}/verifyTransactions", scene.user)));
    let last = scene.get("?limit=1").await;
    assert_eq!((ids(&last), &last["size"]), (vec![third.clone()], &json!(1)));
    assert_eq!(scene.at("GET", "?limit=0", None).await.status, 400);
    assert_eq!(scene.at("GET", "?limit=x", None).await.status, 400);

    // Another user neither lists nor reads them.
    let path = format!("/users/{other}/verifyTransactions");
    assert_eq!(scene.exchange("GET", &path, None).await.body["size"], 0);
    let path = format!("{path}/{third}");
    assert_eq!(scene.exchange("GET", &path, None).await.status, 404);
}

#[tokio::test]
async fn a_policy_can_be_expanded() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let transaction = scene.get(&format!("/{id}?expand=verifyPolicy")).await;
    let policy = &transaction["verifyPolicy"];
    assert_eq!(policy["id"], scene.api.sandbox.verify().default_policy_id());
    assert_eq!(policy["governmentId"]["verify"], "REQUIRED");
    assert_eq!(policy["transaction"]["timeout"], json!({ "duration": 30, "timeUnit": "MINUTES" }));
    assert_eq!(policy["environment"]["id"], scene.api.connection.environment_id);
    let answer = scene.at("GET", &format!("/{id}?expand=user"), None).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn a_person_goes_through_every_status() {
    let scene = Scene::new().await;
    let verify = scene.api.sandbox.verify();
    let id = scene.create(json!({})).await;
    scene.api.sandbox.clock().advance(MINUTE);
    verify.open(&id).unwrap();
    let opened = scene.get(&format!("/{id}")).await;
    assert_eq!(opened["transactionStatus"], json!({ "status": "INITIATED" }));
    assert_eq!(opened["updatedAt"], "2026-01-15T12:01:00.000Z");
    assert_eq!(opened["expiresAt"], "2026-01-15T12:30:00.000Z");

    verify.submit(&id, &ann().without_selfie()).unwrap();
    let partial = scene.get(&format!("/{id}")).await;
    assert_eq!(partial["transactionStatus"], json!({ "status": "PARTIAL" }));
    assert!(partial["qrUrl"].is_string());
    for list in ["metaData", "verifiedData"] {
        let list = scene.get(&format!("/{id}/{list}")).await;
        assert_eq!(list["size"], 0, "nothing is said before the decision");
    }

    let selfie = ann().without_document().processing(MINUTE);
    verify.submit(&id, &selfie).unwrap();
    let checking = scene.get(&format!("/{id}")).await;
    assert_eq!(checking["transactionStatus"], json!({ "status": "IN_PROGRESS" }));
    assert!(checking.get("qrUrl").is_none());
    assert!(verify.submit(&id, &ann()).is_err(), "nothing more is taken");
    assert!(verify.open(&id).is_err());

    scene.api.sandbox.clock().advance(MINUTE);
    let done = scene.get(&format!("/{id}")).await;
    assert_eq!(
        done["transactionStatus"],
        json!({
            "status": "SUCCESS",
            "verificationStatus": {
                "GOVERNMENT_ID": "SUCCESS",
                "LIVENESS": "SUCCESS",
                "FACIAL_COMPARISON_DOCUMENT": "SUCCESS",
            },
        })
    );
    assert_eq!(done["verifiedDocuments"], "[selfie, liveness, driver_license]");
    assert_eq!(done["updatedAt"], "2026-01-15T12:02:00.000Z");
    for gone in ["qrUrl", "webVerificationUrl", "webVerificationCode"] {
        assert!(done.get(gone).is_none(), "{gone}");
    }
    assert!(verify.submit("unknown", &ann()).is_err());
}

#[tokio::test]
async fn fraud_fails_at_once_with_the_check_that_failed() {
    let scene = Scene::new().await;
    let cases = [
        (
            ann().document(Document::Forged),
            json!({ "GOVERNMENT_ID": "FAIL", "LIVENESS": "SUCCESS", "FACIAL_COMPARISON_DOCUMENT": "SUCCESS" }),
            "DOCUMENT_AUTHENTICATION",
        ),
        (
            ann().selfie(Selfie::OtherPerson),
            json!({ "GOVERNMENT_ID": "SUCCESS", "LIVENESS": "SUCCESS", "FACIAL_COMPARISON_DOCUMENT": "FAIL" }),
            "FACIAL_COMPARISON",
        ),
    ];
    for (submission, checks, failed) in cases {
        let id = scene.create(json!({})).await;
        scene.submit(&id, &submission);
        let transaction = scene.get(&format!("/{id}")).await;
        let status = &transaction["transactionStatus"];
        assert_eq!(status["status"], "FAIL");
        assert_eq!(status["verificationStatus"], checks);
        assert!(transaction.get("verifiedDocuments").is_none());
        let metadata = scene.get(&format!("/{id}/metaData")).await;
        for entry in metadata["_embedded"]["metaData"].as_array().unwrap() {
            let expected = if entry["type"] == failed { "FAIL" } else { "SUCCESS" };
            assert_eq!(entry["status"], expected, "{entry}");
        }
    }
}

#[tokio::test]
async fn bad_pictures_can_be_taken_again_until_the_policy_says_no() {
    let scene = Scene::new().await;
    let blurred = ann().document(Document::Blurred);
    let id = scene.create(json!({})).await;
    scene.submit(&id, &blurred.clone().without_selfie());
    assert_eq!(scene.status(&id).await, "INITIATED");
    scene.submit(&id, &blurred);
    assert_eq!(scene.status(&id).await, "PARTIAL", "the selfie was good");
    scene.submit(&id, &blurred);
    let transaction = scene.get(&format!("/{id}")).await;
    let status = &transaction["transactionStatus"];
    assert_eq!(status["status"], "FAIL", "two retries are allowed");
    assert_eq!(status["verificationStatus"]["GOVERNMENT_ID"], "FAIL");

    let id = scene.create(json!({})).await;
    for expected in ["PARTIAL", "PARTIAL", "FAIL"] {
        scene.submit(&id, &ann().selfie(Selfie::NotLive));
        assert_eq!(scene.status(&id).await, expected);
    }
    let transaction = scene.get(&format!("/{id}")).await;
    let checks = &transaction["transactionStatus"]["verificationStatus"];
    assert_eq!(*checks, json!({ "GOVERNMENT_ID": "SUCCESS", "LIVENESS": "FAIL" }));
}

#[tokio::test]
async fn who_walks_away_times_out() {
    let scene = Scene::new().await;
    let verify = scene.api.sandbox.verify();
    let clock = scene.api.sandbox.clock();
    let untouched = scene.create(json!({})).await;
    let opened = scene.create(json!({})).await;
    verify.open(&opened).unwrap();
    let checking = scene.create(json!({})).await;
    scene.submit(&checking, &ann().processing(MINUTE * 60));

    clock.advance(MINUTE * 15 - Duration::from_millis(1));
    assert_eq!(scene.status(&opened).await, "INITIATED");
    clock.advance(Duration::from_millis(1));
    let timed_out = scene.get(&format!("/{opened}")).await;
    assert_eq!(
        timed_out["transactionStatus"],
        json!({ "status": "FAIL", "verificationStatus": { "TRANSACTION_TIMED_OUT": "FAIL" } })
    );
    assert_eq!(timed_out["updatedAt"], "2026-01-15T12:15:00.000Z");
    assert!(verify.open(&opened).is_err());

    assert_eq!(scene.status(&untouched).await, "REQUESTED");
    clock.advance(MINUTE * 20);
    let timed_out = scene.get(&format!("/{untouched}")).await;
    assert_eq!(timed_out["transactionStatus"]["status"], "FAIL");
    assert_eq!(timed_out["updatedAt"], timed_out["expiresAt"]);
    assert_eq!(scene.status(&checking).await, "IN_PROGRESS", "all was there in time");
    clock.advance(MINUTE * 25);
    assert_eq!(scene.status(&checking).await, "SUCCESS");
}

#[tokio::test]
async fn an_administrator_overrides_a_failure_only() {
    let scene = Scene::new().await;
    let approve = |status: &str| json!({ "transactionStatus": { "status": status } });
    let id = scene.create(json!({})).await;
    let answer = scene.at("PUT", &format!("/{id}"), Some(&approve("APPROVED_MANUALLY"))).await;
    assert_eq!((answer.status, answer.body["code"].clone()), (400, json!("REQUEST_FAILED")));
    assert_eq!(scene.status(&id).await, "REQUESTED");

    scene.submit(&id, &ann().document(Document::Forged));
    for (body, code) in [
        (json!({}), "REQUIRED_VALUE"),
        (json!({ "transactionStatus": {} }), "REQUIRED_VALUE"),
        (approve("SUCCESS"), "INVALID_VALUE"),
    ] {
        let answer = scene.at("PUT", &format!("/{id}"), Some(&body)).await;
        let detail = &answer.body["details"][0];
        assert_eq!(answer.status, 400);
        assert_eq!(
            (&detail["code"], &detail["target"]),
            (&json!(code), &json!("transactionStatus.status"))
        );
    }
    scene.api.sandbox.clock().advance(MINUTE);
    let answer = scene.at("PUT", &format!("/{id}"), Some(&approve("APPROVED_MANUALLY"))).await;
    assert_eq!(answer.status, 200);
    let approved = answer.body;
    assert_eq!(approved["transactionStatus"]["status"], "APPROVED_MANUALLY");
    assert_eq!(approved["updatedAt"], "2026-01-15T12:01:00.000Z");
    assert_eq!(approved["expiresAt"], "2026-01-15T12:31:00.000Z");
    assert!(approved.get("qrUrl").is_none());
    let answer = scene.at("PUT", &format!("/{id}"), Some(&approve("APPROVED_NO_REQUEST"))).await;
    assert_eq!(answer.status, 400, "approved already");

    let id = scene.create(json!({})).await;
    scene.submit(&id, &ann().document(Document::Forged).processing(MINUTE));
    let answer = scene.at("PUT", &format!("/{id}"), Some(&approve("APPROVED_NO_REQUEST"))).await;
    assert_eq!(answer.body["transactionStatus"]["status"], "APPROVED_NO_REQUEST");
    scene.api.sandbox.clock().advance(MINUTE * 2);
    assert_eq!(scene.status(&id).await, "APPROVED_NO_REQUEST", "no later verdict");
    let answer = scene.at("PUT", "/unknown", Some(&approve("APPROVED_MANUALLY"))).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn every_operation_needs_a_user_a_license_and_a_token() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let put = json!({ "transactionStatus": { "status": "APPROVED_MANUALLY" } });
    let empty = json!({});
    let operations = [
        ("POST", String::new(), Some(&empty)),
        ("GET", String::new(), None),
        ("GET", format!("/{id}"), None),
        ("PUT", format!("/{id}"), Some(&put)),
        ("GET", format!("/{id}/metaData"), None),
        ("GET", format!("/{id}/metaData/x"), None),
        ("GET", format!("/{id}/verifiedData"), None),
        ("GET", format!("/{id}/verifiedData?type=SELFIE"), None),
        ("GET", format!("/{id}/verifiedData/x"), None),
        ("GET", format!("/{id}/documents"), None),
        ("DELETE", format!("/{id}"), None),
    ];
    for (method, rest, body) in &operations {
        let path = format!("/users/00000000-0000-4000-8000-000000000000/verifyTransactions{rest}");
        let answer = scene.exchange(method, &path, *body).await;
        assert_eq!((answer.status, &answer.body["code"]), (404, &json!("NOT_FOUND")), "{path}");
    }
    let license = json!({ "licensed": false });
    let path = "/sandbox/verify/license";
    let answer = scene.api.send("PUT", path, "application/json", &license).await;
    assert_eq!(answer.status, 204);
    for (method, rest, body) in &operations {
        let answer = scene.at(method, rest, *body).await;
        let error = answer.body;
        assert_eq!((answer.status, &error["code"]), (403, &json!("ACCESS_FAILED")), "{rest}");
        assert_eq!(error["details"][0]["code"], "LICENSE_EXCEEDED");
    }
    scene.api.sandbox.verify().set_licensed(true);
    assert_eq!(scene.status(&id).await, "REQUESTED");
    scene.api.sandbox.revoke_tokens();
    for (method, rest, body) in &operations {
        assert_eq!(scene.at(method, rest, *body).await.status, 401, "{rest}");
    }
}

#[tokio::test]
async fn a_person_can_be_played_over_http() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let control = async |name: &str, body: Value| {
        let path = format!("/sandbox/verify/{name}");
        scene.api.post(&path, &body).await.status
    };
    assert_eq!(control("open", json!({ "transactionId": id })).await, 204);
    assert_eq!(scene.status(&id).await, "INITIATED");
    for wrong in [
        json!({}),
        json!({ "transactionId": id, "document": "TORN" }),
        json!({ "transactionId": id, "selfie": 1 }),
        json!({ "transactionId": id, "person": { "shoeSize": "9" } }),
        json!({ "transactionId": id, "person": { "documentType": "LIBRARY_CARD" } }),
        json!({ "transactionId": id, "processingSeconds": -1 }),
        json!({ "transactionId": "unknown" }),
    ] {
        assert_eq!(control("submit", wrong.clone()).await, 400, "{wrong}");
    }
    let document = json!({
        "transactionId": id, "selfie": null,
        "person": { "givenName": "Bea", "familyName": "Roy", "documentType": "IDENTITY_CARD" },
    });
    assert_eq!(control("submit", document).await, 204);
    assert_eq!(scene.status(&id).await, "PARTIAL");
    let selfie = json!({ "transactionId": id, "document": null, "processingSeconds": 5 });
    assert_eq!(control("submit", selfie).await, 204);
    assert_eq!(scene.status(&id).await, "IN_PROGRESS");
    scene.api.sandbox.clock().advance(Duration::from_secs(5));
    assert_eq!(scene.status(&id).await, "SUCCESS");
    let list = scene.get(&format!("/{id}/verifiedData?type=GOVERNMENT_ID")).await;
    let data = &list["_embedded"]["verifiedData"][0]["data"];
    assert_eq!(
        (&data["fullName"], &data["idType"]),
        (&json!("Bea Roy"), &json!("IdentificationCard"))
    );
    assert_eq!(control("fly", json!({})).await, 404);
}
