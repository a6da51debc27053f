//! Metadata and verified data.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ping_sandbox::{Document, DocumentType, Person, Selfie, Submission};
use serde_json::{Value, json};

use super::{MINUTE, Scene, ann, text, types};

fn entry<'a>(entries: &'a Value, kind: &str) -> &'a Value {
    let mut entries = entries.as_array().unwrap().iter();
    entries.find(|entry| entry["type"] == kind).unwrap()
}

#[tokio::test]
async fn metadata_names_provider_type_and_attempt() {
    let scene = Scene::new().await;
    let requirements = json!({
        "given_name": { "options": ["Anna", "Ann Marie"] },
        "family_name": { "value": "lee" },
        "birth_date": { "value": "1991-01-31" },
    });
    let id = scene.create(json!({ "requirements": requirements })).await;
    scene.submit(&id, &ann().selfie(Selfie::NotLive));
    scene.submit(&id, &ann());
    let list = scene.get(&format!("/{id}/metaData")).await;
    let links = &list["_links"];
    let own = text(&links["verifyTransaction"]["href"]);
    assert!(own.ends_with(&format!("/verifyTransactions/{id}")));
    assert_eq!(links["self"]["href"], format!("{own}/metaData"));
    assert!(text(&links["user"]["href"]).contains("/environments/"));
    assert_eq!(list["size"], 5);
    let entries = &list["_embedded"]["metaData"];
    let of = |kind: &str| entry(entries, kind);
    for (kind, provider) in [
        ("LIVENESS", "IDRND"),
        ("INJECTION_DETECTION", "IDRND"),
        ("FACIAL_COMPARISON", "AMAZON"),
        ("BIOGRAPHIC_MATCH", "BIOGRAPHIC_MATCHER"),
        ("DOCUMENT_AUTHENTICATION", "MITEK"),
    ] {
        let entry = of(kind);
        assert_eq!(entry["provider"], provider, "{kind}");
        assert_eq!(entry["status"], "SUCCESS", "{kind}");
        let href = format!("{own}/metaData/{}", text(&entry["id"]));
        assert_eq!(entry["_links"], json!({ "self": { "href": href } }), "{kind}");
        let one = scene.get(&format!("/{id}/metaData/{}", text(&entry["id"]))).await;
        assert_eq!(one, *entry, "{kind}");
    }
    assert_eq!(of("LIVENESS")["retry"], json!({ "attempt": 2 }));
    let probability = of("LIVENESS")["data"]["probability"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&probability));
    let similarity = of("FACIAL_COMPARISON")["data"]["similarity"].as_f64().unwrap();
    assert!((90.0..=100.0).contains(&similarity));
    assert_eq!(
        of("BIOGRAPHIC_MATCH")["data"]["biographic_match_results"],
        json!([
            { "identifier": "address", "match": "NOT_APPLICABLE" },
            { "identifier": "name", "match": "NOT_APPLICABLE" },
            { "identifier": "given_name", "match": "MEDIUM" },
            { "identifier": "family_name", "match": "HIGH" },
            { "identifier": "birth_date", "match": "NONE" },
        ])
    );
    let document = &of("DOCUMENT_AUTHENTICATION")["data"];
    assert_eq!(document["retry"], json!({ "attempt": 1 }));
    assert_eq!(document["mitekVerifications"].as_array().unwrap().len(), 11);
    assert_eq!(document["mitekVerifications"][0]["judgement"], "Authentic");
    assert!(document["mitekVerifications"][0]["probability"].is_u64());

    // Earlier attempts stand beside `_embedded`.
    let earlier = &list["previousAttempts"];
    assert_eq!(types(earlier), ["LIVENESS"]);
    assert_eq!(earlier[0]["status"], "FAIL");
    assert_eq!(earlier[0]["retry"], json!({ "attempt": 1 }));
    let one = scene.get(&format!("/{id}/metaData/{}", text(&earlier[0]["id"]))).await;
    assert_eq!(one, earlier[0]);
    let answer = scene.at("GET", &format!("/{id}/metaData/unknown"), None).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn verified_data_is_a_short_list_until_a_type_is_named() {
    let scene = Scene::new().await;
    let id = scene.create(json!({ "requirements": { "name": { "value": "Ann Lee" } } })).await;
    scene.submit(&id, &ann().document(Document::Blurred));
    scene.submit(&id, &ann());
    let list = scene.get(&format!("/{id}/verifiedData")).await;
    let entries = &list["_embedded"]["verifiedData"];
    let mut found = types(entries);
    found.sort();
    assert_eq!(
        found,
        [
            "BACK_IMAGE",
            "BIOGRAPHIC_MATCH",
            "CROPPED_DOCUMENT",
            "CROPPED_PORTRAIT",
            "CROPPED_SIGNATURE",
            "END_USER_CLIENT",
            "FRONT_IMAGE",
            "GOVERNMENT_ID",
            "SELFIE",
        ]
    );
    assert_eq!(list["size"], 9);
    let earlier = &list["_embedded"]["previousAttempts"];
    assert_eq!(types(earlier), ["GOVERNMENT_ID", "FRONT_IMAGE", "BACK_IMAGE"]);
    let government_id = entry(entries, "GOVERNMENT_ID");
    assert!(government_id.get("data").is_none());
    assert_eq!(government_id["createdAt"], "2026-01-15T12:00:00.000Z");
    assert_eq!(government_id["retry"], json!({ "attempt": 2 }));
    assert!(entry(entries, "CROPPED_PORTRAIT").get("retry").is_none());

    let by_type = scene.get(&format!("/{id}/verifiedData?type=government_id,selfie")).await;
    let full = &by_type["_embedded"]["verifiedData"];
    assert_eq!(types(full), ["SELFIE", "GOVERNMENT_ID"]);
    let data = &entry(full, "GOVERNMENT_ID")["data"];
    assert_eq!((&data["firstName"], &data["lastName"]), (&json!("Ann"), &json!("Lee")));
    assert_eq!(
        (&data["birthDate"], &data["idType"]),
        (&json!("1990-01-31"), &json!("DriversLicense"))
    );
    assert!(data.as_object().unwrap().values().all(Value::is_string));
    let unread = &by_type["_embedded"]["previousAttempts"][0]["data"];
    assert_eq!(unread["firstName"], "");
    assert_eq!(entry(full, "SELFIE")["data"]["FORMAT"], "JPEG");
    let picture = STANDARD.decode(text(&entry(full, "SELFIE")["data"]["IMAGE"])).unwrap();
    assert!(picture.starts_with(&[0xff, 0xd8]) && picture.ends_with(&[0xff, 0xd9]));

    let one_path = format!("/{id}/verifiedData/{}", text(&government_id["id"]));
    let one = scene.get(&one_path).await;
    assert_eq!(one["data"], *data);
    assert!(one["_links"]["verifyTransaction"]["href"].is_string());
    assert!(text(&one["_links"]["self"]["href"]).ends_with(&one_path));
    for (query, status) in [("type=NOTHING", 400), ("attempt=5", 400), ("attempt=latest", 400)] {
        let answer = scene.at("GET", &format!("/{id}/verifiedData?{query}"), None).await;
        assert_eq!(answer.status, status, "{query}");
    }
    let answer = scene.at("GET", &format!("/{id}/verifiedData/unknown"), None).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn attempts_of_verified_data_can_be_chosen() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    scene.submit(&id, &ann().document(Document::Blurred));
    scene.submit(&id, &ann().selfie(Selfie::Matching));
    let read = async |query: &str| {
        let path = format!("/{id}/verifiedData?type=FRONT_IMAGE,GOVERNMENT_ID&{query}");
        scene.get(&path).await["_embedded"].clone()
    };
    let all = read("attempt=ALL").await;
    assert_eq!(types(&all["previousAttempts"]), ["GOVERNMENT_ID", "FRONT_IMAGE"]);
    let latest = read("attempt=LATEST").await;
    assert_eq!(latest["verifiedData"], all["verifiedData"]);
    assert!(latest.get("previousAttempts").is_none());
    let first = read("attempt=1").await;
    assert_eq!(first["verifiedData"], all["previousAttempts"]);
    assert_eq!(read("attempt=3").await["verifiedData"], json!([]));
}

