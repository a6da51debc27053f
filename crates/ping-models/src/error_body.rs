//! The error body of the PingOne APIs.

use crate::{Model, OpenEnum, OpenValue, Rest, Timestamp, UnknownValue};

/// The code of an error or of one of its details.
///
/// <https://developer.pingidentity.com/pingone-api/foundations/conventions/errors.html>
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ErrorCode {
    /// Members of the request do not validate; the details name them.
    InvalidData,
    /// The request is malformed: its media type, filter or form.
    InvalidRequest,
    /// Well-formed, but not possible in the present state.
    RequestFailed,
    /// No access: a bad token, a missing role or a license limit; the details tell which.
    AccessFailed,
    /// There is no such resource.
    NotFound,
    /// Too many requests.
    RequestLimited,
    /// The service failed.
    UnexpectedError,
    /// The account is locked or disabled.
    AccountNotUsable,
    /// A rule between members is broken.
    ConstraintViolation,
    /// The member must not be empty.
    EmptyValue,
    /// One passcode of an OATH token was right; the next one is wanted.
    ExtraOtpRequired,
    /// The filter is not supported by this collection.
    InvalidFilter,
    /// The one-time passcode is wrong.
    InvalidOtp,
    /// A query parameter is not valid.
    InvalidParameter,
    /// The token is missing, invalid or expired.
    InvalidToken,
    /// The value is not allowed.
    InvalidValue,
    /// The worker lacks a role for this.
    InsufficientPermissions,
    /// The license does not allow this.
    LicenseExceeded,
    /// A rate limit is exceeded.
    LimitExceeded,
    /// Authentication methods exclude each other.
    MfaAuthMethodsConflict,
    /// The user has no password.
    NoPassword,
    /// The value is out of its range.
    OutOfRange,
    /// A quota is used up.
    QuotaExceeded,
    /// The member is required.
    RequiredValue,
    /// The value is too large.
    SizeLimitExceeded,
    /// Another resource has this value already.
    UniquenessViolation,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An error body of the PingOne Platform, MFA and Verify APIs.
///
/// Nothing in it is required: gateways in front of the service send only a message.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PingOneError {
    /// The id of the error, a UUID; often equal to the correlation id.
    pub id: Option<String>,
    /// What kind of error it is.
    pub code: Option<ErrorCode>,
    /// A text for developers, in English.
    pub message: Option<String>,
    /// What the error is about.
    pub target: Option<String>,
    /// The single faults.
    pub details: Option<Vec<ErrorDetail>>,
    rest: Rest<Self>,
}

/// One fault of a request.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// What kind of fault it is.
    pub code: Option<ErrorCode>,
    /// The member that is at fault, dotted where it is nested.
    pub target: Option<String>,
    /// A text for developers, in English.
    pub message: Option<String>,
    /// Facts about the fault, such as the allowed values.
    pub inner_error: Option<Box<InnerError>>,
    rest: Rest<Self>,
}

/// Facts about a fault.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct InnerError {
    /// A regular expression that the value has to match.
    pub allowed_pattern: Option<String>,
    /// The values that are allowed.
    pub allowed_values: Option<Vec<OpenValue>>,
    /// The id of the resource that has the value already.
    pub existing_id: Option<String>,
    /// The largest value that is allowed.
    pub maximum_value: Option<OpenValue>,
    /// The smallest value that is allowed.
    pub range_minimum_value: Option<OpenValue>,
    /// The largest value that is allowed.
    pub range_maximum_value: Option<OpenValue>,
    /// How many requests the quota allows.
    pub quota_limit: Option<OpenValue>,
    /// When the quota is full again.
    pub quota_reset_time: Option<Timestamp>,
    /// When another try may succeed.
    pub retry_after: Option<Timestamp>,
    /// The attributes that a filter may name.
    pub supported_attributes: Option<Vec<String>>,
    /// The operators that a filter may use.
    pub supported_operators: Option<Vec<String>>,
    /// How many tries remain.
    pub attempts_remaining: Option<i64>,
    /// How many wrong passwords remain before it is locked.
    pub failures_remaining: Option<i64>,
    /// The rules of the password policy that the password does not keep; what each demands is a
    /// member of that name, at hand through `field`.
    pub unsatisfied_requirements: Option<Vec<String>>,
    rest: Rest<Self>,
}
