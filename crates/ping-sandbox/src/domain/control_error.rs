//! Why a control could not be applied.

use std::fmt;

use crate::wire::response::{Failure, request_failed};

/// What a person or phone was told to do is not possible now. Says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlError(String);

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ControlError {}

impl From<String> for ControlError {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<&str> for ControlError {
    fn from(why: &str) -> Self {
        Self(why.to_owned())
    }
}

impl From<ControlError> for Failure {
    fn from(error: ControlError) -> Self {
        request_failed(&error.0)
    }
}
