//! The transactions of an environment, and what they are found by.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::Value;

use crate::base::{limits::Kept, timestamp::Timestamp};
use crate::domain::verify::transaction::Transaction;

/// The transactions of an environment.
pub(crate) struct Transactions {
    all: BTreeMap<String, Held>,
    /// By their sequence, the oldest first.
    order: BTreeMap<u64, String>,
    of_users: BTreeMap<String, BTreeSet<String>>,
    of_codes: BTreeMap<String, String>,
    /// When something happens next, and in which.
    due: BTreeSet<(Timestamp, String)>,
    /// Those that may have changed since the last look.
    changed: BTreeSet<String>,
    /// About how much is in all of them, in bytes.
    size: usize,
    sequence: u64,
    kept: Kept,
}

/// A transaction, and what was known of it at the last look.
struct Held {
    transaction: Transaction,
    size: usize,
    due: Option<Timestamp>,
}

impl Transactions {
    pub(crate) fn new(kept: Kept) -> Self {
        Self {
            all: BTreeMap::new(),
            order: BTreeMap::new(),
            of_users: BTreeMap::new(),
            of_codes: BTreeMap::new(),
            due: BTreeSet::new(),
            changed: BTreeSet::new(),
            size: 0,
            sequence: 0,
            kept,
        }
    }

    /// The newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &Transaction> {
        let ids = self.order.values().rev();
        ids.filter_map(|id| self.all.get(id).map(|held| &held.transaction))
    }

    /// Lets what is due happen, and forgets the oldest where there are too many. Returns what
    /// successes say of their users.
    pub(crate) fn settle(&mut self, now: Timestamp) -> Vec<(String, Value)> {
        let mut claims = Vec::new();
        while let Some((at, _)) = self.due.first()
            && *at <= now
            && let Some((_, id)) = self.due.pop_first()
        {
            self.changed.insert(id);
        }
        for id in std::mem::take(&mut self.changed) {
            let Some(Held { transaction, size, due }) = self.all.get_mut(&id) else {
                continue;
            };
            transaction.settle(now);
            transaction.forget_documents(now);
            if let Some(said) = transaction.take_claims() {
                claims.push((transaction.user_id.clone(), said));
            }
            self.size = self.size - *size + transaction.size();
            *size = transaction.size();
            self.due.extend(transaction.next_due().map(|at| (at, id.clone())));
            if let Some(before) = std::mem::replace(due, transaction.next_due())
                && Some(before) != *due
            {
                self.due.remove(&(before, id));
            }
        }
        while self.all.len() > self.kept.entries
            || (self.size > self.kept.bytes && self.all.len() > 1)
        {
            let Some((_, id)) = self.order.pop_first() else {
                break;
            };
            self.remove(&id);
        }
        claims
    }

    pub(crate) fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    pub(crate) fn insert(&mut self, transaction: Transaction) {
        let id = transaction.id.clone();
        self.order.insert(transaction.sequence, id.clone());
        let ids = self.of_users.entry(transaction.user_id.clone()).or_default();
        ids.insert(id.clone());
        if let Some(code) = &transaction.short_code {
            self.of_codes.insert(code.clone(), id.clone());
        }
        self.changed.insert(id.clone());
        self.all.insert(id, Held { transaction, size: 0, due: None });
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Transaction> {
        self.all.get(id).map(|held| &held.transaction)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Transaction> {
        let held = self.all.get_mut(id)?;
        self.changed.insert(id.to_owned());
        Some(&mut held.transaction)
    }

    pub(crate) fn remove(&mut self, id: &str) {
        let Some(Held { transaction, size, due }) = self.all.remove(id) else {
            return;
        };
        self.order.remove(&transaction.sequence);
        self.size -= size;
        if let Some(ids) = self.of_users.get_mut(&transaction.user_id) {
            ids.remove(id);
            if ids.is_empty() {
                self.of_users.remove(&transaction.user_id);
            }
        }
        if let Some(code) = &transaction.short_code {
            self.of_codes.remove(code);
        }
        if let Some(at) = due {
            self.due.remove(&(at, id.to_owned()));
        }
    }

    /// Forgets a deleted user's.
    pub(crate) fn forget(&mut self, user_id: &str) {
        for id in self.of_users.remove(user_id).unwrap_or_default() {
            self.remove(&id);
        }
    }

    /// The transaction of a QR code: of that short code or, where it has none, of that id.
    pub(crate) fn of_code(&self, id: &str, short_code: &str) -> Option<&Transaction> {
        match self.of_codes.get(short_code) {
            Some(id) => self.get(id),
            None => self.get(id).filter(|transaction| transaction.short_code.is_none()),
        }
    }

    /// A user's transactions, the newest first.
    pub(crate) fn of_user(&self, user_id: &str) -> Vec<&Transaction> {
        let ids = self.of_users.get(user_id).into_iter().flatten();
        let mut found: Vec<&Transaction> = ids.filter_map(|id| self.get(id)).collect();
        found.sort_by_key(|transaction| Reverse((transaction.created, transaction.sequence)));
        found
    }
}
