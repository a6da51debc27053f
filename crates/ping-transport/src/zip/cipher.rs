//! The two ways in which archives are encrypted.

use aes::{Aes128, Aes192, Aes256};
use ctr::Ctr128LE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::Expected;
use super::header::{Encryption, Header};

/// How often a password is hashed for a key of AES.
const ROUNDS: u32 = 1000;

/// What decrypts a file.
pub(super) enum Cipher {
    None,
    Old(Keys),
    Aes(Box<Aes>),
}

impl Cipher {
    /// By what stands before the data.
    pub(super) fn new(header: &Header, password: &[u8], lead: &[u8]) -> Result<Self, Expected> {
        let (cipher, right) = match header.encryption {
            Encryption::None => (Self::None, true),
            Encryption::Old { check } => {
                let mut keys = Keys::new(password);
                let mut lead = lead.to_vec();
                keys.decrypt(&mut lead);
                (Self::Old(keys), lead.last() == Some(&check))
            }
            Encryption::Aes { key, .. } => {
                let (salt, check) = lead.split_at(lead.len().saturating_sub(2));
                let (aes, wanted) = Aes::new(key, password, salt)?;
                (Self::Aes(Box::new(aes)), wanted == check)
            }
        };
        right.then_some(cipher).ok_or(Expected("an archive of this password"))
    }

    pub(super) fn decrypt(&mut self, data: &mut [u8]) {
        match self {
            Self::None => {}
            Self::Old(keys) => keys.decrypt(data),
            Self::Aes(aes) => aes.stream.decrypt(data),
        }
    }

    /// Takes encrypted data into the code behind it, in its order.
    pub(super) fn authenticate(&mut self, data: &[u8]) {
        if let Self::Aes(aes) = self {
            aes.code.update(data);
        }
    }

    /// Whether this code is that of what came before it.
    pub(super) fn has_made(&self, code: &[u8]) -> bool {
        match self {
            Self::Aes(aes) => aes.code.clone().verify_truncated_left(code).is_ok(),
            _ => true,
        }
    }
}

/// The keys of PKZIP 2.
pub(super) struct Keys([u32; 3]);

/// The checksum of each byte.
const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

impl Keys {
    fn new(password: &[u8]) -> Self {
        let mut keys = Self([0x1234_5678, 0x2345_6789, 0x3456_7890]);
        password.iter().for_each(|byte| keys.update(*byte));
        keys
    }

    fn update(&mut self, plain: u8) {
        let crc = |crc: u32, byte: u8| CRC[usize::from(crc.to_le_bytes()[0] ^ byte)] ^ (crc >> 8);
        let [first, second, third] = &mut self.0;
        *first = crc(*first, plain);
        *second = second.wrapping_add(*first & 0xff).wrapping_mul(134_775_813).wrapping_add(1);
        *third = crc(*third, second.to_be_bytes()[0]);
    }

    fn decrypt(&mut self, data: &mut [u8]) {
        for byte in data {
            let word = self.0[2] | 2;
            *byte ^= word.wrapping_mul(word ^ 1).to_le_bytes()[1];
            self.update(*byte);
        }
    }
}

/// AES as a stream, and the code of what it has encrypted.
pub(super) struct Aes {
    stream: Stream,
    code: Hmac<Sha1>,
}

enum Stream {
    Short(Ctr128LE<Aes128>),
    Middle(Ctr128LE<Aes192>),
    Long(Ctr128LE<Aes256>),
}

impl Aes {
    /// With a key of so many bytes, and what tells whether the password is right.
    fn new(key: usize, password: &[u8], salt: &[u8]) -> Result<(Self, Vec<u8>), Expected> {
        let mut made = vec![0; 2 * key + 2];
        pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, ROUNDS, &mut made);
        let check = made.split_off(2 * key);
        let (key, code) = made.split_at(key);
        let mut first = [0; 16];
        first[0] = 1;
        let stream = match key.len() {
            16 => Ctr128LE::new_from_slices(key, &first).map(Stream::Short),
            24 => Ctr128LE::new_from_slices(key, &first).map(Stream::Middle),
            _ => Ctr128LE::new_from_slices(key, &first).map(Stream::Long),
        };
        let code = Hmac::new_from_slice(code).ok();
        match stream.ok().zip(code) {
            Some((stream, code)) => Ok((Self { stream, code }, check)),
            None => Err(Expected("AES with a key of 128, 192 or 256 bits")),
        }
    }
}

impl Stream {
    fn decrypt(&mut self, data: &mut [u8]) {
        match self {
            Self::Short(stream) => stream.apply_keystream(data),
            Self::Middle(stream) => stream.apply_keystream(data),
            Self::Long(stream) => stream.apply_keystream(data),
        }
    }
}
