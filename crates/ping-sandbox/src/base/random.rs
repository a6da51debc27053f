//! Ids, codes and secrets: unpredictable by default, repeatable when seeded.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A generator that hashes its seed with a counter. Ids, codes and secrets have counters of their
/// own: one id more changes no passcode.
#[derive(Clone)]
pub(crate) struct Random {
    seed: [u8; 32],
    drawn: [u64; 3],
}

/// What is drawn.
#[derive(Clone, Copy)]
enum Sort {
    Id,
    Code,
    Secret,
}

impl Random {
    fn new(seed: [u8; 32]) -> Self {
        Self { seed, drawn: [0; 3] }
    }

    /// A generator whose output is a function of `seed` alone.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self::new(Sha256::digest(seed.to_be_bytes()).into())
    }

    /// A generator seeded by the operating system.
    pub(crate) fn from_os() -> std::io::Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self::new(seed))
    }

    /// The generator that begins with what [`Random::seed`] said.
    pub(crate) fn from_seed(text: &str) -> Option<Self> {
        let seed = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self::new(seed.try_into().ok()?))
    }

    /// What all of its output is a function of.
    pub(crate) fn seed(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.seed)
    }

    /// How much was drawn.
    pub(crate) fn drawn(&self) -> u64 {
        self.drawn.iter().sum()
    }

    /// Where it is: how much of each sort was drawn.
    pub(crate) fn position(&self) -> [u64; 3] {
        self.drawn
    }

    /// Goes on from there.
    pub(crate) fn go_on(&mut self, from: [u64; 3]) {
        self.drawn = from;
    }

    /// A generator of its own for one purpose: what is drawn for another changes nothing here.
    pub(crate) fn stream(&self, purpose: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(purpose);
        Self::new(hash.finalize().into())
    }

    fn block(&mut self, sort: Sort) -> [u8; 32] {
        let drawn = &mut self.drawn[sort as usize];
        *drawn += 1;
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update([sort as u8]);
        hash.update(drawn.to_be_bytes());
        hash.finalize().into()
    }

    /// `N` random bytes of a secret; `N` is at most 32.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let block = self.block(Sort::Secret);
        std::array::from_fn(|index| block[index % 32])
    }

    fn draw(&mut self, sort: Sort, bound: u64) -> u64 {
        let block = self.block(sort);
        let number = u64::from_be_bytes(std::array::from_fn(|index| block[index]));
        number % bound.max(1)
    }

    /// A number of a code below `bound`, which must not be zero.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.draw(Sort::Code, bound)
    }

    /// A version 4 UUID in lower case.
    pub(crate) fn uuid(&mut self) -> String {
        let block = self.block(Sort::Id);
        let mut bytes: [u8; 16] = std::array::from_fn(|index| block[index]);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut text = String::with_capacity(36);
        for (index, byte) in bytes.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.push_str(&format!("{byte:02x}"));
        }
        text
    }

    /// `length` decimal digits, as one-time passcodes have them.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b'0' + (self.below(10) as u8))).collect()
    }

    /// An opaque URL-safe text of 43 characters.
    pub(crate) fn token(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// A secret of `length` characters of `alphabet` (ASCII).
    pub(crate) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(alphabet[self.draw(Sort::Secret, alphabet.len() as u64) as usize]))
            .collect()
    }
}
