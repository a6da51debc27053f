//! Cursors: the position in a list, as text that a browser may carry.
//!
//! The text holds those parameters of a next link that the list does not set itself, behind a
//! checksum of the list. The checksum tells a mix-up; who forges one gets no further than the
//! service lets a cursor go, since filters are taken from the list alone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::percent_decode_str;

use crate::error::Error;

/// The longest text that is looked at, in bytes.
const LONGEST: usize = (8 + super::LONGEST_QUERY).div_ceil(3) * 4;

pub(super) fn seal(position: &str, identity: &str) -> String {
    let checksum = checksum(&[identity, position]).to_be_bytes();
    URL_SAFE_NO_PAD.encode([&checksum, position.as_bytes()].concat())
}

pub(super) fn open(text: &str, identity: &str) -> Result<String, Error> {
    if text.len() > LONGEST {
        return Err(foreign());
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| foreign())?;
    let (sum, position) = bytes.split_first_chunk().ok_or_else(foreign)?;
    let position = std::str::from_utf8(position).map_err(|_| foreign())?;
    if position.is_empty() || u64::from_be_bytes(*sum) != checksum(&[identity, position]) {
        return Err(foreign());
    }
    Ok(position.to_owned())
}

/// What the services call the position in a next link.
pub(super) const PARAMETER: &str = "cursor";

/// The position that the query of a next link has, decoded.
pub(super) fn parameter(query: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == PARAMETER)?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

pub(super) fn foreign() -> Error {
    Error::invalid_input(
        "cursor",
        "is none of this list with this filter, order and limit: begin at the first page",
    )
}

/// FNV-1a: the same on every machine and in every version.
fn checksum(texts: &[&str]) -> u64 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in texts.join("\0").bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    sum
}
