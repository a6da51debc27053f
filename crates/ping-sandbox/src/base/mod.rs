//! What knows nothing of services: time, chance, passcodes, signatures.

pub(crate) mod clock;
pub(crate) mod countries;
pub(crate) mod jws;
pub(crate) mod limits;
pub(crate) mod oath;
pub(crate) mod oath_token;
pub(crate) mod otpauth;
pub(crate) mod position;
pub(crate) mod random;
pub(crate) mod rs256;
pub(crate) mod timestamp;
pub(crate) mod webauthn;
pub(crate) mod yubikey;
pub(crate) mod zip;
