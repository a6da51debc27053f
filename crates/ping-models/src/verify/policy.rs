//! Verify policies: which checks a transaction makes.

use std::time::Duration;

use super::{ContactCheck, VerifyPolicyId};
use crate::{Links, Listed, OpenValue, Reference, Rest, Timestamp};

open_enum! {
    /// Whether a check is made.
    pub enum CheckMode {
        /// Always.
        Required = "REQUIRED",
        /// Where the user gives the data for it.
        Optional = "OPTIONAL",
        /// Never.
        Disabled = "DISABLED",
    }
}

open_enum! {
    /// How sure a check has to be.
    pub enum Threshold {
        /// Lenient.
        Low = "LOW",
        /// Between the two.
        Medium = "MEDIUM",
        /// Strict.
        High = "HIGH",
    }
}

open_enum! {
    /// Who looks at a document.
    pub enum InspectionType {
        /// The provider's program.
        Automatic = "AUTOMATIC",
        /// The provider's people.
        Manual = "MANUAL",
        /// People, where the program is not sure.
        StepUp = "STEP_UP",
    }
}

open_enum! {
    /// Whose program looks at a document.
    pub enum AutomaticProvider {
        /// Mitek.
        Mitek = "MITEK",
        /// Veriff.
        Veriff = "VERIFF",
    }
}

open_enum! {
    /// Whose people look at a document.
    pub enum ManualProvider {
        /// Mitek.
        Mitek = "MITEK",
    }
}

open_enum! {
    /// The unit of a [`VerifySpan`].
    pub enum VerifyTimeUnit {
        /// Seconds.
        Seconds = "SECONDS",
        /// Minutes.
        Minutes = "MINUTES",
    }
}

request! {
    /// A span of time in whole seconds or minutes.
    pub struct VerifySpan {
        optional {
            /// How many units.
            duration: u32 = "duration",
            /// The unit.
            time_unit: VerifyTimeUnit = "timeUnit",
        }
    }
}

impl VerifySpan {
    /// So many seconds.
    pub fn seconds(seconds: u32) -> Self {
        Self::new()
            .duration(seconds)
            .time_unit(VerifyTimeUnit::Seconds)
    }

    /// So many minutes.
    pub fn minutes(minutes: u32) -> Self {
        Self::new()
            .duration(minutes)
            .time_unit(VerifyTimeUnit::Minutes)
    }

    /// The span of the standard library; `None` where a member is missing or the unit is not
    /// known.
    pub fn to_duration(&self) -> Option<Duration> {
        let units = u64::from(self.duration?);
        match self.time_unit.as_ref()? {
            VerifyTimeUnit::Seconds => Some(Duration::from_secs(units)),
            VerifyTimeUnit::Minutes => Some(Duration::from_secs(units * 60)),
            VerifyTimeUnit::Unknown(_) => None,
        }
    }
}

request! {
    /// How often something may be tried again.
    pub struct PolicyRetry {
        optional {
            /// The number of further tries, 0 to 3.
            attempts: u32 = "attempts",
        }
    }
}

impl From<u32> for PolicyRetry {
    fn from(attempts: u32) -> Self {
        Self::new().attempts(attempts)
    }
}

request! {
    /// Whether and how a government id is checked.
    pub struct GovernmentIdCheck {
        optional {
            /// Whether it is checked.
            verify: CheckMode = "verify",
            /// Who looks at it; the service fills in `AUTOMATIC` where it is checked.
            inspection_type: InspectionType = "inspectionType",
            /// Whether an expired document fails; `false` unless set.
            fail_expired_id: bool = "failExpiredId",
            /// Whose people and program look at it.
            provider: GovernmentIdProviders = "provider",
            /// How often it may be shown again after a bad picture.
            retry: PolicyRetry = "retry",
            /// Whether licenses are looked up with the authorities. North America only, and with
            /// a license for it; there `true` unless set.
            verify_aamva: bool = "verifyAamva",
            /// Whether identities are looked up in the records of India.
            aadhaar: AadhaarCheck = "aadhaar",
        }
    }
}

impl GovernmentIdCheck {
    /// Checks it in this mode.
    pub fn mode(mode: CheckMode) -> Self {
        Self::new().verify(mode)
    }

    /// Checks it always.
    pub fn required() -> Self {
        Self::mode(CheckMode::Required)
    }
}

