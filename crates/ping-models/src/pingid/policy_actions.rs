//! What a policy has a user do.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Model, OpenEnum, UnknownValue};

/// What a policy or rule does with an authentication.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PolicyAction {
    /// Lets the user in without more. Stands alone.
    Approve,
    /// Refuses. Stands alone.
    Deny,
    /// Asks for any method that is allowed. Stands alone.
    Authenticate,
    /// A passcode by SMS.
    Sms,
    /// A passcode by voice call.
    Voice,
    /// A YubiKey.
    #[wire("YUBIKEY")]
    YubiKey,
    /// A passcode by email.
    Email,
    /// The desktop app.
    Desktop,
    /// A passcode of the mobile app.
    OtpOnly,
    /// A swipe in the mobile app.
    SwipeOnly,
    /// A fingerprint in the mobile app.
    FingerprintOnly,
    /// An OATH token.
    #[wire("OATHTOKEN")]
    OathToken,
    /// An authenticator app.
    AuthenticatorApp,
    /// Matching a number in the mobile app.
    NumberMatching,
    /// A FIDO security key.
    #[wire("WEBAUTHN")]
    WebAuthn,
    /// FIDO biometrics.
    #[wire("WEBAUTHN_PLATFORM")]
    WebAuthnPlatform,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// One action, or several joined by commas, as it came: capitals and blanks are not fixed.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyActions(String);

impl PolicyActions {
    /// The actions as they are on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The actions one by one, in any case of letters.
    ///
    /// ```
    /// use ping_models::pingid::{PolicyAction, PolicyActions};
    ///
    /// let actions = PolicyActions::from("otp_only, WebAuthn");
    /// let wanted = [PolicyAction::OtpOnly, PolicyAction::WebAuthn];
    /// assert!(actions.iter().eq(wanted));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = PolicyAction> {
        let actions = self.0.split(',').map(str::trim);
        actions.map(|action| PolicyAction::from_wire(&action.to_ascii_uppercase()))
    }
}

impl From<&str> for PolicyActions {
    fn from(actions: &str) -> Self {
        Self(actions.to_owned())
    }
}

impl From<PolicyAction> for PolicyActions {
    fn from(action: PolicyAction) -> Self {
        Self(action.as_str().to_owned())
    }
}

impl<const N: usize> From<[PolicyAction; N]> for PolicyActions {
    fn from(actions: [PolicyAction; N]) -> Self {
        actions.into_iter().collect()
    }
}

impl FromIterator<PolicyAction> for PolicyActions {
    fn from_iter<I: IntoIterator<Item = PolicyAction>>(actions: I) -> Self {
        let names: Vec<_> = actions.into_iter().map(|action| action.to_string()).collect();
        Self(names.join(","))
    }
}

impl Model for PolicyActions {}

impl fmt::Debug for PolicyActions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
