//! The models that the crates know, by operation.

use std::collections::{BTreeMap, BTreeSet};

use ping_models::PingOneError;
use ping_models::lossless::{PayloadReport, check};
use ping_transport::OperationInfo;

use crate::catalogue::PRODUCTS;
use crate::fixtures::Direction;

/// Decodes a payload with its model and encodes it again.
pub(crate) type Check = fn(&[u8]) -> PayloadReport;

/// The models of the transport and of all product crates.
pub(crate) struct Registry {
    operations: BTreeMap<&'static str, &'static OperationInfo>,
}

impl Registry {
    pub(crate) fn load() -> Self {
        let crates = [
            ping_transport::token_operations(),
            pingone_platform::operations(),
            pingone_mfa::operations(),
            pingid_rest::operations(),
            pingone_verify::operations(),
        ];
        let operations = crates
            .into_iter()
            .flatten()
            .map(|info| (info.id, *info))
            .collect();
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
        let info = self.operations.get(operation)?;
        match direction {
            Direction::Request => info.request,
            Direction::Response => info.response,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn what_the_catalogue_calls_json_has_a_check() {
        let catalogue = Catalogue::read(&crate::root().join("fixtures")).unwrap();
        let registry = Registry::load();
        for id in registry.ids() {
            let row = catalogue.get(&id).unwrap();
            for (has, direction) in [
                (row.has_request_body(), Direction::Request),
                (row.has_response_body(), Direction::Response),
            ] {
                let check = registry.check(&id, direction);
                assert!(!has || check.is_some(), "{id}: {direction:?}");
            }
        }
    }
}