request! {
    /// Whose people and program look at a document.
    pub struct GovernmentIdProviders {
        optional {
            /// Whose program; `MITEK` unless set.
            auto: AutomaticProvider = "auto",
            /// Whose people; `MITEK` unless set.
            manual: ManualProvider = "manual",
        }
    }
}

request! {
    /// Whether the number of an Aadhaar card is looked up in the national register of India, which
    /// is done by Trinsic and takes a license for it. The service refuses it unless the policy's
    /// comparison of faces is `REQUIRED`.
    pub struct AadhaarCheck {
        optional {
            /// Whether it is looked up; `false` unless set.
            enabled: bool = "enabled",
            /// How the register's passcode is sent. Some documents have it; the service ignores
            /// it.
            otp: OpenValue = "otp",
        }
    }
}

request! {
    /// Whether and how faces are compared: the selfie with the document's portrait, or with a
    /// reference selfie.
    pub struct FaceCheck {
        optional {
            /// Whether they are compared.
            verify: CheckMode = "verify",
            /// How alike they have to be.
            threshold: Threshold = "threshold",
        }
    }
}

impl FaceCheck {
    /// Compares them in this mode.
    pub fn mode(mode: CheckMode, threshold: Threshold) -> Self {
        Self::new().verify(mode).threshold(threshold)
    }

    /// Compares them always.
    pub fn required(threshold: Threshold) -> Self {
        Self::mode(CheckMode::Required, threshold)
    }
}

request! {
    /// Whether and how it is checked that a living person is in front of the camera.
    pub struct LivenessCheck {
        optional {
            /// Whether it is checked.
            verify: CheckMode = "verify",
            /// How sure it has to be.
            threshold: Threshold = "threshold",
            /// How often the selfie may be taken again.
            retry: PolicyRetry = "retry",
        }
    }
}

impl LivenessCheck {
    /// Checks it in this mode.
    pub fn mode(mode: CheckMode, threshold: Threshold) -> Self {
        Self::new().verify(mode).threshold(threshold)
    }

    /// Checks it always.
    pub fn required(threshold: Threshold) -> Self {
        Self::mode(CheckMode::Required, threshold)
    }
}

request! {
    /// How long a transaction takes at most, and whether it decides.
    pub struct TransactionSettings {
        optional {
            /// From the creation to the end; 30 min unless set, and at most.
            timeout: VerifySpan = "timeout",
            /// From when the user begins.
            data_collection: DataCollection = "dataCollection",
            /// Whether the data is collected without a decision; `false` unless set.
            data_collection_only: bool = "dataCollectionOnly",
        }
    }
}

request! {
    /// How long the user may take.
    pub struct DataCollection {
        optional {
            /// From when the user begins; 15 min unless set, and not more than the transaction's
            /// timeout.
            timeout: VerifySpan = "timeout",
        }
    }
}

impl From<VerifySpan> for DataCollection {
    fn from(timeout: VerifySpan) -> Self {
        Self::new().timeout(timeout)
    }
}

request! {
    /// What of the document has to match the transaction's requirements. Without effect where no
    /// government id is checked.
    pub struct RecordMatching {
        optional {
            /// The address.
            address: RecordField = "address",
            /// The date of birth.
            birth_date: RecordField = "birth_date",
            /// The family name.
            family_name: RecordField = "family_name",
            /// The given name.
            given_name: RecordField = "given_name",
            /// The whole name.
            name: RecordField = "name",
        }
    }
}

request! {
    /// How one datum has to match.
    pub struct RecordField {
        optional {
            /// Whether a transaction has to bring the requirement.
            field_required: bool = "fieldRequired",
            /// How well it has to match.
            threshold: Threshold = "threshold",
        }
    }
}

impl RecordField {
    /// Every transaction brings it.
    pub fn required(threshold: Threshold) -> Self {
        Self::new().field_required(true).threshold(threshold)
    }

    /// Matched where a transaction brings it.
    pub fn optional(threshold: Threshold) -> Self {
        Self::new().field_required(false).threshold(threshold)
    }
}

request! {
    /// Whether what was verified is kept as claims for identity assurance.
    pub struct IdaSettings {
        optional {
            /// Whether it is.
            enabled: bool = "enabled",
        }
    }
}

impl From<bool> for IdaSettings {
    fn from(enabled: bool) -> Self {
        Self::new().enabled(enabled)
    }
}

