//! PingOne Verify.

use ping_models::lossless::check;
use ping_models::verify::{
    BiographicIdentifier, Callback, CheckStatus, Judgement, MatchLevel, Metadata, MetadataStatus,
    MetadataType, NewVerification, Outcome, Provider, Requirement, Requirements,
    UpdateVerifyTransaction, VerificationMetadata, VerifiedData, VerifiedDataSet, VerifiedDataType,
    VerifyStatus, VerifyTransaction,
};
use ping_models::{Collection, decode};
use serde_json::{Value, json};

use crate::fixtures::fixtures;

mod policies;

/// The documented response of an operation, beside which there may be constructed ones.
fn response(operation: &str) -> String {
    let mut found = fixtures(&format!("verify/{operation}"), "response").into_iter();
    let documented = found.find(|(name, _)| name.ends_with("/response.json"));
    documented.unwrap().1
}

#[test]
fn every_documented_entry_of_the_metadata_has_a_type_and_exact_scores() {
    let json = response("read_all_verification_metadata");
    let metadata: VerificationMetadata = decode(json.as_bytes()).unwrap();
    let entries: Vec<_> = metadata.entries().collect();
    assert_eq!(entries.len(), 5);
    assert_eq!(metadata.size.as_ref().unwrap().get(), 5);
    let [
        Metadata::Liveness(liveness),
        Metadata::InjectionDetection(injection),
        Metadata::FacialComparison(faces),
        Metadata::BiographicMatch(matches),
        Metadata::DocumentAuthentication(document),
    ] = entries.as_slice()
    else {
        panic!("{entries:?}");
    };
    let scores = liveness.data.as_ref().unwrap();
    assert_eq!(scores.score.as_ref().unwrap().get(), 6.490_987_3);
    assert_eq!(entries[0].attempt(), Some(2));
    let certain = injection.data.as_ref().unwrap().probability.clone();
    assert_eq!(certain.unwrap().get(), 1.0);
    let faces = faces.data.as_ref().unwrap();
    assert_eq!(faces.similarity.as_ref().unwrap().get(), 99.370_02);
    let quality = faces.quality.as_ref().unwrap();
    assert_eq!(quality.brightness.as_ref().unwrap().get(), 36.773_53);
    let matches = matches.data.as_ref().unwrap().results.as_ref().unwrap();
    assert_eq!(matches[1].identifier, Some(BiographicIdentifier::GivenName));
    assert_eq!(matches[1].level, Some(MatchLevel::None));
    let checks = document.data.as_ref().unwrap().verifications.as_ref();
    let checks = checks.unwrap();
    assert_eq!(checks.len(), 11);
    assert_eq!(checks[0].verification_type.as_ref().unwrap().get(), 202);
    assert_eq!(checks[0].probability.as_ref().unwrap().get(), 753.0);
    assert_eq!(checks[0].judgement, Some(Judgement::Authentic));
    // Here the try stands inside of the data.
    assert_eq!(entries[4].attempt(), Some(1));

    let earlier: Vec<_> = metadata.previous_attempts().collect();
    assert_eq!(earlier.len(), 1);
    assert_eq!(earlier[0].status(), &MetadataStatus::Fail);
    assert_eq!(earlier[0].attempt(), Some(1));
}

/// One entry of metadata with this type, provider and data.
fn entry(kind: &str, provider: &str, data: Value) -> String {
    json!({"id": "m-1", "type": kind, "provider": provider, "status": "SUCCESS", "data": data})
        .to_string()
}

#[test]
fn metadata_is_told_apart_by_type_and_provider() {
    let scores = json!({
        "detailedResults": {"given_name": {"probeValue": "ANN", "galleryValue": "Ann",
            "rawScore": 0.990, "confidence": "HIGH"}},
        "overallWeightedScore": "0.93", "overallConfidenceScore": "HIGH",
    });
    let json = entry("BIOGRAPHIC_MATCH", "BABEL_STREET", scores);
    let metadata: Metadata = decode(json.as_bytes()).unwrap();
    let text = format!("{metadata:?}");
    assert!(!text.contains("ANN") && !text.contains("Ann"), "{text}");
    let Metadata::BabelStreet(babel) = metadata else {
        panic!("{text}");
    };
    let given = babel.data.unwrap().results.unwrap().given_name.unwrap();
    assert_eq!(given.raw_score.unwrap().get(), 0.99);
    assert_eq!(given.gallery_value.unwrap().expose(), "Ann");

    for (kind, provider) in [
        ("DOCUMENT_AUTHENTICATION", "VERIFF"),
        ("LIVENESS", "SOMEONE_NEW"),
        ("AADHAAR", "TRINSIC"),
        ("NEW_CHECK", "IDRND"),
    ] {
        let json = entry(kind, provider, json!({"score": 1.10, "secretName": "Ann"}));
        let metadata: Metadata = decode(json.as_bytes()).unwrap();
        assert!(matches!(metadata, Metadata::Other(_)), "{metadata:?}");
        assert_eq!(metadata.metadata_type(), &MetadataType::from_wire(kind));
        assert_eq!(metadata.provider(), &Provider::from_wire(provider));
        assert!(!format!("{metadata:?}").contains("Ann"));
    }
}

