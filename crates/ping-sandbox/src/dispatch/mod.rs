//! Which operation a request is, whether its sender may come in, and where it is about.

pub(crate) mod auth;
pub(crate) mod catalogue;
pub(crate) mod control;
pub(crate) mod handling;
pub(crate) mod product;
pub(crate) mod tables;
pub(crate) mod verb;
