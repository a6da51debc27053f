//! The models that the crates know, by operation.

use std::collections::{BTreeMap, BTreeSet};

use ping_models::PingOneError;
use ping_models::lossless::{PayloadReport, check};

use crate::catalogue::PRODUCTS;
use crate::checks::MODELS;
use crate::fixtures::Direction;

/// Decodes a payload with its model and encodes it again.
pub(crate) type Check = fn(&[u8]) -> PayloadReport;

/// An operation's id, and the checks of its request and its answer.
pub(crate) type Models = (&'static str, Option<Check>, Option<Check>);

/// The models of all operations.
pub(crate) struct Registry {
    operations: BTreeMap<&'static str, &'static Models>,
}

impl Registry {
    pub(crate) fn load() -> Self {
        let operations = MODELS.iter().map(|models| (models.0, models)).collect();
        Self { operations }
    }

    /// The operations that have a model.
    pub(crate) fn ids(&self) -> BTreeSet<String> {
        self.operations.keys().map(|id| (*id).to_owned()).collect()
    }

    /// The check of an operation's payloads, or of a product's error bodies.
    pub(crate) fn check(&self, operation: &str, direction: Direction) -> Option<Check> {
        if let Some(product) = operation.strip_suffix(".error") {
            return match product {
                "pingid" => Some(check::<ping_models::pingid::ErrorReply>),
                _ if PRODUCTS.contains(&product) => Some(check::<PingOneError>),
                _ => None,
            };
        }
        let (_, request, response) = self.operations.get(operation)?;
        match direction {
            Direction::Request => *request,
            Direction::Response => *response,
        }
    }
}
