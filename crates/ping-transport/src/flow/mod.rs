//! Flows: how they act, wait, are sealed, and carry their options along.
//!
//! A flow is a sequence of requests that the service documents, such as signing in with a device.
//! Where it stands is a value, the step; its methods are [`Action`]s and [`Wait`]s, which face a
//! caller as a [`Call`](crate::Call) does. Options that are set where a flow begins are those of
//! all its later requests; what is set for one step is for that step alone, and counts more.
//!
//! Whoever writes a flow keeps a [`Handle`] in its steps, a client in whatever form the requests
//! are made of: it carries the options.

mod action;
mod polling;
#[cfg(feature = "seal")]
mod resumable;
#[cfg(feature = "seal")]
mod seal;
mod used_ids;

pub use action::{Action, Handle};
pub use polling::{Polling, Progress, Wait};
#[cfg(feature = "seal")]
pub use resumable::{Resumable, open, seal};
#[cfg(feature = "seal")]
pub use seal::{OpenError, SealKey};
pub use used_ids::UsedIds;
