//! The sequences of MFA, each as a value that knows what comes next.

pub(crate) mod authentication;
