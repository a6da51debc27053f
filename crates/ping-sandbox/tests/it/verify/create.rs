//! What a transaction can be asked for.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ping_sandbox::Selfie;
use serde_json::{Value, json};

use super::{Scene, ann, text, types};

#[tokio::test]
async fn a_transaction_is_created_as_documented() {
    let scene = Scene::new().await;
    let answer = scene.at("POST", "", Some(&json!({}))).await;
    assert_eq!(answer.status, 201);
    let transaction = &answer.body;
    let id = text(&transaction["id"]);
    let connection = &scene.api.connection;
    let base = &connection.api_url;
    let environment = format!("{base}/v1/environments/{}", connection.environment_id);
    let user = &scene.user;
    let own = format!("{environment}/users/{user}/verifyTransactions/{id}");
    assert_eq!(answer.header("location"), own);
    assert_eq!(
        transaction["_links"],
        json!({
            "self": { "href": own },
            "environment": { "href": environment },
            "user": { "href": format!("{base}/v1/users/{user}") },
        })
    );
    assert_eq!(transaction["transactionStatus"], json!({ "status": "REQUESTED" }));
    let policy = scene.api.sandbox.verify().default_policy_id();
    assert_eq!(transaction["verifyPolicy"], json!({ "id": policy }));
    assert_eq!(transaction["createdAt"], "2026-01-15T12:00:00.000Z");
    assert_eq!(transaction["updatedAt"], "2026-01-15T12:00:00.000Z");
    assert_eq!(transaction["expiresAt"], "2026-01-15T12:30:00.000Z");
    let code = text(&transaction["webVerificationCode"]);
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(transaction["qrUrl"], format!("{base}/v1/idValidations/webVerifications/{id}/qr"));
    let page = text(&transaction["webVerificationUrl"]);
    assert!(page.contains(&format!("txnid={id}&url=http%3A%2F%2F127")), "{page}");
    assert!(page.ends_with(&format!("&code={code}")), "{page}");
    assert_eq!(scene.get(&format!("/{id}")).await, *transaction);
    // A body is not required.
    let path = scene.api.env(&format!("/users/{user}/verifyTransactions"));
    let answer = scene.api.send("POST", &path, "application/json", &Value::Null).await;
    assert_eq!(answer.status, 201);
}

