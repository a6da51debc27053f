//! Who asks for something, when, and where.

use serde_json::Value;

use crate::{base::timestamp::Timestamp, store::caller::Caller};

/// Who asks for something, when, and where.
pub(crate) struct Asked<'a> {
    pub(crate) now: Timestamp,
    /// What the rows belong to.
    pub(crate) owner: Option<Owner>,
    /// The URL that the lists are below.
    pub(crate) url: &'a str,
    /// The license of the environment.
    pub(crate) license: &'a Value,
    /// The client.
    pub(crate) actor: &'a str,
    pub(crate) caller: Caller<'a>,
    /// The id of the answer.
    pub(crate) correlation_id: &'a str,
}

/// An environment or organization.
pub(crate) struct Owner {
    /// `environment` or `organization`.
    pub(crate) noun: &'static str,
    pub(crate) id: String,
    pub(crate) url: String,
}
