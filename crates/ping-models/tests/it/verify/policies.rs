//! Policies, documents and matching beyond what every type promises.

use std::time::Duration;

use ping_models::verify::{
    AspectRatio, BackgroundColor, CheckMode, ContactCheck, ContactOtp, DataBasedRequirements,
    DataBasedVerification, DocumentKind, FaceCheck, GalleryValue, GovernmentIdCheck,
    IdentityAssurance, IdentityRecordMatch, LivenessCheck, NewVerificationDocument,
    NewVerifyPolicy, OtpDeliveries, OtpNotification, PortraitBackground, RecordField,
    RecordMatching, ReferenceData, Threshold, TransactionSettings, UserVerificationState,
    VerificationDocument, VerificationDocuments, VerificationQr, VerifyPolicy, VerifySpan,
};
use ping_models::{Model, decode, lossless::check};
use serde_json::{Value, json};

use super::response;

fn policy() -> VerifyPolicy {
    decode(response("read_one_verify_policy").as_bytes()).unwrap()
}

#[test]
fn a_policy_is_written_in_the_documented_form() {
    let policy = NewVerifyPolicy::new("Document")
        .default(true)
        .government_id(GovernmentIdCheck::required().fail_expired_id(true).retry(2u32))
        .facial_comparison(FaceCheck::required(Threshold::Medium))
        .liveness(LivenessCheck::mode(CheckMode::Optional, Threshold::High))
        .email(ContactCheck::required().otp(ContactOtp::new(
            4u32,
            OtpDeliveries::new(2u32, VerifySpan::seconds(60)),
            VerifySpan::minutes(5),
            OtpNotification::new(),
        )))
        .transaction(
            TransactionSettings::new()
                .timeout(VerifySpan::minutes(20))
                .data_collection(VerifySpan::minutes(10)),
        )
        .identity_record_matching(
            RecordMatching::new()
                .family_name(RecordField::required(Threshold::High))
                .name(RecordField::optional(Threshold::Low)),
        )
        .ida(true);
    assert_eq!(
        serde_json::to_value(&policy).unwrap(),
        json!({
            "name": "Document",
            "default": true,
            "governmentId": {"verify": "REQUIRED", "failExpiredId": true, "retry": {"attempts": 2}},
            "facialComparison": {"verify": "REQUIRED", "threshold": "MEDIUM"},
            "liveness": {"verify": "OPTIONAL", "threshold": "HIGH"},
            "email": {"verify": "REQUIRED", "otp": {
                "attempts": {"count": 4},
                "deliveries": {"count": 2, "cooldown": {"duration": 60, "timeUnit": "SECONDS"}},
                "lifeTime": {"duration": 5, "timeUnit": "MINUTES"},
                "notification": {"templateName": "email_phone_verification"},
            }},
            "transaction": {
                "timeout": {"duration": 20, "timeUnit": "MINUTES"},
                "dataCollection": {"timeout": {"duration": 10, "timeUnit": "MINUTES"}},
            },
            "identityRecordMatching": {
                "family_name": {"fieldRequired": true, "threshold": "HIGH"},
                "name": {"fieldRequired": false, "threshold": "LOW"},
            },
            "ida": {"enabled": true},
        })
    );
}

#[test]
fn a_policy_that_was_read_is_replaced_without_loss() {
    let mut json: Value = serde_json::from_str(&response("read_one_verify_policy")).unwrap();
    json["geolocation"] = json!({"verify": "OPTIONAL", "radius": 1.50});
    json["newSection"] = json!({"verify": "REQUIRED"});
    json["liveness"]["newMember"] = json!([1]);
    json["updatedAt"] = Value::Null;
    let read: VerifyPolicy = decode(json.to_string().as_bytes()).unwrap();
    let changed = NewVerifyPolicy::from(read).description("Changed");
    let sent = serde_json::to_value(&changed).unwrap();
    for read_only in ["_links", "id", "environment", "createdAt", "updatedAt"] {
        json.as_object_mut().unwrap().remove(read_only);
    }
    json["description"] = "Changed".into();
    assert_eq!(sent, json);
}

#[test]
fn spans_are_spans_of_time_in_either_unit_and_spelling() {
    assert_eq!(VerifySpan::minutes(2).to_duration(), Some(Duration::from_secs(120)));
    assert_eq!(VerifySpan::seconds(2).to_duration(), Some(Duration::from_secs(2)));
    for json in [json!({"duration": 1}), json!({"duration": 1, "timeUnit": "DAYS"})] {
        let span: VerifySpan = decode(json.to_string().as_bytes()).unwrap();
        assert_eq!(span.to_duration(), None, "{json}");
    }
    let otp = policy().email.unwrap().otp.unwrap();
    let cooldown = otp.deliveries.as_ref().unwrap().any_cooldown().unwrap();
    assert_eq!(cooldown.to_duration(), Some(Duration::from_secs(30)));
    let other = r#"{"count":1,"coolDown":{"duration":7,"timeUnit":"SECONDS"}}"#;
    let deliveries: OtpDeliveries = decode(other.as_bytes()).unwrap();
    assert_eq!(deliveries.any_cooldown(), Some(&VerifySpan::seconds(7)));
}

