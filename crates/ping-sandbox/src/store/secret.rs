//! The secrets of rows, as they are kept: drawn from a stream of their own.

use std::collections::BTreeMap;

use crate::{
    base::{random::Random, timestamp::Timestamp},
    wire::response::{Failure, not_found},
};

/// How many characters a secret has, at least as many as documented.
const LENGTH: usize = 64;
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

/// The secrets of a store's rows, by the name of the resource and the id.
pub(super) struct Secrets {
    random: Random,
    pub(super) held: BTreeMap<(&'static str, String), Secret>,
}

pub(super) struct Secret {
    pub(super) value: String,
    pub(super) previous: Option<Previous>,
}

/// The secret before the present one.
pub(super) struct Previous {
    pub(super) value: String,
    pub(super) until: Timestamp,
    pub(super) last_used: Option<Timestamp>,
}

impl Secrets {
    pub(super) fn new(random: Random) -> Self {
        Self { random, held: BTreeMap::new() }
    }

    pub(super) fn forget(&mut self, resource: &'static str, id: &str) {
        self.held.remove(&(resource, id.to_owned()));
    }

    /// A new secret. The one before is good until then, or no longer.
    pub(super) fn draw(&mut self, resource: &'static str, id: &str, until: Option<Timestamp>) {
        let value = self.random.text(ALPHABET, LENGTH);
        let key = (resource, id.to_owned());
        let old = self.held.remove(&key).map(|old| old.value);
        let previous =
            old.zip(until).map(|(value, until)| Previous { value, until, last_used: None });
        self.held.insert(key, Secret { value, previous });
    }

    pub(super) fn get_mut(
        &mut self,
        resource: &'static str,
        id: &str,
    ) -> Result<&mut Secret, Failure> {
        let key = (resource, id.to_owned());
        self.held.get_mut(&key).ok_or_else(not_found)
    }
}
