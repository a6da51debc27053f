//! OATH hardware tokens of an organization.

use super::{OathTokenType, SessionId};
use crate::{Loose, Rest, Secret};

open_enum! {
    /// Who asks for the resynchronization of a token.
    pub enum ResyncInitiator {
        /// An administrator.
        Admin = "ADMIN",
        /// The user who has the token.
        User = "USER",
    }
}

pingid_request! {
    /// The request of ResyncOathToken, with two passcodes in a row, or with one, which takes a
    /// second request with the next one.
    ///
    /// Taken by `pingid.resync_oath_token`.
    ///
    /// ```
    /// use ping_models::pingid::ResyncOathToken;
    ///
    /// let request = ResyncOathToken::with_otps("123321", ["112814", "889429"]).by_user("jdoe");
    /// assert_eq!(request.field("initiatedBy"), Some("USER".into()));
    /// assert!(!format!("{request:?}").contains("112814"));
    /// ```
    pub struct ResyncOathToken {
        new {
            /// The serial number of the token.
            serial_number: Loose<String> = "serialNumber",
            /// One or two passcodes, in the order in which the token showed them.
            otps: Vec<Loose<Secret>> = "otps",
        }
        optional {
            /// Of the second request: what the reply to the first one had.
            session_id: SessionId = "sessionId",
            /// Who asks; an administrator where it is left out.
            initiated_by: ResyncInitiator = "initiatedBy",
            /// The user who asks.
            username: String = "username" personal,
        }
    }
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

reply! {
    /// The reply of ResyncOathToken. An `errorId` of 30016 is no failure: the next passcode is
    /// wanted.
    ///
    /// Returned by `pingid.resync_oath_token`.
    pub struct ResyncReply {
        /// What the second request has to name; null when the token is in step again.
        session_id: SessionId = "sessionId",
    }
}

model! {
    /// A token to be uploaded. All of its members are text on the wire.
    pub struct OrgToken {
        optional {
            /// The serial number.
            serial_number: Loose<String> = "serialNumber",
            /// How it makes its passcodes.
            token_type: OathTokenType = "tokenType",
            /// The key that it shares with the service, in base32.
            secret_key: Secret = "secretKey",
            /// How many digits its passcodes have: 6 or 8.
            otp_length: Loose<String> = "otpLength",
            /// How many seconds each passcode is shown: 30 or 60. TOTP only.
            time_step: Loose<String> = "timeStep",
        }
    }
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

pingid_request! {
    /// The request of CreateOrgTokens. The client fills in the alias of its account.
    ///
    /// Taken by `pingid.create_org_tokens`.
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
    pub struct CreateOrgTokens {
        new {
            /// The tokens.
            tokens: Vec<OrgToken> = "tokens",
        }
        optional {
            /// The organization.
            org_alias: String = "orgAlias",
        }
    }
}

pingid_request! {
    /// The request of RevokeOrgTokens. The client fills in the alias of its account.
    ///
    /// Taken by `pingid.revoke_org_tokens`.
    pub struct RevokeOrgTokens {
        new {
            /// The serial numbers of the tokens.
            serial_numbers: Vec<Loose<String>> = "serialNumbers",
        }
        preset {
            /// Whether to unpair tokens that users have; otherwise one of them makes the whole
            /// job fail.
            unpair_before_delete: Loose<bool> = "unpairBeforeDelete" => false.into(),
        }
        optional {
            /// The organization.
            org_alias: String = "orgAlias",
        }
    }
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