#[tokio::test]
async fn verified_data_is_gone_half_an_hour_after_the_decision() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    scene.submit(&id, &ann().processing(MINUTE));
    let clock = scene.api.sandbox.clock();
    clock.advance(MINUTE * 31 - Duration::from_millis(1));
    let list = scene.get(&format!("/{id}/verifiedData")).await;
    let one = text(&list["_embedded"]["verifiedData"][0]["id"]);
    assert_eq!(scene.at("GET", &format!("/{id}/verifiedData/{one}"), None).await.status, 200);
    clock.advance(Duration::from_millis(1));
    let list = scene.get(&format!("/{id}/verifiedData")).await;
    assert_eq!((&list["size"], &list["_embedded"]["verifiedData"]), (&json!(0), &json!([])));
    assert_eq!(scene.at("GET", &format!("/{id}/verifiedData/{one}"), None).await.status, 404);
    let metadata = scene.get(&format!("/{id}/metaData")).await;
    assert_eq!(metadata["size"], 0, "scores go with the data");
    assert_eq!(scene.status(&id).await, "SUCCESS");
}

#[tokio::test]
async fn a_passport_has_one_page() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let person = Person::new("Ann", "Lee").document_type(DocumentType::Passport);
    scene.submit(&id, &Submission::new(person));
    let list = scene.get(&format!("/{id}/verifiedData?type=BACK_IMAGE,GOVERNMENT_ID")).await;
    let entries = &list["_embedded"]["verifiedData"];
    assert_eq!(types(entries), ["GOVERNMENT_ID"]);
    assert_eq!(entries[0]["data"]["idType"], "Passport");
    assert_eq!(
        scene.get(&format!("/{id}")).await["verifiedDocuments"],
        "[selfie, liveness, passport]"
    );
}
