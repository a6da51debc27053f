//! The numbers with which PingID says how a request went.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::loose::Loose;
use crate::model::Model;

/// The number in `errorId`: 200 is success, 300xx asks for a further step, the rest are errors.
///
/// Any number decodes. [`code`](Self::code) names those whose meaning is known.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ErrorId(Loose<i64>);

impl ErrorId {
    /// The number.
    pub fn get(&self) -> i64 {
        self.0.get()
    }

    /// What the number stands for.
    pub fn code(&self) -> PingIdCode {
        PingIdCode::of(self.get())
    }

    /// Whether the operation is done.
    pub fn is_success(&self) -> bool {
        self.get() == 200
    }

    /// Whether the service asks for a further step, such as an OTP.
    pub fn is_continuation(&self) -> bool {
        (30_000..30_100).contains(&self.get())
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.code().is_retryable()
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
        match self.code() {
            PingIdCode::Unknown => write!(f, "{}", self.get()),
            code => write!(f, "{} ({code:?})", self.get()),
        }
    }
}

macro_rules! codes {
    ($( $variant:ident = $number:literal, $meaning:literal, $advice:literal; )*) => {
        /// What an [`ErrorId`] stands for.
        ///
        /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiErrorCodes.html>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum PingIdCode {
            $( #[doc = concat!($meaning, " (", $number, ").")] $variant, )*
            /// A number that this version of the crate has no name for.
            Unknown,
        }

        impl PingIdCode {
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

            /// What to do next, in words; `None` for an unknown number.
            pub fn next_step(self) -> Option<&'static str> {
                match self {
                    $( Self::$variant => Some($advice), )*
                    Self::Unknown => None,
                }
            }
        }
    };
}

codes! {
    Success = 200, "Success",
        "Nothing: it is done";
    InvalidInput = 400, "A member of the request is missing or not valid",
        "Correct the member that the message names";
    TransactionFailed = 10551, "The transaction failed and may be tried again",
        "Send the request again after a moment";
    ServiceNotRemoved = 10552, "The service could not be removed from the user",
        "Read the user, and see which services it has";
    UserNotDeleted = 10553, "The user could not be deleted",
        "Read the user, and delete it again if it is still there";
    ServiceNotAdded = 10554, "The service could not be added",
        "Check the alias of the service against those that the account has";
    ServiceNotAddedToUser = 10555, "The service could not be added to the user",
        "Check the alias of the service, and whether the user has it already";
    UserExists = 10556, "A user of this name exists already",
        "Take the user that is there, or another name";
    ServiceNotUpdated = 10557, "The service could not be updated",
        "Add the user to the service first (AddService)";
    UserNotUpdated = 10558, "The user could not be updated",
        "Read the user and send the whole record again (EditUser replaces it)";
    UserNotSuspended = 10559, "The user could not be suspended",
        "Read the user, and suspend it again if it is still active";
    SuspendNeedsActive = 10561, "Only an active user can be suspended",
        "Nothing to suspend: read the status first";
    AlreadyActive = 10562, "The user is active already",
        "Nothing to activate: read the status first";
    NameTaken = 10563, "The user name is taken in this service already",
        "Nothing to add: the user is in the service";
    UserUnknown = 10564, "There is no user of this name",
        "Check the name; add the user first (AddUser)";
    UserNotActivated = 10565, "The user could not be activated",
        "Read the status: pair a new device for a user who lost one, lift a suspension otherwise";
    PolicyVersionMismatch = 10610, "The policies have changed since they were read",
        "Read the policies again, apply the change to them, and write them";
    WrongOtp = 20513, "The one-time passcode is wrong",
        "Ask the user for the passcode again; the session stays open";
    InvalidSession = 20517, "The session is not valid",
        "Start the workflow again: the session has ended or expired";
    UserExistsAlready = 20549, "A user of this name exists already",
        "Take the user that is there; before October 2021 it meant too many devices";
    OtpNotSent = 20558, "The one-time passcode could not be sent",
        "Check the address, then start the workflow again";
    InvalidPhoneNumber = 20559, "The phone number is not valid",
        "Give an international number: country code and number, an extension after a comma for calls";
    TooManyDevices = 20562, "The user has as many devices as are allowed",
        "Unpair a device of the user first (UnpairDevice)";
    WebAuthnUnsupported = 20570, "No usable device is left: the browser does not support WebAuthn",
        "Use another browser, or pair a device that is no FIDO device";
    OtpBySms = 30001, "A one-time passcode was sent by SMS",
        "Ask for the passcode and send it with AuthenticateOffline";
    OtpByVoice = 30002, "A one-time passcode was sent by voice call",
        "Ask for the passcode and send it with AuthenticateOffline";
    PushDisabled = 30003, "Push is disabled: a passcode of the app is wanted",
        "Ask for the passcode of the app and send it with AuthenticateOffline";
    YubiKeyOtp = 30004, "A passcode of the YubiKey is wanted",
        "Ask the user to touch the YubiKey and send what it types with AuthenticateOffline";
    OtpByEmail = 30005, "A one-time passcode was sent by email",
        "Ask for the passcode and send it with AuthenticateOffline";
    AppOtp = 30006, "A passcode of the mobile app is wanted",
        "Ask for the passcode of the app and send it with AuthenticateOffline";
    ContinueOnline = 30007, "Continue with AuthenticateOnline",
        "Send AuthenticateOnline with the device and the session";
    ChooseDevice = 30008, "The user has to choose a device",
        "Let the user choose, then send StartAuthentication with the device and the session";
    DesktopOtp = 30009, "A passcode of the desktop app is wanted",
        "Ask for the passcode of the app and send it with AuthenticateOffline";
    Waiting = 30010, "The answer is awaited: ask AuthStatus",
        "Ask AuthStatus until it says something else";
    SecurityKey = 30011, "A FIDO security key is wanted",
        "Get the options with WebAuthnStartAuth and send the assertion with AuthenticateOffline";
    OathToken = 30012, "A passcode of the OATH token is wanted",
        "Ask for the passcode and send it with AuthenticateOffline";
    Biometrics = 30013, "FIDO biometrics are wanted",
        "Get the options with WebAuthnStartAuth and send the assertion with AuthenticateOffline";
    EvaluatePolicy = 30014, "The policy has to be evaluated",
        "Send StartAuthentication with the session, the user and the user's groups";
    AuthenticatorAppOtp = 30015, "A passcode of the authenticator app is wanted",
        "Ask for the passcode and send it with AuthenticateOffline";
    NextOtp = 30016, "The next passcode of the OATH token is wanted",
        "Wait for the next passcode of the token and repeat the request with it";
    Fido2 = 30018, "A FIDO2 device is wanted",
        "Get the options with WebAuthnStartAuth and send the assertion with AuthenticateOffline";
}

impl PingIdCode {
    /// Whether the same request may succeed later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::TransactionFailed | Self::OtpNotSent)
    }
}
