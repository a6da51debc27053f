//! What each call puts on the wire.

use ping_models::verify::{
    AspectRatio, BackgroundColor, Callback, ContactCheck, DataBasedRequirements,
    DataBasedVerification, DocumentKind, FaceCheck, GalleryValue, GovernmentIdCheck,
    IdentityRecordMatch, LivenessCheck, NewVerification, NewVerificationDocument, NewVerifyPolicy,
    PortraitBackground, Redirect, Requirement, Requirements, SendNotification, Threshold,
    UpdateVerifyTransaction, UserVerificationState, VerifiedDataType,
};
use ping_testkit::{Scripted, assert_wire_snapshots, wire};
use ping_transport::Client;
use ping_transport::testing::Reaction;
use pingone_verify::{
    UserHandle, Verify, VerifyPolicyFilter, VerifyTransactionExpansion, operations,
};
use serde_json::json;

const USER: &str = "a27dec16-1e80-4f10-a261-2cac46a12b78";
const TRANSACTION: &str = "0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b";

const POLICY: &str = "11111111-1111-4111-8111-111111111111";
const DOCUMENT: &str = "34613a50-672c-428f-8db9-c67fe09fc4cc";

fn verify() -> Verify {
    Verify::new(Scripted::client())
}

fn user() -> UserHandle {
    verify().user(USER)
}

#[test]
fn transactions() {
    let transactions = user().transactions();
    let verification = NewVerification::with_policy(POLICY)
        .send_notification(SendNotification::new().email("ann@example.com"))
        .redirect(Redirect::new("https://app.example.com/done").message("Welcome back"))
        .callback(Callback::new("https://app.example.com/hook"))
        .requirements(
            Requirements::new()
                .given_name(Requirement::options(["Ann", "Annie"]))
                .family_name("Lee")
                .birth_date("1990-01-31"),
        );
    wire![transactions.create(verification), transactions.list().limit(5)];
    let expanded = transactions.read(TRANSACTION).expand(VerifyTransactionExpansion::VerifyPolicy);
    wire!(expanded);
    let approval = UpdateVerifyTransaction::approve();
    wire![
        transactions.update(TRANSACTION, approval),
        transactions.delete(TRANSACTION),
        user().transaction(TRANSACTION).qr_code(),
    ];
}

/// A policy with every section of the documentation's table.
pub(crate) fn every_section() -> NewVerifyPolicy {
    let spans = |life: u32, notification: serde_json::Value| {
        json!({
            "attempts": { "count": 5 },
            "deliveries": {
                "count": 3,
                "cooldown": { "duration": 30, "timeUnit": "SECONDS" },
            },
            "lifeTime": { "duration": life, "timeUnit": "MINUTES" },
            "notification": notification,
        })
    };
    let template = json!({ "templateName": "email_phone_verification" });
    let variant = json!({ "templateName": "email_phone_verification", "variantName": "welcome" });
    let matched = |threshold: &str| json!({ "fieldRequired": true, "threshold": threshold });
    let policy = json!({
        "name": "Document and selfie",
        "description": "For new customers",
        "default": false,
        "governmentId": {
            "verify": "REQUIRED",
            "inspectionType": "STEP_UP",
            "failExpiredId": true,
            "provider": { "auto": "MITEK", "manual": "MITEK" },
            "retry": { "attempts": 2 },
            "verifyAamva": false,
            "aadhaar": { "enabled": false },
        },
        "facialComparison": { "verify": "REQUIRED", "threshold": "MEDIUM" },
        "liveness": { "verify": "OPTIONAL", "threshold": "HIGH", "retry": { "attempts": 1 } },
        "email": { "verify": "OPTIONAL", "createMfaDevice": false, "otp": spans(10, variant) },
        "phone": { "verify": "DISABLED", "createMfaDevice": false, "otp": spans(5, template) },
        "transaction": {
            "timeout": { "duration": 30, "timeUnit": "MINUTES" },
            "dataCollection": { "timeout": { "duration": 15, "timeUnit": "MINUTES" } },
            "dataCollectionOnly": false,
        },
        "identityRecordMatching": {
            "given_name": matched("LOW"),
            "family_name": matched("HIGH"),
            "birth_date": matched("MEDIUM"),
            "name": matched("LOW"),
            "address": matched("LOW"),
        },
        "ida": { "enabled": true },
    });
    serde_json::from_value(policy).unwrap()
}