#[test]
fn earlier_tries_are_read_wherever_they_stand() {
    let entry: Value = serde_json::from_str(&entry("LIVENESS", "IDRND", json!({}))).unwrap();
    for json in [
        json!({"_embedded": {"metaData": [], "previousAttempts": [entry]}}),
        json!({"_embedded": {"metaData": []}, "previousAttempts": [entry]}),
    ] {
        let metadata: VerificationMetadata = decode(json.to_string().as_bytes()).unwrap();
        assert_eq!(metadata.previous_attempts().count(), 1);
        assert_eq!(metadata.entries().count(), 0);
    }
    let datum = json!({"id": "d-1", "type": "SELFIE"});
    for json in
        [json!({"_embedded": {"previousAttempts": [datum]}}), json!({"previousAttempts": [datum]})]
    {
        let data: VerifiedDataSet = decode(json.to_string().as_bytes()).unwrap();
        assert_eq!(data.previous_attempts().count(), 1);
    }
}

#[test]
fn one_broken_entry_costs_no_other() {
    let json = json!({"_embedded": {"metaData": [
        {"id": "m-1", "type": "LIVENESS", "provider": "IDRND", "data": {"score": []}},
        {"id": "m-2", "type": "LIVENESS", "provider": "IDRND", "data": {"score": 1}},
    ]}})
    .to_string();
    assert!(check::<VerificationMetadata>(json.as_bytes()).is_lossless());
    let metadata: VerificationMetadata = decode(json.as_bytes()).unwrap();
    let ids: Vec<_> = metadata.entries().map(|entry| entry.id().as_str()).collect();
    assert_eq!(ids, ["m-2"]);
    let items = metadata.embedded.as_ref().unwrap().metadata.as_ref();
    let broken: Vec<_> = items.unwrap().broken().collect();
    assert_eq!(broken[0].error.path(), "[0].data.score");
}

#[test]
fn the_documented_list_of_verified_data_reads_as_it_is_written() {
    let json = response("read_all_user_verified_data");
    let data: VerifiedDataSet = decode(json.as_bytes()).unwrap();
    let types: Vec<_> = data.entries().map(|entry| entry.data_type().as_str()).collect();
    assert_eq!(
        types,
        [
            "GOVERNMENT_ID",
            "SELFIE",
            "BACK_IMAGE",
            "FRONT_IMAGE",
            "CROPPED_PORTRAIT",
            "CROPPED_DOCUMENT",
            "CROPPED_SIGNATURE"
        ]
    );
    assert!(data.entries().all(|entry| !entry.has_data()));
    assert_eq!(data.previous_attempts().count(), 4);
    assert!(data.previous_attempts().all(|entry| entry.attempt() == Some(1)));
}

#[test]
fn a_government_id_is_read_and_never_printed() {
    let json = response("read_one_user_verified_data");
    let data: VerifiedData = decode(json.as_bytes()).unwrap();
    let text = format!("{data:?}");
    assert!(!text.contains("surname") && !text.contains("11111"), "{text}");
    let VerifiedData::GovernmentId(id) = data else {
        panic!("{text}");
    };
    let person = id.data.unwrap();
    assert_eq!(person.last_name.as_ref().unwrap().expose(), "surname");
    assert_eq!(person.gender.as_ref().unwrap().expose(), "");
    assert_eq!(person.field("weight"), Some("".into()));
}

