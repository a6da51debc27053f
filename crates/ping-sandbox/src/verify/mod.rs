//! PingOne Verify: verify transactions, their metadata and verified data.

mod control;
mod create;
mod operations;
mod picture;
mod policy;
mod providers;
mod record;
mod submission;
mod transaction;

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{random::Random, timestamp::Timestamp};
use policy::Policy;
use transaction::Transaction;

pub use control::Verify;
pub(crate) use control::control;
pub(crate) use operations::routes;
pub use submission::{Document, DocumentType, Person, Selfie, Submission};

/// What Verify remembers.
pub(crate) struct VerifyState {
    licensed: bool,
    policies: Vec<Policy>,
    transactions: BTreeMap<String, Transaction>,
    sequence: u64,
}

impl VerifyState {
    pub(crate) fn seeded(random: &mut Random, now: Timestamp) -> Self {
        Self {
            licensed: true,
            policies: vec![
                Policy::document_and_selfie(random, now),
                Policy::reference_selfie(random, now),
            ],
            transactions: BTreeMap::new(),
            sequence: 0,
        }
    }

    /// Lets what is due happen.
    fn settle(&mut self, now: Timestamp) {
        for transaction in self.transactions.values_mut() {
            transaction.settle(now);
        }
    }

    fn policy(&self, id: &str) -> Option<Policy> {
        self.policies
            .iter()
            .find(|policy| policy.id() == id)
            .cloned()
    }

    fn default_policy(&self) -> Option<Policy> {
        self.policies
            .iter()
            .find(|policy| policy.is_default())
            .cloned()
    }

    fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    fn insert(&mut self, transaction: Transaction) {
        self.transactions
            .insert(transaction.id.clone(), transaction);
    }

    fn transaction(&self, id: &str) -> Option<&Transaction> {
        self.transactions.get(id)
    }

    fn transaction_mut(&mut self, id: &str) -> Option<&mut Transaction> {
        self.transactions.get_mut(id)
    }

    fn with_policy(&mut self, id: &str) -> Option<(&mut Transaction, &Policy)> {
        let transaction = self.transactions.get_mut(id)?;
        let policy = self
            .policies
            .iter()
            .find(|policy| policy.id() == transaction.policy_id)?;
        Some((transaction, policy))
    }

    /// A user's transactions, the newest first.
    fn of_user(&self, user_id: &str) -> Vec<&Transaction> {
        let mut transactions: Vec<&Transaction> = self
            .transactions
            .values()
            .filter(|transaction| transaction.user_id == user_id)
            .collect();
        transactions
            .sort_by_key(|transaction| Reverse((transaction.created, transaction.sequence)));
        transactions
    }
}
