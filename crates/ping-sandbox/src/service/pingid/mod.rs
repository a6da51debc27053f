//! PingID: signed requests for users, pairing, authentication, jobs and reports.

pub(crate) mod applications;
pub(crate) mod assertions;
pub(crate) mod authenticate_offline;
pub(crate) mod authenticate_online;
pub(crate) mod challenge;
pub(crate) mod controls;
pub(crate) mod envelope;
pub(crate) mod exchange;
pub(crate) mod fido;
pub(crate) mod jobs;
pub(crate) mod operations;
pub(crate) mod pairing;
pub(crate) mod policies;
pub(crate) mod ppm;
pub(crate) mod ppm_page;
pub(crate) mod ppm_pairing;
pub(crate) mod ppm_sign_on;
pub(crate) mod push;
pub(crate) mod push_controls;
pub(crate) mod report;
pub(crate) mod sign_on;
pub(crate) mod start_authentication;
pub(crate) mod tokens;
