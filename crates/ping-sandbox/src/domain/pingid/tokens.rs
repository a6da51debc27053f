//! OATH tokens of the organization.

use std::{collections::BTreeMap, time::Duration};

use crate::base::oath_token::Token;
use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
};

/// How long the second passcode of a resynchronization is waited for.
pub(crate) const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// The tokens by their serial numbers, and the resynchronizations that have begun.
pub(crate) struct Tokens {
    pub(crate) known: BTreeMap<String, Token>,
    pub(crate) resyncs: Latest<Resync>,
}

pub(crate) struct Resync {
    pub(crate) serial: String,
    pub(crate) located: Vec<u64>,
    pub(crate) expires: Timestamp,
}

impl Tokens {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { known: BTreeMap::new(), resyncs: Latest::new(kept) }
    }

    pub(crate) fn get(&self, serial: &str) -> Option<&Token> {
        self.known.get(serial)
    }

    pub(crate) fn get_mut(&mut self, serial: &str) -> Option<&mut Token> {
        self.known.get_mut(serial)
    }

    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.resyncs.end(|resync| resync.expires <= now);
    }
}
