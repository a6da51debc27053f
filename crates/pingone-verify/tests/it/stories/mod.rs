//! Stories against the emulator, which knows nothing of this SDK's types.

mod checks;
mod data;
mod documents;
mod flow;
mod policies;
mod privacy;
mod transactions;
mod users;

use std::sync::Arc;
use std::time::Duration;

use ping_models::OpenValue;
use ping_models::verify::{NewVerification, NewVerifyPolicy, VerifyPolicy, VerifyTransaction};
use ping_sandbox::{Person, Sandbox, Submission};
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{Client, Clock as _, Hosts, Region, ReqwestTransport};
use pingone_verify::{UserHandle, Verification, Verify};

// Users are another product's: this is how a caller names what an SDK crate does not.
ping_transport::operations! {
    CREATE_USER: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
}

/// A sandbox with a user, and Verify in it, with exchanges recorded.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) verify: Verify,
    pub(crate) user: UserHandle,
    pub(crate) user_id: String,
    pub(crate) clock: ManualClock,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::fixed();
        let sandbox = Sandbox::builder().frozen_at(clock.now());
        let sandbox = sandbox.start().await.unwrap();
        let connection = sandbox.connection();
        let hosts = Hosts::region(Region::Na)
            .api_host(&connection.api_host)
            .and_then(|hosts| hosts.auth_host(&connection.auth_host))
            .unwrap();
        let builder = Client::builder()
            .hosts(hosts)
            .environment(&*connection.environment_id)
            .worker(connection.client_id.as_str(), connection.client_secret.as_str());
        let platform = builder.clone().clock(Arc::new(clock.clone()));
        let user_id = create_user(&platform.build().unwrap(), "ann").await;
        let transport = ReqwestTransport::builder().build().unwrap();
        let client = builder
            .transport(Arc::new(Recorder::new(transport, env!("CARGO_TARGET_TMPDIR"))))
            .clock(Arc::new(clock.clone()));
        let verify = Verify::new(client.build().unwrap());
        Self { sandbox, user: verify.user(&*user_id), user_id, verify, clock }
    }

    /// Time passes for both sides.
    pub(crate) fn advance(&self, span: Duration) {
        self.sandbox.clock().advance(span);
        self.clock.advance(span);
    }

    /// A verification by a policy.
    pub(crate) async fn start(&self, policy: &VerifyPolicy) -> Verification {
        let request = NewVerification::with_policy(&policy.id);
        self.user.start(request).await.unwrap()
    }

    /// A new policy.
    pub(crate) async fn policy(&self, policy: NewVerifyPolicy) -> VerifyPolicy {
        self.verify.policies().create(policy).await.unwrap()
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
        let read = self.user.transactions().read(&transaction.id).await.unwrap();
        read.status().unwrap().to_string()
    }
}

/// A user's id.
async fn create_user(client: &Client, name: &str) -> String {
    let body = OpenValue::from(serde_json::json!({ "username": name }));
    let environment = client.environment().unwrap().clone();
    let request = client.request(&CREATE_USER).segment(environment).json(&body);
    let user = request.call().await.unwrap().to_value();
    assert_eq!(operations()[0].id, "platform.create_user");
    user["id"].as_str().unwrap().to_owned()
}

/// Everything that Ann hands in is well.
pub(crate) fn ann() -> Submission {
    Submission::new(Person::new("Ann", "Lee"))
}
