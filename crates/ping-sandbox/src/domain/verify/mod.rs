//! PingOne Verify: transactions, what comes of them, policies, documents and matching.

pub(crate) mod checks;
pub(crate) mod contact;
pub(crate) mod create;
pub(crate) mod document;
pub(crate) mod legacy;
pub(crate) mod picture;
pub(crate) mod policies;
pub(crate) mod policy;
pub(crate) mod providers;
pub(crate) mod record;
pub(crate) mod submission;
pub(crate) mod transaction;

use std::{cmp::Reverse, collections::BTreeMap};

use crate::base::{limits::Kept, timestamp::Timestamp};
use crate::domain::verify::legacy::VoiceReference;
use crate::domain::verify::transaction::Transaction;
use serde_json::Value;

/// What Verify remembers.
pub(crate) struct VerifyState {
    pub(crate) licensed: bool,
    pub(crate) in_bill_of_materials: bool,
    /// New transactions get the codes of the older form.
    pub(crate) short_codes: bool,
    pub(crate) transactions: BTreeMap<String, Transaction>,
    /// The verified claims of users, by user.
    pub(crate) claims: BTreeMap<String, Value>,
    pub(crate) references: Vec<VoiceReference>,
    pub(crate) sequence: u64,
    pub(crate) kept: Kept,
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
        self.transactions.retain(|_, transaction| transaction.user_id != id);
        self.claims.remove(id);
        self.references.retain(|reference| reference.user_id != id);
    }

    /// The transaction of a QR code: of that short code or, where it has none, of that id.
    pub(crate) fn of_code(&self, id: &str, short_code: &str) -> Option<&Transaction> {
        self.transactions.values().find(|transaction| match &transaction.short_code {
            Some(known) => known == short_code,
            None => transaction.id == id,
        })
    }

    /// Whether a QR code of that id or short code is one of a transaction here.
    pub(crate) fn has_code_of(&self, id: &str, short_code: &str) -> bool {
        self.of_code(id, short_code).is_some()
    }

    pub(crate) fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    pub(crate) fn insert(&mut self, transaction: Transaction) {
        self.transactions.insert(transaction.id.clone(), transaction);
    }

    pub(crate) fn transaction(&self, id: &str) -> Option<&Transaction> {
        self.transactions.get(id)
    }

    pub(crate) fn transaction_mut(&mut self, id: &str) -> Option<&mut Transaction> {
        self.transactions.get_mut(id)
    }

    pub(crate) fn remove(&mut self, id: &str) {
        self.transactions.remove(id);
    }

    /// A user's transactions, the newest first.
    pub(crate) fn of_user(&self, user_id: &str) -> Vec<&Transaction> {
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
