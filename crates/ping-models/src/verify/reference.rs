//! What the service withdraws: samples of voices, and the status that is set by hand.

use super::ReferenceDataId;
use crate::{Links, Listed, Personal, Reference, Timestamp};

open_enum! {
    /// What kind of reference data it is.
    pub enum ReferenceDataType {
        /// Samples of a voice.
        Voice = "VOICE",
    }
}

model! {
    /// Samples that are kept of a user to compare with. Deprecated by the service.
    ///
    /// Returned by `verify.read_all_reference_data` and `verify.read_one_reference_data`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data.html>
    pub struct ReferenceData {
        required {
            /// The id: a UUID or a text.
            id: ReferenceDataId = "id",
        }
        optional {
            /// Links: `self`.
            links: Links = "_links",
            /// The environment.
            environment: Reference = "environment",
            /// The user.
            user: Reference = "user",
            /// What kind it is.
            kind: ReferenceDataType = "type",
            /// The samples; absent in lists.
            data: VoiceRecordings = "data",
            /// When it was created.
            created_at: Timestamp = "createdAt",
            /// When it was last changed.
            updated_at: Timestamp = "updatedAt",
        }
    }
}

impl Listed for ReferenceData {
    const EMBEDDED: &'static str = "referenceData";
}

model! {
    /// Samples of a voice.
    pub struct VoiceRecordings {
        optional {
            /// The samples.
            voice_recordings: Vec<VoiceRecording> = "voiceRecordings",
        }
    }
}

model! {
    /// A sample of a voice.
    pub struct VoiceRecording {
        optional {
            /// The id of the sample.
            id: String = "id",
            /// The sound file in base64.
            recording: Personal<String> = "recording",
            /// Where it is from.
            source: String = "source",
        }
    }
}

open_enum! {
    /// Whether a user takes part in verification. The service no longer reads it.
    pub enum UserVerificationState {
        /// Never set.
        NotInitiated = "NOT_INITIATED",
        /// Takes part.
        Enabled = "ENABLED",
        /// Does not take part.
        Disabled = "DISABLED",
    }
}

model! {
    /// Whether a user takes part in verification. Deprecated by the service.
    ///
    /// Returned by `verify.read_user_verification_status` and
    /// `verify.update_user_verification_status`.
    pub struct UserVerificationStatus {
        optional {
            /// Links: `self`, `user`.
            links: Links = "_links",
            /// The state.
            state: UserVerificationState = "verifyStatus",
        }
    }
}

request! {
    /// The request of Update User Verification Status. Deprecated by the service.
    ///
    /// Taken by `verify.update_user_verification_status`.
    pub struct UpdateUserVerificationStatus {
        required {
            /// The state to set.
            state: UserVerificationState = "verifyStatus",
        }
    }
}