#[test]
fn documents_keep_their_labels_and_their_tries() {
    let json = response("read_all_verification_documents");
    let documents: VerificationDocuments = decode(json.as_bytes()).unwrap();
    let kinds: Vec<_> = documents.entries().map(|d| d.kind.clone()).collect();
    assert_eq!(kinds, [DocumentKind::DriverLicenseFront, DocumentKind::Phone]);
    let earlier: Vec<_> = documents.previous_attempts().collect();
    let attempt = earlier[0].retry.as_ref().unwrap().attempt.as_ref();
    assert_eq!(attempt.unwrap().get(), 1);
    let sent = NewVerificationDocument::jpeg(DocumentKind::PassportFront, b"\xff\xd8\xff\0");
    assert_eq!(
        serde_json::to_value(&sent).unwrap(),
        json!({"type": "Passport Front", "value": "/9j/AA=="})
    );
}

#[test]
fn a_comparison_has_both_sides_of_every_datum() {
    let compare = IdentityRecordMatch::new()
        .given_name("ANN", GalleryValue::any_of(["Ann", "Annie"]))
        .family_name("LEE", GalleryValue::from_expression("${user.name.family}"))
        .address("1 Main St", "1 Main Street");
    assert_eq!(
        serde_json::to_value(&compare).unwrap(),
        json!({
            "probe": {"given_name": "ANN", "family_name": "LEE", "address": "1 Main St"},
            "gallery": {
                "given_name": {"options": ["Ann", "Annie"]},
                "family_name": {"expression": "${user.name.family}"},
                "address": {"value": "1 Main Street"},
            },
        })
    );
}

#[test]
fn a_qr_code_is_read_as_text_and_as_json() {
    let uri = "data:image/jpeg;base64,/9j/AA==";
    let quoted = format!("\"{uri}\"");
    for text in [uri.to_owned(), format!("{uri}\n"), quoted.clone()] {
        let code = VerificationQr::from_json(text.as_bytes()).unwrap();
        assert_eq!(code.data_uri(), uri);
        let image = code.image().unwrap();
        assert_eq!(image.media_type(), "image/jpeg");
        assert_eq!(image.bytes(), b"\xff\xd8\xff\0");
        assert_eq!(format!("{code:?}"), "VerificationQr(..)");
    }
    assert!(check::<VerificationQr>(quoted.as_bytes()).is_lossless());
    for broken in ["", "<html>", "{}", "\"data", "\u{fffd}"] {
        let error = VerificationQr::from_json(broken.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains("html"), "{error}");
    }
    let code = VerificationQr::from_json(b"data:image/png;base64,!").unwrap();
    assert!(code.image().is_err());
}

#[test]
fn persons_never_print() {
    let mut printed = Vec::new();
    let document = NewVerificationDocument::new(DocumentKind::Email, "planted@example.com");
    printed.push(format!("{document:?}"));
    let json = json!({"id": "d-1", "type": "Phone", "value": "planted",
        "unknown": {"name": "planted"}});
    let document: VerificationDocument = decode(json.to_string().as_bytes()).unwrap();
    printed.push(format!("{document:?}"));
    let compare = IdentityRecordMatch::new().name("planted", GalleryValue::any_of(["planted"]));
    printed.push(format!("{compare:?}"));
    let identity = DataBasedRequirements::new()
        .name("planted")
        .address_street("planted")
        .national_id_number("planted")
        .with_field("medicare", json!({"value": "planted"}));
    printed.push(format!("{:?}", DataBasedVerification::new(identity)));
    let claims = json!({"verified_claims": [{"claims": {"given_name": "planted"}}],
        "more": "planted"});
    let claims: IdentityAssurance = decode(claims.to_string().as_bytes()).unwrap();
    printed.push(format!("{claims:?}"));
    let voice = json!({"id": "r-1", "data": {"voiceRecordings": [{"recording": "planted"}]}});
    let voice: ReferenceData = decode(voice.to_string().as_bytes()).unwrap();
    printed.push(format!("{voice:?}"));
    for text in printed {
        assert!(!text.contains("planted"), "{text}");
    }
}

#[test]
fn portraits_and_states_are_written_in_the_documented_form() {
    let white = BackgroundColor::rgb(255, 254, 0);
    let background = PortraitBackground::new(white, AspectRatio::new(45u16, 35u16));
    assert_eq!(
        serde_json::to_value(&background).unwrap(),
        json!({"backgroundColor": {"red": 255, "green": 254, "blue": 0},
            "aspectRatio": {"aspectHeight": 45, "aspectWidth": 35}})
    );
    assert_eq!(UserVerificationState::from_wire("DISABLED"), UserVerificationState::Disabled);
}
