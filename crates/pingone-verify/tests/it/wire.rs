//! What each call puts on the wire.

use std::sync::Arc;

use ping_models::verify::{
    Callback, NewVerification, Redirect, Requirement, Requirements, SendNotification,
    UpdateVerifyTransaction, VerifiedDataType,
};
use ping_transport::testing::FakeTransport;
use ping_transport::{Client, Described, Region};
use pingone_verify::{UserHandle, Verify};

const ENVIRONMENT: &str = "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6";
const USER: &str = "a27dec16-1e80-4f10-a261-2cac46a12b78";
const TRANSACTION: &str = "0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b";

fn user() -> UserHandle {
    let client = Client::builder()
        .region(Region::Eu)
        .environment(ENVIRONMENT)
        .access_token("hunter2")
        .transport(Arc::new(FakeTransport::new([])));
    Verify::new(client.build().unwrap()).user(USER)
}

/// Compares the call with its snapshot, whose name is the operation's.
#[track_caller]
fn wire(described: Result<Described, ping_transport::Error>) {
    let described = described.unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("wire__{}", described.operation), described.to_string());
    });
}

#[test]
fn transactions() {
    let transactions = user().transactions();
    let verification = NewVerification::with_policy("11111111-1111-4111-8111-111111111111")
        .send_notification(SendNotification::new().email("ann@example.com"))
        .redirect(Redirect::new("https://app.example.com/done").message("Welcome back"))
        .callback(Callback::new("https://app.example.com/hook"))
        .requirements(
            Requirements::new()
                .given_name(Requirement::options(["Ann", "Annie"]))
                .family_name("Lee")
                .birth_date("1990-01-31"),
        );
    wire(transactions.create(verification).describe());
    wire(transactions.list().limit(5).describe());
    let expanded = transactions
        .read(TRANSACTION)
        .query("expand", "verifyPolicy");
    wire(expanded.describe());
    let approval = UpdateVerifyTransaction::approve();
    wire(transactions.update(TRANSACTION, approval).describe());
}

#[test]
fn data() {
    let transaction = user().transaction(TRANSACTION);
    wire(transaction.metadata().list().describe());
    let data = transaction.verified_data();
    wire(data.list().query("attempt", "LATEST").describe());
    let types = [VerifiedDataType::GovernmentId, VerifiedDataType::Selfie];
    wire(data.list_by_type(types).describe());
    wire(data.read("34613a50-672c-428f-8db9-c67fe09fc4cc").describe());
}

#[test]
fn every_operation_has_a_snapshot() {
    for operation in pingone_verify::operations() {
        let file = format!("tests/it/snapshots/wire__{}.snap", operation.id);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(path.is_file(), "{}", path.display());
    }
}

#[test]
fn an_id_stays_in_its_place() {
    let url = |described: Result<Described, ping_transport::Error>| described.unwrap().url;
    let data = user().transaction("../../users?x=1#").verified_data();
    assert!(
        url(data.read("a/b").describe())
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
    let error = data.list_by_type([]).describe().unwrap_err();
    assert_eq!(error.field(), Some("type"));
    let client = Client::builder()
        .access_token("hunter2")
        .transport(Arc::new(FakeTransport::new([])));
    let verify = Verify::new(client.build().unwrap());
    let error = verify
        .user(USER)
        .transactions()
        .list()
        .describe()
        .unwrap_err();
    assert_eq!(error.field(), Some("environment"));
    let elsewhere = verify.in_environment(ENVIRONMENT).user(USER);
    assert!(elsewhere.transactions().list().describe().is_ok());
}
