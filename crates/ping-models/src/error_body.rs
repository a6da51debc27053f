//! The error body of the PingOne APIs.

use crate::{OpenValue, Timestamp};

open_enum! {
    /// The code of an error or of one of its details.
    ///
    /// <https://developer.pingidentity.com/pingone-api/foundations/conventions/errors.html>
    pub enum ErrorCode {
        /// Members of the request do not validate; the details name them.
        InvalidData = "INVALID_DATA",
        /// The request is malformed: its media type, filter or form.
        InvalidRequest = "INVALID_REQUEST",
        /// Well-formed, but not possible in the present state.
        RequestFailed = "REQUEST_FAILED",
        /// No access: a bad token, a missing role or a license limit; the details tell which.
        AccessFailed = "ACCESS_FAILED",
        /// There is no such resource.
        NotFound = "NOT_FOUND",
        /// Too many requests.
        RequestLimited = "REQUEST_LIMITED",
        /// The service failed.
        UnexpectedError = "UNEXPECTED_ERROR",
        /// The account is locked or disabled.
        AccountNotUsable = "ACCOUNT_NOT_USABLE",
        /// A rule between members is broken.
        ConstraintViolation = "CONSTRAINT_VIOLATION",
        /// The member must not be empty.
        EmptyValue = "EMPTY_VALUE",
        /// The filter is not supported by this collection.
        InvalidFilter = "INVALID_FILTER",
        /// The one-time passcode is wrong.
        InvalidOtp = "INVALID_OTP",
        /// A query parameter is not valid.
        InvalidParameter = "INVALID_PARAMETER",
        /// The token is missing, invalid or expired.
        InvalidToken = "INVALID_TOKEN",
        /// The value is not allowed.
        InvalidValue = "INVALID_VALUE",
        /// The worker lacks a role for this.
        InsufficientPermissions = "INSUFFICIENT_PERMISSIONS",
        /// The license does not allow this.
        LicenseExceeded = "LICENSE_EXCEEDED",
        /// A rate limit is exceeded.
        LimitExceeded = "LIMIT_EXCEEDED",
        /// Authentication methods exclude each other.
        MfaAuthMethodsConflict = "MFA_AUTH_METHODS_CONFLICT",
        /// The user has no password.
        NoPassword = "NO_PASSWORD",
        /// The value is out of its range.
        OutOfRange = "OUT_OF_RANGE",
        /// A quota is used up.
        QuotaExceeded = "QUOTA_EXCEEDED",
        /// The member is required.
        RequiredValue = "REQUIRED_VALUE",
        /// The value is too large.
        SizeLimitExceeded = "SIZE_LIMIT_EXCEEDED",
        /// Another resource has this value already.
        UniquenessViolation = "UNIQUENESS_VIOLATION",
    }
}

model! {
    /// An error body of the PingOne Platform, MFA and Verify APIs.
    ///
    /// Nothing in it is required: gateways in front of the service send only a message.
    pub struct PingOneError {
        optional {
            /// The id of the error, a UUID; often equal to the correlation id.
            id: String = "id",
            /// What kind of error it is.
            code: ErrorCode = "code",
            /// A text for developers, in English.
            message: String = "message",
            /// What the error is about.
            target: String = "target",
            /// The single faults.
            details: Vec<ErrorDetail> = "details",
        }
    }
}

model! {
    /// One fault of a request.
    pub struct ErrorDetail {
        optional {
            /// What kind of fault it is.
            code: ErrorCode = "code",
            /// The member that is at fault, dotted where it is nested.
            target: String = "target",
            /// A text for developers, in English.
            message: String = "message",
            /// Facts about the fault, such as the allowed values.
            inner_error: InnerError = "innerError",
        }
    }
}

model! {
    /// Facts about a fault.
    pub struct InnerError {
        optional {
            /// A regular expression that the value has to match.
            allowed_pattern: String = "allowedPattern",
            /// The values that are allowed.
            allowed_values: Vec<OpenValue> = "allowedValues",
            /// The id of the resource that has the value already.
            existing_id: String = "existingId",
            /// The largest value that is allowed.
            maximum_value: OpenValue = "maximumValue",
            /// The smallest value that is allowed.
            range_minimum_value: OpenValue = "rangeMinimumValue",
            /// The largest value that is allowed.
            range_maximum_value: OpenValue = "rangeMaximumValue",
            /// How many requests the quota allows.
            quota_limit: OpenValue = "quotaLimit",
            /// When the quota is full again.
            quota_reset_time: Timestamp = "quotaResetTime",
            /// When another try may succeed.
            retry_after: Timestamp = "retryAfter",
            /// The attributes that a filter may name.
            supported_attributes: Vec<String> = "supportedAttributes",
            /// The operators that a filter may use.
            supported_operators: Vec<String> = "supportedOperators",
            /// How many tries remain.
            attempts_remaining: i64 = "attemptsRemaining",
        }
    }
}
