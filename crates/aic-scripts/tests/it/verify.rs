//! `verifyTransactionsHelper`, against the sandbox.

use std::sync::Arc;

use aic_scripts::{Outcome, Runtime, RuntimeBuilder, Script};
use ping_models::platform::NewUser;
use ping_models::verify::NewVerification;
use ping_sandbox::{Document, Person, Sandbox, Submission};
use ping_transport::testing::{FakeTransport, Reaction};
use ping_transport::{Client, ClientBuilder, Region};
use pingone_platform::Platform;
use pingone_verify::{UserHandle, Verify};
use serde_json::{Value, json};

/// A sandbox, a user in it, and a runtime whose state names the user.
struct Stage {
    sandbox: Sandbox,
    client: Client,
    user: String,
    runtime: RuntimeBuilder,
}

impl Stage {
    async fn new() -> Self {
        let sandbox = Sandbox::builder().seed(7).start().await.unwrap();
        let variables = sandbox.connection().env_vars();
        let client = ClientBuilder::from_variables(&variables).unwrap().build().unwrap();
        let users = Platform::new(client.clone()).users();
        let user = users.create(NewUser::new("ann")).await.unwrap().id.to_string();
        let runtime =
            Runtime::builder().verify(client.clone()).shared("pingOneUserId", user.as_str());
        Self { sandbox, client, user, runtime }
    }

    fn handle(&self) -> UserHandle {
        Verify::new(self.client.clone()).user(self.user.as_str())
    }

    /// A transaction, for which the person hands something in.
    async fn verified(&self, submission: Option<Submission>) -> String {
        let transactions = self.handle().transactions();
        let transaction = transactions.create(NewVerification::new()).await.unwrap();
        if let Some(submission) = submission {
            self.sandbox.verify().submit(transaction.id.as_str(), &submission).unwrap();
        }
        transaction.id.to_string()
    }

    async fn run(&self, source: &str) -> Outcome {
        let outcome = self.runtime.clone().build().run(&crate::script(source)).await;
        assert_eq!(outcome.error, None);
        outcome
    }

    /// What a script puts into the shared state as `found`.
    async fn found(&self, source: &str) -> Value {
        let source = format!("nodeState.putShared('found', {source});");
        self.run(&source).await.shared["found"].clone()
    }
}

fn ann() -> Submission {
    Submission::new(Person::new("Ann", "Lee"))
}

#[tokio::test]
async fn what_is_not_there_is_null() {
    let stage = Stage::new().await;
    let helper = "verifyTransactionsHelper";
    for call in [
        "getLastVerifyTransaction()",
        "getAllVerifyTransactions()",
        "getAllMetadata('none')",
        "getAllVerifiedData('none')",
        "getVerifiedDataByType('none', 'SELFIE')",
        "getVerifiedData('none', 'none')",
    ] {
        assert_eq!(stage.found(&format!("{helper}.{call}")).await, Value::Null, "{call}");
    }
    let transaction = stage.verified(Some(ann())).await;
    let call = format!("{helper}.getVerifiedData('{transaction}', 'none')");
    assert_eq!(stage.found(&call).await, Value::Null);
}

#[tokio::test]
async fn transactions_and_what_belongs_to_them_are_maps() {
    let stage = Stage::new().await;
    let first = stage.verified(Some(ann())).await;
    stage.sandbox.clock().advance(std::time::Duration::from_secs(1));
    let second = stage.verified(None).await;

    let last = stage.found("verifyTransactionsHelper.getLastVerifyTransaction()").await;
    assert_eq!(
        (last["id"].as_str(), &last["transactionStatus"]["status"]),
        (Some(second.as_str()), &json!("REQUESTED"))
    );
    let all = stage.found("verifyTransactionsHelper.getAllVerifyTransactions()").await;
    assert_eq!(all["size"], 2);
    let listed = all["_embedded"]["verifyTransactions"].as_array().unwrap();
    assert!(listed.iter().any(|one| one["id"] == first.as_str()));
    assert!(all["_links"]["self"]["href"].as_str().unwrap().ends_with("/verifyTransactions"));

    let call = format!("verifyTransactionsHelper.getAllMetadata('{first}')");
    let metadata = stage.found(&call).await;
    assert!(!metadata["_embedded"]["metaData"].as_array().unwrap().is_empty(), "{metadata}");

    let call = format!("verifyTransactionsHelper.getAllVerifiedData('{first}')");
    let data = stage.found(&call).await;
    let entries = data["_embedded"]["verifiedData"].as_array().unwrap();
    let id = entries.iter().find(|entry| entry["type"] == "GOVERNMENT_ID").unwrap();
    assert!(id.get("data").is_none());
    let call =
        format!("verifyTransactionsHelper.getVerifiedDataByType('{first}', 'GOVERNMENT_ID')");
    let by_type = stage.found(&call).await;
    let by_type = by_type["_embedded"]["verifiedData"].as_array().unwrap();
    assert!(by_type.iter().all(|entry| entry["type"] == "GOVERNMENT_ID"));
    let call = format!(
        "verifyTransactionsHelper.getVerifiedData('{first}', '{}')",
        id["id"].as_str().unwrap()
    );
    let read = stage.found(&call).await;
    assert_eq!((&read["id"], &read["data"]["firstName"]), (&id["id"], &json!("Ann")));
}