#[tokio::test]
async fn creation_checks_every_member() {
    let scene = Scene::new().await;
    let cases = [
        (json!({ "verifyPolicy": "x" }), "verifyPolicy", "INVALID_VALUE"),
        (json!({ "verifyPolicy": {} }), "verifyPolicy.id", "REQUIRED_VALUE"),
        (json!({ "verifyPolicy": { "id": 7 } }), "verifyPolicy.id", "INVALID_VALUE"),
        (
            json!({ "sendNotification": { "email": "x" } }),
            "sendNotification.email",
            "INVALID_VALUE",
        ),
        (
            json!({ "sendNotification": { "phone": "x" } }),
            "sendNotification.phone",
            "INVALID_VALUE",
        ),
        (json!({ "redirect": { "message": "m" } }), "redirect.url", "REQUIRED_VALUE"),
        (json!({ "redirect": { "url": "http://a.example" } }), "redirect.url", "INVALID_VALUE"),
        (
            json!({ "redirect": { "url": "https://a.example", "message": "m".repeat(257) } }),
            "redirect.message",
            "SIZE_LIMIT_EXCEEDED",
        ),
        (json!({ "callback": { "headers": {} } }), "callback.url", "REQUIRED_VALUE"),
        (
            json!({ "callback": { "url": "https://a.example", "headers": 1 } }),
            "callback.headers",
            "INVALID_VALUE",
        ),
        (json!({ "requirements": [] }), "requirements", "INVALID_VALUE"),
        (
            json!({ "requirements": { "given_name": "Ann" } }),
            "requirements.given_name",
            "INVALID_VALUE",
        ),
        (
            json!({ "requirements": { "given_name": {} } }),
            "requirements.given_name.value",
            "REQUIRED_VALUE",
        ),
        (
            json!({ "requirements": { "given_name": { "value": "" } } }),
            "requirements.given_name.value",
            "EMPTY_VALUE",
        ),
        (
            json!({ "requirements": { "email": {} } }),
            "requirements.email.options",
            "REQUIRED_VALUE",
        ),
        (
            json!({ "requirements": { "name": { "options": [1] } } }),
            "requirements.name.options[0]",
            "INVALID_VALUE",
        ),
        (
            json!({ "requirements": { "birth_date": { "value": "1990-02-30" } } }),
            "requirements.birth_date.value",
            "INVALID_VALUE",
        ),
        (
            json!({ "requirements": { "referenceSelfie": { "value": "!" } } }),
            "requirements.referenceSelfie.value",
            "INVALID_VALUE",
        ),
    ];
    for (body, target, code) in cases {
        let details = scene.refused(body).await;
        assert_eq!(details, [(target.to_owned(), code.to_owned())]);
    }
    let both = json!({ "redirect": {}, "callback": {} });
    assert_eq!(scene.refused(both).await.len(), 2, "every wrong member is named");

    let unknown = json!({ "verifyPolicy": { "id": "00000000-0000-4000-8000-000000000000" } });
    assert_eq!(scene.at("POST", "", Some(&unknown)).await.status, 404);
    let list = json!([]);
    assert_eq!(scene.at("POST", "", Some(&list)).await.status, 400);
    let requirements = json!({
        "given_name": { "options": ["Ann", "Annie"] },
        "birth_date": { "value": "1990-01-31" },
        "email": { "options": ["a@example.com"] },
        "phone": { "options": ["+15125550100"] },
    });
    let id = scene
        .create(json!({
            "redirect": { "url": "https://app.example.com/done", "message": "m".repeat(256) },
            "callback": { "url": "https://app.example.com/hook", "headers": { "A": "b" } },
            "requirements": requirements, "deviceOsType": "ANDROID", "sendNotification": null,
        }))
        .await;
    assert_eq!(scene.get(&format!("/{id}")).await["requirements"], requirements);
}

#[tokio::test]
async fn the_link_is_sent_where_the_request_says() {
    let scene = Scene::new().await;
    let send = json!({ "sendNotification": { "email": "a@example.com", "phone": "+15125550100" } });
    let id = scene.create(send).await;
    let outbox = scene.api.sandbox.outbox();
    for message in [outbox.next_email("a@example.com").await, outbox.next_sms("+15125550100").await]
    {
        assert!(message.text.contains(&format!("txnid={id}")));
        assert_eq!(message.user_id.as_deref(), Some(scene.user.as_str()));
        assert_eq!(message.otp, None);
    }
}

#[tokio::test]
async fn a_policy_without_a_document_wants_a_reference_selfie() {
    let scene = Scene::new().await;
    let policy = scene.api.sandbox.verify().reference_selfie_policy_id();
    let mut body = json!({ "verifyPolicy": { "id": policy } });
    let missing = ("requirements.referenceSelfie".to_owned(), "REQUIRED_VALUE".to_owned());
    assert_eq!(scene.refused(body.clone()).await, [missing]);
    body["requirements"] = json!({ "referenceSelfie": { "value": STANDARD.encode("jpeg") } });

    let id = scene.create(body.clone()).await;
    // Nobody asks for the document that is offered.
    scene.submit(&id, &ann().without_selfie());
    assert_eq!(scene.status(&id).await, "INITIATED");
    scene.submit(&id, &ann());
    let transaction = scene.get(&format!("/{id}")).await;
    assert_eq!(
        transaction["transactionStatus"],
        json!({
            "status": "SUCCESS",
            "verificationStatus": { "LIVENESS": "SUCCESS", "FACIAL_COMPARISON_REFERENCE": "SUCCESS" },
        })
    );
    assert_eq!(transaction["verifiedDocuments"], "[selfie, liveness]");
    let list = scene.get(&format!("/{id}/verifiedData")).await;
    assert_eq!(types(&list["_embedded"]["verifiedData"]), ["END_USER_CLIENT", "SELFIE"]);

    let id = scene.create(body).await;
    scene.submit(&id, &ann().selfie(Selfie::OtherPerson));
    assert_eq!(scene.status(&id).await, "FAIL");
}
