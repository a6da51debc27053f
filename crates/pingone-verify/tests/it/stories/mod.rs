//! Stories against the emulator, which knows nothing of this SDK's types.

mod data;
mod transactions;

use std::sync::Arc;

use ping_models::OpenValue;
use ping_models::verify::{NewVerification, VerifyTransaction};
use ping_sandbox::{Sandbox, Submission};
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{Client, Credentials, Hosts, Region, ReqwestTransport, operations};
use pingone_verify::{UserHandle, Verify};

// Users are another product's: this is how a caller names what an SDK crate does not.
operations! {
    CREATE_USER: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
}

/// A sandbox with a user, and Verify in it, with exchanges recorded.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) verify: Verify,
    pub(crate) user: UserHandle,
    pub(crate) clock: ManualClock,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::start().await;
        let connection = sandbox.connection();
        let hosts = Hosts::region(Region::Na)
            .api_host(&connection.api_host)
            .and_then(|hosts| hosts.auth_host(&connection.auth_host))
            .unwrap();
        let builder = Client::builder()
            .hosts(hosts)
            .environment(&*connection.environment_id)
            .worker(Credentials::basic(
                connection.client_id.as_str(),
                connection.client_secret.as_str(),
            ));
        let user = create_user(&builder.clone().build().unwrap(), "ann").await;
        let transport = ReqwestTransport::builder().build().unwrap();
        let clock = ManualClock::fixed();
        let client = builder
            .transport(Arc::new(Recorder::new(
                transport,
                env!("CARGO_TARGET_TMPDIR"),
            )))
            .clock(Arc::new(clock.clone()));
        let verify = Verify::new(client.build().unwrap());
        Self {
            sandbox,
            user: verify.user(user),
            verify,
            clock,
        }
    }

    /// A new transaction by the default policy.
    pub(crate) async fn create(&self) -> VerifyTransaction {
        let transactions = self.user.transactions();
        transactions.create(NewVerification::new()).await.unwrap()
    }

    /// The person hands something in.
    pub(crate) fn submit(&self, transaction: &VerifyTransaction, submission: &Submission) {
        let person = self.sandbox.verify();
        person.submit(transaction.id.as_str(), submission).unwrap();
    }

    /// The transaction's status on the wire.
    pub(crate) async fn status(&self, transaction: &VerifyTransaction) -> String {
        let read = self
            .user
            .transactions()
            .read(&transaction.id)
            .await
            .unwrap();
        read.status().unwrap().to_string()
    }
}

/// A user's id.
async fn create_user(client: &Client, name: &str) -> String {
    let body = OpenValue::from(serde_json::json!({ "username": name }));
    let environment = client.environment().unwrap().clone();
    let request = client
        .request(&CREATE_USER)
        .segment(environment)
        .json(&body);
    let user = request.call().await.unwrap().to_value();
    assert_eq!(operations()[0].id, "platform.create_user");
    user["id"].as_str().unwrap().to_owned()
}
