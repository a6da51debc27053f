//! The names of what is secret.

/// Names of members and query parameters whose values are secrets wherever they stand, in lower
/// case without punctuation.
const SECRET_NAMES: &[&str] = &[
    "accesstoken",
    "activationcode",
    "apikey",
    "assertion",
    "attestation",
    "authorization",
    "clientassertion",
    "clientsecret",
    "codeverifier",
    "cookie",
    "csvpresignedurl",
    "currentpassword",
    "decryptionkey",
    "devicedata",
    "googleserviceaccountcredentials",
    "idtoken",
    "jsonpresignedurl",
    "keyuri",
    "maskedsecret",
    "newpassword",
    "oldpassword",
    "otp",
    "otps",
    "pairingdata",
    "pairingkey",
    "pairingkeyuri",
    "passcode",
    "passphrase",
    "password",
    "pin",
    "privatekey",
    "publickeycredentialjson",
    "qrurl",
    "recoverycode",
    "recoverycodes",
    "refreshtoken",
    "secret",
    "secretkey",
    "seed",
    "serviceaccountcredentials",
    "sessiontoken",
    "token",
    "verificationcode",
    "verificationkey",
    "webverificationcode",
    "webverificationurl",
    "zippassword",
];

/// Whether the value of a member or query parameter of this name is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    let letters = letters.map(|byte| byte.to_ascii_lowercase());
    SECRET_NAMES.iter().any(|known| letters.clone().eq(known.bytes()))
}
