//! Base64 as the services write it: with or without its padding.

use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const EITHER: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// Of the standard alphabet; encodes with padding.
pub const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, EITHER);

/// Of the alphabet for URLs.
#[cfg(any(feature = "mfa", feature = "pingid"))]
pub(crate) const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, EITHER);