#[tokio::test]
async fn the_user_is_read_replaced_and_deleted() {
    let stage = Stage::new().await;
    let user = stage.found("verifyTransactionsHelper.getUser()").await;
    assert_eq!(
        (user["id"].as_str(), &user["username"]),
        (Some(stage.user.as_str()), &json!("ann"))
    );
    assert!(user["_links"]["self"]["href"].is_string());

    let source = "verifyTransactionsHelper.updateUser({
            username: 'ann', name: {given: 'Ann', family: 'Lee'}, nickname: 'Annie',
            email: 'ann@example.com'
        })";
    assert_eq!(stage.found(source).await["nickname"], "Annie");
    let source = "verifyTransactionsHelper.updateUser({username: 'ann2', email: 'a@example.com'})";
    let user = stage.found(source).await;
    assert_eq!((&user["username"], user.get("nickname")), (&json!("ann2"), None));

    let outcome = stage
        .run(
            "try { verifyTransactionsHelper.updateUser({}); } catch (e) {
                 logger.debug(e.message);
             }
             logger.debug('{}', verifyTransactionsHelper.deleteUser());
             logger.debug('{}', verifyTransactionsHelper.getUser());
             logger.debug('{}', verifyTransactionsHelper.getLastVerifyTransaction());
             try { verifyTransactionsHelper.updateUser({username: 'b'}); } catch (e) {
                 logger.debug(typeof e.javaException);
             }
             try { verifyTransactionsHelper.deleteUser(); } catch (e) {
                 logger.debug(e.javaException.toString().split(':')[0].split('.').pop());
             }",
        )
        .await;
    assert_eq!(
        outcome.messages(),
        [
            "updateUser: the body is empty",
            "undefined",
            "null",
            "null",
            "object",
            "ScriptedVerifyTransactionsException",
        ]
    );
}

/// The page's examples, some of which have ids that are none, are what scripts see.
#[tokio::test]
async fn the_examples_of_the_page_come_through_as_they_are() {
    let examples: Value = serde_json::from_str(include_str!("../data/verify.json")).unwrap();
    let mut last = examples["getAllVerifyTransactions"].clone();
    last["_embedded"]["verifyTransactions"] = json!([examples["getLastVerifyTransaction"]]);
    let typed = &examples["getAllVerifiedData"];
    for (call, answer, seen) in [
        ("getLastVerifyTransaction()", &last, &examples["getLastVerifyTransaction"]),
        ("getAllVerifyTransactions()", &examples["getAllVerifyTransactions"], &Value::Null),
        ("getAllMetadata('t-1')", &examples["getAllMetadata"], &Value::Null),
        ("getAllVerifiedData('t-1')", typed, &Value::Null),
        ("getVerifiedDataByType('t-1', 'BIOGRAPHIC_MATCH')", typed, &Value::Null),
        ("getVerifiedData('t-1', 'd-1')", &examples["getVerifiedData"], &Value::Null),
        ("getUser()", &examples["getUser"], &Value::Null),
        ("updateUser(page)", &examples["getUser"], &Value::Null),
        ("deleteUser()", &examples["deleteUser"], &json!("nothing")),
    ] {
        let fake = Arc::new(FakeTransport::new([Reaction::json(200, answer.to_string())]));
        let client = Client::builder()
            .region(Region::Eu)
            .environment("env-1")
            .access_token("token")
            .transport(fake.clone())
            .build()
            .unwrap();
        let runtime = Runtime::builder()
            .verify(client)
            .shared("pingOneUserId", "user-1")
            .global("page", examples["updateUser"].clone());
        let source = format!(
            "var found = verifyTransactionsHelper.{call};
             nodeState.putShared('found', found === undefined ? 'nothing' : found);"
        );
        let outcome = crate::run_with(runtime, &source).await;
        assert_eq!(outcome.error, None, "{call}");
        let seen = if seen.is_null() { answer } else { seen };
        // For a script, 1.0 is 1.
        let seen = serde_json::from_str::<Value>(&seen.to_string().replace(":1.0", ":1")).unwrap();
        assert_eq!(outcome.shared["found"], seen, "{call}");
        let sent = &fake.received()[0];
        assert!(sent.url.contains("/environments/env-1/users/user-1"), "{}", sent.url);
        if call.starts_with("updateUser") {
            let body: Value = serde_json::from_slice(&sent.body).unwrap();
            assert_eq!((sent.method.as_str(), &body), ("PUT", &examples["updateUser"]));
        }
    }
}

