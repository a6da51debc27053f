//! What a product is to the dispatcher.

use crate::{
    dispatch::catalogue::Handler, store::schema::Schema, wire::response::Failure,
    world::context::Context,
};

/// A product: its tables, whose operations follow from the catalogue, and all else that it does.
#[derive(Clone, Copy)]
pub(crate) struct Product {
    /// What the ids of its operations begin with.
    pub(crate) name: &'static str,
    pub(crate) tables: &'static [&'static Schema],
    /// What answers its other operations; comes before a table, where an operation is both.
    pub(crate) handlers: fn() -> Vec<(&'static str, Handler)>,
    /// Its operations that change nothing which the audit tells of, though their method would.
    pub(crate) silent: &'static [&'static str],
    /// Refuses its operations where the environment does not have it.
    pub(crate) before: fn(&Context<'_>) -> Result<(), Failure>,
}

impl Product {
    pub(crate) const BASE: Self =
        Self { name: "", tables: &[], handlers: Vec::new, silent: &[], before: |_| Ok(()) };
}
