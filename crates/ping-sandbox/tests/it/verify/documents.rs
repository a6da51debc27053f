//! Documents, portraits, QR codes and matching on the wire.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ping_sandbox::Person;
use qrcode::{Color, EcLevel, QrCode};
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
        (json!({ "type": "Email", "value": "a@example.com" }), "type", "INVALID_VALUE"),
        (json!({ "type": "Selfie", "value": "!" }), "value", "INVALID_VALUE"),
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
    assert_eq!(other.operation(), "verify.read_verification_qr_code_shortcode");
    assert_ne!(other.text, code.text);
    assert_eq!(read("idValidations/shortcode/1/qr").await.status, 404);
}

#[tokio::test]
async fn what_a_deleted_user_began_is_gone_with_the_user() {
    let scene = Scene::new().await;
    let whole = scene.create(json!({})).await;
    let url = text(&scene.get(&format!("/{whole}")).await["qrUrl"]);
    scene.api.sandbox.verify().use_short_codes(true);
    let short = scene.create(json!({})).await;
    let older = text(&scene.get(&format!("/{short}")).await["qrUrl"]);
    let user = scene.api.env(&format!("/users/{}", scene.user));
    assert_eq!(scene.api.delete(&user).await.status, 204);
    for (id, url) in [(&whole, url), (&short, older)] {
        let path = format!("/v1/{}", url.split_once("/v1/").unwrap().1);
        assert_eq!(scene.api.get(&path).await.status, 404, "{path}");
        let verify = scene.api.sandbox.verify();
        assert!(verify.open(id).is_err());
        assert!(verify.submit(id, &ann()).is_err());
    }
}

#[tokio::test]
async fn a_user_can_be_kept_from_being_verified() {
    let scene = Scene::new().await;
    let status = scene.api.env(&format!("/users/{}/verifyStatus", scene.user));
    let set = async |to: &str| {
        let body = json!({ "verifyStatus": to });
        let answer = scene.api.send("PUT", &status, "application/json", &body).await;
        let answer = answer.expect(200, "verify.update_user_verification_status");
        assert_eq!(answer.at("/verifyStatus"), to);
        assert_eq!(scene.api.get(&status).await.at("/verifyStatus"), to);
        scene.at("POST", "", Some(&json!({}))).await.status
    };
    assert_eq!(set("DISABLED").await, 400);
    assert_eq!(set("ENABLED").await, 201);
}

/// The first pixel's shade of every block of a picture whose blocks have one shade each: rows of
/// them, by a decoder that knows the tables of such pictures.
fn blocks(jpeg: &[u8]) -> Vec<Vec<bool>> {
    let mut at = 2;
    let (mut rows, mut columns) = (0, 0);
    let scan = loop {
        assert_eq!(jpeg[at], 0xff);
        let length = usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        let body = &jpeg[at + 4..at + 2 + length];
        let side = |at: usize| usize::from(u16::from_be_bytes([body[at], body[at + 1]])) / 8;
        match jpeg[at + 1] {
            0xc0 => (rows, columns) = (side(1), side(3)),
            0xda => break &jpeg[at + 2 + length..jpeg.len() - 2],
            _ => {}
        }
        at += 2 + length;
    };
    let mut bits = Vec::new();
    let mut before = 0;
    for byte in scan {
        // A zero after ff is there so that no marker appears.
        if !(before == 0xff && *byte == 0) {
            bits.extend((0..8).rev().map(|bit| u32::from(byte >> bit & 1)));
        }
        before = *byte;
    }
    let mut bits = bits.into_iter();
    let mut take = |count: u32| (0..count).fold(0, |value, _| value << 1 | bits.next().unwrap());
    let mut level = 0i64;
    (0..rows)
        .map(|_| {
            let row = (0..columns).map(|_| {
                let size = take(4);
                let value = i64::from(take(size));
                let positive = size > 0 && value >> (size - 1) == 1;
                level += if positive { value } else { value - (1 << size) + 1 };
                assert_eq!(take(1), 0, "the end of the block");
                level < 0
            });
            row.collect()
        })
        .collect()
}

