//! `utils.crypto`: random values, and behind the feature `crypto` hashes, keys and ciphers.

use super::failure::Failure;
use super::object::{Object, Reply};

/// The longest array that is filled with random values.
const LONGEST_ARRAY: usize = 65_536;

pub(super) fn binding() -> Object {
    let object = Object::new().method("randomUUID", |_, _| Ok(uuid()?.into())).method(
        "getRandomValues",
        |_, args| {
            let length = args.array(0, "array")?.len();
            if length > LONGEST_ARRAY {
                return Err(args.wrong("array", "65536 elements long at most"));
            }
            let mut bytes = vec![0_u8; length * 4];
            random(&mut bytes)?;
            let (numbers, _) = bytes.as_chunks::<4>();
            Ok(Reply::Filled(numbers.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect()))
        },
    );
    more(object)
}

#[cfg(feature = "crypto")]
fn more(object: Object) -> Object {
    use super::{bcrypt, subtle};
    object.method("checkBcrypt", bcrypt::check).object("subtle", subtle::binding())
}

#[cfg(not(feature = "crypto"))]
fn more(object: Object) -> Object {
    let left_out = |_: &crate::session::Session, args: &super::object::Args| {
        Err(Failure::error(format!("{}: this is built without the feature `crypto`", args.method)))
    };
    let mut subtle = Object::new();
    for name in ["generateKey", "deriveKey", "encrypt", "decrypt", "digest", "sign", "verify"] {
        subtle = subtle.method(name, left_out);
    }
    object.method("checkBcrypt", left_out).object("subtle", subtle)
}

/// Fills with random bytes.
pub(super) fn random(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|_| Failure::error("the system has no random numbers"))
}

/// A random UUID, version 4.
pub(crate) fn uuid() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
}
