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
pub(crate) mod transactions;

use std::collections::BTreeMap;

use crate::base::{limits::Kept, timestamp::Timestamp};
use crate::domain::verify::legacy::VoiceReference;
use crate::domain::verify::transactions::Transactions;
use serde_json::Value;

/// What Verify remembers.
pub(crate) struct VerifyState {
    pub(crate) licensed: bool,
    /// New transactions get the codes of the older form.
    pub(crate) short_codes: bool,
    pub(crate) transactions: Transactions,
    /// The verified claims of users, by user.
    pub(crate) claims: BTreeMap<String, Value>,
    pub(crate) references: Vec<VoiceReference>,
}

impl VerifyState {
    pub(crate) fn new(kept: Kept) -> Self {
        Self {
            licensed: true,
            short_codes: false,
            claims: BTreeMap::new(),
            references: Vec::new(),
            transactions: Transactions::new(kept),
        }
    }

    /// Lets what is due happen.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.claims.extend(self.transactions.settle(now));
    }

    /// Forgets a deleted user.
    pub(crate) fn user_deleted(&mut self, id: &str) {
        self.transactions.forget(id);
        self.claims.remove(id);
        self.references.retain(|reference| reference.user_id != id);
    }
}