/// Defines the members that a policy has when it is read and when it is written.
macro_rules! policy_types {
    ($( $(#[$meta:meta])* $field:ident : $type:ty = $wire:literal, )*) => {
        model! {
            /// A verify policy.
            ///
            /// Returned by `verify.create_verify_policy`, `verify.read_all_verify_policies`,
            /// `verify.read_one_verify_policy` and `verify.update_verify_policy`.
            ///
            /// <https://developer.pingidentity.com/pingone-api/verify/verify-policy.html>
            pub struct VerifyPolicy {
                required {
                    /// The id of the policy.
                    id: VerifyPolicyId = "id",
                }
                optional {
                    /// Links: `self`, `environment`.
                    links: Links = "_links",
                    /// The environment of the policy.
                    environment: Reference = "environment",
                    /// The name.
                    name: String = "name",
                    $( $(#[$meta])* $field: $type = $wire, )*
                    /// When it was created.
                    created_at: Timestamp = "createdAt",
                    /// When it was last changed.
                    updated_at: Timestamp = "updatedAt",
                }
            }
        }

        request! {
            /// The request of Create Verify Policy, and of Update Verify Policy, which replaces
            /// the whole of it. At least one check has to be configured.
            ///
            /// Taken by `verify.create_verify_policy` and `verify.update_verify_policy`.
            ///
            /// ```
            /// use ping_models::verify::{
            ///     ContactCheck, FaceCheck, GovernmentIdCheck, LivenessCheck, NewVerifyPolicy,
            ///     Threshold,
            /// };
            ///
            /// let policy = NewVerifyPolicy::new("Document and selfie")
            ///     .government_id(GovernmentIdCheck::required().fail_expired_id(true).retry(2u32))
            ///     .facial_comparison(FaceCheck::required(Threshold::Medium))
            ///     .liveness(LivenessCheck::required(Threshold::Medium))
            ///     .email(ContactCheck::required());
            /// # let _ = policy;
            /// ```
            pub struct NewVerifyPolicy {
                required {
                    /// The name.
                    name: String = "name",
                }
                optional {
                    $( $(#[$meta])* $field: $type = $wire, )*
                }
            }
        }

        impl From<VerifyPolicy> for NewVerifyPolicy {
            /// What to send to replace a policy that was read, with the members that this crate
            /// does not name.
            fn from(policy: VerifyPolicy) -> Self {
                Rest::carry(policy.rest, |rest| Self {
                    name: policy.name.unwrap_or_default(),
                    $( $field: policy.$field, )*
                    rest,
                })
            }
        }
    };
}

policy_types! {
    /// What the policy is for, 1 to 1024 characters.
    description: String = "description",
    /// Whether transactions that name no policy go by this one. Exactly one policy is the default:
    /// `true` takes it from another one, and the default itself can neither be set to `false` nor
    /// deleted.
    default: bool = "default",
    /// Whether and how a government id is checked.
    government_id: GovernmentIdCheck = "governmentId",
    /// Whether and how faces are compared.
    facial_comparison: FaceCheck = "facialComparison",
    /// Whether and how it is checked that a living person is in front of the camera.
    liveness: LivenessCheck = "liveness",
    /// Whether and how an email address is checked.
    email: ContactCheck = "email",
    /// Whether and how a phone number is checked.
    phone: ContactCheck = "phone",
    /// How long a transaction takes at most, and whether it decides.
    transaction: TransactionSettings = "transaction",
    /// What of the document has to match the transaction's requirements.
    identity_record_matching: RecordMatching = "identityRecordMatching",
    /// Whether what was verified is kept as claims for identity assurance.
    ida: IdaSettings = "ida",
    /// Whether identities are looked up with data providers; its members are not documented.
    data_based_identity_verification: OpenValue = "dataBasedIdentityVerification",
    /// Where the user is; its members are not documented.
    geolocation: OpenValue = "geolocation",
    /// Whether a credential is taken; its members are not documented.
    verifiable_credential: OpenValue = "verifiableCredential",
    /// Whose the device is; its members are not documented.
    device_ownership: OpenValue = "deviceOwnership",
    /// Voice verification, which the service withdraws.
    voice: OpenValue = "voice",
}

impl Listed for VerifyPolicy {
    const EMBEDDED: &'static str = "verifyPolicies";
}
