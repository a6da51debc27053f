//! Tables: what a resource is, is declared ([`schema`]), and create, read, list, replace, merge
//! and delete follow from the declaration.

mod activities;
mod activity;
mod among;
mod asked;
mod body;
mod caller;
mod characters;
mod describe;
mod entry;
mod filter;
mod forms;
mod hooks;
mod member;
mod page;
mod place;
mod references;
mod remove;
pub(crate) mod schema;
mod secret;
mod secrets;
mod sent;
mod show;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod walk;
mod write;

pub(crate) use crate::store::activities::{AskedActivities, Change};
pub(crate) use crate::store::among::Memberships;
pub(crate) use crate::store::asked::{Asked, Owner};
pub(crate) use crate::store::body::Mode;
pub(crate) use crate::store::caller::{Caller, Held};
pub(crate) use crate::store::characters::Characters;
pub(crate) use crate::store::entry::Entry;
pub(crate) use crate::store::filter::{Attribute, Filter, Op};
pub(crate) use crate::store::hooks::Shown;
pub(crate) use crate::store::page::{LIMIT, Query, page};
pub(crate) use crate::store::remove::Gone;
pub(crate) use crate::store::sent::Sent;
pub(crate) use crate::store::tables::Store;
pub(crate) use crate::store::write::license_exceeded;
