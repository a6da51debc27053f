//! RS256 (RFC 7518, section 3.3) with the sandbox's own key. It takes no care to hide the key, which
//! is no secret.

pub(crate) mod key;

use sha2::{Digest, Sha256};

use crate::base::rs256::key::PRIMES;

const BYTES: usize = 256;
/// What stands before a SHA-256 hash that is signed (RFC 8017, section 9.2).
const HASH_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// A number below a prime, or in its Montgomery form.
type Residue = [u64; 8];

/// A prime of the modulus, and what belongs to it.
struct Prime {
    value: Residue,
    /// The private exponent for this prime.
    exponent: Residue,
    /// 2^1024 modulo the prime, which brings a number into Montgomery form.
    square: Residue,
    /// The inverse of the product of the other primes.
    coefficient: Residue,
    /// The product of the other primes.
    others: [u64; 24],
}

/// The signature of a message, by the Chinese remainder theorem.
pub(crate) fn sign(message: &[u8]) -> [u8; BYTES] {
    let number = padded(&Sha256::digest(message));
    // One limb more than the modulus, as it is a sum of a part for each prime.
    let (mut sum, mut modulus) = ([0; 33], [0; 33]);
    for prime in &PRIMES {
        add_product(&mut sum, &prime.others, &prime.part(&number));
    }
    add_product(&mut modulus, &PRIMES[0].others, &PRIMES[0].value);
    while subtracted(&mut sum, &modulus) {}
    let mut bytes = [0; BYTES];
    for (place, limb) in bytes.rchunks_exact_mut(8).zip(sum) {
        place.copy_from_slice(&limb.to_be_bytes());
    }
    bytes
}

/// A hash as the number that is signed.
fn padded(hash: &[u8]) -> [u64; 32] {
    let mut bytes = [0xff; BYTES];
    let end = BYTES - hash.len();
    let info = end - HASH_INFO.len();
    bytes[end..].copy_from_slice(hash);
    bytes[info..end].copy_from_slice(&HASH_INFO);
    (bytes[0], bytes[1], bytes[info - 1]) = (0, 1, 0);
    std::array::from_fn(|limb| {
        let end = BYTES - 8 * limb;
        u64::from_be_bytes(std::array::from_fn(|byte| bytes[end - 8 + byte]))
    })
}

impl Prime {
    /// What the prime has in the signature, before the product of the others.
    fn part(&self, number: &[u64; 32]) -> Residue {
        let inverse = negative_inverse(self.value[0]);
        let times = |one: &Residue, other: &Residue| self.product(inverse, one, other);
        // Digit by digit, the highest first: each product with `square` is a shift by one.
        let mut base = [0; 8];
        for digits in number.rchunks_exact(8) {
            base = times(&base, &self.square);
            let mut sum = [0; 9];
            add_product(&mut sum, &base, &[1]);
            add_product(&mut sum, digits, &[1]);
            base = self.reduced(sum);
        }
        let base = times(&base, &self.square);
        let mut power = base;
        let bits = (0..512).rev().map(|bit| self.exponent[bit / 64] >> (bit % 64) & 1);
        for bit in bits.skip_while(|bit| *bit == 0).skip(1) {
            power = times(&power, &power);
            if bit == 1 {
                power = times(&power, &base);
            }
        }
        // The coefficient is in plain form, and so is the product with it.
        times(&power, &self.coefficient)
    }

    /// The Montgomery product: that of both, by 2^512, modulo the prime.
    fn product(&self, inverse: u64, one: &Residue, other: &Residue) -> Residue {
        let mut sum = [0; 10];
        for digit in other {
            add_product(&mut sum, one, &[*digit]);
            let multiple = sum[0].wrapping_mul(inverse);
            add_product(&mut sum, &self.value, &[multiple]);
            sum.copy_within(1.., 0);
            sum[9] = 0;
        }
        self.reduced(std::array::from_fn(|limb| sum[limb]))
    }

    /// A sum of a few residues, modulo the prime.
    fn reduced(&self, mut sum: [u64; 9]) -> Residue {
        let mut prime = [0; 9];
        prime[..8].copy_from_slice(&self.value);
        while subtracted(&mut sum, &prime) {}
        std::array::from_fn(|limb| sum[limb])
    }
}

/// Adds a product to a sum that has room for it.
fn add_product(sum: &mut [u64], one: &[u64], other: &[u64]) {
    for (shift, digit) in other.iter().enumerate() {
        let mut carry = 0;
        for (limb, place) in sum[shift..].iter_mut().enumerate() {
            let Some(factor) = one.get(limb) else {
                if carry == 0 {
                    break;
                }
                let (value, over) = place.overflowing_add(carry);
                (*place, carry) = (value, u64::from(over));
                continue;
            };
            let value =
                u128::from(*factor) * u128::from(*digit) + u128::from(*place) + u128::from(carry);
            (*place, carry) = (value as u64, (value >> 64) as u64);
        }
    }
}

/// Subtracts a number of the same length, unless it is the larger one.
fn subtracted(from: &mut [u64], number: &[u64]) -> bool {
    if from.iter().rev().lt(number.iter().rev()) {
        return false;
    }
    let mut borrow = false;
    for (place, limb) in from.iter_mut().zip(number) {
        let (value, under) = place.overflowing_sub(*limb);
        let (value, under_again) = value.overflowing_sub(u64::from(borrow));
        (*place, borrow) = (value, under || under_again);
    }
    true
}

/// The negative inverse of an odd number modulo 2^64, by Newton's method.
fn negative_inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
    }
    inverse.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::{key, sign};

    /// Made by another program, with the private exponent as a whole, and verified by OpenSSL.
    #[test]
    fn signs_as_others_do() {
        let expected = "SnJOOAiyeH7FgQGthblnVUQJOMPJSCfI-xHzF1CZp6etIrXr_QT2m6x-cUg0EwsVLLPERVhFagg7WUmyFiwZeFx2vogP9eSXtqiKh4zR2SVg-xVSI3iYBOlARvp4xbWDeRq1_aki8xs6SvgNbx6OgMMdJLEWecAL5zfZaIreROSX5cloa_BB_IKc4P1qiPPDUOXaSSO-IXzbxTIOs1Ucp72Ouq4OY-vQKnHAgzAzGP854q1m5DA9bwRSYoUjWs_kb3YcxYh_OIqOEo-cwy3PE7tgSmnyYO1DeYSdR8YcqyAackSkOF_lzBpUUvDRn1DCO0ffISXUDawh6ihsQnu9Zw";
        assert_eq!(URL_SAFE_NO_PAD.encode(sign(b"ping-sandbox")), expected);
    }

    #[test]
    fn the_key_id_is_the_thumbprint() {
        use sha2::{Digest, Sha256};

        let members = format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, key::EXPONENT, key::MODULUS);
        assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(members)), key::KEY_ID);
    }
}
