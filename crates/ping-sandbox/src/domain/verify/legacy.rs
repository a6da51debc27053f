//! What the service withdraws: samples of voices.

use crate::base::{random::Random, timestamp::Timestamp};

/// A sample of a user's voice.
pub(crate) struct VoiceReference {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) recording_id: String,
    pub(crate) created: Timestamp,
}

impl VoiceReference {
    pub(crate) fn new(user_id: &str, now: Timestamp, random: &mut Random) -> Self {
        Self {
            id: random.uuid(),
            user_id: user_id.to_owned(),
            recording_id: random.uuid(),
            created: now,
        }
    }
}
