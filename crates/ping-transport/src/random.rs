//! Randomness that nobody can guess.

use crate::error::Error;

/// Random bytes of the system, for keys and names that nobody may guess.
///
/// # Errors
///
/// Fails where the system has no randomness.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| Error::configuration("randomness", "the system has none"))?;
    Ok(bytes)
}
