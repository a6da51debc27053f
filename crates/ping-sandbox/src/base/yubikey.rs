//! What YubiKeys type.

use crate::base::{
    limits::{Kept, Recent},
    random::Random,
};

/// The letters that a key types, which are on the same keys of all keyboards.
const MODHEX: &[u8] = b"cbdefghijklnrtuv";
const LENGTH: usize = 44;
const ID_LENGTH: usize = 12;

/// The passcodes that were used, each of which is good once.
pub(crate) struct Used(Recent<String>);

impl Used {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Recent::new(kept))
    }

    /// The key that typed a passcode which was not used before, by its public id and serial number;
    /// now it is used.
    pub(crate) fn take<'a>(&mut self, otp: &'a str) -> Option<(&'a str, u64)> {
        let key = key_of(otp).filter(|_| !self.0.iter().any(|used| used == otp))?;
        self.0.push(otp.to_owned(), otp.len());
        Some(key)
    }
}

/// The key that types such a passcode: its first letters are the public id.
fn key_of(otp: &str) -> Option<(&str, u64)> {
    let value = |letter: u8| MODHEX.iter().position(|known| *known == letter);
    if otp.len() != LENGTH || !otp.bytes().all(|letter| value(letter).is_some()) {
        return None;
    }
    let (public_id, _) = otp.split_at_checked(ID_LENGTH)?;
    let digits = public_id.bytes().filter_map(value);
    Some((public_id, digits.fold(0, |serial, digit| serial * 16 + digit as u64)))
}

/// What a key types when it is touched: its id, and sixteen bytes that are encrypted and different
/// each time.
pub(crate) fn touch(serial: u64, random: &mut Random) -> String {
    let digit = |place: usize| MODHEX[usize::from((serial >> (4 * place)) as u8 & 0x0f)];
    let public_id = (0..ID_LENGTH).rev().map(|place| char::from(digit(place)));
    public_id.collect::<String>() + &random.text(MODHEX, LENGTH - ID_LENGTH)
}
