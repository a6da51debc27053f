//! AES as Java's `AES`: each block for itself (ECB), filled up as PKCS #7 has it.

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256, Block};

use super::keys::Broken;

const BLOCK: usize = 16;
const KEY: Broken = "an AES key has 16, 24 or 32 bytes";
const DATA: Broken = "the data was not encrypted with the key";

pub(super) fn encrypt(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut bytes = data.to_vec();
    let padding = BLOCK - bytes.len() % BLOCK;
    bytes.resize(bytes.len() + padding, u8::try_from(padding).unwrap_or_default());
    let (blocks, _) = Block::slice_as_chunks_mut(&mut bytes);
    match key.len() {
        16 => Aes128::new_from_slice(key).map_err(|_| KEY)?.encrypt_blocks(blocks),
        24 => Aes192::new_from_slice(key).map_err(|_| KEY)?.encrypt_blocks(blocks),
        _ => Aes256::new_from_slice(key).map_err(|_| KEY)?.encrypt_blocks(blocks),
    }
    Ok(bytes)
}

pub(super) fn decrypt(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut bytes = data.to_vec();
    let (blocks, rest) = Block::slice_as_chunks_mut(&mut bytes);
    if !rest.is_empty() {
        return Err("encrypted data has whole blocks of 16 bytes");
    }
    match key.len() {
        16 => Aes128::new_from_slice(key).map_err(|_| KEY)?.decrypt_blocks(blocks),
        24 => Aes192::new_from_slice(key).map_err(|_| KEY)?.decrypt_blocks(blocks),
        _ => Aes256::new_from_slice(key).map_err(|_| KEY)?.decrypt_blocks(blocks),
    }
    let padding = usize::from(*bytes.last().ok_or(DATA)?);
    let (data, rest) = bytes.split_at_checked(bytes.len().wrapping_sub(padding)).ok_or(DATA)?;
    let whole =
        (1..=BLOCK).contains(&padding) && rest.iter().all(|byte| usize::from(*byte) == padding);
    if whole { Ok(data.to_vec()) } else { Err(DATA) }
}
