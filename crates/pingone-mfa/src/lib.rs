//! Typed calls of the PingOne MFA API: devices and device authentications.
