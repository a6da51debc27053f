//! The checks that a Verify policy makes.

use std::time::Duration;

use crate::{Model, OpenEnum, OpenValue, Rest, UnknownValue};

/// Whether a check is made.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CheckMode {
    /// Always.
    Required,
    /// Where the user gives the data for it.
    Optional,
    /// Never.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How sure a check has to be.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Threshold {
    /// Lenient.
    Low,
    /// Between the two.
    Medium,
    /// Strict.
    High,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Who looks at a document.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum InspectionType {
    /// The provider's program.
    Automatic,
    /// The provider's people.
    Manual,
    /// People, where the program is not sure.
    StepUp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whose program looks at a document.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AutomaticProvider {
    /// Mitek.
    Mitek,
    /// Veriff.
    Veriff,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whose people look at a document.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ManualProvider {
    /// Mitek.
    Mitek,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The unit of a [`VerifySpan`].
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum VerifyTimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A span of time in whole seconds or minutes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct VerifySpan {
    /// How many units.
    #[model(new)]
    pub duration: Option<u32>,
    /// The unit.
    #[model(new)]
    pub time_unit: Option<VerifyTimeUnit>,
    rest: Rest<Self>,
}

impl VerifySpan {
    /// So many seconds.
    pub fn seconds(seconds: u32) -> Self {
        Self::new(seconds, VerifyTimeUnit::Seconds)
    }

    /// So many minutes.
    pub fn minutes(minutes: u32) -> Self {
        Self::new(minutes, VerifyTimeUnit::Minutes)
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

/// How often something may be tried again.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PolicyRetry {
    /// The number of further tries, 0 to 3.
    pub attempts: Option<u32>,
    rest: Rest<Self>,
}

impl From<u32> for PolicyRetry {
    fn from(attempts: u32) -> Self {
        Self::new().attempts(attempts)
    }
}

/// Whether and how a government id is checked.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GovernmentIdCheck {
    /// Whether it is checked.
    pub verify: Option<CheckMode>,
    /// Who looks at it; the service fills in `AUTOMATIC` where it is checked.
    pub inspection_type: Option<InspectionType>,
    /// Whether an expired document fails; `false` unless set.
    pub fail_expired_id: Option<bool>,
    /// Whose people and program look at it.
    pub provider: Option<GovernmentIdProviders>,
    /// How often it may be shown again after a bad picture.
    pub retry: Option<PolicyRetry>,
    /// Whether licenses are looked up with the authorities. North America only, and with
    /// a license for it; there `true` unless set.
    pub verify_aamva: Option<bool>,
    /// Whether identities are looked up in the records of India.
    pub aadhaar: Option<AadhaarCheck>,
    rest: Rest<Self>,
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

/// Whose people and program look at a document.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GovernmentIdProviders {
    /// Whose program; `MITEK` unless set.
    pub auto: Option<AutomaticProvider>,
    /// Whose people; `MITEK` unless set.
    pub manual: Option<ManualProvider>,
    rest: Rest<Self>,
}

/// Whether the number of an Aadhaar card is looked up in the national register of India, which
/// is done by Trinsic and takes a license for it. The service refuses it unless the policy's
/// comparison of faces is `REQUIRED`.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AadhaarCheck {
    /// Whether it is looked up; `false` unless set.
    pub enabled: Option<bool>,
    /// How the register's passcode is sent. Some documents have it; the service ignores
    /// it.
    pub otp: Option<OpenValue>,
    rest: Rest<Self>,
}

/// Whether and how faces are compared: the selfie with the document's portrait, or with a
/// reference selfie.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct FaceCheck {
    /// Whether they are compared.
    pub verify: Option<CheckMode>,
    /// How alike they have to be.
    pub threshold: Option<Threshold>,
    rest: Rest<Self>,
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

/// Whether and how it is checked that a living person is in front of the camera.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct LivenessCheck {
    /// Whether it is checked.
    pub verify: Option<CheckMode>,
    /// How sure it has to be.
    pub threshold: Option<Threshold>,
    /// How often the selfie may be taken again.
    pub retry: Option<PolicyRetry>,
    rest: Rest<Self>,
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
