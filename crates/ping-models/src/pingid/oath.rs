//! OATH hardware tokens of an organization.

use super::{OathTokenType, ReplyOutcome, SessionId};
use crate::{Loose, Model, OpenEnum, Rest, Secret, UnknownValue};

/// Who asks for the resynchronization of a token.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ResyncInitiator {
    /// An administrator.
    Admin,
    /// The user who has the token.
    User,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of ResyncOathToken, with two passcodes in a row, or with one, which takes a
/// second request with the next one.
///
/// ```
/// use ping_models::pingid::ResyncOathToken;
///
/// let request = ResyncOathToken::with_otps("123321", ["112814", "889429"]).by_user("jdoe");
/// assert_eq!(request.field("initiatedBy"), Some("USER".into()));
/// assert!(!format!("{request:?}").contains("112814"));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ResyncOathToken {
    /// The serial number of the token.
    #[model(new)]
    pub serial_number: Option<Loose<String>>,
    /// One or two passcodes, in the order in which the token showed them.
    #[model(new)]
    pub otps: Option<Vec<Loose<Secret>>>,
    /// Of the second request: what the reply to the first one had.
    pub session_id: Option<SessionId>,
    /// Who asks; an administrator where it is left out.
    pub initiated_by: Option<ResyncInitiator>,
    /// The user who asks.
    #[model(personal)]
    pub username: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl ResyncOathToken {
    /// One passcode, or two in a row.
    pub fn with_otps<T: Into<Loose<Secret>>>(
        serial_number: &str,
        otps: impl IntoIterator<Item = T>,
    ) -> Self {
        let otps: Vec<_> = otps.into_iter().map(Into::into).collect();
        Self::new(serial_number, otps)
    }

    /// Says that the user who has the token asks.
    #[must_use]
    pub fn by_user(self, username: impl Into<String>) -> Self {
        self.initiated_by(ResyncInitiator::User).username(username)
    }
}

/// The reply of ResyncOathToken. An `errorId` of 30016 is no failure: the next passcode is
/// wanted.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ResyncReply {
    /// What the second request has to name; null when the token is in step again.
    pub session_id: Option<SessionId>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// A token to be uploaded. All of its members are text on the wire.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OrgToken {
    /// The serial number.
    pub serial_number: Option<Loose<String>>,
    /// How it makes its passcodes.
    pub token_type: Option<OathTokenType>,
    /// The key that it shares with the service, in base32.
    pub secret_key: Option<Secret>,
    /// How many digits its passcodes have: 6 or 8.
    pub otp_length: Option<Loose<String>>,
    /// How many seconds each passcode is shown: 30 or 60. TOTP only.
    pub time_step: Option<Loose<String>>,
    rest: Rest<Self>,
}

impl OrgToken {
    /// A token that counts, with passcodes of six digits.
    pub fn hotp(serial_number: &str, secret_key: impl Into<Secret>) -> Self {
        Self {
            serial_number: Some(serial_number.into()),
            token_type: Some(OathTokenType::Hotp),
            secret_key: Some(secret_key.into()),
            otp_length: Some("6".into()),
            time_step: None,
            rest: Rest::default(),
        }
    }

    /// A token with a clock, with passcodes of six digits, a new one every 30 seconds.
    pub fn totp(serial_number: &str, secret_key: impl Into<Secret>) -> Self {
        Self {
            token_type: Some(OathTokenType::Totp),
            time_step: Some("30".into()),
            ..Self::hotp(serial_number, secret_key)
        }
    }

    /// How many digits the passcodes have: 6 or 8.
    #[must_use]
    pub fn digits(mut self, digits: u32) -> Self {
        self.otp_length = Some(digits.to_string().into());
        self
    }

    /// How many seconds each passcode is shown: 30 or 60.
    #[must_use]
    pub fn seconds(mut self, seconds: u32) -> Self {
        self.time_step = Some(seconds.to_string().into());
        self
    }
}

/// The request of CreateOrgTokens. The client fills in the alias of its account.
///
/// ```
/// use ping_models::pingid::{CreateOrgTokens, OrgToken};
///
/// let request = CreateOrgTokens::new([
///     OrgToken::totp("72", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").digits(8),
///     OrgToken::hotp("107", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
/// ]);
/// assert!(!format!("{request:?}").contains("GEZD"));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CreateOrgTokens {
    /// The tokens.
    #[model(new)]
    pub tokens: Option<Vec<OrgToken>>,
    /// The organization.
    pub org_alias: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of RevokeOrgTokens. The client fills in the alias of its account.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RevokeOrgTokens {
    /// The serial numbers of the tokens.
    #[model(new)]
    pub serial_numbers: Option<Vec<Loose<String>>>,
    /// Whether to unpair tokens that users have; otherwise one of them makes the whole
    /// job fail.
    #[model(preset = false.into())]
    pub unpair_before_delete: Option<Loose<bool>>,
    /// The organization.
    pub org_alias: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl RevokeOrgTokens {
    /// The tokens with these serial numbers.
    pub fn with_serial_numbers<T: Into<Loose<String>>>(
        serial_numbers: impl IntoIterator<Item = T>,
    ) -> Self {
        let numbers: Vec<_> = serial_numbers.into_iter().map(Into::into).collect();
        Self::new(numbers)
    }
}