#[test]
fn verified_data_of_every_kind_is_kept_and_never_printed() {
    for (kind, data) in [
        ("GOVERNMENT_ID", json!({"firstName": "Ann", "shoeSize": "9"})),
        ("SELFIE", json!({"IMAGE": "/9j/AA==", "FORMAT": "JPEG"})),
        (
            "END_USER_CLIENT",
            json!({"sources": [{"ipAddress": "192.0.2.1", "userAgent": "Ann's phone"}]}),
        ),
        (
            "BIOGRAPHIC_MATCH",
            json!({"biographic_match_results": [{"identifier": "name", "match": "LOW"}]}),
        ),
        ("BARCODE", json!({"raw": "Ann"})),
        ("EMAIL", json!("ann@example.com")),
        ("NEW_KIND", json!(["Ann", 1.50])),
    ] {
        let json = json!({"id": "d-1", "type": kind, "createdAt": "2022-02-23T15:51:01.603Z",
            "data": data, "retry": {"attempt": 2}})
        .to_string();
        let report = check::<VerifiedData>(json.as_bytes());
        assert!(report.is_lossless(), "{kind}: {report:?}");
        let entry: VerifiedData = decode(json.as_bytes()).unwrap();
        assert_eq!(entry.data_type(), &VerifiedDataType::from_wire(kind));
        assert_eq!(entry.attempt(), Some(2));
        assert_eq!(entry.created_at().unix_millis(), Some(1_645_631_461_603));
        assert!(entry.has_data());
        let text = format!("{entry:?}");
        assert!(!text.contains("Ann") && !text.contains("ann@"), "{text}");
        assert!(!text.contains("192.0.2.1") && !text.contains("9j"), "{text}");
    }
}

/// An image entry.
fn image(data: Value) -> VerifiedData {
    let json = json!({"id": "d-1", "type": "SELFIE", "data": data}).to_string();
    decode(json.as_bytes()).unwrap()
}

#[test]
fn images_decode_to_bytes_and_media_type() {
    for (data, media_type, bytes) in [
        (json!({"IMAGE": "/9j/AA==", "FORMAT": "JPEG"}), "image/jpeg", &b"\xff\xd8\xff\0"[..]),
        (json!({"IMAGE": "/9j/AA", "FORMAT": "image/jpg"}), "image/jpeg", b"\xff\xd8\xff\0"),
        (json!({"IMAGE": "/9j/\r\nAA=="}), "image/jpeg", b"\xff\xd8\xff\0"),
        (json!({"IMAGE": "iVBORw==", "FORMAT": ""}), "image/png", b"\x89PNG"),
        (json!({"IMAGE": "data:image/png;base64,AAAA", "FORMAT": null}), "image/png", b"\0\0\0"),
        (json!({"IMAGE": "AAAA", "FORMAT": "WebP"}), "image/webp", b"\0\0\0"),
        (json!({"IMAGE": "AAAA"}), "application/octet-stream", b"\0\0\0"),
    ] {
        let VerifiedData::Image(entry) = image(data.clone()) else {
            panic!("{data}");
        };
        let image = entry.image().unwrap().unwrap();
        assert_eq!((image.media_type(), image.bytes()), (media_type, bytes), "{data}");
    }
    let VerifiedData::Image(broken) = image(json!({"IMAGE": "no base64!"})) else {
        panic!("not an image");
    };
    let error = broken.image().unwrap_err();
    assert_eq!(error.to_string(), "at `data.IMAGE`: expected base64");
    let VerifiedData::Image(absent) = image(json!(null)) else {
        panic!("not an image");
    };
    assert_eq!(absent.image().unwrap(), None);
}

#[test]
fn the_documented_transactions_read_as_they_are_written() {
    let json = response("read_all_verify_transactions");
    let page: Collection<VerifyTransaction> = decode(json.as_bytes()).unwrap();
    let items: Vec<_> = page.items.unwrap().into_iter().map(Result::unwrap).collect();
    assert_eq!(items.len(), 8);
    assert_eq!(items[0].status(), Some(&VerifyStatus::ApprovedNoRequest));
    assert_eq!(items[0].outcome(), Outcome::Verified);
    assert_eq!(items[0].qr_link(), None);
    assert_eq!(items[1].outcome(), Outcome::Pending);
    let code = items[2].verification_code.as_ref().unwrap();
    assert_eq!(code.expose(), "008299320746");
    assert!(items[2].qr_link().unwrap().contains("008299320746"));
    assert!(!format!("{:?}", items[2]).contains("008299320746"));
}

/// A transaction in this state.
fn transaction(state: Value) -> VerifyTransaction {
    let json = json!({"id": "t-1", "transactionStatus": state}).to_string();
    decode(json.as_bytes()).unwrap()
}

#[test]
fn an_outcome_is_verified_only_where_the_service_says_so() {
    for (state, outcome) in [
        (json!({"status": "REQUESTED"}), Outcome::Pending),
        (json!({"status": "INITIATED"}), Outcome::Pending),
        (json!({"status": "PARTIAL"}), Outcome::Pending),
        (json!({"status": "IN_PROGRESS"}), Outcome::Pending),
        (json!({"status": "SUCCESS"}), Outcome::Verified),
        (json!({"status": "NOT_REQUIRED"}), Outcome::Verified),
        (json!({"status": "APPROVED_MANUALLY"}), Outcome::Verified),
        (json!({"status": "APPROVED_NO_REQUEST"}), Outcome::Verified),
        (json!({"status": "FAIL"}), Outcome::Failed),
        (json!({"status": "FAIL", "verificationStatus": {"LIVENESS": "FAIL"}}), Outcome::Failed),
        (
            json!({"status": "FAIL", "verificationStatus": {"TRANSACTION_TIMED_OUT": "FAIL"}}),
            Outcome::Expired,
        ),
        (
            json!({"status": "FAIL", "verificationStatus": {"X": "TRANSACTION_TIMED_OUT"}}),
            Outcome::Expired,
        ),
        (json!({"status": "SUCCESSFUL"}), Outcome::Pending),
        (json!({}), Outcome::Pending),
    ] {
        assert_eq!(transaction(state.clone()).outcome(), outcome, "{state}");
    }
}

