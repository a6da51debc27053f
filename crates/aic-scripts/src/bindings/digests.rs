//! Hashes, and what is made of them.

use hmac::{Hmac, KeyInit, Mac};
use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::keys::Broken;

/// A hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// The same for each hash.
macro_rules! with {
    ($hash:expr, $D:ident => $what:expr) => {
        match $hash {
            Hash::Sha1 => {
                type $D = Sha1;
                $what
            }
            Hash::Sha256 => {
                type $D = Sha256;
                $what
            }
            Hash::Sha384 => {
                type $D = Sha384;
                $what
            }
            Hash::Sha512 => {
                type $D = Sha512;
                $what
            }
        }
    };
}

impl Hash {
    pub(super) const NAMES: &str = "one of SHA-1, SHA-256, SHA-384, SHA-512";

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SHA-1" => Self::Sha1,
            "SHA-256" => Self::Sha256,
            "SHA-384" => Self::Sha384,
            "SHA-512" => Self::Sha512,
            _ => return None,
        })
    }

    /// How many bytes it has.
    pub(super) fn length(self) -> usize {
        with!(self, D => <D as Digest>::output_size())
    }

    /// How many bytes Java gives a key for HMAC.
    pub(super) fn key_length(self) -> usize {
        if self == Self::Sha1 { 64 } else { self.length() }
    }

    pub(super) fn digest(self, data: &[u8]) -> Vec<u8> {
        with!(self, D => D::digest(data).to_vec())
    }

    pub(super) fn hmac(self, key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
        with!(self, D => Ok(keyed::<Hmac<D>>(key, data)?.finalize().into_bytes().to_vec()))
    }

    pub(super) fn is_hmac(self, key: &[u8], data: &[u8], code: &[u8]) -> Result<bool, Broken> {
        with!(self, D => Ok(keyed::<Hmac<D>>(key, data)?.verify_slice(code).is_ok()))
    }

    /// A key of this many bytes, derived from another one.
    pub(super) fn pbkdf2(self, key: &[u8], salt: &[u8], rounds: u32, length: usize) -> Vec<u8> {
        let mut derived = vec![0; length];
        with!(self, D => pbkdf2_hmac::<D>(key, salt, rounds, &mut derived));
        derived
    }
}

fn keyed<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> Result<M, Broken> {
    if key.is_empty() {
        return Err("the key is empty");
    }
    let mut mac = <M as KeyInit>::new_from_slice(key).map_err(|_| "the key cannot be used")?;
    mac.update(data);
    Ok(mac)
}
