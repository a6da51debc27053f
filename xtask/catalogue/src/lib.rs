//! The catalogue of operations, and the files that are generated from it. A package of its own, so
//! that it builds where those files are wrong.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod begin;
mod catalogue;
mod discriminator;
pub mod documented;
pub mod generate;
mod names;
mod request;
mod row;
pub mod table;

pub use catalogue::{Catalogue, PRODUCTS};
pub use discriminator::{Discriminator, Marker};
pub use request::Request;
pub use row::Row;
