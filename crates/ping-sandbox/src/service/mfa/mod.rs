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
mod oath_tokens;
pub(crate) mod order;
pub(crate) mod otp;
pub(crate) mod pairing_keys;
mod policy;
pub(crate) mod push;
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
    ..Product::BASE
};

fn routes() -> Vec<(&'static str, Handler)> {
    [
        create::routes(),
        activate::routes(),
        devices::routes(),
        order::routes(),
        authentications::routes(),
        oath_tokens::routes(),
        jobs::routes(),
        pairing_keys::routes(),
        codes::routes(),
        bypass::routes(),
        migrate::routes(),
    ]
    .concat()
}