#[test]
fn checks_messages_and_documents_are_read_in_any_form() {
    let json = json!({
        "id": "t-1", "verifyPolicy": {"id": "p-1"},
        "transactionStatus": {
            "status": "FAIL",
            "verificationStatus": {"GOVERNMENT_ID": "SUCCESS", "LIVENESS": "BLURRED", "N": 1},
            "providerMessagesList": ["Document expired", {"code": 7}],
        },
        "qrUrl": "https://api.pingone.com/v1/idValidations/webVerifications/t-1/qr",
        "webVerificationUrl": "https://verify.example/?txnid=t-1&code=012345",
        "webVerificationCode": "012345",
        "verifiedDocuments": "[selfie, liveness, driver_license]",
        "requirements": {"given_name": {"options": ["Ann"]}, "name": "Ann Lee", "shoe": {"value": "9"}},
        "expiresAt": "2024-12-09T14:15:34.882Z",
    })
    .to_string();
    assert!(check::<VerifyTransaction>(json.as_bytes()).is_lossless());
    let transaction: VerifyTransaction = decode(json.as_bytes()).unwrap();
    let checks = transaction.checks();
    assert!(checks.contains(&("GOVERNMENT_ID".to_owned(), CheckStatus::Success)));
    assert!(checks.contains(&("LIVENESS".to_owned(), CheckStatus::from_wire("BLURRED"))));
    let state = transaction.transaction_status.as_ref().unwrap();
    let status = state.verification_status.as_ref().unwrap();
    assert_eq!(status.check("GOVERNMENT_ID"), Some(CheckStatus::Success));
    assert_eq!(status.check("SELFIE"), None);
    assert_eq!(transaction.provider_messages(), ["Document expired", r#"{"code":7}"#]);
    let documents = transaction.verified_documents.as_ref().unwrap();
    assert_eq!(documents.names(), ["selfie", "liveness", "driver_license"]);
    assert!(transaction.link().unwrap().ends_with("012345"));
    let text = format!("{transaction:?}");
    assert!(!text.contains("012345") && !text.contains("Ann"), "{text}");
}

#[test]
fn requests_are_written_in_the_documented_form_and_do_not_print_persons() {
    let request = NewVerification::with_policy("p-1")
        .redirect("https://app.example.com/done")
        .send_notification(ping_models::verify::SendNotification::new().email("ann@example.com"))
        .callback(Callback::new("https://hook.example").header("Authorization", "Bearer hunter2"))
        .requirements(
            Requirements::new()
                .given_name(Requirement::options(["Ann", "Annie"]))
                .birth_date("1990-01-31")
                .reference_selfie(Requirement::jpeg(b"\xff\xd8\xff\0")),
        );
    assert_eq!(
        serde_json::to_value(&request).unwrap(),
        json!({
            "verifyPolicy": {"id": "p-1"},
            "sendNotification": {"email": "ann@example.com"},
            "redirect": {"url": "https://app.example.com/done"},
            "callback": {"url": "https://hook.example",
                "headers": {"Authorization": "Bearer hunter2"}},
            "requirements": {"given_name": {"options": ["Ann", "Annie"]},
                "birth_date": {"value": "1990-01-31"}, "referenceSelfie": {"value": "/9j/AA=="}},
        })
    );
    let text = format!("{request:?}");
    for planted in ["Annie", "ann@", "1990", "hunter2", "9j"] {
        assert!(!text.contains(planted), "{planted}: {text}");
    }
    assert_eq!(serde_json::to_string(&NewVerification::new()).unwrap(), "{}");
    assert_eq!(
        serde_json::to_string(&UpdateVerifyTransaction::approve()).unwrap(),
        r#"{"transactionStatus":{"status":"APPROVED_MANUALLY"}}"#
    );
    assert_eq!(
        serde_json::to_string(&UpdateVerifyTransaction::approve_without_request()).unwrap(),
        r#"{"transactionStatus":{"status":"APPROVED_NO_REQUEST"}}"#
    );
}
