//! The numbers with which PingID says how a request went.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::loose::Loose;
use crate::model::Model;

/// The number in `errorId`: 200 is success, 300xx asks for a further step, the rest are errors.
///
/// Any number decodes. [`kind`](Self::kind) names those whose meaning is known.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ErrorId(Loose<i64>);

impl ErrorId {
    /// The number.
    pub fn get(&self) -> i64 {
        self.0.get()
    }

    /// What the number stands for.
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::of(self.get())
    }

    /// Whether the operation is done.
    pub fn is_success(&self) -> bool {
        self.get() == 200
    }

    /// Whether the service asks for a further step, such as an OTP.
    pub fn is_continuation(&self) -> bool {
        (30_000..31_000).contains(&self.get())
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.kind().is_retryable()
    }
}

impl Model for ErrorId {}

impl Eq for ErrorId {}

impl From<i64> for ErrorId {
    fn from(number: i64) -> Self {
        Self(Loose::new(number))
    }
}

impl PartialEq<i64> for ErrorId {
    fn eq(&self, number: &i64) -> bool {
        self.get() == *number
    }
}

impl fmt::Display for ErrorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for ErrorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Unknown => write!(f, "{}", self.get()),
            kind => write!(f, "{} ({kind:?})", self.get()),
        }
    }
}

macro_rules! error_kinds {
    ($( $variant:ident = $number:literal, $meaning:literal; )*) => {
        /// What an [`ErrorId`] stands for.
        ///
        /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiErrorCodes.html>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $( #[doc = concat!($meaning, " (", $number, ").")] $variant, )*
            /// A number that this version of the crate has no name for.
            Unknown,
        }

        impl ErrorKind {
            fn of(number: i64) -> Self {
                match number {
                    $( $number => Self::$variant, )*
                    _ => Self::Unknown,
                }
            }

            /// The meaning in words; `None` for an unknown number.
            pub fn meaning(self) -> Option<&'static str> {
                match self {
                    $( Self::$variant => Some($meaning), )*
                    Self::Unknown => None,
                }
            }
        }
    };
}

error_kinds! {
    Success = 200, "Success";
    InvalidInput = 400, "A member of the request is missing or not valid";
    TransactionFailed = 10551, "The transaction failed and may be tried again";
    ServiceNotRemoved = 10552, "The service could not be removed from the user";
    UserNotDeleted = 10553, "The user could not be deleted";
    ServiceNotAdded = 10554, "The service could not be added";
    ServiceNotAddedToUser = 10555, "The service could not be added to the user";
    UserExists = 10556, "A user of this name exists already";
    ServiceNotUpdated = 10557, "The service could not be updated";
    UserNotUpdated = 10558, "The user could not be updated";
    UserNotSuspended = 10559, "The user could not be suspended";
    SuspendNeedsActive = 10561, "Only an active user can be suspended";
    AlreadyActive = 10562, "The user is active already";
    NameTaken = 10563, "The user name is taken in this service already";
    UserUnknown = 10564, "There is no user of this name";
    UserNotActivated = 10565, "The user could not be activated";
    PolicyVersionMismatch = 10610, "The policies have changed since they were read";
    WrongOtp = 20513, "The one-time passcode is wrong";
    InvalidSession = 20517, "The session is not valid";
    UserExistsAlready = 20549, "A user of this name exists already";
    OtpNotSent = 20558, "The one-time passcode could not be sent";
    InvalidPhoneNumber = 20559, "The phone number is not valid";
    TooManyDevices = 20562, "The user has as many devices as are allowed";
    WebAuthnUnsupported = 20570, "No usable device is left: the browser does not support WebAuthn";
    OtpBySms = 30001, "A one-time passcode was sent by SMS";
    OtpByVoice = 30002, "A one-time passcode was sent by voice call";
    PushDisabled = 30003, "Push is disabled: a passcode of the app is wanted";
    YubiKeyOtp = 30004, "A passcode of the YubiKey is wanted";
    OtpByEmail = 30005, "A one-time passcode was sent by email";
    AppOtp = 30006, "A passcode of the mobile app is wanted";
    ContinueOnline = 30007, "Continue with AuthenticateOnline";
    ChooseDevice = 30008, "The user has to choose a device";
    DesktopOtp = 30009, "A passcode of the desktop app is wanted";
    Waiting = 30010, "The answer is awaited: ask AuthStatus";
    SecurityKey = 30011, "A FIDO security key is wanted";
    OathToken = 30012, "A passcode of the OATH token is wanted";
    Biometrics = 30013, "FIDO biometrics are wanted";
    EvaluatePolicy = 30014, "The policy has to be evaluated";
    AuthenticatorAppOtp = 30015, "A passcode of the authenticator app is wanted";
    NextOtp = 30016, "The next passcode of the OATH token is wanted";
    Fido2 = 30018, "A FIDO2 device is wanted";
}

impl ErrorKind {
    /// Whether the same request may succeed later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::TransactionFailed | Self::OtpNotSent)
    }
}