#[test]
fn policies() {
    let policies = verify().policies();
    let policy = NewVerifyPolicy::new("Document and selfie")
        .government_id(GovernmentIdCheck::required().retry(2u32))
        .facial_comparison(FaceCheck::required(Threshold::Medium))
        .liveness(LivenessCheck::required(Threshold::Medium))
        .email(ContactCheck::required());
    wire!(policies.create(policy));
    let named = VerifyPolicyFilter::name().sw("Def");
    wire![
        policies.list().filter(named),
        policies.read(POLICY),
        policies.update(POLICY, every_section()),
        policies.delete(POLICY),
    ];
}

#[test]
fn documents() {
    let documents = user().transaction(TRANSACTION).documents();
    let front = NewVerificationDocument::jpeg(DocumentKind::DriverLicenseFront, b"\xff\xd8\xff");
    wire![documents.create(front), documents.read_all(), documents.read(DOCUMENT)];
    let email = NewVerificationDocument::new(DocumentKind::Email, "ann@example.com");
    wire![documents.update(DOCUMENT, email), documents.delete(DOCUMENT)];
}

#[test]
fn matching() {
    let compare = IdentityRecordMatch::new()
        .given_name("ANN", GalleryValue::any_of(["Ann", "Annie"]))
        .family_name("LEE", GalleryValue::from_expression("${user.name.family}"))
        .birth_date("1990-01-31", "1990-01-31");
    wire!(user().match_record(compare));
    let identity = DataBasedRequirements::new()
        .given_name("Ann")
        .family_name("Lee")
        .address_street("123 Main St")
        .address_city("Denver")
        .address_state("CO")
        .address_zip("80202")
        .birth_date("1990-01-31")
        .national_id_number("000-12-3456")
        .phone("+15125550100");
    let identity = DataBasedVerification::new(identity);
    wire![
        user().verify_by_data(identity),
        user().identity_assurance().read(),
        user().identity_assurance().delete(),
    ];
}

#[test]
#[allow(deprecated)]
fn what_is_withdrawn() {
    wire![
        user().list_reference_data(),
        user().read_reference_data(DOCUMENT),
        user().delete_reference_data(DOCUMENT),
        user().read_verification_status(),
    ];
    let state = UserVerificationState::Enabled;
    wire!(user().update_verification_status(state));
}

#[tokio::test]
async fn older_transactions_have_their_qr_code_elsewhere() {
    let older = r#"{"id":"t-1","verificationCode":"008299320746"}"#;
    let script = [Reaction::json(200, older)];
    let user = Verify::new(Scripted::new(script).client).user(USER);
    let verification = user.resume("t-1").await.unwrap();
    wire!(verification.qr_code());
}

#[test]
fn data() {
    let transaction = user().transaction(TRANSACTION);
    wire![transaction.metadata().read_all(), transaction.metadata().read(DOCUMENT)];
    let data = transaction.verified_data();
    wire!(data.read_all().query("attempt", "LATEST"));
    let types = [VerifiedDataType::GovernmentId, VerifiedDataType::Selfie];
    wire![data.read_by_type(types), data.read(DOCUMENT)];
    let white = BackgroundColor::rgb(255, 255, 255);
    let background = PortraitBackground::new(white, AspectRatio::new(45u16, 35u16));
    wire!(data.replace_background(DOCUMENT, background));
}

#[test]
fn every_operation_has_its_wire_snapshot() {
    assert_wire_snapshots!(operations());
}

#[test]
fn an_id_stays_in_its_place() {
    let data = user().transaction("../../users?x=1#").verified_data();
    let described = data.read("a/b").describe().unwrap();
    assert!(
        described
            .url
            .ends_with("/verifyTransactions/..%2F..%2Fusers%3Fx%3D1%23/verifiedData/a%2Fb")
    );
    for (id, field) in [("", "transactionID"), ("..", "transactionID")] {
        let error = user().transactions().read(id).describe().unwrap_err();
        assert_eq!(error.field(), Some(field));
    }
}

#[test]
fn what_can_never_be_valid_is_told_before_sending() {
    let data = user().transaction(TRANSACTION).verified_data();
    let error = data.read_by_type([]).describe().unwrap_err();
    assert_eq!(error.field(), Some("type"));
    let client = Client::builder().access_token("t").build().unwrap();
    let verify = Verify::new(client);
    let error = verify.user(USER).transactions().list().describe().unwrap_err();
    assert_eq!(error.field(), Some("environment"));
    let elsewhere = verify.in_environment("env-1").user(USER);
    assert!(elsewhere.transactions().list().describe().is_ok());
}
