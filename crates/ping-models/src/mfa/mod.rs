//! PingOne MFA: devices and device authentications.