#[tokio::test]
async fn the_qr_code_is_the_one_of_the_link() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let transaction = scene.get(&format!("/{id}")).await;
    let path = text(&transaction["qrUrl"]);
    let path = path.split_once("/v1/").unwrap().1;
    let code = scene.api.get(&format!("/v1/{path}")).await;
    let picture = code.text.split_once("base64,").unwrap().1;
    let blocks = blocks(&STANDARD.decode(picture).unwrap());
    let link = text(&transaction["webVerificationUrl"]);
    let wanted = QrCode::with_error_correction_level(link, EcLevel::L).unwrap();
    let width = wanted.width();
    assert_eq!((blocks.len(), blocks[0].len()), (width + 8, width + 8));
    for (row, line) in blocks.iter().enumerate() {
        for (column, dark) in line.iter().enumerate() {
            let inside = |at: usize| (4..width + 4).contains(&at);
            let expected =
                inside(row) && inside(column) && wanted[(column - 4, row - 4)] == Color::Dark;
            assert_eq!(*dark, expected, "row {row}, column {column}");
        }
    }
}

#[tokio::test]
async fn a_comparison_checks_both_sides() {
    let scene = Scene::new().await;
    let path = format!("/users/{}/identityRecordMatching", scene.user);
    for (body, target) in [
        (json!({}), "probe"),
        (json!({ "probe": {}, "gallery": {} }), "probe"),
        (json!({ "probe": { "name": "Ann" }, "gallery": {} }), "gallery.name"),
        (json!({ "probe": { "name": "Ann" }, "gallery": { "name": {} } }), "gallery.name.value"),
        (
            json!({ "probe": { "name": "Ann" },
                "gallery": { "name": { "value": "Ann", "options": ["Ann"] } } }),
            "gallery.name.value",
        ),
        (json!({ "probe": { "name": 1 }, "gallery": {} }), "probe.name"),
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

#[tokio::test]
async fn each_change_is_in_the_audit() {
    let scene = Scene::new().await;
    let id = scene.create(json!({})).await;
    let document = json!({ "type": "Passport Front", "value": "anBlZw==" });
    let documents = format!("/{id}/documents");
    let created = scene.at("POST", &documents, Some(&document)).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let one = format!("{documents}/{}", created.text_at("/id"));
    assert_eq!(scene.at("PUT", &one, Some(&document)).await.status, 200);
    let gone = scene.at("DELETE", &one, None).await;
    assert_eq!(gone.status, 204);
    assert_eq!(scene.at("DELETE", &format!("/{id}"), None).await.status, 204);
    let filter = json!({ "filter": "recordedAt gt \"2000-01-01T00:00:00Z\"", "limit": 5 });
    let audit = scene.exchange("POST", "/activities", Some(&filter)).await;
    let activities = audit.at("/_embedded/activities").as_array().unwrap();
    let actions: Vec<_> = activities.iter().map(|one| text(&one["action"]["type"])).collect();
    assert_eq!(
        actions,
        [
            "VERIFY_TRANSACTION.DELETED",
            "VERIFY_DOCUMENT.DELETED",
            "VERIFY_DOCUMENT.UPDATED",
            "VERIFY_DOCUMENT.CREATED",
            "VERIFY_TRANSACTION.CREATED",
        ]
    );
    let deletion = &activities[1];
    assert_eq!(deletion["correlationId"], gone.header("correlation-id"));
    assert_eq!(deletion["actors"]["client"]["id"], scene.api.connection.client_id.as_str());
    for activity in &activities[1..4] {
        assert_eq!(activity["resources"][0]["id"], created.body["id"]);
        assert_eq!(activity["resources"][0]["href"], created.body["_links"]["self"]["href"]);
    }
}
