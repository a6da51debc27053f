//! What stands before a file in an archive, and behind it.

use super::Expected;

/// How the head of a file begins, and the directory.
const HEAD: &[u8] = b"PK\x03\x04";
pub(super) const DIRECTORY: &[u8] = b"PK\x01\x02";

/// What the flags of a file say.
const ENCRYPTED: u16 = 1;
const DESCRIBED_BEHIND: u16 = 1 << 3;
/// Patches, strong encryption, and masked values.
const NOT_READ: u16 = 1 << 5 | 1 << 6 | 1 << 13;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    Stored,
    Deflated,
}

/// How a file is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    None,
    /// As PKZIP 2 did. By `check`, a wrong password is mostly known.
    Old {
        check: u8,
    },
    /// As WinZip does, with a key of so many bytes. Its second version has no checksum.
    Aes {
        key: usize,
        checksum: bool,
    },
}

impl Encryption {
    /// How much stands before the data: what is random, and what tells a wrong password.
    pub(super) fn lead(self) -> usize {
        match self {
            Self::None => 0,
            Self::Old { .. } => 12,
            Self::Aes { key, .. } => key / 2 + 2,
        }
    }

    /// How much stands behind the data.
    pub(super) fn code(self) -> usize {
        if matches!(self, Self::Aes { .. }) { 10 } else { 0 }
    }

    pub(super) fn has_checksum(self) -> bool {
        !matches!(self, Self::Aes { checksum: false, .. })
    }
}

/// What comes behind the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// The directory: the head has told everything.
    Directory { crc: u32 },
    /// What whoever wrote the head did not know yet.
    Descriptor,
}

/// The head of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) packed: Packed,
    pub(super) encryption: Encryption,
    pub(super) behind: Behind,
    /// How many bytes of data there are, and how many come out of them, where the head tells.
    pub(super) data: Option<u64>,
    pub(super) size: Option<u64>,
}

impl Header {
    /// The head and its length; `None` where it has not come whole.
    pub(super) fn read(input: &[u8]) -> Result<Option<(Self, usize)>, Expected> {
        let begins = HEAD.iter().zip(input).all(|(wanted, byte)| wanted == byte);
        if !begins {
            return Err(Expected("an archive of the ZIP format with a file"));
        }
        let Some((fixed, rest)) = input.split_at_checked(30) else {
            return Ok(None);
        };
        let (name, extra) = (usize::from(short(fixed, 26)), usize::from(short(fixed, 28)));
        let Some(extra) = rest.get(name..name + extra) else {
            return Ok(None);
        };
        let length = fixed.len() + name + extra.len();
        Ok(Some((Self::of(fixed, extra)?, length)))
    }

    fn of(fixed: &[u8], extra: &[u8]) -> Result<Self, Expected> {
        let (flags, method) = (short(fixed, 6), short(fixed, 8));
        if flags & NOT_READ != 0 {
            return Err(Expected("a file that is encrypted as PKZIP 2 or WinZip do"));
        }
        let described = flags & DESCRIBED_BEHIND != 0;
        let crc = number(fixed, 14);
        let aes = field(extra, 0x9901).filter(|aes| aes.len() >= 7);
        let (method, encryption) = match (flags & ENCRYPTED, method, aes) {
            (0, _, _) => (method, Encryption::None),
            (_, 99, Some(aes)) => {
                let key = match aes.get(4) {
                    Some(1) => 16,
                    Some(2) => 24,
                    Some(3) => 32,
                    _ => return Err(Expected("AES with a key of 128, 192 or 256 bits")),
                };
                (short(aes, 5), Encryption::Aes { key, checksum: short(aes, 0) == 1 })
            }
            _ => {
                let check = if described { fixed.get(11) } else { fixed.get(17) };
                (method, Encryption::Old { check: check.copied().unwrap_or_default() })
            }
        };
        let packed = match method {
            0 => Packed::Stored,
            8 => Packed::Deflated,
            _ => return Err(Expected("a file that is stored or deflated")),
        };
        let (data, size) = sizes(fixed, extra);
        // Zero is what is written of what is not known yet.
        let known = |size: u64| (!described || size > 0).then_some(size);
        let around = (encryption.lead() + encryption.code()) as u64;
        let data = match known(data) {
            Some(data) => match data.checked_sub(around) {
                None => return Err(Expected("a file of the size that it is said to have")),
                data => data,
            },
            None if packed == Packed::Stored => {
                return Err(Expected("a file whose length is told before it"));
            }
            None => None,
        };
        let behind = if described { Behind::Descriptor } else { Behind::Directory { crc } };
        Ok(Self { packed, encryption, behind, data, size: known(size) })
    }
}

impl Behind {
    /// The longest descriptor, and the beginning of what follows it.
    pub(super) const LONGEST: usize = 28;

    /// What follows the descriptor, if it tells this. It is written in four ways, which its
    /// contents alone tell apart.
    pub(super) fn descriptor(
        behind: &[u8],
        crc: Option<u32>,
        packed: u64,
        written: u64,
    ) -> Option<&[u8]> {
        let long = [packed.to_le_bytes(), written.to_le_bytes()].concat();
        let short = u32::try_from(packed).ok().zip(u32::try_from(written).ok());
        let short = short.map(|(packed, written)| [packed.to_le_bytes(), written.to_le_bytes()]);
        let signed = behind.strip_prefix(b"PK\x07\x08").unwrap_or_default();
        [signed, behind].into_iter().find_map(|told| {
            let (sum, sizes) = told.split_at_checked(4)?;
            let right = crc.is_none_or(|crc| crc.to_le_bytes() == *sum);
            let short = short.and_then(|short| sizes.strip_prefix(&short.concat()[..]));
            short.or_else(|| sizes.strip_prefix(&long[..])).filter(|_| right)
        })
    }
}

/// How long the data is and what comes out of it: long sizes stand in a field of their own.
fn sizes(fixed: &[u8], extra: &[u8]) -> (u64, u64) {
    let mut long = field(extra, 1).unwrap_or_default().chunks_exact(8);
    let mut size = |at| match number(fixed, at) {
        u32::MAX => long.next().map_or(u64::from(u32::MAX), |bytes| {
            bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        }),
        size => u64::from(size),
    };
    // The size of the file stands before that of its data there.
    let size_of_file = size(22);
    (size(18), size_of_file)
}

/// A field behind the name, by its id.
fn field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let (head, rest) = extra.split_at(4);
        let (value, next) = rest.split_at_checked(usize::from(short(head, 2)))?;
        if short(head, 0) == id {
            return Some(value);
        }
        extra = next;
    }
    None
}

fn short(bytes: &[u8], at: usize) -> u16 {
    let bytes = bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u16::from_le_bytes)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u32::from_le_bytes)
}
