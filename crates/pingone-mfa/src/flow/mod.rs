//! The sequences of MFA, each as a value that knows what comes next.

pub(crate) mod authentication;
pub(crate) mod device_report;
pub(crate) mod oath_job;
