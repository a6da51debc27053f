//! Refusals with their numbers: the documented ones, and 400 where the documentation has none.

/// A refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) id: u32,
    pub(crate) message: &'static str,
}

const fn refused(id: u32, message: &'static str) -> Refused {
    Refused { id, message }
}

pub(crate) const USER_EXISTS: Refused = refused(10556, "User already exists.");
pub(crate) const UNKNOWN_USER: Refused = refused(10564, "User not exists.");
pub(crate) const SUSPEND_NOT_ACTIVE: Refused = refused(10561, "The user is not active.");
pub(crate) const ALREADY_ACTIVE: Refused = refused(10562, "The user is already active.");
pub(crate) const CANNOT_ACTIVATE: Refused = refused(10565, "The user could not be activated.");
pub(crate) const UNKNOWN_SERVICE: Refused = refused(10554, "The service could not be added.");
pub(crate) const IN_SERVICE: Refused =
    refused(10563, "The user name is already taken in the service.");
pub(crate) const NOT_IN_SERVICE: Refused = refused(10557, "The service could not be updated.");
pub(crate) const POLICIES_CHANGED: Refused =
    refused(10610, "The policy set version does not match.");
pub(crate) const WRONG_OTP: Refused = refused(20513, "The passcode is wrong.");
pub(crate) const INVALID_SESSION: Refused = refused(20517, "The session is not valid.");
pub(crate) const OTP_NOT_SENT: Refused = refused(20558, "The passcode could not be sent.");
pub(crate) const INVALID_PHONE: Refused = refused(20559, "The phone number is not valid.");
pub(crate) const TOO_MANY_DEVICES: Refused = refused(20562, "user.exceeded.num.of.devices");
pub(crate) const NO_USABLE_DEVICE: Refused = refused(20570, "WEBAUTHN_NOT_SUPPORTED_BY_BROWSER");
pub(crate) const USER_SUSPENDED: Refused = refused(400, "The user is suspended.");
pub(crate) const NO_DEVICE: Refused = refused(400, "The user has no device.");
pub(crate) const POLICY_DENIES: Refused = refused(400, "The policy denies access.");
pub(crate) const POLICY_FITS_NO_DEVICE: Refused =
    refused(400, "The policy allows none of the user's devices.");
pub(crate) const PUSH_WAITS: Refused =
    refused(400, "Another authentication is waiting on this device; cancel it first.");
pub(crate) const DENIED: Refused = refused(400, "The user denied the authentication.");
pub(crate) const TIMED_OUT: Refused = refused(400, "The authentication timed out.");
pub(crate) const CANCELED: Refused = refused(400, "The authentication was canceled.");
pub(crate) const UNKNOWN_CREDENTIAL: Refused = refused(400, "No user has paired this credential.");
pub(crate) const UNKNOWN_DEVICE: Refused = refused(400, "The user has no such device.");
pub(crate) const DEVICE_PAIRED: Refused = refused(400, "The device is paired already.");
pub(crate) const UNKNOWN_TOKEN: Refused = refused(400, "The organization has no such token.");
pub(crate) const UNKNOWN_JOB: Refused = refused(400, "There is no such job.");
pub(crate) const UNKNOWN_APPLICATION: Refused = refused(400, "There is no such application.");
pub(crate) const APPLICATION_EXISTS: Refused = refused(400, "The application id is taken.");
