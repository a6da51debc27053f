//! PingOne Verify: transactions, what comes of them, policies, documents and matching.

mod access;
mod assurance;
mod checks;
mod contact;
mod control;
mod create;
mod data;
mod document;
mod documents;
mod legacy;
mod matching;
mod operations;
mod picture;
mod policies;
mod policy;
mod providers;
mod record;
mod submission;
mod transaction;

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{limits::Kept, route::Call, timestamp::Timestamp};
use legacy::VoiceReference;
use serde_json::Value;
use transaction::Transaction;

pub(crate) use access::enter_environment;
pub use control::Verify;
pub(crate) use control::control;
pub(crate) use operations::routes;
pub(crate) use policies::{VERIFY_POLICIES, plant_policies};
pub use submission::{Document, DocumentType, Person, Selfie, Submission};

/// What Verify remembers.
pub(crate) struct VerifyState {
    licensed: bool,
    in_bill_of_materials: bool,
    /// New transactions get the codes of the older form.
    short_codes: bool,
    transactions: BTreeMap<String, Transaction>,
    /// The verified claims of users, by user.
    claims: BTreeMap<String, Value>,
    references: Vec<VoiceReference>,
    sequence: u64,
    kept: Kept,
}

impl VerifyState {
    pub(crate) fn new(kept: Kept) -> Self {
        Self {
            licensed: true,
            in_bill_of_materials: true,
            short_codes: false,
            claims: BTreeMap::new(),
            references: Vec::new(),
            transactions: BTreeMap::new(),
            sequence: 0,
            kept,
        }
    }

    /// Whether the environment's bill of materials has Verify in it.
    pub(crate) fn is_in_bill_of_materials(&self) -> bool {
        self.in_bill_of_materials
    }

    /// Lets what is due happen, and forgets the oldest transactions where there are too many.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        let mut size = 0;
        for transaction in self.transactions.values_mut() {
            transaction.settle(now);
            transaction.forget_documents(now);
            if let Some(claims) = transaction.take_claims() {
                self.claims.insert(transaction.user_id.clone(), claims);
            }
            size += transaction.size();
        }
        while self.transactions.len() > self.kept.entries
            || (size > self.kept.bytes && self.transactions.len() > 1)
        {
            let oldest = self.transactions.values().min_by_key(|one| one.sequence);
            let Some(id) = oldest.map(|transaction| transaction.id.clone()) else {
                break;
            };
            size -= self.transactions.remove(&id).map_or(0, |one| one.size());
        }
    }

    /// Forgets a deleted user.
    pub(crate) fn user_deleted(&mut self, id: &str) {
        self.transactions
            .retain(|_, transaction| transaction.user_id != id);
        self.claims.remove(id);
        self.references.retain(|reference| reference.user_id != id);
    }

    /// The transaction of a QR code: of that short code or, where it has none, of that id.
    fn of_code(&self, id: &str, short_code: &str) -> Option<&Transaction> {
        self.transactions
            .values()
            .find(|transaction| match &transaction.short_code {
                Some(known) => known == short_code,
                None => transaction.id == id,
            })
    }

    /// Whether the path of that operation leads to a transaction here.
    pub(crate) fn has_code_of(&self, call: &Call<'_>) -> bool {
        let (id, code) = (call.param("transactionID"), call.param("verificationCode"));
        self.of_code(id, code).is_some()
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

    fn remove(&mut self, id: &str) {
        self.transactions.remove(id);
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
