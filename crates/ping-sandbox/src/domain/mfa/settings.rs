//! The environment's MFA settings, as a table of one row.

use serde_json::{Map, Value};

use crate::store::{
    Shown, Store,
    schema::{Hooks, Schema, choice, flag, int, object},
};

/// Paired devices of one user, where the settings say nothing.
const DEVICES: usize = 5;

pub(crate) static MFA_SETTINGS: Schema = Schema {
    name: "MFA_SETTINGS",
    collection: "mfaSettings",
    noun: "mfaSettings",
    members: &[
        object(
            "pairing",
            &[
                int("maxAllowedDevices", 1, 15).default("5"),
                choice("pairingKeyFormat", &["NUMERIC", "ALPHANUMERIC"])
                    .default(r#""ALPHANUMERIC""#),
            ],
        )
        .default("{}"),
        object(
            "lockout",
            &[
                int("failureCount", 1, u32::MAX as i64).required(),
                int("durationSeconds", 0, u32::MAX as i64),
            ],
        ),
        object("phoneExtensions", &[flag("enabled").default("false")]).default("{}"),
        object("users", &[flag("mfaEnabled").default("false")]).default("{}"),
        object(
            "authentication",
            &[choice("deviceSelection", &["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT"])
                .default(r#""DEFAULT_TO_FIRST""#)],
        )
        .default("{}"),
    ],
    single: true,
    hooks: Hooks { show, ..Hooks::NONE },
    ..Schema::BASE
};

fn show(_: &Shown<'_>, body: &mut Map<String, Value>) {
    body.remove("id");
    body.remove("createdAt");
}

/// What the settings say.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a>(&'a Value);

impl<'a> Settings<'a> {
    pub(crate) fn of(store: &'a Store) -> Self {
        Self(store.rows(&MFA_SETTINGS, "").next().map_or(&Value::Null, |row| &row.body))
    }

    /// How many paired devices a user may have.
    pub(crate) fn max_devices(self) -> usize {
        let most = self.0["pairing"]["maxAllowedDevices"].as_u64();
        most.and_then(|most| usize::try_from(most).ok()).unwrap_or(DEVICES)
    }

    /// What pairing keys consist of, and how many of it.
    pub(crate) fn pairing_keys(self) -> (&'static [u8], usize) {
        match self.0["pairing"]["pairingKeyFormat"].as_str() {
            Some("NUMERIC") => (b"0123456789", 14),
            _ => (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16),
        }
    }

    /// Whether calls can go to extensions.
    pub(crate) fn phone_extensions(self) -> bool {
        self.0["phoneExtensions"]["enabled"] == true
    }
}
