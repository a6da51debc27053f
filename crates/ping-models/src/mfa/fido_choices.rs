//! What FIDO policies choose among.

use crate::{OpenEnum, UnknownValue};

/// What an authenticator has to tell of itself when it is paired.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AttestationRequirements {
    /// Nothing.
    None,
    /// Which model it is.
    Direct,
    /// Which one it is, where it belongs to the enterprise.
    Enterprise,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Which authenticators may be used by where they are.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticatorAttachment {
    /// Those that are built into the device.
    Platform,
    /// Those that are not, such as security keys.
    CrossPlatform,
    /// Both.
    Both,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How much something of an authenticator is wanted.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum FidoPreference {
    /// It should not be.
    Discouraged,
    /// It should be.
    Preferred,
    /// It has to be.
    Required,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Which authenticators may be used by what the FIDO Alliance says of them.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum MdsOption {
    /// All.
    None,
    /// All; which they are is noted.
    AuditOnly,
    /// Those that the metadata have.
    Global,
    /// Those that are certified.
    Certified,
    /// Those that the policy names.
    Specific,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What the browser suggests to the user.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PublicKeyCredentialHint {
    /// A security key.
    SecurityKey,
    /// The device itself.
    ClientDevice,
    /// Another device, such as a phone.
    Hybrid,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What stands behind the name of a user where a browser shows it.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DisplayNameSuffix {
    /// The names of the organization and of the environment.
    OrgNameAndEnvName,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a security key has to have a PIN.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PinOption {
    /// It does not.
    Optional,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}
