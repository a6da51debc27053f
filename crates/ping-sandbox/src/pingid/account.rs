//! The seeded PingID account.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::random::Random;

/// The credentials of a PingID account, as its properties file has them.
pub(crate) struct Account {
    pub(crate) key: [u8; 32],
    pub(crate) token: String,
    pub(crate) org_alias: String,
}

impl Account {
    pub(crate) fn seeded(random: &mut Random) -> Self {
        Self {
            key: random.bytes(),
            token: random.text(b"0123456789abcdef", 32),
            org_alias: random.uuid(),
        }
    }

    /// The key as `use_base64_key` has it.
    pub(crate) fn key_base64(&self) -> String {
        STANDARD.encode(self.key)
    }
}