#[tokio::test]
async fn failures_that_say_nothing_of_the_thing_are_exceptions() {
    let stage = Stage::new().await;
    stage.sandbox.deny(["verify.read_all_verify_transactions"]);
    let outcome = stage
        .run(
            "try { verifyTransactionsHelper.getAllVerifyTransactions(); } catch (e) {
                 logger.debug(e.javaException.getMessage() === e.message);
                 logger.debug(e.message);
             }",
        )
        .await;
    let [same, message] = &outcome.messages()[..] else { panic!("{:?}", outcome.logs) };
    assert_eq!(*same, "true");
    assert!(message.starts_with("the transactions cannot be read or written: "), "{message}");

    let unnamed = Runtime::builder().verify(stage.client.clone());
    let error = crate::run_with(unnamed, "verifyTransactionsHelper.getUser();").await.error;
    assert!(error.unwrap().message.contains("does not name a user with `pingOneUserId`"));
}

/// A journey: a node starts the verification, the person takes part or not, and the script behind
/// the completion node decides as that node does.
#[tokio::test]
async fn a_journey_verifies_a_user() {
    let decide = Script::parse(
        "Decide",
        "var last = verifyTransactionsHelper.getLastVerifyTransaction();
         if (last === null) {
             action.goTo('notStarted');
         } else {
             var status = last.transactionStatus.status;
             logger.info('{} is {}', last.id, status);
             if (['REQUESTED', 'PARTIAL', 'INITIATED', 'IN_PROGRESS'].includes(status)) {
                 action.goTo('notCompleted');
             } else if (['SUCCESS', 'NOT_REQUIRED', 'APPROVED_NO_REQUEST', 'APPROVED_MANUALLY']
                 .includes(status)) {
                 var data = verifyTransactionsHelper.getVerifiedDataByType(last.id, 'GOVERNMENT_ID');
                 var id = data._embedded.verifiedData[0];
                 var person = verifyTransactionsHelper.getVerifiedData(last.id, id.id).data;
                 nodeState.putShared('givenName', person.firstName);
                 action.goTo('success');
             } else {
                 action.goTo('failure').withErrorMessage('We could not verify you');
             }
         }",
    )
    .unwrap();
    let welcome = Script::parse(
        "Welcome",
        "verifyTransactionsHelper.updateUser({
             username: 'ann', name: {given: nodeState.get('givenName')}
         });
         action.goTo('true').withHeader('Welcome, ' + nodeState.get('givenName'));",
    )
    .unwrap();
    let stage = Stage::new().await;
    let runtime = stage.runtime.clone().build();
    let outcome = async || runtime.run(&decide).await.outcome.unwrap();

    assert_eq!(outcome().await, "notStarted");
    let transaction = stage.verified(None).await;
    assert_eq!(outcome().await, "notCompleted");
    let forged = ann().document(Document::Forged);
    stage.sandbox.verify().submit(&transaction, &forged).unwrap();
    assert_eq!(outcome().await, "failure");

    stage.sandbox.clock().advance(std::time::Duration::from_secs(1));
    stage.verified(Some(ann())).await;
    let decided = runtime.run(&decide).await;
    assert_eq!((decided.error.clone(), decided.outcome.as_deref()), (None, Some("success")));
    let welcomed = runtime.run_after(&welcome, &decided).await;
    assert_eq!(welcomed.error, None);
    assert_eq!(welcomed.action["header"], "Welcome, Ann");
    let user = stage.found("verifyTransactionsHelper.getUser()").await;
    assert_eq!(user["name"]["given"], "Ann");
}
