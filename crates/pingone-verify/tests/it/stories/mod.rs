//! Stories against the emulator, which knows nothing of this SDK's types.

mod checks;
mod data;
mod documents;
mod flow;
mod policies;
mod privacy;
mod transactions;
mod users;

use std::ops::Deref;

use ping_models::verify::{NewVerification, NewVerifyPolicy, VerifyPolicy, VerifyTransaction};
use ping_sandbox::{Person, Submission};
use pingone_verify::{UserHandle, Verification, Verify};

/// Verify on a stage, and a user.
pub(crate) struct Stage {
    stage: ping_testkit::Stage,
    pub(crate) verify: Verify,
    pub(crate) user: UserHandle,
    pub(crate) user_id: String,
}

impl Deref for Stage {
    type Target = ping_testkit::Stage;

    fn deref(&self) -> &Self::Target {
        &self.stage
    }
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let stage = ping_testkit::stage!().await;
        let user_id = stage.create_user("ann").await;
        let verify = Verify::new(stage.client.clone());
        Self { user: verify.user(&*user_id), user_id, verify, stage }
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

/// Everything that Ann hands in is well.
pub(crate) fn ann() -> Submission {
    Submission::new(Person::new("Ann", "Lee"))
}
