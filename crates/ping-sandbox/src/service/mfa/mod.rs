//! PingOne MFA: users' devices, policies and device authentications.

pub(crate) mod activate;
pub(crate) mod authentications;
mod bypass;
pub(crate) mod codes;
pub(crate) mod controls;
pub(crate) mod create;
pub(crate) mod devices;
mod fido;
mod jobs;
mod migrate;
mod new_devices;
mod oath_tokens;
pub(crate) mod order;
pub(crate) mod otp;
pub(crate) mod pairing_keys;
mod policy;
pub(crate) mod push;
pub(crate) mod reports;
pub(crate) mod show;

use crate::{
    dispatch::{catalogue::Handler, product::Product},
    domain::mfa::{
        fido_devices::FIDO_DEVICES, fido_policies::FIDO_POLICIES,
        legacy_fido_policies::LEGACY_FIDO_POLICIES, oath_tokens::OATH_TOKENS, policies::POLICIES,
        push_credentials::PUSH_CREDENTIALS, settings::MFA_SETTINGS,
    },
};

pub(crate) const PRODUCT: Product = Product {
    name: "mfa",
    tables: &[
        &FIDO_DEVICES,
        &FIDO_POLICIES,
        &LEGACY_FIDO_POLICIES,
        &MFA_SETTINGS,
        &OATH_TOKENS,
        &POLICIES,
        &PUSH_CREDENTIALS,
    ],
    handlers: routes,
    silent: SILENT,
    ..Product::BASE
};

/// Signing in, and what only sends something, changes nothing that is kept.
const SILENT: &[&str] = &[
    "mfa.cancel_device_authentication",
    "mfa.check_assertion_fido",
    "mfa.check_assertion_pingid_desktop",
    "mfa.check_remember_me_device",
    "mfa.initialize_device_authentication",
    "mfa.initialize_device_authentication_custom_notification",
    "mfa.initialize_device_authentication_no_user_name",
    "mfa.initialize_device_authentication_one_time_email",
    "mfa.initialize_device_authentication_one_time_sms",
    "mfa.initialize_device_authentication_one_time_voice",
    "mfa.initialize_device_authentication_with_device",
    "mfa.initialize_device_authentication_with_otp",
    "mfa.migrate_device_authentication_policies",
    "mfa.resend_pairing_code",
    "mfa.select_device_for_authentication",
    "mfa.send_mfa_device_logs",
    "mfa.validate_otp_for_device",
];

fn routes() -> Vec<(&'static str, Handler)> {
    [
        create::routes(),
        activate::routes(),
        devices::routes(),
        order::routes(),
        authentications::routes(),
        oath_tokens::routes(),
        jobs::routes(),
        reports::routes(),
        pairing_keys::routes(),
        codes::routes(),
        bypass::routes(),
        migrate::routes(),
    ]
    .concat()
}
