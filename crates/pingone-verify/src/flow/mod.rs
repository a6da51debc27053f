//! The sequence of Verify, as a value that waits for its verdict.

pub(crate) mod verdict;
pub(crate) mod verification;
