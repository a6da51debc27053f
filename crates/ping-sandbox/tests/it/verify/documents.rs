//! Documents, portraits, QR codes and matching on the wire.

use ping_sandbox::Person;
use serde_json::json;

use super::{MINUTE, Scene, ann, text, types};

const PICTURE: &str = "/9j/4A==";

#[tokio::test]
async fn documents_are_collected_replaced_and_processed() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let path = format!("/{id}/documents");
    let front = json!({ "type": "Passport Front", "value": PICTURE });
    let created = scene.at("POST", &path, Some(&front)).await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert_eq!(created.at("/status"), "COLLECTED");
    assert_eq!(created.at("/user/id"), &json!(scene.user));
    assert_eq!(created.at("/verifyTransaction/id"), &json!(id));
    assert_eq!(scene.status(&id).await, "PARTIAL");
    let one = format!("{path}/{}", created.text_at("/id"));
    assert_eq!(scene.get(&one).await, created.body);
    scene.at("POST", &path, Some(&front)).await;
    let list = scene.get(&path).await;
    assert_eq!(list["size"], 1);
    let earlier = &list["_embedded"]["previousAttempts"];
    assert_eq!(earlier[0]["id"], created.body["id"]);
    assert_eq!(types(earlier), ["Passport Front"]);

    for (body, target, code) in [
        (json!({ "value": PICTURE }), "type", "REQUIRED_VALUE"),
        (json!({ "type": "Selfie" }), "value", "REQUIRED_VALUE"),
        (
            json!({ "type": "Email", "value": "a@example.com" }),
            "type",
            "INVALID_VALUE",
        ),
        (
            json!({ "type": "Selfie", "value": "!" }),
            "value",
            "INVALID_VALUE",
        ),
    ] {
        for (method, path) in [("POST", &path), ("PUT", &one)] {
            let answer = scene.at(method, path, Some(&body)).await;
            answer.assert_error(400, "INVALID_DATA", Some((code, target)));
        }
    }
    let selfie = json!({ "type": "Selfie", "value": PICTURE });
    scene.at("POST", &path, Some(&selfie)).await;
    let person = Person::new("Ann", "Lee").document_type(ping_sandbox::DocumentType::Passport);
    let verify = scene.api.sandbox.verify();
    verify.process(&id, &person).unwrap();
    assert_eq!(scene.status(&id).await, "SUCCESS");
    assert_eq!(scene.get(&one).await["status"], "PROCESSED");
    assert!(verify.process(&id, &person).is_err());
    let late = scene.at("POST", &path, Some(&selfie)).await;
    assert_eq!(late.status, 400);
    assert_eq!(scene.at("PUT", &one, Some(&selfie)).await.status, 400);

    scene.api.sandbox.clock().advance(MINUTE * 30);
    assert_eq!(scene.at("GET", &one, None).await.status, 404);
    assert_eq!(scene.get(&path).await["size"], 0);
}

#[tokio::test]
async fn a_qr_code_is_text_for_as_long_as_data_is_wanted() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let url = text(&scene.get(&format!("/{id}")).await["qrUrl"]);
    let path = url.split_once("/v1/").unwrap().1.to_owned();
    let read = async |path: &str| scene.api.get(&format!("/v1/{path}")).await;
    let code = read(&path).await;
    assert_eq!(code.header("content-type"), "text/plain");
    assert!(code.text.starts_with("data:image/jpeg;base64,/9j/"));
    scene.submit(&id, &ann());
    assert_eq!(read(&path).await.status, 404);

    scene.api.sandbox.verify().use_short_codes(true);
    let id = scene.create(json!({})).await;
    let older = scene.get(&format!("/{id}")).await;
    assert_eq!(text(&older["verificationCode"]).len(), 12);
    assert!(older.get("webVerificationUrl").is_none());
    let path = text(&older["qrUrl"]);
    let path = path.split_once("/v1/").unwrap().1;
    let other = read(path).await;
    assert_eq!(
        other.operation(),
        "verify.read_verification_qr_code_shortcode"
    );
    assert_ne!(other.text, code.text);
    assert_eq!(read("idValidations/shortcode/1/qr").await.status, 404);
}

#[tokio::test]
async fn a_comparison_checks_both_sides() {
    let scene = Scene::new().await;
    let path = format!("/users/{}/identityRecordMatching", scene.user);
    for (body, target) in [
        (json!({}), "probe"),
        (json!({ "probe": {}, "gallery": {} }), "probe"),
        (
            json!({ "probe": { "name": "Ann" }, "gallery": {} }),
            "gallery.name",
        ),
        (
            json!({ "probe": { "name": "Ann" }, "gallery": { "name": {} } }),
            "gallery.name.value",
        ),
        (
            json!({ "probe": { "name": "Ann" },
                "gallery": { "name": { "value": "Ann", "options": ["Ann"] } } }),
            "gallery.name.value",
        ),
        (
            json!({ "probe": { "name": 1 }, "gallery": {} }),
            "probe.name",
        ),
    ] {
        let answer = scene.exchange("POST", &path, Some(&body)).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.at("/details/0/target"), target, "{}", answer.text);
    }
    let body = json!({
        "probe": { "given_name": "ann  lee", "name": "Bea" },
        "gallery": { "given_name": { "value": "Ann Lee" }, "name": { "options": ["Ann"] } },
    });
    let answer = scene.exchange("POST", &path, Some(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let results = answer.at("/detailedResults");
    assert_eq!(results["given_name"]["confidence"], "HIGH");
    assert_eq!(results["name"]["confidence"], "NONE");
    assert_eq!(answer.at("/overallConfidenceScore"), "MEDIUM");
}
