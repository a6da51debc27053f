//! The parts of the program.

pub(crate) mod files;
pub(crate) mod options;
