//! How much a license allows.

use crate::{Model, Rest};

/// How much a license allows in an environment: of what is counted, and how often what may be
/// asked for.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct LicenseQuantities {
    /// How many Aadhaar checks.
    pub number_of_aadhaar: Option<i64>,
    /// How many checks of who owns an account.
    pub number_of_account_ownership: Option<i64>,
    /// How many verifications with the services of group 1.
    pub number_of_data_verification_group1: Option<i64>,
    /// How many verifications with the services of group 2.
    pub number_of_data_verification_group2: Option<i64>,
    /// How many verifications with the services of group 3.
    pub number_of_data_verification_group3: Option<i64>,
    /// How many verifications with the services of group 4.
    pub number_of_data_verification_group4: Option<i64>,
    /// How many verifications with the services of group 5.
    pub number_of_data_verification_group5: Option<i64>,
    /// How many verifications of data.
    pub number_of_data_verifications: Option<i64>,
    /// How many scores of devices.
    pub number_of_device_reputation_scoring: Option<i64>,
    /// How many searches of the global watch list.
    pub number_of_global_watchlist: Option<i64>,
    /// How many verifications by a live agent.
    pub number_of_live_agent: Option<i64>,
    /// How many requests for metrics, a minute.
    pub rlg_analytics_rpm: Option<RateLimit>,
    /// How many requests for registrations of applications, a minute.
    pub rlg_app_reg_rpm: Option<RateLimit>,
    /// How many requests for the audit, a second.
    pub rlg_audit_rps: Option<RateLimit>,
    /// How many requests for signing in, a second.
    pub rlg_authn_rps: Option<RateLimit>,
    /// How many requests for beginning to sign in, a second.
    pub rlg_authn_start_rps: Option<RateLimit>,
    /// How many requests for many decisions at once, a second.
    pub rlg_authz_bulk_rps: Option<RateLimit>,
    /// How many requests for decisions, a second.
    pub rlg_authz_rps: Option<RateLimit>,
    /// How many requests for all else, a second.
    pub rlg_catch_all_rps: Option<RateLimit>,
    /// How many requests for configuration, a minute.
    pub rlg_config_rpm: Option<RateLimit>,
    /// How many requests for credentials, a minute.
    pub rlg_cred_rpm: Option<RateLimit>,
    /// How many requests for reading of users, a second.
    pub rlg_dir_access_rps: Option<RateLimit>,
    /// How many requests for many users at once, a second.
    pub rlg_dir_bulk_rps: Option<RateLimit>,
    /// How many requests for users at a fixed rate, a second.
    pub rlg_dir_fixed_rps: Option<RateLimit>,
    /// How many requests for writing of users, a second.
    pub rlg_dir_write_rps: Option<RateLimit>,
    /// How many requests for callbacks of flows, a second.
    pub rlg_dv_flow_callback_rps: Option<RateLimit>,
    /// How many requests for steps of flows, a second.
    pub rlg_dv_flow_exec_rps: Option<RateLimit>,
    /// How many requests for beginnings of flows, a second.
    pub rlg_dv_flow_start_rps: Option<RateLimit>,
    /// How many requests for MFA at a fixed rate, a second.
    pub rlg_mfa_fixed_rps: Option<RateLimit>,
    /// How many requests for polling of MFA, a second.
    pub rlg_mfa_polling_rps: Option<RateLimit>,
    /// How many requests for MFA, a second.
    pub rlg_mfa_rps: Option<RateLimit>,
    /// How many requests for privileged access, a second.
    pub rlg_privilege_rps: Option<RateLimit>,
    /// How many requests for assessments of risk, a second.
    pub rlg_risk_evals_rps: Option<RateLimit>,
    /// How many requests for checks of tokens, a second.
    pub rlg_token_check_rps: Option<RateLimit>,
    /// How many requests for PingOne Verify, a minute.
    pub rlg_verify_rpm: Option<RateLimit>,
    rest: Rest<Self>,
}

/// How often something may be asked for.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct RateLimit {
    /// So often a second or a minute, as the name says.
    pub limit: Option<i64>,
    rest: Rest<Self>,
}
